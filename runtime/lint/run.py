"""Runs every rule over flows and says what callers would suffer from.

A rule that crashes is our fault and must not look like a clean flow: it becomes a finding, the other
rules still run, and the command ends with code 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from runtime.flow.diagnostic import Diagnostic, Severity
from runtime.flow.model import Flow
from runtime.flow.source import split_lines
from runtime.lint.ignore import applied, ignores
from runtime.lint.rule import Rule
from runtime.lint.rules import ALL_RULES
from runtime.lint.subject import Subject

CRASHED = "rule-crashed"

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Report:
    """findings: by file and line; on one line the gravest first. crashed: whether a rule failed."""

    findings: tuple[Diagnostic, ...]
    crashed: bool = False


def lint(flows: Iterable[Flow], files: Mapping[str, str], rules: Sequence[Rule] = ALL_RULES) -> Report:
    """What the rules find in these flows, the author's `ignore` marks applied.

    files: what `runtime.flow.load` read, by the names that marks carry; for the marks of the author and
    for what stands in comments.
    """
    sources = {name: tuple(split_lines(text)) for name, text in files.items()}
    found: dict[Diagnostic, None] = {}
    crashed = False
    checked: set[str] = set()
    for flow in flows:
        checked.update(flow.files)
        subject = Subject(flow, {name: sources[name] for name in flow.files if name in sources})
        for rule in rules:
            try:
                found.update(dict.fromkeys(rule.diagnostics(subject)))
            except Exception as fault:  # whatever a rule does wrong, the author still gets the rest
                crashed = True
                found[_crash(rule, flow, fault)] = None
    marks = ignores({name: lines for name, lines in sources.items() if name in checked})
    kept = applied(found, marks, [rule.name for rule in rules])
    return Report(tuple(ordered(kept)), crashed)


def ordered(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By file, line and column; on one place the gravest first."""
    return sorted(
        findings,
        key=lambda one: (
            one.mark.file,
            one.mark.line,
            one.mark.column,
            _GRAVITY[one.severity],
            one.rule,
            one.message,
        ),
    )


def _crash(rule: Rule, flow: Flow, fault: Exception) -> Diagnostic:
    return Diagnostic(
        CRASHED,
        Severity.ERROR,
        f"our rule `{rule.name}` failed on the flow `{flow.name}`: {type(fault).__name__}: {fault}",
        flow.mark,
        harm="This flow was not checked for what that rule finds.",
        fix="This is a fault of flowctl, not of the flow. Please report it with the flow.",
    )
