"""flowctl lint: what callers would suffer from in flows that can be loaded."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from runtime.cli.report import Format, complain, print_report
from runtime.cli.validate import default_flows
from runtime.flow.diagnostic import Diagnostic, Severity
from runtime.flow.load import load_project
from runtime.flow.project import OPERATOR_FILES, flow_file
from runtime.lint.pages import explanation
from runtime.lint.rules import ALL_RULES
from runtime.lint.run import lint, ordered

_PARTS = ("prompts", "personas", "transcripts")
_LEVELS = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Flows, files of flows, or folders of flows. Default: ./flows, or the shipped ones.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
    level: Annotated[Severity, typer.Option(help="The lightest finding to tell.")] = Severity.INFO,
    explain: Annotated[
        str | None,
        typer.Option(metavar="RULE", help="Print what a rule finds and why; `all` for every rule."),
    ] = None,
) -> int:
    """Returns 0 when nothing was found but infos, 1 for errors and warnings, 2 for a path or rule that is
    not there, 3 when a rule of ours failed."""
    if explain is not None:
        return _explain(explain)
    chosen = paths or [default_flows()]
    missing = [path for path in chosen if not path.exists() and not path.is_symlink()]
    for path in missing:
        complain(f"there is no file or folder {path}")
    if missing:
        return 2
    found: dict[Diagnostic, None] = {}
    files: dict[str, str] = {}
    crashed = False
    for path in dict.fromkeys(_whole(path) for path in chosen):
        project = load_project(path)
        report = lint(project.flows.values(), project.files)
        found.update(dict.fromkeys((*project.diagnostics, *report.findings)))
        files.update(project.files)
        crashed = crashed or report.crashed
    told = _at_level(found, level)
    print_report(told, files, format)
    if crashed:
        return 3
    return 1 if any(one.severity is not Severity.INFO for one in told) else 0


def _whole(path: Path) -> Path:
    """What must be loaded to judge this file: the flow that a file of words belongs to, the project of an
    operator's file. Hooks that pass single changed files rely on it."""
    if path.parent.name in _PARTS and flow_file(path.parent.parent):
        return path.parent.parent
    if path.name in _PARTS and flow_file(path.parent):
        return path.parent
    return path.parent if path.name in OPERATOR_FILES else path


def _at_level(found: Iterable[Diagnostic], level: Severity) -> list[Diagnostic]:
    loud = _LEVELS[: _LEVELS.index(level) + 1]
    return ordered(one for one in found if one.severity in loud)


def _explain(name: str) -> int:
    text = explanation(name)
    if text is None:
        near = get_close_matches(name, [rule.name for rule in ALL_RULES], n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        complain(f"lint has no rule {name}{meant}")
        return 2
    print(text, end="")
    return 0
