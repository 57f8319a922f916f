"""What the model and the services answered in a call, as `stub` of a play: one answer for each time they were
asked, in that order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from runtime.transcript.writer import YES, Bare, service_answer

SLOW = 1.4
"""Seconds; an answer that took longer is written with its time, for a filler may have been spoken."""
STOPPED = Bare("8s")
"""So long takes a reply that the caller did not wait for."""
_TRANSFER = "transfer"
_MODEL = "model"


@dataclass(slots=True, eq=False)
class _Reply:
    """answer: None until there is one."""

    since: float
    service: bool
    answer: Any = None
    says: list[str] = field(default_factory=list)
    beside: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Replies:
    """Filled in the order of the call. open: those that are being waited for, by request."""

    open: dict[int, _Reply] = field(default_factory=dict)
    _all: dict[str, list[_Reply]] = field(default_factory=dict)
    _transfers: list[str] = field(default_factory=list)

    def asked(self, name: str, request: int, at: float) -> None:
        """The model (`model`) or a service is asked."""
        reply = self.open[request] = _Reply(at, name != _MODEL)
        self._all.setdefault(name, []).append(reply)

    def said(self, request: int, sentence: str, at: float) -> None:
        """A sentence of the model's."""
        if (reply := self.open.get(request)) is not None:
            if not reply.says:
                _timed(reply, at)
            if sentence.strip():
                reply.says.append(sentence)

    def done(self, request: int, exit_: str | None, fills: Mapping[str, Any], at: float) -> None:
        """The model's reply is whole."""
        if (reply := self.open.pop(request, None)) is None:
            return
        if not reply.says:
            _timed(reply, at)
        given = {"exit": exit_, "fills": without_none(fills)}
        _close(reply, {name: value for name, value in given.items() if value})

    def served(self, request: int, value: Any, at: float) -> None:
        """A service has answered."""
        if (reply := self.open.pop(request, None)) is not None:
            _timed(reply, at)
            value, slow = without_none(value), reply.beside
            reply.answer = {"value": value, **slow} if slow else service_answer(value)

    def failed(self, request: int, at: float) -> None:
        """The model or a service has failed, perhaps in the middle of its words."""
        reply = self.open.pop(request)
        if not reply.says:
            _timed(reply, at)
        _close(reply, {"error": "it failed"})

    def stopped(self, request: int, *, forget: bool) -> None:
        """The model is not waited for any more. forget: unless it has said something, it was never asked."""
        if (reply := self.open.pop(request, None)) is None:
            return
        if forget and not reply.says:
            self._all[_MODEL].remove(reply)
        elif reply.says:
            _close(reply, {})
        else:
            reply.answer = {"blank": YES, "slow": STOPPED}

    def too_late(self, seconds: float) -> None:
        """Whoever was asked has not answered in time. seconds: that there were."""
        for reply in self.open.values():
            if reply.service:
                reply.answer = {"timeout": YES}
            elif reply.says:
                _close(reply, {"error": "no reply in time"})
            else:
                reply.answer = {"blank": YES, "slow": Bare(f"{seconds + 1:g}s")}
        self.open.clear()

    def transferred(self, outcome: str) -> None:
        self._transfers.append(outcome)

    def stub(self) -> dict[str, list[Any]]:
        """The answers there were. That everybody who is dialled answers goes without saying."""
        made = {
            name: [one.answer for one in replies if one.answer is not None]
            for name, replies in self._all.items()
        }
        if set(self._transfers) - {"completed"}:
            made[_TRANSFER] = list(self._transfers)
        return made


def without_none(value: Any) -> Any:
    """What a transcript can say of a value: nothing stands for what is empty."""
    if isinstance(value, Mapping):
        return {name: without_none(one) for name, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [without_none(one) for one in value if one is not None]
    return value


def _timed(reply: _Reply, at: float) -> None:
    if at - reply.since >= SLOW:
        reply.beside["slow"] = Bare(f"{at - reply.since:.1f}s")


def _close(reply: _Reply, given: Mapping[str, Any]) -> None:
    says = {"says": reply.says[0] if len(reply.says) == 1 else list(reply.says)} if reply.says else {}
    told = {**says, **given}
    reply.answer = {**(told or {"blank": YES}), **reply.beside}
