"""What a telling is made of: steps, each of a few paragraphs. Every sentence remembers the English one it
was made from (`said`), so that it can be told in another language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from runtime.flow.diagnostic import Mark
from runtime.flow.wording import said

Tell = Callable[[str], str]
"""Tells one sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """sentences: in order. level: 0 is text, 1 a point of a list, 2 a point below it."""

    sentences: tuple[str, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One state. number: "4", "3.2". leads: the names of the states it can lead to, each once.
    inner: the steps of the flow that it runs."""

    number: str
    state: str
    kind: str
    mark: Mark
    paragraphs: tuple[Paragraph, ...]
    leads: tuple[str, ...]
    inner: Telling | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """heading: what this is. everywhere: what holds in every step. steps: the call."""

    flow: str
    title: str
    language: str
    version: str
    heading: tuple[Paragraph, ...]
    everywhere: tuple[Paragraph, ...]
    steps: tuple[Step, ...]
    never: tuple[Paragraph, ...] = field(default=())


def para(*sentences: str) -> Paragraph:
    """Plain text."""
    return Paragraph(sentences)


def point(*sentences: str, level: int = 1) -> Paragraph:
    """A point of a list."""
    return Paragraph(sentences, level)


def joined(parts: Sequence[str], pair: str = "{first}, {second}") -> str:
    """One sentence part from several. pair: how two are put together."""
    result = parts[0]
    for one in parts[1:]:
        result = said(pair, first=result, second=one)
    return result


def either(parts: Sequence[str]) -> str:
    """ "a, b or c"."""
    if len(parts) == 1:
        return parts[0]
    return said("{first} or {second}", first=joined(parts[:-1]), second=parts[-1])


def all_of(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    if len(parts) == 1:
        return parts[0]
    return said("{first} and {second}", first=joined(parts[:-1]), second=parts[-1])
