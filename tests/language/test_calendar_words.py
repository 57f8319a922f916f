"""Words for days, months and hours."""

from __future__ import annotations

import pytest

from runtime.language import LANGUAGES
from runtime.language.calendar_words import FAR_DAYS, MONTHS, PARTS, WEEKDAYS, hints


def test_every_month_and_day_has_words() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
    assert set(WEEKDAYS.values()) == set(range(7))
    assert {0, 1, 2, -1, -2} <= {days for meant in FAR_DAYS.values() for days in meant}
    assert set(PARTS.values()) == {"am", "pm", "morning", "afternoon", "evening", "night"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_own_words_for_the_recogniser(language: str) -> None:
    days, times = hints("date", language), hints("time", language)
    assert len(days) >= 7 + 12
    assert len(times) >= 4
    assert len({ord(word[0]) >> 7 for word in (*days, *times)}) == 1
