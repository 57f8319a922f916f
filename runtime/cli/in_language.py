"""The option --lang: the language in which findings are told."""

from __future__ import annotations

import typer

from runtime.cli.report import complain
from runtime.flow.catalogue import Catalogue, catalogue, languages

LANG = typer.Option(
    "--lang", envvar="FLOWCTL_LANG", help=f"The language of the findings: {', '.join(languages())}."
)


def in_language(language: str) -> Catalogue | None:
    """The catalogue of that language; None after a complaint."""
    try:
        return catalogue(language)
    except KeyError:
        complain(f"nothing is told in {language}; there are: {', '.join(languages())}")
        return None
