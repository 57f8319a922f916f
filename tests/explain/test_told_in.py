"""A telling in Hindi and Telugu: every sentence is told, by the same catalogues as findings are."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "flow"))

from sentences import sentences

from runtime.explain.render import as_json, as_text
from runtime.explain.walk import tell
from runtime.flow.catalogue import catalogue
from runtime.flow.load import load
from runtime.flow.wording import Said
from runtime.language.script import dominant_script

ROOT = Path(__file__).resolve().parents[2]
OTHERS = [("hi", "Devanagari"), ("te", "Telugu")]


def test_the_sentences_are_found() -> None:
    wanted = {"The call begins here.", "Sunday", "{left} is after {right}", "`{contact}` is open"}
    assert wanted <= set(sentences())


def _templates(sentence: str) -> Iterator[str]:
    if isinstance(sentence, Said):
        yield sentence.template
        for value in sentence.values.values():
            if isinstance(value, str):
                yield from _templates(value)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in (ROOT / "flows").glob("*/flow.yaml")))
def test_all_that_is_told_of_a_shipped_flow_is_collected(name: str) -> None:
    flow = load(ROOT / "flows" / name).flow
    assert flow is not None
    said: set[str] = set()

    def note(sentence: str) -> str:
        said.update(_templates(sentence))
        return str(sentence)

    as_json(tell(flow), note)
    words = {one for one in said if re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", one))}
    assert len(words) > 10
    assert sorted(words - set(sentences())) == []


@pytest.mark.parametrize(("reader", "script"), OTHERS)
def test_nothing_english_is_left_but_what_the_author_wrote(reader: str, script: str) -> None:
    flow = load(ROOT / "flows" / "hello.yaml").flow
    assert flow is not None
    text = as_text(tell(flow), catalogue(reader).told)
    own = re.sub(r"«[^»]*»|`[^`]*`|\([\w/]+\)", "", text.replace("\n", " "))
    own = re.sub(r"(?:चरण|దశ) \d+: \w+", "", own).replace(flow.title, "")
    assert not re.findall(r"[A-Za-z]+", own)
    assert dominant_script(own) == script


def test_the_words_of_callers_are_chosen_apart() -> None:
    flow = load(ROOT / "flows" / "electricity").flow
    assert flow is not None
    text = as_text(tell(flow, "en-IN"), catalogue("te").told)
    assert "«Which village has no power?»" in text
    assert "కాలర్‌కు వినిపించేది" in text


def test_english_is_what_was_said() -> None:
    flow = load(ROOT / "flows" / "hello.yaml").flow
    assert flow is not None
    telling = tell(flow)
    assert as_text(telling, catalogue("en").told) == as_text(telling)
