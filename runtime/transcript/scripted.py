"""The world of a play: model, services and telephones that answer what the transcript's `stub` says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from runtime.dialogue.effect import AskModel, CallService, Dial
from runtime.dialogue.event import TransferOutcome
from runtime.flow.diagnostic import Mark
from runtime.transcript.model import Stub
from runtime.transcript.phone import MODEL_FIRST_SENTENCE, ModelAnswer, ServiceAnswer

Complain = Callable[[str, str], None]
"""Called with what the transcript provides and what the flow asked for."""


class ScriptedWorld:
    """A question that the transcript has no answer for is a mismatch and fails like a broken provider,
    so that the play goes on and shows what the caller would hear."""

    def __init__(self, stub: Stub, language: str | None, complain: Complain) -> None:
        self._stub = stub
        self._language = language
        self._complain = complain
        self._used: Counter[str] = Counter()

    def model(self, request: AskModel) -> ModelAnswer:
        number = self._take("model")
        if number >= len(self._stub.model):
            count = len(self._stub.model)
            self._complain(
                f"{_plural(count, 'scripted reply', 'scripted replies')} under stub: model",
                f"the flow asked the model a {_ordinal(number + 1)} time",
            )
            return ModelAnswer(failed="no scripted reply")
        reply = self._stub.model[number]
        seconds = MODEL_FIRST_SENTENCE if reply.slow is None else reply.slow
        if reply.error is not None:
            return ModelAnswer(failed=reply.error, seconds=seconds)
        if reply.blank:
            return ModelAnswer(seconds=seconds)
        language = self._language or request.language
        sentences = tuple(said for words in reply.says if (said := words.pick(language)) is not None)
        return ModelAnswer(sentences, reply.exit, reply.fills, seconds)

    def service(self, request: CallService) -> ServiceAnswer:
        replies = self._stub.services.get(request.service, ())
        number = self._take(request.service)
        if replies and request.service in self._stub.repeats:
            number = 0
        if number >= len(replies):
            self._complain(
                f"{_plural(len(replies), 'answer', 'answers')} under stub: {request.service}",
                f"the flow asked {request.service} a {_ordinal(number + 1)} time",
            )
            return ServiceAnswer(failed="no scripted answer")
        reply = replies[number]
        if reply.timeout:
            return ServiceAnswer(seconds=request.seconds, failed="no answer in time")
        return ServiceAnswer(reply.value, failed=reply.error)

    def transfer(self, request: Dial) -> TransferOutcome:
        number = self._take("transfer")
        if "transfer" in self._stub.repeats:
            number = 0
        if number >= len(self._stub.transfer):
            count = len(self._stub.transfer)
            self._complain(
                f"{_plural(count, 'outcome', 'outcomes')} under stub: transfer",
                f"the flow dialled {request.contact}, transfer number {number + 1}",
            )
            return TransferOutcome.FAILED
        return self._stub.transfer[number]

    def unused_replies(self) -> list[Mark | None]:
        """Scripted model replies that nobody asked for: the play took another way than its author thinks."""
        return [reply.mark for reply in self._stub.model[self._used["model"] :]]

    def _take(self, name: str) -> int:
        number = self._used[name]
        self._used[name] += 1
        return number


def _plural(count: int, one: str, many: str) -> str:
    return f"{'no' if count == 0 else count} {one if count == 1 else many}"


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
