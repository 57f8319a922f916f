"""flowctl match: what some words would do in each state of a flow, and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from runtime.cli.report import Format as ReportFormat
from runtime.cli.report import complain, print_report, shown
from runtime.cli.which_flow import NoSuchFlow, which_flow
from runtime.dialogue.plan import Plan
from runtime.dialogue.understanding import Near, Taken, Understood, understand
from runtime.flow.diagnostic import Severity
from runtime.flow.faults import listed, nearest
from runtime.flow.load import load
from runtime.flow.model import Flow, Listening
from runtime.language import How, sound_key


class Format(StrEnum):
    """What --format takes."""

    TEXT = "text"
    JSON = "json"


_HOW = {
    How.EXACT: "the very words",
    How.SCRIPT: "the same sounds in other letters",
    How.SOUND: "sounds the same",
    How.NEAR: "a small error",
}
_TAKEN = {
    Taken.MODEL: "goes to the model: no phrase explains it",
    Taken.NOTHING: "nothing happens: this question is answered by keys",
    Taken.NO_MATCH: "is not understood (no_match)",
}
MOST_NEAR = 4


def command(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What a caller says.")],
    flow: Annotated[
        str, typer.Option("--flow", metavar="FLOW", help="A flow's name, folder or file.")
    ] = "electricity",
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help="Only this state; all by default.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="TAG", help="The caller's language; the flow's first.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
) -> int:
    """Returns 0 when the words were understood somewhere, 1 when they were not or the flow has faults, 2
    for an unknown flow, state or language."""
    try:
        path = which_flow(flow)
    except NoSuchFlow as unknown:
        complain(str(unknown))
        return 2
    loaded = load(path)
    if loaded.flow is None:
        errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
        print_report(errors, loaded.files, ReportFormat.TEXT)
        return 1
    states = _states(loaded.flow, state)
    if lang is not None and lang not in loaded.flow.languages:
        complain(f"{loaded.flow.name} does not speak {lang}; it speaks {listed(loaded.flow.languages)}")
        return 2
    if not states:
        return 2
    plan = Plan(loaded.flow)
    language = lang or loaded.flow.languages[0]
    found = [understand(plan, name, words, language) for name in states]
    if format is Format.JSON:
        print(json.dumps(_as_json(words, language, found), ensure_ascii=False, indent=1))
    else:
        _tell(words, found)
    return 0 if any(one.taken in (Taken.OPTION, Taken.ANYWHERE, Taken.ANSWER) for one in found) else 1


def _states(flow: Flow, state: str | None) -> list[str]:
    listening = [name for name, one in flow.states.items() if isinstance(one, Listening)]
    if state is None:
        if not listening:
            complain(f"no state of {flow.name} listens")
        return listening
    if state in listening:
        return [state]
    near = nearest(state, listening)
    if state in flow.states:
        complain(f"the state {state} does not listen; these do: {listed(listening)}")
    else:
        complain(f"there is no state {state}" + (f"; did you mean {near}?" if near else ""))
    return []


def _as_json(words: str, language: str, found: list[Understood]) -> dict[str, object]:
    return {
        "words": words,
        "sounds": sound_key(words),
        "language": language,
        "states": [asdict(one) for one in found],
    }


def _tell(words: str, found: list[Understood]) -> None:
    print(f"“{shown(words)}” sounds like: {shown(sound_key(words)) or '(nothing)'}")
    for one in found:
        print(f"\n{one.state} ({one.kind})")
        print(f"  {_outcome(one)}")
        if one.example is not None:
            leads, phrase = one.example
            print(f"    the model is shown “{shown(phrase)}” as an example for {leads}")
        for near in one.near[:MOST_NEAR]:
            print(f"    near: {_beside(near)}")


def _outcome(one: Understood) -> str:
    if one.taken in _TAKEN:
        return _TAKEN[one.taken]
    if one.taken is Taken.ANSWER:
        outcome = f"answers {one.where}: {shown(str(_plain(one.value)))}"
    else:
        outcome = f"{one.where} → {one.leads or 'stays here'}"
    if one.phrase is None or one.how is None:
        return outcome
    off = f", {one.cost / 2:g} of a sound off" if one.cost else ""
    return f"{outcome}   by “{shown(one.phrase)}”, {_HOW[one.how]}{off}"


def _plain(value: object) -> object:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _beside(near: Near) -> str:
    leads = f" → {near.leads}" if near.leads else ""
    off = f"{near.cost / 2:g} sounds off" if near.cost else "sounds the same"
    return f"“{shown(near.phrase)}” ({near.where}{leads}), {off}: {near.why.value}"
