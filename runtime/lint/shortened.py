"""Abbreviations, and how they are spoken: what is written short in every language, and Latin letter words in
the letters' names of each Indian script."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUPEES = {
    "bn-IN": "টাকা", "en-IN": "rupees", "gu-IN": "રૂપિયા", "hi-IN": "रुपये", "kn-IN": "ರೂಪಾಯಿ", "ml-IN": "രൂപ",
    "mr-IN": "रुपये", "od-IN": "ଟଙ୍କା", "pa-IN": "ਰੁਪਏ", "ta-IN": "ரூபாய்", "te-IN": "రూపాయలు",
}  # fmt: skip
_DOCTOR = {
    "bn-IN": "ডাক্তার", "en-IN": "doctor", "gu-IN": "ડૉક્ટર", "hi-IN": "डॉक्टर", "kn-IN": "ಡಾಕ್ಟರ್",
    "ml-IN": "ഡോക്ടർ", "mr-IN": "डॉक्टर", "od-IN": "ଡାକ୍ତର", "pa-IN": "ਡਾਕਟਰ", "ta-IN": "டாக்டர்", "te-IN": "డాక్టర్",
}  # fmt: skip
_PER_CENT = {
    "bn-IN": "শতাংশ", "en-IN": "per cent", "gu-IN": "ટકા", "hi-IN": "प्रतिशत", "kn-IN": "ಶೇಕಡಾ",
    "ml-IN": "ശതമാനം", "mr-IN": "टक्के", "od-IN": "ପ୍ରତିଶତ", "pa-IN": "ਪ੍ਰਤੀਸ਼ਤ", "ta-IN": "சதவீதம்", "te-IN": "శాతం",
}  # fmt: skip
_ENGLISH = {
    "mr": "mister", "mrs": "misses", "smt": "shrimati", "govt": "government", "dept": "department",
    "approx": "about", "etc": "and so on", "eg": "for example", "ie": "that is", "no": "number",
    "hrs": "hours", "mins": "minutes", "min": "minutes", "sec": "seconds", "kms": "kilometres",
    "km": "kilometres", "kgs": "kilograms", "kg": "kilograms", "kwh": "units", "wrt": "about",
    "viz": "namely", "tel": "telephone", "ph": "phone", "addr": "address", "acct": "account",
    "amt": "amount", "qty": "quantity", "regn": "registration",
}  # fmt: skip

# Vowel signs are no \w: without the scripts' own range the end of a word would pass for an abbreviation.
_RUPEE_SIGNS = re.compile(
    r"(?<![A-Za-z])(?:Rs\.?|INR)(?=\s?\d|\s|$)"
    r"|(?<![\w\u0900-\u0d7f])(?:रु|रू|రూ|ரூ|ರೂ|રૂ|ਰੁ|ଟ|টা|രൂ)\.(?=\s?\d)|/-(?!\w)"
)
_DOCTOR_SIGNS = re.compile(r"(?<![\w.\u0900-\u0d7f])(?:Dr|डॉ|డా|ડૉ|ಡಾ|ഡോ|ডা)\.?(?=\s)(?!\s*$)|(?<!\w)Dr\.")
_PER_CENT_SIGN = re.compile(r"(?<=\d)\s?%")
_WITH_STOP = re.compile(
    r"(?<![\w.])(?:(?:Mrs|Mr|Smt|Govt|Dept|Approx|approx|etc|Hrs|hrs|Mins|mins|Tel|Ph|viz|Acct|acct|Amt|Qty|Regn)"
    r"\.|e\.g\.|i\.e\.|w\.r\.t\.|No\.(?=\s?\d)|govt\.|dept\.)"
)
_UNITS = re.compile(r"(?<=\d)\s?(?:kgs?|kms?|hrs|mins?|kWh|KWh|kwh)(?![\w])")

_LETTER_WORDS = (
    "EMI KYC IFSC MICR NEFT RTGS IMPS GST TDS DBT PDS BPL APL RTO FIR PNR NRI HRA EPF ESI RTI MRO VRO"
)
LETTER_WORDS = frozenset(_LETTER_WORDS.split())
"""Letter words that are no words and not on every tongue. OTP, SMS, ATM, PIN, ID, UPI, PAN, LPG and the like
are said and read as everybody knows them."""

_LETTERS = {
    "te-IN": "ఎ బి సి డి ఇ ఎఫ్ జి హెచ్ ఐ జె కె ఎల్ ఎం ఎన్ ఓ పి క్యూ ఆర్ ఎస్ టి యు వి డబ్ల్యు ఎక్స్ వై జెడ్",
    "hi-IN": "ए बी सी डी ई एफ़ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई ज़ेड",
    "mr-IN": "ए बी सी डी ई एफ जी एच आय जे के एल एम एन ओ पी क्यू आर एस टी यू व्ही डब्ल्यू एक्स वाय झेड",
    "ta-IN": "ஏ பி சி டி ஈ எஃப் ஜி எச் ஐ ஜே கே எல் எம் என் ஓ பி கியூ ஆர் எஸ் டி யு வி டபிள்யூ எக்ஸ் ஒய் இசட்",
    "kn-IN": "ಎ ಬಿ ಸಿ ಡಿ ಇ ಎಫ್ ಜಿ ಎಚ್ ಐ ಜೆ ಕೆ ಎಲ್ ಎಂ ಎನ್ ಓ ಪಿ ಕ್ಯೂ ಆರ್ ಎಸ್ ಟಿ ಯು ವಿ ಡಬ್ಲ್ಯು ಎಕ್ಸ್ ವೈ ಜೆಡ್",
    "ml-IN": "എ ബി സി ഡി ഇ എഫ് ജി എച്ച് ഐ ജെ കെ എൽ എം എൻ ഒ പി ക്യു ആർ എസ് ടി യു വി ഡബ്ല്യു എക്സ് വൈ സെഡ്",
    "bn-IN": "এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি ডব্লিউ এক্স ওয়াই জেড",
    "gu-IN": "એ બી સી ડી ઈ એફ જી એચ આઈ જે કે એલ એમ એન ઓ પી ક્યુ આર એસ ટી યુ વી ડબલ્યુ એક્સ વાય ઝેડ",
    "pa-IN": "ਏ ਬੀ ਸੀ ਡੀ ਈ ਐਫ਼ ਜੀ ਐਚ ਆਈ ਜੇ ਕੇ ਐਲ ਐਮ ਐਨ ਓ ਪੀ ਕਿਊ ਆਰ ਐਸ ਟੀ ਯੂ ਵੀ ਡਬਲਯੂ ਐਕਸ ਵਾਈ ਜ਼ੈਡ",
    "od-IN": "ଏ ବି ସି ଡି ଇ ଏଫ୍ ଜି ଏଚ୍ ଆଇ ଜେ କେ ଏଲ୍ ଏମ୍ ଏନ୍ ଓ ପି କ୍ୟୁ ଆର୍ ଏସ୍ ଟି ୟୁ ଭି ଡବ୍ଲ୍ୟୁ ଏକ୍ସ ୱାଇ ଜେଡ୍",
}


def in_letters(word: str, language: str) -> str:
    """ "EMI" in the names that a language has for Latin letters: "ఇ ఎం ఐ"."""
    names = _LETTERS.get(language, "").split()
    return " ".join(names[ord(letter) - 65] if names else letter for letter in word.upper())


def shortened(words: str, language: str) -> Iterator[tuple[str, str]]:
    """Each written abbreviation once, with its spoken form where there is one."""
    found: dict[str, str] = {}
    for signs, spoken in ((_RUPEE_SIGNS, _RUPEES), (_DOCTOR_SIGNS, _DOCTOR), (_PER_CENT_SIGN, _PER_CENT)):
        for match in signs.finditer(words):
            found.setdefault(match.group().strip(), spoken.get(language, ""))
    for pattern in (_WITH_STOP, _UNITS):
        for match in pattern.finditer(words):
            short = match.group().strip()
            plain_form = short.lower().replace(".", "")
            found.setdefault(short, _ENGLISH.get(plain_form, "") if language == "en-IN" else "")
    yield from found.items()
