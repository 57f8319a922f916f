"""Words that turn a sentence round. "The power is gone" and "the power is not gone" differ by a few sounds;
a near match must never cross that line, so both sides must have as many of these.

Words of their own only; where a language says no inside the verb, the verb's other sounds must do.
"""

from __future__ import annotations

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


def negatives(sounds: tuple[str, ...]) -> int:
    """How many words among these (as sounds) say no."""
    return sum(word in NEGATIVES for word in sounds)
