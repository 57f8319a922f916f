from __future__ import annotations

import pytest

from runtime.providers.sarvam.names import (
    FLASH,
    SPOKEN,
    V3,
    realtime_language,
    served_instead,
    speaks,
    voice_for,
    voice_language,
    whole_language,
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("saarika:v2.5", "saaras:v3-realtime"),
        ("sarvam-m", "sarvam-105b-conversations"),
        ("sarvam-30b", "sarvam-105b-conversations"),
        ("bulbul:v2", "bulbul:v3"),
    ],
)
def test_an_old_model_is_served_by_its_replacement_and_the_log_says_why(old: str, new: str) -> None:
    served = served_instead(old)
    assert served.name == new
    assert served.why is not None
    assert old in served.why
    assert new in served.why


def test_a_model_of_today_and_one_nobody_knows_are_asked_for_as_they_are() -> None:
    assert served_instead("bulbul:v3").why is None
    assert served_instead("bulbul:v9").name == "bulbul:v9"


@pytest.mark.parametrize("language", sorted(SPOKEN))
@pytest.mark.parametrize("model", ["bulbul:v2", "bulbul:v3", FLASH])
@pytest.mark.parametrize("asked", ["anushka", "hitesh", "priya", "simran_en_customer", "nobody", None])
def test_every_voice_that_is_served_belongs_to_the_model(
    model: str, language: str, asked: str | None
) -> None:
    served = voice_for(model, asked, language)
    assert speaks(model, served.name)
    assert (served.why is None) == (asked is None or served.name == asked)


def test_the_first_bots_voice_is_replaced_by_a_woman_of_the_newer_model() -> None:
    assert voice_for("bulbul:v3", "anushka", "te-IN").name in V3
    assert "anushka" in (voice_for("bulbul:v3", "anushka", "te-IN").why or "")


def test_odia_has_another_code_at_each_endpoint() -> None:
    assert realtime_language("od-IN") == "or-IN"
    assert whole_language("or-IN") == "od-IN"
    assert voice_language("or-IN") == "od-IN"
    assert realtime_language("unknown") == "auto"


def test_a_language_the_voice_cannot_speak_is_read_in_english() -> None:
    assert voice_language("ur-IN") == "en-IN"
