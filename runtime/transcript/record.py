"""`flowctl record`: the tape of a call as a transcript that has been played before anybody is given it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.wording import Said, said
from runtime.transcript.reader import parse_transcript
from runtime.transcript.recorded import told
from runtime.transcript.result import Mismatch
from runtime.transcript.run import Performance, Stage
from runtime.transcript.tape import VERSION
from runtime.transcript.writer import Page

Tell = Callable[[str], str]
"""A sentence in the author's language."""


_AT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII)


class NoTape(Exception):
    """This is no tape that can be told. why: in a sentence."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Recorded:
    """text: of the transcript. differs: where the flow of today goes another way than the call did. faults:
    why it cannot be played at all. ends_early: what it leaves out. performance: the play of it. changed: the
    flow is not the one that answered."""

    text: str
    differs: tuple[Mismatch, ...]
    faults: tuple[Diagnostic, ...]
    ends_early: Said | None
    performance: Performance
    changed: bool


def recorded(
    tape: Mapping[str, Any], file: Path, *, title: str = "", flow: str | None = None, tell: Tell = str
) -> Recorded:
    """file: where the transcript is to lie, which need not exist. flow: its flow, as a path from there, where
    the folder does not say it. Raises NoTape."""
    check(tape)
    stage = Stage()
    first = _made(tape, file, stage, title, flow, tell, pauses=False)
    if not first.differs:
        return first
    second = _made(tape, file, stage, title, flow, tell, pauses=True)
    return first if second.differs or second.faults else second


def check(tape: Any) -> None:
    """Whether this is a tape of ours. Raises NoTape."""
    if not isinstance(tape, Mapping) or "tape" not in tape:
        raise NoTape(said("it holds no call that could be told again"))
    if tape["tape"] != VERSION:
        raise NoTape(said("it was kept by another version of flowctl; make the call again with this one"))
    wanted = {"flow": str, "version": str, "call": Mapping, "moments": list, "replaced": Mapping}
    if not all(isinstance(tape.get(name), kind) for name, kind in wanted.items()):
        raise NoTape(said("what it holds of the call is damaged"))
    at = tape["call"].get("at")
    if at is not None and not (isinstance(at, str) and _AT.fullmatch(at)):
        raise NoTape(said("what it holds of the call is damaged"))


def _made(
    tape: Mapping[str, Any],
    file: Path,
    stage: Stage,
    title: str,
    flow: str | None,
    tell: Tell,
    *,
    pauses: bool,
) -> Recorded:
    page = Page(title or tell(_title(tape)), flow=flow, written_by="record")
    try:
        early = told(tape, page, pauses=pauses)
        if early is not None:
            page.remark(
                tell(said("The play ends here, for no line can say what came next: {what}.", what=early))
            )
        page.remarks = tuple(tell(one) for one in _remarks(tape["replaced"]))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise NoTape(said("what it holds of the call is damaged")) from None
    try:
        text = page.text()
    except ValueError:
        raise NoTape(said("a service or the model gave a value that no transcript can say")) from None
    performance = stage.play_script(file, parse_transcript(text, str(file)))
    differs = tuple(miss for result in performance.results for miss in result.differences)
    changed = performance.flow is not None and performance.flow.version != tape["version"]
    return Recorded(text, differs, performance.diagnostics, early, performance, changed)


def _title(tape: Mapping[str, Any]) -> Said:
    at, ended = tape["call"].get("at"), tape.get("ended")
    return said("a call of {at} that ended as {ended}", at=at or "…", ended=ended or "…")


def _remarks(replaced: Mapping[str, int]) -> tuple[Said, ...]:
    """What stands at the head of the file. replaced: what there are stand-ins for, and how many."""
    read = said(
        "Recorded from a call: it says what the phone did, not what it should do. Read it, change what was "
        "wrong, and take `written_by` out."
    )
    if not replaced:
        return (read,)
    several = ", ".join(f"{name} ({number})" if number > 1 else name for name, number in replaced.items())
    return (read, said("Stand-ins, not what was said: {values}.", values=several))
