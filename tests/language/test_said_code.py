"""Telephone numbers, pin codes, Aadhaar, vehicles and UPI addresses as callers say and type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import LANGUAGES, said_code
from runtime.language import digits as spell_out

AADHAAR = "234123412346"
"""Made up; the last digit is the check digit."""


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("9876543210", "+919876543210"),
        ("+91 98765 43210", "+919876543210"),
        ("my number is nine eight seven six five four three two one zero", "+919876543210"),
        ("0987 654 3210", "+919876543210"),
        ("040 2345 6789", "+914023456789"),
        ("double nine eight eight double seven triple zero one", "+919988770001"),
        ("తొమ్మిది ఎనిమిది నాలుగు ఎనిమిది సున్నా రెండు రెండు మూడు మూడు ఎనిమిది", "+919848022338"),
        ("ninety eight forty eight zero double two double three eight", "+919848022338"),
        ("91 23 45 67 89", "+919123456789"),
        ("98765", None),
        ("1234567890", None),
        ("98765432101", None),
        ("00 40 2345 6789", None),
        ("", None),
    ],
)
def test_phone(said: str, number: str | None) -> None:
    assert said_code.phone(said) == number


@pytest.mark.parametrize(
    ("said", "pin"),
    [
        ("500081", "500081"),
        ("five double zero zero eight one", "500081"),
        ("my pin is 500 081", "500081"),
        ("५००००१", "500001"),
        ("ఐదు సున్నా సున్నా సున్నా ఎనిమిది ఒకటి", "500081"),
        ("050081", None),
        ("50008", None),
        ("5000812", None),
    ],
)
def test_pin_code(said: str, pin: str | None) -> None:
    assert said_code.pin_code(said) == pin


def test_two_numbers_of_one_form_are_none() -> None:
    assert said_code.phone("9876543210 or 9876543211") is None
    assert said_code.pin_code("500081 or 500082") is None


def test_a_telephone_number_and_a_pin_code_in_one_breath() -> None:
    said = "98765 43210, my pin is 500081"
    assert said_code.phone(said, sure=True) == "+919876543210"
    assert said_code.pin_code(said, sure=True) == "500081"


def test_aadhaar_has_twelve_digits_and_the_last_checks_the_others() -> None:
    assert said_code.aadhaar(AADHAAR) == AADHAAR
    assert said_code.aadhaar("my number is 2341 2341 2346") == AADHAAR
    wrong = [AADHAAR[:-1] + str(digit) for digit in range(10) if str(digit) != AADHAAR[-1]]
    assert [said_code.aadhaar(number) for number in wrong] == [None] * 9
    assert said_code.aadhaar("012345678901") is None


def test_the_check_digit_finds_every_wrong_digit_and_every_pair_in_wrong_order() -> None:
    """What Verhoeff's scheme promises."""
    for place, digit in enumerate(AADHAAR):
        others = (AADHAAR[:place] + str(n) + AADHAAR[place + 1 :] for n in range(10) if str(n) != digit)
        assert not any(said_code.checks(other) for other in others)
    for place in range(11):
        swapped = AADHAAR[:place] + AADHAAR[place + 1] + AADHAAR[place] + AADHAAR[place + 2 :]
        assert swapped == AADHAAR or not said_code.checks(swapped)


@pytest.mark.parametrize("language", LANGUAGES)
def test_aadhaar_and_phone_in_the_digits_of_every_language(language: str) -> None:
    assert said_code.aadhaar(spell_out(AADHAAR, language)) == AADHAAR
    assert said_code.phone(spell_out("9848022338", language)) == "+919848022338"


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("AP 09 AB 1234", "AP09AB1234"),
        ("my car number is AP 9 AB 1234", "AP09AB1234"),
        ("TS zero nine EA one two three four", "TS09EA1234"),
        ("a p zero nine a b nineteen twelve", "AP09AB1912"),
        ("KA-01-HH-0001", "KA01HH0001"),
        ("DL 1 C 1234", "DL01C1234"),
        ("22 BH 1234 AA", "22BH1234AA"),
        ("టిఎస్ సున్నా తొమ్మిది ఈఏ ఒకటి రెండు మూడు నాలుగు", "TS09EA1234"),
        ("एपी शून्य नौ ए बी एक दो तीन चार", "AP09AB1234"),
        ("XX 09 AB 1234", None),
        ("22 BH 1234 II", None),
        ("AP 09", None),
        ("hello", None),
    ],
)
def test_vehicle(said: str, number: str | None) -> None:
    assert said_code.vehicle_no(said) == number


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("Ravi.Kumar@OkAxis", "ravi.kumar@okaxis"),
        ("ravi dot kumar at okaxis", "ravi.kumar@okaxis"),
        ("my UPI id is ravi at the rate ybl", "ravi@ybl"),
        ("9876543210@paytm", "9876543210@paytm"),
        ("nine eight seven six five four three two one zero at ybl", "9876543210@ybl"),
        ("look at this", None),
        ("meet me at home please", None),
        ("ravi@", None),
        ("a@b@c", None),
        ("ravi at okaxis today", None),
    ],
)
def test_upi(said: str, address: str | None) -> None:
    assert said_code.upi_id(said) == address


@given(st.text(max_size=60))
def test_anything_at_all_is_answered(said: str) -> None:
    for read in (
        said_code.phone,
        said_code.pin_code,
        said_code.aadhaar,
        said_code.vehicle_no,
        said_code.upi_id,
    ):
        assert read(said) is None or isinstance(read(said), str)


@pytest.mark.parametrize("word", ["ap ", "nine ", "at ", "a@", "टी", "  "])
def test_endless_words_are_answered_soon(word: str) -> None:
    """A recogniser gone wild: nothing here may take time that grows faster than the words."""
    for read in (said_code.phone, said_code.vehicle_no, said_code.upi_id):
        assert read(word * 3000) is None
