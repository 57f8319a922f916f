"""A caller's secret is found wherever it is written or said."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from runtime.dialogue.effect import AskModel, Dial, Message
from runtime.transcript.secret import leaks
from runtime.transcript.world import Asked


def phone(
    system: str = "", said: str = "", summary: str | None = None, log: str = "", secret: Any = "4821"
) -> Any:
    """A call that knows a PIN, with what it has let out."""
    request = AskModel(1, system, (Message("user", said),), (), {}, (), "te-IN", 8.0)
    asked = Asked(models=[request], dials=[Dial(2, "desk", summary)])
    call = SimpleNamespace(
        slots={"pin": secret, "name": "Lakshmi"}, sensitive={"pin"}, frames=(), for_log=lambda: {"slots": log}
    )
    return SimpleNamespace(call=call, asked=asked)


@pytest.mark.parametrize(
    ("let_out", "where"),
    [
        ({"system": "The PIN is 4821."}, "what the model was told"),
        ({"said": "it is four eight two one"}, "what the model was told"),
        ({"said": "నాలుగు ఎనిమిది రెండు ఒకటి"}, "what the model was told"),
        ({"summary": "en-IN; pin: 4821"}, "the summary for the person"),
        ({"log": "4821"}, "the log"),
    ],
)
def test_a_secret_that_is_out(let_out: dict[str, str], where: str) -> None:
    assert list(leaks(phone(**let_out))) == [f"pin stands in {where}"]


@pytest.mark.parametrize(
    "let_out",
    [{}, {"system": "Lakshmi calls."}, {"said": "48 21"[:2]}, {"summary": "pin: •••"}, {"said": "4 8 2"}],
)
def test_a_secret_that_is_kept(let_out: dict[str, str]) -> None:
    assert list(leaks(phone(**let_out))) == []


def test_what_is_too_short_is_not_looked_for() -> None:
    assert list(leaks(phone(said="5 lamps", secret="5"))) == []


def test_a_secret_of_letters_is_found_as_words() -> None:
    assert list(leaks(phone(said="My word is Lotus.", secret="lotus"))) == [
        "pin stands in what the model was told"
    ]
