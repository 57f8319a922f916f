"""Words that can be read but not spoken: an address of a web page or a mailbox, an emoji, Markdown.

**Why:** A voice reads `https://` letter by letter, stumbles over `**`, and says nothing or something odd
for an emoji.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "You can also pay at https://pay.example.org/bills.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "You can also pay on our web page.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import plain

_SIGNS = {
    "a web address": re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE),
    "a mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "Markdown": re.compile(r"\*\*|__|`|^\s*(?:#+|[-*•])\s|\]\(", re.MULTILINE),
    "an emoji": re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]"),
}


def check(subject: Subject) -> Iterator[Finding]:
    for prompt, language, text in subject.texts():
        words = plain(text.source)
        for what, sign in _SIGNS.items():
            if match := sign.search(words):
                yield Finding(
                    f'the {language} words of `{prompt.name}` hold {what} ("{match.group().strip()}")',
                    text.mark,
                    "Write what the caller should hear.",
                )


RULE = Rule(__name__, Severity.WARNING, check, harm="The caller hears letters and signs instead of words.")
