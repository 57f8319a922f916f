"""The rules about words, in the languages whose words they know: what is found, and what is not."""

from __future__ import annotations

import pytest

from runtime.lint.never_asked import asked_for, is_secret
from runtime.lint.rules.honorific_drift import _FAMILIAR, _POLITE
from runtime.lint.rules.no_ai_disclosure import _MACHINE
from runtime.lint.rules.persona_gender_mismatch import _HE, _SHE
from runtime.lint.rules.record_before_consent import _TOLD
from runtime.lint.shortened import LETTER_WORDS, in_letters, shortened
from runtime.lint.translation import broken, foreign, numbers, other_numbers, readings


@pytest.mark.parametrize(
    "text",
    [
        "Please enter your ATM PIN.",
        "Tell me the OTP that you received.",
        "Say the three digits of the CVV.",
        "What is your net banking password?",
        "दयచేసి మీ ఓటీపీ చెప్పండి.",
        "మీ యూపీఐ పిన్ నొక్కండి.",
        "మీ పాస్‌వర్డ్ చెప్పండి.",
        "अपना ओटीपी बताइए।",
        "अपना एटीएम पिन दबाइए।",
        "आपला पासवर्ड सांगा.",
        "உங்கள் கடவுச்சொல்லைச் சொல்லுங்கள்.",
        "உங்கள் ஓடிபி என்ன?",
        "ನಿಮ್ಮ ಒಟಿಪಿ ಹೇಳಿ.",
        "നിങ്ങളുടെ ഒടിപി പറയൂ.",
        "আপনার ওটিপি বলুন।",
        "તમારો ઓટીપી જણાવો.",
        "ਆਪਣਾ ਓਟੀਪੀ ਦੱਸੋ।",
        "ଆପଣଙ୍କ ଓଟିପି କୁହନ୍ତୁ।",
    ],
)
def test_a_question_for_a_secret_is_found(text: str) -> None:
    assert asked_for(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Never tell anyone your OTP.",
        "We will not ask for your PIN. What is your customer number?",
        "Please say your pin code.",
        "Never ask for a password, a one-time code, or card or bank details.",
        "మీ ఓటీపీ ఎవరికీ చెప్పకండి.",
        "మీ పిన్ కోడ్ చెప్పండి.",
        "మీ పిన్ ఎవరికీ చెప్పవద్దు.",
        "अपना पिन किसी को मत बताइए।",
        "अपना पिन कोड बताइए।",
        "हम ओटीपी नहीं माँगते।",
        "உங்கள் ஓடிபியை யாரிடமும் சொல்ல வேண்டாம்.",
        "ನಿಮ್ಮ ಒಟಿಪಿ ಯಾರಿಗೂ ಹೇಳಬೇಡಿ.",
        "ഒടിപി ആരോടും പറയരുത്.",
        "কাউকে ওটিপি বলবেন না।",
        "કોઈને ઓટીપી કહેશો નહીં.",
        "ਕਿਸੇ ਨੂੰ ਓਟੀਪੀ ਨਾ ਦੱਸੋ।",
        "କାହାକୁ ଓଟିପି କୁହନ୍ତୁ ନାହିଁ।",
        "The spinning wheel and the pinboard.",
    ],
)
def test_a_warning_and_a_postal_code_are_not(text: str) -> None:
    assert asked_for(text) is None


def test_what_slots_are_secret() -> None:
    assert all(map(is_secret, ["cvv", "otp", "upi_pin", "mpin", "atm_pin", "pin", "bank_otp", "password"]))
    assert not any(map(is_secret, ["pin_code", "village", "account_no", "opinion", "pin_no_code"]))


@pytest.mark.parametrize(
    ("words", "language", "short", "spoken"),
    [
        ("Pay Rs. 500 today.", "en-IN", "Rs.", "rupees"),
        ("Pay Rs 500/- today.", "en-IN", "Rs", "rupees"),
        ("మీ బిల్లు రూ. 500.", "te-IN", "రూ.", "రూపాయలు"),
        ("बिल रु. 500 है।", "hi-IN", "रु.", "रुपये"),
        ("50% off", "en-IN", "%", "per cent"),
        ("Ask for Dr. Rao.", "en-IN", "Dr.", "doctor"),
        ("Wait 5 mins please.", "en-IN", "mins", "minutes"),
        ("Forms, receipts etc. are needed.", "en-IN", "etc.", "and so on"),
    ],
)
def test_abbreviations_and_how_they_are_spoken(words: str, language: str, short: str, spoken: str) -> None:
    assert (short, spoken) in list(shortened(words, language))


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("There is no answer. No. I am sure.", "en-IN"),
        ("Mr and Mrs are not here; the doctor is.", "en-IN"),
        ("రూపాయలు చెల్లించండి.", "te-IN"),
        ("रुपये दीजिए।", "hi-IN"),
        ("The minimum is five.", "en-IN"),
    ],
)
def test_whole_words_are_no_abbreviations(words: str, language: str) -> None:
    assert list(shortened(words, language)) == []


def test_letters_have_names_in_every_script() -> None:
    assert in_letters("EMI", "te-IN") == "ఇ ఎం ఐ"
    assert in_letters("KYC", "hi-IN") == "के वाई सी"
    assert not LETTER_WORDS & {"OTP", "SMS", "PIN"}
    for language in (
        "bn-IN",
        "gu-IN",
        "hi-IN",
        "kn-IN",
        "ml-IN",
        "mr-IN",
        "od-IN",
        "pa-IN",
        "ta-IN",
        "te-IN",
    ):
        assert len(in_letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", language).split()) == 26


@pytest.mark.parametrize(
    ("language", "he", "she"),
    [
        ("hi-IN", "मैं देख रहा हूँ।", "मैं देख रही हूँ।"),
        ("hi-IN", "मैं बता सकता हूं।", "मैं बता सकती हूं।"),
        ("hi-IN", "मैं आपको जोड़ूँगा।", "मैं आपको जोड़ूँगी।"),
        ("mr-IN", "मी तुम्हाला जोडतो.", "मी तुम्हाला जोडते आहे."),
        ("gu-IN", "હું જોઈ રહ્યો છું.", "હું જોઈ રહી છું."),
        ("pa-IN", "ਮੈਂ ਵੇਖ ਰਿਹਾ ਹਾਂ।", "ਮੈਂ ਵੇਖ ਰਹੀ ਹਾਂ।"),
    ],
)
def test_who_speaks_is_heard_in_the_verb(language: str, he: str, she: str) -> None:
    assert _HE[language].search(he) and not _SHE[language].search(he)
    assert _SHE[language].search(she) and not _HE[language].search(she)


@pytest.mark.parametrize("language", sorted(_POLITE))
def test_no_word_is_polite_and_familiar(language: str) -> None:
    assert not set(_POLITE[language].split()) & set(_FAMILIAR[language].split())


@pytest.mark.parametrize(
    "words",
    ["బీప్ తర్వాత చెప్పండి", "बीप के बाद बोलिए", "after the beep", "பீப் ஒலிக்குப் பின்", "ಬೀಪ್ ನಂತರ", "ബീപ് ശബ്ദത്തിനു ശേഷം",
     "বিপ শব্দের পরে", "બીપ પછી", "ਬੀਪ ਤੋਂ ਬਾਅਦ", "ବିପ୍ ପରେ", "निरोप ठेवा"],
)  # fmt: skip
def test_a_recording_is_told_of_in_every_language(words: str) -> None:
    assert _TOLD.search(words)


@pytest.mark.parametrize(
    "words",
    ["ఇది కంప్యూటర్ సేవ.", "यह कंप्यूटर सेवा है।", "an automated service", "இது தானியங்கி சேவை.", "ಇದು ಸ್ವಯಂಚಾಲಿತ ಸೇವೆ.",
     "ഇതൊരു ഓട്ടോമേറ്റഡ് സേവനമാണ്.", "এটি একটি স্বয়ংক্রিয় পরিষেবা।", "આ સ્વચાલિત સેવા છે.", "ਇਹ ਸਵੈਚਾਲਿਤ ਸੇਵਾ ਹੈ।",
     "ଏହା ଏକ ସ୍ୱୟଂଚାଳିତ ସେବା।", "ही स्वयंचलित सेवा आहे."],
)  # fmt: skip
def test_a_machine_is_told_of_in_every_language(words: str) -> None:
    assert _MACHINE.search(words)


def test_what_words_read_and_how() -> None:
    assert readings("{{ ticket.id|digits }} and {{ name }}") == {"ticket.id | digits", "name"}
    assert readings("{{ account | last( 4 ) | digits }}") == {"account | last(4) | digits"}
    assert readings("{% if more %}{{ n }}{% endif %}") == {"n", "more"}
    assert readings("{{ 'yes' if more else 'no' }}") == {"more"} == readings("{{ 'हाँ' if more else 'नहीं' }}")


def test_numbers_are_the_same_in_all_digits_and_in_letters() -> None:
    assert numbers("Call 1912.") == numbers("కాల్ {{ '1912' | digits }}") == numbers("१९१२ पर") == ("1912",)
    assert other_numbers("Call 1912.", "Call 1921.") == ("1912", "1921")
    assert other_numbers("Open 24 hours, call 1912.", "उन्नीस सौ बारह") is None
    assert numbers("₹1,50,000") == ("150000",)


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Namaste ji", "hi-IN", {"Latin"}),
        ("SMS", "hi-IN", set()),
        ("నమస్తే", "hi-IN", {"Telugu"}),
        ("SMS भेजा गया", "hi-IN", set()),
        ("1912", "hi-IN", set()),
    ],
)
def test_what_script_is_foreign(words: str, language: str, found: set[str]) -> None:
    assert foreign(words, language) == found


def test_a_good_translation_has_nothing_broken() -> None:
    assert broken("For bills, press 2.", "బిల్లుల కోసం రెండు నొక్కండి.", "te-IN") == []
    assert broken("For bills, press 2.", "బిల్లుల కోసం 2.", "te-IN") == []
    assert broken("For bills, press 2.", "బిల్లుల కోసం 3 నొక్కండి.", "te-IN") != []


def test_of_hindi_and_marathi_the_one_that_was_copied_is_told() -> None:
    from runtime.flow.diagnostic import Mark
    from runtime.flow.model import Prompt
    from runtime.flow.template import Template
    from runtime.lint.translation import copies

    def prompt(words: str) -> Prompt:
        mark = Mark("a.yaml", 1, 1)
        return Prompt("x", {one: Template(words, mark) for one in ("hi-IN", "mr-IN")}, mark)

    assert copies(prompt("आपल्याला आमच्या मदतनीसाशी जोडत आहे."), "hi-IN") == {"hi-IN": "mr-IN"}
    assert copies(prompt("आपको हमारे सहायक से जोड़ा जा रहा है।"), "hi-IN") == {"mr-IN": "hi-IN"}
