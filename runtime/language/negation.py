"""Words that turn a sentence round. "The power is gone" and "the power is not gone" differ by a few sounds;
a near match must never cross that line, so both sides must have as many of these.

Words of their own only; where a language says no inside the verb, the verb's other sounds must do.
"""

from __future__ import annotations

from collections.abc import Sequence

from runtime.language.folding import folded
from runtime.language.sounds import word_key

_WORDS = """
no not never none nothing without neither nor cannot cant dont doesnt didnt isnt arent wasnt wont wouldnt stop
नहीं नही नाही नको नहि ना न मत बिना बगैर नाहीत नव्हते nahi nahin nai nako mat bina naahi
లేదు లేవు లేరు లేను కాదు కావు వద్దు అక్కర్లేదు లేకుండా కుదరదు రాదు ledu kaadu kadu vaddu levu
இல்லை இல்ல இல்லாம இல்லாமல் வேண்டாம் வேணாம் அல்ல முடியாது மாட்டேன் illai illa vendaam vendam venaam mudiyathu
ಇಲ್ಲ ಇಲ್ಲಾ ಅಲ್ಲ ಬೇಡ ಬೇಡಿ ಇಲ್ಲದೆ ಆಗಲ್ಲ ಆಗುವುದಿಲ್ಲ illa alla beda bedi
ഇല്ല അല്ല വേണ്ട ഇല്ലാതെ പറ്റില്ല venda alla illathe pattilla
না নয় নেই নি নাই ছাড়া na noy nei ni nai chhara
ના નહીં નથી નહિ વગર nathi nahi
ਨਹੀਂ ਨਾ ਨਹੀ ਬਿਨਾਂ ਨਾਂ
ନାହିଁ ନା ନୁହେଁ ନାଇଁ ବିନା nahin nuhe
"""

NEGATIVES = frozenset(word_key(one) for word in _WORDS.split() for one in folded(word).split())
"""As sounds."""


_BEHIND = """
नहीं नही नाही नको मत nahi nahin nako లేదు కాదు వద్దు అక్కర్లేదు ledu kaadu vaddu இல்லை இல்ல வேண்டாம் வேணாம் illai vendaam
ಇಲ್ಲ ಬೇಡ ಅಲ್ಲ illa beda ഇല്ല വേണ്ട അല്ല venda নেই নয় noy নাই નથી નહીં nathi ਨਹੀਂ ନାହିଁ ନୁହେଁ
"""
_BEHIND_A_WISH = "না na"
_WISHES = "চাই দরকার লাগবে chai dorkar lagbe"
_BEFORE = frozenset(["dont", "not", "never", "doesnt"])
_WANT = frozenset(["want", "need", "wish", "require", "like"])


def _keys(listed: str) -> frozenset[str]:
    return frozenset(word_key(folded(word)) for word in listed.split())


_BEHIND_KEYS, _BEHIND_A_WISH_KEYS, _WISH_KEYS = _keys(_BEHIND), _keys(_BEHIND_A_WISH), _keys(_WISHES)


def turned_round(words: Sequence[str], start: int, end: int) -> bool:
    """Whether what stands around a phrase (words[start:end], folded) says that it is not meant: "ఆపరేటర్
    వద్దు", "I don't want an operator". Indian languages say so behind the verb, English before it. A no at
    the beginning ("no, an operator") turns nothing round, and a Bengali "না" asks again more often than it
    refuses, unless a wish stands before it."""
    if end < len(words):
        behind = word_key(words[end])
        if behind in _BEHIND_KEYS:
            return True
        if behind in _BEHIND_A_WISH_KEYS and word_key(words[end - 1]) in _WISH_KEYS:
            return True
    before = words[max(0, start - 4) : start]
    wants = [place for place, word in enumerate(before) if word in _WANT]
    return any(word in _BEFORE for place in wants for word in before[:place])


def negatives(sounds: tuple[str, ...]) -> int:
    """How many words among these (as sounds) say no."""
    return sum(word in NEGATIVES for word in sounds)
