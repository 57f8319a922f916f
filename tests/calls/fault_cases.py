"""Every fault of the provider, one by one, in a whole call: which there are, and what a caller hears."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpline_calls import (
    TELUGU,
    Helpline,
    after_last_words,
    caller_says,
    helpline,
    longest_silence,
    waits,
)

WORDS_WITHIN = 4.0
"""Seconds from the end of the caller's line until the phone must be heard."""
SILENT_END = 3.0
"""Seconds without a word before a person is dialled or the call ends, above which it ended in silence."""
KINDS = {
    "429 rate": "rate",
    "429 quota": "quota",
    "403": "forbidden",
    "500": "500",
    "no first byte": "no_first_byte",
    "slow drip": "drip",
    "half-open": "half_open",
    "malformed": "malformed",
    "empty": "empty",
}
OPERATIONS = {"stt": "speech to text", "chat": "chat", "tts": "text to speech"}
WAYS = {
    "socket": "socket, and REST after it",
    "socket only": "socket; REST works",
    "rest": "REST",
    "no clips": "REST; no clip was ever made",
}
LINE = "నాకు మీ సహాయం కావాలి"
WORDS = "సరే, మీ సమస్యను నమోదు చేస్తాను. మా సిబ్బంది వస్తారు."


@dataclass(frozen=True)
class Case:
    """operation: of Sarvam's. fault: a key of KINDS. way: a key of WAYS."""

    operation: str
    fault: str
    way: str

    @property
    def name(self) -> str:
        return f"{OPERATIONS[self.operation]}, {WAYS[self.way]}, {self.fault}"

    @property
    def reply(self) -> dict[str, str]:
        """The model's: words and goodbye, or only words, where the caller must be heard again."""
        stays = (self.operation, self.way) == ("tts", "socket")
        return {"text": WORDS} if stays else {"text": WORDS, "exit": "goodbye"}

    @property
    def faults(self) -> dict[str, Any]:
        fault: dict[str, Any] = {"kind": KINDS[self.fault]}
        if self.way == "socket only":
            fault["via"] = "socket"
        return {self.operation: fault}


@dataclass(frozen=True)
class Result:
    """words: seconds until the phone was heard after a line of the caller, the longest; None: never.
    silence: the longest in which nobody was heard. ended: "a person", "a goodbye", or what went wrong.
    hits: how often Sarvam's stand-in did the wrong thing."""

    case: Case
    words: float | None
    silence: float
    ended: str
    hits: int

    @property
    def good(self) -> bool:
        in_time = self.words is not None and self.words <= WORDS_WITHIN
        return in_time and self.ended in ("a person", "a goodbye") and self.hits > 0


def all_cases() -> Iterator[Case]:
    for way in WAYS:
        for operation in OPERATIONS:
            if operation == "chat" and way in ("socket", "socket only"):
                continue  # the model has no socket
            for fault in KINDS:
                yield Case(operation, fault, way)


def some_cases() -> list[Case]:
    """One of each sort, above all the slow ones: only those can miss the time."""
    return [
        Case("stt", "429 rate", "socket"),
        Case("stt", "no first byte", "socket"),
        Case("stt", "half-open", "rest"),
        Case("stt", "empty", "socket"),
        Case("stt", "malformed", "socket only"),
        Case("chat", "slow drip", "rest"),
        Case("chat", "429 quota", "rest"),
        Case("chat", "500", "no clips"),
        Case("tts", "403", "socket"),
        Case("tts", "no first byte", "socket"),
        Case("tts", "slow drip", "rest"),
        Case("tts", "half-open", "no clips"),
    ]


async def play(case: Case, clips: Path, nothing: Path, number: int) -> Result:
    """One call with one fault. clips: a folder with every clip; nothing: one in which there is none."""
    transport = "socket" if case.way.startswith("socket") else "rest"
    without = case.way == "no clips"
    setup = {"tts": {"kind": "500"}} if without else case.faults
    folder = nothing / f"{number}" if without else clips
    async with helpline(folder, setup=setup, SARVAM_TRANSPORT=transport) as line:
        await line.script(
            always=LINE, replies=[case.reply] * 3, delays={"stt": 0.15, "tts": 0.2, "chat": 0.3}, pace=3.0
        )
        await line.faults(case.faults)
        return await _call(case, line, number)


async def _call(case: Case, line: Helpline, number: int) -> Result:
    key = f"{case.operation}.faults"
    before = (await line.stats())["total"].get(key, 0)
    # Three lines only where a line that is heard as nothing must be said again; else one, then silence.
    again = 3 if (case.operation, case.fault) == ("stt", "empty") else 1
    sid = f"CA{number:032x}"
    report = await line.call([TELUGU, *(caller_says(LINE) for _ in range(again))], sid)
    outcome = await line.outcome(sid)
    waited = waits(report)
    if report.dials:
        ended = "a person"
    elif outcome == "resolved" and report.ended_by == "app":
        ended = "a goodbye"
    else:
        ended = f"{outcome}, by {report.ended_by}"
    if (silent := after_last_words(report)) > SILENT_END:
        ended = f"{ended}, {silent:.1f} s after the last word"
    return Result(
        case=case,
        words=max((one for one in waited if one is not None), default=None) if None not in waited else None,
        silence=longest_silence(report),
        ended=ended,
        hits=(await line.stats())["total"].get(key, 0) - before,
    )


async def play_all(cases: Iterable[Case], clips: Path, nothing: Path, at_once: int = 8) -> list[Result]:
    """In the order of `cases`; so many calls at a time."""
    room = asyncio.Semaphore(at_once)

    async def one(number: int, case: Case) -> Result:
        async with room:
            return await play(case, clips, nothing, number)

    return list(await asyncio.gather(*(one(number, case) for number, case in enumerate(cases, 1))))


def table(results: list[Result]) -> str:
    """Markdown."""
    lines = [
        "| what fails | how | way | words after | longest silence | ends with |",
        "|---|---|---|---|---|---|",
    ]
    for r in results:
        words = "never" if r.words is None else f"{r.words:.1f} s"
        lines.append(
            f"| {OPERATIONS[r.case.operation]} | {r.case.fault} | {WAYS[r.case.way]} | {words} "
            f"| {r.silence:.1f} s | {r.ended} |"
        )
    return "\n".join(lines)
