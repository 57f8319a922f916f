"""A name or a path, and the flow it means."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runtime.cli.which_flow import NoSuchFlow, which_flow
from runtime.share import share


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_path_is_itself(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").touch()
    assert which_flow("mine.yaml") == Path("mine.yaml")


def test_a_shipped_flow_is_found_from_anywhere() -> None:
    assert which_flow("electricity") == share("flows") / "electricity"
    assert which_flow("hello") == share("flows") / "hello.yaml"


def test_a_flow_here_comes_before_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "hello.yaml").touch()
    assert which_flow("hello") == Path("flows") / "hello.yaml"


@pytest.mark.parametrize(
    ("name", "says"), [("helo", "did you mean hello?"), ("zebra", "there are bank, clinic, elec")]
)
def test_an_unknown_flow(name: str, says: str) -> None:
    with pytest.raises(NoSuchFlow, match=re.escape(f"there is no flow {name}; {says}")):
        which_flow(name)
