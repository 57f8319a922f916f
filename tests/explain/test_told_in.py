"""Hindi and Telugu have every sentence, with the same places."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from runtime.explain.render import as_text
from runtime.explain.told_in import Reader, sentences_of, teller_for
from runtime.explain.walk import tell
from runtime.flow.load import load
from runtime.language.script import dominant_script

ROOT = Path(__file__).resolve().parents[2]
OTHERS = [(Reader.HINDI, "Devanagari"), (Reader.TELUGU, "Telugu")]
TABLES = {
    "_TIMES", "_ANSWERS", "_DAYS", "_COUNTED", "_COMPARED", "_IN_TIME", "_UNINTERRUPTED", "LANGUAGE_NAMES",
}  # fmt: skip


def sentences() -> set[str]:
    """Every sentence of the explain folder: what stands in `said(…)`, and in the tables that feed it."""
    found: set[str] = set()
    for path in (ROOT / "runtime" / "explain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("said", "_both", "joined"):
                found |= texts(node.args[0]) | (texts(node.args[1]) if node.args[1:] else set())
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in TABLES:
                values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
                for value in values:
                    found |= texts(ast.Tuple(value.values) if isinstance(value, ast.Dict) else value)  # type: ignore[call-overload]
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "words":
                found |= texts(node.value) if isinstance(node.value, ast.IfExp) else set()
    return {one for one in found if re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", one))}


def texts(node: ast.AST) -> set[str]:
    return {
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def test_the_sentences_are_found() -> None:
    assert {
        "The call begins here.",
        "Sunday",
        "{left} is after {right}",
        "`{contact}` is open",
    } <= sentences()


@pytest.mark.parametrize(("reader", "script"), OTHERS)
def test_none_is_missing_and_none_is_left_over(reader: Reader, script: str) -> None:
    known = sentences_of(reader)
    names = {"eq", "gt", "gteq", "lt", "lteq", "ne", "in", "notin", "now", "today"}
    assert sentences() - names - set(known) == set()
    for english, other in known.items():
        places = re.compile(r"\{(\w+)\}")
        assert sorted(places.findall(english)) == sorted(places.findall(other)), english
        bare = re.sub(r"\{\w+\}|`[^`]*`", "", other)
        assert dominant_script(bare) in (script, None), other


@pytest.mark.parametrize(("reader", "script"), OTHERS)
def test_nothing_english_is_left_but_what_the_author_wrote(reader: Reader, script: str) -> None:
    flow = load(ROOT / "flows" / "hello.yaml").flow
    assert flow is not None
    text = as_text(tell(flow), teller_for(reader))
    own = re.sub(r"«[^»]*»|`[^`]*`|\([\w/]+\)", "", text.replace("\n", " "))
    own = re.sub(r"(?:चरण|దశ) \d+: \w+", "", own).replace(flow.title, "")
    assert not re.findall(r"[A-Za-z]+", own)
    assert dominant_script(own) == script


def test_the_words_of_callers_are_chosen_apart() -> None:
    flow = load(ROOT / "flows" / "electricity").flow
    assert flow is not None
    text = as_text(tell(flow, "en-IN"), teller_for(Reader.TELUGU))
    assert "«Which village has no power?»" in text
    assert "కాలర్‌కు వినిపించేది" in text


def test_english_is_what_was_said() -> None:
    flow = load(ROOT / "flows" / "hello.yaml").flow
    assert flow is not None
    telling = tell(flow)
    assert as_text(telling, teller_for(Reader.ENGLISH)) == as_text(telling)
