"""Answers are taken as people write them, and bad ones are refused in words."""

from __future__ import annotations

import pytest

from runtime.scaffold import wishes
from runtime.scaffold.wishes import Hours, Refused

SPOKEN = ("te-IN", "hi-IN", "en-IN")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Water",
        "../up",
        "/etc",
        "a/b",
        "a b",
        "1st",
        "_x",
        "con",
        "contacts",
        "जल",
        "a" * 41,
        "a\n",
        "a.b",
        "a\0",
    ],
)
def test_hostile_names_are_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"small English letters|another use"):
        wishes.name(text)


def test_names_that_have_a_use_are_refused() -> None:
    with pytest.raises(Refused, match="another use"):
        wishes.option("goodbye:Bye", SPOKEN, ())
    for text in ("bill:Bills", "water_label:Water"):
        with pytest.raises(Refused, match="another use"):
            wishes.option(text, SPOKEN, ("bill",))


@pytest.mark.parametrize("text", ["", "  ", "{{ x }}", "a{b", "a\x07b", "a\u202eb", "x" * 401])
def test_words_that_cannot_be_spoken_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        wishes.words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("te-IN,hi-IN", ("te-IN", "hi-IN")),
        ("Telugu, Hindi, English", ("te-IN", "hi-IN", "en-IN")),
        ("ODIA od-in", ("od-IN",)),
    ],
)
def test_languages(text: str, expected: tuple[str, ...]) -> None:
    assert wishes.languages(text) == expected


def test_a_language_that_was_mistyped() -> None:
    with pytest.raises(Refused, match="did you mean telugu"):
        wishes.languages("telgu")


def test_words_find_their_language_by_their_script() -> None:
    assert wishes.by_language("बिल | Bills | బిల్లులు", SPOKEN) == {
        "hi-IN": "बिल", "en-IN": "Bills", "te-IN": "బిల్లులు"
    }  # fmt: skip
    assert wishes.by_language("mr-IN=बिले | बिल", ("hi-IN", "mr-IN")) == {"mr-IN": "बिले", "hi-IN": "बिल"}
    with pytest.raises(Refused, match="none of the flow's languages"):
        wishes.by_language("பில்", SPOKEN)


def test_hours() -> None:
    assert wishes.hours("mon-fri 9:30-18:00, sat 09:30-13:00") == (
        Hours("mon-fri", "09:30", "18:00"),
        Hours("sat", "09:30", "13:00"),
    )
    assert wishes.hours("always") == ()
    with pytest.raises(Refused, match="always"):
        wishes.hours("office hours")


def test_numbers() -> None:
    assert wishes.number("+91 40 2233-4455") == "+914022334455"
    with pytest.raises(Refused):
        wishes.number("1912")
