"""Files that travel with the code are found in an installation and in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime import share as module
from runtime.share import share

ROOT = Path(__file__).resolve().parent.parent


def test_in_the_repository() -> None:
    assert share("flows") == ROOT / "flows"
    assert (share("schemas") / "flow.schema.json").is_file()


def test_in_an_installation_the_packages_own_files_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "runtime" / "_share" / "flows").mkdir(parents=True)
    (tmp_path / "flows").mkdir()
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "runtime")
    assert share("flows") == tmp_path / "runtime" / "_share" / "flows"


def test_a_broken_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "runtime")
    with pytest.raises(FileNotFoundError, match="install it again"):
        share("flows")
