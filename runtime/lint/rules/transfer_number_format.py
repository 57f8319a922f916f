"""A contact whose number can never ring, or rings at the caller's cost.

**Why:** `+91` is followed by ten digits and never by a zero; `+1` by ten. Premium numbers bill whoever is
connected to them. `validate` sees to the form, this rule to the number.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
    # ../contacts.yaml
    contacts:
      front_desk: {number: "+9104022334455"}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
    # ../contacts.yaml
    contacts:
      front_desk: {number: "+914022334455"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Edit, Severity
from runtime.flow.wording import said
from runtime.lint.contacts import used_contacts, written
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_PREMIUM = re.compile(r"\+(?:1900|979|449|91190|61190|33899|39899|49900)")
_DIGITS = {"+91": (10, 10), "+1": (10, 10)}
_TOLL_FREE = re.compile(r"\+91(?:1800|1860)\d{6,9}\Z")


def check(subject: Subject) -> Iterator[Finding]:
    for contact in used_contacts(subject):
        number = contact.number
        if number is None:
            continue
        mark = written(subject, contact, number)
        if _PREMIUM.match(number):
            yield Finding(
                said("`{contact}` has a premium number, {number}", contact=contact.name, number=number),
                mark,
                "Put a number there that costs what every call costs.",
            )
            continue
        code = next((code for code in _DIGITS if number.startswith(code)), None)
        if code is None or _TOLL_FREE.match(number):
            continue
        rest = number[len(code) :]
        fewest, most = _DIGITS[code]
        if fewest <= len(rest) <= most and rest[0] not in "01":
            continue
        mended = code + rest[1:] if rest[0] == "0" and fewest <= len(rest) - 1 <= most else None
        yield Finding(
            said(
                "the number of `{contact}`, {number}, cannot exist: {code} and ten digits, first 2 to 9",
                contact=contact.name,
                number=number,
                code=code,
            ),
            mark,
            said('Write "{number}".', number=mended) if mended else "Look the number up again.",
            suggestion=mended,
            edits=(Edit(mark, mended),) if mended and mark is not contact.mark else (),
        )


RULE = Rule(__name__, Severity.ERROR, check, harm="The caller who needs a person reaches nobody.")
