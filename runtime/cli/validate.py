"""flowctl validate: can these files be loaded, and if not, why not. Every fault in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runtime.cli.report import Format, complain, print_report
from runtime.flow.check import check_path
from runtime.flow.diagnostic import Diagnostic
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.share import share
from runtime.transcript.check import check_against
from runtime.transcript.reader import Script, read_transcript
from runtime.transcript.run import flow_path


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Flows, files of flows, or folders of flows. Default: ./flows, or the shipped ones.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
) -> int:
    """Returns 0 when everything can be loaded, 1 when there are findings, 2 for a path that is not there."""
    chosen = paths or [default_flows()]
    missing = [path for path in chosen if not path.exists() and not path.is_symlink()]
    for path in missing:
        complain(f"there is no file or folder {path}")
    if missing:
        return 2
    found: dict[Diagnostic, None] = {}
    files: dict[str, str] = {}
    flows: dict[Path, Flow | None] = {}
    for path in chosen:
        checked = check_path(path)
        found.update(dict.fromkeys(checked.diagnostics))
        files.update(checked.files)
        for transcript in checked.transcripts:
            script = read_transcript(transcript)
            found.update(dict.fromkeys(script.diagnostics))
            if script.source:
                files[script.source.name] = script.source.text
            if script.transcript:
                found.update(dict.fromkeys(_against(flows, transcript, script)))
    print_report(found, files, format)
    return 1 if found else 0


def _against(flows: dict[Path, Flow | None], file: Path, script: Script) -> list[Diagnostic]:
    """What a transcript names that its flow does not have. A broken flow is told of elsewhere."""
    home = flow_path(file, script)
    if home is None or script.transcript is None:
        return []
    if home not in flows:
        flows[home] = load(home).flow
    flow = flows[home]
    return list(check_against(flow, script.transcript)) if flow else []


def default_flows() -> Path:
    """./flows where there is one, else the flows that travel with flowctl."""
    here = Path("flows")
    return here if here.is_dir() else share("flows")
