"""The sentences that every helpline needs, in the eleven languages, in native script.

Each is a whole sentence that needs no change whatever name is put into it: a name is never inflected, so
"This is {title}." is used and not "Welcome to {title}.". A caller is told at once that a machine answers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentences:
    """language_name: in the language itself. hello: before the choice of a language. language_key: with
    {key}. welcome: with {title}. unwritten: stands where only the author
    knows the words. person, repeat: phrases."""

    language_name: str
    hello: str
    language_key: str
    press_number: str
    welcome: str
    wrong_key: str
    anything_else: str
    still_there: str
    press_or_speak: str
    not_understood: str
    connecting: str
    nobody_there: str
    goodbye: str
    unwritten: str
    person: tuple[str, ...]
    repeat: tuple[str, ...]


SENTENCES: dict[str, Sentences] = {
    "bn-IN": Sentences(
        language_name="বাংলা",
        hello="নমস্কার।",
        language_key="বাংলার জন্য {key} টিপুন।",
        press_number="দয়া করে একটি সংখ্যা টিপুন।",
        welcome="নমস্কার। এটি {title}। এটি একটি স্বয়ংক্রিয় সেবা।",
        wrong_key="এই সংখ্যাটি সঠিক নয়।",
        anything_else="আপনার কি আর কিছু দরকার?",
        still_there="আপনি কি লাইনে আছেন?",
        press_or_speak="একটি সংখ্যা টিপুন, অথবা আমাদের কর্মীর সঙ্গে কথা বলতে শূন্য টিপুন।",
        not_understood="দুঃখিত, আমি বুঝতে পারিনি।",
        connecting="আপনাকে আমাদের কর্মীর সঙ্গে যুক্ত করা হচ্ছে।",
        nobody_there="এখন কোনো কর্মী উপলব্ধ নেই। দয়া করে পরে আবার ফোন করুন।",
        goodbye="ফোন করার জন্য ধন্যবাদ। নমস্কার।",
        unwritten="এই কথাগুলি এখনও লেখা হয়নি।",
        person=("অপারেটর", "কর্মীর সঙ্গে কথা বলতে চাই", "মানুষের সঙ্গে কথা বলব"),
        repeat=("আবার বলুন", "আরেকবার বলুন"),
    ),
    "en-IN": Sentences(
        language_name="English",
        hello="Hello.",
        language_key="For English, press {key}.",
        press_number="Please press a number.",
        welcome="Hello. This is {title}. This is an automated service.",
        wrong_key="That is not one of the choices.",
        anything_else="Do you need anything else?",
        still_there="Are you still there?",
        press_or_speak="Please press a key, or press zero for our staff.",
        not_understood="Sorry, I did not understand.",
        connecting="I am connecting you to our staff.",
        nobody_there="Nobody is free to talk to you now. Please call again later.",
        goodbye="Thank you for calling. Goodbye.",
        unwritten="These words are not written yet.",
        person=("operator", "talk to a person", "I want to speak to someone"),
        repeat=("say that again", "repeat that please"),
    ),
    "gu-IN": Sentences(
        language_name="ગુજરાતી",
        hello="નમસ્તે.",
        language_key="ગુજરાતી માટે {key} દબાવો.",
        press_number="કૃપા કરીને કોઈ અંક દબાવો.",
        welcome="નમસ્તે. આ {title} છે. આ સ્વચાલિત સેવા છે.",
        wrong_key="આ અંક સાચો નથી.",
        anything_else="શું તમારે બીજું કંઈ જોઈએ છે?",
        still_there="શું તમે લાઇન પર છો?",
        press_or_speak="કોઈ અંક દબાવો, અથવા અમારા કર્મચારી સાથે વાત કરવા શૂન્ય દબાવો.",
        not_understood="માફ કરશો, મને સમજાયું નહીં.",
        connecting="તમને અમારા કર્મચારી સાથે જોડી રહ્યા છીએ.",
        nobody_there="હમણાં કોઈ કર્મચારી ઉપલબ્ધ નથી. કૃપા કરીને પછી ફરી ફોન કરો.",
        goodbye="ફોન કરવા બદલ આભાર. નમસ્તે.",
        unwritten="આ શબ્દો હજી લખાયા નથી.",
        person=("ઓપરેટર", "કર્મચારી સાથે વાત કરવી છે", "માણસ સાથે વાત કરાવો"),
        repeat=("ફરીથી કહો", "ફરી એક વાર કહો"),
    ),
    "hi-IN": Sentences(
        language_name="हिंदी",
        hello="नमस्ते।",
        language_key="हिंदी के लिए {key} दबाएँ।",
        press_number="कृपया कोई अंक दबाएँ।",
        welcome="नमस्ते। यह {title} है। यह स्वचालित सेवा है।",
        wrong_key="यह अंक सही नहीं है।",
        anything_else="क्या आपको और कुछ चाहिए?",
        still_there="क्या आप लाइन पर हैं?",
        press_or_speak="कोई अंक दबाएँ, या हमारे कर्मचारी से बात करने के लिए शून्य दबाएँ।",
        not_understood="माफ़ कीजिए, बात समझ में नहीं आई।",
        connecting="आपको हमारे कर्मचारी से जोड़ा जा रहा है।",
        nobody_there="अभी कोई कर्मचारी उपलब्ध नहीं है। कृपया बाद में फिर फ़ोन कीजिए।",
        goodbye="फ़ोन करने के लिए धन्यवाद। नमस्ते।",
        unwritten="ये शब्द अभी लिखे नहीं गए हैं।",
        person=("ऑपरेटर", "किसी आदमी से बात करनी है", "कर्मचारी से बात कराइए"),
        repeat=("फिर से बोलिए", "दोबारा बताइए"),
    ),
    "kn-IN": Sentences(
        language_name="ಕನ್ನಡ",
        hello="ನಮಸ್ಕಾರ.",
        language_key="ಕನ್ನಡಕ್ಕಾಗಿ {key} ಒತ್ತಿ.",
        press_number="ದಯವಿಟ್ಟು ಒಂದು ಅಂಕಿಯನ್ನು ಒತ್ತಿ.",
        welcome="ನಮಸ್ಕಾರ. ಇದು {title}. ಇದು ಸ್ವಯಂಚಾಲಿತ ಸೇವೆ.",
        wrong_key="ಆ ಅಂಕಿ ಸರಿಯಲ್ಲ.",
        anything_else="ನಿಮಗೆ ಇನ್ನೇನಾದರೂ ಬೇಕೇ?",
        still_there="ನೀವು ಲೈನ್‌ನಲ್ಲಿದ್ದೀರಾ?",
        press_or_speak="ಒಂದು ಅಂಕಿಯನ್ನು ಒತ್ತಿ, ಅಥವಾ ನಮ್ಮ ಸಿಬ್ಬಂದಿಯೊಂದಿಗೆ ಮಾತನಾಡಲು ಸೊನ್ನೆ ಒತ್ತಿ.",
        not_understood="ಕ್ಷಮಿಸಿ, ಅರ್ಥವಾಗಲಿಲ್ಲ.",
        connecting="ನಿಮ್ಮನ್ನು ನಮ್ಮ ಸಿಬ್ಬಂದಿಗೆ ಸಂಪರ್ಕಿಸುತ್ತಿದ್ದೇನೆ.",
        nobody_there="ಈಗ ಯಾವ ಸಿಬ್ಬಂದಿಯೂ ಲಭ್ಯವಿಲ್ಲ. ದಯವಿಟ್ಟು ನಂತರ ಮತ್ತೆ ಕರೆ ಮಾಡಿ.",
        goodbye="ಕರೆ ಮಾಡಿದ್ದಕ್ಕೆ ಧನ್ಯವಾದಗಳು. ನಮಸ್ಕಾರ.",
        unwritten="ಈ ಮಾತುಗಳನ್ನು ಇನ್ನೂ ಬರೆದಿಲ್ಲ.",
        person=("ಆಪರೇಟರ್", "ಸಿಬ್ಬಂದಿಯೊಂದಿಗೆ ಮಾತನಾಡಬೇಕು", "ಮನುಷ್ಯರೊಂದಿಗೆ ಮಾತನಾಡಬೇಕು"),
        repeat=("ಮತ್ತೆ ಹೇಳಿ", "ಇನ್ನೊಮ್ಮೆ ಹೇಳಿ"),
    ),
    "ml-IN": Sentences(
        language_name="മലയാളം",
        hello="നമസ്കാരം.",
        language_key="മലയാളത്തിന് {key} അമർത്തുക.",
        press_number="ദയവായി ഒരു അക്കം അമർത്തുക.",
        welcome="നമസ്കാരം. ഇത് {title} ആണ്. ഇത് ഒരു ഓട്ടോമേറ്റഡ് സേവനമാണ്.",
        wrong_key="ആ അക്കം ശരിയല്ല.",
        anything_else="നിങ്ങൾക്ക് മറ്റെന്തെങ്കിലും വേണോ?",
        still_there="നിങ്ങൾ ലൈനിൽ ഉണ്ടോ?",
        press_or_speak="ഒരു അക്കം അമർത്തുക, അല്ലെങ്കിൽ ഞങ്ങളുടെ ജീവനക്കാരോട് സംസാരിക്കാൻ പൂജ്യം അമർത്തുക.",
        not_understood="ക്ഷമിക്കണം, മനസ്സിലായില്ല.",
        connecting="നിങ്ങളെ ഞങ്ങളുടെ ജീവനക്കാരുമായി ബന്ധിപ്പിക്കുന്നു.",
        nobody_there="ഇപ്പോൾ ജീവനക്കാർ ആരും ലഭ്യമല്ല. ദയവായി പിന്നീട് വീണ്ടും വിളിക്കുക.",
        goodbye="വിളിച്ചതിന് നന്ദി. നമസ്കാരം.",
        unwritten="ഈ വാക്കുകൾ ഇതുവരെ എഴുതിയിട്ടില്ല.",
        person=("ഓപ്പറേറ്റർ", "ജീവനക്കാരോട് സംസാരിക്കണം", "ഒരാളോട് സംസാരിക്കണം"),
        repeat=("വീണ്ടും പറയൂ", "ഒന്നുകൂടി പറയൂ"),
    ),
    "mr-IN": Sentences(
        language_name="मराठी",
        hello="नमस्कार.",
        language_key="मराठीसाठी {key} दाबा.",
        press_number="कृपया एक अंक दाबा.",
        welcome="नमस्कार. हे {title} आहे. ही स्वयंचलित सेवा आहे.",
        wrong_key="हा अंक बरोबर नाही.",
        anything_else="तुम्हाला आणखी काही हवे आहे का?",
        still_there="तुम्ही लाइनवर आहात का?",
        press_or_speak="पर्यायाचा अंक दाबा, किंवा आमच्या कर्मचाऱ्यांशी बोलण्यासाठी शून्य दाबा.",
        not_understood="माफ करा, मला समजले नाही.",
        connecting="तुम्हाला आमच्या कर्मचाऱ्यांशी जोडत आहोत.",
        nobody_there="सध्या कोणीही कर्मचारी उपलब्ध नाही. कृपया नंतर पुन्हा फोन करा.",
        goodbye="फोन केल्याबद्दल धन्यवाद. नमस्कार.",
        unwritten="हे शब्द अजून लिहिलेले नाहीत.",
        person=("ऑपरेटर", "माणसाशी बोलायचे आहे", "कर्मचाऱ्यांशी बोलायचे आहे"),
        repeat=("पुन्हा सांगा", "परत एकदा सांगा"),
    ),
    "od-IN": Sentences(
        language_name="ଓଡ଼ିଆ",
        hello="ନମସ୍କାର।",
        language_key="ଓଡ଼ିଆ ପାଇଁ {key} ଦବାନ୍ତୁ।",
        press_number="ଦୟାକରି ଗୋଟିଏ ସଂଖ୍ୟା ଦବାନ୍ତୁ।",
        welcome="ନମସ୍କାର। ଏହା {title}। ଏହା ଏକ ସ୍ୱୟଂଚାଳିତ ସେବା।",
        wrong_key="ଏହି ସଂଖ୍ୟା ଠିକ୍ ନୁହେଁ।",
        anything_else="ଆପଣଙ୍କୁ ଆଉ କିଛି ଦରକାର କି?",
        still_there="ଆପଣ ଲାଇନରେ ଅଛନ୍ତି କି?",
        press_or_speak="ଗୋଟିଏ ସଂଖ୍ୟା ଦବାନ୍ତୁ, କିମ୍ବା ଆମ କର୍ମଚାରୀଙ୍କ ସହ କଥା ହେବା ପାଇଁ ଶୂନ୍ୟ ଦବାନ୍ତୁ।",
        not_understood="କ୍ଷମା କରିବେ, ମୁଁ ବୁଝିପାରିଲି ନାହିଁ।",
        connecting="ଆପଣଙ୍କୁ ଆମ କର୍ମଚାରୀଙ୍କ ସହ ଯୋଡ଼ାଯାଉଛି।",
        nobody_there="ଏବେ କୌଣସି କର୍ମଚାରୀ ଉପଲବ୍ଧ ନାହାନ୍ତି। ଦୟାକରି ପରେ ପୁଣି ଫୋନ୍ କରନ୍ତୁ।",
        goodbye="ଫୋନ୍ କରିଥିବାରୁ ଧନ୍ୟବାଦ। ନମସ୍କାର।",
        unwritten="ଏହି କଥାଗୁଡ଼ିକ ଏପର୍ଯ୍ୟନ୍ତ ଲେଖାଯାଇନାହିଁ।",
        person=("ଅପରେଟର", "କର୍ମଚାରୀଙ୍କ ସହ କଥା ହେବାକୁ ଚାହେଁ", "ମଣିଷ ସହ କଥା ହେବି"),
        repeat=("ପୁଣି କୁହନ୍ତୁ", "ଆଉ ଥରେ କୁହନ୍ତୁ"),
    ),
    "pa-IN": Sentences(
        language_name="ਪੰਜਾਬੀ",
        hello="ਸਤ ਸ੍ਰੀ ਅਕਾਲ।",
        language_key="ਪੰਜਾਬੀ ਲਈ {key} ਦਬਾਓ।",
        press_number="ਕਿਰਪਾ ਕਰਕੇ ਕੋਈ ਅੰਕ ਦਬਾਓ।",
        welcome="ਸਤ ਸ੍ਰੀ ਅਕਾਲ। ਇਹ {title} ਹੈ। ਇਹ ਸਵੈਚਾਲਿਤ ਸੇਵਾ ਹੈ।",
        wrong_key="ਇਹ ਅੰਕ ਸਹੀ ਨਹੀਂ ਹੈ।",
        anything_else="ਕੀ ਤੁਹਾਨੂੰ ਹੋਰ ਕੁਝ ਚਾਹੀਦਾ ਹੈ?",
        still_there="ਕੀ ਤੁਸੀਂ ਲਾਈਨ 'ਤੇ ਹੋ?",
        press_or_speak="ਕੋਈ ਅੰਕ ਦਬਾਓ, ਜਾਂ ਸਾਡੇ ਕਰਮਚਾਰੀ ਨਾਲ ਗੱਲ ਕਰਨ ਲਈ ਸਿਫ਼ਰ ਦਬਾਓ।",
        not_understood="ਮਾਫ਼ ਕਰਨਾ, ਮੈਨੂੰ ਸਮਝ ਨਹੀਂ ਆਈ।",
        connecting="ਤੁਹਾਨੂੰ ਸਾਡੇ ਕਰਮਚਾਰੀ ਨਾਲ ਜੋੜਿਆ ਜਾ ਰਿਹਾ ਹੈ।",
        nobody_there="ਹੁਣ ਕੋਈ ਕਰਮਚਾਰੀ ਉਪਲਬਧ ਨਹੀਂ ਹੈ। ਕਿਰਪਾ ਕਰਕੇ ਬਾਅਦ ਵਿੱਚ ਫਿਰ ਫ਼ੋਨ ਕਰੋ।",
        goodbye="ਫ਼ੋਨ ਕਰਨ ਲਈ ਧੰਨਵਾਦ। ਸਤ ਸ੍ਰੀ ਅਕਾਲ।",
        unwritten="ਇਹ ਸ਼ਬਦ ਅਜੇ ਨਹੀਂ ਲਿਖੇ ਗਏ।",
        person=("ਆਪਰੇਟਰ", "ਕਿਸੇ ਬੰਦੇ ਨਾਲ ਗੱਲ ਕਰਨੀ ਹੈ", "ਕਰਮਚਾਰੀ ਨਾਲ ਗੱਲ ਕਰਵਾਓ"),
        repeat=("ਦੁਬਾਰਾ ਦੱਸੋ", "ਫਿਰ ਤੋਂ ਬੋਲੋ"),
    ),
    "ta-IN": Sentences(
        language_name="தமிழ்",
        hello="வணக்கம்.",
        language_key="தமிழுக்கு {key} அழுத்தவும்.",
        press_number="தயவுசெய்து ஓர் எண்ணை அழுத்தவும்.",
        welcome="வணக்கம். இது {title}. இது தானியங்கி சேவை.",
        wrong_key="அந்த எண் சரியானது அல்ல.",
        anything_else="உங்களுக்கு வேறு ஏதாவது வேண்டுமா?",
        still_there="நீங்கள் இணைப்பில் இருக்கிறீர்களா?",
        press_or_speak="ஓர் எண்ணை அழுத்தவும், அல்லது எங்கள் ஊழியருடன் பேச பூஜ்ஜியம் அழுத்தவும்.",
        not_understood="மன்னிக்கவும், எனக்குப் புரியவில்லை.",
        connecting="உங்களை எங்கள் ஊழியருடன் இணைக்கிறேன்.",
        nobody_there="இப்போது ஊழியர் யாரும் இல்லை. தயவுசெய்து பிறகு மீண்டும் அழைக்கவும்.",
        goodbye="அழைத்ததற்கு நன்றி. வணக்கம்.",
        unwritten="இந்த வார்த்தைகள் இன்னும் எழுதப்படவில்லை.",
        person=("ஆபரேட்டர்", "ஊழியருடன் பேச வேண்டும்", "ஒரு ஆளிடம் பேச வேண்டும்"),
        repeat=("மறுபடியும் சொல்லுங்கள்", "இன்னொரு முறை சொல்லுங்கள்"),
    ),
    "te-IN": Sentences(
        language_name="తెలుగు",
        hello="నమస్కారం.",
        language_key="తెలుగు కోసం {key} నొక్కండి.",
        press_number="దయచేసి ఒక అంకె నొక్కండి.",
        welcome="నమస్కారం. ఇది {title}. ఇది ఆటోమేటిక్ సేవ.",
        wrong_key="ఆ అంకె సరైనది కాదు.",
        anything_else="మీకు ఇంకేమైనా కావాలా?",
        still_there="మీరు లైన్‌లో ఉన్నారా?",
        press_or_speak="ఒక అంకె నొక్కండి, లేదా మా సిబ్బందితో మాట్లాడటానికి సున్నా నొక్కండి.",
        not_understood="క్షమించండి, అర్థం కాలేదు.",
        connecting="మిమ్మల్ని మా సిబ్బందికి కలుపుతున్నాను.",
        nobody_there="ఇప్పుడు సిబ్బంది ఎవరూ అందుబాటులో లేరు. దయచేసి తర్వాత మళ్ళీ ఫోన్ చేయండి.",
        goodbye="ఫోన్ చేసినందుకు ధన్యవాదాలు. నమస్కారం.",
        unwritten="ఈ మాటలు ఇంకా రాయలేదు.",
        person=("ఆపరేటర్", "మనిషితో మాట్లాడాలి", "సిబ్బందితో మాట్లాడాలి"),
        repeat=("మళ్ళీ చెప్పండి", "మరోసారి చెప్పండి"),
    ),
}
