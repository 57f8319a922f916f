"""A greeting that never says that a machine answers.

**Why:** A caller who talks to a voice takes it for a person unless she is told; what she says then, she says
to somebody who is not there. Asked of flows that listen to speech, in every language, of the words before
the first question that is free to answer; a menu of keys alone is known for what it is.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{repeat: yes}, {go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome to the library., go: which}
      which: {ask: book, type: text, say: Which book are you looking for?, go: told}
      told: {say: "I pass on {{ book }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{repeat: yes}, {go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome to the automated service of the library., go: which}
      which: {ask: book, type: text, say: Which book are you looking for?, go: told}
      told: {say: "I pass on {{ book }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.faults import listed
from runtime.flow.model import Menu
from runtime.flow.wording import said
from runtime.language.script import SCRIPT_OF, script_of
from runtime.lint.moves import Way
from runtime.lint.rule import Finding, Profile, Rule
from runtime.lint.subject import Subject, state_prompts

_MACHINE = re.compile(
    r"automat|computer|machine|virtual|\bA\.?I\b|artificial|\bbot\b|robot|digital assistant|voice assistant|"
    r"ఆటోమే|స్వయంచాలక|కంప్యూటర్|యంత్ర|రోబో|ఏఐ|కృత్రిమ|వర్చువల్|డిజిటల్ సహాయ|"
    r"स्वचालित|ऑटोमे|ऑटोमै|कंप्यूटर|कम्प्यूटर|मशीन|रोबो|एआई|कृत्रिम|वर्चुअल|आभासी|डिजिटल सहाय|स्वयंचलित|संगणक|"
    r"தானியங்கி|கணினி|இயந்திர|ரோபோ|ஏஐ|செயற்கை|"
    r"ಸ್ವಯಂಚಾಲಿತ|ಕಂಪ್ಯೂಟರ್|ಯಂತ್ರ|ರೋಬೋ|ಎಐ|ಕೃತಕ|ಗಣಕ|"
    r"ഓട്ടോമേ|സ്വയം പ്രവർത്തി|കമ്പ്യൂട്ടർ|യന്ത്ര|റോബോ|എഐ|"
    r"স্বয়ংক্রিয়|কম্পিউটার|যন্ত্র|মেশিন|রোবট|এআই|কৃত্রিম|"
    r"સ્વચાલિત|સ્વયંસંચાલિત|ઓટોમે|કમ્પ્યુટર|મશીન|રોબો|એઆઈ|"
    r"ਸਵੈਚਾਲਿਤ|ਸਵੈਚਲਿਤ|ਆਟੋਮੈ|ਕੰਪਿਊਟਰ|ਮਸ਼ੀਨ|ਰੋਬੋ|ਏਆਈ|"
    r"ସ୍ୱୟଂଚାଳିତ|ସ୍ଵୟଂଚାଳିତ|କମ୍ପ୍ୟୁଟର|ଯନ୍ତ୍ର|ରୋବଟ|ଏଆଇ",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    if subject.is_run:
        return  # the flow that runs it has greeted the caller
    if not any(flow.needs_voice(state.name) for state in subject.states):
        return
    greeting = _greeting(subject)
    silent = [one for one in flow.languages if not _told(subject, greeting, one)]
    if silent:
        yield Finding(
            said("no greeting in {languages} says that a machine answers", languages=listed(silent)),
            flow.states[flow.start].mark,
            "Say it in a word or two: “the automated helpline of …”.",
        )


def _greeting(subject: Subject) -> list[str]:
    """The states of the greeting: from the start over states that only pass on, the questions to which they
    lead included. A menu that chooses the language is passed, too."""
    found: list[str] = []
    waiting = [subject.flow.start]
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found.append(name)
        state = subject.flow.states[name]
        speaks_to = isinstance(state, Menu) and any(
            key == "language" for option in state.options for key, _ in option.line.set
        )
        if speaks_to or not subject.flow.needs_voice(name):
            waiting += [move.target for move in subject.moves[name] if move.way is Way.OWN]
        if len(found) > 6:
            break
    return found


def _told(subject: Subject, greeting: list[str], language: str) -> bool:
    """Words of another language do not count: the caller chose this one since she knows no other."""
    script = SCRIPT_OF[language]
    for name in greeting:
        for prompt_name in state_prompts(subject.flow.states[name]):
            prompt = subject.flow.prompts.get(prompt_name)
            text = prompt.texts.get(language) if prompt else None
            for match in _MACHINE.finditer(text.source) if text else ():
                if script_of(match.group()[0]) in (script, "Latin"):
                    return True
    return False


RULE = Rule(
    __name__,
    Severity.WARNING,
    check,
    harm="The caller believes to speak with a person.",
    first=Profile.PRODUCTION,
)
