"""A woman's voice that speaks of itself as a man, or a man's as a woman.

**Why:** In Hindi, Marathi, Gujarati and Punjabi "I am connecting you" tells the speaker's sex. A woman's
voice that says "जोड़ रहा हूँ" sounds like a machine that reads somebody else's words.

**Bad:**

    flow: example
    title: Example
    languages: [hi-IN]
    voice: {speaker: priya}
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "मैं आपकी शिकायत दर्ज कर रहा हूँ।", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [hi-IN]
    voice: {speaker: priya}
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "मैं आपकी शिकायत दर्ज कर रही हूँ।", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import State
from runtime.flow.template import Template
from runtime.flow.wording import said
from runtime.language.voices import is_female
from runtime.lint.places import place
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject, state_lines, state_prompts

_AM_HI = r"(?:हूँ|हूं)"
_HE_HI, _SHE_HI = rf"\S+(?:ता|रहा) {_AM_HI}", rf"\S*(?:ती|रही) {_AM_HI}"
_HE = {
    "hi-IN": re.compile(rf"{_HE_HI}|रहा {_AM_HI}|\S+(?:ूँगा|ूंगा|ऊँगा|ऊंगा)(?!\w)"),
    "mr-IN": re.compile(r"मी(?: \S+){0,8}? \S+तो(?: आहे)?(?=[\s.,!?।]|$)"),
    "gu-IN": re.compile(r"(?:રહ્યો|\S+તો) છું"),
    "pa-IN": re.compile(r"(?:ਰਿਹਾ|\S+ਦਾ) ਹਾਂ|\S+ਾਂਗਾ(?!\w)"),
}
_SHE = {
    "hi-IN": re.compile(rf"{_SHE_HI}|\S+(?:ूँगी|ूंगी|ऊँगी|ऊंगी)(?!\w)"),
    "mr-IN": re.compile(r"मी(?: \S+){0,8}? \S+ते आहे(?=[\s.,!?।]|$)"),
    "gu-IN": re.compile(r"(?:રહી|\S+તી) છું"),
    "pa-IN": re.compile(r"(?:ਰਹੀ|\S+ਦੀ) ਹਾਂ|\S+ਾਂਗੀ(?!\w)"),
}


def check(subject: Subject) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for state in subject.states:
        speaker = state.voice.speaker or subject.flow.voice.speaker
        female = is_female(speaker) if speaker else None
        if speaker is None or female is None:
            continue
        for name in _said(state):
            prompt = subject.flow.prompts.get(name)
            for language, text in prompt.texts.items() if prompt else ():
                match = (_HE if female else _SHE).get(language)
                found = match.search(text.source) if match else None
                if found and (name, language) not in told:
                    told.add((name, language))
                    yield _finding(subject, text, found.group(), speaker, female, language, name)


def _said(state: State) -> Iterator[str]:
    yield from state_prompts(state)
    for line in state_lines(state):
        if line.say is not None:
            yield line.say


def _finding(
    subject: Subject, text: Template, words: str, speaker: str, female: bool, language: str, name: str
) -> Finding:
    message = (
        "a woman's voice, `{speaker}`, and the {language} words of `{prompt}` are a man's: \"{words}\""
        if female
        else "a man's voice, `{speaker}`, and the {language} words of `{prompt}` are a woman's: \"{words}\""
    )
    return Finding(
        said(message, speaker=speaker, language=language, prompt=name, words=words),
        place(subject, text, words) or text.mark,
        "Let the words fit the voice, or choose another voice.",
    )


RULE = Rule(
    __name__, Severity.WARNING, check, harm="The caller notices that the words are not the speaker's own."
)
