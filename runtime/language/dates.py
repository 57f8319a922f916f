"""Days as they are said: `date`.

    date("2026-11-26", "hi-IN", today="2026-11-22")    गुरुवार, छब्बीस नवंबर
    date("2027-01-26", "te-IN", today="2026-11-22")    జనవరి ఇరవై ఆరు
    date("1998-05-01", "en-IN", today="2026-11-22")    first May nineteen ninety-eight

A caller plans the coming days by the weekday, so a date within two weeks ahead has it; a date more than
half a year away has its year, and so has every date when today is not known. Today and tomorrow are never
said in place of a date: a sentence that wants them asks (`{% if day == today %}`).

Names of months and weekdays are CLDR's (bn জানুয়ারি in its newer spelling; ta weekdays with -கிழமை, as they
are said of a day); tests/language/test_dates.py holds them against Babel. Babel itself stays out of the
product: 10 MB for 19 words a language.
"""

from __future__ import annotations

import re
from datetime import date as Day

from runtime.language.cardinals import cardinal
from runtime.language.ordinals import ordinal
from runtime.language.spoken import ascii_digits

_MONTHS = {
    "bn-IN": "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "en-IN": "January February March April May June July August September October November December",
    "gu-IN": "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર",
    "hi-IN": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "kn-IN": "ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್",
    "ml-IN": "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ",
    "mr-IN": "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "od-IN": "ଜାନୁଆରୀ ଫେବୃଆରୀ ମାର୍ଚ୍ଚ ଅପ୍ରେଲ ମଇ ଜୁନ ଜୁଲାଇ ଅଗଷ୍ଟ ସେପ୍ଟେମ୍ବର ଅକ୍ଟୋବର ନଭେମ୍ବର ଡିସେମ୍ବର",
    "pa-IN": "ਜਨਵਰੀ ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ",
    "ta-IN": "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "te-IN": "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",
}
_WEEKDAYS = {
    "bn-IN": "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার",
    "en-IN": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "gu-IN": "સોમવાર મંગળવાર બુધવાર ગુરુવાર શુક્રવાર શનિવાર રવિવાર",
    "hi-IN": "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "kn-IN": "ಸೋಮವಾರ ಮಂಗಳವಾರ ಬುಧವಾರ ಗುರುವಾರ ಶುಕ್ರವಾರ ಶನಿವಾರ ಭಾನುವಾರ",
    "ml-IN": "തിങ്കളാഴ്ച ചൊവ്വാഴ്ച ബുധനാഴ്ച വ്യാഴാഴ്ച വെള്ളിയാഴ്ച ശനിയാഴ്ച ഞായറാഴ്ച",
    "mr-IN": "सोमवार मंगळवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "od-IN": "ସୋମବାର ମଙ୍ଗଳବାର ବୁଧବାର ଗୁରୁବାର ଶୁକ୍ରବାର ଶନିବାର ରବିବାର",
    "pa-IN": "ਸੋਮਵਾਰ ਮੰਗਲਵਾਰ ਬੁੱਧਵਾਰ ਵੀਰਵਾਰ ਸ਼ੁੱਕਰਵਾਰ ਸ਼ਨਿੱਚਰਵਾਰ ਐਤਵਾਰ",
    "ta-IN": "திங்கட்கிழமை செவ்வாய்க்கிழமை புதன்கிழமை வியாழக்கிழமை வெள்ளிக்கிழமை சனிக்கிழமை ஞாயிற்றுக்கிழமை",
    "te-IN": "సోమవారం మంగళవారం బుధవారం గురువారం శుక్రవారం శనివారం ఆదివారం",
}
MONTHS: dict[str, tuple[str, ...]] = {one: tuple(names.split(" ")) for one, names in _MONTHS.items()}
"""January to December."""
WEEKDAYS: dict[str, tuple[str, ...]] = {one: tuple(names.split(" ")) for one, names in _WEEKDAYS.items()}
"""Monday to Sunday."""

_MONTH_FIRST = frozenset(["kn-IN", "ml-IN", "od-IN", "ta-IN", "te-IN"])
_HUNDRED = {
    "bn-IN": "{}শো",
    "gu-IN": "{}સો",
    "hi-IN": "{} सौ",
    "mr-IN": "{}शे",
    "od-IN": "{} ଶହ",
    "pa-IN": "{} ਸੌ",
    "te-IN": "{} వందల",
}
"""1998 is nineteen hundred ninety-eight there; Kannada, Malayalam and Tamil say one thousand nine hundred."""
_BENGALI_DAYS = ("পয়লা", "দোসরা", "তেসরা", "চৌঠা")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEKDAY_WITHIN = 14
_YEAR_BEYOND = 183


def day(value: object) -> Day:
    """The day that `value` is: ISO text ("2026-11-26") or a date. Raises ValueError."""
    if isinstance(value, Day):
        return value
    found = _ISO.fullmatch(ascii_digits(str(value)).strip()[:40])
    try:
        if found:
            return Day(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise ValueError(f"`{str(value)[:40]}` is not a date such as 2026-11-26")


def date(value: object, language: str, today: object = None) -> str:
    """A day in words. today: the day of the call, which decides about weekday and year. Raises ValueError
    for what is no date."""
    when = day(value)
    months = MONTHS.get(language, MONTHS["en-IN"])
    number, month = _number(when.day, language), months[when.month - 1]
    said = f"{month} {number}" if language in _MONTH_FIRST else f"{number} {month}"
    away = (when - day(today)).days if today else None
    if away is None or abs(away) > _YEAR_BEYOND:
        comma = "," if language in _MONTH_FIRST else ""
        said = f"{said}{comma} {year(when.year, language)}"
    elif 0 <= away < _WEEKDAY_WITHIN:
        said = f"{WEEKDAYS.get(language, WEEKDAYS['en-IN'])[when.weekday()]}, {said}"
    return said


def _number(number: int, language: str) -> str:
    """The day of the month, as this language says it in a date."""
    match language:
        case "bn-IN" if number <= 4:
            return _BENGALI_DAYS[number - 1]
        case "bn-IN" if number == 20:
            return "বিশে"
        case "bn-IN":
            return cardinal(number, language) + ("ই" if number < 19 else "ে")
        case "ta-IN":
            return cardinal(number, language).removesuffix("ு") + "ாம் தேதி"
        case language if language in MONTHS and language != "en-IN":
            return cardinal(number, language)
    return ordinal(number, "en-IN")


def year(number: int, language: str) -> str:
    """A year: in hundreds from 1100 to 1999 where that is said, in English in pairs from 2010 on too."""
    hundreds, rest = divmod(number, 100)
    if language in _HUNDRED and 11 <= hundreds <= 19:
        said = _HUNDRED[language].format(cardinal(hundreds, language))
        return f"{said} {cardinal(rest, language)}" if rest else said
    if language == "en-IN" or language not in MONTHS:
        if 11 <= hundreds <= 20 and rest > 9:
            return f"{cardinal(hundreds, language)} {cardinal(rest, language)}"
        if 11 <= hundreds <= 19:
            return f"{cardinal(hundreds, language)} hundred" + (
                f" and {cardinal(rest, language)}" if rest else ""
            )
    return cardinal(number, language)
