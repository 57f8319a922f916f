"""The page on coverage names what no play of the shipped flows notices: those mistakes do survive."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runtime.transcript.mutation import Trial, trial
from runtime.transcript.run import Stage, transcript_paths

PAGE = Path("docs/coverage.md")
ROW = re.compile(r"^\| (\w+) \| (.*`.*) \|$", re.M)
LISTED = ROW.findall(PAGE.read_text(encoding="utf-8").partition("| nobody would notice if |")[2])


@pytest.fixture(scope="module")
def tried() -> Trial:
    stage = Stage()
    return trial([stage.perform(file) for file in transcript_paths(Path("flows"))])


def test_the_page_lists_some() -> None:
    assert len(LISTED) > 10


@pytest.mark.parametrize(("flow", "what"), LISTED)
def test_a_survivor_survives(tried: Trial, flow: str, what: str) -> None:
    """One that a play notices by now is to be taken out of the list."""
    (number,) = (
        place for place, one in enumerate(tried.mutants) if (one.made.name, str(one.what)) == (flow, what)
    )
    verdict = tried.verdict(number)
    assert verdict.survived, f"noticed by {verdict.by}"
    assert verdict.tried, "no play even comes there"


@pytest.mark.parametrize("flow", ["hello", "lpg"])
def test_nothing_else_survives(tried: Trial, flow: str) -> None:
    """Two of the flows in full; the others take minutes (`flowctl test flows --mutate`)."""
    listed = {what for name, what in LISTED if name == flow}
    numbers = [place for place, one in enumerate(tried.mutants) if one.made.name == flow]
    assert {str(one.mutant.what) for one in map(tried.verdict, numbers) if one.survived} == listed
