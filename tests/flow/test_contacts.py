"""Opening hours as the operator writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from runtime.flow.load import Loaded

DESK = """
### contacts.yaml
contacts:
  desk:
    number: "+914055500100"
    hours: [{days: mon-fri, from: "09:30", to: "18:00"}, {days: [sat, sun], from: "20:00", to: "24:00"}]
    holidays: [2027-01-26]
  always: {queue: front, timeout: 10s}
"""


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2027-01-25 09:29", False),
        ("2027-01-25 09:30", True),
        ("2027-01-25 17:59", True),
        ("2027-01-25 18:00", False),
        ("2027-01-26 12:00", False),
        ("2027-01-23 23:59", True),
        ("2027-01-24 00:01", False),
    ],
)
def test_hours(loaded: Callable[[str], Loaded], frame: str, now: str, is_open: bool) -> None:
    flow = loaded(frame + DESK.lstrip()).flow
    assert flow is not None
    assert flow.contacts["desk"].open_at(datetime.fromisoformat(now)) is is_open
    assert flow.contacts["always"].open_at(datetime.fromisoformat(now))
    assert (flow.contacts["desk"].timeout, flow.contacts["always"].timeout) == (25, 10)
