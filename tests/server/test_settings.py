"""The environment and `.env` become settings, or one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.server.settings import ENVIRONMENT, Settings, SettingsError


def test_the_defaults_are_those_of_the_table() -> None:
    settings = Settings.from_env({})
    table = {variable.name: variable.default for variable in ENVIRONMENT}
    assert settings.port == int(table["PORT"])
    assert settings.max_calls == int(table["MAX_CALLS"])
    assert settings.speech_engine == "offline"
    assert settings.auth_tokens == ()
    assert not settings.skip_signatures


def test_a_key_brings_the_provider_and_a_word_keeps_it_away() -> None:
    assert Settings.from_env({"SARVAM_API_KEY": "k"}).speech_engine == "sarvam"
    assert Settings.from_env({"SARVAM_API_KEY": "k", "SPEECH": "offline"}).speech_engine == "offline"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PORT=9000\nTWILIO_AUTH_TOKEN='from the file'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "9001")
    monkeypatch.delenv("TWILIO_AUTH_TOKEN", raising=False)
    settings = Settings.from_env()
    assert settings.port == 9001
    assert settings.auth_tokens == ("from the file",)


def test_a_public_address_has_no_closing_slash() -> None:
    assert (
        Settings.from_env({"PUBLIC_URL": "https://bot.example.org/x/"}).public_url
        == "https://bot.example.org/x"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("MAX_CALLS", "0"),
        ("SPEECH", "google"),
        ("INSECURE_SKIP_SIGNATURES", "maybe"),
        ("PUBLIC_URL", "bot.example.org"),
        ("PUBLIC_URL", "https://bot.example.org/?a=1"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_what_cannot_be_used_names_the_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({name: value})


def test_no_secret_shows_when_settings_are_printed() -> None:
    secrets = {"SARVAM_API_KEY": "sk-1", "TWILIO_AUTH_TOKEN": "tok-1", "ADMIN_TOKEN": "adm-1"}
    settings = Settings.from_env(secrets)
    assert not [secret for secret in secrets.values() if secret in repr(settings)]
