"""A ladder that says the same words twice.

**Why:** A caller who did not understand the first time does not understand the same words the second time.
Each rung should help in another way: say what can be said or pressed, then offer a person.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults:
      on_error: desk
      no_input: [{go: bye}]
      no_match: [{say: I did not understand.}, {say: I did not understand.}, {go: desk}]
    states:
      hello: {menu: "For our address, press 1.", options: [{key: 1, go: address}]}
      address: {say: We are at the clock tower., go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults:
      on_error: desk
      no_input: [{go: bye}]
      no_match: [{say: I did not understand.}, {say: You can press 1 on your telephone.}, {go: desk}]
    states:
      hello: {menu: "For our address, press 1.", options: [{key: 1, go: address}]}
      address: {say: We are at the clock tower., go: bye}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.model import Ladder, Listening
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    seen: set[Mark] = set()
    for state in subject.states:
        if isinstance(state, Listening):
            for ladder in (state.no_input, state.no_match):
                for finding in _repeated(subject, ladder):
                    if finding.mark not in seen:
                        seen.add(finding.mark)
                        yield finding


def _repeated(subject: Subject, ladder: Ladder) -> Iterator[Finding]:
    above: dict[str, Mark] = {}
    for rung in ladder:
        if rung.say is None:
            continue
        languages = [
            (language, text.source.strip()) for language, text in subject.flow.prompts[rung.say].texts.items()
        ]
        same = next((words for words in languages if f"{words[0]} {words[1]}" in above), None)
        if same is not None:
            yield Finding(
                said("this rung says the same {language} words as a rung above it", language=same[0]),
                rung.mark,
                "Say something that helps more: what can be said or pressed, or that a person will come.",
                related=(("the rung above", above[f"{same[0]} {same[1]}"]),),
            )
        above.update({f"{language} {words}": rung.mark for language, words in languages if words})


RULE = Rule(
    __name__, Severity.WARNING, check, harm="The caller hears again what was not understood the first time."
)
