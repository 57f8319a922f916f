"""What a play is called, and what it remarks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.flow.catalogue import catalogue
from runtime.flow.model import Flow
from runtime.prove.titles import Titles
from runtime.transcript.points import Key, Kind, points
from runtime.transcript.spoken_in import spoken_in

FAR = Key(Kind.STATE, "bank", "goodbye", "hi-IN")
RUNG = Key(Kind.RUNG, "bank", "main/no_input/2", "hi-IN")
RULE = Key(Kind.ESCALATION, "bank", "escalation/2")


@pytest.fixture
def titled(shipped: Callable[[str], Flow]) -> Callable[..., Titles]:
    def make(language: str = "en") -> Titles:
        from pathlib import Path

        flow = shipped("bank")
        every = {point.key: point for point in points(flow, spoken_in([flow]))}
        return Titles(every, flow, Path(flow.mark.file).parent, catalogue(language))

    return make


def test_a_title_says_what_happens(titled: Callable[..., Titles]) -> None:
    titles = titled()
    assert titles.name(RUNG, ["hi-IN"]) == "no answer twice in `main`, Hindi"
    assert titles.name(RUNG, []) == "no answer twice in `main`"
    missed = Key(Kind.RUNG, "bank", "main/no_match/3", "hi-IN")
    assert titles.name(missed, []) == "not understood three times in `main`"
    assert titles.name(RULE, []) == "the rule `visits.not_matching >= 3`"


def test_a_title_is_told_in_the_authors_language(titled: Callable[..., Titles]) -> None:
    titles = titled("te")
    assert titles.title(titles.name(RUNG, ["hi-IN"])) == "`main` లో రెండు సార్లు జవాబు లేదు, హిందీ"


def test_it_is_named_after_what_it_was_made_for(titled: Callable[..., Titles]) -> None:
    titles = titled()
    assert titles.subject({FAR, RUNG, RULE}, {RUNG}) == RUNG
    assert titles.subject({FAR, RUNG, RULE}, {FAR}) == RULE, "a state says too little"
    assert titles.subject({FAR}, {FAR}) == FAR


def test_a_remark_names_the_line(titled: Callable[..., Titles], shipped: Callable[[str], Flow]) -> None:
    titles = titled()
    line = shipped("bank").states["main"].no_input[1].mark.line  # type: ignore[attr-defined]
    assert titles.remarks([FAR, RUNG]) == (f"flow.yaml:{line}: `no_input` rung 2 in `main`",)
    assert titles.purpose(FAR).startswith("For flow.yaml:")
    assert titles.remarks([Key(Kind.RUNG, "bank", "nowhere/no_input/1", "hi-IN")]) == ()
