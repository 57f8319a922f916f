"""flowctl new, by options and by questions."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from runtime.cli.main import run

OPTIONS = [
    "--name", "water", "--title", "Water Board", "--languages", "te-IN,hi-IN,en-IN",
    "--option", "bill:Bills|బిల్లులు|बिल", "--hours", "mon-fri 09:30-18:00",
]  # fmt: skip


def test_by_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", *OPTIONS]) == 0
    assert "new    flows/water/flow.yaml" in capsys.readouterr().out
    assert run(["validate"]) == 0
    assert run(["test"]) == 0
    assert run(["lint"]) == 1
    assert "words of `bill` are not written yet" in capsys.readouterr().out


ANSWERS = """\
Water
water
Tamil, English
குடிநீர் வாரியம்
Water Board
bill
கட்டணம்
Bills
கட்டணத்தை அலுவலகத்தில் செலுத்தலாம்.
You can pay your bill at the office.

water_desk
+91 40 2233 4455
whenever
always
person
"""


def test_by_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ANSWERS))
    assert run(["new", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "small English letters" in out
    assert "write hours as" in out
    assert run(["validate", str(tmp_path / "flows")]) == 0
    assert run(["lint", str(tmp_path / "flows")]) == 0
    assert run(["test", str(tmp_path / "flows")]) == 0
    assert '"+914022334455"\n' in (tmp_path / "flows" / "contacts.yaml").read_text("utf-8")


def test_stopping_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("water\nTamil\n"))
    assert run(["new", str(tmp_path)]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (["--name", "../water"], "small English letters"),
        (["--languages", "klingon"], "no language"),
        (["--option", "choices:All"], "another use"),
        (["--silence", "nowhere"], "goodbye or to person"),
        (["--number", "1912"], "country code"),
        (["--hours", "mon-xyz 09:00-18:00"], "contacts.yaml"),
        (["--says", "nothing:Words"], "none of the choices"),
    ],
)
def test_bad_options_are_told_in_one_sentence(
    changed: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path), *OPTIONS, *changed]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
