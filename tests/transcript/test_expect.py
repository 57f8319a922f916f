"""The checks of an `expect` line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.masking import HIDDEN
from runtime.flow.load import load
from runtime.transcript.model import Transcript
from runtime.transcript.player import play
from runtime.transcript.result import Result

Played = Callable[..., Result]

TYPED = '  - bot: ...\n  - press: 4\n  - bot: ...\n  - press: "007"\n  - bot: prices.say\n'


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        ("{state: prices}", True),
        ("{state: code}", False),
        ("{language: en-IN}", True),
        ("{language: te-IN}", False),
        ('{slots: {code: "007"}}', True),
        ('{slots: {code: "7"}}', False),
        ("{slots: {code: unset}}", False),
        ("{slots: {item: unset}}", True),
        ("{slots: {item: rice}}", False),
        ("{fetched: {orders.create: 0}}", True),
        ("{fetched: {orders.create: 1}}", False),
        ("{not_said: [closed.say, owner.say]}", True),
        ("{not_said: [closed.say, code.say]}", False),
        ("{visited: [welcome, prices]}", True),
        ("{visited: [prices, code]}", False),
    ],
)
def test_a_check(played: Played, check: str, holds: bool) -> None:
    result = played(f"{TYPED}  - expect: {check}\n")
    assert result.passed == holds
    assert [miss.mark.line for miss in result.mismatches] == ([] if holds else [8])


def test_every_check_that_fails_is_told(played: Played) -> None:
    result = played(f"{TYPED}  - expect: {{state: code, language: te-IN, slots: {{item: rice}}}}\n")
    assert [miss.expected for miss in result.mismatches] == ["state: code", "language: te-IN", "item: rice"]


SECRET = """\
flow: secret
languages: [en-IN]
start: begin
defaults: {no_input: [{go: bye}], no_match: [{go: bye}], on_error: bye}
states:
  begin: {ask: code, type: digits, length: 4, sensitive: yes, say: "Your code?", go: bye}
  bye: {end: done, say: "Thank you."}
"""


def test_27_a_secret_is_compared_and_never_shown(
    tmp_path: Path, transcript: Callable[[str], Transcript]
) -> None:
    (tmp_path / "secret.yaml").write_text(SECRET, encoding="utf-8")
    loaded = load(tmp_path / "secret.yaml")
    assert loaded.flow is not None, loaded.diagnostics
    lines = '  - bot: ...\n  - press: "4821"\n  - bot: ...\n'
    good = play(Dialogue(loaded.flow), transcript(lines + '  - expect: {slots: {code: "4821"}}\n'), None)
    assert good.passed
    bad = play(Dialogue(loaded.flow), transcript(lines + '  - expect: {slots: {code: "1111"}}\n'), None)
    assert [miss.heard for miss in bad.mismatches] == [f"code: {HIDDEN}"]
    assert "4821" not in repr(bad.mismatches)
