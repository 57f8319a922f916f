"""Words for days, months and hours as callers say them, in eleven languages and in Latin letters.

For understanding only: one word may have several spellings here, and what nobody says is left out. Month and
weekday names are those of the Unicode CLDR with their everyday variants beside them. All tables hold folded
words (see folding.folded); words of several parts are joined by one space.
"""

from __future__ import annotations

from collections.abc import Iterable

from runtime.language.folding import folded

_MONTHS = (
    "january jan जनवरी జనవరి জানুয়ারি জানুয়ারী જાન્યુઆરી ಜನವರಿ ജനുവരി जानेवारी ଜାନୁଆରୀ ଜାନୁଆରି ਜਨਵਰੀ ஜனவரி",
    "february feb फरवरी ఫిబ్రవరి ফেব্রুয়ারি ফেব্রুয়ারী ફેબ્રુઆરી ಫೆಬ್ರವರಿ ഫെബ്രുവരി फेब्रुवारी ଫେବୃଆରୀ ଫେବ୍ରୁଆରୀ ਫਰਵਰੀ பிப்ரவரி",
    "march मार्च మార్చి মার্চ માર્ચ ಮಾರ್ಚ್ മാർച്ച് ମାର୍ଚ୍ଚ ਮਾਰਚ மார்ச்",
    "april अप्रैल ఏప్రిల్ এপ্রিল એપ્રિલ ಏಪ್ರಿಲ್ ഏപ്രിൽ एप्रिल ଅପ୍ରେଲ ଏପ୍ରିଲ ਅਪ੍ਰੈਲ ஏப்ரல்",
    "may मई మే মে મે ಮೇ മേയ് മെയ് मे ମଇ ମେ ਮਈ மே",
    "june जून జూన్ জুন જૂન ಜೂನ್ ജൂൺ ଜୁନ ਜੂਨ ஜூன்",
    "july जुलाई జూలై జులై জুলাই જુલાઈ ಜುಲೈ ജൂലൈ जुलै ଜୁଲାଇ ਜੁਲਾਈ ஜூலை",
    "august अगस्त ఆగస్టు ఆగష్టు ఆగస్ట్ আগস্ট অগস্ট ઑગસ્ટ ઓગસ્ટ ಆಗಸ್ಟ್ ഓഗസ്റ്റ് ആഗസ്റ്റ് ऑगस्ट ଅଗଷ୍ଟ ਅਗਸਤ ஆகஸ்ட் ஆகஸ்டு",
    "september sept सितंबर सितम्बर సెప్టెంబర్ సెప్టెంబరు সেপ্টেম্বর સપ્ટેમ્બર ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റംബർ सप्टेंबर ସେପ୍ଟେମ୍ବର ਸਤੰਬਰ செப்டம்பர்",
    "october oct अक्टूबर अक्तूबर అక్టోబర్ అక్టోబరు অক্টোবর ઑક્ટોબર ઓક્ટોબર ಅಕ್ಟೋಬರ್ ഒക്ടോബർ ऑक्टोबर ଅକ୍ଟୋବର ਅਕਤੂਬਰ அக்டோபர்",
    "november nov नवंबर नवम्बर నవంబర్ నవంబరు নভেম্বর નવેમ્બર ನವೆಂಬರ್ നവംബർ नोव्हेंबर ନଭେମ୍ବର ਨਵੰਬਰ நவம்பர்",
    "december dec दिसंबर दिसम्बर డిసెంబర్ డిసెంబరు ডিসেম্বর ડિસેમ્બર ಡಿಸೆಂಬರ್ ഡിസംബർ डिसेंबर ଡିସେମ୍ବର ਦਸੰਬਰ டிசம்பர்",
)

_WEEKDAYS = (
    "monday सोमवार सोमवारी मंडे somvar సోమవారం మండే somavaram সোমবার સોમવાર ಸೋಮವಾರ തിങ്കളാഴ്ച തിങ്കൾ ସୋମବାର ਸੋਮਵਾਰ திங்கள் "
    "திங்கட்கிழமை திங்கள்கிழமை",
    "tuesday मंगलवार मंगळवार मंगळवारी ट्यूजडे mangalvar మంగళవారం mangalavaram মঙ্গলবার મંગળવાર ಮಂಗಳವಾರ "
    "ചൊവ്വാഴ്ച ചൊവ്വ ମଙ୍ଗଳବାର "
    "ਮੰਗਲਵਾਰ செவ்வாய் செவ்வாய்க்கிழமை",
    "wednesday बुधवार बुधवारी budhvar బుధవారం budhavaram বুধবার બુધવાર ಬುಧವಾರ ബുധനാഴ്ച ബുധൻ ବୁଧବାର ਬੁੱਧਵਾਰ ਬੁਧਵਾਰ புதன் "
    "புதன்கிழமை",
    "thursday गुरुवार गुरूवार गुरुवारी बृहस्पतिवार वीरवार guruvar గురువారం guruvaram বৃহস্পতিবার ગુરુવાર "
    "ಗುರುವಾರ വ്യാഴാഴ്ച വ്യാഴം "
    "ଗୁରୁବାର ਵੀਰਵਾਰ வியாழன் வியாழக்கிழமை",
    "friday शुक्रवार शुक्रवारी फ्राइडे shukravar శుక్రవారం shukravaram শুক্রবার શુક્રવાર ಶುಕ್ರವಾರ വെള്ളിയാഴ്ച വെള്ളി ଶୁକ୍ରବାର "
    "ਸ਼ੁੱਕਰਵਾਰ ਸ਼ੁਕਰਵਾਰ வெள்ளி வெள்ளிக்கிழமை",
    "saturday शनिवार शनिवारी shanivar శనివారం shanivaram শনিবার શનિવાર ಶನಿವಾರ ശനിയാഴ്ച ശനി ଶନିବାର "
    "ਸ਼ਨੀਵਾਰ ਸ਼ਨਿੱਚਰਵਾਰ சனி "
    "சனிக்கிழமை",
    "sunday रविवार रविवारी इतवार संडे ravivar itvaar ఆదివారం సండే adivaram রবিবার રવિવાર ಭಾನುವಾರ ರವಿವಾರ "
    "ഞായറാഴ്ച ഞായർ ରବିବାର "
    "ਐਤਵਾਰ ஞாயிறு ஞாயிற்றுக்கிழமை",
)

_FAR_DAYS = {
    (0,): "today, आज, aaj, ఈరోజు, ఈ రోజు, ఇవాళ, నేడు, ivala, eeroju, আজ, আজকে, આજે, આજ, ಇಂದು, ಇವತ್ತು, ഇന്ന്, ଆଜି, ਅੱਜ, "
    "இன்று, இன்னைக்கு, இன்னிக்கு",
    (1,): "tomorrow, రేపు, రేపటి, repu, আগামীকাল, আগামী কাল, આવતીકાલે, આવતી કાલે, ನಾಳೆ, നാളെ, उद्या, ଆସନ୍ତାକାଲି, ଆସନ୍ତା କାଲି, "
    "ਭਲਕੇ, நாளை, நாளைக்கு",
    (2,): "day after tomorrow, ఎల్లుండి, ellundi, ನಾಡಿದ್ದು, മറ്റന്നാൾ, நாளை மறுநாள், நாளன்னைக்கு",
    (-1,): "yesterday, నిన్న, ninna, গতকাল, গত কাল, ગઈકાલે, ગઈ કાલે, ನಿನ್ನೆ, ഇന്നലെ, काल, ଗତକାଲି, ଗତ କାଲି, நேற்று, நேத்து",
    (-2,): "day before yesterday, మొన్న, monna, ಮೊನ್ನೆ, മിനിഞ്ഞാന്ന്, நேற்று முன்தினம், முந்தாநாள்",
    (1, -1): "कल, kal, কাল, কালকে, કાલે, કાલ, କାଲି, ਕੱਲ੍ਹ, ਕੱਲ",
    (2, -2): "परसों, parson, parso, পরশু, પરમ દિવસે, પરમદિવસે, परवा, ਪਰਸੋਂ",
    (3, -3): "नरसों, तरसों",
}
"""How far the day is from today. Many languages have one word for both directions."""

_PARTS = {
    "am": "am, a m, एएम, ఏఎం",
    "pm": "pm, p m, पीएम, పీఎం",
    "morning": "morning, सुबह, सवेरे, तड़के, भोर, subah, ఉదయం, పొద్దున, పొద్దున్న, పొద్దున్నే, ప్రొద్దున, తెల్లవారుజామున, udayam, "
    "podduna, সকাল, সকালে, ভোর, ভোরে, સવારે, સવાર, ಬೆಳಗ್ಗೆ, ಬೆಳಿಗ್ಗೆ, രാവിലെ, പുലർച്ചെ, सकाळी, सकाळ, पहाटे, ସକାଳ, "
    "ସକାଳେ, ਸਵੇਰੇ, ਸਵੇਰ, காலை, காலையில், அதிகாலை",
    "afternoon": "afternoon, ଦିନ, दोपहर, dopahar, మధ్యాహ్నం, madhyahnam, দুপুর, দুপুরে, বিকেল, বিকেলে, বিকাল, "
    "બપોરે, બપોર, ಮಧ್ಯಾಹ್ನ, "
    "ഉച്ചയ്ക്ക്, ഉച്ചക്ക്, दुपारी, दुपार, ଅପରାହ୍ନ, ଦିପହର, ଦ୍ୱିପହର, ਦੁਪਹਿਰ, ਦੁਪਹਿਰੇ, மதியம், பிற்பகல், மத்தியானம்",
    "evening": "evening, शाम, shaam, sham, సాయంత్రం, సాయంకాలం, sayantram, সন্ধ্যা, সন্ধ্যায়, সন্ধে, સાંજે, "
    "સાંજ, ಸಂಜೆ, ಸಾಯಂಕಾಲ, "
    "വൈകുന്നേരം, വൈകിട്ട്, വൈകീട്ട്, संध्याकाळी, संध्याकाळ, सायंकाळी, ସନ୍ଧ୍ୟା, ସଞ୍ଜ, ਸ਼ਾਮ, ਸ਼ਾਮੀਂ, மாலை, மாலையில், சாயங்காலம், "
    "சாயந்திரம்",
    "night": "night, tonight, रात, रात को, raat, రాత్రి, ratri, রাত, রাতে, રાત્રે, રાત, ರಾತ್ರಿ, രാത്രി, रात्री, "
    "ରାତି, ରାତ୍ରି, ਰਾਤ, "
    "ਰਾਤੀਂ, இரவு, ராத்திரி",
}

_CLOCK_WORDS = {
    "hour": "oclock, o clock, बजे, बजकर, baje, વાગીને, ਵੱਜ ਕੇ, বেজে, টে, টো, గంటలకు, గంటల, గంటలు, "
    "గంటకు, గంట, gantalaku, "
    "gantala, টা, টায়, "
    "টার, વાગ્યે, વાગે, "
    "ಗಂಟೆ, ಗಂಟೆಗೆ, മണി, മണിക്ക്, वाजता, वाजून, ଟା, ଟାରେ, ਵਜੇ, மணி, மணிக்கு",
    "minute": "minute, minutes, मिनट, నిమిషాలు, నిమిషాలకు, నిమిషాల, মিনিট, મિનિટ, મિનિટે, ನಿಮಿಷ, മിനിറ്റ്, मिनिटे, "
    "मिनिटांनी, ମିନିଟ, "
    "ਮਿੰਟ, நிமிடம், நிமிடங்கள்",
    "half": "half past, half pass",
    "quarter": "quarter past",
    "less": "quarter to",
    "past": "past",
    "to": "to",
    "noon": "noon, at noon",
    "midnight": "midnight, आधी रात, అర్ధరాత్రి",
}

_DATE_WORDS = {
    "date": "date, तारीख, तारीक, तारखेला, తేదీ, తేదీన, తారీఖు, తారీకు, tedi, tareekh, tarikh, তারিখ, "
    "তারিখে, તારીખ, તારીખે, "
    "ತಾರೀಖು, ತಾರೀಖಿಗೆ, തീയതി, തിയതി, തീയതിയിൽ, ତାରିଖ, ਤਾਰੀਖ, ਤਰੀਕ, தேதி, தேதியில்",
    "next": "next, coming, अगले, अगला, अगली, आने वाले, आनेवाले, agle, వచ్చే, రాబోయే, vacche, আগামী, পরের, "
    "সামনের, આવતા, આવતી, "
    "ಮುಂದಿನ, ಬರುವ, അടുത്ത, വരുന്ന, पुढच्या, पुढील, येत्या, ଆସନ୍ତା, ਅਗਲੇ, ਆਉਂਦੇ, அடுத்த, வரும்",
    "last": "last, पिछले, pichle, గత, పోయిన, গত, ગયા, ಕಳೆದ, ಹೋದ, കഴിഞ്ഞ, मागच्या, गेल्या, ଗତ, ਪਿਛਲੇ, கடந்த, போன",
    "days": "days, day, दिन, దినాలు, రోజులు, రోజుల, దినాల",
    "weeks": "weeks, week, हफ्ते, हफ़्ते, सप्ताह, వారాలు, వారాల, వారం",
    "after": "after, later, बाद, తర్వాత, తరువాత",
    "in": "in",
    "ago": "ago, before, पहले, క్రితం",
}


def _folded_words(listed: str) -> Iterable[str]:
    return (folded(word) for word in listed.split())


def _folded_phrases(listed: str) -> Iterable[str]:
    return (folded(phrase) for phrase in listed.split(","))


MONTHS: dict[str, int] = {
    word: number for number, listed in enumerate(_MONTHS, start=1) for word in _folded_words(listed)
}
"""Month names: 1 to 12."""

WEEKDAYS: dict[str, int] = {
    word: number for number, listed in enumerate(_WEEKDAYS) for word in _folded_words(listed)
}
"""Names of the days of the week: 0 is Monday."""

FAR_DAYS: dict[str, tuple[int, ...]] = {
    phrase: days for days, listed in _FAR_DAYS.items() for phrase in _folded_phrases(listed)
}

PARTS: dict[str, str] = {
    phrase: part for part, listed in _PARTS.items() for phrase in _folded_phrases(listed)
}
"""Parts of the day: am, pm, morning, afternoon, evening, night."""

CLOCK_WORDS: dict[str, str] = {
    phrase: what for what, listed in _CLOCK_WORDS.items() for phrase in _folded_phrases(listed)
}
DATE_WORDS: dict[str, str] = {
    phrase: what for what, listed in _DATE_WORDS.items() for phrase in _folded_phrases(listed)
}

_OWN_SCRIPT = {
    "bn-IN": "\u0980",
    "gu-IN": "\u0a80",
    "hi-IN": "\u0900",
    "kn-IN": "\u0c80",
    "ml-IN": "\u0d00",
    "mr-IN": "\u0900",
    "od-IN": "\u0b00",
    "pa-IN": "\u0a00",
    "ta-IN": "\u0b80",
    "te-IN": "\u0c00",
}


def hints(kind: str, language: str) -> tuple[str, ...]:
    """What callers say for a "date" or a "time" in `language`, for the recogniser: names of days and months,
    parts of the day. Numbers are left out; a recogniser needs no help with them."""
    listed = (*_FAR_DAYS.values(), *(", ".join(day.split()) for day in (*_WEEKDAYS, *_MONTHS)))
    phrases = listed if kind == "date" else _PARTS.values()
    first = _OWN_SCRIPT.get(language)
    return tuple(
        phrase
        for one in phrases
        for phrase in (part.strip() for part in one.split(","))
        if (phrase.isascii() if first is None else chr(ord(first)) <= phrase[0] <= chr(ord(first) + 0x7F))
    )
