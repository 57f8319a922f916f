"""`flowctl demo`: serve the shipped helpline and phone it once, with no keys and no accounts.

Nothing here is made for show: it is `flowctl call` with the shipped story, on the embedded voice and
recogniser, against a server that runs only for this call.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Annotated

import typer

from runtime.cli.report import complain

ENGINES = ("espeakng_loader", "pocketsphinx")
FLOW = "electricity"


def command(
    lang: Annotated[
        str, typer.Option(metavar="TAG", help="The caller's language: te-IN, hi-IN or en-IN.")
    ] = "te-IN",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the recording goes; else calls/<time>.")
    ] = None,
) -> int:
    """Returns 0 when the call went as scripted, 1 when it did not, 2 when it cannot be made."""
    if missing := [name for name in ENGINES if importlib.util.find_spec(name) is None]:
        complain(
            f"the demonstration's voice and recogniser are not installed ({', '.join(missing)} missing): "
            "pip install 'flowctl[demo]'"
        )
        return 2
    from runtime.cli.call import Options, run

    os.environ["SPEECH"] = "offline"  # whatever keys lie around, the demonstration needs none
    return run(Options(FLOW, lang, out=out))
