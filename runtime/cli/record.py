"""flowctl record: a call that is over becomes a transcript, with what is the caller's own replaced."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from runtime.cli.in_language import LANG, in_language
from runtime.cli.keeping import keep, unusable
from runtime.cli.report import complain
from runtime.cli.which_flow import NoSuchFlow, which_flow
from runtime.flow.load import load
from runtime.transcript.record import NoTape, check
from runtime.transcript.tape_file import newest_call, read_tape

CALLS = Path("calls")


def command(
    call: Annotated[
        Path | None,
        typer.Argument(metavar="CALL", help="What `flowctl call` left behind; by default the newest call."),
    ] = None,
    flow: Annotated[
        str | None,
        typer.Option(metavar="FLOW", help="Its flow, where it is not found by its name."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The transcript; by default one beside the others of the flow."),
    ] = None,
    title: Annotated[str, typer.Option(help="What happens in it, in a few words.")] = "",
    lang: Annotated[str, LANG] = "en",
) -> int:
    """Returns 0 when the play goes as the call went, 1 when the flow of today goes another way or has faults,
    2 when there is no such call or flow, or nothing can be written."""
    told = in_language(lang)
    if told is None:
        return 2
    try:
        file = call or newest_call(CALLS)
        tape: Mapping[str, Any] = read_tape(file)
        check(tape)
    except NoTape as fault:
        return unusable(call or CALLS, fault, told)
    try:
        path = which_flow(flow or str(tape["flow"]))
    except NoSuchFlow as unknown:
        complain(f"{unknown}" if flow else f"{unknown}; --flow says where it is now")
        return 2
    if load(path).flow is None:
        complain(f"{path} has mistakes; `flowctl validate {path}` shows them")
        return 1
    console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
    try:
        return keep(tape, path, out, title, told, console)
    except NoTape as fault:
        return unusable(file, fault, told)
