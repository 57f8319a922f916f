"""Secrets that nobody should ask for, in every language's words, and sentences that only warn of them."""

from __future__ import annotations

import re

from runtime.language.script import sentences
from runtime.lint.words import plain

_LETTER = r"[\w\u0900-\u0d7f]"
_POSTAL = r"(?!\s*-?\s*(?:code|नंबर|कोड|కోడ్|గుర్తింపు|குறியீடு|ಕೋಡ್|കോഡ്|কোড|કોડ|ਕੋਡ|କୋଡ୍?))"
_WORDS = (
    r"cvv\d?", r"otps?", r"one[- ]time (?:password|code|pin)", rf"(?:[mu]-?)?pin(?:s)?{_POSTAL}(?![\w-])",
    r"pass ?words?", r"passcodes?",
    "सीवीवी", "ओटीपी", rf"पिन(?!{_LETTER}){_POSTAL}", "पासवर्ड",
    "సీవీవీ", "సివివి", "ఓటీపీ", "ఓటిపి", rf"పిన్(?:ను|ని|‌ను|‌ని)?(?!{_LETTER}){_POSTAL}", "పాస్‌వర్డ్", "పాస్వర్డ్",
    "சிவிவி", "ஓடிபி", "ஓ.டி.பி", rf"பின்(?:னை)?(?!{_LETTER})(?=\s*(?:எண்|நம்பர))", "கடவுச்சொல்", "பாஸ்வேர்ட்",
    "ಸಿವಿವಿ", "ಒಟಿಪಿ", rf"ಪಿನ್(?!{_LETTER}){_POSTAL}", "ಪಾಸ್‌ವರ್ಡ್", "ಪಾಸ್ವರ್ಡ್",
    "സിവിവി", "ഒടിപി", rf"പിൻ(?!{_LETTER}){_POSTAL}", "പാസ്‌വേഡ്", "പാസ്‌വേർഡ്",
    "সিভিভি", "ওটিপি", rf"পিন(?!{_LETTER}){_POSTAL}", "পাসওয়ার্ড",
    "સીવીવી", "ઓટીપી", rf"પિન(?!{_LETTER}){_POSTAL}", "પાસવર્ડ",
    "ਸੀਵੀਵੀ", "ਓਟੀਪੀ", rf"ਪਿੰਨ?(?!{_LETTER}){_POSTAL}", "ਪਾਸਵਰਡ",
    "ସିଭିଭି", "ଓଟିପି", rf"ପିନ୍(?!{_LETTER}){_POSTAL}", "ପାସୱାର୍ଡ",
)  # fmt: skip
_SECRET = re.compile(rf"(?<!{_LETTER})(?:{'|'.join(_WORDS)})", re.IGNORECASE)

_NOT = re.compile(
    r"\b(?:never|not|no|nobody|don'?t|do not|won'?t|will not|cannot|without|beware)\b|n[’']t\b|"
    r"(?:^|\s)(?:न|ना|नहीं|नहि|मत|कभी|नका|नाही|नको|नये)(?=[\s.,!?।]|$)|"
    r"వద్దు|(?<!క్)కండి|అడగం|అడగము|అడగరు|లేదు|కూడదు|రాదు|"
    r"வேண்டாம்|கூடாது|மாட்டோம்|மாட்டார்|இல்லை|ாதீர்கள்|"
    r"ಬೇಡಿ|ಬೇಡ|ಬಾರದು|ಇಲ್ಲ|ುವುದಿಲ್ಲ|"
    r"അരുത്|വേണ്ട|രുത്|ില്ല|"
    r"(?:^|\s)(?:না|নয়|নেই)(?=[\s.,!?।]|$)|বেন না|"
    r"(?:^|\s)(?:ના|નહીં|નહિ|ન|નથી)(?=[\s.,!?।]|$)|"
    r"(?:^|\s)(?:ਨਾ|ਨਹੀਂ)(?=[\s.,!?।]|$)|"
    r"ନାହିଁ|ନୁହେଁ|(?:^|\s)ନାହି",
    re.IGNORECASE,
)

_SLOT_WORDS = {"cvv", "otp", "mpin", "upin", "password", "passcode", "passwd"}
_PIN_KINDS = {"upi", "atm", "card", "bank", "debit", "credit", "m"}


def asked_for(text: str) -> str | None:
    """The first secret that a text speaks of outside a warning, as it is written there."""
    for sentence in sentences(plain(text)):
        found = _SECRET.search(sentence)
        if found and not _NOT.search(sentence):
            return found.group()
    return None


def is_secret(name: str) -> bool:
    """Whether a slot of this name holds such a secret. A `pin_code` is where a letter goes."""
    words = name.split("_")
    if _SLOT_WORDS & set(words):
        return True
    return "pin" in words and "code" not in words and (words == ["pin"] or bool(_PIN_KINDS & set(words)))
