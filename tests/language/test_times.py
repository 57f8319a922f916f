"""Times of day in words."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import LANGUAGES
from runtime.language.times import time


@pytest.mark.parametrize(
    ("clock", "language", "said"),
    [
        ("10:00", "en-IN", "ten o'clock in the morning"),
        ("10:05", "en-IN", "ten oh five in the morning"),
        ("17:30", "en-IN", "five thirty in the evening"),
        ("12:00", "en-IN", "twelve noon"),
        ("00:00", "en-IN", "twelve midnight"),
        ("09:30", "hi-IN", "सुबह साढ़े नौ बजे"),
        ("13:30", "hi-IN", "दोपहर डेढ़ बजे"),
        ("14:30", "hi-IN", "दोपहर ढाई बजे"),
        ("15:15", "hi-IN", "दोपहर सवा तीन बजे"),
        ("16:45", "hi-IN", "शाम पौने पाँच बजे"),
        ("19:20", "hi-IN", "शाम सात बजकर बीस मिनट"),
        ("02:00", "hi-IN", "रात दो बजे"),
        ("17:30", "te-IN", "సాయంత్రం ఐదున్నర"),
        ("13:00", "te-IN", "మధ్యాహ్నం ఒంటి గంట"),
        ("13:01", "te-IN", "మధ్యాహ్నం ఒంటి గంట ఒక నిమిషం"),
        ("10:20", "te-IN", "ఉదయం పది గంటల ఇరవై నిమిషాలు"),
        ("16:45", "ta-IN", "மாலை நான்கே முக்கால் மணி"),
        ("13:30", "ta-IN", "மதியம் ஒன்றரை மணி"),
        ("11:00", "ta-IN", "காலை பதினொரு மணி"),
        ("14:30", "kn-IN", "ಮಧ್ಯಾಹ್ನ ಎರಡೂವರೆ ಗಂಟೆ"),
        ("15:15", "ml-IN", "വൈകുന്നേരം മൂന്നേകാൽ മണി"),
        ("13:30", "mr-IN", "दुपारी दीड वाजता"),
        ("12:45", "mr-IN", "दुपारी पाऊण वाजता"),
        ("13:15", "mr-IN", "दुपारी सव्वाएक वाजता"),
        ("14:30", "gu-IN", "બપોરે અઢી વાગ્યે"),
        ("13:30", "pa-IN", "ਦੁਪਹਿਰ ਡੇਢ ਵਜੇ"),
        ("14:30", "bn-IN", "দুপুর আড়াইটে"),
        ("13:30", "od-IN", "ଦିନ ଦେଢ଼ଟା"),
        ("9:30:00", "hi-IN", "सुबह साढ़े नौ बजे"),
        ("౦౯:౩౦", "hi-IN", "सुबह साढ़े नौ बजे"),
        ("10:00", "xx-XX", "ten o'clock in the morning"),
    ],
)
def test_times(clock: str, language: str, said: str) -> None:
    assert time(clock, language) == said


@pytest.mark.parametrize("value", ["", "24:00", "10", "10:60", "ten", None, 1030, "10:00 pm"])
def test_what_is_no_time_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not a time such as"):
        time(value, "hi-IN")


@given(st.times(), st.times(), st.sampled_from(LANGUAGES))
def test_two_times_never_sound_alike(one: datetime.time, other: datetime.time, language: str) -> None:
    first, second = (f"{t:%H:%M}" for t in (one, other))
    assert (time(first, language) == time(second, language)) is (first == second)
    assert not any(letter.isdecimal() for letter in time(first, language))
