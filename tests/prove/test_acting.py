"""A call that was found, made as people would make it, and once more in other languages."""

from __future__ import annotations

from collections.abc import Callable

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow
from runtime.prove.acting import Acted, acted, begun_in, mirrored
from runtime.prove.graph import beginnings
from runtime.prove.moves import SENTENCE, Move, Who
from runtime.prove.relevant import Relevant
from runtime.prove.saying import names

ONE, TWO, THREE = (Move("keys", Who.ANSWER, key) for key in "123")


def made_call(flow: Flow, *moves: Move) -> tuple[Dialogue, Relevant, Acted]:
    dialogue, relevant = Dialogue(flow), Relevant(flow)
    call = acted(dialogue, relevant, next(beginnings(flow, relevant)), moves)
    assert call is not None
    return dialogue, relevant, call


def lines(call: Acted) -> list[str]:
    return [act.move.text or act.move.what for act in call.acts]


def test_another_language_is_chosen_where_the_call_lets_one_choose(shipped: Callable[[str], Flow]) -> None:
    dialogue, relevant, call = made_call(shipped("bank"), ONE, ONE)
    hindi = mirrored(dialogue, relevant, call, "hi-IN")
    assert hindi is not None and lines(hindi) == ["2", "1"]
    assert hindi.acts[-1].played.call.language == "hi-IN"
    assert [act.played.call.state for act in hindi.acts] == [act.played.call.state for act in call.acts]


def test_words_are_said_in_that_language(shipped: Callable[[str], Flow]) -> None:
    flow = shipped("bank")
    words = flow.phrases["lost_card_words"].words
    dialogue, relevant, call = made_call(flow, ONE, Move("words", Who.ANSWER, words["te-IN"][0]))
    hindi = mirrored(dialogue, relevant, call, "hi-IN")
    assert hindi is not None and lines(hindi) == ["2", words["hi-IN"][0]]


def test_a_call_in_which_none_is_chosen_stays_in_its_own(shipped: Callable[[str], Flow]) -> None:
    dialogue, relevant, call = made_call(shipped("bank"), Move("keys", Who.ASIDE, "0"))
    same = mirrored(dialogue, relevant, call, "hi-IN")
    assert same is not None and same.acts[-1].played.call.language == "te-IN"


def test_a_flow_that_others_run_can_begin_in_it(shipped: Callable[[str], Flow]) -> None:
    dialogue, relevant, call = made_call(shipped("identify"), Move("silence", Who.UNHEARD))
    tamil = begun_in(dialogue, relevant, call, "ta-IN")
    assert tamil is not None and tamil.beginning.language == "ta-IN"
    assert {act.played.call.language for act in tamil.acts} == {"ta-IN"}


def test_a_call_grows_long_by_having_it_repeated(shipped: Callable[[str], Flow]) -> None:
    _, _, call = made_call(shipped("lpg"), ONE, Move("late", Who.WORLD, value=19))
    assert lines(call) == ["1", *["*"] * 18, "silence"]
    assert ("escalation", "escalation/2") in [(one.what, one.name) for one in call.taken()]


def test_where_nothing_can_be_repeated_no_call_grows_long(made: Callable[..., Flow]) -> None:
    flow = made('  begin: {menu: "Press 1.", options: [{key: 1, go: bye}]}\n')
    relevant = Relevant(flow)
    late = Move("late", Who.WORLD, value=5)
    assert acted(Dialogue(flow), relevant, next(beginnings(flow, relevant)), [late]) is None


def test_a_conversation_reaches_its_limit_by_going_on(shipped: Callable[[str], Flow]) -> None:
    _, _, call = made_call(shipped("electricity"), ONE, Move("limit", Who.WORLD))
    assert lines(call).count(SENTENCE) == 12
    assert ("limit", "helpline") in [(one.what, one.name) for one in call.taken()]


def test_what_the_caller_says_fits_what_the_model_makes_of_it(shipped: Callable[[str], Flow]) -> None:
    flow = shipped("electricity")
    talks = Move("words", Who.TALK, "anything")
    _, _, call = made_call(flow, ONE, talks, Move("exit", Who.WORLD, "new_connection"))
    assert lines(call)[1] == flow.phrases["connection_words"].words["te-IN"][0]
    assert call.acts[-1].played.call.state == "anything_else"


def test_what_was_heard_in_this_call_is_corrected(shipped: Callable[[str], Flow]) -> None:
    """The hunt may have stood there with another answer: "no, Lakshmi" after "Lakshmi" is a plain no."""
    lakshmi, gita = names("te-IN")
    heard = Move("words", Who.ANSWER, lakshmi)
    _, _, call = made_call(shipped("identify"), heard, Move("words", Who.UNHEARD, f"కాదు, {lakshmi}"))
    assert lines(call) == [lakshmi, f"కాదు, {gita}"]
    assert ("confirm", "ask_name/correction") in [(one.what, one.name) for one in call.taken()]
