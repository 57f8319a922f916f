"""Text, Markdown and JSON tell the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from runtime.explain.render import WIDTH, as_json, as_markdown, as_text
from runtime.explain.telling import Paragraph, Step, Telling
from runtime.explain.walk import tell
from runtime.flow.diagnostic import Mark
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.flow.wording import Said, said

FLOWS = Path(__file__).resolve().parents[2] / "flows"


def helpline() -> Flow:
    flow = load(FLOWS / "electricity").flow
    assert flow is not None
    return flow


def test_lines_of_text_are_short_and_lose_nothing() -> None:
    telling = tell(helpline(), "te-IN")
    text = as_text(telling)
    assert max(len(line) for line in text.splitlines()) <= WIDTH
    flat = " ".join(text.split())
    for step in telling.steps:
        for paragraph in step.paragraphs:
            assert " ".join(" ".join(paragraph.sentences).split()) in flat


def test_markdown_has_a_heading_for_every_step() -> None:
    telling = tell(helpline())
    headings = re.findall(r"^## Step (\d+): (\S+)$", as_markdown(telling), re.MULTILINE)
    assert headings == [(one.number, one.state.replace("_", "\\_")) for one in telling.steps]


def test_markdown_of_hostile_words_stays_words() -> None:
    hostile = Paragraph((said("«{words}»", words="# <script> [a](b) *x* | y"),))
    telling = _one(hostile)
    line = next(one for one in as_markdown(telling).splitlines() if "script" in one)
    assert line == "«\\# \\<script\\> \\[a\\](b) \\*x\\* \\| y»"


def test_json_has_the_place_of_every_step() -> None:
    table = json.loads(as_json(tell(helpline(), "hi-IN")))
    assert table["language"] == "hi-IN"
    first = table["steps"][0]
    assert (first["number"], first["state"], first["kind"]) == ("1", "choose_language", "menu")
    assert first["file"].endswith("flow.yaml")
    assert first["line"] > 1
    assert first["leads"] == ["greet", "operator"]


def test_every_sentence_can_be_told_in_another_language() -> None:
    """Each one remembers the English sentence it was made from; a teller is handed all of them."""
    asked: list[str] = []

    def tell_again(sentence: str) -> str:
        asked.append(sentence)
        return "…" if isinstance(sentence, Said) else sentence

    telling = tell(helpline())
    as_text(telling, tell_again)
    assert {one for one in asked if not isinstance(one, Said)} == {telling.title}


def test_a_flow_that_is_run_is_set_in(flow: Callable[[str], Flow]) -> None:
    inner = _one(Paragraph(("Inside.",)), number="1.1")
    outer = _one(Paragraph(("Outside.",)), inner=inner)
    text = as_text(outer)
    assert "\nStep 1: only\n  Outside." in text
    assert "\n    Step 1.1: only\n      Inside." in text
    assert "\n### Step 1.1: only" in as_markdown(outer)
    assert json.loads(as_json(outer))["steps"][0]["inner"]["steps"][0]["number"] == "1.1"


def _one(paragraph: Paragraph, number: str = "1", inner: Telling | None = None) -> Telling:
    step = Step(number, "only", "say", Mark("flow.yaml", 1, 1), (paragraph,), (), inner)
    return Telling("example", "Example", "en-IN", "", (), (), (step,))
