"""Where the files that travel with the code are: the shipped flows and the schemas."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def share(name: str) -> Path:
    """The folder `name` ("flows", "schemas"): inside an installed package, else in the repository.

    Raises FileNotFoundError when neither has it (a broken installation)."""
    for folder in (_PACKAGE / "_share" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder `{name}` that belongs to flowctl is missing; install it again")
