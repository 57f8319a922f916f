"""One call's outstanding requests to the model and to services: ordered by number, answered by events."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine

from runtime.dialogue.effect import AskModel, CallService
from runtime.dialogue.event import Event, FetchAnswered, ModelDone, ModelSaid, Provider, ProviderFailed
from runtime.providers.ports import Decision, Failed, Model, Sentence, Services

log = logging.getLogger(__name__)

SERVICE_GRACE = 4.0
"""Seconds that a service still has when the caller has hung up: what was sent is not taken back."""


class Requests:
    """put: takes the answering events. now: seconds since the call was answered."""

    def __init__(
        self,
        group: asyncio.TaskGroup,
        model: Model,
        services: Services,
        put: Callable[[Event], None],
        now: Callable[[], float],
    ) -> None:
        self._group = group
        self._model = model
        self._services = services
        self._put = put
        self._now = now
        self._asked: dict[int, AskModel] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._fetches: dict[int, asyncio.Task[None]] = {}

    @property
    def pending(self) -> bool:
        return bool(self._asked or self._fetches)

    @property
    def asked(self) -> tuple[int, ...]:
        """The requests that the model has not answered."""
        return tuple(self._asked)

    def ask_model(self, effect: AskModel) -> None:
        self._asked[effect.request] = effect
        self._run(self._tasks, effect.request, self._reply(effect))

    def stop(self, request: int) -> None:
        self._asked.pop(request, None)
        if task := self._tasks.pop(request, None):
            task.cancel()

    def call_service(self, effect: CallService) -> None:
        self._run(self._fetches, effect.request, self._fetch(effect))

    def pause(self) -> None:
        """The caller's line is down: use no provider for a caller who may be gone."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()

    def resume(self) -> None:
        """The line is up again: ask anew what was paused."""
        for request, effect in self._asked.items():
            if request not in self._tasks:
                self._run(self._tasks, request, self._reply(effect))

    def close(self) -> None:
        """The call is over. Fetches end by themselves, at the latest after SERVICE_GRACE."""
        self._asked.clear()
        self.pause()
        loop = asyncio.get_running_loop()
        for task in self._fetches.values():
            handle = loop.call_later(SERVICE_GRACE, task.cancel)
            task.add_done_callback(lambda _, handle=handle: handle.cancel())  # type: ignore[misc]

    def _run(
        self, tasks: dict[int, asyncio.Task[None]], request: int, work: Coroutine[None, None, None]
    ) -> None:
        task = tasks[request] = self._group.create_task(work)

        def done(_: asyncio.Task[None]) -> None:
            if tasks.get(request) is task:
                del tasks[request]

        task.add_done_callback(done)

    async def _reply(self, effect: AskModel) -> None:
        event: Event
        try:
            async with asyncio.timeout(effect.seconds):
                event = await self._decision(effect)
        except Failed as failure:
            event = self._failed(Provider.MODEL, effect.request, str(failure))
        except TimeoutError:
            event = self._failed(Provider.MODEL, effect.request, f"no reply within {effect.seconds:g} s")
        except Exception:
            log.exception("the model's client broke")
            event = self._failed(Provider.MODEL, effect.request, "the model's client broke")
        self._asked.pop(effect.request, None)
        self._put(event)

    async def _decision(self, effect: AskModel) -> Event:
        """Puts each sentence as it comes; returns what ends the reply. Raises Failed."""
        said = False
        parts = self._model.answer(effect)
        try:
            async for part in parts:
                match part:
                    case Sentence(text):
                        said = said or bool(text.strip())
                        self._put(ModelSaid(effect.request, text, self._now()))
                    case Decision(exit=way, fills=fills):
                        if not said and way is None and not fills:
                            raise Failed("a blank reply")
                        return ModelDone(effect.request, self._now(), way, fills)
        finally:
            if close := getattr(parts, "aclose", None):
                await close()
        raise Failed("a reply without an end")

    async def _fetch(self, effect: CallService) -> None:
        event: Event
        try:
            async with asyncio.timeout(effect.seconds):
                value = await self._services.fetch(effect)
            event = FetchAnswered(effect.request, value, self._now())
        except Failed as failure:
            event = self._failed(Provider.SERVICE, effect.request, str(failure))
        except TimeoutError:
            event = self._failed(Provider.SERVICE, effect.request, f"no answer within {effect.seconds:g} s")
        except Exception:
            log.exception("the service client broke")
            event = self._failed(Provider.SERVICE, effect.request, "the service client broke")
        self._put(event)

    def _failed(self, provider: Provider, request: int, reason: str) -> ProviderFailed:
        log.warning("%s failed: %s", provider.value, reason)
        return ProviderFailed(provider, request, reason, self._now())
