"""flowctl validate: can these files be loaded, and if not, why not. Every fault in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runtime.cli.findings import all_there, default_flows, look
from runtime.cli.in_language import LANG, in_language
from runtime.cli.report import Format, print_report
from runtime.flow.diagnostic import Severity


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Flows, files of flows, or folders of flows. Default: ./flows, or the shipped ones.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
    lang: Annotated[str, LANG] = "en",
) -> int:
    """Returns 0 when everything can be loaded, 1 when something cannot, 2 for a path that is not there."""
    told = in_language(lang)
    if told is None:
        return 2
    chosen = paths or [default_flows()]
    if not all_there(chosen):
        return 2
    found = look(chosen)
    print_report(found.findings, found.files, format, told=told)
    return 1 if any(one.severity is not Severity.INFO for one in found.findings) else 0
