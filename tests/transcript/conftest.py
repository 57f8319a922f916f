"""The small shop of cases/shop.yaml, and plays written in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.transcript.model import Transcript
from runtime.transcript.player import play
from runtime.transcript.reader import parse_transcript
from runtime.transcript.result import Result

CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="session")
def shop() -> Dialogue:
    loaded = load(CASES / "shop.yaml")
    assert loaded.flow is not None, loaded.diagnostics
    return Dialogue(loaded.flow)


@pytest.fixture
def transcript() -> Callable[[str, str], Transcript]:
    """transcript(lines, head): a play of these lines, with `languages`, `call` or `stub` before them."""

    def made(lines: str, head: str = "") -> Transcript:
        script = parse_transcript(f"transcript: in place\n{head}lines:\n{lines}", "play.yaml")
        assert script.transcript is not None, script.diagnostics
        return script.transcript

    return made


@pytest.fixture
def played(shop: Dialogue, transcript: Callable[[str, str], Transcript]) -> Callable[..., Result]:
    """played(lines, head, language): what became of it in the shop."""

    def result(lines: str, head: str = "", language: str | None = None) -> Result:
        return play(shop, transcript(lines, head), language)

    return result
