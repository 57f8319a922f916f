"""`# flow: ignore[rule] reason: …`: the author's word that a finding is known and meant.

The mark stands on the line of the finding or on the line above it, names one rule or several, and
gives its reason. A mark without a reason hides nothing. A mark that hides nothing is itself reported,
so that none outlives the fault it was written for. What `flowctl validate` finds cannot be ignored.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from runtime.flow.diagnostic import Diagnostic, Edit, Mark, Severity
from runtime.flow.faults import nearest, sure
from runtime.flow.wording import said

_MARK = re.compile(r"(?:^|\s)(#\s*flow:\s*ignore\b\s*(?:\[([^\]]*)\])?\s*(?:reason:\s*(.*?))?)\s*$")

HARM = "A finding that is hidden without cause is a caller who suffers unseen."


@dataclass(frozen=True, slots=True)
class Ignore:
    """rules: the names in the brackets. reason: the author's words, maybe empty. blanks: how many stand
    before it, to the words it follows or to the start of its line."""

    rules: tuple[str, ...]
    reason: str
    mark: Mark
    blanks: int = 0


def ignores(sources: Mapping[str, Iterable[str]]) -> list[Ignore]:
    """Every mark in these YAML files. Markdown has none: a model would read it."""
    found = []
    for file, lines in sources.items():
        if not file.endswith((".yaml", ".yml")):
            continue
        for number, line in enumerate(lines, start=1):
            if "ignore" in line and (match := _MARK.search(line)):
                rules = tuple(rule.strip() for rule in (match[2] or "").split(",") if rule.strip())
                mark = Mark(file, number, match.start(1) + 1, len(match[1]))
                before = line[: match.start(1)]
                blanks = len(before) - len(before.rstrip())
                found.append(Ignore(rules, (match[3] or "").strip(), mark, blanks))
    return found


def applied(
    findings: Iterable[Diagnostic],
    marks: Collection[Ignore],
    known: Collection[str],
    asked: Collection[str] | None = None,
) -> Iterator[Diagnostic]:
    """The findings that no mark hides, then what is wrong with the marks. known: every rule's name.
    asked: the rules that were run (all when not given); a mark for another is not called unused."""
    hiding = {
        (mark.mark.file, line, rule): mark
        for mark in marks
        if mark.reason
        for line in (mark.mark.line + 1, mark.mark.line)
        for rule in mark.rules
    }
    used: set[tuple[Ignore, str]] = set()
    for finding in findings:
        mark = hiding.get((finding.mark.file, finding.mark.line, finding.rule))
        if mark is None:
            yield finding
        else:
            used.add((mark, finding.rule))
    silent = set(known) - set(asked if asked is not None else known)
    for mark in marks:
        yield from _faults(mark, {rule for one, rule in used if one == mark} | silent, known)


def _faults(mark: Ignore, used: set[str], known: Collection[str]) -> Iterator[Diagnostic]:
    """used: rules that the mark hides, and those that nobody asked this time."""
    if not mark.rules:
        yield _fault(
            "ignore-without-rule", "this mark names no rule", mark, "Write `ignore[…]` with the rule's name."
        )
    elif not mark.reason:
        fix = "Say why, at the end of the line: `reason: …`."
        yield _fault("ignore-without-reason", "this mark gives no reason, so it hides nothing", mark, fix)
    else:
        left = [rule for rule in mark.rules if rule in used]
        for rule in mark.rules:
            if rule not in known:
                near = nearest(rule, known)
                message = said("there is no rule `{rule}` that can be ignored", rule=rule)
                edits = _renamed(mark, rule, near) if near and sure(rule, known) else ()
                yield _fault("unused-ignore", message, mark, "Write the rule's name.", near, edits)
            elif rule not in used:
                message = said("`{rule}` finds nothing here any more", rule=rule)
                yield _fault("unused-ignore", message, mark, "Delete the mark.", None, _without(mark, left))


def _renamed(mark: Ignore, rule: str, near: str) -> tuple[Edit, ...]:
    written = ", ".join(near if one == rule else one for one in mark.rules)
    return (Edit(mark.mark, f"# flow: ignore[{written}] reason: {mark.reason}"),)


def _without(mark: Ignore, left: list[str]) -> tuple[Edit, ...]:
    """The mark with the rules that are left; a mark of none goes, its line with it if it is alone there."""
    if left:
        return (Edit(mark.mark, f"# flow: ignore[{', '.join(left)}] reason: {mark.reason}"),)
    place = mark.mark
    return (Edit(Mark(place.file, place.line, place.column - mark.blanks, place.length + mark.blanks), ""),)


def _fault(
    rule: str,
    message: str,
    mark: Ignore,
    fix: str,
    suggestion: str | None = None,
    edits: tuple[Edit, ...] = (),
) -> Diagnostic:
    return Diagnostic(rule, Severity.WARNING, message, mark.mark, HARM, fix, suggestion, (), edits)
