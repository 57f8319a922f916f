from __future__ import annotations

import pytest

from runtime.providers.offline.arpabet import PHONES, arpabet


@pytest.mark.parametrize(
    ("ipa", "expected"),
    [
        ("doː", "D OW"),  # दो
        ("nˈʌhĩ", "N AH HH IY N"),  # नहीं: a nasal vowel ends in N
        ("kˈarenʈ", "K AA R EY N T"),  # కరెంట్: stress and retroflex are dropped
        ("bˈɪɟlˌi", "B IH JH L IY"),  # बिजली
        ("tʃˈaːj", "CH AA Y"),
        ("pˈʰəl", "P AH L"),  # aspiration
        ("ammaː", "AA M AA"),  # length of consonants
        ("ˈfaɪɚ", "F AY ER"),
        ("", ""),
        ("ˈˌː ", ""),
        ("漢", ""),
    ],
)
def test_sounds(ipa: str, expected: str) -> None:
    assert arpabet(ipa) == expected


def test_only_sounds_that_the_acoustic_model_has() -> None:
    english = (
        "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
    )
    assert set(PHONES) <= set(english.split())
