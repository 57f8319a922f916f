"""Notices that the law wants heard, told from complaints that were recorded."""

from __future__ import annotations

import pytest

from runtime.lint.notices import is_notice


@pytest.mark.parametrize(
    "text",
    [
        "This call may be recorded for quality.",
        "ఈ కాల్ రికార్డ్ చేయబడుతుంది.",
        "यह कॉल रिकॉर्ड की जा रही है।",
        "இந்த அழைப்பு பதிவு செய்யப்படும்.",
        "এই কলটি রেকর্ড করা হচ্ছে।",
        "By staying on the line you agree to our terms and conditions.",
        "आगे बढ़ने का अर्थ है आपकी सहमति।",
    ],
)
def test_a_notice(text: str) -> None:
    assert is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "Your complaint is recorded. We will call you.",
        "మీ ఫిర్యాదు నమోదైంది. మేము తిరిగి కాల్ చేస్తాం.",
        "आपकी शिकायत दर्ज हो गई है।",
        "Please call again later.",
    ],
)
def test_no_notice(text: str) -> None:
    assert not is_notice(text)
