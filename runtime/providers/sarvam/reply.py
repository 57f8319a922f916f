"""A model's streamed reply, read: which sentences may be spoken, and by which way out it left.

No network here: pieces go in, sentences come out, and `decision` at the end. What must never be heard is
taken out on the way: reasoning, `<think>` text, Markdown, the line that names the exit.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from runtime.dialogue.effect import AskModel
from runtime.providers.ports import Decision, Failed, Sentence
from runtime.providers.sarvam.asking import LINE, TOOL
from runtime.providers.sarvam.words import Thoughtless, first_sentence, pieces, plain

LONGEST_ARGUMENTS: Final = 4000
LONGEST_NAME: Final = 100
LONGEST_VALUE: Final = 200


class Reply:
    """One reply as it comes. longest: characters that are spoken of it, cut at a sentence's end.
    by_line: the model leaves by a last line instead of a tool call."""

    def __init__(self, request: AskModel, longest: int, *, by_line: bool) -> None:
        self.full = False
        """Enough has been said: the rest of the stream is of no use."""
        self._fillable = {slot.name for slot in request.fills}
        self._longest = longest
        self._by_line = by_line
        self._thoughts = Thoughtless()
        self._text = ""
        self._spoken = 0
        self._calls: dict[int, list[str]] = {}
        self._line: Decision | None = None

    def feed(self, chunk: Mapping[str, Any]) -> tuple[bool, list[Sentence]]:
        """(whether the chunk brought anything useful, the sentences that are now whole).
        Raises Failed when it is not shaped as a reply."""
        choices = chunk.get("choices")
        if isinstance(chunk.get("error"), Mapping):
            raise Failed("an error inside the reply")
        if not isinstance(choices, list):
            raise Failed("a reply without choices")
        if not choices:
            return False, []  # the count of tokens comes alone
        delta = choices[0].get("delta") if isinstance(choices[0], Mapping) else None
        if not isinstance(delta, Mapping):
            raise Failed("a reply of another shape")
        useful = self._call(delta.get("tool_calls"))
        content = delta.get("content")
        if content is not None and not isinstance(content, str):
            raise Failed("a reply whose words are not text")
        if not content:
            return useful, []
        spoken = self._thoughts.feed(content)
        self._text += spoken
        said = list(self._whole())
        if not self.full and len(self._text) > self._longest:  # words without end and without a full stop
            said += self._say(self._text)
            self._text, self.full = "", True
        return useful or bool(spoken), said

    def finish(self) -> tuple[list[Sentence], Decision]:
        """The last sentence and the decision. Raises Failed when the reply was blank."""
        self._text += self._thoughts.flush()
        said = [*self._whole(), *self._say(self._text)]
        self._text = ""
        decision = self._called() or self._line or Decision()
        if decision.exit is None and not self._spoken:
            raise Failed("a blank reply")
        return said, decision

    def _whole(self) -> Iterator[Sentence]:
        while not self.full and (found := first_sentence(self._text)) is not None:
            sentence, self._text = found
            yield from self._say(sentence)

    def _say(self, raw: str) -> Iterator[Sentence]:
        if self._by_line and raw.strip().lower().lstrip("*`_ ").startswith(LINE):
            self._line = self._left(raw)
            return
        words = plain(raw)
        if self.full or not any(character.isalnum() for character in words):
            return
        room = self._longest - self._spoken
        if len(words) > room:
            self.full = True
            if self._spoken:
                return  # a whole sentence less is better than half of one
            words = pieces(words, room)[0]
        self._spoken += len(words)
        yield Sentence(words)

    def _left(self, raw: str) -> Decision:
        """`exit: NAME` or `exit: NAME {"slot": value}`."""
        rest = raw.strip().lstrip("*`_ ")[len(LINE) :].strip()
        name, brace, values = rest.partition("{")
        try:
            given = json.loads(brace + values.strip("`* \n")) if brace else {}
        except (ValueError, RecursionError):
            given = {}
        return self._decision(name.strip(" \t\n`*_.\"'।"), given)

    def _call(self, calls: Any) -> bool:
        """Pieces of a tool call are joined by their index."""
        if not isinstance(calls, list):
            return False
        for call in calls:
            function = call.get("function") if isinstance(call, Mapping) else None
            index = call.get("index", 0) if isinstance(call, Mapping) else 0
            if not isinstance(function, Mapping) or not isinstance(index, int) or not 0 <= index < 8:
                raise Failed("a tool call of another shape")
            name, arguments = self._calls.setdefault(index, ["", ""])
            more = (function.get("name") or "", function.get("arguments") or "")
            if not all(isinstance(piece, str) for piece in more):
                raise Failed("a tool call of another shape")
            name, arguments = name + more[0], arguments + more[1]
            if len(arguments) > LONGEST_ARGUMENTS or len(name) > LONGEST_NAME:
                raise Failed("a tool call without end")
            self._calls[index] = [name, arguments]
        return bool(calls)

    def _called(self) -> Decision | None:
        for name, arguments in self._calls.values():
            if name != TOOL:
                continue
            try:
                given = json.loads(arguments)
            except (ValueError, RecursionError) as error:
                raise Failed("a tool call that is not JSON") from error
            if not isinstance(given, dict):
                raise Failed("a tool call of another shape")
            return self._decision(given.pop("exit", None), given)
        return None

    def _decision(self, name: Any, given: Any) -> Decision:
        chosen = name[:LONGEST_NAME] if isinstance(name, str) and name else None
        values = given if isinstance(given, dict) else {}
        return Decision(
            chosen, {slot: values[slot] for slot in self._fillable & values.keys() if _plain(values[slot])}
        )


def _plain(value: Any) -> bool:
    """Whether a value may be a slot's: short text, a finite number, yes or no."""
    if isinstance(value, str):
        return len(value.strip()) > 0 and len(value) <= LONGEST_VALUE
    return isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value))
