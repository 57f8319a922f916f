"""A play against the dialogue: where the clock stops, and how mismatches are told apart."""

from __future__ import annotations

from collections.abc import Callable

from runtime.dialogue.dialogue import Dialogue
from runtime.transcript.model import Transcript
from runtime.transcript.player import plays
from runtime.transcript.result import Result

Played = Callable[..., Result]


def misses(result: Result) -> list[tuple[int, str, str]]:
    return [(each.mark.line, each.expected, each.heard) for each in result.mismatches]


def test_a_play_that_agrees(played: Played) -> None:
    result = played(
        "  - bot: welcome.menu\n  - press: 1\n  - bot: prices.say\n  - bot: goodbye.say\n  - ended: done\n"
    )
    assert result.passed
    assert result.ended == "done"
    assert [beat.who for beat in result.beats] == ["bot", "caller", "bot", "bot", "call"]
    assert {"state", "option"} <= {taken.what for taken in result.taken}


def test_a_play_may_stop_anywhere(played: Played) -> None:
    result = played("  - bot: welcome.menu\n")
    assert result.passed
    assert result.ended is None


def test_every_prompt_has_its_line(played: Played) -> None:
    result = played("  - press: 1\n  - bot: prices.say\n")
    ((line, _, heard),) = misses(result)
    assert line == 3
    assert heard.startswith("bot: welcome.menu")


def test_a_surplus_prompt_does_not_shift_the_rest(played: Played) -> None:
    result = played("  - bot: welcome.menu\n  - press: 1\n  - bot: goodbye.say\n  - ended: done\n")
    assert [line for line, _, _ in misses(result)] == [5]


def test_a_missing_prompt_does_not_shift_the_rest(played: Played) -> None:
    result = played(
        "  - bot: welcome.menu\n  - press: 1\n  - bot: closed.say\n  - bot: prices.say\n"
        "  - bot: goodbye.say\n"
    )
    assert [line for line, _, _ in misses(result)] == [5]


def test_two_mistakes_are_told_in_one_run(played: Played) -> None:
    result = played(
        "  - bot: closed.say\n  - press: 1\n  - bot: owner.say\n  - bot: goodbye.say\n"
        "  - ended: transferred\n"
    )
    assert [line for line, _, _ in misses(result)] == [3, 5, 7]


def test_a_silence_must_be_written(played: Played) -> None:
    result = played("  - bot: welcome.menu\n  - bot: {says: Hello}\n  - bot: welcome.menu\n")
    ((line, _, heard),) = misses(result)
    assert line == 4, "one complaint for all the words that wait for the same silence"
    assert "waits for the caller" in heard


def test_interrupting_cuts_the_prompt(played: Played) -> None:
    result = played("  - bot: welcome.menu\n  - press: 1\n    interrupt_after: 1s\n  - bot: prices.say\n")
    assert result.passed
    caller = next(beat for beat in result.beats if beat.who == "caller")
    assert caller.at == 1.0


def test_interrupting_what_any_number_covers(played: Played) -> None:
    result = played("  - bot: ...\n  - press: 1\n    interrupt_after: 1s\n  - bot: prices.say\n")
    assert result.passed


def test_without_interrupting_the_prompt_is_heard_to_its_end(played: Played) -> None:
    result = played("  - bot: welcome.menu\n  - press: 1\n  - bot: prices.say\n")
    welcome, caller = result.beats[:2]
    assert caller.at > welcome.at + 1.0


def test_any_number_of_prompts(played: Played) -> None:
    assert played("  - bot: ...\n  - press: 1\n  - bot: ...\n  - ended: done\n").passed
    assert played("  - bot: ...\n  - press: 1\n  - bot: ...\n  - bot: goodbye.say\n  - ended: done\n").passed
    missing = played("  - bot: ...\n  - press: 1\n  - bot: ...\n  - bot: closed.say\n")
    assert [line for line, _, _ in misses(missing)] == [6]


def test_an_expectation_waits_for_what_the_caller_caused(played: Played) -> None:
    stub = "stub: {model: [{exit: what, fills: {item: rice}}]}\n"
    result = played(
        "  - bot: ...\n  - press: 2\n  - bot: order.say\n  - caller: rice\n"
        "  - expect: {state: what, slots: {item: rice}}\n  - bot: what.confirm\n",
        stub,
    )
    assert result.passed, misses(result)


def test_closed_on_sunday_and_open_on_monday(played: Played) -> None:
    lines = "  - bot: ...\n  - press: 0\n  - bot: ...\n  - expect: {visited: [owner, closed]}\n"
    assert played(lines, "call: {at: 2026-11-22 11:00}\n").passed
    assert not played(lines, "call: {at: 2026-11-23 11:00}\n").passed


def test_a_list_of_answers_is_used_up(played: Played) -> None:
    lines = (
        "  - bot: ...\n  - press: 2\n  - bot: order.say\n  - caller: rice\n  - bot: what.confirm\n"
        "  - press: 1\n  - bot: told.say\n  - bot: goodbye.say\n  - ended: done\n"
    )
    model = "stub: {model: [{exit: what, fills: {item: rice}}], orders.create: "
    assert played(lines, f'{model}[{{id: "1"}}]}}\n').passed
    nothing = played(lines, "stub: {model: [{exit: what, fills: {item: rice}}]}\n")
    assert "orders.create" in misses(nothing)[0][1]


def test_leaving_while_the_desk_rings(played: Played) -> None:
    result = played(
        "  - bot: ...\n  - press: 0\n  - bot: owner.say\n  - transfer: owner\n  - hangup: yes\n"
        "  - ended: hung_up\n"
    )
    assert result.passed, misses(result)


def test_one_play_in_every_language(shop: Dialogue, transcript: Callable[..., Transcript]) -> None:
    play = transcript(
        "  - bot: welcome.menu\n  - press: {en-IN: 1, te-IN: 3}\n  - bot: ...\n"
        "  - expect: {language: {en-IN: en-IN, te-IN: te-IN}}\n",
        "languages: [en-IN, te-IN]\n",
    )
    english, telugu = plays(shop, play)
    assert (english.language, telugu.language) == ("en-IN", "te-IN")
    assert english.passed and telugu.passed


def test_the_call_may_begin_in_another_language(played: Played) -> None:
    result = played("  - bot: welcome.menu\n    language: te-IN\n", "call: {language: te-IN}\n")
    assert result.passed, misses(result)


def test_a_mismatch_knows_who_spoke(played: Played) -> None:
    (miss,) = played("  - bot: closed.say\n").mismatches
    assert miss.state == "welcome"
    assert miss.source is not None
    assert miss.source.file.endswith("shop.yaml")
