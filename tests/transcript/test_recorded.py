"""The lines of a play, made of what happened."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.transcript.recorded import MESSAGE, UNHEARD, told
from runtime.transcript.writer import Page

WAIT = {"at": 0.0, "effect": "StartTimer", "timer": "wait", "seconds": 6.0}
MENU = {"at": 0.0, "effect": "Speak", "speech": 1, "prompt": "menu", "language": "te-IN", "seconds": 4.0}
HEARD = {"at": 5.0, "event": "PlaybackEnded", "speech": 1}
STOP = {"at": 2.0, "effect": "StopSpeaking"}
ASK = {"at": 8.0, "effect": "AskModel", "request": 7}


def speak(at: float, prompt: str | None, number: int = 2, **more: Any) -> dict[str, Any]:
    return {**MENU, "at": at, "speech": number, "prompt": prompt, **more}


def key(at: float, sign: str) -> dict[str, Any]:
    return {"at": at, "event": "Digit", "key": sign}


def said(at: float, words: str, long: float = 1.0, **more: Any) -> list[dict[str, Any]]:
    return [
        {"at": at, "event": "SpeechStarted"},
        {"at": at + long, "event": "SpeechEnded"},
        {"at": at + long + 0.3, "event": "Utterance", "text": words, **more},
    ]


def lines(*moments: dict[str, Any], ended: str | None = None, pauses: bool = False) -> list[Any]:
    page = Page("it")
    tape = {"call": {"from": "+919876543210"}, "moments": [*moments], "ended": ended}
    early = told(tape, page, pauses=pauses)
    made: list[Any] = [dict(line) if not isinstance(line, str) else line for line in page.lines]
    return [*made, *([str(early)] if early else []), *([page.stub] if page.stub else [])]


def test_keys_over_a_prompt_and_after_it() -> None:
    assert lines(MENU, key(2.4, "1"), {**STOP, "at": 2.4}, speak(2.4, "two"), ended="hung_up") == [
        {"bot": "menu"},
        {"press": "1", "interrupt_after": "2s"},
        {"bot": "two"},
        {"ended": "hung_up"},
    ]
    assert lines(MENU, HEARD, key(6.0, "1"), key(6.4, "2"), key(6.8, "#")) == [
        {"bot": "menu"},
        {"press": "12#"},
    ]
    gap = {"at": 9.0, "event": "TimerFired", "timer": "key_gap"}
    assert lines(MENU, HEARD, key(6.0, "1"), gap, key(9.5, "2"))[1:] == [{"press": "1"}, {"press": "2"}]


def test_a_prompt_that_was_never_heard_has_no_line() -> None:
    behind = speak(0.0, "behind", 3)
    assert lines(MENU, behind, key(2.4, "1"), STOP, speak(2.4, "two", 4))[0::2] == [
        {"bot": "menu"},
        {"bot": "two"},
    ]
    assert lines(MENU, behind, HEARD)[1:] == [{"bot": "behind"}]


def test_an_interruption_stays_within_the_prompt_as_the_player_counts_it() -> None:
    assert lines(MENU, key(9.0, "1"))[1] == {"press": "1", "interrupt_after": "3.9s"}
    assert lines(MENU, key(0.0, "1"))[1] == {"press": "1", "interrupt_after": "0.1s"}


def test_words_noise_and_silence() -> None:
    quiet = {"at": 11.0, "event": "TimerFired", "timer": "wait"}
    assert lines(MENU, HEARD, WAIT, quiet, speak(11.0, "still_there"), *said(12.0, "అవును"))[1:] == [
        {"silence": "6s"},
        {"bot": "still_there"},
        {"caller": "అవును", "interrupt_after": "1s"},
    ]
    assert lines(MENU, HEARD, *said(6.0, "", 1.4), *said(9.0, "", 3.2))[1:] == [
        {"noise": "yes"},
        {"noise": "3.2s"},
    ]


def test_a_language_that_changes_is_told_once() -> None:
    made = lines(MENU, HEARD, speak(6.0, "two", language="hi-IN"), speak(6.0, "three", 3, language="hi-IN"),
                 {"at": 8.0, "event": "PlaybackEnded", "speech": 2})  # fmt: skip
    assert made == [{"bot": "menu"}, {"bot": "two", "language": "hi-IN"}, {"bot": "three"}]


def test_a_recogniser_that_fails_is_slow_or_late() -> None:
    start, end, *_ = said(6.0, "x")
    failed = {"at": 7.3, "event": "ProviderFailed", "provider": "recogniser", "request": 0}
    assert lines(MENU, HEARD, start, end, failed)[1:] == [{"caller": UNHEARD, "recogniser": "error"}]
    lost = {"at": 13.0, "event": "TimerFired", "timer": "hearing"}
    assert lines(MENU, HEARD, start, end, lost)[1:] == [{"caller": UNHEARD, "recogniser": "timeout"}]
    late = {"at": 15.0, "event": "Utterance", "text": "అవును"}
    assert lines(MENU, HEARD, start, end, lost, late)[1:] == [{"caller": "అవును", "recogniser": "late"}]


def test_words_said_in_two_pieces_while_the_model_thinks_are_one() -> None:
    again = [{"at": 9.3, "effect": "StopModel", "request": 7}]
    first, second = said(6.0, "మా ఊర్లో"), said(9.0, "కరెంట్ లేదు")
    answered = {"at": 12.0, "event": "ModelDone", "request": 8, "exit": "outage", "fills": {}}
    made = lines(
        MENU, HEARD, *first, ASK, second[0], *again, *second[1:], {**ASK, "request": 8, "at": 11.0}, answered
    )
    assert made[1:] == [{"caller": "మా ఊర్లో కరెంట్ లేదు"}, {"model": [{"exit": "outage"}]}]


def test_a_sound_that_nobody_minds_while_the_model_thinks_is_left_out() -> None:
    done = {"at": 9.2, "event": "ModelDone", "request": 7, "exit": None, "fills": {}}
    made = lines(MENU, HEARD, *said(6.0, "అవును"), ASK, *said(8.1, "", 0.2), done)
    assert made[1:] == [{"caller": "అవును"}, {"model": [{"blank": "yes"}]}]


@pytest.mark.parametrize(
    ("next_", "why"),
    [
        ([{"at": 8.2, "event": "HungUp"}], "the caller hung up while the phone waited for an answer"),
        ([key(8.2, "0")], "keys were pressed while the phone waited for an answer"),
        (said(8.2, "ఆపరేటర్", took=["anywhere 1"]), "the caller was understood while the phone waited"),
        ([{"at": 8.5, "event": "ProviderFailed", "provider": "voice", "request": 3, "took": ["error voice"]}],
         "the voice failed"),
        ([{"at": 8.5, "event": "TimerFired", "timer": "recording"}], "a message could not be recorded"),
    ],
)  # fmt: skip
def test_what_no_line_can_say_ends_the_play(next_: list[dict[str, Any]], why: str) -> None:
    made = lines(MENU, HEARD, *said(6.0, "అవును"), ASK, *next_, ended="hung_up")
    assert made[:2] == [{"bot": "menu"}, {"caller": "అవును"}]
    assert str(made[2]).startswith(why) and "ended" not in str(made)


def test_being_put_through() -> None:
    dial = {"at": 5.0, "effect": "Dial", "request": 4, "contact": "desk"}
    busy = {"at": 7.0, "event": "TransferEnded", "request": 4, "outcome": "busy"}
    assert lines(dial, busy, ended="failed") == [
        {"transfer": "desk"},
        {"ended": "failed"},
        {"transfer": ["busy"]},
    ]
    assert lines(dial, {**busy, "outcome": "completed"}) == [{"transfer": "desk"}]
    broken = {"at": 7.0, "event": "ProviderFailed", "provider": "service", "request": 4}
    assert lines(dial, broken)[1] == {"transfer": ["failed"]}
    assert lines(dial, {"at": 6.0, "event": "HungUp"}) == [{"transfer": "desk"}, {"hangup": "yes"}]


def test_a_message_is_not_told_word_for_word() -> None:
    record = {"at": 5.0, "effect": "RecordMessage"}
    assert lines(record, {"at": 9.0, "event": "Recorded", "seconds": 4.0}) == [{"caller": MESSAGE}]
    assert lines(record, {"at": 9.0, "event": "Recorded", "seconds": 0.0}) == [{"silence": "5s"}]


def test_pauses_are_told_where_they_matter() -> None:
    moments = [MENU, HEARD, {**WAIT, "seconds": 20.0}, *said(14.0, "అవును")]
    assert lines(*moments)[1:] == [{"caller": "అవును"}]
    assert lines(*moments, pauses=True)[1:] == [{"silence": "8.5s"}, {"caller": "అవును"}]
    over = {"at": 65.0, "event": "TimerFired", "timer": "limit"}
    assert lines(MENU, HEARD, over)[1:] == [{"silence": "60.0s"}]


def test_words_of_the_models_own_stand_in_the_line() -> None:
    assert lines(speak(0.0, None, text="Yes, go on.")) == [{"bot": {"says": "Yes, go on."}}]
