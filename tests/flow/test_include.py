"""Includes: what several flows of a project share, and every way in which that goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.load import load, load_project

FLOW = """\
flow: example
languages: [te-IN, en-IN]
include: [../common/words.yaml]
start: hello
defaults: {wait: 9s}
anywhere: [{key: 9, go: bye}]
states:
  hello: {menu: welcome, options: [{key: 1, phrases: ask_person, go: desk}]}
  bye: {end: done, say: thanks}
"""
PROMPTS = {
    "te-IN": "prompts: {welcome: స్వాగతం, connecting: కలుపుతున్నాను}\n",
    "en-IN": "prompts: {welcome: Welcome, connecting: One moment}\n",
}
SHARED = """\
prompts:
  thanks: {te-IN: ధన్యవాదాలు, hi-IN: धन्यवाद, en-IN: Thank you}
phrases:
  ask_person: {te-IN: [ఆపరేటర్], hi-IN: [ऑपरेटर], en-IN: [operator]}
slots:
  village: {type: text}
defaults: {wait: 4s, on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
anywhere: [{key: 0, phrases: ask_person, go: desk}]
escalation: [{when: turns >= 9, go: desk}]
states:
  desk: {transfer: front, say: connecting, closed: bye, failed: bye}
"""


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """project(flow, {name: text}): a project whose flow is `example`, with these files beside it."""

    def made(flow: str = FLOW, files: dict[str, str] | None = None) -> Path:
        everything = {
            "contacts.yaml": "contacts: {front: {queue: front}}\n",
            "example/flow.yaml": flow,
            **{f"example/prompts/{name}.yaml": text for name, text in PROMPTS.items()},
            "common/words.yaml": SHARED,
            **(files or {}),
        }
        for name, text in everything.items():
            path = tmp_path / "flows" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "flows" / "example"

    return made


def found(folder: Path) -> list[Diagnostic]:
    return list(load(folder).diagnostics)


def place(one: Diagnostic) -> tuple[str, str, int]:
    return one.rule, Path(one.mark.file).name, one.mark.line


def test_everything_that_can_be_shared_is_there(project: Callable[..., Path]) -> None:
    loaded = load(project())
    assert loaded.diagnostics == ()
    flow = loaded.flow
    assert flow is not None
    assert {name: text.source for name, text in flow.prompts["thanks"].texts.items()} == {
        "te-IN": "ధన్యవాదాలు",
        "en-IN": "Thank you",
    }, "Hindi is for other flows"
    assert flow.phrases["ask_person"].words == {"te-IN": ("ఆపరేటర్",), "en-IN": ("operator",)}
    assert list(flow.states) == ["hello", "bye", "desk"]
    assert [option.key for option in flow.anywhere] == ["9", "0"], "the flow's own come first"
    assert [rule.line.go for rule in flow.escalation] == ["desk"]
    assert "village" in flow.slots
    assert (flow.defaults.wait, flow.defaults.on_error.go) == (9.0, "desk"), "the nearest statement wins"


def test_an_included_file_is_part_of_the_version_and_is_watched(project: Callable[..., Path]) -> None:
    before = load(project())
    after = load(project(files={"common/words.yaml": SHARED.replace("Thank you", "Thanks")}))
    assert before.flow and after.flow and before.flow.version != after.flow.version
    assert any(name.endswith("words.yaml") for name in after.files)
    assert any(name.endswith("words.yaml") for name in after.flow.files)


def test_an_included_file_is_no_flow_of_its_own(project: Callable[..., Path]) -> None:
    assert list(load_project(project().parent).flows) == ["example"]


@pytest.mark.parametrize(
    ("shared", "rule", "line"),
    [
        ("states: {bye: {end: done}}", "duplicate-id", 1),
        ("slots:\n  village: {type: text}\n  village: {type: text}", "duplicate-key", 3),
        ("prompts: {welcome: {te-IN: a, en-IN: b}}", "duplicate-id", 1),
        ("sounds: {a: b}", "unknown-key", 1),
        ("prompts: {odd: {te-IN: '{{ nobody }}', en-IN: b}}", "unknown-name", 1),
        ("prompts: {odd: {xx-IN: a}}", "bad-language-tag", 1),
        ("states:\n  odd: {say: welcome, go: nowhere}", "unknown-target", 2),
        ("include: [more.yaml]", "include-cycle", 1),
        ("include: [missing.yaml]", "include-missing", 1),
        ("include: [../../elsewhere.yaml]", "include-escape", 1),
    ],
)
def test_a_fault_is_told_where_it_stands(
    project: Callable[..., Path], shared: str, rule: str, line: int
) -> None:
    files = {"common/more.yaml": shared + "\n"}
    flow = FLOW.replace("words.yaml]", "words.yaml, ../common/more.yaml]")
    assert (rule, "more.yaml", line) in [place(one) for one in found(project(flow, files))]


def test_a_name_defined_twice_names_both_places(project: Callable[..., Path]) -> None:
    files = {"common/words.yaml": SHARED + "  bye: {end: done}\n"}
    (one,) = found(project(files=files))
    assert place(one) == ("duplicate-id", "words.yaml", 12)
    assert [(words, Path(mark.file).name, mark.line) for words, mark in one.related] == [
        ("also defined here", "flow.yaml", 9)
    ]


def test_a_ring_is_named(project: Callable[..., Path]) -> None:
    files = {
        "common/words.yaml": SHARED + "include: [a.yaml]\n",
        "common/a.yaml": "include: [b.yaml]\n",
        "common/b.yaml": "include: [a.yaml]\n",
    }
    (one,) = found(project(files=files))
    assert place(one) == ("include-cycle", "b.yaml", 1)
    assert "a.yaml → b.yaml → a.yaml" in one.message


@pytest.mark.parametrize("path", ["../../../outside.yaml", "/etc/passwd", "/etc/../etc/passwd"])
def test_nothing_outside_the_project_is_read(project: Callable[..., Path], path: str, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("states: {secret: {end: done}}\n", encoding="utf-8")
    folder = project(FLOW.replace("[../common/words.yaml]", f'[../common/words.yaml, "{path}"]'))
    assert [place(one) for one in found(folder)] == [("include-escape", "flow.yaml", 3)]
    assert not {Path(name).name for name in load(folder).files} & {"outside.yaml", "passwd"}


def test_a_link_that_leads_outside_is_refused(project: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("slots: {secret: {type: text}}\n", encoding="utf-8")
    folder = project(FLOW.replace("words.yaml]", "words.yaml, ../common/link.yaml]"))
    (tmp_path / "flows/common/link.yaml").symlink_to(tmp_path / "outside.yaml")
    assert [one.rule for one in found(folder)] == ["include-escape"]


def test_no_more_than_three_in_a_row(project: Callable[..., Path]) -> None:
    chain = {f"common/{n}.yaml": f"include: [{n + 1}.yaml]\n" for n in range(1, 4)}
    flow = FLOW.replace("words.yaml]", "words.yaml, ../common/1.yaml]")
    faults = found(project(flow, chain | {"common/4.yaml": "slots: {deep: {type: text}}\n"}))
    assert [place(one) for one in faults] == [("too-deep", "3.yaml", 1)]


def test_a_file_that_is_reached_twice_is_taken_once(project: Callable[..., Path]) -> None:
    files = {"common/more.yaml": "include: [words.yaml]\n"}
    assert found(project(FLOW.replace("words.yaml]", "words.yaml, ../common/more.yaml]"), files)) == []


def test_the_nearest_file_is_suggested(project: Callable[..., Path]) -> None:
    faults = found(project(FLOW.replace("common/words.yaml", "common/word.yaml")))
    missing = [one for one in faults if one.rule == "include-missing"]
    assert [(one.mark.line, one.suggestion) for one in missing] == [(3, "words.yaml")]
