"""How a proof is told: what was shown, what was not, and every call that fails as a transcript."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.catalogue import Catalogue
from runtime.flow.wording import Said, said
from runtime.prove.script import Lasting, Script, as_transcript, round_and_round
from runtime.prove.verdict import Bounds, Example, Rule, Verdict
from runtime.transcript.player import play
from runtime.transcript.reader import parse_transcript

_FAULTS = {
    Rule.GOES_ROUND: "A caller who is not understood goes round and comes back to `{state}`.",
    Rule.NO_ANSWER_HELPS: "A caller in `{state}` goes round whatever they answer, while services, desks or "
    "the model fail or say no.",
    Rule.SILENT_LOOP: "After `{state}` the flow goes round in silence: nothing is said, nobody is heard.",
    Rule.DROPPED: "After `{state}` the caller hears no word: something was owed, and it is dropped.",
    Rule.FAR: "From `{state}` no person is reached in {steps} steps.",
    Rule.STUCK: "In `{state}` nothing can happen any more.",
}
_TOO_LONG = {
    "turns": "A caller who is not understood needs {number} turns to get out.",
    "seconds": "A caller who is not understood needs {number} seconds to get out.",
}
_SEEN = {
    "words": "After `{state}` the secret `{slot}` is spoken in full.",
    "model": "After `{state}` the model is told the secret `{slot}`.",
    "person": "After `{state}` the person who takes the call is told the secret `{slot}`.",
    "address": "After `{state}` the secret `{slot}` stands in the address or the key of a request.",
    "log": "After `{state}` the secret `{slot}` gets into the log.",
    "order": "After `{state}` the telephone is given the secret `{slot}`.",
}
"""By where it is seen (runtime/prove/taint.py)."""
_MOVES = {
    "silence": said("silence"),
    "noise": said("noise"),
    "deaf": "the recogniser fails",
    "keys": "presses {text}",
    "words": 'says "{text}"',
    "limit": "they talk until `limits`",
    "exit": "the model takes `{text}`",
    "says": "the model talks on",
    "blank": "the model says nothing",
    "invents": "the model invents an exit",
    "model_fails": "the model fails",
    "served": "`{text}` answers",
    "service_fails": "`{text}` fails",
    "completed": "a person answers",
    "busy": "nobody answers",
    "recorded": "the message is kept",
    "record_fails": "the recording fails",
    "greeted": "the greeting of the machine ends",
    "late": "the call has grown long",
}
NOT_SHOWN = (
    "Two moments of calls count as one when flow, state, question, rungs, errors and opening hours are the "
    "same, and silences, misses, visits, fired rules and values as far as a condition will still read them; "
    "the clock and the number of turns are forgotten, and that time is up is tried at every turn of a "
    "conversation.",
    "Interruptions: the caller of this search lets the phone finish. Keys and words over a prompt are played "
    "by the transcripts.",
    "Every value: answers are tried one for each case that a condition of the flow tells apart, a service's "
    "answers likewise, and no more than its `returns` allow. Where two values are compared with each other, "
    "or added up, a few are tried.",
    "How well words are recognised: words count as understood, as misunderstood, or as not heard.",
    "A voice that cannot speak, and the operator's guards (the longest call, the most turns), which end any "
    "call besides.",
    "Two opening hours in one call: the time of day stays what it was at the beginning.",
)
"""What this does not show; printed below every proof."""
ENGLISH = Catalogue()


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

    def __init__(self, name: str, stream: TextIO, told: Catalogue = ENGLISH) -> None:
        self._name, self._stream, self._told, self._wrote = name, stream, told, False

    def __call__(self, seen: int, waiting: int) -> None:
        self._wrote = True
        how_far = said(
            "{flow}: {seen} moments, {waiting} to look at",
            flow=self._name,
            seen=f"{seen:,}",
            waiting=f"{waiting:,}",
        )
        print(f"\r{self._told.told(how_far)} ", end="", file=self._stream, flush=True)

    def done(self) -> None:
        if self._wrote:
            print("\r" + " " * 60 + "\r", end="", file=self._stream, flush=True)


def counted(verdict: Verdict, bounds: Bounds, told: Catalogue = ENGLISH) -> Proved:
    """Every example played again by the ordinary player. told: the author's language, also of what the
    transcripts say of themselves."""
    shown = tuple(_shown(verdict.graph.dialogue, one, bounds, told) for one in verdict.examples)
    return Proved(verdict, bounds, shown)


def _shown(dialogue: Dialogue, example: Example, bounds: Bounds, told: Catalogue) -> Shown:
    words = _fault(dialogue, example, bounds)
    title = f"prove: {told.told(words).rstrip('.।')}"
    script = as_transcript(dialogue, example, bounds, title, told.told)
    lasting = round_and_round(dialogue, example) if example.round else None
    return Shown(example, script, lasting, is_real(dialogue, script), words)


def _fault(dialogue: Dialogue, example: Example, bounds: Bounds) -> Said:
    """One sentence: what becomes of the caller, and where."""
    flow, state = example.at
    slot, _, where = example.what.rpartition("/")
    match example.rule:
        case Rule.TOO_LONG:
            sentence = _TOO_LONG[example.what]
        case Rule.SEEN:
            sentence = _SEEN[where]
        case _:
            sentence = _FAULTS[example.rule]
    return said(
        sentence,
        state=state if flow == dialogue.flow.name else f"{flow}/{state}",
        number=f"{example.number:.0f}",
        slot=slot,
        steps=bounds.steps,
    )


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


def as_text(proved: Proved, told: Catalogue = ENGLISH) -> str:
    """What is shown, then each call that fails, then what is not shown. told: the author's language."""
    verdict, graph = proved.verdict, proved.verdict.graph
    lines = [told.told(_head(verdict))]
    if not graph.complete:
        unseen = said(
            "There are more moments than were looked at, so nothing is proved; --most looks at more."
        )
        lines.append(f"  {told.told(unseen)}")
    if verdict.passed:
        lines += [f"  {told.told(one)}" for one in _claims(proved, told)]
    for one in proved.shown:
        lines += ["", f"  {one.example.rule}: {told.told(one.words)}"]
        lines += [f"  {told.told(more)}" for more in _more(one)]
        lines += [f"    {line}" for line in one.script.text.rstrip().splitlines()]
    return "\n".join(lines)


def not_shown(told: Catalogue = ENGLISH) -> str:
    """What no proof shows, as a list."""
    return "\n".join((told.told("What this does not show:"), *(f"- {told.told(one)}" for one in NOT_SHOWN)))


def _head(verdict: Verdict) -> Said:
    graph = verdict.graph
    sentence = (
        "PROVED  {flow}  ({moments} moments, {moves} moves)"
        if verdict.passed
        else "FAIL  {flow}  ({moments} moments, {moves} moves)"
        if verdict.examples
        else "NOT SHOWN  {flow}  ({moments} moments, {moves} moves)"
    )
    moves = sum(len(node.edges) for node in graph.nodes)
    return said(sentence, flow=graph.flow.name, moments=f"{len(graph.nodes):,}", moves=f"{moves:,}")


def _claims(proved: Proved, told: Catalogue) -> list[Said]:
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
        way = (told.told(said(_MOVES[move.what], text=move.text)) for move in verdict.worst_way[1])
        claims.append(said("The longest way out: {way}.", way=", ".join(way)))
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


def as_data(proved: Proved, told: Catalogue = ENGLISH) -> dict[str, Any]:
    """The same for programs; sentences are in the author's language."""
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
                "message": told.told(one.words),
                "real": one.real,
                "shortest": verdict.is_shortest(one.example),
                "transcript": one.script.text,
            }
            for one in proved.shown
        ],
        "not_shown": [told.told(one) for one in NOT_SHOWN],
    }
