"""Times of day as they are said: `time`.

    time("09:30", "hi-IN")    सुबह साढ़े नौ बजे
    time("13:30", "te-IN")    మధ్యాహ్నం ఒకటిన్నర
    time("16:45", "ta-IN")    மாலை நான்கே முக்கால் மணி

Every language but English has words for the half hour, and most for the quarters; Hindi, Bengali, Gujarati,
Marathi, Odia and Punjabi count the third quarter towards the hour that comes ("पौने पाँच"), Tamil, Kannada
and Malayalam from the hour that was ("நான்கே முக்கால்"), and Telugu says such minutes plainly. The day is
parted as callers part it, not into a.m. and p.m. What comes out names the time, as a clock shows it; a
sentence is written around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from runtime.language.cardinals import UNDER_HUNDRED, cardinal
from runtime.language.spoken import ascii_digits

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")


class Clock(NamedTuple):
    """One language. parts: from which hour which part of the day is said; before the first it is the last.
    hour: "{h} बजे". past: "{h} बजकर {m} मिनट". half, quarter, three_quarters: patterns, "" where the
    minutes are said plainly; {h} is the hour, {n} the next one. special: (hour 1 to 12, minute) with a
    word of its own. hours: 1 to 12 where they are not the plain numbers. bare: what an hour loses before
    the half and the quarters."""

    parts: tuple[tuple[int, str], ...]
    hour: str
    past: str
    half: str = ""
    quarter: str = ""
    three_quarters: str = ""
    special: Mapping[tuple[int, int], str] = {}
    hours: tuple[str, ...] = ()
    bare: str = ""


def _parts(words: str, *hours: int) -> tuple[tuple[int, str], ...]:
    return tuple(zip(hours, words.split("|"), strict=True))


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_BENGALI_HOURS = _list("একটা দুটো তিনটে চারটে পাঁচটা ছটা সাতটা আটটা নটা দশটা এগারোটা বারোটা")
_ODIA_HOURS = _list("ଗୋଟାଏ ଦୁଇଟା ତିନିଟା ଚାରିଟା ପାଞ୍ଚଟା ଛଅଟା ସାତଟା ଆଠଟା ନଅଟା ଦଶଟା ଏଗାରଟା ବାରଟା")

CLOCKS: dict[str, Clock] = {
    "bn-IN": Clock(
        _parts("ভোর|সকাল|দুপুর|বিকেল|সন্ধ্যা|রাত", 4, 6, 12, 16, 18, 20),
        "{h}",
        "{h} {m} মিনিট",
        "সাড়ে {h}",
        "সোয়া {h}",
        "পৌনে {n}",
        {(1, 30): "দেড়টা", (2, 30): "আড়াইটে"},
        _BENGALI_HOURS,
    ),
    "en-IN": Clock(
        _parts("in the morning|in the afternoon|in the evening|at night", 4, 12, 17, 20),
        "{h} o'clock",
        "{h} {m}",
    ),
    "gu-IN": Clock(
        _parts("સવારે|બપોરે|સાંજે|રાત્રે", 4, 12, 16, 20),
        "{h} વાગ્યે",
        "{h} વાગીને {m} મિનિટે",
        "સાડા {h} વાગ્યે",
        "સવા {h} વાગ્યે",
        "પોણા {n} વાગ્યે",
        {(1, 30): "દોઢ વાગ્યે", (2, 30): "અઢી વાગ્યે"},
    ),
    "hi-IN": Clock(
        _parts("सुबह|दोपहर|शाम|रात", 4, 12, 16, 20),
        "{h} बजे",
        "{h} बजकर {m} मिनट",
        "साढ़े {h} बजे",
        "सवा {h} बजे",
        "पौने {n} बजे",
        {(1, 30): "डेढ़ बजे", (2, 30): "ढाई बजे"},
    ),
    "kn-IN": Clock(
        _parts("ಬೆಳಿಗ್ಗೆ|ಮಧ್ಯಾಹ್ನ|ಸಂಜೆ|ರಾತ್ರಿ", 4, 12, 16, 20),
        "{h} ಗಂಟೆ",
        "{h} ಗಂಟೆ {m} ನಿಮಿಷ",
        "{b}ೂವರೆ ಗಂಟೆ",
        "{b}ೂ ಕಾಲು ಗಂಟೆ",
        "{b}ೂ ಮುಕ್ಕಾಲು ಗಂಟೆ",
        bare="ು",
    ),
    "ml-IN": Clock(
        _parts("രാവിലെ|ഉച്ചയ്ക്ക്|വൈകുന്നേരം|രാത്രി", 4, 12, 15, 19),
        "{h} മണി",
        "{h} മണി {m} മിനിറ്റ്",
        "{b}ര മണി",
        "{b}േകാൽ മണി",
        "{b}േമുക്കാൽ മണി",
        hours=("ഒരു", *UNDER_HUNDRED["ml-IN"][2:13]),
        bare="്",
    ),
    "mr-IN": Clock(
        _parts("सकाळी|दुपारी|संध्याकाळी|रात्री", 4, 12, 16, 20),
        "{h} वाजता",
        "{h} वाजून {m} मिनिटांनी",
        "साडे{h} वाजता",
        "सव्वा{h} वाजता",
        "पावणे{n} वाजता",
        {
            (1, 30): "दीड वाजता",
            (2, 30): "अडीच वाजता",
            (12, 45): "पाऊण वाजता",
        },
    ),
    "od-IN": Clock(
        _parts("ସକାଳ|ଦିନ|ଅପରାହ୍ନ|ସନ୍ଧ୍ୟା|ରାତି", 4, 12, 15, 18, 20),
        "{h}",
        "{h} {m} ମିନିଟ",
        "ସାଢ଼େ {h}",
        "ସୱା {h}",
        "ପଉଣେ {n}",
        {(1, 30): "ଦେଢ଼ଟା", (2, 30): "ଅଢ଼େଇଟା"},
        _ODIA_HOURS,
    ),
    "pa-IN": Clock(
        _parts("ਸਵੇਰੇ|ਦੁਪਹਿਰ|ਸ਼ਾਮ|ਰਾਤ", 4, 12, 16, 20),
        "{h} ਵਜੇ",
        "{h} ਵੱਜ ਕੇ {m} ਮਿੰਟ",
        "ਸਾਢੇ {h} ਵਜੇ",
        "ਸਵਾ {h} ਵਜੇ",
        "ਪੌਣੇ {n} ਵਜੇ",
        {(1, 30): "ਡੇਢ ਵਜੇ", (2, 30): "ਢਾਈ ਵਜੇ"},
    ),
    "ta-IN": Clock(
        _parts("காலை|மதியம்|மாலை|இரவு", 4, 12, 16, 20),
        "{h} மணி",
        "{h} மணி {m} நிமிடம்",
        "{b}ரை மணி",
        "{b}ே கால் மணி",
        "{b}ே முக்கால் மணி",
        hours=("ஒரு", *UNDER_HUNDRED["ta-IN"][2:11], "பதினொரு", "பன்னிரண்டு"),
        bare="ு",
    ),
    "te-IN": Clock(
        _parts("ఉదయం|మధ్యాహ్నం|సాయంత్రం|రాత్రి", 4, 12, 16, 20),
        "{h} గంటలు",
        "{h} గంటల {m} నిమిషాలు",
        "{b}న్నర",
        special={(1, 0): "ఒంటి గంట"},
    ),
}
"""How each of the eleven languages reads a clock."""


def clock(value: object) -> tuple[int, int]:
    """Hour (0 to 23) and minute of "HH:MM" (seconds are dropped). Raises ValueError."""
    found = _CLOCK.fullmatch(ascii_digits(str(value)).strip()[:40])
    if not found:
        raise ValueError(f"`{str(value)[:40]}` is not a time such as 18:05")
    return int(found[1]), int(found[2])


def time(value: object, language: str) -> str:
    """A time of day in words, with the part of the day. Raises ValueError for what is no time."""
    hour, minute = clock(value)
    words = CLOCKS.get(language, CLOCKS["en-IN"])
    part = next((name for start, name in reversed(words.parts) if hour >= start), words.parts[-1][1])
    if words is CLOCKS["en-IN"]:
        return _english(hour, minute, part)
    return f"{part} {_read(hour % 12 or 12, minute, words, language)}"


def _read(hour: int, minute: int, words: Clock, language: str) -> str:
    if (hour, minute) in words.special:
        return words.special[hour, minute]
    hours = words.hours or UNDER_HUNDRED[language][1:13]
    plain = UNDER_HUNDRED[language][hour]
    pattern = {0: words.hour, 15: words.quarter, 30: words.half, 45: words.three_quarters}.get(minute, "")
    if pattern:
        return pattern.format(h=hours[hour - 1], n=hours[hour % 12], b=plain.removesuffix(words.bare or " "))
    minutes = cardinal(minute, language, before_noun=True)
    said = words.past.format(h=hours[hour - 1], m=minutes)
    if language == "te-IN":
        said = said.replace("ఒకటి గంటల", "ఒంటి గంట")
        return said.removesuffix("నిమిషాలు") + "నిమిషం" if minute == 1 else said
    return said


def _english(hour: int, minute: int, part: str) -> str:
    if minute == 0 and hour in (0, 12):
        return "twelve noon" if hour else "twelve midnight"
    said = cardinal(hour % 12 or 12, "en-IN")
    if minute == 0:
        return f"{said} o'clock {part}"
    oh = "oh " if minute < 10 else ""
    return f"{said} {oh}{cardinal(minute, 'en-IN')} {part}"
