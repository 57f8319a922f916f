"""A recording that begins before the caller was told of it.

**Why:** Nobody may be recorded without knowing it; and a caller who hears nothing but a silence says
nothing. Either the recording's own words or those before it, on every way, speak of the beep, the message
or the recording.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Nobody is here today., go: keep}
      keep: {record: note, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Nobody is here today., go: keep}
      keep: {record: note, say: Please leave a message after the beep., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.faults import listed
from runtime.flow.model import Decide, Fetch, Record, State
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_TOLD = re.compile(
    r"record|beep|tone|message|voice ?mail|tell us|speak after|leave|"
    r"రికార్డ|బీప్|సందేశ|మెసేజ్|బీపు|रिकॉर्ड|रेकॉर्ड|रिकार्ड|बीप|संदेश|सन्देश|मैसेज|मेसेज|निरोप|"
    r"பதிவு|பீப்|செய்தி|ಧ್ವನಿಮುದ್ರ|ರೆಕಾರ್ಡ|ಬೀಪ್|ಸಂದೇಶ|റെക്കോർഡ|റെക്കോഡ|ബീപ്|സന്ദേശ|"
    r"রেকর্ড|বিপ|বার্তা|মেসেজ|રેકોર્ડ|બીપ|સંદેશ|ਰਿਕਾਰਡ|ਬੀਪ|ਸੁਨੇਹ|ରେକର୍ଡ|ବିପ୍|ବାର୍ତ୍ତା|ସନ୍ଦେଶ",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        if not isinstance(state, Record):
            continue
        silent = [one for one in subject.flow.languages if not _told(subject, state, one, set())]
        if silent:
            yield Finding(
                said(
                    "`{state}` records the caller, and nothing before it says so in {languages}",
                    state=state.name,
                    languages=listed(silent),
                ),
                state.mark,
                "Let `say` speak of it first: that a message is recorded, and when to begin.",
            )


def _told(subject: Subject, state: State, language: str, seen: set[str]) -> bool:
    """Whether a caller who comes to this state has been told, whichever way she came."""
    for name in (getattr(state, "say", None),):
        prompt = subject.flow.prompts.get(name) if name else None
        text = prompt.texts.get(language) if prompt else None
        if text and _TOLD.search(text.source):
            return True
    if (
        not isinstance(state, Record | Decide | Fetch)
        or state.name == subject.flow.start
        or state.name in seen
    ):
        return False
    before = [
        (one, move)
        for one in subject.states
        for move in subject.moves[one.name]
        if move.target == state.name and one.name != state.name
    ]
    return bool(before) and all(
        _said_on_the_way(subject, move.line.say if move.line else None, language)
        or _told(subject, one, language, seen | {state.name})
        for one, move in before
    )


def _said_on_the_way(subject: Subject, name: str | None, language: str) -> bool:
    prompt = subject.flow.prompts.get(name) if name else None
    text = prompt.texts.get(language) if prompt else None
    return bool(text and _TOLD.search(text.source))


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller is recorded without knowing it.")
