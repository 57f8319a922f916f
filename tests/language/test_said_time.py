"""Times of day as callers say and type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import LANGUAGES
from runtime.language import time as spoken_time
from runtime.language.said_time import times_in, typed_time


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("5 pm", ("17:00",)),
        ("5pm", ("17:00",)),
        ("5 p.m.", ("17:00",)),
        ("17:30", ("17:30",)),
        ("half past five in the evening", ("17:30",)),
        ("ten to six in the morning", ("05:50",)),
        ("six oh five in the morning", ("06:05",)),
        ("సాయంత్రం ఐదున్నర", ("17:30",)),
        ("రేపు ఉదయం పది గంటలకు", ("10:00",)),
        ("సాయంత్రం 5 గంటల 30 నిమిషాలకు", ("17:30",)),
        ("शाम पाँच बजे", ("17:00",)),
        ("रात 12 बजे", ("00:00",)),
        ("शाम को साढ़े पाँच", ("17:30",)),
        ("বিকেল পাঁচটায়", ("17:00",)),
        ("மாலை ஐந்து மணிக்கு", ("17:00",)),
        ("രാവിലെ പത്ത് മണിക്ക്", ("10:00",)),
        ("ಬೆಳಗ್ಗೆ ಹತ್ತು ಗಂಟೆಗೆ", ("10:00",)),
        ("noon", ("12:00",)),
        ("midnight", ("00:00",)),
        ("12 pm", ("12:00",)),
        ("12 am", ("00:00",)),
        ("5:30", ("05:30", "17:30")),
        ("five thirty", ("05:30", "17:30")),
        ("quarter to six", ("05:45", "17:45")),
        ("सवा तीन बजे", ("03:15", "15:15")),
        ("डेढ़ बजे", ("01:30", "13:30")),
        ("ఐదు గంటలకు", ("05:00", "17:00")),
        ("10 o'clock", ("10:00", "22:00")),
        ("the 15th at 5", ("05:00", "17:00")),
        ("26 January at 5 pm", ("17:00",)),
    ],
)
def test_times(said: str, times: tuple[str, ...]) -> None:
    assert times_in(said) == times


@pytest.mark.parametrize(
    "said",
    [
        "",
        "tomorrow",
        "evening",
        "5 or 6",
        "between 5 pm and 6 pm",
        "morning or evening at 5",
        "five six",
        "25:00",
        "5:75",
        "20 minutes",
        "we are 5 people here",
        "9876543210",
        "12 in the morning",
    ],
)
def test_no_time_and_two_times_are_none(said: str) -> None:
    assert times_in(said) == ()


@pytest.mark.parametrize("said", ["five", "five thirty", "साढ़े पाँच", "the 15th at 5"])
def test_a_bare_number_is_no_time_in_an_answer_to_another_question(said: str) -> None:
    assert times_in(said) != ()
    assert times_in(said, sure=True) == ()


@pytest.mark.parametrize("said", ["5 pm", "five in the evening", "5:30", "half past five", "ఐదు గంటలకు"])
def test_what_can_only_be_a_time(said: str) -> None:
    assert times_in(said, sure=True) == times_in(said) != ()


@pytest.mark.parametrize(
    ("keys", "times"),
    [
        ("1730", ("17:30",)),
        ("0530", ("05:30", "17:30")),
        ("930", ("09:30", "21:30")),
        ("9", ("09:00", "21:00")),
        ("12", ("12:00",)),
        ("0000", ("00:00",)),
        ("2460", ()),
        ("2400", ()),
        ("", ()),
        ("17300", ()),
    ],
)
def test_typed(keys: str, times: tuple[str, ...]) -> None:
    assert typed_time(keys) == times


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_time_that_we_say_is_a_time_that_we_hear(language: str) -> None:
    clock = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 5, 10, 15, 20, 30, 40, 45, 50)]
    missed = [time for time in clock if times_in(spoken_time(time, language)) != (time,)]
    assert not missed


@given(st.text(max_size=60))
def test_anything_at_all_is_answered(said: str) -> None:
    assert all(len(time) == 5 for time in times_in(said))
