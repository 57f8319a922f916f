"""Calls that stand where a new version has nothing any more are named."""

from __future__ import annotations

from pathlib import Path

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.server.left_behind import Live, Standing, left_behind

FLOW = """\
flow: main
languages: [en-IN]
start: begin
defaults: {on_error: bye, no_input: [{go: bye}], no_match: [{go: bye}]}
states:
  begin: {run: inner, go: bye}
  bye: {end: done}
"""
INNER = """\
flow: inner
languages: [en-IN]
start: ask
states:
  ask: {menu: "Press 1.", options: [{key: 1, go: done}], no_input: [{go: done}], no_match: [{go: done}]}
  done: {end: done}
"""


def version(folder: Path, main: str = FLOW, inner: str = INNER) -> Dialogue:
    for name, text in {"main": main, "inner": inner, "numbers": "numbers: {}\n"}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    flow = load(folder / "main.yaml").flow
    assert flow is not None
    return Dialogue(flow)


def test_a_state_that_is_gone_and_one_that_has_a_new_name(tmp_path: Path) -> None:
    old = version(tmp_path)
    live = [Live("CA1", old, old.start().call)]
    assert list(left_behind(live, {"main": old})) == []
    same = version(tmp_path, inner=INNER.replace("Press 1.", "Please press 1."))
    assert same.flow.version != old.flow.version, "a flow that is run belongs to its runner's version"
    assert list(left_behind(live, {"main": same})) == []
    gone = version(tmp_path, inner=INNER.replace("ask:", "choose:").replace("start: ask", "start: choose"))
    assert list(left_behind(live, {"main": gone})) == [Standing("CA1", "inner", "ask", None)]
    text = FLOW.replace("begin:", "first:").replace("start: begin", "start: first")
    renamed = version(tmp_path, text.replace("go: bye}\n  bye", "go: bye, renamed_from: [begin]}\n  bye"))
    assert list(left_behind(live, {"main": renamed})) == [Standing("CA1", "main", "begin", "first")]
    assert list(left_behind(live, {})) == []
