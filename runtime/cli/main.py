"""flowctl: one sub-command per file.

Only typer is imported here; a command's own module is imported when that command runs, so that
`flowctl validate` starts without the web server and without numpy (tests/cli/test_main.py holds that).

Exit codes: 0 clean, 1 findings, 2 wrong usage or no such path, 3 our own fault. A command returns its
code; what escapes from it is our fault and is told in one sentence, never as a traceback.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import typer
import typer.core

COMMANDS = {
    "new": "Begin a flow: a few questions, and it is written, with a first test.",
    "validate": "Check that flow files can be loaded; say what is wrong and where.",
    "lint": "Check flows for what callers would suffer from.",
    "explain": "Tell a flow in plain words, step by step, as a caller meets it.",
    "translations": "Show how translations stand; words to a spreadsheet and back.",
    "graph": "Draw a flow: its states, where each leads, and how often.",
    "match": "Say what some words would do in each state, and why.",
    "test": "Play scripted calls against the flows, on a virtual clock.",
    "generate": "Write plays for what no play of a flow meets.",
    "prove": "Play every kind of call: does each caller get out? Else show the call.",
    "hear": "Show every prompt as it will be spoken, how long it takes, and make its sound.",
    "talk": "Talk to a flow by text in this terminal.",
    "call": "Make one call, with sound, to a running server or to one started for it.",
    "record": "Make a transcript of a call that is over, with the caller's own data replaced.",
    "serve": "Answer the telephone.",
    "lsp": "Help an editor: findings, completion, go to, rename (a language server).",
    "demo": "Serve the shipped helpline and phone it once, with no keys and no accounts.",
}
"""In the order of `--help`. Each is runtime/cli/<name>.py with one function `command` of that name."""

CLEAN, FINDINGS, USAGE, OUR_FAULT = 0, 1, 2, 3


class _Lazy(typer.core.TyperGroup):
    """Knows every command by name and help; imports one only when it is run or completed."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = {name: typer.core.TyperCommand(name, help=words) for name, words in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        return name, _imported(name) if name else command, rest

    def invoke(self, ctx: Any) -> Any:
        """What a command returns is the exit code."""
        ctx.exit(int(super().invoke(ctx) or CLEAN))


def _imported(name: str) -> Any:
    module = importlib.import_module(f"runtime.cli.{name}")
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    single.command(name, help=COMMANDS[name])(module.command)
    return typer.main.get_command(single)


app = typer.Typer(
    name="flowctl",
    cls=_Lazy,
    help="Write, check, try and serve telephone flows.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)


@app.callback()
def _flowctl() -> None:
    """Write, check, try and serve telephone flows."""


def main() -> None:
    """Run the command line; exit codes: 0 clean, 1 findings, 2 wrong usage, 3 our own fault."""
    raise SystemExit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of one command line."""
    _speak_every_script()
    try:
        app(arguments, prog_name="flowctl")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else CLEAN if end.code is None else OUR_FAULT
    except BrokenPipeError:
        # The reader (`| head`) has left. What is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    except Exception as fault:
        if os.environ.get("FLOWCTL_DEBUG"):
            raise
        sentence = f"{type(fault).__name__}: {fault}".splitlines()[0]
        print(
            f"flowctl: our own fault, not yours ({sentence}). FLOWCTL_DEBUG=1 shows where.", file=sys.stderr
        )
        return OUR_FAULT
    return CLEAN


def _speak_every_script() -> None:
    """Telugu in a terminal or pipe that was set up for another script is no reason to fall over."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
