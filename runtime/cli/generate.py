"""flowctl generate: write plays for what no play of a flow meets."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from runtime.cli.generated import as_data, print_outcome, print_play
from runtime.cli.generating import Asked, Root, Written, generate
from runtime.cli.in_language import in_language
from runtime.cli.proved import Counter
from runtime.cli.report import complain
from runtime.cli.which_flow import NoSuchFlow, which_flows
from runtime.flow.catalogue import ENGLISH, Catalogue, languages
from runtime.flow.faults import listed
from runtime.flow.load import load
from runtime.prove.graph import Progress
from runtime.prove.playbook import MOST_MOMENTS


class Format(StrEnum):
    """What --format takes."""

    TEXT = "text"
    JSON = "json"


def command(
    flows: Annotated[
        list[str] | None,
        typer.Argument(help="Flows: folders, files or names.  [default: flows]", show_default=False),
    ] = None,
    save_to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write each play there; without it, they are only shown."),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(metavar="LANGUAGE", help="Only what is missing in this language; may be given again."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="So many plays at most.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Moments to look at, at most.")] = MOST_MOMENTS,
    told_in: Annotated[
        str,
        typer.Option(
            "--in",
            envvar="FLOWCTL_LANG",
            metavar="LANGUAGE",
            help=f"The language of the telling: {', '.join(languages())}.",
        ),
    ] = ENGLISH,
    format: Annotated[Format, typer.Option(help="How to print.")] = Format.TEXT,
) -> int:
    """Returns 0 when every point has a play, old or new; 1 when some could not be met, or a flow has
    mistakes; 2 for a flow or language that is not there, or a folder that cannot be written."""
    told = in_language(told_in)
    if told is None:
        return 2
    try:
        paths = which_flows(flows)
    except NoSuchFlow as unknown:
        complain(str(unknown))
        return 2
    loaded = [(path, load(path).flow) for path in paths]
    for path, flow in loaded:
        if flow is None:
            complain(f"{path} has mistakes; `flowctl validate {path}` shows them")
    roots = [Root(path, flow) for path, flow in loaded if flow is not None]
    spoken = dict.fromkeys(language for root in roots for language in root.flow.languages)
    unknown_languages = [one for one in lang or () if one not in spoken]
    if roots and unknown_languages:
        complain(f"nobody here speaks {unknown_languages[0]}; there are {listed(list(spoken))}")
        return 2
    console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
    text = format is Format.TEXT

    def tell(written: Written) -> None:
        if text:
            print_play(written, console, told)

    counter = _Counters(told)
    asked = Asked(tuple(lang or ()), limit, most, save_to, told)
    try:
        outcome = generate(roots, asked, counter.of, tell)
    except OSError as trouble:
        counter.done()
        complain(f"{trouble.filename or save_to} cannot be written")
        return 2
    counter.done()
    if text and roots:
        print_outcome(outcome, console, told)
    elif not text:
        print(json.dumps(as_data(outcome, told), ensure_ascii=False, indent=2))
    return 1 if outcome.reasons or len(roots) < len(paths) else 0


class _Counters:
    """A line about how far it is, for whom watches."""

    def __init__(self, told: Catalogue) -> None:
        self._told = told
        self._now: Counter | None = None

    def of(self, flow: str) -> Progress | None:
        self.done()
        if not sys.stderr.isatty():
            return None
        self._now = Counter(flow, sys.stderr, self._told)
        return self._now

    def done(self) -> None:
        if self._now is not None:
            self._now.done()
