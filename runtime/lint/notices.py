"""Words that the law wants a caller to hear: that the call is recorded, that going on means to consent."""

from __future__ import annotations

import re

from runtime.lint.words import plain

_CALL = (
    "call", "conversation", "కాల్", "సంభాషణ", "कॉल", "बातचीत", "संभाषण", "அழைப்பு", "உரையாடல்", "ಕರೆ", "ಸಂಭಾಷಣೆ",
    "കോൾ", "സംഭാഷണം", "কল", "কথোপকথন", "કૉલ", "કોલ", "વાતચીત", "ਕਾਲ", "ਗੱਲਬਾਤ", "କଲ", "କଥାବାର୍ତ୍ତା",
)  # fmt: skip
_RECORDED = (
    "recorded", "recording", "రికార్డ", "रिकॉर्ड", "रिकार्ड", "रेकॉर्ड", "பதிவு செய்ய", "ರೆಕಾರ್ಡ", "റെക്കോർഡ", "റെക്കോഡ",
    "রেকর্ড", "રેકોર્ડ", "રેકૉર્ડ", "ਰਿਕਾਰਡ", "ରେକର୍ଡ",
)  # fmt: skip
_CONSENT = (
    "you consent", "your consent", "you agree to", "terms and conditions", "privacy policy",
    "మీ సమ్మతి", "నిబంధనలు మరియు షరతులు", "आपकी सहमति", "नियम और शर्तें", "तुमची संमती", "आपली संमती", "உங்கள் ஒப்புதல்",
    "ನಿಮ್ಮ ಸಮ್ಮತಿ", "നിങ്ങളുടെ സമ്മതം", "আপনার সম্মতি", "તમારી સંમતિ", "ਤੁਹਾਡੀ ਸਹਿਮਤੀ", "ଆପଣଙ୍କ ସମ୍ମତି",
)  # fmt: skip
_SENTENCE = re.compile(r"[.!?।॥\n]+")


def is_notice(text: str) -> bool:
    """Whether these words, of any language, are such a notice. That a complaint is recorded is none."""
    words = plain(text).casefold()
    if any(part in words for part in _CONSENT):
        return True
    return any(
        any(part in sentence for part in _CALL) and any(part in sentence for part in _RECORDED)
        for sentence in _SENTENCE.split(words)
    )
