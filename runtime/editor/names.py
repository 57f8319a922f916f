"""Where the names of a flow stand in its files: where each is made, and where it is used.

Read off the author's own tables rather than off the finished flow, so that it works while a flow is being
written and cannot be built yet. What a name means is told by the key in front of it: behind `go` stands a
state, behind `say` a prompt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from runtime.flow.diagnostic import Mark
from runtime.flow.tree import Items, Node, Table, Text


class Kind(StrEnum):
    """What a name names."""

    STATE = "state"
    PROMPT = "prompt"
    PHRASES = "phrase list"
    SLOT = "slot"
    CONTACT = "contact"
    SERVICE = "service"
    PERSONA = "persona"
    FLOW = "flow"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Use:
    """mark: the name alone, without quotes. makes: whether it is made here, rather than used."""

    kind: Kind
    name: str
    mark: Mark
    makes: bool = False


NAMES_BEHIND: Mapping[str, Kind] = {
    "start": Kind.STATE,
    "voicemail": Kind.STATE,
    "go": Kind.STATE,
    "else": Kind.STATE,
    "on_error": Kind.STATE,
    "closed": Kind.STATE,
    "failed": Kind.STATE,
    "state": Kind.STATE,
    "visited": Kind.STATE,
    "not_visited": Kind.STATE,
    "exit": Kind.STATE,
    "say": Kind.PROMPT,
    "menu": Kind.PROMPT,
    "confirm": Kind.PROMPT,
    "filler": Kind.PROMPT,
    "each": Kind.PROMPT,
    "label": Kind.PROMPT,
    "bot": Kind.PROMPT,
    "prompt": Kind.PROMPT,
    "not_said": Kind.PROMPT,
    "phrases": Kind.PHRASES,
    "examples": Kind.PHRASES,
    "choices": Kind.PHRASES,
    "ask": Kind.SLOT,
    "fills": Kind.SLOT,
    "outputs": Kind.SLOT,
    "transfer": Kind.CONTACT,
    "fetch": Kind.SERVICE,
    "asked": Kind.SERVICE,
    "converse": Kind.PERSONA,
    "run": Kind.FLOW,
    "flow": Kind.FLOW,
    "languages": Kind.LANGUAGE,
    "source_language": Kind.LANGUAGE,
    "language": Kind.LANGUAGE,
}
"""The key → what the text (or each text of the list) behind it names."""

_KEYS_BEHIND: Mapping[str, tuple[Kind, bool]] = {
    "states": (Kind.STATE, True),
    "slots": (Kind.SLOT, True),
    "inputs": (Kind.SLOT, True),
    "prompts": (Kind.PROMPT, True),
    "contacts": (Kind.CONTACT, True),
    "services": (Kind.SERVICE, True),
    "exits": (Kind.STATE, False),
    "set": (Kind.SLOT, False),
    "fetched": (Kind.SERVICE, False),
    "sent": (Kind.SERVICE, False),
}
"""The key → what the keys of the table behind it name, and whether they are made there."""

_FREE = frozenset({"title", "when", "reason", "description", "end"})
"""Keys behind which no name stands, whatever is written."""
_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)
_WORD = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*", re.ASCII)
_TEMPLATE = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def uses(tree: Node | None, *, of_flow: bool = True) -> list[Use]:
    """Every name in a file's tree, in the order it stands there. of_flow: a flow or its prompts; in a
    transcript the slots and services that stand as keys are used, not made."""
    found = list(_walk(tree, "", of_flow))
    known = {use.name for use in found if use.kind is Kind.SLOT and not use.name.startswith("_")}
    found += [use for use in _in_words(tree, "") if use.kind is not Kind.SLOT or use.name in known]
    return sorted(found, key=lambda use: use.mark)


def slots_in_words(tree: Node | None, known: Iterable[str]) -> list[Use]:
    """Where words and conditions of a file read one of these slots."""
    names = set(known)
    return [use for use in _in_words(tree, "") if use.kind is Kind.SLOT and use.name in names]


def _walk(node: Node | None, key: str, of_flow: bool) -> Iterator[Use]:
    if isinstance(node, Text):
        yield from _text(node, key, of_flow)
    elif isinstance(node, Items):
        for member in node.members:
            yield from _walk(member, key, of_flow)
    elif isinstance(node, Table):
        kind, makes = _KEYS_BEHIND.get(key, (None, False))
        if key == "phrases" and all(isinstance(entry.value, Items | Text | Table) for entry in node):
            kind, makes = Kind.PHRASES, True
        if key == "slots" and not of_flow:
            makes = False
        for entry in node:
            name = entry.key
            if kind is not None and not (kind is Kind.SLOT and name.value == "language"):
                yield Use(kind, name.value, _bare(name), makes and of_flow)
            inside = name.value if kind is None or key in ("exits",) else ""
            yield from _walk(entry.value, _behind(key, kind, name.value, inside), of_flow)


def _behind(key: str, kind: Kind | None, name: str, inside: str) -> str:
    """The key that tells what stands behind `name`. Behind an exit stand words for the model; behind a
    prompt or a phrase list stand words for the caller."""
    if key == "exits" or kind in (Kind.PROMPT, Kind.PHRASES):
        return "when"
    if kind is not None:
        return "language" if name == "language" else ""
    return inside


def _text(text: Text, key: str, of_flow: bool) -> Iterator[Use]:
    kind = NAMES_BEHIND.get(key)
    if kind is None or key in _FREE or not _NAME.match(text.value):
        return
    if kind is Kind.PHRASES and key == "choices" and "." in text.value:
        return  # a list that a service gave
    makes = of_flow and key in ("ask", "flow")
    yield Use(kind, text.value, _bare(text), makes)


def _in_words(node: Node | None, key: str) -> Iterator[Use]:
    """Slots, visits and opening hours that words and conditions read."""
    if isinstance(node, Text):
        for start, end in _read_parts(node.value, key):
            source = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), node.value[start:end])
            for word in _WORD.finditer(source):
                yield from _named(node, word[0], start + word.start())
    elif isinstance(node, Items):
        for member in node.members:
            yield from _in_words(member, key)
    elif isinstance(node, Table):
        for entry in node:
            words = entry.value
            if entry.key.value == "exits":
                continue  # words for the model, in plain English
            is_condition = entry.key.value == "when" and isinstance(words, Text)
            yield from _in_words(words, "when" if is_condition else "")


def _read_parts(value: str, key: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are read as names: a whole condition, and in words what stands between
    the braces and before the filters."""
    if key == "when":
        yield 0, len(value)
        return
    for found in _TEMPLATE.finditer(value):
        group = 1 if found[1] is not None else 2
        inside = found[group].partition("|")[0]
        yield found.start(group), found.start(group) + len(inside)


def _named(text: Text, name: str, offset: int) -> Iterator[Use]:
    """offset: where the name stands in the text's value."""
    head, _, rest = name.partition(".")
    mark = text.mark
    quotes = 0 if text.plain else 1
    if mark.length != len(text.value) + 2 * quotes:
        return  # written over several lines, or with escapes: the place cannot be told
    column = mark.column + quotes + offset
    if head in ("visits", "open") and rest:
        kind = Kind.STATE if head == "visits" else Kind.CONTACT
        yield Use(kind, rest, Mark(mark.file, mark.line, column + len(head) + 1, len(rest)))
    else:
        yield Use(Kind.SLOT, head, Mark(mark.file, mark.line, column, len(head)))


def _bare(text: Text) -> Mark:
    """The place of a name without the quotes around it."""
    mark = text.mark
    if text.plain or mark.length != len(text.value) + 2:
        return mark
    return Mark(mark.file, mark.line, mark.column + 1, len(text.value))
