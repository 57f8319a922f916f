"""What a rule is: one file in `rules/`, whose name is the rule's name and whose docstring is its page.

A rule's module has a function `check(subject)` that yields findings, and `RULE = Rule(__name__, …)`.
Its docstring begins with one sentence that says what is found, then has **Why:**, **Bad:** and
**Good:**; the two flows are run by tests/lint/test_rules.py: Bad gives this finding and no other,
Good gives none. A rule earns its place when a caller would suffer from what it finds; there are no
rules of taste, and one that is often wrong is worse than none.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from runtime.flow.diagnostic import Diagnostic, Edit, Mark, Severity
from runtime.lint.subject import Subject

_SECTION = re.compile(r"^\*\*(Why|Bad|Good):\*\*", re.MULTILINE)


class Profile(StrEnum):
    """How far a flow has come; each profile asks what the one before it asks, and more."""

    DRAFT = "draft"  # being written: only what breaks a call
    TEAM = "team"  # shared with others: what callers would suffer from
    PRODUCTION = "production"  # a public number: what such a number must have

    def includes(self, other: Profile) -> bool:
        """Whether a rule that first speaks in `other` speaks in this one."""
        order = list(Profile)
        return order.index(other) <= order.index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """message: what is wrong, in words for the author. fix: what to write instead.
    related: other places worth seeing, each with a few words. suggestion, edits: as in `Diagnostic`."""

    message: str
    mark: Mark
    fix: str = ""
    related: tuple[tuple[str, Mark], ...] = ()
    suggestion: str | None = None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's docstring, taken apart. bad, good: whole flows as YAML."""

    summary: str
    why: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Rule:
    """module: where it is written; gives the name. harm: what the caller suffers, one sentence.
    first: the first profile in which it speaks; when not given, `draft` for an error and `team` for the
    rest."""

    module: str
    severity: Severity
    check: Callable[[Subject], Iterator[Finding]]
    harm: str
    first: Profile | None = None

    @property
    def profile(self) -> Profile:
        """The first profile in which this rule speaks."""
        if self.first is not None:
            return self.first
        return Profile.DRAFT if self.severity is Severity.ERROR else Profile.TEAM

    @property
    def name(self) -> str:
        """The word of reports, `--explain` and `# flow: ignore[…]`: `dead_end.py` is `dead-end`."""
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def page(self) -> Page:
        """Raises ValueError when the docstring lacks a section."""
        return page(sys.modules[self.module].__doc__ or "")

    def diagnostics(self, subject: Subject) -> Iterator[Diagnostic]:
        """Each finding as the rest of the product speaks of them."""
        for finding in self.check(subject):
            yield Diagnostic(
                rule=self.name,
                severity=self.severity,
                message=finding.message,
                mark=finding.mark,
                harm=self.harm,
                fix=finding.fix,
                suggestion=finding.suggestion,
                related=finding.related,
                edits=finding.edits,
            )


def page(docstring: str) -> Page:
    """Raises ValueError when a section is missing."""
    summary, *rest = _SECTION.split(textwrap.dedent(docstring))
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    if set(parts) != {"Why", "Bad", "Good"} or not summary.strip():
        raise ValueError("a rule's docstring has a sentence, then **Why:**, **Bad:** and **Good:**")
    return Page(
        summary=" ".join(summary.split()),
        why=" ".join(parts["Why"].split()),
        bad=textwrap.dedent(parts["Bad"].strip("\n")).rstrip() + "\n",
        good=textwrap.dedent(parts["Good"].strip("\n")).rstrip() + "\n",
    )
