"""Every rule's page: Bad gives exactly this finding, Good gives none."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "flow"))

from sentences import untold

from runtime.flow.diagnostic import Diagnostic
from runtime.lint import rules
from runtime.lint.rule import Profile, Rule
from runtime.lint.rules import ALL_RULES

Findings = Callable[..., list[Diagnostic]]

BY_NAME = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)


def _asked(rule: Rule) -> Profile:
    """`team`, and `production` only for the rules of that profile, so that the other pages stay short."""
    return Profile.TEAM if Profile.TEAM.includes(rule.profile) else rule.profile


@BY_NAME
def test_bad_is_found_and_nothing_else(rule: Rule, findings: Findings) -> None:
    found = findings(rule.page.bad, _asked(rule))
    assert [(one.rule, one.severity) for one in found] == [(rule.name, rule.severity)], found


@BY_NAME
def test_good_is_clean(rule: Rule, findings: Findings) -> None:
    assert findings(rule.page.good, _asked(rule)) == []


@BY_NAME
def test_a_finding_points_somewhere_and_says_what_to_do(rule: Rule, findings: Findings) -> None:
    (found,) = findings(rule.page.bad, _asked(rule))
    lines = Path(found.mark.file).read_text(encoding="utf-8").splitlines()
    assert lines[found.mark.line - 1][found.mark.column - 1 :].strip()
    assert found.harm and found.fix and found.message
    assert untold([found]) == []


def test_every_file_on_the_shelf_is_listed_once() -> None:
    folder = Path(str(rules.__file__)).parent
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    assert files == {rule.name for rule in ALL_RULES}
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)
