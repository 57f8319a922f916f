"""flowctl prove: play every kind of call, and show that each caller gets out, or the call in which one does
not."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from runtime.cli.in_language import LANG, in_language
from runtime.cli.proved import Counter, Proved, as_data, as_text, counted, not_shown
from runtime.cli.report import complain
from runtime.cli.which_flow import NoSuchFlow, which_flows
from runtime.dialogue.dialogue import Dialogue
from runtime.flow.catalogue import ENGLISH, Catalogue
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.prove.graph import MOST_MOMENTS, explore
from runtime.prove.verdict import Bounds, judge

USUAL = Bounds()


class Format(StrEnum):
    """What --format takes."""

    TEXT = "text"
    JSON = "json"


def command(
    flows: Annotated[
        list[str] | None,
        typer.Argument(help="Flows: folders, files or names.  [default: flows]", show_default=False),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
    turns: Annotated[
        int, typer.Option(min=1, help="A caller who is not understood is out within so many turns.")
    ] = USUAL.turns,
    seconds: Annotated[float, typer.Option(min=1, help="…and within so many seconds.")] = USUAL.seconds,
    steps: Annotated[
        int, typer.Option(min=1, help="From everywhere a person is reached in so many steps.")
    ] = USUAL.steps,
    save_to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write every call that fails there, as a transcript."),
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Moments to look at, at most.")] = MOST_MOMENTS,
    lang: Annotated[str, LANG] = ENGLISH,
) -> int:
    """Returns 0 when everything is shown; 1 when a call fails, a flow has mistakes, or there were too many
    moments to look at; 2 for a flow or a language that is not there, or a folder that cannot be written."""
    told_in = in_language(lang)
    if told_in is None:
        return 2
    try:
        paths = which_flows(flows)
    except NoSuchFlow as unknown:
        complain(str(unknown))
        return 2
    bounds = Bounds(turns, seconds, steps)
    told: list[dict[str, Any]] = []
    passed = True
    for path in paths:
        flow = load(path).flow
        if flow is None:
            complain(f"{path} has mistakes; `flowctl validate {path}` shows them")
            passed = False
            continue
        if format is Format.TEXT and told:
            print()
        counted_flow = _proved(flow, bounds, most, told_in)
        passed = passed and counted_flow.verdict.passed
        told.append(as_data(counted_flow, told_in))
        if format is Format.TEXT:
            print(as_text(counted_flow, told_in), flush=True)
        if save_to is not None:
            try:
                counted_flow.save(save_to, path)
            except OSError:
                complain(f"{save_to} cannot be written")
                return 2
    if format is Format.TEXT:
        print(f"\n{not_shown(told_in)}")
    else:
        print(json.dumps({"passed": passed, "flows": told}, ensure_ascii=False, indent=2))
    return 0 if passed else 1


def _proved(flow: Flow, bounds: Bounds, most: int, told: Catalogue) -> Proved:
    """One flow, with a line about how far it is where somebody watches."""
    counter = Counter(flow.name, sys.stderr, told)
    dialogue = Dialogue(flow)
    graph = explore(dialogue, counter if sys.stderr.isatty() else None, most)
    counter.done()
    return counted(judge(graph, bounds), bounds, told)
