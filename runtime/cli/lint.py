"""flowctl lint: everything that is wrong with flows, from files that cannot be loaded to what callers would
suffer from in those that can."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown

from runtime.cli.baseline import beyond, write_baseline
from runtime.cli.findings import Found, all_there, default_flows, look
from runtime.cli.in_language import LANG, in_language
from runtime.cli.report import Format, complain, print_report, shown
from runtime.flow.catalogue import Catalogue
from runtime.flow.diagnostic import Diagnostic, Severity
from runtime.flow.faults import nearest
from runtime.lint.pages import explanation
from runtime.lint.rule import Profile
from runtime.lint.rules import ALL_RULES

_LEVELS = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Flows, files of flows, or folders of flows. Default: ./flows, or the shipped ones.",
            show_default=False,
        ),
    ] = None,
    profile: Annotated[
        Profile,
        typer.Option(
            help="draft: only what breaks a call. team: what callers would suffer from. "
            "production: also what a public number must have."
        ),
    ] = Profile.TEAM,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
    level: Annotated[Severity, typer.Option(help="The lightest finding to tell.")] = Severity.INFO,
    lang: Annotated[str, LANG] = "en",
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="With --fix: show what it would write.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Look again after every save.")] = False,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Do not tell the findings written down in FILE.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write-baseline", help="Write today's findings into the file of --baseline.")
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(metavar="RULE", help="Print what a rule finds and why; `all` for every rule."),
    ] = None,
) -> int:
    """Returns 0 when nothing was found but infos, 1 for errors and warnings, 2 for a path or rule that is
    not there, 3 when a rule of ours failed."""
    if explain is not None:
        return _explain(explain)
    told = in_language(lang)
    if told is None:
        return 2
    chosen = paths or [default_flows()]
    if not all_there(chosen) or not _makes_sense(fix, diff, watch, write, baseline):
        return 2
    if fix:
        _fix(chosen, profile, diff)
        if diff:
            return _code(look(chosen, profile), level)
    if write and baseline:
        return _write_baseline(baseline, chosen, profile)
    found = look(chosen, profile)
    try:
        _tell(found, format, level, told, baseline)
    except (OSError, ValueError) as fault:
        complain(f"the baseline {baseline} cannot be read: {fault}")
        return 2
    if watch:
        _watch(chosen, profile, format, level, told)
        return 0
    return _code(found, level)


def _makes_sense(fix: bool, diff: bool, watch: bool, write: bool, baseline: Path | None) -> bool:
    for wrong, words in (
        (diff and not fix, "--diff shows what --fix would write: say both"),
        (write and baseline is None, "--write-baseline needs --baseline FILE"),
        (watch and (fix or baseline is not None), "--watch goes with neither --fix nor --baseline"),
    ):
        if wrong:
            complain(words)
            return False
    return True


def _tell(
    found: Found, format: Format, level: Severity, told: Catalogue, baseline: Path | None = None
) -> None:
    """Prints what is left after the baseline, and keeps only that."""
    if baseline is not None:
        found.findings = beyond(baseline, found.findings)
    print_report(_at_level(found.findings, level), found.files, format, told=told)


def _code(found: Found, level: Severity) -> int:
    if found.crashed:
        return 3
    return 1 if any(one.severity is not Severity.INFO for one in _at_level(found.findings, level)) else 0


def _at_level(found: Iterable[Diagnostic], level: Severity) -> list[Diagnostic]:
    loud = _LEVELS[: _LEVELS.index(level) + 1]
    return [one for one in found if one.severity in loud]


def _fix(paths: list[Path], profile: Profile, only_show: bool) -> None:
    from runtime.cli.fixing import fixed

    mended = fixed(paths, profile)
    if only_show:
        print("".join(f"{shown(line)}\n" for line in mended.diff.splitlines()), end="")
    else:
        mended.write()
    done = "would be mended" if only_show else "mended"
    complain(f"{mended.count} finding{'s' if mended.count != 1 else ''} {done}")


def _watch(paths: list[Path], profile: Profile, format: Format, level: Severity, told: Catalogue) -> None:
    from runtime.cli.watching import watch

    complain("watching; Ctrl-C ends it")
    watch(paths, lambda some: _tell(look(some, profile), format, level, told), complain)


def _write_baseline(file: Path, paths: list[Path], profile: Profile) -> int:
    found = look(paths, profile)
    try:
        count = write_baseline(file, found.findings)
    except OSError as fault:
        complain(f"{file} cannot be written: {fault.strerror}")
        return 2
    complain(f"{count} findings are written down in {file}; lint --baseline {file} tells only others")
    return 3 if found.crashed else 0


def _explain(name: str) -> int:
    text = explanation(name)
    if text is None:
        near = nearest(name, [rule.name for rule in ALL_RULES])
        meant = f"; did you mean {near}?" if near else ""
        complain(f"lint has no rule {name}{meant}")
        complain(
            "what keeps a flow from being loaded is no rule of lint: the finding itself says what to write"
        )
        return 2
    if sys.stdout.isatty():
        Console().print(Markdown(text))
    else:
        print(text, end="")
    return 0
