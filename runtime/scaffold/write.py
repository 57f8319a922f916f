"""Puts a new flow into a project. Nothing that exists is written over; what would not load is not written."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from runtime.flow.load import load
from runtime.flow.model import Contact
from runtime.flow.project import OPERATOR_FILES
from runtime.flow.wording import said
from runtime.scaffold import files
from runtime.scaffold.wishes import Refused, Wishes
from runtime.share import share

_FIRST_DAY = datetime(2026, 11, 23, 10, 0)
"""A Monday. Transcripts of a new flow happen in the first hour after it in which the desk is open."""
_ENTRIES = re.compile(r"^contacts:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( +)\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Written:
    """new: files that were made. grown: files to which an entry was added. listed: whether numbers.yaml
    sends calls to the flow already."""

    flow: Path
    new: tuple[Path, ...]
    grown: tuple[Path, ...]
    listed: bool


def flows_folder(folder: Path) -> Path:
    """Where the flows of a project are: the folder itself when it holds an operator's file, else `flows`."""
    return folder if any((folder / name).is_file() for name in OPERATOR_FILES) else folder / "flows"


def scaffold(folder: Path, wishes: Wishes) -> Written:
    """Writes the flow. Raises Refused when something is in the way; then nothing has been written."""
    flows = flows_folder(folder)
    for place in (folder, flows):
        if place.exists() and not place.is_dir():
            raise Refused(said("{path} is a file; name a folder", path=place))
    home = flows / wishes.name
    for taken in (home, flows / f"{wishes.name}.yaml", flows / f"{wishes.name}.yml"):
        if taken.exists() or taken.is_symlink():
            raise Refused(said("{path} exists already; choose another name for the flow", path=taken))
    contacts = flows / "contacts.yaml"
    before = _text(contacts)
    made = _made(wishes, flows, before)
    with tempfile.TemporaryDirectory() as stage:
        at = _checked(Path(stage), flows, made, wishes)
    made[f"{wishes.name}/transcripts/first_call.yaml"] = files.first_call(wishes, at)
    made[f"{wishes.name}/transcripts/nobody_speaks.yaml"] = files.silent_call(wishes, at)
    prefix = "" if flows == folder else f"{flows.name}/"
    around = {
        ".vscode/settings.json": files.settings_file(prefix),
        ".vscode/extensions.json": files.EXTENSIONS_FILE,
    }
    grown = before is not None and made["contacts.yaml"] != before
    if grown:
        contacts.write_text(made["contacts.yaml"], encoding="utf-8", newline="\n")
    new = (*_write(flows, made), *_write(folder, around))
    numbers = _text(flows / "numbers.yaml") or ""
    listed = re.search(rf":\s*{wishes.name}\s*(#.*)?$", numbers, re.MULTILINE) is not None
    return Written(home, new, (contacts,) if grown else (), listed)


def _text(file: Path) -> str | None:
    """What stands in a file; None when it is not there."""
    if not file.is_file():
        return None
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refused(said("{path} is no UTF-8 text; `flowctl validate` shows where", path=file)) from None


def _made(wishes: Wishes, flows: Path, contacts: str | None) -> dict[str, str]:
    """Every file by its place under the folder of flows."""
    made = {
        f"{wishes.name}/flow.yaml": files.flow_file(wishes),
        **{f"{wishes.name}/prompts/{one}.yaml": files.prompt_file(wishes, one) for one in wishes.languages},
    }
    if contacts is None:
        made["contacts.yaml"] = files.contacts_file(wishes)
    else:
        made["contacts.yaml"] = _grown(contacts, wishes)
    if not (flows / "numbers.yaml").exists():
        made["numbers.yaml"] = files.numbers_file(wishes)
    for schema in sorted(share("schemas").glob("*.json")):
        made[f".schemas/{schema.name}"] = schema.read_text(encoding="utf-8")
    return made


def _grown(contacts: str, wishes: Wishes) -> str:
    """contacts.yaml with one more entry at its end, unless it knows this contact."""
    if re.search(rf"^\s+{wishes.contact}\s*:", contacts, re.MULTILINE):
        return contacts
    found = _ENTRIES.search(contacts)
    if found is None:
        raise Refused(
            said("write the contact `{name}` into contacts.yaml first; it is not laid out one entry a line",
                 name=wishes.contact)
        )  # fmt: skip
    end = "" if contacts.endswith("\n") else "\n"
    return contacts + end + files.contact_entry(wishes, found[1])


def _checked(stage: Path, flows: Path, made: dict[str, str], wishes: Wishes) -> str:
    """Loads the flow from a copy before anything is written. Gives a moment at which the desk is open."""
    for name in OPERATOR_FILES:
        if (flows / name).is_file():
            shutil.copy(flows / name, stage / name)
    for name, text in made.items():
        if not name.startswith(".schemas/"):
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    loaded = load(stage / wishes.name, stage)
    if loaded.flow is None:
        first = loaded.diagnostics[0]
        place = Path(first.mark.file).name
        raise Refused(
            said("{file}:{line}: {message}", file=place, line=first.mark.line, message=first.message)
        )
    return _open_at(loaded.flow.contacts[wishes.contact])


def _open_at(contact: Contact) -> str:
    moments = (_FIRST_DAY + timedelta(minutes=30 * step) for step in range(48 * 60))
    moment = next((one for one in moments if contact.open_at(one)), _FIRST_DAY)
    return f"{moment:%Y-%m-%d %H:%M}"


def _write(folder: Path, made: dict[str, str]) -> Iterable[Path]:
    """Writes what is not there yet; yields what was written."""
    for name, text in made.items():
        path = folder / name
        if path.exists() or path.is_symlink():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        yield path
