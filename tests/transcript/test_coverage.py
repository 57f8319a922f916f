"""Coverage counts what a call has met, and only that: each kind of point is missed, then met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.transcript.coverage import Coverage, Covered, is_generated, total
from runtime.transcript.points import TOLD_ONLY, Key, Kind, points
from runtime.transcript.result import Result
from runtime.transcript.spoken_in import spoken_in

Played = Callable[..., Result]

ORDER = (
    "  - bot: welcome.menu\n  - press: 2\n  - bot: order.say\n  - caller: sugar\n  - bot: what.say\n"
    "  - caller: sugar\n  - bot: what.confirm\n"
)
STUB = "stub: {model: [{exit: what}], orders.create: {error: down}}\n"

PLAYS = {
    Key(Kind.STATE, "shop", "prices", "en-IN"): ("  - bot: welcome.menu\n  - press: 1\n  - bot: ...\n", ""),
    Key(Kind.WAY, "shop", "prices->goodbye/go"): (
        "  - bot: ...\n  - press: 1\n  - bot: ...\n  - ended: done\n",
        "",
    ),
    Key(Kind.RUNG, "shop", "welcome/no_input/2", "en-IN"): (
        "  - bot: ...\n  - silence: 6s\n  - bot: ...\n  - silence: 6s\n  - bot: ...\n",
        "",
    ),
    Key(Kind.RUNG, "shop", "welcome/no_match/1", "te-IN"): (
        "  - bot: ...\n  - press: 3\n  - bot: ...\n  - press: 9\n  - bot: ...\n",
        "",
    ),
    Key(Kind.OPTION, "shop", "welcome/3/key", "en-IN"): ("  - bot: ...\n  - press: 3\n  - bot: ...\n", ""),
    Key(Kind.ANYWHERE, "shop", "anywhere/1/key"): ("  - bot: ...\n  - press: 0\n  - bot: ...\n", ""),
    Key(Kind.EXIT, "shop", "order/what"): (ORDER, STUB),
    Key(Kind.CONFIRM, "shop", "what/yes", "en-IN"): (ORDER + '  - caller: "yes"\n  - bot: ...\n', STUB),
    Key(Kind.CONFIRM, "shop", "what/no", "en-IN"): (ORDER + '  - caller: "no"\n  - bot: ...\n', STUB),
    Key(Kind.CONFIRM, "shop", "what/correction", "en-IN"): (
        ORDER + '  - caller: "no, rice"\n  - bot: ...\n',
        STUB,
    ),
    Key(Kind.ERROR, "shop", "place/service", "en-IN"): (
        ORDER + '  - caller: "yes"\n  - bot: ...\n  - transfer: owner\n',
        STUB,
    ),
    Key(Kind.ERROR, "shop", "order/model", "en-IN"): (
        "  - bot: ...\n  - press: 2\n  - bot: ...\n  - caller: sugar\n  - bot: owner.say\n",
        "stub: {model: [{error: down}]}\n",
    ),
    Key(Kind.ERROR, "shop", "order/recogniser", "en-IN"): (
        "  - bot: ...\n  - press: 2\n  - bot: ...\n  - caller: sugar\n    recogniser: error\n  - bot: ...\n",
        "",
    ),
    Key(Kind.ERROR, "shop", "owner/failed", "en-IN"): (
        "  - bot: ...\n  - press: 0\n  - bot: ...\n  - transfer: owner\n  - bot: message.say\n",
        "stub: {transfer: busy}\n",
    ),
    Key(Kind.ERROR, "shop", "owner/closed", "en-IN"): (
        "  - bot: ...\n  - press: 0\n  - bot: ...\n",
        "call: {at: 2026-11-22 11:00}\n",
    ),
}
"""A play for each kind of point."""


def covered(shop: Dialogue, *results: Result) -> Covered:
    coverage = Coverage()
    coverage.add(shop.flow, "nothing", (), passed=True)
    for number, result in enumerate(results):
        coverage.add(shop.flow, f"play {number}", result.taken, passed=result.passed)
    (flow,) = coverage.flows()
    return flow


@pytest.mark.parametrize("key", PLAYS, ids=lambda key: f"{key.kind} {key.name}")
def test_a_point_is_missing_until_a_play_meets_it(shop: Dialogue, played: Played, key: Key) -> None:
    lines, head = PLAYS[key]
    result = played(lines, head)
    assert result.passed, result.mismatches
    assert key in {point.key for point in points(shop.flow, spoken_in([shop.flow]))}
    assert key not in covered(shop).by
    flow = covered(shop, result)
    assert flow.by[key] == ("play 0",)
    assert flow.share(key.kind).met == covered(shop).share(key.kind).met + sum(
        one.kind is key.kind for one in flow.by
    )


def test_what_cannot_happen_is_no_point(shop: Dialogue) -> None:
    """A state that is heard in one language has no points in another; nor has a desk that never closes."""
    keys = {point.key for point in points(shop.flow, spoken_in([shop.flow]))}
    assert Key(Kind.STATE, "shop", "welcome", "te-IN") not in keys
    open_always = {name: replace(contact, hours=()) for name, contact in shop.flow.contacts.items()}
    flow = replace(shop.flow, contacts=open_always)
    assert any(key.name == "owner/closed" for key in keys)
    assert not any(point.key.name == "owner/closed" for point in points(flow, spoken_in([flow])))


def test_what_is_missing_is_told_by_the_authors_line_with_its_languages(
    shop: Dialogue, played: Played
) -> None:
    flow = covered(shop, played(*PLAYS[Key(Kind.RUNG, "shop", "welcome/no_input/2", "en-IN")]))
    gap = next(gap for gap in flow.gaps(Kind.RUNG) if "`no_input` rung 2 in `welcome`" in gap.what)
    assert gap.languages == ("te-IN",)
    text = (gap.mark.file, gap.mark.line)
    assert text == (shop.flow.mark.file, 10)


def test_a_play_that_fails_covers_nothing(shop: Dialogue, played: Played) -> None:
    failing = played("  - bot: welcome.menu\n  - press: 1\n  - bot: order.say\n")
    assert not failing.passed
    assert covered(shop, failing).by == {}


def test_generated_plays_are_counted_apart(shop: Dialogue, played: Played) -> None:
    result = played("  - bot: ...\n  - press: 1\n  - bot: ...\n")
    coverage = Coverage()
    coverage.add(shop.flow, "by a tool", result.taken, passed=True, generated=True)
    (flow,) = coverage.flows()
    share = flow.share()
    assert (share.met, coverage.generated) == (0, 1)
    assert share.more == len({key for key in flow.tools if key.kind not in TOLD_ONLY}) > 0
    assert any(gap.generated for gap in flow.gaps())


@pytest.mark.parametrize(
    ("text", "generated"),
    [
        ("# generated: yes\ntranscript: x\nlines:\n", True),
        ("transcript: x\ngenerated: yes\nlines:\n", True),
        ("transcript: x\nlines:\n  - bot: generated\n", False),
        ("transcript: x\nlines:\n  - caller: hello\n# generated: yes\n", False),
        ("# generated: no\ntranscript: x\nlines:\n", False),
    ],
)
def test_a_generated_play_says_so_at_its_head(text: str, generated: bool) -> None:
    assert is_generated(text) is generated


def test_counts_are_what_a_picture_reads(shop: Dialogue, played: Played) -> None:
    result = played("  - bot: ...\n  - press: 1\n  - bot: ...\n  - ended: done\n")
    coverage = Coverage()
    coverage.add(shop.flow, "one", result.taken, passed=True)
    assert coverage.counts("shop") == {
        "states": {"goodbye": 1, "prices": 1, "welcome": 1},
        "edges": {"prices->goodbye": 1, "welcome->prices": 1},
    }


def test_the_total_is_of_what_counts(shop: Dialogue, played: Played) -> None:
    flow = covered(shop, played("  - bot: ...\n  - press: 1\n  - bot: ...\n"))
    counted = [point for point in flow.points if point.key.kind not in TOLD_ONLY]
    assert total([flow]).of == len(counted)
    assert total([flow]).met == sum(point.key in flow.by for point in counted)
    assert 0 < total([flow]).percent < 100
