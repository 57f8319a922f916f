"""A telling as plain text, as Markdown, or as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from runtime.explain.telling import Paragraph, Step, Tell, Telling
from runtime.flow.wording import said

WIDTH = 100
"""Characters of a line of plain text."""


def as_text(telling: Telling, tell: Tell = str) -> str:
    """For a terminal or a letter."""
    lines = [tell(telling.title), "=" * min(WIDTH, max(4, len(telling.title))), ""]
    for paragraph in telling.heading:
        lines += [*_wrapped(paragraph, tell, ""), ""]
    lines += _text(telling, tell, "")
    return "\n".join(lines).rstrip() + "\n"


def _text(telling: Telling, tell: Tell, margin: str) -> list[str]:
    lines: list[str] = []
    if telling.everywhere:
        lines.append(margin + tell(_everywhere(telling)))
        for paragraph in telling.everywhere:
            lines += _wrapped(paragraph, tell, margin + "  ")
        lines.append("")
    for step in telling.steps:
        lines.append(margin + tell(_title(step)))
        for paragraph in step.paragraphs:
            lines += _wrapped(paragraph, tell, margin + "  ")
        lines.append("")
        if step.inner:
            lines += _text(step.inner, tell, margin + "    ")
    for paragraph in telling.never:
        lines += _wrapped(paragraph, tell, margin)
    return [*lines, ""] if telling.never else lines


def _everywhere(telling: Telling) -> str:
    return said("In every step") if telling.heading else said("In each of these steps")


def _title(step: Step) -> str:
    if step.kind == "part":
        return said("Part {number}: {state}", number=step.number, state=step.state)
    return said("Step {number}: {state}", number=step.number, state=step.state)


def _wrapped(paragraph: Paragraph, tell: Tell, margin: str) -> list[str]:
    text = " ".join(tell(one) for one in paragraph.sentences)
    first = margin + ("  " * (paragraph.level - 1) + "- " if paragraph.level else "")
    rest = margin + "  " * paragraph.level
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def as_markdown(telling: Telling, tell: Tell = str) -> str:
    """For a page that is read, printed and signed."""
    lines = [f"# {_plain(tell(telling.title))}", ""]
    for paragraph in telling.heading:
        lines += [*_marked(paragraph, tell), ""]
    lines += _markdown(telling, tell, "##")
    return "\n".join(lines).rstrip() + "\n"


def _markdown(telling: Telling, tell: Tell, level: str) -> list[str]:
    lines: list[str] = []
    if telling.everywhere:
        lines += [f"{level} {tell(_everywhere(telling))}", "", *_paragraphs(telling.everywhere, tell)]
    for step in telling.steps:
        lines += [f"{level} {_plain(tell(_title(step)))}", "", *_paragraphs(step.paragraphs, tell)]
        if step.inner:
            lines += _markdown(step.inner, tell, level + "#" if len(level) < 6 else level)
    return lines + list(_paragraphs(telling.never, tell))


def _paragraphs(paragraphs: tuple[Paragraph, ...], tell: Tell) -> Iterator[str]:
    for place, paragraph in enumerate(paragraphs):
        yield from _marked(paragraph, tell)
        last = place + 1 == len(paragraphs)
        if last or not (paragraph.level and paragraphs[place + 1].level):
            yield ""


def _marked(paragraph: Paragraph, tell: Tell) -> list[str]:
    text = " ".join(tell(one) for one in paragraph.sentences)
    margin = "  " * (paragraph.level - 1) + "- " if paragraph.level else ""
    return [margin + _plain(text)]


def _plain(text: str) -> str:
    """Nothing an author wrote becomes a heading, a link or HTML; names keep their backquotes."""
    single = " ".join(text.split())
    for sign in "\\*_[]<>#|":
        if sign in single:
            single = "`".join(
                part if place % 2 else part.replace(sign, f"\\{sign}")
                for place, part in enumerate(single.split("`"))
            )
    return single


def as_json(telling: Telling, tell: Tell = str) -> str:
    """For programs; `steps` have the number, state, kind, place and paragraphs of each."""
    return json.dumps(_table(telling, tell), ensure_ascii=False, indent=2) + "\n"


def _table(telling: Telling, tell: Tell) -> dict[str, Any]:
    return {
        "flow": telling.flow,
        "title": telling.title,
        "language": telling.language,
        "version": telling.version,
        "heading": [_entry(one, tell) for one in telling.heading],
        "everywhere": [_entry(one, tell) for one in telling.everywhere],
        "steps": [
            {
                "number": step.number,
                "state": step.state,
                "kind": step.kind,
                "file": step.mark.file,
                "line": step.mark.line,
                "leads": list(step.leads),
                "paragraphs": [_entry(one, tell) for one in step.paragraphs],
                **({"inner": _table(step.inner, tell)} if step.inner else {}),
            }
            for step in telling.steps
        ],
        "never": [_entry(one, tell) for one in telling.never],
    }


def _entry(paragraph: Paragraph, tell: Tell) -> dict[str, Any]:
    return {"level": paragraph.level, "text": " ".join(tell(one) for one in paragraph.sentences)}
