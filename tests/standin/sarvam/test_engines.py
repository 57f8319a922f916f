"""The stand-in with the embedded engines behind it: sound in, the caller's words out."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import httpx
import pytest

from runtime.flow.model import Voice
from runtime.providers.sarvam import Sarvam, SarvamSettings
from runtime.standin.sarvam import KEY, SarvamStandin, Script
from runtime.standin.sarvam.engines import hints_of

pytest.importorskip("espeakng_loader")
pytest.importorskip("pocketsphinx")


@pytest.mark.sound
@pytest.mark.parametrize("transport", ["socket", "rest"])
async def test_what_the_voice_says_the_recogniser_hears_with_the_clients_hints(transport: str) -> None:
    hints = ("కరెంట్ లేదు", "బిల్లు కట్టాలి", "కొత్త కనెక్షన్ కావాలి")
    async with SarvamStandin(Script(decode=True, voice="espeak", pace=50.0)) as standin:
        sarvam = Sarvam(SarvamSettings.from_env({**standin.env, "SARVAM_TRANSPORT": transport}))
        ear = sarvam.recogniser.connect("a call")
        heard = []
        await sarvam.speaker.render("ఒకటి", "te-IN", Voice())  # the engines start on first use
        for words in hints:
            ear.begin("te-IN", hints)
            sound = await sarvam.speaker.render(words, "te-IN", Voice())
            for at in range(0, len(sound), 160):
                ear.feed(sound[at : at + 160])
                await asyncio.sleep(0)
            heard.append((await ear.finish()).text)
        await ear.close()
        await sarvam.close()
    assert heard == list(hints)


def test_hints_are_read_from_prompt_and_key_terms() -> None:
    assert hints_of("అవును, కాదు", '["హ", "కాదు"]') == ("అవును", "కాదు", "హ")
    assert hints_of(None, "null") == ()
    assert hints_of("", "{broken") == ()


@pytest.mark.process
def test_it_runs_as_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "runtime.standin.sarvam", "--port", "0", "--key", KEY, "--voice", "tone"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            port = int(process.stdout.readline())
            models = httpx.get(f"http://127.0.0.1:{port}/v1/models", timeout=10).json()
        finally:
            process.terminate()
            process.wait(timeout=10)
    assert {model["id"] for model in models["data"]} == {"sarvam-105b", "sarvam-105b-conversations"}
