"""The few sentences the server says on its own, when no flow can: in a caller's language, else in English."""

from __future__ import annotations

from collections.abc import Mapping

Sentence = Mapping[str, str]

APOLOGY: Sentence = {
    "te-IN": "క్షమించండి, ఒక సాంకేతిక సమస్య వచ్చింది. దయచేసి కాసేపటి తర్వాత మళ్లీ ఫోన్ చేయండి.",
    "hi-IN": "माफ़ कीजिए, एक तकनीकी समस्या आ गई है। कृपया थोड़ी देर बाद फिर फ़ोन करें।",
    "en-IN": "Sorry, we have a technical problem. Please call again in a little while.",
}
CONNECTING: Sentence = {
    "te-IN": "క్షమించండి, ఒక సాంకేతిక సమస్య వచ్చింది. మిమ్మల్ని మా సిబ్బందికి కలుపుతున్నాము.",
    "hi-IN": "माफ़ कीजिए, एक तकनीकी समस्या आ गई है। आपको हमारे कर्मचारी से जोड़ा जा रहा है।",
    "en-IN": "Sorry, we have a technical problem. We are connecting you to a person.",
}
BUSY: Sentence = {
    "te-IN": "క్షమించండి, ప్రస్తుతం మా లైన్లన్నీ బిజీగా ఉన్నాయి. దయచేసి కాసేపటి తర్వాత మళ్లీ ఫోన్ చేయండి.",
    "hi-IN": "माफ़ कीजिए, अभी हमारी सभी लाइनें व्यस्त हैं। कृपया थोड़ी देर बाद फिर फ़ोन करें।",
    "en-IN": "Sorry, all our lines are busy right now. Please call again in a little while.",
}
ALL = (APOLOGY, CONNECTING, BUSY)


def spoken_in(sentence: Sentence, languages: tuple[str, ...]) -> list[tuple[str, str]]:
    """(language, words) in each of these languages that we have, else in English once."""
    known = [(language, sentence[language]) for language in languages if language in sentence]
    return known or [("en-IN", sentence["en-IN"])]
