"""The words numbers are made of, in eleven languages: 0 to 99, hundred, thousand, lakh, crore.

Facts of each language, compared with the spelled-out numbers of Unicode's CLDR, indic-num2words, the
number tables of Festival's Indic voices and what espeak-ng says for the figures; docs/spoken-forms.md
shows where they differ and what was chosen. No library is used for them: CLDR's rules of 2026 are in no
released package for seven of the eleven languages, num2words knows four, and indic-num2words says
"ఆరవై" for 60, "ನಲವತ್ಮೂರು" beside "ಇಪ್ಪತ್ತಮೂರು", and ten in Odia as nine.

How a number is put together is in cardinals.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Scale(NamedTuple):
    """How thousand, lakh or crore is said. one: exactly one of it. many: after its count.
    Each in the shape it has when the number ends there (`alone`), when a noun follows (`noun`: "వేల
    రూపాయలు") and when a smaller number follows (`joined`: "వేల ఐదు", "லட்சத்து")."""

    one: str
    many: str
    one_joined: str
    many_joined: str
    many_noun: str


class Counting(NamedTuple):
    """One language. under_hundred: 0 to 99. hundreds, hundreds_joined, hundreds_noun: 100 to 900 alone,
    before a smaller number, before a noun. endings: the last word of a number as it is before a noun
    ("ఒకటి" becomes "ఒక్క"), the first that fits. thousands: 1,000 to 99,000 where they are one word.
    join: what stands between the hundreds and the rest ("and")."""

    under_hundred: tuple[str, ...]
    hundreds: tuple[str, ...]
    hundreds_joined: tuple[str, ...]
    hundreds_noun: tuple[str, ...]
    thousand: Scale
    lakh: Scale
    crore: Scale
    endings: tuple[tuple[str, str], ...] = ()
    one: str = ""
    thousands: Mapping[int, str] = {}
    join: str = " "


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _plain(word: str, one: str) -> Scale:
    """A scale that never changes: "एक हज़ार", "दो हज़ार", "दो हज़ार पाँच"."""
    return Scale(f"{one} {word}", word, f"{one} {word}", word, word)


def _northern(words: str, hundreds: str, thousand: str, lakh: str, crore: str, hundred: str = "") -> Counting:
    """Languages with a word of its own for every number to 99 and nothing that changes after that.
    hundreds: 100 to 900, "_" for a blank. hundred: 100 when nothing follows, if that is another word."""
    small = _list(words)
    joined = tuple(one.replace("_", " ") for one in _list(hundreds))
    alone = (hundred, *joined[1:]) if hundred else joined
    one = small[1]
    return Counting(
        small,
        alone,
        joined,
        alone,
        _plain(thousand, one),
        _plain(lakh, one),
        _plain(crore, one),
        one=one,
    )


_BENGALI = _northern(
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ কুড়ি একুশ বাইশ "
    "তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আঠাশ উনত্রিশ ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ "
    "উনচল্লিশ চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ উনপঞ্চাশ পঞ্চাশ একান্ন "
    "বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন উনষাট ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি "
    "আটষট্টি উনসত্তর সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর উনআশি আশি একাশি বিরাশি "
    "তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি আটাশি উননব্বই নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই "
    "সাতানব্বই আটানব্বই নিরানব্বই",
    "একশো দুশো তিনশো চারশো পাঁচশো ছয়শো সাতশো আটশো নয়শো",
    "হাজার",
    "লাখ",
    "কোটি",
)

_SMALL_ENGLISH = _list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS_ENGLISH = _list("twenty thirty forty fifty sixty seventy eighty ninety")
_HUNDREDS_ENGLISH = tuple(f"{word} hundred" for word in _SMALL_ENGLISH[1:10])
_ENGLISH = Counting(
    _SMALL_ENGLISH
    + tuple(
        f"{ten}-{unit}" if unit else ten for ten in _TENS_ENGLISH for unit in ("", *_SMALL_ENGLISH[1:10])
    ),
    _HUNDREDS_ENGLISH,
    tuple(f"{hundred} and" for hundred in _HUNDREDS_ENGLISH),
    _HUNDREDS_ENGLISH,
    _plain("thousand", "one"),
    _plain("lakh", "one"),
    _plain("crore", "one"),
    one="one",
    join=" and ",
)

_GUJARATI = _northern(
    "શૂન્ય એક બે ત્રણ ચાર પાંચ છ સાત આઠ નવ દસ અગિયાર બાર તેર ચૌદ પંદર સોળ સત્તર અઢાર ઓગણીસ વીસ એકવીસ બાવીસ "
    "તેવીસ ચોવીસ પચ્ચીસ છવ્વીસ સત્તાવીસ અઠ્ઠાવીસ ઓગણત્રીસ ત્રીસ એકત્રીસ બત્રીસ તેત્રીસ ચોત્રીસ પાંત્રીસ છત્રીસ સાડત્રીસ "
    "આડત્રીસ ઓગણચાલીસ ચાલીસ એકતાલીસ બેતાલીસ તેતાલીસ ચુંમાલીસ પિસ્તાલીસ છેતાલીસ સુડતાલીસ અડતાલીસ ઓગણપચાસ "
    "પચાસ એકાવન બાવન ત્રેપન ચોપન પંચાવન છપ્પન સત્તાવન અઠ્ઠાવન ઓગણસાઠ સાઠ એકસઠ બાસઠ ત્રેસઠ ચોસઠ પાંસઠ છાસઠ "
    "સડસઠ અડસઠ અગણોસિત્તેર સિત્તેર એકોતેર બોતેર તોતેર ચુમોતેર પંચોતેર છોતેર સિત્યોતેર ઇઠ્યોતેર ઓગણાએંસી એંસી એક્યાસી "
    "બ્યાસી ત્યાસી ચોર્યાસી પંચાસી છ્યાસી સત્યાસી અઠ્યાસી નેવ્યાસી નેવું એકાણું બાણું ત્રાણું ચોરાણું પંચાણું છન્નું સત્તાણું "
    "અઠ્ઠાણું નવ્વાણું",
    "એકસો બસો ત્રણસો ચારસો પાંચસો છસો સાતસો આઠસો નવસો",
    "હજાર",
    "લાખ",
    "કરોડ",
)

_HINDI = _northern(
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस "
    "तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस "
    "चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरेपन चौवन "
    "पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर "
    "बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी "
    "सत्तासी अट्ठासी नवासी नब्बे इक्यानबे बानबे तिरानबे चौरानबे पंचानबे छियानबे सत्तानबे अट्ठानबे निन्यानबे",
    "एक_सौ दो_सौ तीन_सौ चार_सौ पाँच_सौ छह_सौ सात_सौ आठ_सौ नौ_सौ",
    "हज़ार",
    "लाख",
    "करोड़",
)

_MARATHI = _northern(
    "शून्य एक दोन तीन चार पाच सहा सात आठ नऊ दहा अकरा बारा तेरा चौदा पंधरा सोळा सतरा अठरा एकोणीस वीस एकवीस बावीस "
    "तेवीस चोवीस पंचवीस सव्वीस सत्तावीस अठ्ठावीस एकोणतीस तीस एकतीस बत्तीस तेहतीस चौतीस पस्तीस छत्तीस सदतीस अडतीस "
    "एकोणचाळीस चाळीस एक्केचाळीस बेचाळीस त्रेचाळीस चव्वेचाळीस पंचेचाळीस सेहेचाळीस सत्तेचाळीस अठ्ठेचाळीस एकोणपन्नास "
    "पन्नास एक्कावन्न बावन्न त्रेपन्न चोपन्न पंचावन्न छप्पन्न सत्तावन्न अठ्ठावन्न एकोणसाठ साठ एकसष्ट बासष्ट त्रेसष्ट चौसष्ट "
    "पासष्ट सहासष्ट सदुसष्ट अडुसष्ट एकोणसत्तर सत्तर एकाहत्तर बाहत्तर त्र्याहत्तर चौऱ्याहत्तर पंच्याहत्तर शहात्तर सत्त्याहत्तर "
    "अठ्ठ्याहत्तर एकोणऐंशी ऐंशी एक्क्याऐंशी ब्याऐंशी त्र्याऐंशी चौऱ्याऐंशी पंच्याऐंशी शहाऐंशी सत्त्याऐंशी अठ्ठ्याऐंशी "
    "एकोणनव्वद नव्वद एक्क्याण्णव ब्याण्णव त्र्याण्णव चौऱ्याण्णव पंच्याण्णव शहाण्णव सत्त्याण्णव अठ्ठ्याण्णव नव्व्याण्णव",
    "एकशे दोनशे तीनशे चारशे पाचशे सहाशे सातशे आठशे नऊशे",
    "हजार",
    "लाख",
    "कोटी",
    hundred="शंभर",
)

_ODIA = _northern(
    "ଶୂନ୍ୟ ଏକ ଦୁଇ ତିନି ଚାରି ପାଞ୍ଚ ଛଅ ସାତ ଆଠ ନଅ ଦଶ ଏଗାର ବାର ତେର ଚଉଦ ପନ୍ଦର ଷୋହଳ ସତର ଅଠର ଊଣେଇଶି କୋଡ଼ିଏ ଏକୋଇଶି "
    "ବାଇଶି ତେଇଶି ଚବିଶି ପଚିଶି ଛବିଶି ସତେଇଶି ଅଠେଇଶି ଅଣତିରିଶି ତିରିଶି ଏକତିରିଶି ବତିଶି ତେତିଶି ଚଉତିରିଶି ପଞ୍ଚତିରିଶି ଛତିଶି "
    "ସଇଁତିରିଶି ଅଠତିରିଶି ଅଣଚାଳିଶି ଚାଳିଶି ଏକଚାଳିଶି ବୟାଳିଶି ତେୟାଳିଶି ଚଉରାଳିଶି ପଞ୍ଚଚାଳିଶି ଛୟାଳିଶି ସତଚାଳିଶି ଅଠଚାଳିଶି "
    "ଅଣଚାଶ ପଚାଶ ଏକାବନ ବାବନ ତେପନ ଚଉବନ ପଞ୍ଚାବନ ଛପନ ସତାବନ ଅଠାବନ ଅଣଷଠି ଷାଠିଏ ଏକଷଠି ବାଷଠି ତେଷଠି ଚଉଷଠି ପଞ୍ଚଷଠି "
    "ଛଅଷଠି ସତଷଠି ଅଠଷଠି ଅଣସ୍ତରି ସତୁରି ଏକସ୍ତରି ବାସ୍ତରି ତେସ୍ତରି ଚଉସ୍ତରି ପଞ୍ଚସ୍ତରି ଛଅସ୍ତରି ସତସ୍ତରି ଅଠସ୍ତରି ଅଣାଅଶୀ ଅଶୀ "
    "ଏକାଅଶୀ ବୟାଅଶୀ ତେୟାଅଶୀ ଚଉରାଅଶୀ ପଞ୍ଚାଅଶୀ ଛୟାଅଶୀ ସତାଅଶୀ ଅଠାଅଶୀ ଅଣାନବେ ନବେ ଏକାନବେ ବୟାନବେ ତେୟାନବେ ଚଉରାନବେ "
    "ପଞ୍ଚାନବେ ଛୟାନବେ ସତାନବେ ଅଠାନବେ ଅନେଶତ",
    "ଏକ_ଶହ ଦୁଇ_ଶହ ତିନି_ଶହ ଚାରି_ଶହ ପାଞ୍ଚ_ଶହ ଛଅ_ଶହ ସାତ_ଶହ ଆଠ_ଶହ ନଅ_ଶହ",
    "ହଜାର",
    "ଲକ୍ଷ",
    "କୋଟି",
    hundred="ଶହେ",
)

_PUNJABI = _northern(
    "ਸਿਫ਼ਰ ਇੱਕ ਦੋ ਤਿੰਨ ਚਾਰ ਪੰਜ ਛੇ ਸੱਤ ਅੱਠ ਨੌਂ ਦਸ ਗਿਆਰਾਂ ਬਾਰਾਂ ਤੇਰਾਂ ਚੌਦਾਂ ਪੰਦਰਾਂ ਸੋਲਾਂ ਸਤਾਰਾਂ ਅਠਾਰਾਂ ਉੱਨੀ ਵੀਹ ਇੱਕੀ ਬਾਈ ਤੇਈ "
    "ਚੌਵੀ ਪੱਚੀ ਛੱਬੀ ਸਤਾਈ ਅਠਾਈ ਉਨੱਤੀ ਤੀਹ ਇਕੱਤੀ ਬੱਤੀ ਤੇਤੀ ਚੌਂਤੀ ਪੈਂਤੀ ਛੱਤੀ ਸੈਂਤੀ ਅਠੱਤੀ ਉਨਤਾਲੀ ਚਾਲੀ ਇਕਤਾਲੀ ਬਿਆਲੀ ਤਰਤਾਲੀ "
    "ਚੁਤਾਲੀ ਪੰਤਾਲੀ ਛਿਆਲੀ ਸੰਤਾਲੀ ਅਠਤਾਲੀ ਉਨੰਜਾ ਪੰਜਾਹ ਇਕਵੰਜਾ ਬਵੰਜਾ ਤਿਰਵੰਜਾ ਚੁਰੰਜਾ ਪਚਵੰਜਾ ਛਪੰਜਾ ਸਤਵੰਜਾ ਅਠਵੰਜਾ ਉਣਾਹਠ ਸੱਠ "
    "ਇਕਾਹਠ ਬਾਹਠ ਤਰੇਹਠ ਚੌਂਹਠ ਪੈਂਹਠ ਛਿਆਹਠ ਸਤਾਹਠ ਅਠਾਹਠ ਉਣੱਤਰ ਸੱਤਰ ਇਕਹੱਤਰ ਬਹੱਤਰ ਤਿਹੱਤਰ ਚੁਹੱਤਰ ਪੰਝੱਤਰ ਛਿਹੱਤਰ ਸਤੱਤਰ ਅਠੱਤਰ "
    "ਉਣਾਸੀ ਅੱਸੀ ਇਕਾਸੀ ਬਿਆਸੀ ਤਿਰਾਸੀ ਚੁਰਾਸੀ ਪਚਾਸੀ ਛਿਆਸੀ ਸਤਾਸੀ ਅਠਾਸੀ ਉਣਾਨਵੇਂ ਨੱਬੇ ਇਕਾਨਵੇਂ ਬਾਨਵੇਂ ਤਰਾਨਵੇਂ ਚੁਰਾਨਵੇਂ ਪਚਾਨਵੇਂ "
    "ਛਿਆਨਵੇਂ ਸਤਾਨਵੇਂ ਅਠਾਨਵੇਂ ਨੜਿੰਨਵੇਂ",
    "ਇੱਕ_ਸੌ ਦੋ_ਸੌ ਤਿੰਨ_ਸੌ ਚਾਰ_ਸੌ ਪੰਜ_ਸੌ ਛੇ_ਸੌ ਸੱਤ_ਸੌ ਅੱਠ_ਸੌ ਨੌਂ_ਸੌ",
    "ਹਜ਼ਾਰ",
    "ਲੱਖ",
    "ਕਰੋੜ",
)

NORTHERN: dict[str, Counting] = {
    "bn-IN": _BENGALI,
    "en-IN": _ENGLISH,
    "gu-IN": _GUJARATI,
    "hi-IN": _HINDI,
    "mr-IN": _MARATHI,
    "od-IN": _ODIA,
    "pa-IN": _PUNJABI,
}
"""English and the languages whose numbers to 99 are each a word of its own."""
