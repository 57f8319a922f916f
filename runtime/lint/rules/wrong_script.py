"""Words that are written in another language's script.

**Why:** The voice of a language reads its own script. Telugu words in Latin letters, or Hindi ones that
slipped into the Telugu file, come out as noise. Other scripts beside the own one are fine, as in a menu
that offers three languages.

**Bad:**

    flow: example
    title: Example
    languages: [hi-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        say: {hi-IN: "Bijli vibhag mein aapka swagat hai.", en-IN: "Welcome to the Electricity Department."}
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [hi-IN, en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        say: {hi-IN: "बिजली विभाग में आपका स्वागत है।", en-IN: "Welcome to the Electricity Department."}
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.language.script import SCRIPT_OF
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import plain, scripts


def check(subject: Subject) -> Iterator[Finding]:
    for prompt, language, text in subject.texts():
        own = SCRIPT_OF.get(language)
        words = plain(text.source)
        found = scripts(words)
        if own is None or not found or own in found:
            continue
        if found == {"Latin"} and len(words.split()) < 2:
            continue  # a name or an abbreviation alone, as "SMS"
        used = " and ".join(sorted(found))
        yield Finding(
            f"the {language} words of `{prompt.name}` have no {own} letter, only {used}",
            text.mark,
            f"Write them in {own}.",
        )


RULE = Rule(__name__, Severity.WARNING, check, harm="The voice reads it as noise.")
