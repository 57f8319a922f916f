"""The world of a play: model, services and telephones that answer what the transcript's `stub` says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from runtime.dialogue.effect import AskModel, CallService, Dial
from runtime.dialogue.event import TransferOutcome
from runtime.flow.diagnostic import Mark
from runtime.transcript.model import Stub
from runtime.transcript.world import MODEL_FIRST_SENTENCE, SERVICE_ANSWER, ModelAnswer, ServiceAnswer

Complain = Callable[[str, str], None]
"""Called with what was expected and what there is."""


class ScriptedWorld:
    """A question that the transcript has no answer for is a mismatch and fails like a broken provider,
    so that the play goes on and shows what the caller would hear."""

    def __init__(self, stub: Stub, language: str | None, complain: Complain) -> None:
        self._stub = stub
        self._language = language
        self._complain = complain
        self._used: Counter[str] = Counter()

    def model(self, request: AskModel) -> ModelAnswer:
        number = 0 if "model" in self._stub.repeats else self._take("model")
        if number >= len(self._stub.model):
            self._unanswered("model", number, len(self._stub.model))
            return ModelAnswer(failed="no scripted reply")
        reply = self._stub.model[number]
        seconds = MODEL_FIRST_SENTENCE if reply.slow is None else reply.slow
        if reply.blank:
            return ModelAnswer(seconds=seconds)
        language = self._language or request.language
        sentences = tuple(said for words in reply.says if (said := words.pick(language)) is not None)
        return ModelAnswer(sentences, reply.exit, reply.fills, seconds, reply.error)

    def service(self, request: CallService) -> ServiceAnswer:
        replies = self._stub.services.get(request.service, ())
        number = self._take(request.service)
        if replies and request.service in self._stub.repeats:
            number = 0
        if number >= len(replies):
            self._unanswered(request.service, number, len(replies))
            return ServiceAnswer(failed="no scripted answer")
        reply = replies[number]
        if reply.timeout:
            return ServiceAnswer(seconds=request.seconds, failed="no answer in time")
        seconds = SERVICE_ANSWER if reply.slow is None else reply.slow
        return ServiceAnswer(reply.value, seconds, reply.error)

    def transfer(self, request: Dial) -> TransferOutcome:
        number = self._take("transfer")
        if "transfer" in self._stub.repeats:
            number = 0
        if number >= len(self._stub.transfer):
            self._unanswered("transfer", number, len(self._stub.transfer))
            return TransferOutcome.FAILED
        return self._stub.transfer[number]

    def unused_replies(self) -> list[Mark | None]:
        """Scripted model replies that nobody asked for: the play took another way than its author thinks."""
        if "model" in self._stub.repeats:
            return []
        return [reply.mark for reply in self._stub.model[self._used["model"] :]]

    def _unanswered(self, name: str, number: int, there: int) -> None:
        """The flow asks for answer `number` (from 0), and the transcript has only so many."""
        wanted = (
            f"an answer for {name} under stub"
            if there == 0
            else f"{number + 1} answers for {name} under stub"
        )
        self._complain(wanted, f"the flow asked, and there is {there or 'none'}")

    def _take(self, name: str) -> int:
        number = self._used[name]
        self._used[name] += 1
        return number
