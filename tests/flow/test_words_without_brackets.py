"""Phrases without brackets: YAML reads one long phrase, which no caller ever says."""

from __future__ import annotations

from pathlib import Path

from runtime.flow.load import load
from runtime.flow.mending import mend

FLOW = """\
flow: small
languages: [en-IN]
start: hello
defaults: {on_error: bye, no_input: [{go: bye}], no_match: [{go: bye}]}
states:
  hello:
    menu: "Go on?"
    options: [{phrases: yes_words, go: bye}, {phrases: no_words, go: bye}]
  bye: {end: done}
"""


def test_commas_without_brackets_are_an_error_that_mends_itself(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    (folder / "prompts").mkdir(parents=True)
    (folder / "flow.yaml").write_text(FLOW, encoding="utf-8")
    words = folder / "prompts" / "en-IN.yaml"
    words.write_text(
        'prompts: {}\nphrases:\n  yes_words: yes please, sure\n  no_words: "no, thanks"\n', encoding="utf-8"
    )
    found = [one for one in load(folder).diagnostics if one.rule == "wrong-type"]
    assert [(one.mark.line, one.message) for one in found] == [
        (3, "`yes_words` is one phrase with commas in it, not several phrases")
    ]
    mended, count = mend(words.read_text(encoding="utf-8"), [found[0].edits])
    assert count == 1 and "  yes_words: [yes please, sure]\n" in mended
