"""flowctl lsp: the author's desk inside an editor, over standard input and output."""

from __future__ import annotations

import importlib.util
import sys

from runtime.cli.main import CLEAN, USAGE


def command() -> int:
    """Serve one editor until it leaves."""
    if importlib.util.find_spec("pygls") is None:
        print("flowctl lsp needs its own packages:  pip install 'flowctl[lsp]'", file=sys.stderr)
        return USAGE
    from importlib.metadata import version

    from runtime.editor.protocol import server

    server(version("flowctl")).start_io()
    return CLEAN
