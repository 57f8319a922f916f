"""Words that are written in another language's script.

**Why:** The voice of a language reads its own script. Telugu words in Latin letters, or Hindi ones that
slipped into the Telugu file, come out as noise; so does a word of which one letter comes from another
script. Sentences in the script of another language of the flow are fine, as in a menu that offers three.
Words that are romanised on purpose are marked: `# flow: ignore[wrong-script] reason: …`.

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

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.translated import as_written, source_of, unwritten
from runtime.flow.wording import said
from runtime.language.script import SCRIPT_OF
from runtime.lint.places import place
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.translation import copies, foreign, script_names
from runtime.lint.words import plain, scripts

_WORD = re.compile(r"[\w\u200c\u200d\u0900-\u0d7f]{2,}")


def check(subject: Subject) -> Iterator[Finding]:
    labels = ((label, language, text) for label in subject.labels for language, text in label.texts.items())
    for prompt, language, text in (*labels, *subject.texts()):
        if language in copies(prompt, source_of(subject.flow)):
            continue  # told by untranslated-copy
        if unwritten(text.source):
            continue  # told by words-not-written
        own = SCRIPT_OF[language]
        if found := foreign(as_written(prompt, language) or "", language):
            yield Finding(
                said(
                    "the {language} words of `{prompt}` have no {own} letter, only {found}",
                    language=language,
                    prompt=prompt.name,
                    own=said(own),
                    found=script_names(found),
                ),
                text.mark,
                said("Write them in {script}.", script=said(own)),
            )
            continue
        words = plain(text.source)
        if mixed := _mixed(words):
            yield Finding(
                said(
                    'in the {language} words of `{prompt}` the word "{word}" mixes {scripts}',
                    language=language,
                    prompt=prompt.name,
                    word=mixed,
                    scripts=script_names(scripts(mixed)),
                ),
                place(subject, text, mixed) or text.mark,
                "Write the word again, all of it in one script.",
            )
        known = {SCRIPT_OF[one] for one in subject.flow.languages} | {"Latin"}
        if strange := scripts(words) - known:
            yield Finding(
                said(
                    "the {language} words of `{prompt}` hold {found}, the script of no language of the flow",
                    language=language,
                    prompt=prompt.name,
                    found=script_names(strange),
                ),
                text.mark,
                said("Write them in {script}.", script=said(own)),
            )


def _mixed(words: str) -> str | None:
    """A word in two Indian scripts: it looks right, and is read wrong. Latin with an ending is usual."""
    for word in _WORD.findall(words) if not words.isascii() else ():
        if len(scripts(word) - {"Latin"}) > 1:
            return str(word)
    return None


RULE = Rule(__name__, Severity.WARNING, check, harm="The voice reads it as noise.")
