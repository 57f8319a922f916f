"""Where a recorded call goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.cli.keeping import _beside, _file

TAPE = {"call": {"at": "2026-11-20 11:00"}}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here" / "flows" / "bank" / "transcripts").mkdir(parents=True)
    (tmp_path / "there" / "bank").mkdir(parents=True)
    (tmp_path / "here" / "flows" / "hello.yaml").write_text("flow: hello\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")


def test_it_goes_to_the_plays_of_its_flow() -> None:
    assert _file(TAPE, Path("flows/bank")) == Path("flows/bank/transcripts/recorded_2026-11-20-11-00.yaml")
    hello = Path("flows/transcripts/recorded_hello_2026-11-20-11-00.yaml")
    assert _file(TAPE, Path("flows/hello.yaml")) == hello


def test_a_flow_that_lies_elsewhere_is_not_written_to() -> None:
    assert _file(TAPE, Path("../there/bank")) == Path("recorded_bank_2026-11-20-11-00.yaml")


def test_a_damaged_time_names_no_other_folder() -> None:
    assert _file({"call": {"at": "../../x 1"}}, Path("flows/bank")).name == "recorded_-1.yaml"
    assert _file({"call": None}, Path("flows/bank")).name == "recorded_.yaml"


def test_the_play_says_which_flow_unless_the_folder_does() -> None:
    bank = Path("flows/bank")
    assert _beside(bank, bank / "transcripts" / "x.yaml") is None
    assert _beside(bank, Path("x.yaml")) == "flows/bank"
    assert _beside(Path("flows/hello.yaml"), Path("flows/transcripts/x.yaml")) == "../hello.yaml"
