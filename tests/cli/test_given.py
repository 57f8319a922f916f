"""What a flow is given on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.cli.given import Ungiven, given
from runtime.flow.load import load
from runtime.flow.model import Flow

FLOW = """\
flow: reminder
languages: [en-IN]
direction: outbound
inputs: {due: {type: number}, account: {type: digits}}
start: bye
states:
  bye: {end: done}
"""


@pytest.fixture
def flow(tmp_path: Path) -> Flow:
    (tmp_path / "reminder.yaml").write_text(FLOW, encoding="utf-8")
    found = load(tmp_path / "reminder.yaml").flow
    assert found is not None
    return found


def test_numbers_are_numbers_and_digits_keep_their_zeros(flow: Flow) -> None:
    assert given(flow, ["due=250", "account=0042"]) == {"due": 250, "account": "0042"}


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        (["due"], "--with due=…"),
        (["dew=1", "account=1"], "did you mean due?"),
        (["zebra=1"], "it takes due, account"),
        (["due=1"], "reminder must be given account: --with account=…"),
    ],
)
def test_what_is_missing_or_unknown_is_said(flow: Flow, pairs: list[str], says: str) -> None:
    with pytest.raises(Ungiven) as fault:
        given(flow, pairs)
    assert says in str(fault.value)
