"""What stands in for what is somebody's own: of the same kind, the same for the same, never the thing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from runtime.flow.diagnostic import Mark
from runtime.flow.model import Slot, SlotType
from runtime.language import LANGUAGES, said_code
from runtime.language.said_date import typed_date
from runtime.transcript.stand_ins import NAME, NUMBER, StandIns, as_spoken, is_own

MARK = Mark("x", 1, 1)


def slot(kind: SlotType, **more: Any) -> Slot:
    return Slot("it", kind, MARK, **more)


@pytest.fixture
def stand_ins() -> StandIns:
    return StandIns("te-IN")


@pytest.mark.parametrize(
    ("kind", "true", "fits"),
    [
        (SlotType.DIGITS, "31245678901", lambda one: len(one) == 11 and one.isdecimal()),
        (SlotType.DIGITS, "4211", lambda one: len(one) == 4 and one.isdecimal()),
        (SlotType.AADHAAR, "234123412346", said_code.aadhaar_of),
        (SlotType.PIN_CODE, "500081", said_code.pin_code_of),
        (SlotType.PHONE, "+919848022338", said_code.phone),
        (SlotType.VEHICLE_NO, "AP09AB1234", said_code.vehicle_no),
        (SlotType.UPI_ID, "raju.k@okaxis", said_code.upi_id),
        (SlotType.DATE, "1962-08-15", date.fromisoformat),
        (SlotType.TIME, "18:05", lambda one: one == "10:01"),
        (SlotType.TEXT, "లక్ష్మి", lambda one: one == "పేరు A"),
    ],
)
def test_a_stand_in_is_of_the_same_kind(stand_ins: StandIns, kind: SlotType, true: str, fits: Any) -> None:
    of = slot(kind, sensitive=True)
    other = stand_ins.value(of, true)
    assert other != true and fits(other)
    assert stand_ins.value(of, true) == other, "the same value, the same stand-in"
    second = stand_ins.value(
        of, {"500081": "500082"}.get(true, true[:-1] + ("5" if true[-1] != "5" else "6"))
    )
    assert second != other, "another value, another stand-in"


def test_the_callers_number_is_that_of_the_documentation(stand_ins: StandIns) -> None:
    assert stand_ins.number("+919848022338") == NUMBER
    assert stand_ins.digits("9848022338") == NUMBER[-10:]
    assert stand_ins.value(slot(SlotType.PHONE), "+919848022338") == NUMBER
    assert stand_ins.words("call 98480 22338 or 0 9848022338") == "call 9876543210 or 09876543210"
    assert StandIns("te-IN").number("") == NUMBER


def test_typed_digits_are_an_answer_where_they_were_one(stand_ins: StandIns) -> None:
    birth = slot(SlotType.DATE, sensitive=True)

    def read(keys: str) -> str | None:
        days = typed_date(keys, date(2026, 11, 20))
        return str(days[0]) if days else None

    typed = stand_ins.typed(birth, "15081962", read)
    assert len(typed) == 8 and typed.endswith("1962") and read(typed) not in (None, "1962-08-15")
    assert stand_ins.value(birth, "1962-08-15") == read(typed), "typed or said, it is the same"
    wrong = stand_ins.typed(birth, "99999999", read)
    assert len(wrong) == 8 and read(wrong) is None
    number = slot(SlotType.AADHAAR, sensitive=True)
    right = stand_ins.typed(number, "234123412346", said_code.aadhaar_of)
    assert said_code.aadhaar_of(right) and right != "234123412346"
    assert said_code.aadhaar_of(stand_ins.typed(number, "234123412345", said_code.aadhaar_of)) is None


def test_words_keep_what_is_nobodys(stand_ins: StandIns) -> None:
    stand_ins.value(slot(SlotType.TEXT), "Lakshmi Devi")
    assert stand_ins.words("house 1912, since two days") == "house 1912, since two days"
    assert stand_ins.words("I am lakshmi devi.") == "I am పేరు A."
    said = stand_ins.words("nine eight four eight zero two two three three eight is it")
    assert said.endswith(" is it") and "eight" not in said
    assert stand_ins.words("98480-22338x") == stand_ins.words("9848022338x"), "written in two ways, it is one"
    assert stand_ins.words(said) == said, "a stand-in stays"


def test_words_of_a_service_are_names_or_keep_their_shape(stand_ins: StandIns) -> None:
    assert stand_ins.papers("AB-12c", exact=False) == "AA-88a"
    assert stand_ins.papers("XYZ", exact=True) == "BBB"
    assert stand_ins.papers("Lakshmi Devi", exact=False) == "పేరు A"
    assert stand_ins.papers("Sita", exact=False) == "పేరు B"
    assert stand_ins.papers("AB-12c", exact=False) == "AA-88a"


def test_no_two_names_are_the_same(stand_ins: StandIns) -> None:
    names = [stand_ins.value(slot(SlotType.TEXT), f"x{number}") for number in range(60)]
    assert len(set(names)) == 60 and not any(sign.isdecimal() for sign in "".join(names))


def test_yes_and_choices_of_a_secret_are_always_the_same(stand_ins: StandIns) -> None:
    ward = slot(SlotType.CHOICE, choices=("eye", "dental"), sensitive=True)
    assert {stand_ins.value(ward, "eye"), stand_ins.value(ward, "dental")} == {"eye"}
    assert {stand_ins.value(slot(SlotType.YES_NO, sensitive=True), one) for one in (True, False)} == {True}


def test_what_a_service_answered_for_a_secret_is_replaced_whole(stand_ins: StandIns) -> None:
    of = slot(SlotType.TEXT, sensitive=True)
    other = stand_ins.value(of, {"name": "Lakshmi", "ids": ["123456"], "balance": 1250, "open": None})
    assert other["name"] == "పేరు A" and other["ids"] != ["123456"] and other["balance"] != 1250
    assert isinstance(other["balance"], int) and other["open"] is None


def test_a_value_can_be_said(stand_ins: StandIns) -> None:
    assert next(as_spoken(slot(SlotType.DATE), "1962-01-02")) == "02/01/1962"
    assert next(as_spoken(slot(SlotType.PHONE), "+919876543210")) == "9876543210"
    assert next(as_spoken(slot(SlotType.NUMBER), "12.0")) == "12"
    read = {"పేరు A": "పేరు A", "I am Lakshmi": "Lakshmi"}.get
    assert stand_ins.spoken(slot(SlotType.TEXT), "I am Lakshmi", read) == "పేరు A"
    assert stand_ins.spoken(slot(SlotType.TEXT), "hmm", read) is None


def test_whose_answers_are_the_callers_own() -> None:
    assert is_own(slot(SlotType.TEXT)) and not is_own(slot(SlotType.TEXT, examples="villages"))
    assert is_own(slot(SlotType.PHONE)) and is_own(slot(SlotType.NUMBER, sensitive=True))
    assert not is_own(slot(SlotType.AMOUNT)) and not is_own(slot(SlotType.DATE))


def test_there_is_a_word_in_every_language() -> None:
    assert set(NAME) == set(LANGUAGES)
