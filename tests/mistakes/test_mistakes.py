"""A sample of every kind of mistake, held to the promised figures; and proof that the figures move."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from figures_page import PAGE, read
from mistake_check import Verdict
from mistake_kinds import OPERATORS, Kind, kinds, load_operators, mutants, shown_kinds
from mistake_project import ProjectView
from mistake_report import as_json, as_table, as_text, by_kind, figures, share, short_of
from run import main, run

from runtime.lint.rules import ALL_RULES
from runtime.lint.run import lint

FLOWS = Path(__file__).resolve().parents[2] / "flows"
A_SAMPLE = 3
"""Mutants of each kind; the whole run takes ten times as many."""


@pytest.fixture(scope="module")
def sample() -> list[Verdict]:
    return run(FLOWS, shown_kinds(final=False), A_SAMPLE, jobs=2, tell=False)[1]


def test_every_kind_has_an_operator_and_every_operator_a_kind() -> None:
    load_operators()
    listed = [one.name for one in kinds()]
    assert len(listed) == len(set(listed)) >= 60
    assert set(listed) == set(OPERATORS)


def test_a_third_is_held_out() -> None:
    held = [one for one in kinds() if one.held_out]
    assert 0.25 < len(held) / len(kinds()) < 0.42
    assert not set(held) & set(shown_kinds(final=False))
    assert set(held) < set(shown_kinds(final=True))


def test_held_out_kinds_are_not_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = next(one.name for one in kinds() if one.held_out)
    monkeypatch.setattr(sys, "argv", ["run.py", "--only", held])
    assert main() == 2
    assert held in capsys.readouterr().err


def test_two_thousand_mutants_over_all_flows() -> None:
    load_operators()
    project = ProjectView(FLOWS)
    made = [mutant for kind in kinds() for mutant in mutants(project, kind, 24)]
    assert len(made) >= 2000
    assert {one.flow for one in made} == {one.path for one in project.flows}
    assert all(one.mistake.at for one in made)


def test_the_page_says_what_was_measured() -> None:
    assert PAGE.read_text("utf-8") == read(), "run: python tests/mistakes/figures_page.py"


def test_the_same_mutants_for_the_same_seed() -> None:
    load_operators()
    project = ProjectView(FLOWS)
    kind = next(one for one in kinds() if one.name == "prompt-key-typo")
    assert mutants(project, kind, 5) == mutants(project, kind, 5)
    assert mutants(project, kind, 5) != mutants(project, kind, 5, seed=2)


def test_the_sample_keeps_what_is_promised(sample: list[Verdict]) -> None:
    assert not short_of(figures(sample)), "\n".join(
        f"{name}: line {share(pile, 'right_line'):.0%}, rule {share(pile, 'right_rule'):.0%}"
        for name, pile in by_kind(sample).items()
        if share(pile, "right_rule") < 1
    )


def test_a_rule_that_is_gone_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proof that the figures can fall: without its rule a kind of mistake is missed."""
    kind = next(one for one in kinds() if one.name == "unreachable-state")
    before = run(FLOWS, [kind], 6, jobs=1, tell=False)[1]
    fewer = tuple(one for one in ALL_RULES if one.name not in kind.rules)
    assert len(fewer) < len(ALL_RULES)
    monkeypatch.setattr("runtime.cli.findings.lint", partial(lint, rules=fewer))
    after = run(FLOWS, [kind], 6, jobs=1, tell=False)[1]
    assert figures(before)["right_rule"] == 1
    assert figures(after)["right_rule"] == 0
    assert short_of(figures(after))


def test_the_wrong_line_is_not_the_right_one() -> None:
    from mistake_check import Finding, judge

    verdict = Verdict("x", 0, "f")
    verdict.findings = [
        Finding("a", "error", "m", (("f.yaml", 3),)),
        Finding("b", "error", "m", (("f.yaml", 4),)),
    ]
    judge(verdict, [("f.yaml", 4)], frozenset({"a"}))
    assert (verdict.found, verdict.right_line, verdict.right_rule) == (True, True, False)
    assert [one.rule for one in verdict.noise] == ["a"]


def test_reports(sample: list[Verdict]) -> None:
    chosen: list[Kind] = shown_kinds(final=False)
    load_operators()
    project = ProjectView(FLOWS)
    made = [mutant for kind in chosen for mutant in mutants(project, kind, A_SAMPLE)]
    text = as_text(sample, chosen, made, project)
    assert text.startswith(f"{len(sample)} mutants")
    assert as_json(sample, chosen, final=False)["held_out"] is None
    assert as_table(sample, chosen).count("\n") == len(by_kind(sample)) + 1
