"""An abbreviation that a voice does not speak as people do.

**Why:** `Rs. 500/-` is heard as letters and signs. Written abbreviations are found in every language, and
letter words in Latin letters ("EMI", "FIR"), since some voices read them as a word. Those that every caller
and every voice says as letters, as OTP and SMS, are not reported.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "The fee is Rs. 50 only.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "The fee is fifty rupees only.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.translated import as_written
from runtime.flow.wording import said
from runtime.lint.places import place
from runtime.lint.rule import Finding, Rule
from runtime.lint.shortened import LETTER_WORDS, in_letters, shortened
from runtime.lint.subject import Subject
from runtime.lint.words import plain


def check(subject: Subject) -> Iterator[Finding]:
    labels = ((label, language, text) for label in subject.labels for language, text in label.texts.items())
    for prompt, language, text in (*labels, *subject.texts()):
        words = plain(as_written(prompt, language) or "")
        for short, spoken in shortened(words, language):
            yield Finding(
                said(
                    'the {language} words of `{prompt}` hold "{short}"',
                    language=language,
                    prompt=prompt.name,
                    short=short,
                ),
                place(subject, text, short) or text.mark,
                said("Write it as it is said: {spoken}.", spoken=spoken)
                if spoken
                else "Write it as it is said.",
            )
        for short in dict.fromkeys(re.findall(r"(?<![A-Za-z])[A-Z]{2,6}(?![A-Za-z])", words)):
            if short in LETTER_WORDS:
                yield Finding(
                    said(
                        'the {language} words of `{prompt}` hold "{short}"',
                        language=language,
                        prompt=prompt.name,
                        short=short,
                    ),
                    place(subject, text, short) or text.mark,
                    said("Write it as it is said: {spoken}.", spoken=in_letters(short, language)),
                )


RULE = Rule(
    __name__, Severity.WARNING, check, harm="The caller hears letters and signs, or a word that is none."
)
