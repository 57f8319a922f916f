"""What words and conditions may read, and what it stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from runtime.dialogue.call import HIDDEN
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.turn import Turn
from runtime.flow.model import Flow

Making = Callable[..., Flow]

STATES = """
  begin: {ask: account, say: which_account, go: again}
  again: {menu: welcome, options: [{key: 1, go: bye}]}
"""
HEAD = "slots: {account: {type: digits, length: 6, sensitive: yes}, village: {type: text}}\n"
FRIDAY = datetime(2026, 11, 20, 12, 0)


def _read(flow: Flow, *names: str, hidden: bool = False, later: float = 0.0, **start: Any) -> dict[str, Any]:
    dialogue = Dialogue(flow)
    turn = Turn(dialogue.start(number="+919876543210", **start).call, dialogue._plan)
    turn.clock += later
    return turn.plan.names.now(turn, frozenset(names), hidden=hidden)


def test_every_call_has_these(flow: Making) -> None:
    values = _read(flow(STATES, HEAD), "visits.again", "today", "now", "open.desk", now=FRIDAY)
    assert values["caller"] == {"number": "+919876543210"}
    assert values["language"] == "en-IN"
    assert (values["turns"], values["no_inputs"], values["no_matches"]) == (0, 0, 0)
    assert values["visits"] == {"begin": 1, "again": 0, "sorry": 0, "desk": 0, "bye": 0}
    assert (values["today"], values["now"]) == ("2026-11-20", "12:00")
    assert values["open"]["desk"] is True


def test_now_moves_with_the_call(flow: Making) -> None:
    made = flow(STATES, HEAD)
    values = _read(made, "now", "today", now=datetime(2026, 11, 20, 23, 59), later=90.0)
    assert values["now"] == "00:00"
    assert values["today"] == "2026-11-21"


def test_a_slot_not_filled_yet_is_not_there(flow: Making) -> None:
    assert "village" not in _read(flow(STATES, HEAD), "village")


def test_a_sensitive_slot_is_masked_for_the_model_alone(flow: Making) -> None:
    made = flow(STATES, HEAD)
    slots = {"account": "774411", "village": "Kondapur"}
    start = {"slots": slots, "state": "again"}
    assert _read(made, "account", **start)["account"] == "774411"
    shown = _read(made, "account", hidden=True, **start)
    assert (shown["account"], shown["village"]) == (HIDDEN, "Kondapur")
    assert "account" not in _read(made, "account", hidden=True, state="again")


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (FRIDAY, True),
        (datetime(2026, 11, 20, 9, 29, 59), False),
        (datetime(2026, 11, 20, 9, 30), True),
        (datetime(2026, 11, 20, 18, 0), False),
        (datetime(2026, 11, 22, 12, 0), False),  # Sunday
        (None, True),  # nobody said what time it is
        (datetime(2026, 11, 20, 6, 30, tzinfo=ZoneInfo("UTC")), True),  # noon in Kolkata
        (datetime(2026, 11, 20, 15, 0, tzinfo=ZoneInfo("UTC")), False),
    ],
)
def test_a_contact_is_open_in_its_hours(flow: Making, now: datetime | None, is_open: bool) -> None:
    values = _read(flow(STATES, HEAD), "open.office", "open.desk", now=now)
    assert values["open"] == {"desk": True, "office": is_open}


def test_a_contact_closes_during_a_call(flow: Making) -> None:
    made = flow(STATES, HEAD)
    assert _read(made, "open.office", now=datetime(2026, 11, 20, 17, 59, 30))["open"]["office"] is True
    late = _read(made, "open.office", now=datetime(2026, 11, 20, 17, 59, 30), later=30.0)
    assert late["open"]["office"] is False
