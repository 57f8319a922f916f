"""flowctl test: play scripted calls against the flows, on a virtual clock."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from runtime.cli.covering import Asked, cover
from runtime.cli.plays_text import print_failures, print_lines, summary
from runtime.cli.report import complain
from runtime.share import share
from runtime.transcript.run import Performance, Stage, transcript_paths


class Format(StrEnum):
    """What --format takes."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"
    GITHUB = "github"
    MARKDOWN = "markdown"


class Door(StrEnum):
    """What --door takes."""

    CLOCK = "clock"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which plays: those with this word in path or title, and with one of these tags."""

    word: str | None
    tags: frozenset[str]

    def takes(self, stage: Stage, file: Path) -> bool:
        chosen = self.word is None or self.word.casefold() in f"{file} {stage.title(file)}".casefold()
        return chosen and (not self.tags or bool(self.tags & set(stage.tags(file))))


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Flows, folders or transcripts.  [default: flows]", show_default=False),
    ] = None,
    word: Annotated[
        str | None,
        typer.Option("-k", metavar="WORD", help="Only transcripts with this word in their path or title."),
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="Only transcripts with this tag; may be given again.")
    ] = None,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", "-x", help="Stop at the first failure.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Play again after every save what it can have changed.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Write what the phone said into the bot lines.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="With --update: show what it would write.")] = False,
    door: Annotated[
        Door, typer.Option(help="live: what passes is played once more, through the live server.")
    ] = Door.CLOCK,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
    coverage: Annotated[bool, typer.Option("--coverage", help="What of each flow the plays meet.")] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Coverage as pages: the flow files, line by line.")
    ] = None,
    fail_under: Annotated[
        float | None, typer.Option(metavar="N", help="Fail when less than N % are covered.", min=0, max=100)
    ] = None,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="Put small mistakes into the flows; which does no play notice?")
    ] = False,
    seed: Annotated[int, typer.Option(metavar="N", help="Other mistakes for --mutate.")] = 0,
    counts_out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="How often each way was taken, for `flowctl graph`.")
    ] = None,
) -> int:
    """Returns 0 when every play passed; 1 when one did not, a transcript or its flow has faults, or too
    little is covered; 2 for a path that is not there or cannot be written, or nothing to play."""
    folders = paths or [Path("flows") if Path("flows").is_dir() else share("flows")]
    missing = [path for path in folders if not path.exists()]
    for path in missing:
        complain(f"there is no file or folder {path}")
    if missing:
        return 2
    if (wrong := _at_odds(update, diff, watch, format, door)) is not None:
        complain(wrong)
        return 2
    files = list(dict.fromkeys(file for folder in folders for file in transcript_paths(folder)))
    wanted = Wanted(word, frozenset(tag or ()))
    if update:
        from runtime.cli.accepting import accept

        stage = Stage()
        chosen = [file for file in files if wanted.takes(stage, file)]
        if not chosen:
            complain(_nothing(folders, wanted))
            return 2
        return accept(stage, chosen, only_show=diff)
    console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
    began = time.perf_counter()
    performances = _perform(files, wanted, console if format is Format.TEXT else None, fail_fast=fail_fast)
    if not performances:
        complain(_nothing(folders, wanted))
        return 2
    seconds = time.perf_counter() - began
    if format is Format.TEXT:
        print_failures(performances, console)
        console.print(summary(performances, seconds))
    asked = Asked(coverage, html, fail_under, counts_out, mutate, seed)
    data, code = cover(performances, asked, console if format is Format.TEXT else None)
    if format is not Format.TEXT:
        print(_written(format, performances, data, seconds))
    if door is Door.LIVE:
        from runtime.cli.through_server import through_server

        code = through_server(performances, console) or code
    if watch:
        _watch(folders, performances, wanted, console)
    return code or (0 if all(performance.passed for performance in performances) else 1)


def _at_odds(update: bool, diff: bool, watch: bool, format: Format, door: Door) -> str | None:
    """What was asked for and does not go together."""
    if diff and not update:
        return "--diff shows what --update would write: say both"
    if watch and (update or format is not Format.TEXT):
        return "--watch prints text, and does not go with --update"
    if door is Door.LIVE and (watch or update or format is not Format.TEXT):
        return "--door live prints text, and does not go with --watch or --update"
    return None


def _perform(
    files: list[Path], wanted: Wanted, console: Console | None, *, fail_fast: bool = False
) -> list[Performance]:
    """Plays what is wanted. console: where each play is told as it ends; without it, how far it has come."""
    stage = Stage()
    performances = []
    for file in files if console else _told_how_far(files):
        if not wanted.takes(stage, file):
            continue
        performance = stage.perform(file)
        performances.append(performance)
        if console is not None:
            print_lines(performance, console)
        if fail_fast and not performance.passed:
            break
    return performances


def _told_how_far(files: list[Path]) -> Iterator[Path]:
    """The files, with a bar for the person who waits for a document; none in a pipe."""
    if not sys.stderr.isatty():
        yield from files
        return
    from rich.progress import track

    yield from track(files, "playing", console=Console(stderr=True), transient=True)


def _watch(folders: list[Path], first: list[Performance], wanted: Wanted, console: Console) -> None:
    from runtime.cli.playing_again import play_again

    def perform(files: Iterable[Path]) -> list[Performance]:
        began = time.perf_counter()
        made = _perform(list(files), wanted, console)
        if made:
            print_failures(made, console)
            console.print(summary(made, time.perf_counter() - began))
        return made

    play_again(folders, first, perform)


def _written(format: Format, performances: list[Performance], data: dict[str, Any], seconds: float) -> str:
    """The run as a document. Each form is imported when it is asked for."""
    match format:
        case Format.JUNIT:
            from runtime.cli.plays_junit import as_junit

            return as_junit(performances)
        case Format.GITHUB:
            from runtime.cli.plays_github import as_github

            return as_github(performances)
        case Format.MARKDOWN:
            from runtime.cli.plays_markdown import as_markdown

            return as_markdown(performances, seconds)
    from runtime.cli.plays_data import as_data

    return json.dumps({**as_data(performances), **data}, ensure_ascii=False, indent=2)


def _nothing(folders: list[Path], wanted: Wanted) -> str:
    where = " and ".join(str(folder) for folder in folders)
    if wanted.tags:
        return f"no transcript in {where} has the tag {' or '.join(sorted(wanted.tags))}"
    if wanted.word is not None:
        return f"no transcript in {where} has `{wanted.word}` in its path or title"
    return f"there is no transcript in {where}; they lie in the folder `transcripts` beside a flow"
