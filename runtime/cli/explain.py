"""flowctl explain: a flow as a walk-through in plain words, for the person who signs it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from runtime.cli.in_language import in_language
from runtime.cli.report import complain
from runtime.cli.which_flow import NoSuchFlow, which_flow
from runtime.explain.render import as_json, as_markdown, as_text
from runtime.explain.walk import tell
from runtime.flow.catalogue import ENGLISH, languages
from runtime.flow.faults import listed, nearest
from runtime.flow.load import load
from runtime.flow.model import Flow


class Page(StrEnum):
    """What --format takes."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


_RENDER = {Page.TEXT: as_text, Page.MARKDOWN: as_markdown, Page.JSON: as_json}


def command(
    flow: Annotated[
        str, typer.Argument(help="A flow: its folder, its file, or its name.", show_default=False)
    ],
    lang: Annotated[
        str | None,
        typer.Option(metavar="LANGUAGE", help="Whose words are shown, such as te-IN; the flow's first."),
    ] = None,
    told_in: Annotated[
        str,
        typer.Option(
            "--in", metavar="LANGUAGE", help=f"The language of the telling itself: {', '.join(languages())}."
        ),
    ] = ENGLISH,
    state: Annotated[str | None, typer.Option(metavar="NAME", help="Only this state.")] = None,
    format: Annotated[Page, typer.Option(help="How to print.")] = Page.TEXT,
) -> int:
    """Returns 0, 1 when the flow cannot be loaded, 2 for a flow, language or state that is not there."""
    told = in_language(told_in)
    if told is None:
        return 2
    loaded = loaded_flow(flow, lang)
    if isinstance(loaded, int):
        return loaded
    if state is not None and state not in loaded.states:
        near = nearest(state, loaded.states)
        complain(f"{loaded.name} has no state {state}" + (f"; did you mean {near}?" if near else ""))
        return 2
    print(_RENDER[format](tell(loaded, lang, only=state), told.told), end="")
    return 0


def loaded_flow(name: str, language: str | None) -> Flow | int:
    """The flow that is meant, or the exit code after a complaint."""
    try:
        path = which_flow(name)
    except NoSuchFlow as unknown:
        complain(str(unknown))
        return 2
    flow = load(path).flow
    if flow is None:
        complain(f"{name} has mistakes; `flowctl validate {name}` shows them")
        return 1
    if language is not None and language not in flow.languages:
        complain(f"{flow.name} does not speak {language}; it speaks {listed(flow.languages)}")
        return 2
    return flow
