"""A play as the text of a transcript file, as a person would type it.

Whoever makes a play by machine (`flowctl prove`, `generate`, `record`) fills a Page line by line and takes
its text; reader.py reads the same values back. Words stand bare where that cannot be misread, else in quotes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

from runtime.transcript.world import SERVICE_ANSWER

WIDTH = 110
"""Columns; what is longer in one line is written one below the other."""
_MEANING = frozenset(("yes", "no", "true", "false", "on", "off", "y", "n", "null", "hash", "star"))
"""Words that mean something else to YAML, or to a reader, when they stand bare."""
_PATH = re.compile(r"[\w.][\w./-]*")
_SIGNS = 15
_IN_WORDS = frozenset(" .'-_।\u200c\u200d")
_STUB_WORDS = ({"error"}, {"timeout"}, {"value", "slow"}, {"error", "slow"})


class Bare(str):
    """Text that stands without quotes whatever it looks like: `yes`, `8s`, `2026-11-20 11:00`."""


YES = Bare("yes")


@dataclass(slots=True)
class Page:
    """A transcript that is being written.

    remarks: comments at the head. call: what stands under `call`. stub: what each service, "model" and
    "transfer" answer, one after the other. The values of call and stub are written as `json_value` reads them
    back: numbers, yes and no keep their kind.
    """

    title: str
    remarks: tuple[str, ...] = ()
    flow: str | None = None
    written_by: str | None = None
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    call: dict[str, Any] = field(default_factory=dict)
    stub: dict[str, list[Any]] = field(default_factory=dict)
    lines: list[Mapping[str, Any] | str] = field(default_factory=list)
    """Each a line's words with their values, its kind first; text stands for a remark."""

    def line(self, kind: str, value: Any, **beside: Any) -> None:
        """One line. beside: what stands below its kind; None is left out."""
        self.lines.append({kind: value, **{name: one for name, one in beside.items() if one is not None}})

    def bot(self, prompt: str | None, text: str, **beside: Any) -> None:
        """The phone says this prompt; these words, where no name can be written for them."""
        self.line("bot", Bare(prompt) if prompt and is_name(prompt) else {"says": text}, **beside)

    def answers(self, name: str, answer: Any) -> None:
        """What the model, a service or a telephone answers next."""
        self.stub.setdefault(name, []).append(answer)

    def remark(self, words: str) -> None:
        """A comment between two lines."""
        self.lines.append(words)

    def text(self) -> str:
        """The file. Raises ValueError for a value that no transcript can say (a number that is none)."""
        made = [line for words in self.remarks for line in _remark(words, "")]
        top = len(made)
        for name in ("flow", "written_by", "languages", "tags"):
            if value := getattr(self, name):
                made += _entry(name, Bare(value) if name == "flow" and _PATH.fullmatch(value) else value, "")
        made.insert(top, f"transcript: {in_flow(_one_line(self.title))}")
        if self.call:
            made += _entry("call", self.call, "")
        stub = {name: _answers(name, values) for name, values in self.stub.items() if values}
        if stub:
            made.append("stub:")
        for name, value in stub.items():
            made += _entry(name, value, "  ")
        made.append("lines:")
        for line in self.lines:
            made += _remark(line, "  ") if isinstance(line, str) else _line(line)
        return "\n".join([*made, ""])


def is_name(prompt: str) -> bool:
    """Whether a `bot` line can name this prompt."""
    return all(sign.isalnum() or sign in "._-" for sign in prompt)


def service_answer(value: Any) -> Any:
    """What a service answered, as an answer under its name in `stub`. Papers of the service that look like
    `{error: …}` are told from an error."""
    if isinstance(value, Mapping) and set(value) in _STUB_WORDS:
        return {"value": value, "slow": Bare(f"{SERVICE_ANSWER:g}s")}
    return value


def in_flow(value: Any) -> str:
    """A value in one line: `{id: "4821", paid: yes}`. Raises ValueError for one that cannot be written."""
    match value:
        case Bare():
            return str(value)
        case str():
            return value if _is_plain(value) else json.dumps(value, ensure_ascii=False)
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return _number(value)
        case Mapping():
            return "{" + ", ".join(f"{in_flow(name)}: {in_flow(one)}" for name, one in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(in_flow(one) for one in value) + "]"
        case _:
            raise ValueError(f"{value!r} cannot be written in a transcript")


def _number(value: float) -> str:
    """At most so many signs as `json_value` reads; a longer fraction is rounded."""
    written = repr(value)
    whole, dot, _ = written.partition(".")
    if dot and len(written.lstrip("-")) > _SIGNS and "e" not in written:
        written = f"{value:.{max(1, _SIGNS - 1 - len(whole.lstrip('-')))}f}"
    if (
        (isinstance(value, float) and "." not in written)
        or "e" in written
        or len(written.strip("-")) > _SIGNS
    ):
        raise ValueError(f"{value!r} cannot be written in a transcript")
    return written


def _is_plain(text: str) -> bool:
    """Whether the words mean themselves without quotes, wherever they stand."""
    return (
        text[:1].isalpha()
        and not text[-1].isspace()
        and "  " not in text
        and text.lower() not in _MEANING
        and all(sign in _IN_WORDS or unicodedata.category(sign)[0] in "LMN" for sign in text)
    )


def _answers(name: str, values: list[Any]) -> Any:
    """One answer for the whole call where it is always the same; the model's are always a list, since one
    that is given every time cannot be missed."""
    first = values[0]
    alike = name != "model" and all(value == first and type(value) is type(first) for value in values)
    return first if alike and not isinstance(first, list | tuple) else values


def _line(line: Mapping[str, Any]) -> list[str]:
    first, *rest = [_entry(name, value, "    ") for name, value in line.items()]
    first[0] = f"  - {first[0].lstrip()}"
    return [*first, *(one for entry in rest for one in entry)]


def _entry(name: str, value: Any, pad: str) -> list[str]:
    """`name: value` in one line, or in several where it is long."""
    flat = f"{pad}{in_flow(name)}: {in_flow(value)}"
    if len(flat) <= WIDTH or isinstance(value, str) or not value:
        return [flat]
    if isinstance(value, Mapping):
        return [f"{pad}{in_flow(name)}:", *(o for k, v in value.items() for o in _entry(k, v, pad + "  "))]
    return [f"{pad}{in_flow(name)}:", *(f"{pad}  - {in_flow(one)}" for one in value)]


def _remark(words: str, pad: str) -> list[str]:
    return [f"{pad}# {line}" for line in wrap(words, WIDTH - len(pad) - 2)]


def _one_line(words: str) -> str:
    return " ".join(words.split())
