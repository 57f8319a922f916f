"""A call as the lines of a play, and one play of several."""

from __future__ import annotations

from collections.abc import Callable

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.model import Flow
from runtime.prove.acting import Acted, acted, mirrored
from runtime.prove.graph import beginnings
from runtime.prove.moves import Move, Who
from runtime.prove.relevant import Relevant
from runtime.prove.written import merged, page_of
from runtime.transcript.writer import Page

ONE = Move("keys", Who.ANSWER, "1")
PERSON = Move("keys", Who.ASIDE, "0")


def made_call(flow: Flow, *moves: Move) -> tuple[Dialogue, Relevant, Acted]:
    dialogue, relevant = Dialogue(flow), Relevant(flow)
    call = acted(dialogue, relevant, next(beginnings(flow, relevant)), moves)
    assert call is not None
    return dialogue, relevant, call


def body(page: Page) -> list[str]:
    return page.text().partition("lines:\n")[2].splitlines()


def test_it_reads_as_a_person_types(shipped: Callable[[str], Flow]) -> None:
    moves = [ONE, PERSON, Move("busy", Who.WORLD, "bank_desk"), Move("recorded", Who.WORLD)]
    dialogue, _, call = made_call(shipped("bank"), *moves)
    page = page_of(dialogue, call)
    assert body(page) == [
        "  - bot: welcome",
        "  - press: 1",
        "  - bot: main_menu",
        "  - press: 0",
        "  - bot: connecting",
        "  - transfer: bank_desk",
        "  - bot: leave_message",
        "  - caller: లక్ష్మి",
        "  - bot: thanks",
        "  - ended: resolved",
    ]
    assert page.stub == {"transfer": ["busy"]} and page.call == {}


def test_a_telephone_that_answers_is_not_mentioned(shipped: Callable[[str], Flow]) -> None:
    dialogue, _, call = made_call(shipped("bank"), PERSON, Move("completed", Who.WORLD, "bank_desk"))
    assert page_of(dialogue, call).stub == {}


def test_a_remark_stands_once(shipped: Callable[[str], Flow]) -> None:
    star = Move("keys", Who.ASIDE, "*")
    dialogue, _, call = made_call(shipped("bank"), star, star)
    page = page_of(dialogue, call, lambda taken: tuple(one.name for one in taken if one.what == "anywhere"))
    assert body(page) == [
        "  - bot: welcome",
        "  # anywhere/2",
        "  - press: star",
        "  - bot: welcome",
        "  - press: star",
        "  - bot: welcome",
    ]


def test_languages_are_put_together_where_only_the_caller_differs(shipped: Callable[[str], Flow]) -> None:
    words = shipped("bank").phrases["balance_words"].words
    dialogue, relevant, call = made_call(
        shipped("bank"), ONE, Move("words", Who.ANSWER, words["te-IN"][0]), Move("silence", Who.UNHEARD)
    )
    hindi = mirrored(dialogue, relevant, call, "hi-IN")
    assert hindi is not None
    page = merged({"te-IN": page_of(dialogue, call), "hi-IN": page_of(dialogue, hindi)})
    assert page is not None and page.languages == ("te-IN", "hi-IN")
    assert "  - press: {te-IN: 1, hi-IN: 2}" in body(page)
    assert f"  - caller: {{te-IN: {words['te-IN'][0]}, hi-IN: {words['hi-IN'][0]}}}" in body(page)


def test_what_differs_in_more_stays_apart(shipped: Callable[[str], Flow]) -> None:
    dialogue, _, one = made_call(shipped("bank"), ONE, PERSON, Move("busy", Who.WORLD, "bank_desk"))
    _, _, answered = made_call(shipped("bank"), ONE, PERSON, Move("completed", Who.WORLD, "bank_desk"))
    _, _, shorter = made_call(shipped("bank"), ONE)
    for other in (answered, shorter):
        assert merged({"te-IN": page_of(dialogue, one), "hi-IN": page_of(dialogue, other)}) is None


def test_remarks_of_each_language_are_kept() -> None:
    def page(remark: str) -> Page:
        made = Page("")
        made.remark("in both")
        made.remark(remark)
        made.line("press", "1")
        return made

    made = merged({"te-IN": page("first"), "hi-IN": page("second")})
    assert made is not None and made.lines == ["in both", "first", "second", {"press": "1"}]
