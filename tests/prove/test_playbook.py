"""Plays for what is missing: all that can be met, each passed, none needless; the rest with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.prove import playbook
from runtime.prove.playbook import NO_CALL, NO_LINE, NOT_FOUND, NOT_TRIED, PLAYED_OTHERWISE, Book, plays_for
from runtime.prove.titles import Titles
from runtime.transcript.player import play
from runtime.transcript.points import TOLD_ONLY, Key, Kind, Point, heard, points
from runtime.transcript.reader import parse_transcript
from runtime.transcript.spoken_in import spoken_in

ONLY_IN_HINDI = """\
flow: small
title: A small flow
languages: [en-IN, hi-IN]
start: begin
defaults: {no_input: [{go: bye}], no_match: [{go: bye}], on_error: bye}
states:
  begin:
    menu: {en-IN: "For Hindi, press 1.", hi-IN: "एक दबाइए।"}
    options: [{key: 2, go: second}, {key: 1, set: {language: hi-IN}, go: second}]
  second:
    menu: {en-IN: "Press 2.", hi-IN: "बिल कहिए।"}
    options: [{key: 1, phrases: {hi-IN: [बिल]}, go: bill}, {key: 2, go: bye}]
  bill: {say: {en-IN: "Your bill.", hi-IN: "आपका बिल।"}, go: bye}
  bye: {end: done, say: {en-IN: "Goodbye.", hi-IN: "नमस्ते।"}}
"""
ATTIC = "  begin: {menu: 'Press 1.', options: [{key: 1, go: bye}]}\n  attic: {say: Dark., go: bye}\n"


def every_point(flow: Flow) -> dict[Key, Point]:
    spoken = spoken_in([flow])
    return {point.key: point for one in flow.every_flow() for point in points(one, spoken)}


def booked(flow: Flow, *missing: Key, most: int = 5_000, limit: int | None = None) -> Book:
    there = every_point(flow)
    wanted = set(missing) or {key for key in there if key.kind not in TOLD_ONLY}
    titles = Titles(there, flow, Path(flow.mark.file).parent)
    return plays_for(Dialogue(flow), there, wanted, titles, limit=limit, most=most)


@pytest.mark.parametrize("name", ["hello", "lpg", "electricity"])
def test_everything_is_met_by_plays_that_pass(shipped: Callable[[str], Flow], name: str) -> None:
    flow = shipped(name)
    book = booked(flow)
    met: set[Key] = set()
    for one in book.plays:
        transcript = parse_transcript(one.text, "made").transcript
        assert transcript is not None
        for language in transcript.languages or (None,):
            result = play(Dialogue(flow), transcript, language, to_the_end=True)
            assert result.passed and result.ended
            met |= heard(result.taken)
    assert {key for key in every_point(flow) if key.kind not in TOLD_ONLY} <= met and not book.reasons


def test_only_what_is_missing_is_asked_for(shipped: Callable[[str], Flow]) -> None:
    flow = shipped("lpg")
    rung = Key(Kind.RUNG, "lpg", "ask_id/no_input/2", "kn-IN")
    (one,) = booked(flow, rung).plays
    assert one.title == "no answer twice in `ask_id`, Kannada" and one.new == (rung,)
    assert one.languages == () and "press: 4" in one.text


def test_no_play_is_needless(shipped: Callable[[str], Flow]) -> None:
    book = booked(shipped("electricity"))
    for one in book.plays:
        others = {key for other in book.plays if other is not one for key in other.meets}
        assert one.meets - others, one.title


def test_what_each_play_is_credited_with_is_everything_once(shipped: Callable[[str], Flow]) -> None:
    book = booked(shipped("electricity"))
    new = [key for one in book.plays for key in one.new]
    assert len(new) == len(set(new)) == len(set(new) & every_point(shipped("electricity")).keys())
    assert set(new) == {key for one in book.plays for key in one.meets if key.kind not in TOLD_ONLY}


def test_a_state_that_nothing_leads_to_has_no_play(made: Callable[..., Flow]) -> None:
    attic = Key(Kind.STATE, "small", "attic", "en-IN")
    book = booked(made(ATTIC), attic)
    assert book.plays == [] and book.reasons == {attic: NO_CALL}
    there = booked(made(ATTIC.replace("go: bye}]", "go: attic}]")), attic)
    assert len(there.plays) == 1 and not there.reasons


def test_too_short_a_search_does_not_claim_that_there_is_none(shipped: Callable[[str], Flow]) -> None:
    far = Key(Kind.ERROR, "lpg", "book/service", "te-IN")
    assert booked(shipped("lpg"), far, most=3).reasons == {far: NOT_FOUND}
    assert not booked(shipped("lpg"), far).reasons


def test_what_no_line_can_say_has_no_play(made: Callable[..., Flow]) -> None:
    flow = made(
        "  begin: {record: word, say: Speak., go: bye, on_error: lost}\n  lost: {say: Oh., go: bye}\n"
    )
    lost = Key(Kind.STATE, "small", "lost", "en-IN")
    assert booked(flow, lost).reasons == {lost: NO_LINE}


def test_what_goes_round_for_ever_has_no_play(made: Callable[..., Flow]) -> None:
    flow = made(
        "  begin: {menu: 'Press 1.', options: [{key: 1, go: hours}]}\n  hours: {say: All day., go: hours}\n"
    )
    hours = Key(Kind.STATE, "small", "hours", "en-IN")
    assert booked(flow, hours).reasons == {hours: NO_LINE}


def test_what_hangs_on_the_words_is_not_said_to_be_impossible(made: Callable[..., Flow]) -> None:
    """The first phrase of the second option is taken by the first."""
    options = "[{phrases: {en-IN: [bill]}, go: %s}, {phrases: {en-IN: [bill]}, go: bye}]"
    menu = f"  begin: {{menu: 'Yes?', options: {options}}}"
    flow = made(f"{menu % 'bye'}\n")
    second = Key(Kind.OPTION, "small", "begin/2/words", "en-IN")
    assert booked(flow, second).reasons == {second: NOT_TRIED}
    attic = Key(Kind.OPTION, "small", "attic/2/words", "en-IN")
    unreached = made(
        ATTIC.replace("attic: {say: Dark., go: bye}", menu[2:].replace("begin", "attic") % "bye")
    )
    state = Key(Kind.STATE, "small", "attic", "en-IN")
    assert booked(unreached, attic, state).reasons == {attic: NO_CALL, state: NO_CALL}


def test_a_play_that_goes_otherwise_is_not_kept(
    shipped: Callable[[str], Flow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the search to see something else than the player, nothing would be written."""
    hours = Key(Kind.STATE, "hello", "hours", "en-IN")
    assert len(booked(shipped("hello"), hours).plays) == 1
    usual = playbook.page_of

    def wrong(*arguments: object) -> object:
        page = usual(*arguments)  # type: ignore[arg-type]
        page.lines.insert(0, {"bot": "goodbye.say"})
        return page

    monkeypatch.setattr(playbook, "page_of", wrong)
    book = booked(shipped("hello"), hours)
    assert book.plays == [] and book.reasons == {hours: PLAYED_OTHERWISE}


def test_a_limit_leaves_the_rest(shipped: Callable[[str], Flow]) -> None:
    book = booked(shipped("hello"), limit=2)
    assert len(book.plays) == 2 and book.stopped
    assert not booked(shipped("hello"), limit=50).stopped


def test_what_only_one_language_can_say_is_looked_for_in_it(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(ONLY_IN_HINDI, encoding="utf-8")
    flow = load(path).flow
    assert flow is not None
    words = Key(Kind.OPTION, "small", "second/1/words", "hi-IN")
    assert not booked(flow, words).reasons
