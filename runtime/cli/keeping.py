"""A call that is over, kept as a transcript: where the file goes, and what is said of it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from runtime.cli.plays_text import print_failures
from runtime.cli.report import complain, shown
from runtime.flow.catalogue import Catalogue
from runtime.flow.wording import said
from runtime.transcript.record import NoTape, Recorded, recorded
from runtime.transcript.run import FOLDER


def keep(
    tape: Mapping[str, Any], flow: Path, out: Path | None, title: str, told: Catalogue, console: Console
) -> int:
    """Write the call as a transcript. flow: the path of its flow. out: the file; by default one among the
    plays of that flow. Returns 0 when the play goes as the call did, 1 when the flow goes another way, 2 when
    nothing could be written. Raises NoTape."""
    file = out or _file(tape, flow)
    if file.exists():
        complain(told.told(said("{path} exists already; --out names another file", path=file)))
        return 2
    made = recorded(tape, file, title=title, flow=_beside(flow, file), tell=told.told)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made.text, encoding="utf-8", newline="\n")
    except OSError:
        complain(told.told(said("{path} cannot be written", path=file)))
        return 2
    _tell(made, file, told, console)
    return 1 if made.differs or made.faults else 0


def unusable(name: object, fault: NoTape, told: Catalogue) -> int:
    """Say why a call cannot be told again."""
    complain(told.told(said("{call}: {why}", call=name, why=fault.why)))
    return 2


def _tell(made: Recorded, file: Path, told: Catalogue, console: Console) -> None:
    if made.differs or made.faults:
        print_failures([made.performance], console)
    lines = [said("{path} is written.", path=file)]
    if made.faults:
        lines.append(said("It cannot be played with this flow, as told above."))
    elif made.differs and made.changed:
        lines.append(said("The flow has changed since this call, and goes another way now, as told above."))
    elif made.differs:
        lines.append(
            said("No line can say exactly what happened, so the play goes another way, as told above.")
        )
    elif made.changed:
        lines.append(said("The flow has changed since this call, and still goes the same way."))
    else:
        lines.append(said("It was played, and goes as the call went."))
    if made.ends_early is not None:
        lines.append(said("It ends early, for no line can say what came next: {what}.", what=made.ends_early))
    lines.append(
        said("Read what the caller says before you pass it on: only what the flow asked for is replaced.")
    )
    for line in lines:
        console.print(shown(told.told(line)))


def _file(tape: Mapping[str, Any], flow: Path) -> Path:
    """Among the plays of the flow; in this folder where the flow is not somewhere below it."""
    call = tape.get("call")
    at = re.sub(r"\D+", "-", str(call.get("at", ""))) if isinstance(call, Mapping) else ""
    home = flow.parent if flow.is_file() else flow
    if not home.resolve().is_relative_to(Path.cwd().resolve()):
        return Path(f"recorded_{flow.stem}_{at}.yaml")
    return home / FOLDER / (f"recorded_{at}.yaml" if flow.is_dir() else f"recorded_{flow.stem}_{at}.yaml")


def _beside(flow: Path, file: Path) -> str | None:
    """The flow as a path from the file; None where the folder says it."""
    folder = file.parent.resolve()
    if flow.is_dir() and folder == flow.resolve() / FOLDER:
        return None
    return Path(os.path.relpath(flow.resolve(), folder)).as_posix()
