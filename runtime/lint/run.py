"""Runs every rule over flows and says what callers would suffer from.

A rule that crashes is our fault and must not look like a clean flow: it becomes a finding, the other
rules still run, and the command ends with code 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from runtime.flow.diagnostic import Diagnostic, Severity
from runtime.flow.model import Flow
from runtime.flow.source import split_lines
from runtime.flow.wording import said
from runtime.lint.ignore import applied, ignores
from runtime.lint.rule import Profile, Rule
from runtime.lint.rules import ALL_RULES
from runtime.lint.subject import Subject, every_run

CRASHED = "rule-crashed"

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Report:
    """findings: what harms callers most first, then by file and line. crashed: whether a rule failed."""

    findings: tuple[Diagnostic, ...]
    crashed: bool = False


def lint(
    flows: Iterable[Flow],
    files: Mapping[str, str],
    rules: Sequence[Rule] = ALL_RULES,
    profile: Profile = Profile.PRODUCTION,
    *,
    transcripts: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Report:
    """What the rules of a profile find in these flows, the author's `ignore` marks applied.

    files: what `runtime.flow.load` read, by the names that marks carry; for the marks of the author and
    for what stands in comments. transcripts: the texts of the scripted calls. today: lint knows no clock, so
    the day comes from the command; without it rules about days say nothing.
    """
    plays = {name: tuple(split_lines(text)) for name, text in (transcripts or {}).items()}
    sources = {name: tuple(split_lines(text)) for name, text in files.items()}
    found: dict[Diagnostic, None] = {}
    crashed = False
    checked: set[str] = set()
    asked = [rule for rule in rules if profile.includes(rule.profile)]
    flows = list(flows)
    for flow in flows:
        checked.update(flow.files)
        own = {name: sources[name] for name in flow.files if name in sources}
        runners = tuple(other for other in flows if flow.name in every_run(other))
        subject = Subject(flow, own, plays, today, runners)
        for rule in asked:
            try:
                found.update(dict.fromkeys(rule.diagnostics(subject)))
            except Exception as fault:  # whatever a rule does wrong, the author still gets the rest
                crashed = True
                found[_crash(rule, flow, fault)] = None
    marks = ignores({name: lines for name, lines in sources.items() if name in checked})
    known = {rule.name for rule in (*ALL_RULES, *rules)}
    kept = applied(found, marks, sorted(known), {rule.name for rule in asked})
    return Report(tuple(ordered(kept)), crashed)


def ordered(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What harms callers most first, then by file, line and column."""
    return sorted(findings, key=lambda one: (_GRAVITY[one.severity], one.mark, one.rule, one.message))


def _crash(rule: Rule, flow: Flow, fault: Exception) -> Diagnostic:
    return Diagnostic(
        CRASHED,
        Severity.ERROR,
        said(
            "our rule `{rule}` failed on the flow `{flow}`: {fault}",
            rule=rule.name,
            flow=flow.name,
            fault=f"{type(fault).__name__}: {fault}",
        ),
        flow.mark,
        harm="This flow was not checked for what that rule finds.",
        fix="This is a fault of flowctl, not of the flow. Please report it with the flow.",
    )
