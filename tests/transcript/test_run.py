"""Which transcripts a path means, and which flow a transcript is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.transcript.run import Stage, transcript_paths

CASES = Path(__file__).parent / "cases"
SHOP = (CASES / "shop.yaml").read_text(encoding="utf-8")
PLAY = "transcript: prices\n{flow}lines:\n  - bot: ...\n  - press: 1\n  - bot: ...\n  - ended: done\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A flow in a folder and one in a file, with a transcript each."""
    for name in ("contacts.yaml", "services.yaml"):
        (tmp_path / name).write_bytes((CASES / name).read_bytes())
    for folder in ("shop", "personas", "shop/personas", "shop/transcripts", "transcripts"):
        (tmp_path / folder).mkdir(exist_ok=True)
    for folder in ("personas", "shop/personas"):
        (tmp_path / folder / "shopkeeper.md").write_text("Be brief.\n")
    (tmp_path / "shop" / "flow.yaml").write_text(SHOP, encoding="utf-8")
    (tmp_path / "kiosk.yaml").write_text(SHOP.replace("flow: shop", "flow: kiosk"), encoding="utf-8")
    (tmp_path / "shop" / "transcripts" / "prices.yaml").write_text(PLAY.format(flow=""), encoding="utf-8")
    (tmp_path / "transcripts" / "kiosk.yaml").write_text(
        PLAY.format(flow="flow: ../kiosk.yaml\n"), encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (".", ["shop/transcripts/prices.yaml", "transcripts/kiosk.yaml"]),
        ("shop", ["shop/transcripts/prices.yaml"]),
        ("shop/flow.yaml", ["shop/transcripts/prices.yaml"]),
        ("shop/transcripts", ["shop/transcripts/prices.yaml"]),
        ("shop/transcripts/prices.yaml", ["shop/transcripts/prices.yaml"]),
        ("kiosk.yaml", ["transcripts/kiosk.yaml"]),
    ],
)
def test_what_a_path_means(project: Path, path: str, names: list[str]) -> None:
    assert [file.relative_to(project).as_posix() for file in transcript_paths(project / path)] == names


def test_each_is_played_with_its_own_flow(project: Path) -> None:
    stage = Stage()
    for file in transcript_paths(project):
        performance = stage.perform(file)
        assert performance.passed, performance
        assert performance.title == "prices"


def test_a_transcript_may_lie_anywhere(project: Path) -> None:
    alone = project / "alone.yaml"
    alone.write_text(PLAY.format(flow="flow: shop\n"), encoding="utf-8")
    assert transcript_paths(alone) == [alone]
    assert Stage().perform(alone).passed


def test_a_folder_of_nothing_but_transcripts(project: Path) -> None:
    folder = project / "plays"
    folder.mkdir()
    (folder / "one.yaml").write_text(PLAY.format(flow="flow: ../shop\n"), encoding="utf-8")
    (folder / "other.yaml").write_text("words: [a]\n", encoding="utf-8")
    assert transcript_paths(folder) == [folder / "one.yaml"]


def test_the_faults_of_a_flow_are_told_once(project: Path) -> None:
    (project / "shop" / "flow.yaml").write_text(SHOP.replace("go: goodbye}", "go: goodby}"), encoding="utf-8")
    second = project / "shop" / "transcripts" / "second.yaml"
    second.write_text(PLAY.format(flow=""), encoding="utf-8")
    stage = Stage()
    first, again = (stage.perform(file) for file in transcript_paths(project / "shop"))
    assert [one.rule for one in first.diagnostics] == ["unknown-target"]
    assert not again.diagnostics
    assert not first.passed and not again.passed


def test_hidden_and_other_files_are_no_transcripts(project: Path) -> None:
    folder = project / "shop" / "transcripts"
    (folder / ".draft.yaml").write_text("x", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    assert len(transcript_paths(project / "shop")) == 1
