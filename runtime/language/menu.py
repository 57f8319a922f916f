"""The sentence that offers one choice of a menu, in eleven languages.

Purpose first and key second, because a caller listens for the purpose and then needs the key. A pattern takes
the label as it stands: where a language would bend the noun (Kannada, Malayalam, Marathi, Tamil), it is
written so that nothing has to be bent ("if you want bills, press 2"). Keys stand as figures, which every
voice reads in its own language; star and hash by the names that the language uses.
"""

from __future__ import annotations

_PRESS = {
    "bn-IN": "{label} এর জন্য {key} টিপুন।",
    "en-IN": "For {label}, press {key}.",
    "gu-IN": "{label} માટે {key} દબાવો.",
    "hi-IN": "{label} के लिए {key} दबाएँ।",
    "kn-IN": "{label} ಬೇಕಿದ್ದರೆ {key} ಒತ್ತಿ.",
    "ml-IN": "{label} വേണമെങ്കിൽ {key} അമർത്തുക.",
    "mr-IN": "{label} यासाठी {key} दाबा.",
    "od-IN": "{label} ପାଇଁ {key} ଦବାନ୍ତୁ।",
    "pa-IN": "{label} ਲਈ {key} ਦਬਾਓ।",
    "ta-IN": "{label} வேண்டுமென்றால் {key} அழுத்தவும்.",
    "te-IN": "{label} కోసం {key} నొక్కండి.",
}
_SAY = {
    "bn-IN": "{label} বলতে পারেন।",
    "en-IN": "You can say {label}.",
    "gu-IN": "{label} એમ કહી શકો છો.",
    "hi-IN": "{label} कह सकते हैं।",
    "kn-IN": "{label} ಎಂದು ಹೇಳಬಹುದು.",
    "ml-IN": "{label} എന്ന് പറയാം.",
    "mr-IN": "{label} असे म्हणू शकता.",
    "od-IN": "{label} ବୋଲି କହିପାରିବେ।",
    "pa-IN": "{label} ਕਹਿ ਸਕਦੇ ਹੋ।",
    "ta-IN": "{label} என்று சொல்லலாம்.",
    "te-IN": "{label} అని చెప్పవచ్చు.",
}
_STAR_HASH = {
    "bn-IN": ("স্টার", "হ্যাশ"),
    "en-IN": ("star", "hash"),
    "gu-IN": ("સ્ટાર", "હેશ"),
    "hi-IN": ("स्टार", "हैश"),
    "kn-IN": ("ಸ್ಟಾರ್", "ಹ್ಯಾಶ್"),
    "ml-IN": ("സ്റ്റാർ", "ഹാഷ്"),
    "mr-IN": ("स्टार", "हैश"),
    "od-IN": ("ଷ୍ଟାର", "ହାସ"),
    "pa-IN": ("ਸਟਾਰ", "ਹੈਸ਼"),
    "ta-IN": ("ஸ்டார்", "ஹாஷ்"),
    "te-IN": ("స్టార్", "హ్యాష్"),
}


def key_name(key: str, language: str) -> str:
    """How a key is spoken of: a figure, or the name of "*" and "#"."""
    if key not in "*#":
        return key
    return _STAR_HASH.get(language, _STAR_HASH["en-IN"])["*#".index(key)]


def offer(label: str, key: str | None, language: str) -> str:
    """ "బిల్లు", "2" → "బిల్లు కోసం 2 నొక్కండి."; without a key, that the caller may say it."""
    if key is None:
        return _SAY.get(language, _SAY["en-IN"]).replace("{label}", label)
    pattern = _PRESS.get(language, _PRESS["en-IN"])
    return pattern.replace("{key}", key_name(key, language)).replace("{label}", label)
