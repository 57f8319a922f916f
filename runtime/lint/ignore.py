"""`# flow: ignore[rule] reason: …`: the author's word that a finding is known and meant.

The mark stands on the line of the finding or on the line above it, names one rule or several, and
gives its reason. A mark without a reason hides nothing. A mark that hides nothing is itself reported,
so that none outlives the fault it was written for. What `flowctl validate` finds cannot be ignored.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from runtime.flow.diagnostic import Diagnostic, Mark, Severity

_MARK = re.compile(r"(?:^|\s)(#\s*flow:\s*ignore\b\s*(?:\[([^\]]*)\])?\s*(?:reason:\s*(.*?))?)\s*$")

HARM = "A finding that is hidden without cause is a caller who suffers unseen."


@dataclass(frozen=True, slots=True)
class Ignore:
    """rules: the names in the brackets. reason: the author's words, maybe empty."""

    rules: tuple[str, ...]
    reason: str
    mark: Mark


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
                found.append(Ignore(rules, (match[3] or "").strip(), mark))
    return found


def applied(
    findings: Iterable[Diagnostic], marks: Collection[Ignore], known: Collection[str]
) -> Iterator[Diagnostic]:
    """The findings that no mark hides, then what is wrong with the marks. known: every rule's name."""
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
    for mark in marks:
        yield from _faults(mark, {rule for one, rule in used if one == mark}, known)


def _faults(mark: Ignore, used: set[str], known: Collection[str]) -> Iterator[Diagnostic]:
    if not mark.rules:
        yield _fault(
            "ignore-without-rule", "this mark names no rule", mark, "Write `ignore[…]` with the rule's name."
        )
    elif not mark.reason:
        fix = "Say why, at the end of the line: `reason: …`."
        yield _fault("ignore-without-reason", "this mark gives no reason, so it hides nothing", mark, fix)
    else:
        for rule in mark.rules:
            if rule not in known:
                near = get_close_matches(rule, known, n=1)
                message = f"there is no rule `{rule}` that can be ignored"
                yield _fault("unused-ignore", message, mark, "Delete the mark.", near[0] if near else None)
            elif rule not in used:
                yield _fault(
                    "unused-ignore", f"`{rule}` finds nothing here any more", mark, "Delete the mark."
                )


def _fault(rule: str, message: str, mark: Ignore, fix: str, suggestion: str | None = None) -> Diagnostic:
    return Diagnostic(rule, Severity.WARNING, message, mark.mark, HARM, fix, suggestion)
