"""Words every flow understands without declaring them: yes and no, the small sounds of a listener, and
the sentence that is said when everything else has failed.

Callers mix scripts and languages, and recognisers do too: each list holds native script, the common
romanised spellings and nothing that means something else in a neighbouring language. English words are
understood in every language.
"""

from __future__ import annotations

_ENGLISH = "en-IN"


def _phrases(listed: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in listed.split(","))


YES: dict[str, tuple[str, ...]] = {
    "bn-IN": _phrases("হ্যাঁ, হাঁ, হা, জি, ঠিক, ঠিক আছে, অবশ্যই, haan, hyan, thik ache, ji"),
    "en-IN": _phrases(
        "yes, yeah, yep, yes please, correct, right, that's right, sure, of course, okay, ok, true, "
        "why not, no problem, isn't it"
    ),
    "gu-IN": _phrases("હા, હાજી, હા જી, બરાબર, સાચું, ઠીક છે, ha, haa, haji, barabar, theek che"),
    "hi-IN": _phrases(
        "हाँ, हां, हा, जी, जी हाँ, हाँ जी, बिल्कुल, सही, सही है, ठीक, ठीक है, haan, han, ji, haan ji, "
        "ji haan, bilkul, sahi, sahi hai, theek, theek hai, thik hai, क्यों नहीं, है ना, सही है ना, "
        "ठीक है ना, kyon nahi"
    ),
    "kn-IN": _phrases("ಹೌದು, ಹೂಂ, ಹಾಂ, ಸರಿ, ಖಂಡಿತ, haudu, houdu, hoodu, sari, khandita"),
    "ml-IN": _phrases("അതെ, അതേ, ഉവ്വ്, ശരി, ശരിയാണ്, തീർച്ചയായും, athe, uvvu, shari, sheri"),
    "mr-IN": _phrases("हो, होय, हो ना, बरोबर, ठीक, ठीक आहे, नक्की, ho, hoy, barobar, thik aahe"),
    "od-IN": _phrases("ହଁ, ହଁ ଆଜ୍ଞା, ଆଜ୍ଞା, ଠିକ୍, ଠିକ ଅଛି, ଠିକ୍ ଅଛି, han, hau, agyan, thik achhi"),
    "pa-IN": _phrases("ਹਾਂ, ਹਾਂਜੀ, ਹਾਂ ਜੀ, ਜੀ, ਜੀ ਹਾਂ, ਠੀਕ, ਠੀਕ ਹੈ, ਸਹੀ, haan, haanji, ji, theek hai, sahi"),
    "ta-IN": _phrases("ஆமா, ஆமாம், ஆம், சரி, சரிதான், கண்டிப்பா, aama, aamaam, aam, sari, seri"),
    "te-IN": _phrases(
        "అవును, అవునండి, ఔను, ఔనండి, సరే, సరేనండి, సరి, కరెక్ట్, కరెక్టే, నిజమే, avunu, avunandi, "
        "sare, sarenandi, ఆఁ, ఎందుకు కాదు, ha avunu"
    ),
}

NO: dict[str, tuple[str, ...]] = {
    "bn-IN": _phrases("না, নাহ, নয়, ভুল, ঠিক না, ঠিক নয়, na, noy, bhul, কিছু না, ব্যাস"),
    "en-IN": _phrases(
        "no, nope, no thanks, not correct, not right, wrong, that's wrong, incorrect, not, never, "
        "nothing, nothing else, that's all, that is all, no more, no thank you"
    ),
    "gu-IN": _phrases("ના, નાજી, ના જી, નહીં, નહિ, ખોટું, na, naa, nahi, khotu, કંઈ નહીં, બસ"),
    "hi-IN": _phrases(
        "नहीं, नही, ना, न, जी नहीं, नहीं जी, गलत, ग़लत, गलत है, मत, कुछ नहीं, nahi, nahin, nahee, "
        "naa, ji nahi, galat, galat hai, और कुछ नहीं, बस, बस इतना ही, aur kuch nahi, bas, kuch nahi"
    ),
    "kn-IN": _phrases("ಇಲ್ಲ, ಇಲ್ಲಾ, ಅಲ್ಲ, ಬೇಡ, ತಪ್ಪು, illa, alla, beda, tappu, ಏನೂ ಇಲ್ಲ, ಅಷ್ಟೇ"),
    "ml-IN": _phrases("അല്ല, ഇല്ല, വേണ്ട, തെറ്റ്, തെറ്റാണ്, alla, illa, venda, thettu, ഒന്നുമില്ല, അത്രേയുള്ളൂ"),
    "mr-IN": _phrases("नाही, नको, नाय, चूक, चुकीचे, चुकीचं, nahi, naahi, nako, chuk, काही नाही, एवढंच, बस"),
    "od-IN": _phrases("ନା, ନାହିଁ, ନାଇଁ, ନୁହେଁ, ଭୁଲ, ଭୁଲ୍, na, nahin, nuhe, bhul, କିଛି ନାହିଁ, ସେତିକି"),
    "pa-IN": _phrases("ਨਹੀਂ, ਨਹੀ, ਨਾ, ਨਹੀਂ ਜੀ, ਗਲਤ, ਗ਼ਲਤ, nahi, nahin, naa, galat, ਕੁਝ ਨਹੀਂ, ਬੱਸ"),
    "ta-IN": _phrases(
        "இல்லை, இல்ல, இல்லங்க, வேண்டாம், தவறு, தப்பு, illai, illa, vendaam, vendam, thappu, ஒன்றும் "
        "இல்லை, ஒண்ணும் இல்ல, அவ்வளவுதான்"
    ),
    "te-IN": _phrases(
        "కాదు, కాదండి, లేదు, లేదండి, వద్దు, వద్దండి, తప్పు, అక్కర్లేదు, kadu, kaadu, kadandi, ledu, "
        "ledandi, vaddu, vaddandi, tappu, ఏమీ లేదు, ఏం లేదు, ఇంకేమీ లేదు, ఇంకేం లేదు, అంతే, అంతేనండి, "
        "emi ledu, inkem ledu, anthe"
    ),
}

BACKCHANNELS: dict[str, tuple[str, ...]] = {
    "bn-IN": _phrases("হুম, হুঁ, হ্যাঁ, আচ্ছা, ও, ওকে, ঠিক আছে, accha"),
    "en-IN": _phrases(
        "hmm, hm, mm, mhm, mm hmm, uh huh, uh, um, ah, oh, ok, okay, yeah, yes, right, i see, alright, hello"
    ),
    "gu-IN": _phrases("હમ્મ, હં, હા, અચ્છા, સારું, ઓકે, accha, saru, ha"),
    "hi-IN": _phrases("हम्म, हूँ, हाँ, हां, अच्छा, जी, हाँ जी, ओके, ठीक है, haan, han, accha, achha, ji, theek hai"),
    "kn-IN": _phrases("ಹ್ಮ್, ಹೂಂ, ಹೂ, ಹಾಂ, ಸರಿ, ಓಕೆ, hoon, sari"),
    "ml-IN": _phrases("ഉം, മ്മ്, ആ, ശരി, ഓക്കെ, ഓ, shari, sheri"),
    "mr-IN": _phrases("हं, हम्म, हो, अच्छा, बरं, ओके, ठीक आहे, ho, bara"),
    "od-IN": _phrases("ହୁଁ, ହଁ, ଆଚ୍ଛା, ଓକେ, ଆଜ୍ଞା, achha"),
    "pa-IN": _phrases("ਹੂੰ, ਹਮਮ, ਹਾਂ, ਹਾਂਜੀ, ਅੱਛਾ, ਜੀ, ਓਕੇ, accha, haanji"),
    "ta-IN": _phrases("ம்ம், ம், ஆமா, சரி, ஓகே, ஓ, sari, seri, aama"),
    "te-IN": _phrases("ఊ, ఊఁ, హ్మ్, ఆఁ, ఆ, హా, సరే, ఓకే, అవును, sare"),
}

FILLERS: dict[str, tuple[str, ...]] = {
    "bn-IN": _phrases("আমার, এটা, ওটা, হল, হলো, গ্রাম, নাম"),
    "en-IN": _phrases(
        "it, is, its, it's, that, that's, this, the, a, an, my, i, said, am, from, in, at, name, "
        "village, please, sir, madam, um, uh, sorry, actually, we, are, was, i'm, to, of, thank, "
        "thanks, you, all, very, so"
    ),
    "gu-IN": _phrases("મારું, આ, તે, છે, ગામ, નામ, સાહેબ"),
    "hi-IN": _phrases(
        "यह, ये, वह, वो, है, हैं, मेरा, मेरी, मेरे, गाँव, गांव, नाम, का, की, के, में, से, मैं, हूँ, "
        "जी, साहब, तो, बोला, कहा, yeh, woh, hai, mera, gaon, naam, se, mein, धन्यवाद, भाई, मैडम, सर"
    ),
    "kn-IN": _phrases("ನನ್ನ, ಇದು, ಅದು, ಊರು, ಹೆಸರು, ಸರ್"),
    "ml-IN": _phrases("എന്റെ, ഇത്, അത്, ആണ്, ഗ്രാമം, പേര്"),
    "mr-IN": _phrases("हे, ते, आहे, माझे, माझं, माझा, गाव, नाव, मी, साहेब"),
    "od-IN": _phrases("ମୋର, ମୋ, ଏହା, ଅଟେ, ଗାଁ, ଗ୍ରାମ, ନାଁ, ନାମ"),
    "pa-IN": _phrases("ਮੇਰਾ, ਮੇਰੇ, ਇਹ, ਉਹ, ਹੈ, ਪਿੰਡ, ਨਾਂ, ਜੀ"),
    "ta-IN": _phrases("என், எங்க, இது, அது, ஊர், பேர், பெயர், கிராமம்"),
    "te-IN": _phrases(
        "నా, మా, ఇది, అది, ఊరు, గ్రామం, పేరు, అండి, నుంచి, maa, oori, peru, andi, ధన్యవాదాలు, సార్, మేడమ్, గారు"
    ),
}
"""Words that carry no answer: "my village is Kondapur" and "no, it is Kondapur" both mean Kondapur."""

_APOLOGY = {
    "bn-IN": "দুঃখিত, একটি সমস্যা হয়েছে। অনুগ্রহ করে কিছুক্ষণ পরে আবার ফোন করুন। নমস্কার।",
    "en-IN": "Sorry, something has gone wrong. Please call again later. Goodbye.",
    "gu-IN": "માફ કરશો, કંઈક તકલીફ થઈ છે. કૃપા કરીને થોડી વાર પછી ફરી ફોન કરો. નમસ્તે.",
    "hi-IN": "क्षमा कीजिए, कुछ गड़बड़ हो गई है। कृपया थोड़ी देर बाद फिर फ़ोन कीजिए। नमस्कार।",
    "kn-IN": "ಕ್ಷಮಿಸಿ, ಏನೋ ತೊಂದರೆಯಾಗಿದೆ. ದಯವಿಟ್ಟು ಸ್ವಲ್ಪ ಸಮಯದ ನಂತರ ಮತ್ತೆ ಕರೆ ಮಾಡಿ. ನಮಸ್ಕಾರ.",
    "ml-IN": "ക്ഷമിക്കണം, എന്തോ തകരാർ സംഭവിച്ചു. ദയവായി കുറച്ചു കഴിഞ്ഞ് വീണ്ടും വിളിക്കുക. നമസ്കാരം.",
    "mr-IN": "माफ करा, काहीतरी अडचण आली आहे. कृपया थोड्या वेळाने पुन्हा फोन करा. नमस्कार.",
    "od-IN": "କ୍ଷମା କରିବେ, କିଛି ଅସୁବିଧା ହୋଇଛି। ଦୟାକରି କିଛି ସମୟ ପରେ ପୁଣି ଫୋନ୍ କରନ୍ତୁ। ନମସ୍କାର।",
    "pa-IN": "ਮਾਫ਼ ਕਰਨਾ, ਕੋਈ ਸਮੱਸਿਆ ਆ ਗਈ ਹੈ। ਕਿਰਪਾ ਕਰਕੇ ਥੋੜ੍ਹੀ ਦੇਰ ਬਾਅਦ ਫਿਰ ਫ਼ੋਨ ਕਰੋ। ਸਤ ਸ੍ਰੀ ਅਕਾਲ।",
    "ta-IN": "மன்னிக்கவும், ஏதோ கோளாறு ஏற்பட்டுள்ளது. தயவுசெய்து சிறிது நேரம் கழித்து மீண்டும் அழைக்கவும். வணக்கம்.",
    "te-IN": "క్షమించండి, ఏదో సమస్య వచ్చింది. దయచేసి కొంతసేపటి తర్వాత మళ్ళీ ఫోన్ చేయండి. నమస్కారం.",
}


def yes_words(language: str) -> tuple[str, ...]:
    """What means yes in `language`, English included."""
    return _with_english(YES, language)


def no_words(language: str) -> tuple[str, ...]:
    """What means no in `language`, English included."""
    return _with_english(NO, language)


def backchannels(language: str) -> tuple[str, ...]:
    """The sounds of someone who is listening ("hmm", "haan", "ok"): they ask for nothing."""
    return _with_english(BACKCHANNELS, language)


def fillers(language: str) -> tuple[str, ...]:
    """Words that stand around an answer without being one."""
    return _with_english(FILLERS, language)


def apology(language: str) -> str:
    """The built-in last sentence of a call that cannot go on. Always fixed words, so a clip may exist."""
    return _APOLOGY.get(language, _APOLOGY[_ENGLISH])


def _with_english(table: dict[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    own = table.get(language, ())
    if language == _ENGLISH:
        return own
    return own + tuple(word for word in table[_ENGLISH] if word not in own)
