"""How much does the embedded recogniser understand? Every phrase and example of a flow, spoken and heard.

    python tests/bench/hit_table.py [flows/electricity] [--voices woman,man,slow] [--json FILE] [--misses]

Each phrase is spoken by the embedded voice, brought to 8 kHz mu-law, laid between a carrier's silence (0xFF),
cut out again by the ears (voice activity, endpointing) and recognised with the hints that the dialogue itself
gives in the state where the phrase is used. Counted per language and list:

    words       the recogniser gave back the very phrase
    understood  or one that means the same to the flow: of the same phrase list (for an answer that is kept,
                such as a village, only the phrase itself counts)
    refused     the other way round: phrases of the flow that this state does not know must give nothing

A voice from a synthesiser is no caller. These figures say what the machinery does, not what a helpline will.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runtime.audio import mulaw
from runtime.audio.vad import EnergyDetector
from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import Listen, Speak
from runtime.dialogue.event import Event, PlaybackEnded, ProviderFailed, Utterance
from runtime.flow.load import load
from runtime.flow.model import Ask, Converse, Flow, Menu, SlotType, Voice
from runtime.language import folded, no_words, yes_words
from runtime.providers.offline import Offline
from runtime.server.ears import Ears


@dataclass(frozen=True)
class Case:
    """One phrase in one state. same: what the flow takes as the same answer; empty: it must be refused."""

    language: str
    state: str
    list: str
    phrase: str
    hints: tuple[str, ...]
    same: frozenset[str]


@dataclass(frozen=True)
class Result:
    case: Case
    voice: str
    heard: str | None
    """None: the ears noticed nothing, or the recogniser failed."""

    @property
    def words(self) -> bool:
        return folded(self.heard or "") == folded(self.case.phrase)

    @property
    def understood(self) -> bool:
        if not self.case.same:
            return not self.heard
        return bool(self.heard) and folded(self.heard or "") in self.case.same


def hints_in(dialogue: Dialogue, state: str, language: str, answer: str | None = None) -> tuple[str, ...]:
    """What the dialogue lets the recogniser hear in this state; with `answer`, in the confirmation after
    it."""
    step = dialogue.start(state=state, language=language)
    listening: Listen | None = None
    at, said = 0.0, False
    for _ in range(20):
        for effect in step.effects:
            if isinstance(effect, Listen):
                listening = effect
        if listening is not None and (answer is None or said):
            return listening.hints
        speech = [e.speech for e in step.effects if isinstance(e, Speak)]
        at += 1.0
        if speech:
            step = dialogue.advance(step.call, PlaybackEnded(speech[-1], at))
        if listening is not None and answer is not None and not said:
            listening, said = None, True
            step = dialogue.advance(step.call, Utterance(answer, at))
    raise LookupError(f"state {state} does not listen")


def cases(flow: Flow) -> Iterator[Case]:
    dialogue = Dialogue(flow)
    done: set[tuple[str, str]] = set()
    everywhere = tuple(name for option in flow.anywhere for name in option.phrases)
    for state in flow.states.values():
        if not flow.needs_voice(state.name):
            continue
        kept: tuple[str, ...] = ()  # lists whose very words are the answer
        lists: tuple[str, ...] = ()
        yes_no = isinstance(state, Ask) and state.slot.type is SlotType.YES_NO
        match state:
            case Menu():
                lists = tuple(name for option in state.options for name in option.phrases)
            case Ask():
                lists = state.slot.choices
                kept = (state.slot.examples,) if state.slot.examples else ()
            case Converse():
                lists = tuple(way.examples for way in state.exits if way.examples)
            case _:
                pass
        for language in flow.languages:
            hints = hints_in(dialogue, state.name, language)
            for name in (*lists, *kept, *everywhere):
                if (name, language) in done and name not in everywhere:
                    continue
                done.add((name, language))
                listed = flow.phrases[name].words
                whole = frozenset(folded(w) for words in listed.values() for w in words)
                for phrase in listed.get(language, ()):
                    same = frozenset({folded(phrase)}) if name in kept else whole
                    place = f"{name} in {state.name}" if name in everywhere else name
                    yield Case(language, state.name, place, phrase, hints, same)
            if yes_no:
                yield from answers(flow, state.name, "yes_no", language, hints)
            if isinstance(state, Ask) and state.confirm and kept:
                example = flow.phrases[kept[0]].words[language][0]
                confirming = hints_in(dialogue, state.name, language, example)
                yield from answers(flow, state.name, "confirm", language, confirming)
            known = {folded(hint) for hint in hints}
            for name in flow.phrases:
                for phrase in flow.phrases[name].words.get(language, ()):
                    if folded(phrase) not in known:
                        yield Case(language, state.name, "(none of these)", phrase, hints, frozenset())


def answers(flow: Flow, state: str, name: str, language: str, hints: tuple[str, ...]) -> Iterator[Case]:
    """Yes and no, in native script: the romanised forms are for recognisers that write so, not for
    speaking."""
    for meant in (yes_words, no_words):
        same = frozenset(folded(word) for one in flow.languages for word in meant(one))
        for word in meant(language):
            if language.startswith("en") or not word.isascii():
                yield Case(language, state, f"{name}: {meant.__name__[:-6]}", word, hints, same)


async def hear(offline: Offline, case: Case, voice: str) -> Result:
    spoken = await offline.speaker.render(case.phrase, case.language, Voice(speaker=voice))
    events: list[Event] = []
    running: list[asyncio.Task[None]] = []

    def spawn(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        running.append(asyncio.ensure_future(work))
        return running[-1]

    ear = offline.recogniser.connect("bench")
    ears = Ears(ear, EnergyDetector(), events.append, lambda: 0.0, spawn=spawn)
    ears.listen(case.language, case.hints, True)
    ears.frame(mulaw.silence(0.4) + spoken + mulaw.silence(0.8))
    while running:
        await running.pop(0)
    heard = [e.text for e in events if isinstance(e, Utterance) and e.text]
    failed = any(isinstance(e, ProviderFailed) for e in events)
    noticed = any(isinstance(e, Utterance) for e in events)
    await ears.close()
    return Result(case, voice, None if failed or not noticed else " ".join(heard))


async def run(flow: Flow, voices: list[str]) -> list[Result]:
    offline = Offline()
    try:
        return [await hear(offline, case, voice) for case in cases(flow) for voice in voices]
    finally:
        await offline.close()


def table(results: list[Result]) -> dict[str, dict[str, dict[str, int]]]:
    """language → list → {said, words, understood}."""
    rows: dict[str, dict[str, dict[str, int]]] = {}
    for result in results:
        kind = result.case.list if result.case.same else f"refused in {result.case.state}"
        row = rows.setdefault(result.case.language, {}).setdefault(
            kind, {"said": 0, "words": 0, "understood": 0}
        )
        row["said"] += 1
        row["words"] += result.words and bool(result.case.same)
        row["understood"] += result.understood
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("flow", nargs="?", default="flows/electricity")
    parser.add_argument("--voices", default="woman,man,slow")
    parser.add_argument("--json", type=Path, help="also write the table and every miss there")
    parser.add_argument("--misses", action="store_true", help="print what was heard instead")
    options = parser.parse_args()
    flow = load(options.flow).flow
    if flow is None:
        sys.stderr.write(f"{options.flow} cannot be loaded; see flowctl validate\n")
        return 1
    results = asyncio.run(run(flow, options.voices.split(",")))
    rows = table(results)
    for language, lists in rows.items():
        print(f"\n{language:28} said   words  understood")
        for name, row in lists.items():
            print(f"  {name:26} {row['said']:4}   {row['words'] or '':>5}  {row['understood']:5}")
    for title, chosen in (
        ("phrases", [r for r in results if r.case.same]),
        ("none of these", [r for r in results if not r.case.same]),
    ):
        good, words = sum(r.understood for r in chosen), sum(r.words for r in chosen)
        verb = "understood" if title == "phrases" else "refused"
        share = f"{good / len(chosen):.1%}" if chosen else "-"
        also = f", {words} of them word for word" if title == "phrases" else ""
        print(f"\n{title}: {good} of {len(chosen)} {verb} ({share}){also}", end="")
    print()
    misses = [
        {"language": r.case.language, "state": r.case.state, "list": r.case.list, "voice": r.voice,
         "said": r.case.phrase, "heard": r.heard}
        for r in results if not r.understood
    ]  # fmt: skip
    if options.misses:
        for miss in misses:
            print("  ", *miss.values(), sep="  ")
    if options.json:
        options.json.write_text(json.dumps({"table": rows, "misses": misses}, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
