"""Which provider serves, and what is wrong with its settings, told before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.flow.load import load_project
from runtime.server import wiring
from runtime.server.settings import Settings, SettingsError

FLOWS = Path(__file__).parents[2] / "flows"


def test_a_setting_of_the_provider_that_cannot_be_used_names_the_variable() -> None:
    with pytest.raises(SettingsError, match="SARVAM_TRANSPORT"):
        wiring.check(Settings.from_env({"SARVAM_API_KEY": "key", "SARVAM_TRANSPORT": "pigeon"}))
    with pytest.raises(SettingsError, match="SARVAM_API_KEY"):
        wiring.check(Settings.from_env({"SPEECH": "sarvam"}))
    wiring.check(Settings.from_env({"SARVAM_TRANSPORT": "pigeon"}))  # nobody uses it


async def test_with_a_key_sarvam_serves() -> None:
    providers = await wiring.connect(Settings.from_env({"SARVAM_API_KEY": "key"}))
    try:
        assert providers.name == "sarvam"
        assert providers.services(load_project(FLOWS).flows["electricity"])
    finally:
        await providers.close()


@pytest.mark.sound
async def test_without_a_key_the_embedded_engines_serve() -> None:
    providers = await wiring.connect(Settings.from_env({}))
    try:
        assert providers.name == "offline"
        assert len(await providers.speaker.render("hello", "en-IN", load_project(FLOWS).flows["hello"].voice))
    finally:
        await providers.close()
