"""flowctl: one sub-command per file.

Only typer is imported here; a command's own module is imported when the command runs, so that
`flowctl validate` starts without the web server and without numpy (tests/cli/test_main.py holds that).
"""

from __future__ import annotations

import importlib
import sys

import typer

app = typer.Typer(
    name="flowctl",
    help="Write, check, try and serve telephone flows.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)

COMMANDS = {
    "validate": "Check that flow files can be loaded; say what is wrong and where.",
    "lint": "Check flows for what callers would suffer from.",
    "test": "Play scripted calls against the flows, on a virtual clock.",
    "talk": "Talk to a flow by text in this terminal.",
    "call": "Make one call, with sound, to a running server or to one started for it.",
    "serve": "Answer the telephone.",
    "demo": "Serve the shipped helpline and phone it once, with no keys and no accounts.",
}
"""In the order of `--help`. Each is runtime/cli/<name>.py with one function `command` of that name."""


class _Lazy(typer.core.TyperGroup):
    """Imports a command's module only when that command is asked for."""


def main() -> None:
    """Run the command line; exit codes: 0 clean, 1 findings, 2 wrong usage, 3 our own fault."""
    raise SystemExit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    name = next((a for a in arguments if not a.startswith("-")), None)
    for command in COMMANDS if name not in COMMANDS else [name]:
        module = importlib.import_module(f"runtime.cli.{command}")
        app.command(command, help=COMMANDS[command])(module.command)
    result = app(arguments, standalone_mode=False)
    return int(result or 0)
