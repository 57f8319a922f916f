"""A prompt tells the caller to press a key that does nothing there.

**Why:** Menus change and words stay behind: "press 5" where no option 5 is left. Digits and numeral words
of every language are read: "press 5", "5 నొక్కండి", "पाँच दबाएँ".

**Bad:**

    flow: example
    title: Example
    languages: [te-IN, hi-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu:
          te-IN: "మా సమయాల కోసం 1 నొక్కండి. సిబ్బంది కోసం 2 నొక్కండి."
          hi-IN: "हमारे समय के लिए 1 दबाएँ। कर्मचारी के लिए 2 दबाएँ। पते के लिए पाँच दबाएँ।"
          en-IN: "For our hours, press 1. For a person, press 2."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: desk}
      hours:
        say: {te-IN: "మేము రోజంతా తెరిచి ఉంటాం.", hi-IN: "हम दिन भर खुले हैं।", en-IN: "We are open all day."}
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [te-IN, hi-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu:
          te-IN: "మా సమయాల కోసం 1 నొక్కండి. సిబ్బంది కోసం 2 నొక్కండి."
          hi-IN: "हमारे समय के लिए 1 दबाएँ। कर्मचारी के लिए दो दबाएँ।"
          en-IN: "For our hours, press one. For a person, press 2."
        options:
          - {key: 1, go: hours}
          - {key: 2, go: desk}
      hours:
        say: {te-IN: "మేము రోజంతా తెరిచి ఉంటాం.", hi-IN: "हम दिन भर खुले हैं।", en-IN: "We are open all day."}
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.kinds import TYPED
from runtime.flow.model import Ask, Listening, Menu, SlotType
from runtime.flow.offering import MOST_OFFERED
from runtime.flow.wording import said
from runtime.lint.keys import told_keys
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_DIGITS = frozenset("0123456789")


def check(subject: Subject) -> Iterator[Finding]:
    outer = (option for flow in subject.runners for option in flow.anywhere)
    everywhere = {option.key for option in (*subject.flow.anywhere, *outer) if option.key}
    reported: set[tuple[str, str, str]] = set()
    for state in subject.states:
        if not isinstance(state, Listening):
            continue
        taken = _keys(state) | everywhere
        for name, keys in _said_while_listening(state, taken):
            prompt = subject.flow.prompts.get(name)
            for language, text in prompt.texts.items() if prompt else ():
                for key in told_keys(text.source):
                    if key not in keys and (name, language, key) not in reported:
                        reported.add((name, language, key))
                        yield Finding(
                            said(
                                "the {language} words of `{name}` tell the caller to press {key}, "
                                "but in `{state}` that key does nothing",
                                language=language,
                                name=name,
                                key=_spoken(key),
                                state=state.name,
                            ),
                            text.mark,
                            said("Take it out of the words, or give `{state}` that key.", state=state.name),
                            related=(
                                (
                                    said("`{name}` takes {keys}", name=state.name, keys=_list(keys)),
                                    state.mark,
                                ),
                            ),
                        )


def _keys(state: Listening) -> set[str]:
    """The keys that this question takes, besides those that hold anywhere."""
    match state:
        case Menu():
            return {option.key for option in state.options if option.key}
        case Ask(slot=slot):
            match slot.type:
                case kind if kind in TYPED:
                    return {*_DIGITS, "*", "#"}
                case SlotType.YES_NO:
                    return {"1", "2"}
                case SlotType.CHOICE:
                    most = MOST_OFFERED if state.choices_from else len(slot.choices)
                    return {str(number) for number in range(1, most + 1)}
    return set()


def _said_while_listening(state: Listening, taken: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Each prompt after which this state listens, with the keys that then do something."""
    say = getattr(state, "say", None)
    if say is not None:
        yield say, taken
    confirm = state.confirm if isinstance(state, Ask) else None
    if confirm is not None:
        yield confirm, taken | {"1", "2"}
    for rung in (*state.no_input, *state.no_match):
        if rung.say is not None and rung.go is None:
            yield rung.say, taken | ({"1", "2"} if confirm is not None else set())


def _spoken(key: str) -> str:
    return {"*": "star", "#": "hash"}.get(key, key)


def _list(keys: set[str]) -> str:
    return ", ".join(_spoken(key) for key in sorted(keys)) or said("no key")


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller does as told and is told it was wrong.")
