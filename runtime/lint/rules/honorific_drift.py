"""A caller who is addressed politely in one prompt and familiarly in another.

**Why:** आप and तुम in one call, మీరు and నువ్వు: the second sounds rude after the first, most of all to
elderly callers.

**Bad:**

    flow: example
    title: Example
    languages: [hi-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "आप हमारे दफ़्तर में आइए।", go: tomorrow}
      tomorrow: {say: "तुम कल फिर फ़ोन करो।", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [hi-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "आप हमारे दफ़्तर में आइए।", go: tomorrow}
      tomorrow: {say: "आप कल फिर फ़ोन कीजिए।", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.wording import said
from runtime.lint.places import place
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import plain

_POLITE = {
    "bn-IN": "আপনি আপনার আপনাকে আপনাদের",
    "gu-IN": "તમે તમારું તમારી તમારો તમારા તમને આપ આપને",
    "hi-IN": "आप आपका आपकी आपके आपको आपने आपसे",
    "kn-IN": "ನೀವು ನಿಮ್ಮ ನಿಮಗೆ ನಿಮ್ಮನ್ನು",
    "ml-IN": "താങ്കൾ താങ്കളുടെ താങ്കൾക്ക് നിങ്ങൾ നിങ്ങളുടെ നിങ്ങൾക്ക്",
    "mr-IN": "आपण आपला आपली आपले आपल्या आपल्याला तुम्ही तुमचा तुमची तुमचे तुमच्या तुम्हाला",
    "od-IN": "ଆପଣ ଆପଣଙ୍କ ଆପଣଙ୍କର ଆପଣଙ୍କୁ",
    "pa-IN": "ਤੁਸੀਂ ਤੁਹਾਡਾ ਤੁਹਾਡੀ ਤੁਹਾਡੇ ਤੁਹਾਨੂੰ ਆਪ",
    "ta-IN": "நீங்கள் உங்கள் உங்களுக்கு உங்களை தாங்கள்",
    "te-IN": "మీరు మీ మీకు మిమ్మల్ని మీది",
}
_FAMILIAR = {
    "bn-IN": "তুমি তোমার তোমাকে তুই তোর তোকে",
    "gu-IN": "તું તારું તારી તારો તારા તને",
    "hi-IN": "तुम तुम्हारा तुम्हारी तुम्हारे तुम्हें तुमको तुमने तू तेरा तेरी तेरे तुझे",
    "kn-IN": "ನೀನು ನಿನ್ನ ನಿನಗೆ",
    "ml-IN": "നീ നിന്റെ നിനക്ക്",
    "mr-IN": "तू तुझा तुझी तुझे तुझ्या तुला",
    "od-IN": "ତୁ ତୋର ତୋତେ ତୁମେ ତୁମର ତୁମକୁ",
    "pa-IN": "ਤੂੰ ਤੇਰਾ ਤੇਰੀ ਤੇਰੇ ਤੈਨੂੰ",
    "ta-IN": "நீ உன் உனக்கு உன்னை",
    "te-IN": "నువ్వు నీవు నీ నీకు నిన్ను",
}
_WORD = re.compile(r"[\w\u200c\u200d\u0900-\u0d7f]+")


def check(subject: Subject) -> Iterator[Finding]:
    polite: dict[str, tuple[str, Mark]] = {}
    familiar: dict[str, list[tuple[str, str, Mark]]] = {}
    for prompt, language, text in subject.texts():
        words = set(_WORD.findall(plain(text.source)))
        if language in _POLITE and words & set(_POLITE[language].split()):
            polite.setdefault(language, (prompt.name, text.mark))
        for word in sorted(words & set(_FAMILIAR.get(language, "").split())):
            mark = place(subject, text, word) or text.mark
            familiar.setdefault(language, []).append((prompt.name, word, mark))
            break
    for language, found in familiar.items():
        if language in polite:
            other, mark = polite[language]
            for name, word, place_of_it in found:
                yield Finding(
                    said(
                        'the {language} words of `{prompt}` address the caller familiarly ("{word}"), '
                        "those of `{other}` politely",
                        language=language,
                        prompt=name,
                        word=word,
                        other=other,
                    ),
                    place_of_it,
                    "Address the caller politely everywhere.",
                    related=((said("politely in `{prompt}`", prompt=other), mark),),
                )


RULE = Rule(
    __name__, Severity.INFO, check, harm="The caller is spoken to rudely in the middle of a polite call."
)
