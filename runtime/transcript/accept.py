"""`flowctl test --update`: writes what the phone said into the `bot` lines of a play, as edits of its text.

Only `bot` lines change: one that is another prompt, one too many, one too few. What the author expects of
states, slots, services, transfers and the end stays, and so do the caller's lines, remarks and blank lines. A
line that compares words in other ways than by one prompt or by `says` is left for its author.

One edit is made at a time and the play performed again, so each is made where it belongs. What was changed
carries `written_by: update` at its head, for such lines say what the phone does, not what it should do.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from runtime.flow.source import split_lines
from runtime.transcript.model import Act, Bot, Transcript
from runtime.transcript.reader import parse_transcript
from runtime.transcript.result import Accept, Mismatch
from runtime.transcript.run import Performance, Stage

MOST_EDITS = 500
_DASH = re.compile(r"\s*-\s+")
_NAME = re.compile(r"[^\W\d][\w.-]*")
_HEAD = re.compile(r"^lines:", re.MULTILINE)
_WRITTEN_BY = "written_by: update\n"


@dataclass(frozen=True, slots=True)
class Accepted:
    """before, after: the text of the file. left: what still differs, and is for the author to decide."""

    before: str
    after: str
    left: tuple[Mismatch, ...] = ()


def accepted(stage: Stage, file: Path, text: str) -> Accepted:
    """The play's text with the phone's words as they were heard. The same text when nothing can be done. A
    play that stops with the caller gets what is said then, to the end of the call or to the next question."""
    script = parse_transcript(text, str(file))
    to_the_end = script.transcript is not None and isinstance(script.transcript.lines[-1], Act)

    def played(text: str) -> Performance:
        return stage.play_script(file, parse_transcript(text, str(file)), to_the_end=to_the_end)

    now, performance = text, played(text)
    seen = {text}
    for _ in range(MOST_EDITS):
        edited = _one_edit(performance, now, file)
        if edited is None or edited in seen:  # a text that comes again: the languages want different lines
            break
        tried = played(edited)
        if tried.diagnostics:
            break
        now, performance = edited, tried
        seen.add(edited)
    if now != text and _WRITTEN_BY not in now:
        now = _HEAD.sub(f"{_WRITTEN_BY}lines:", now, count=1)
    left = tuple(dict.fromkeys(miss for result in performance.results for miss in result.differences))
    return Accepted(text, now, left)


def _one_edit(performance: Performance, text: str, file: Path) -> str | None:
    """The text after the first edit that can be made, or None."""
    for result in performance.results:
        if result.transcript.expected_to_fail is not None:
            continue
        for miss in result.mismatches:
            if miss.accept is not None:
                edited = _Lines(text).edited(miss.accept, result.transcript, str(file))
                if edited is not None:
                    return edited
    return None


class _Lines:
    """The lines of a text, each with its end."""

    def __init__(self, text: str) -> None:
        self._lines = split_lines(text)
        self._end = "\r\n" if "\r\n" in text else "\n"

    def edited(self, accept: Accept, transcript: Transcript, file: str) -> str | None:
        number, places = accept.line, transcript.places
        last = number >= len(places)
        place = places[-1 if last else number]
        if place.file != file:
            return None
        at = place.line - 1
        dash = self._lines[at][: place.column - 1]
        if not _DASH.fullmatch(dash):
            return None
        if accept.what == "insert":
            at = self._after(at, dash) if last else self._above(at, dash)
            self._lines.insert(at, f"{dash}bot: {_said(accept)}")
        elif accept.what == "delete":
            del self._lines[at : self._after(at, dash)]
        else:
            line = transcript.lines[number]
            made = self._replaced(line, accept, self._lines[at], dash) if isinstance(line, Bot) else None
            if made is None:
                return None
            self._lines[at] = made
        return self._end.join(self._lines)

    def _replaced(self, line: Bot, accept: Accept, written: str, dash: str) -> str | None:
        """The line with another prompt or other words; None where the author compares in another way."""
        by_words = line.prompt is None
        if line.wording is not None or (line.prompt is not None and line.says is not None):
            return None
        if line.says is not None and line.says.every is None:
            return None
        value, remark = _value_and_remark(written[len(dash) :].removeprefix("bot:"))
        if not value or "<" in value:
            return None
        return f"{dash}bot: {_said(accept, by_words=by_words)}{remark}"

    def _above(self, at: int, dash: str) -> int:
        """Before the line, and before the remarks that stand right above it."""
        indent = " " * (len(dash) - len(dash.lstrip()))
        while at and self._lines[at - 1].startswith(f"{indent}#"):
            at -= 1
        return at

    def _after(self, at: int, dash: str) -> int:
        """Behind the line, with all that stands deeper than its dash."""
        indent = len(dash) - len(dash.lstrip())
        end = at + 1
        while end < len(self._lines):
            line = self._lines[end]
            if not line.strip() or len(line) - len(line.lstrip()) <= indent:
                break
            end += 1
        return end


def _said(accept: Accept, *, by_words: bool = False) -> str:
    if accept.prompt is not None and _NAME.fullmatch(accept.prompt) and not by_words:
        return accept.prompt
    return f"{{says: {json.dumps(accept.text, ensure_ascii=False)}}}"


def _value_and_remark(text: str) -> tuple[str, str]:
    """What stands behind `bot:`, and the remark behind that with the blanks before it."""
    quote = ""
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote and text[at - 1] != "\\" else quote
        elif sign in "\"'" and not text[:at].strip(" {[,").rpartition(":")[2].strip():
            quote = sign
        elif sign == "#" and text[at - 1 : at].isspace():
            value = text[:at].rstrip()
            return value.strip(), text[len(value) :]
    return text.strip(), ""
