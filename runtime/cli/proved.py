"""How a proof is told: what was shown, what was not, and every call that fails as a transcript."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.wording import Said, said
from runtime.prove.script import Lasting, Script, as_transcript, round_and_round
from runtime.prove.verdict import Bounds, Example, Rule, Verdict
from runtime.transcript.player import play
from runtime.transcript.reader import parse_transcript

_FAULTS = {
    Rule.GOES_ROUND: "A caller who is not understood goes round and comes back to `{state}`.",
    Rule.NO_ANSWER_HELPS: "A caller in `{state}` goes round whatever they answer, while services, desks or "
    "the model fail or say no.",
    Rule.TOO_LONG: "A caller who is not understood needs {number} {what} to get out.",
    Rule.SILENT_LOOP: "After `{state}` the flow goes round in silence: nothing is said, nobody is heard.",
    Rule.DROPPED: "After `{state}` the caller hears no word: something was owed, and it is dropped.",
    Rule.FAR: "From `{state}` no person is reached in {steps} steps.",
    Rule.SEEN: "In `{state}` a secret of the caller is seen: {what}.",
    Rule.STUCK: "In `{state}` nothing can happen any more.",
}
NOT_SHOWN = (
    "Two moments of calls count as one when flow, state, question, rungs, silences, misses, visits, errors, "
    "fired rules and opening hours are the same, and the values that a condition will still read; the clock "
    "and the number of turns are forgotten, and that time is up is tried at every turn of a conversation.",
    "Interruptions: the caller of this search lets the phone finish. Keys and words over a prompt are played "
    "by the transcripts.",
    "Every value: answers are tried one for each case that a condition of the flow tells apart, a service's "
    "answers likewise, and no more than its `returns` allow.",
    "How well words are recognised: words count as understood, as misunderstood, or as not heard.",
    "A voice that cannot speak, and the operator's guards (the longest call, the most turns), which end any "
    "call besides.",
    "Two opening hours in one call: the time of day stays what it was at the beginning.",
)
"""What this does not show; printed below every proof."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One call that fails. real: the ordinary player was brought to the same place by the transcript."""

    example: Example
    script: Script
    lasting: Lasting | None
    real: bool
    words: Said


@dataclass(frozen=True, slots=True)
class Proved:
    """verdict, and its examples as transcripts."""

    verdict: Verdict
    bounds: Bounds
    shown: tuple[Shown, ...]

    def save(self, folder: Path, flow: Path) -> None:
        """Write every transcript into the folder. Raises OSError."""
        if self.shown:
            folder.mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(self.shown, start=1):
            text = one.script.text
            home = flow.parent if flow.is_file() else flow
            if flow.is_file() or folder.resolve().parent != home.resolve():
                where = os.path.relpath(flow.resolve(), folder.resolve())
                text = f"flow: {Path(where).as_posix()}\n{text}"
            name = f"prove_{self.verdict.graph.flow.name}_{number}_{one.example.rule}.yaml"
            (folder / name).write_text(text, encoding="utf-8", newline="\n")


class Counter:
    """One line about how far the search is, where somebody watches."""

    def __init__(self, name: str, stream: TextIO) -> None:
        self._name, self._stream, self._wrote = name, stream, False

    def __call__(self, seen: int, waiting: int) -> None:
        self._wrote = True
        print(
            f"\r{self._name}: {seen:,} moments, {waiting:,} to look at ",
            end="",
            file=self._stream,
            flush=True,
        )

    def done(self) -> None:
        if self._wrote:
            print("\r" + " " * 60 + "\r", end="", file=self._stream, flush=True)


def counted(verdict: Verdict, bounds: Bounds) -> Proved:
    """Every example played again by the ordinary player."""
    shown = tuple(_shown(verdict.graph.dialogue, one, bounds) for one in verdict.examples)
    return Proved(verdict, bounds, shown)


def _shown(dialogue: Dialogue, example: Example, bounds: Bounds) -> Shown:
    words = said(
        _FAULTS[example.rule],
        state=example.at[1] if example.at[0] == dialogue.flow.name else f"{example.at[0]}/{example.at[1]}",
        number=f"{example.number:.0f}",
        what=example.what,
        steps=bounds.steps,
    )
    script = as_transcript(dialogue, example, bounds, f"prove: {str(words).rstrip('.')}")
    lasting = round_and_round(dialogue, example) if example.round else None
    return Shown(example, script, lasting, is_real(dialogue, script), words)


def is_real(dialogue: Dialogue, script: Script) -> bool:
    """Whether the ordinary player, with the transcript, comes to the same place: everything up to the last
    line is as it is written, and the last line fails."""
    if not script.plain:
        return False
    transcript = parse_transcript(script.text, "prove").transcript
    if transcript is None:
        return False
    result = play(dialogue, transcript)
    last = transcript.lines[-1].mark
    return bool(result.mismatches) and all(one.mark >= last for one in result.mismatches)


# -- text ----------------------------------------------------------------------------------------------


def as_text(proved: Proved) -> str:
    """What is shown, then each call that fails, then what is not shown."""
    verdict, graph = proved.verdict, proved.verdict.graph
    edges = sum(len(node.edges) for node in graph.nodes)
    head = "PROVED" if verdict.passed else "FAIL" if verdict.examples else "NOT SHOWN"
    lines = [f"{head}  {graph.flow.name}  ({len(graph.nodes):,} moments, {edges:,} moves)"]
    if not graph.complete:
        lines.append(
            "  There are more moments than were looked at, so nothing is proved; --most looks at more."
        )
    if verdict.passed:
        lines += [f"  {one}" for one in _claims(proved)]
    for one in proved.shown:
        lines += ["", f"  {one.example.rule}: {one.words}", *(f"  {more}" for more in _more(one))]
        lines += [f"    {line}" for line in one.script.text.rstrip().splitlines()]
    return "\n".join(lines)


def _claims(proved: Proved) -> list[Said]:
    verdict = proved.verdict
    claims = [
        said(
            "A caller who is not understood is out within {turns} turns and {seconds} s, whatever happens.",
            turns=verdict.worst_turns,
            seconds=f"{verdict.worst_seconds:.0f}",
        ),
        said("A caller who answers what is asked gets out, whatever services, desks and the model do."),
        said("No loop is silent, nothing is promised and then dropped, no secret is seen."),
    ]
    if verdict.steps is not None:
        claims.append(
            said("From everywhere a person is reached in {steps} steps.", steps=verdict.steps)
            if verdict.steps != 1
            else said("From everywhere a person is reached in one step.")
        )
    if verdict.worst_way is not None:
        way = ", ".join(
            " ".join(part for part in (move.what, move.text) if part) for move in verdict.worst_way[1]
        )
        claims.append(said("The longest way out: {way}.", way=way))
    return claims


def _more(one: Shown) -> list[Said]:
    found = []
    if one.lasting is not None and one.lasting.rule:
        found.append(said("Only a rule on long calls ends it, after {turns} turns.", turns=one.lasting.turns))
    elif one.lasting is not None:
        found.append(
            said(
                "Only the operator's guard ends it, after {turns} turns and {seconds} s.",
                turns=one.lasting.turns,
                seconds=f"{one.lasting.seconds:.0f}",
            )
        )
    found.append(
        said("Played again by `flowctl test`, it is so.")
        if one.real
        else said("It cannot be written as a transcript that fails; this is the way to it.")
    )
    return found


# -- data ----------------------------------------------------------------------------------------------


def as_data(proved: Proved) -> dict[str, Any]:
    verdict, graph = proved.verdict, proved.verdict.graph
    return {
        "flow": graph.flow.name,
        "passed": verdict.passed,
        "complete": graph.complete,
        "moments": len(graph.nodes),
        "moves": sum(len(node.edges) for node in graph.nodes),
        "worst": {"turns": verdict.worst_turns, "seconds": round(verdict.worst_seconds, 1)},
        "steps_to_a_person": verdict.steps,
        "failures": [
            {
                "rule": str(one.example.rule),
                "flow": one.example.at[0],
                "state": one.example.at[1],
                "message": str(one.words),
                "real": one.real,
                "transcript": one.script.text,
            }
            for one in proved.shown
        ],
        "not_shown": list(NOT_SHOWN),
    }
