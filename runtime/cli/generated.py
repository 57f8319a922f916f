"""How generated plays are told: each with its file or its text, then what no play could be written for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.text import Text

from runtime.cli.generating import Outcome, Written
from runtime.cli.report import near, shown
from runtime.flow.catalogue import Catalogue
from runtime.flow.wording import Said, said
from runtime.prove.playbook import NO_CALL, NO_LINE, NOT_FOUND, NOT_TRIED
from runtime.transcript.points import Key, Point

_WHY = {
    NO_CALL: said("no call comes there"),
    NOT_TRIED: said("no words and values that are tried come there"),
    NOT_FOUND: said("no call was found that comes there; --most looks further"),
    NO_LINE: said("no line of a play can bring it about"),
}
_OTHERWISE = said("the play for it goes otherwise than it was found")


def why(reason: str) -> Said:
    """In a few words."""
    return _WHY.get(reason, _OTHERWISE)


# -- text ------------------------------------------------------------------------------------------------


def print_play(written: Written, console: Console, told: Catalogue) -> None:
    """One play: where it was saved, else its text."""
    if written.file is None:
        console.print(shown_lines(written.text))
        return
    new = told.told(said("{number} points", number=len(written.play.new)))
    console.print(Text(near(str(written.file)), "bold"), shown(f" {written.play.title} ({new})"))


def print_outcome(outcome: Outcome, console: Console, told: Catalogue) -> None:
    """What is still missing, and the sum."""
    if outcome.failed:
        sentence = said(
            "Plays that are there and do not pass: {number}. They count for nothing.", number=outcome.failed
        )
        console.print(told.told(sentence))
    for point, languages, reason in gaps(outcome):
        where = f"  {near(point.mark.file)}:{point.mark.line}  "
        spoken = f": {', '.join(languages)}" if languages else ""
        console.print(
            Text(where, "bold"), shown(f"{told.told(point.what)}{spoken} ({told.told(why(reason))})"), sep=""
        )
    console.print(Text(told.told(summary(outcome)), "yellow" if outcome.reasons else "green"))
    if outcome.stopped:
        console.print(told.told(said("There could be more plays; --limit stopped here.")))
    if outcome.written and outcome.written[0].file is None:
        console.print(told.told(said("Nothing was saved; --save-to writes these plays into a folder.")))


def summary(outcome: Outcome) -> Said:
    """The whole in one sentence."""
    if not outcome.missing:
        return said("Every point is met already: there is nothing to generate.")
    return said(
        "{plays} plays meet {met} of the {missing} points that were missing, of {all} in all.",
        plays=len(outcome.written),
        met=len(outcome.met()),
        missing=len(outcome.missing),
        all=outcome.all,
    )


def gaps(outcome: Outcome) -> list[tuple[Point, tuple[str, ...], str]]:
    """Points without a play, by line; the languages of one together; and why."""
    found: dict[tuple[str, int, str, str], tuple[Point, list[str]]] = {}
    for key, reason in sorted(outcome.reasons.items(), key=lambda one: _place(outcome, one[0])):
        point = outcome.points[key]
        place = (point.mark.file, point.mark.line, str(point.what), reason)
        found.setdefault(place, (point, []))[1].append(key.language)
    return [(point, tuple(filter(None, spoken)), place[3]) for place, (point, spoken) in found.items()]


def _place(outcome: Outcome, key: Key) -> tuple[str, int, Key]:
    mark = outcome.points[key].mark
    return mark.file, mark.line, key


def shown_lines(text: str) -> str:
    """Lines that may come from a file, without signs that would steer the terminal."""
    return "\n".join(shown(line) for line in text.split("\n"))


# -- data ------------------------------------------------------------------------------------------------


def as_data(outcome: Outcome, told: Catalogue) -> dict[str, Any]:
    """The same for machines."""
    return {
        "points": outcome.all,
        "missing": len(outcome.missing),
        "met": len(outcome.met()),
        "failed_plays": outcome.failed,
        "stopped": outcome.stopped,
        "plays": [
            {
                "flow": one.root.flow.name,
                "title": one.play.title,
                "languages": list(one.play.languages),
                "file": near(str(one.file)) if one.file else None,
                "meets": _points(outcome, one.play.new, told),
                "transcript": one.text,
            }
            for one in outcome.written
        ],
        "not_met": [
            {
                **_point(point, told),
                "languages": list(spoken),
                "reason": reason,
                "why": told.told(why(reason)),
            }
            for point, spoken, reason in gaps(outcome)
        ],
    }


def _points(outcome: Outcome, keys: Iterable[Key], told: Catalogue) -> list[dict[str, Any]]:
    return [{**_point(outcome.points[key], told), "language": key.language or None} for key in keys]


def _point(point: Point, told: Catalogue) -> dict[str, Any]:
    return {
        "file": near(point.mark.file),
        "line": point.mark.line,
        "kind": str(point.key.kind),
        "what": told.told(point.what),
    }
