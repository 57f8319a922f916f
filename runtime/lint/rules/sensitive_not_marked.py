"""A slot for a number that is nobody else's business, not marked `sensitive`.

**Why:** Without the mark it is written into logs, recordings' notes and summaries, and given to the model.
Aadhaar, PAN, card and account numbers are looked for, by the kind and the name of the slot.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {ask: aadhaar_no, type: digits, length: 12, by: keys, say: Type your Aadhaar number., go: send}
      send: {fetch: complaints.create, send: {number: "{{ aadhaar_no }}"}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      aadhaar_no: {type: digits, length: 12, sensitive: yes}
    states:
      hello: {ask: aadhaar_no, by: keys, say: Type your Aadhaar number., go: send}
      send: {fetch: complaints.create, send: {number: "{{ aadhaar_no }}"}, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Slot, SlotType
from runtime.flow.wording import said
from runtime.lint.never_asked import is_secret
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_NAMES = {"aadhaar", "aadhar", "adhaar", "adhar", "pan", "ifsc", "passport"}
_PAIRS = {
    ("account", "no"), ("account", "number"), ("account", "id"), ("acct", "no"), ("card", "no"),
    ("card", "number"), ("debit", "card"), ("credit", "card"), ("bank", "account"),
}  # fmt: skip
_KINDS = {SlotType.TEXT, SlotType.DIGITS, SlotType.NUMBER, SlotType.AADHAAR}


def check(subject: Subject) -> Iterator[Finding]:
    for slot in (*subject.slots, *subject.flow.inputs.values()):
        if not slot.sensitive and _is_sensitive(slot) and not is_secret(slot.name):
            yield Finding(
                said("`{slot}` is not marked as sensitive", slot=slot.name),
                slot.mark,
                said("Describe it under `slots`:  {slot}: {sensitive: yes, …}", slot=slot.name),
            )


def _is_sensitive(slot: Slot) -> bool:
    words = slot.name.split("_")
    if slot.type is SlotType.AADHAAR:
        return True
    if slot.type not in _KINDS:
        return False
    return bool(_NAMES & set(words)) or any(pair in _PAIRS for pair in pairwise(words))


RULE = Rule(__name__, Severity.WARNING, check, harm="The caller's number is stored where it does not belong.")
