"""The runner: order, and what happens when one of our own rules fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.load import load_project
from runtime.lint.rule import Finding, Profile, Rule
from runtime.lint.rules import ALL_RULES
from runtime.lint.run import CRASHED, lint
from runtime.lint.subject import Subject

ROOT = Path(__file__).resolve().parents[2]


def crashing(subject: Subject) -> Iterator[Finding]:
    yield Finding("found before the fault", subject.flow.mark)
    raise KeyError("a state that is not there")


def test_a_rule_that_crashes_is_a_finding_and_the_others_still_run() -> None:
    project = load_project(ROOT / "flows" / "hello.yaml")
    broken = Rule("rules.broken_rule", Severity.WARNING, crashing, harm="none")
    report = lint(project.flows.values(), project.files, [broken, *ALL_RULES])
    assert report.crashed
    (fault,) = [one for one in report.findings if one.rule == CRASHED]
    assert fault.severity is Severity.ERROR
    assert "broken-rule" in fault.message and "KeyError" in fault.message


def test_what_harms_most_comes_first_then_by_place() -> None:
    project = load_project(ROOT / "flows" / "hello.yaml")

    def rule(name: str, severity: Severity, *lines: int) -> Rule:
        def check(subject: Subject) -> Iterator[Finding]:
            yield from (Finding(name, Mark("a.yaml", line, 1)) for line in lines)

        return Rule(f"rules.{name}", severity, check, harm="none")

    rules = [
        rule("info", Severity.INFO, 3, 1),
        rule("error", Severity.ERROR, 3),
        rule("warn", Severity.WARNING, 2),
    ]
    found = lint(project.flows.values(), project.files, rules).findings
    assert [(one.mark.line, one.rule) for one in found] == [
        (3, "error"),
        (2, "warn"),
        (1, "info"),
        (3, "info"),
    ]


def test_the_same_finding_of_two_flows_is_told_once() -> None:
    project = load_project(ROOT / "flows" / "hello.yaml")
    (flow,) = project.flows.values()

    def check(subject: Subject) -> Iterator[Finding]:
        yield Finding("in a file that both share", Mark("contacts.yaml", 1, 1))

    rule = Rule("rules.shared", Severity.WARNING, check, harm="none")
    assert len(lint([flow, flow], project.files, [rule]).findings) == 1


@pytest.mark.parametrize(
    ("profile", "spoke"),
    [
        (Profile.DRAFT, ["breaks"]),
        (Profile.TEAM, ["breaks", "harms"]),
        (Profile.PRODUCTION, ["breaks", "harms", "public"]),
    ],
)
def test_a_rule_speaks_from_its_first_profile_on(profile: Profile, spoke: list[str]) -> None:
    project = load_project(ROOT / "flows" / "hello.yaml")

    def rule(name: str, severity: Severity, first: Profile | None = None) -> Rule:
        def check(subject: Subject) -> Iterator[Finding]:
            yield Finding(name, subject.flow.mark)

        return Rule(f"rules.{name}", severity, check, harm="none", first=first)

    rules = [
        rule("breaks", Severity.ERROR),
        rule("harms", Severity.WARNING),
        rule("public", Severity.WARNING, Profile.PRODUCTION),
    ]
    found = lint(project.flows.values(), project.files, rules, profile).findings
    assert [one.rule for one in found] == spoke
