from __future__ import annotations

import pytest

from runtime.providers.sarvam import SarvamSettings, SettingsError

KEY = {"SARVAM_API_KEY": "sk_something"}


def test_the_key_alone_is_enough() -> None:
    settings = SarvamSettings.from_env(KEY)
    assert settings.base_url == "https://api.sarvam.ai"
    assert settings.ws_url == "wss://api.sarvam.ai"
    assert (settings.transport, settings.endpointing, settings.exit) == ("socket", "manual", "tool")
    assert settings.notices == ()


def test_the_key_is_never_printed() -> None:
    assert "sk_something" not in repr(SarvamSettings.from_env(KEY))


def test_the_sockets_follow_the_base_unless_they_have_their_own() -> None:
    assert (
        SarvamSettings.from_env({**KEY, "SARVAM_BASE_URL": "http://127.0.0.1:9/"}).ws_url
        == "ws://127.0.0.1:9"
    )
    own = {**KEY, "SARVAM_BASE_URL": "http://a", "SARVAM_WS_URL": "wss://b/"}
    assert SarvamSettings.from_env(own).ws_url == "wss://b"


def test_the_first_bots_models_are_accepted_and_replaced_with_a_notice_each() -> None:
    settings = SarvamSettings.from_env(
        {
            **KEY,
            "SARVAM_STT_MODEL": "saarika:v2.5",
            "SARVAM_LLM_MODEL": "sarvam-m",
            "SARVAM_TTS_MODEL": "bulbul:v2",
        }
    )
    assert (settings.hearing_model, settings.chat_model, settings.voice_model) == (
        "saaras:v3-realtime",
        "sarvam-105b-conversations",
        "bulbul:v3",
    )
    assert [notice.partition(":")[0] for notice in settings.notices] == [
        "SARVAM_STT_MODEL",
        "SARVAM_LLM_MODEL",
        "SARVAM_TTS_MODEL",
    ]


@pytest.mark.parametrize(
    ("asked", "socket", "whole"),
    [
        ("", "saaras:v3-realtime", "saaras:v4"),
        ("saaras:v3", "saaras:v3-realtime", "saaras:v3"),
        ("saaras:v4", "saaras:v4", "saaras:v4"),
    ],
)
def test_one_name_chooses_the_recogniser_of_both_doors(asked: str, socket: str, whole: str) -> None:
    settings = SarvamSettings.from_env({**KEY, "SARVAM_STT_MODEL": asked})
    assert (settings.hearing_model, settings.hearing_whole_model) == (socket, whole)


def test_voices_by_language_and_the_flows_own_before_them() -> None:
    settings = SarvamSettings.from_env({**KEY, "SARVAM_SPEAKER": "te-IN=Kavitha, hi-IN=priya, shubh"})
    assert settings.speaker("te-IN", None) == "kavitha"
    assert settings.speaker("en-IN", None) == "shubh"
    assert settings.speaker("te-IN", "neha") == "neha"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SARVAM_API_KEY", " "),
        ("SARVAM_API_KEY", "sk one two"),
        ("SARVAM_API_KEY", "sk_చాబి"),
        ("SARVAM_TRANSPORT", "pigeon"),
        ("SARVAM_ENDPOINTING", "both"),
        ("SARVAM_EXIT", "door"),
        ("SARVAM_BASE_URL", "api.sarvam.ai"),
        ("SARVAM_WS_URL", "https://api.sarvam.ai"),
        ("SARVAM_TTS_CODEC", "mp3"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        SarvamSettings.from_env({**KEY, name: value})
