"""The flows that are served: by name, by number, by version. A change swaps one reference; a running call
keeps the Dialogue it was born with."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.diagnostic import Diagnostic, Severity
from runtime.flow.load import Project, load_project

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is served at one moment. refused: why something on disk is not."""

    dialogues: Mapping[str, Dialogue] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    refused: tuple[Diagnostic, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


class Library:
    """folder: a project of flows, one flow's folder, or one flow's file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelf = Shelf()

    def for_number(self, number: str) -> Dialogue | None:
        """The dialogue that answers this number now."""
        shelf = self.shelf
        name = shelf.numbers.get(number) or shelf.default
        return shelf.dialogues.get(name) if name else None

    def read(self, found: Collection[Diagnostic] = ()) -> Shelf:
        """What the files say now, as it would be served: a flow with an error keeps its last good version.
        found: more findings about these files (lint's). Blocks; changes nothing."""
        return propose(self.shelf, load_project(self.folder), found)

    def serve(self, shelf: Shelf) -> None:
        """From now on new calls get these."""
        before, self.shelf = self.shelf.dialogues, shelf
        for name, dialogue in shelf.dialogues.items():
            if name not in before:
                log.info("flow %s: version %s", name, dialogue.flow.version)
            elif before[name] is not dialogue:
                log.info(
                    "flow %s: version %s instead of %s for new calls",
                    name,
                    dialogue.flow.version,
                    before[name].flow.version,
                )


def propose(now: Shelf, project: Project, found: Collection[Diagnostic] = ()) -> Shelf:
    """The shelf after this reading. An error refuses the flow whose file it stands in, and a flow that is
    refused keeps its last good version and its numbers; an error in the numbers keeps all numbers."""
    errors = [d for d in (*project.errors, *found) if d.severity is Severity.ERROR]
    bad_files = {d.mark.file for d in errors}
    dialogues: dict[str, Dialogue] = {}
    for name, flow in project.flows.items():
        kept = now.dialogues.get(name)
        if kept and kept.flow.version == flow.version:
            dialogues[name] = kept
        elif not bad_files.intersection(file for one in flow.every_flow() for file in one.files):
            dialogues[name] = Dialogue(flow)
        elif kept:
            dialogues[name] = kept
    numbers, default = dict(project.numbers), project.default
    if errors:  # what is missing may be missing only because it is broken just now
        lost = {name: kept for name, kept in now.dialogues.items() if name not in project.flows}
        dialogues |= lost
        numbers = {**{number: name for number, name in now.numbers.items() if name in lost}, **numbers}
        default = now.default if now.default in lost else default
    if any(Path(file).name == "numbers.yaml" for file in bad_files):
        numbers, default = dict(now.numbers), now.default
    # The child that lints tells the loader's faults once more, without what an editor would need of them.
    told = {(one.rule, one.mark, one.message): one for one in reversed(errors)}
    return Shelf(dialogues, numbers, default, tuple(reversed(told.values())), project.files)
