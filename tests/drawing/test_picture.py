"""What is drawn is what the flow does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from runtime.drawing.counts import Counts
from runtime.drawing.picture import EVERYWHERE, Arrow, Only, Way, picture, unknown_names
from runtime.drawing.svg import as_svg
from runtime.flow.graph import edges
from runtime.flow.load import load
from runtime.flow.model import Flow


def test_every_state_and_every_way_is_there(helpline: Flow) -> None:
    drawn = picture(helpline)
    assert {box.name for box in drawn.boxes} == {*helpline.states, EVERYWHERE}
    pairs = {(arrow.source, arrow.target) for arrow in drawn.arrows}
    for edge in edges(helpline):
        assert (edge.source, edge.target) in pairs or (EVERYWHERE, edge.target) in pairs, edge


def test_labels_are_keys_and_words_of_the_language(helpline: Flow) -> None:
    arrows = {(one.source, one.target, one.way): one.labels for one in picture(helpline, "te-IN").arrows}
    assert arrows["choose_language", "greet", Way.MAIN] == ("1 te-IN", "2 hi-IN", "3 en-IN")
    assert arrows["helpline", "pay_bill", Way.MAIN] == ("«బిల్లు ఎలా కట్టాలి»",)
    assert arrows["anything_else", "goodbye", Way.MAIN] == ("otherwise",)
    assert arrows["register", "operator", Way.FAULT] == ("error",)
    assert "0 «ఆపరేటర్»" in arrows[EVERYWHERE, "operator", Way.ANYWHERE]
    assert arrows[EVERYWHERE, "goodbye", Way.MISSED] == ("silence ×3",)


def test_main_leaves_out_what_goes_wrong(helpline: Flow) -> None:
    drawn = picture(helpline, only=Only.MAIN)
    assert {arrow.way for arrow in drawn.arrows} == {Way.MAIN}
    names = {box.name for box in drawn.boxes}
    assert "call_back" not in names
    assert EVERYWHERE not in names
    assert all(arrow.source in names and arrow.target in names for arrow in drawn.arrows)


def test_a_state_of_its_own_ladder_has_its_own_arrows(flow: Callable[[str], Flow]) -> None:
    made = flow(
        "flow: x\nlanguages: [en-IN]\nstart: a\n"
        "defaults: {on_error: b, no_input: [{go: b}], no_match: [{go: b}]}\n"
        'states:\n  a: {menu: "Press 1.", options: [{key: 1, go: a}], no_input: [{go: c}]}\n'
        "  b: {end: done}\n  c: {end: done}\n"
    )
    arrows = picture(made).arrows
    assert Arrow("a", "c", Way.MISSED, ("silence ×1",)) in arrows
    assert Arrow(EVERYWHERE, "b", Way.MISSED, ("not understood ×1",)) in arrows
    assert Arrow("a", "a", Way.MAIN, ("1",)) in arrows


def test_counts_are_laid_over(helpline: Flow) -> None:
    counts = Counts({"greet": 5}, {("greet", "helpline"): 4, ("report_outage", "operator"): 2})
    drawn = picture(helpline, counts=counts)
    boxes = {box.name: box.count for box in drawn.boxes}
    assert (boxes["greet"], boxes["helpline"]) == (5, 0)
    found = {(one.source, one.target): one.count for one in drawn.arrows if one.source != EVERYWHERE}
    assert found["greet", "helpline"] == 4
    assert found["tell_ticket", "anything_else"] == 0
    assert found["report_outage", "operator"] == 2  # by a rule for every state: an arrow of its own


def test_strangers_in_the_counts_are_named(helpline: Flow) -> None:
    assert unknown_names(helpline, Counts({"greet": 1, "gone": 2}, {("greet", "lost"): 1})) == [
        "gone",
        "lost",
    ]


def test_what_no_call_comes_to_is_marked(flow: Callable[[str], Flow]) -> None:
    made = flow(
        'flow: x\nlanguages: [en-IN]\nstart: a\nstates:\n  a: {end: done}\n  attic: {say: "Hm.", go: a}\n'
    )
    assert {box.name: box.reached for box in picture(made).boxes} == {"a": True, "attic": False}


def test_a_flow_that_is_gone_through_is_a_box(tmp_path: Path) -> None:
    (tmp_path / "contacts.yaml").write_text("contacts: {}\n", encoding="utf-8")
    for name, text in {
        "outer": "flow: outer\nlanguages: [en-IN]\nstart: a\nanywhere: [{key: 7, run: inner}]\n"
        "defaults: {on_error: c, no_input: [{go: c}], no_match: [{go: c}]}\n"
        'states:\n  a: {menu: "Press 1.", options: [{key: 2, go: b}],\n'
        "     no_input: [{run: inner}, {go: c}]}\n"
        "  b: {run: inner, go: c}\n  c: {end: done}\n",
        "inner": "flow: inner\ntitle: Inside\nlanguages: [en-IN]\nstart: x\n"
        'states:\n  x: {end: done, say: "Hm."}\n',
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "flow.yaml").write_text(text, encoding="utf-8")
    loaded = load(tmp_path / "outer")
    made = loaded.flow
    assert made is not None, [str(one.message) for one in loaded.diagnostics]
    drawn = picture(made)
    boxes = {box.name: (box.kind, box.words) for box in drawn.boxes}
    assert boxes["b"] == boxes["run inner"] == ("run", "Inside")
    assert Arrow("a", "run inner", Way.MISSED, ("silence ×1",)) in drawn.arrows
    assert Arrow(EVERYWHERE, "run inner", Way.ANYWHERE, ("7",)) in drawn.arrows
    assert "run inner" not in {box.name for box in picture(made, only=Only.MAIN).boxes}
    assert as_svg(drawn)


def test_where_a_machine_leads(flow: Callable[[str], Flow]) -> None:
    made = flow(
        "flow: x\nlanguages: [en-IN]\nstart: a\ndirection: outbound\nvoicemail: m\n"
        'states:\n  a: {end: done, say: "Hello."}\n  m: {end: told, say: "We call again."}\n'
    )
    assert Arrow(EVERYWHERE, "m", Way.ANYWHERE, ("a machine answers",)) in picture(made).arrows
