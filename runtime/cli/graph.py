"""flowctl graph: a flow as a picture."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from runtime.cli.explain import loaded_flow
from runtime.cli.report import complain
from runtime.drawing.counts import Counts, CountsUnreadable, read_counts
from runtime.drawing.dot import as_dot
from runtime.drawing.mermaid import as_mermaid
from runtime.drawing.picture import Only, picture, unknown_names
from runtime.drawing.svg import as_svg
from runtime.flow.faults import listed


class Drawing(StrEnum):
    """What --format takes."""

    SVG = "svg"
    MERMAID = "mermaid"
    DOT = "dot"


_RENDER = {Drawing.SVG: as_svg, Drawing.MERMAID: as_mermaid, Drawing.DOT: as_dot}


def command(
    flow: Annotated[str, typer.Argument(help="A flow: its folder, file or name.", show_default=False)],
    format: Annotated[Drawing, typer.Option(help="What to write.")] = Drawing.SVG,
    lang: Annotated[
        str | None,
        typer.Option(metavar="LANGUAGE", help="Whose words are shown, such as te-IN; the flow's first."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help="Where to; without it to the terminal, a picture to FLOW.svg."
        ),
    ] = None,
    only: Annotated[Only, typer.Option(help="`main` leaves out silence, faults and `anywhere`.")] = Only.ALL,
    counts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='Counts to lay over: {"states": {"a": 3}, "edges": {"a->b": 2}}.'),
    ] = None,
) -> int:
    """Returns 0, 1 when the flow cannot be loaded, 2 for what is not there or cannot be read or written."""
    loaded = loaded_flow(flow, lang)
    if isinstance(loaded, int):
        return loaded
    laid: Counts | None = None
    if counts is not None:
        try:
            laid = read_counts(counts.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            complain(f"{counts} cannot be read")
            return 2
        except CountsUnreadable as trouble:
            complain(f"{counts}: {trouble}")
            return 2
        strangers = unknown_names(loaded, laid)
        if strangers:
            complain(f"left out, for {loaded.name} has no such states: {listed(strangers)}")
    drawn = _RENDER[format](picture(loaded, lang, only, laid))
    if out is None and format is Drawing.SVG and sys.stdout.isatty():
        out = Path(f"{loaded.name}.svg")  # nobody reads a picture's source
        complain(f"drawn in {out}")
    if out is None:
        sys.stdout.write(drawn)
        return 0
    try:
        out.write_text(drawn, encoding="utf-8", newline="\n")
    except OSError:
        complain(f"{out} cannot be written")
        return 2
    return 0
