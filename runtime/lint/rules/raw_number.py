"""A number, an amount, a date or a time without a way of reading it.

**Why:** A voice reads 4821790 as four million and more, 2027-01-26 as a sum, and ₹1,50,000 in pieces. What is
read digit by digit, as rupees or as a day says so: `{{ ticket | digits }}`, `{{ fee | rupees }}`.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "We call you back on {{ caller.number }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: "We call you back on {{ caller.number | phone }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from runtime.flow.diagnostic import Edit, Severity
from runtime.flow.model import Fetch, SlotType
from runtime.flow.sandbox import FILTERS
from runtime.flow.template import Template
from runtime.flow.wording import said
from runtime.lint.places import mending, place
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import plain, values

_LONG = re.compile(r"(?<![\d,])\d{5,}(?![\d,])|\b\d{1,3}(?:,\d{2,3})+\b")
_AMOUNT = re.compile(r"₹\s?\d[\d,]*(?:\.\d+)?(?:\s?/-)?")
_DAY = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2})\b")
_DIGITS_ONLY = re.compile(r"\^(?:\[0-9\]|\\d)(?:[+*]|\{\d+(?:,\d*)?\})\$")
_READ_AS = {
    SlotType.DIGITS: "digits",
    SlotType.PHONE: "phone",
    SlotType.PIN_CODE: "digits",
    SlotType.AADHAAR: "digits",
    SlotType.VEHICLE_NO: "spell",
    SlotType.AMOUNT: "rupees",
    SlotType.DATE: "date",
    SlotType.TIME: "time",
}


def check(subject: Subject) -> Iterator[Finding]:
    kinds = {slot.name: _READ_AS[slot.type] for slot in subject.slots if slot.type in _READ_AS}
    kinds |= _returned(subject)
    kinds |= {"caller.number": "phone", "today": "date", "now": "time"}
    for prompt, language, text in subject.texts():
        for value in values(text.source):
            if value in kinds:
                yield Finding(
                    said(
                        "the {language} words of `{prompt}` read out {{ {value} }} without saying how",
                        language=language,
                        prompt=prompt.name,
                        value=value,
                    ),
                    place(subject, text, value) or text.mark,
                    said("Say how it is read: {{ {value} | {way} }}.", value=value, way=kinds[value]),
                    edits=_edits(subject, text, value, kinds[value]),
                )
        yield from _bare(subject, prompt.name, language, text)


def _returned(subject: Subject) -> dict[str, str]:
    """What services give that is text of digits by their own description: "ticket.id" → "digits"."""
    found: dict[str, str] = {}
    for state in subject.states:
        service = subject.flow.services.get(state.service) if isinstance(state, Fetch) else None
        fields = (service.returns or {}).get("properties") if service else None
        if isinstance(state, Fetch) and state.save and isinstance(fields, Mapping):
            for name, field in fields.items():
                pattern = field.get("pattern") if isinstance(field, Mapping) else None
                if isinstance(pattern, str) and _DIGITS_ONLY.fullmatch(pattern):
                    found[f"{state.save}.{name}"] = "digits"
    return found


def _bare(subject: Subject, prompt: str, language: str, text: Template) -> Iterator[Finding]:
    """Numbers that stand in the words themselves; one finding for each prompt and language."""
    words = plain(text.source)
    for pattern, message, fix in (
        (_AMOUNT, "the {language} words of `{prompt}` hold the amount {number}", _RUPEES),
        (_DAY, "the {language} words of `{prompt}` hold the day {number}", "Write the day in words."),
        (_LONG, "the {language} words of `{prompt}` hold the number {number}", _DIGITS),
    ):
        if match := pattern.search(words):
            number = match.group()
            plain_number = re.sub(r"[^\d.]", "", number)
            yield Finding(
                said(message, language=language, prompt=prompt, number=number),
                place(subject, text, number) or text.mark,
                said(fix, number=plain_number),
            )
            return


_RUPEES = "Write {{ {number} | rupees }}, or write it in words."
_DIGITS = "Write {{ '{number}' | digits }} for digit by digit, or write it in words."


def _edits(subject: Subject, text: Template, value: str, way: str) -> tuple[Edit, ...]:
    """Says how a value of a known kind is read, where it stands once in these words."""
    if way not in FILTERS:
        return ()
    for written in (f"{{{{ {value} }}}}", f"{{{{{value}}}}}"):
        if written in text.source:
            return mending(subject, text, written, f"{{{{ {value} | {way} }}}}")
    return ()


RULE = Rule(__name__, Severity.WARNING, check, harm="The caller cannot write the number down.")
