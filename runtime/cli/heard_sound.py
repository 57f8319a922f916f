"""The sound of what `flowctl hear` shows: WAV files by the embedded voice, or Sarvam's if there is a key."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from runtime.audio import mulaw, wav
from runtime.cli.hear import Heard
from runtime.flow.model import Voice
from runtime.providers.ports import Failed
from runtime.server import wiring
from runtime.server.settings import Settings, SettingsError

PLAYERS = ("paplay", "aplay", "afplay", "play")
"""Programs that play a WAV file and wait for its end: PulseAudio, ALSA, macOS, SoX."""
_RATE = 8000
_MOST_FAILURES = 3
"""After so many one after the other the voice is taken to be gone."""


class NoSound(Exception):
    """str(self): one sentence for the person who asked for sound."""


def sounded(found: list[Heard], folder: Path | None, *, play: bool = False) -> list[Heard]:
    """The same prompts with their sound in `folder` (a temporary one when None), and its length in place
    of the estimate. Raises NoSound when there is no voice, player or place to write."""
    player = next((one for one in PLAYERS if shutil.which(one)), None)
    if play and player is None:
        raise NoSound(f"nothing here can play sound: install one of {', '.join(PLAYERS)}, or use --audio")
    try:
        with tempfile.TemporaryDirectory(prefix="flowctl-hear-") as spare:
            made = asyncio.run(_rendered(found, folder or Path(spare)))
            if play and player:
                for one in made:
                    if one.file:
                        subprocess.run([player, one.file], check=False, capture_output=True)  # noqa: S603
            return made if folder else [replace(one, file=None) for one in made]
    except SettingsError as fault:
        raise NoSound(str(fault)) from None
    except OSError as fault:
        raise NoSound(f"the sound cannot be written: {fault.strerror or fault}") from None


async def _rendered(found: list[Heard], folder: Path) -> list[Heard]:
    settings = Settings.from_env()
    wiring.check(settings)
    providers = await wiring.connect(settings)
    made: list[Heard] = []
    several = len({one.flow for one in found}) > 1
    failures = 0
    try:
        for one in found:
            if one.problem or failures >= _MOST_FAILURES:
                made.append(one)
                continue
            try:
                sound = await providers.speaker.render(one.words, one.language, Voice(one.speaker, one.pace))
            except Failed as fault:
                failures += 1
                if failures >= _MOST_FAILURES:
                    raise NoSound(f"the voice `{providers.name}` does not speak: {fault}") from None
                made.append(replace(one, problem=str(fault)))
                continue
            failures = 0
            shelf = folder / file_name(one.flow) if several else folder
            file = shelf / one.language / f"{file_name(one.prompt)}.wav"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(wav.write(mulaw.decode(sound), _RATE))
            made.append(replace(one, file=str(file), seconds=round(len(sound) / _RATE, 1)))
    finally:
        await providers.close()
    return made


def file_name(prompt: str) -> str:
    """A prompt's name as the name of a file; words written in place are named by their place in the flow."""
    return re.sub(r"[^\w.-]+", "_", prompt).strip("._") or "prompt"
