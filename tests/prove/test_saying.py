"""Every way of saying it: keys and words, each in the caller's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow
from runtime.language import LANGUAGES, SCRIPT_OF, dominant_script
from runtime.prove.graph import MONDAY, beginnings, started
from runtime.prove.moves import GIBBERISH, Move, Who
from runtime.prove.play import play
from runtime.prove.relevant import Relevant
from runtime.prove.saying import every_move, names, talk


def standing(flow: Flow, *moves: Move) -> tuple[list[Move], Relevant]:
    """What can be done after these moves."""
    dialogue, relevant = Dialogue(flow), Relevant(flow)
    call = started(dialogue, next(beginnings(flow, relevant))).call
    for move in moves:
        call = play(dialogue, call, move).call
    return list(every_move(call, relevant, MONDAY.date())), relevant


def said(moves: list[Move], what: str = "words") -> set[str]:
    return {move.text for move in moves if move.what == what}


def key(text: str) -> Move:
    return Move("keys", Who.ANSWER, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_in_their_own_script(language: str) -> None:
    first, second = names(language)
    assert first != second
    assert {dominant_script(first), dominant_script(second)} == {SCRIPT_OF[language]}


def test_an_option_is_taken_by_its_key_and_by_its_words(shipped: Callable[[str], Flow]) -> None:
    moves, _ = standing(shipped("bank"), key("2"))  # Hindi
    flow = shipped("bank")
    lists = [option.phrases[0] for option in flow.states["main"].options]  # type: ignore[attr-defined]
    assert {flow.phrases[name].words["hi-IN"][0] for name in lists} <= said(moves)
    assert {"1", "2", "3", "0", "*"} <= said(moves, "keys")
    assert flow.phrases["ask_person"].words["hi-IN"][0] in said(moves)


def test_no_caller_speaks_gibberish(shipped: Callable[[str], Flow]) -> None:
    for name in ("bank", "electricity", "clinic"):
        moves, _ = standing(shipped(name), key("1"))
        assert GIBBERISH not in {move.text for move in moves}
        assert "noise" in {move.what for move in moves}


def test_a_name_is_corrected_in_the_same_breath(shipped: Callable[[str], Flow]) -> None:
    lakshmi, gita = names("te-IN")
    name = Move("words", Who.ANSWER, lakshmi)
    moves, relevant = standing(shipped("identify"), name)
    (words,) = (text for text in said(moves) if gita in text)
    assert words == f"కాదు, {gita}"
    dialogue = Dialogue(shipped("identify"))
    call = play(dialogue, started(dialogue, next(beginnings(dialogue.flow, relevant))).call, name).call
    taken = play(dialogue, call, Move("words", Who.ANSWER, words)).taken
    assert ("confirm", "ask_name/correction") in [(one.what, one.name) for one in taken]


def test_words_for_the_model_fit_the_exit(shipped: Callable[[str], Flow]) -> None:
    flow = shipped("electricity")
    dialogue, relevant = Dialogue(flow), Relevant(flow)
    call = play(dialogue, started(dialogue, next(beginnings(flow, relevant))).call, key("1")).call
    assert talk(call, relevant, "pay_bill")[0] == flow.phrases["bill_words"].words["te-IN"][0]
    hindi = replace(call, language="hi-IN")
    assert talk(hindi, relevant, "pay_bill")[0] == flow.phrases["bill_words"].words["hi-IN"][0]
    assert flow.phrases["hazard_words"].words["te-IN"][0] not in talk(call, relevant, "hazard"), (
        "those never come to the model: they hold anywhere"
    )


def test_the_keypad_alone_hears_no_words_of_its_own(shipped: Callable[[str], Flow]) -> None:
    moves, _ = standing(shipped("lpg"), key("1"), key("2"))  # ask_id: by keys
    assert said(moves) == set()
