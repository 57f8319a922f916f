"""The checks of an `expect` line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
