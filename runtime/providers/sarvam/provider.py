"""Sarvam's three trades behind one key and one pool of connections."""

from __future__ import annotations

import logging

from runtime.providers.sarvam.chat import SarvamModel
from runtime.providers.sarvam.door import Door
from runtime.providers.sarvam.hearing import SarvamRecogniser
from runtime.providers.sarvam.settings import SarvamSettings
from runtime.providers.sarvam.voice import SarvamSpeaker

log = logging.getLogger(__name__)


class Sarvam:
    """One per process, made inside the running loop. `recogniser`, `speaker` and `model` are the ports."""

    def __init__(self, settings: SarvamSettings) -> None:
        for notice in settings.notices:
            log.warning("%s", notice)
        self.settings = settings
        self._door = Door(settings)
        self.recogniser = SarvamRecogniser(settings, self._door)
        self.speaker = SarvamSpeaker(settings, self._door)
        self.model = SarvamModel(settings, self._door)

    async def close(self) -> None:
        """Every connection of the pool. The ears and mouths of live calls are closed by their calls."""
        await self._door.close()
