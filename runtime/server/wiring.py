"""Which provider serves: the only place besides settings that names vendors."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from runtime.flow.model import Flow
from runtime.providers.ports import Failed, Model, Recogniser, Services, Speaker
from runtime.server.settings import Settings, SettingsError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Providers:
    """name: for the log and /health. services: those of one flow version. close: every connection."""

    name: str
    recogniser: Recogniser
    speaker: Speaker
    model: Model
    services: Callable[[Flow], Services]
    close: Callable[[], Awaitable[None]]


def check(settings: Settings) -> None:
    """Before anything is started: whether the provider can use its settings. Raises SettingsError."""
    if settings.speech_engine == "sarvam":
        from runtime.providers import sarvam

        try:
            sarvam.SarvamSettings.from_env(settings.environment)
        except sarvam.SettingsError as fault:
            raise SettingsError(f"{fault}.") from None


async def connect(settings: Settings) -> Providers:
    """Made inside the running loop, with settings that were checked."""
    from runtime.providers.services import HttpServices, pool

    client = pool()

    def services(flow: Flow) -> Services:
        return HttpServices(flow.every_service(), settings.environment, client)

    if settings.speech_engine == "sarvam":
        from runtime.providers import sarvam

        vendor = sarvam.Sarvam(sarvam.SarvamSettings.from_env(settings.environment))

        async def close_vendor() -> None:
            await vendor.close()
            await client.aclose()

        return Providers("sarvam", vendor.recogniser, vendor.speaker, vendor.model, services, close_vendor)

    from runtime.providers.offline import Offline

    embedded = Offline()
    try:
        await embedded.warm()
    except Failed as fault:
        log.warning("the embedded voice and recogniser do not start: %s", fault)

    async def close_embedded() -> None:
        await embedded.close()
        await client.aclose()

    return Providers(
        "offline", embedded.recogniser, embedded.speaker, embedded.model, services, close_embedded
    )
