"""Words that can be read but not spoken: an address of a web page or a mailbox, an emoji, Markdown, a tag,
WORDS IN CAPITALS.

**Why:** A voice reads `https://` letter by letter, stumbles over `**` and `<break>`, says something odd for
an emoji, and spells out what is written in capitals only.

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

from runtime.flow.diagnostic import Edit, Severity
from runtime.flow.template import Template
from runtime.flow.wording import said
from runtime.lint.places import mending, place
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import plain

_EMPHASIS = re.compile(r"(\*\*|__|[*_])(.+)\1")
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u20e3"
_SIGNS = {
    "a web address": re.compile(
        r"https?://\S+|\bwww\.\S+|(?<![\w-])[\w-]{2,63}\.(?:com|org|net|gov\.in|nic\.in|co\.in|in)(?=[\s/.,!?]|$)",
        re.IGNORECASE,
    ),
    "a mail address": re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w+"),
    said("Markdown"): re.compile(
        r"\*\*\S(?:.*?\S)?\*\*|__\S(?:.*?\S)?__|(?<!\w)([_*])[^\W_*](?:[^*_]*[^\s*_])?\1(?!\w)|"
        r"\*\*|__|`|^\s*(?:#+|[-*•])\s|\]\(|(?<=[.:।]) [-•*] (?=\w)|•",
        re.MULTILINE,
    ),
    "an emoji": re.compile(f"[{_EMOJI}][{_EMOJI}\u200d]*"),
    "a tag": re.compile(r"</?[A-Za-z][^<>]{0,60}>|&(?:amp|nbsp|lt|gt|quot|#\d+);"),
    "words in capitals": re.compile(
        r"\b[A-Z]{4,}(?:[\s,]+[A-Z]{2,})+\b|\b[A-Z]{2,}(?:[\s,]+[A-Z]{4,})+\b|\b[A-Z]{8,}\b"
    ),
}


def check(subject: Subject) -> Iterator[Finding]:
    for prompt, language, text in subject.texts():
        words = plain(text.source)
        for what, sign in _SIGNS.items():
            match = sign.search(words)
            if match is None or (what == "a web address" and "@" in words):
                continue
            piece = match.group().strip()
            yield Finding(
                said(
                    'the {language} words of `{prompt}` hold {what} ("{piece}")',
                    language=language,
                    prompt=prompt.name,
                    what=said(what),
                    piece=piece,
                ),
                place(subject, text, piece) or text.mark,
                "Write what the caller should hear.",
                edits=_edits(subject, text, what, piece),
            )


def _edits(subject: Subject, text: Template, what: str, piece: str) -> tuple[Edit, ...]:
    """An emoji goes, with the blank before it; stars and lines around a word go. What a web address should
    become nobody knows."""
    if what == "an emoji":
        blank = f" {piece}"
        return mending(subject, text, blank if blank in text.source else piece, "")
    if what == "Markdown" and (sign := _EMPHASIS.fullmatch(piece)):
        return mending(subject, text, piece, sign[2])
    return ()


RULE = Rule(__name__, Severity.WARNING, check, harm="The caller hears letters and signs instead of words.")
