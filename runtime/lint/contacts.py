"""Whom the transfers of a flow reach, and where that is written in the operator's file."""

from __future__ import annotations

from runtime.flow.diagnostic import Mark
from runtime.flow.model import Contact, Transfer
from runtime.lint.subject import Subject


def used_contacts(subject: Subject) -> list[Contact]:
    """The contacts that some caller may be connected to, each once."""
    names = dict.fromkeys(state.contact for state in subject.states if isinstance(state, Transfer))
    return [subject.flow.contacts[name] for name in names if name in subject.flow.contacts]


def written(subject: Subject, contact: Contact, piece: str) -> Mark:
    """Where `piece` stands in this contact's lines; the contact's name when it is not found."""
    lines = subject.sources.get(contact.mark.file, ())
    for number in range(contact.mark.line, len(lines) + 1):
        line = lines[number - 1]
        start = line.find(piece, contact.mark.column - 1 if number == contact.mark.line else 0)
        if start >= 0:
            return Mark(contact.mark.file, number, start + 1, len(piece))
        indent = len(line) - len(line.lstrip())
        if number > contact.mark.line and line.strip() and indent < contact.mark.column:
            break  # the next contact
    return contact.mark
