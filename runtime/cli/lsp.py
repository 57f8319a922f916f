"""flowctl lsp: the author's desk inside an editor, over standard input and output."""

from __future__ import annotations

import importlib.util
import sys
from typing import Annotated

from runtime.cli.in_language import LANG, in_language
from runtime.cli.main import CLEAN, USAGE
from runtime.flow.catalogue import ENGLISH


def command(lang: Annotated[str, LANG] = ENGLISH) -> int:
    """Serve one editor until it leaves. In a language that is not there it is served in English: an editor
    shows a server that does not start to nobody."""
    if importlib.util.find_spec("pygls") is None:
        print("flowctl lsp needs its own packages:  pip install 'flowctl[lsp]'", file=sys.stderr)
        return USAGE
    from importlib.metadata import version

    from runtime.editor.protocol import server

    server(version("flowctl"), in_language(lang)).start_io()
    return CLEAN
