"""Faults for the live server, planted one at a time: each must make some play go otherwise than the player's.

Each is a place where the server could drop or change what lies between the caller and the core.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from runtime.dialogue.effect import CallService, Listen, StartTimer
from runtime.dialogue.event import SpeechStarted, TransferOutcome
from runtime.providers.twilio import dialled
from runtime.providers.twilio.wire import Dtmf
from runtime.server.ears import Ears
from runtime.server.keypad import Keypad
from runtime.server.mouth import Playback
from runtime.server.requests import Requests
from runtime.server.session import Session
from runtime.server.stream import Stream
from runtime.server.switchboard import Switchboard
from runtime.server.timers import Timers
from runtime.transcript.phone import LATE

Plant = Callable[[pytest.MonkeyPatch], None]


def instead(owner: Any, name: str, made: Callable[[Any], Any]) -> Plant:
    """Puts made(the original) in its place."""
    return lambda patch: patch.setattr(owner, name, made(getattr(owner, name)))


def nothing(owner: Any, name: str) -> Plant:
    return instead(owner, name, lambda _: lambda *given, **named: None)


def _deaf_to_keys(receive: Any) -> Any:
    return lambda self, message: None if isinstance(message, Dtmf) else receive(self, message)


def _no_barge_in(put: Any) -> Any:
    def other(self: Any, event: Any) -> None:
        if not (isinstance(event, SpeechStarted) and self.playback.unheard):
            put(self, event)

    return other


def _first_language(listen: Any) -> Any:
    def other(self: Any, effect: Listen) -> None:
        listen(self, replace(effect, language=self._session.dialogue.flow.languages[0]))

    return other


def _no_hints(listen: Any) -> Any:
    return lambda self, language, hints, voice: listen(self, language, (), voice)


def _first_key_only(keys: Any) -> Any:
    return lambda self, form: keys(self, {**form, "Digits": form.get("Digits", "")[:1]})


def _asked_twice(call: Any) -> Any:
    def other(self: Any, effect: CallService) -> None:
        call(self, effect)
        call(self, effect)

    return other


def _not_the_wait(start: Any) -> Any:
    def other(self: Any, effect: StartTimer, *, run: bool = True) -> None:
        start(self, effect, run=run and effect.name != "wait")

    return other


def _without_exit(decision: Any) -> Any:
    async def other(self: Any, effect: Any) -> Any:
        return replace(await decision(self, effect), exit=None)

    return other


def _without_service_value(fetch: Any) -> Any:
    async def other(self: Any, effect: Any) -> None:
        put, self._put = (
            self._put,
            lambda event: put(replace(event, value=None) if hasattr(event, "value") else event),
        )
        try:
            await fetch(self, effect)
        finally:
            self._put = put

    return other


def _too_late(recognise: Any) -> Any:
    async def other(self: Any) -> None:
        await asyncio.sleep(LATE)
        await recognise(self)

    return other


def _without_status(receive: Any) -> Any:
    return lambda self, post: receive(self, replace(post, form={**post.form, "CallStatus": "in-progress"}))


def _without_summary(target: Any) -> Any:
    return lambda self, contact, dial: target(self, contact, replace(dial, summary=None))


FAULTS: Mapping[str, tuple[Plant, tuple[str, ...]]] = {
    "a mark that comes back is swallowed": (
        nothing(Playback, "_heard"),
        ("electricity/transcripts/outage.yaml",),
    ),
    "a key over the stream is not passed on": (
        instead(Stream, "receive", _deaf_to_keys),
        ("electricity/transcripts/person_by_key.yaml",),
    ),
    "only the first of several keys is passed on": (
        instead(Keypad, "_keys", _first_key_only),
        ("lpg/transcripts/booking.yaml",),
    ),
    "a voice over a prompt is not told": (
        instead(Stream, "_put", _no_barge_in),
        ("voice_over_prompts.yaml",),
    ),
    "a prompt that is stopped goes on": (
        nothing(Playback, "stop"),
        ("electricity/transcripts/person_by_key.yaml",),
    ),
    "the recogniser is told the wrong language": (
        instead(Stream, "listen", _first_language),
        ("electricity/transcripts/outage.yaml",),
    ),
    "the recogniser is told nothing of what may be said": (
        instead(Ears, "listen", _no_hints),
        ("electricity/transcripts/outage.yaml",),
    ),
    "the outcome of a transfer is lost": (
        instead(dialled, "outcome", lambda _: lambda form: TransferOutcome.COMPLETED),
        ("electricity/transcripts/busy_desk.yaml",),
    ),
    "the person is told nothing": (
        instead(Keypad, "_target", _without_summary),
        ("electricity/transcripts/outage.yaml",),
    ),
    "a recording that has ended is not told": (
        nothing(Keypad, "_recorded"),
        ("electricity/transcripts/busy_desk.yaml",),
    ),
    "the silence of a caller is not counted": (
        instead(Timers, "start", _not_the_wait),
        ("electricity/transcripts/helpline_silence.yaml",),
    ),
    "the way out that the model chose is lost": (
        instead(Requests, "_decision", _without_exit),
        ("electricity/transcripts/outage.yaml",),
    ),
    "a service is asked twice": (
        instead(Requests, "call_service", _asked_twice),
        ("electricity/transcripts/outage.yaml",),
    ),
    "what a service answers is lost": (
        instead(Requests, "_fetch", _without_service_value),
        ("electricity/transcripts/outage.yaml",),
    ),
    "what the recogniser makes of the words is told too late": (
        instead(Ears, "_recognise", _too_late),
        ("heard_otherwise.yaml",),
    ),
    "a key that ends a recording is not told": (
        nothing(Keypad, "_recorded"),
        ("message_ended_by_key.yaml",),
    ),
    "a call that ends while it is passed on is not told": (
        instead(Keypad, "receive", _without_status),
        ("leaves_while_it_rings.yaml",),
    ),
    "a hang-up is not told": (
        lambda patch: (nothing(Session, "stream_lost")(patch), nothing(Switchboard, "status")(patch))[0],
        ("leaves_over_words.yaml",),
    ),
}
"""By what goes wrong: how it is planted, and plays that must notice."""
