"""A transcript against its flow: names, and answers a service never gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.transcript.check import check_against
from runtime.transcript.model import Transcript

Made = Callable[..., Transcript]


@pytest.mark.parametrize(
    ("lines", "rule", "suggestion"),
    [
        ("  - bot: welcome.menus\n", "unknown-prompt", "welcome.menu"),
        ("  - bot: welcome.menu\n    language: te-IM\n", "unknown-language", "te-IN"),
        ("  - bot: {says: {te-ID: x}}\n", "unknown-language", "te-IN"),
        ("  - caller: {en-US: x}\n", "unknown-language", "en-IN"),
        ("  - press: {en-UN: 1}\n", "unknown-language", "en-IN"),
        ("  - transfer: owners\n", "unknown-contact", "owner"),
        ("  - expect: {state: oder}\n", "unknown-state", "order"),
        ("  - expect: {visited: oder}\n", "unknown-state", "order"),
        ("  - expect: {slots: {iten: x}}\n", "unknown-slot", "item"),
        ("  - expect: {not_said: code.sai}\n", "unknown-prompt", "code.say"),
        ("  - expect: {fetched: {bills.pay: 1}}\n", "unknown-service", None),
        ("  - ended: zebra\n", "unknown-outcome", None),
    ],
)
def test_an_unknown_name(
    shop: Dialogue, transcript: Made, lines: str, rule: str, suggestion: str | None
) -> None:
    (found,) = check_against(shop.flow, transcript(lines))
    assert found.rule == rule
    assert found.suggestion == suggestion
    assert found.mark.line >= 3
    assert bool(found.fix) != bool(suggestion), "either the nearest word, or what there is"


@pytest.mark.parametrize(
    "lines",
    [
        "  - bot: ...\n",
        "  - ended: hung_up\n",
        "  - ended: transferred\n",
        "  - ended: failed\n",
        "  - expect: {slots: {receipt: x, code: x, language: te-IN}}\n",
    ],
)
def test_names_that_need_no_declaring(shop: Dialogue, transcript: Made, lines: str) -> None:
    assert check_against(shop.flow, transcript(lines)) == []


@pytest.mark.parametrize(
    ("answer", "fits"),
    [
        ('{id: "1"}', True),
        ("{id: 1}", False),
        ("{}", False),
        ("[]", True),
        ('[{id: "1"}, {no: "1"}]', False),
        ("{error: down}", True),
        ("{timeout: yes}", True),
    ],
)
def test_answers_that_a_service_never_gives(
    shop: Dialogue, transcript: Made, answer: str, fits: bool
) -> None:
    play = transcript("  - bot: ...\n", f"stub: {{orders.create: {answer}}}\n")
    assert [one.rule for one in check_against(shop.flow, play)] == ([] if fits else ["unfit-stub"])


def test_a_misspelt_exit_is_a_slip_and_an_invented_one_a_test(shop: Dialogue, transcript: Made) -> None:
    (slip,) = check_against(shop.flow, transcript("  - bot: ...\n", "stub: {model: [{exit: ownr}]}\n"))
    assert (slip.rule, slip.suggestion, slip.mark.column) == ("unknown-exit", "owner", 23)
    invented = transcript("  - bot: ...\n", "stub: {model: [{exit: transfer_all_money}]}\n")
    assert check_against(shop.flow, invented) == []
