"""Mutants: a mistake is noticed where a play looks, and survives where none does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.transcript.mistakes import mutants
from runtime.transcript.mutation import Trial, Verdict, scores, trial
from runtime.transcript.result import Result
from runtime.transcript.run import Performance
from runtime.transcript.spoken_in import spoken_in

Played = Callable[..., Result]

PRICES = "  - bot: welcome.menu\n  - press: 1\n  - bot: prices.say\n  - bot: goodbye.say\n  - ended: done\n"
SILENT = (
    "  - bot: welcome.menu\n  - silence: 6s\n  - bot: defaults.no_input.1.say\n  - bot: welcome.menu\n"
    "  - silence: 6s\n  - bot: goodbye.say\n  - ended: done\n"
)


def tried(shop: Dialogue, *results: Result) -> Trial:
    return trial([Performance("play.yaml", "in place", results, flow=shop.flow)])


def told(shop: Dialogue, *results: Result) -> dict[str, Verdict]:
    made = tried(shop, *results)
    return {str(mutant.what): made.verdict(number) for number, mutant in enumerate(made.mutants)}


def test_a_mistake_is_noticed_by_the_play_that_goes_there(shop: Dialogue, played: Played) -> None:
    verdicts = told(shop, played(PRICES))
    dropped = verdicts["option 1 of `welcome` were missing"]
    assert (dropped.by, dropped.survived) == ("play.yaml", False)


def test_a_mistake_where_no_play_comes_survives(shop: Dialogue, played: Played) -> None:
    """The silent caller is what it takes to notice a rung."""
    rung = "`no_input` rung 2 in `welcome` were missing"
    unseen = told(shop, played(PRICES))[rung]
    assert (unseen.survived, unseen.tried) == (True, 0)
    assert not told(shop, played(PRICES), played(SILENT))[rung].survived


def test_a_play_that_does_not_look_notices_nothing(shop: Dialogue, played: Played) -> None:
    """`...` hears everything, and so compares nothing."""
    said = next(
        what
        for what in told(shop)
        if what.startswith("`prices` said `") and what.endswith("not `prices.say`")
    )
    blind = told(shop, played("  - bot: ...\n  - press: 1\n  - bot: ...\n  - ended: done\n"))[said]
    assert (blind.survived, blind.tried) == (True, 1)
    assert not told(shop, played(PRICES))[said].survived


def test_only_plays_that_pass_are_shown_a_mistake(shop: Dialogue, played: Played) -> None:
    failing = played("  - bot: prices.say\n")
    assert failing.mismatches
    assert tried(shop, failing).plays == []


def test_the_same_seed_makes_the_same_mistakes(shop: Dialogue) -> None:
    spoken = spoken_in([shop.flow])

    def made(seed: int) -> list[str]:
        return [str(mutant.what) for mutant in mutants(shop.flow, spoken, seed)]

    assert made(1) == made(1)
    assert made(1) != made(2)


def test_every_mistake_is_one_and_stands_in_the_authors_file(shop: Dialogue) -> None:
    for mutant in mutants(shop.flow, spoken_in([shop.flow])):
        assert mutant.made != shop.flow, mutant.what
        assert Path(mutant.mark.file).name in ("shop.yaml", "contacts.yaml"), mutant.what


@pytest.mark.parametrize(
    ("flow", "what", "because"),
    [
        ("lpg", "option 1 of `choose_language` did not set `language`", "only ever heard in te-IN"),
        ("lpg", "`leak_desk` when it is closed", "`gas_emergency` is never closed"),
    ],
)
def test_what_no_call_can_tell_is_no_mistake(flow: str, what: str, because: str) -> None:
    loaded = load(f"flows/{flow}").flow
    assert loaded is not None
    found = [one for one in mutants(loaded, spoken_in([loaded])) if what in one.what]
    assert found
    assert all(because in one.equivalent for one in found)


def test_a_score_leaves_out_what_is_no_mistake(shop: Dialogue, played: Played) -> None:
    verdicts = told(shop, played(PRICES), played(SILENT)).values()
    score = scores(verdicts)["shop"]
    assert score.killed == sum(bool(one.by) for one in verdicts)
    assert score.counted == sum(not one.mutant.equivalent for one in verdicts)
    assert 0 < score.percent < 100


def test_a_mistake_in_a_flow_that_is_run_is_noticed_in_the_flow_that_runs_it() -> None:
    from runtime.transcript.run import Stage

    performance = Stage().perform(Path("flows/clinic/transcripts/no_name.yaml"))
    made = trial([performance], only=["identify"])
    verdicts = {str(one.what): number for number, one in enumerate(made.mutants)}
    rung = made.verdict(verdicts["`no_input` rung 1 in `ask_name` were missing"])
    assert "no_name.yaml" in rung.by
