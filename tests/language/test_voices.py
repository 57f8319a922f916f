"""The voices: what there is, and who is who."""

from __future__ import annotations

import pytest

from runtime.language.voices import (
    SPEAKERS,
    V2_FEMALE,
    V2_MALE,
    V3_FEMALE,
    V3_MALE,
    exists,
    is_female,
    persona_tongue,
)


def test_every_voice_is_a_womans_or_a_mans() -> None:
    assert len(V3_FEMALE | V3_MALE) == 37 == len(V3_FEMALE) + len(V3_MALE)
    assert {is_female(name) for name in (*V2_FEMALE, *V3_FEMALE)} == {True}
    assert {is_female(name) for name in (*V2_MALE, *V3_MALE)} == {False}


@pytest.mark.parametrize("name", ["priya", "anushka", "simran_en_customer", "kavitha_te_conversation"])
def test_voices_that_exist(name: str) -> None:
    assert exists(name)


@pytest.mark.parametrize("name", ["anuska", "Priya", "simran_xx_customer", "", "amelia"])
def test_voices_that_do_not(name: str) -> None:
    assert not exists(name)


def test_a_persona_says_its_language() -> None:
    assert persona_tongue("shubh_enhi_ads") == "enhi"
    assert persona_tongue("priya") is None
    assert is_female("ritu_hi_customer") is True and is_female("nobody_hi_customer") is None


def test_the_providers_names_are_these() -> None:
    from runtime.providers.sarvam import names

    assert names.V3 | set(names.V2_FEMALE) | set(names.V2_MALE) == SPEAKERS
