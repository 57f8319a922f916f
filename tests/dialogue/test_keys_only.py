"""An `ask` that takes the keypad only: what was said on the way to it is no answer and hides no question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Calling = Callable[..., Any]

STATES = """
  begin: {say: hello, go: account}
  account: {ask: account, type: digits, length: 4, by: keys, say: which_account, go: bye}
"""


@pytest.mark.parametrize("seconds", [0.1, 1.0])
def test_words_over_the_prompt_before_it_are_not_its_answer(call: Calling, seconds: float) -> None:
    phone = call(STATES).say("four eight two one", seconds).listen_out()
    assert phone.state == "account"
    assert phone.call.slots == {}
    assert phone.said.count("which_account") == 1
    assert phone.call.no_matches == 0
    assert phone.press("4821").call.slots == {"account": "4821"}


def test_keys_over_the_prompt_before_it_are(call: Calling) -> None:
    phone = call(STATES).press("4821")
    assert phone.call.slots == {"account": "4821"}
