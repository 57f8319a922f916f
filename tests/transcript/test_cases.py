"""The tester is tested on plays that fail: what it says of them is golden text.

cases/must_fail/<name>.yaml fails as <name>.out tells, cases/faulty/<name>.yaml cannot be played for the
reasons in <name>.out, cases/must_pass/*.yaml pass. `UPDATE=1 pytest tests/transcript/test_cases.py` rewrites
the .out files; a person reads the difference.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "flow"))

from sentences import untold

from runtime.flow.schema import schema
from runtime.transcript.build import KINDS
from runtime.transcript.retelling import heading, retelling
from runtime.transcript.run import Performance, Stage

HERE = Path(__file__).parent / "cases"
MUST_FAIL = sorted((HERE / "must_fail").glob("*.yaml"))
MUST_PASS = sorted((HERE / "must_pass").glob("*.yaml"))
FAULTY = sorted((HERE / "faulty").glob("*.yaml"))


def told(performance: Performance) -> Iterator[str]:
    for result in performance.results:
        yield f"{'pass' if result.passed else 'FAIL'}  {heading(result)}"
        yield from retelling(result)
    for one in performance.diagnostics:
        yield f"{one.mark} {one.rule}: {one.message}"
        if one.fix:
            yield f"    fix: {one.fix}"
        if one.suggestion:
            yield f"    did you mean: {one.suggestion}?"


def golden(case: Path, performance: Performance) -> tuple[str, str]:
    """What was told, and what should have been."""
    text = "".join(f"{line}\n".replace(f"{HERE}{os.sep}", "") for line in told(performance))
    out = case.with_suffix(".out")
    if os.environ.get("UPDATE"):
        out.write_text(text, encoding="utf-8")
    return text, out.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", MUST_FAIL, ids=lambda case: case.stem)
def test_must_fail(case: Path) -> None:
    performance = Stage().perform(case)
    assert performance.results
    assert not any(result.passed for result in performance.results)
    text, expected = golden(case, performance)
    assert text == expected


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: case.stem)
def test_faulty(case: Path) -> None:
    performance = Stage().perform(case)
    assert not performance.results
    assert performance.diagnostics
    assert not performance.passed
    assert untold(performance.diagnostics) == []
    text, expected = golden(case, performance)
    assert text == expected


@pytest.mark.parametrize("case", MUST_PASS, ids=lambda case: case.stem)
def test_must_pass(case: Path) -> None:
    performance = Stage().perform(case)
    assert not performance.diagnostics
    assert [line for result in performance.results for line in retelling(result) if not result.passed] == []
    assert performance.results or performance.skipped
    assert performance.passed


def test_the_shelves_are_not_empty() -> None:
    assert min(len(MUST_FAIL), len(MUST_PASS), len(FAULTY)) >= 8


def test_a_play_gives_the_same_result_twice() -> None:
    stage = Stage()
    for case in [*MUST_FAIL, *MUST_PASS]:
        assert stage.perform(case).results == stage.perform(case).results


def test_every_line_and_every_check_is_seen_to_fail() -> None:
    """A kind of line, a check or a word beside a line that no play of the shelf fails on could be one that
    cannot fail."""
    known = schema("transcript")["$defs"]
    parts = known["line"]["properties"]
    beside = {f"bot/{name}" for name in ("language", "voice", "interruptible", "fixed")}
    compared = {f"bot/{name}" for name in known["said"]["properties"] if name != "prompt"}
    checks = {f"expect/{name}" for name in parts["expect"]["properties"]}
    lines = {kind for kind in KINDS if kind != "expect"}
    stage = Stage()
    failed = {
        miss.about
        for case in MUST_FAIL
        for result in stage.perform(case).results
        for miss in result.mismatches
    }
    assert (lines | beside | compared | checks | {"stub", "stub/model"}) - failed == set()


def test_a_play_that_is_skipped_has_not_failed_and_has_not_been_played() -> None:
    performance = Stage().perform(HERE / "must_pass" / "skipped.yaml")
    assert (performance.skipped, performance.results) == ("the manager has no number yet", ())


def test_each_row_is_a_play_with_its_name() -> None:
    titles = [each.transcript.title for each in Stage().perform(HERE / "must_pass" / "rows.yaml").results]
    assert [title.partition(" [")[2] for title in titles] == [
        "English]",
        "name: లక్ష్మి, id: 21, said: two one]",
        "id: 7, said: seven, wait: 1s]",
    ]
