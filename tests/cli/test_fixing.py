"""lint --fix: what it writes, what it leaves, and what it takes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.cli import findings as findings_of_paths
from runtime.cli.fixing import fixed
from runtime.cli.lint import command
from runtime.flow.diagnostic import Edit, Mark, Severity
from runtime.lint.rule import Finding, Profile, Rule
from runtime.lint.run import Report, lint
from runtime.lint.subject import Subject

FLOW = """\
# The author's own remark.
flow: example
title: Example
languages: [en-IN]
start: hello
defaults: {on_error: desk, no_input: [{go: goodbye}], no_match: [{go: desk}]}

states:
  hello: {say: Welcome., go: desk}     # a remark
  desk:  {transfer: front_desk, closed: goodby, failed: goodbye}
  goodbye: {end: done, say: "Goodbye."}
"""
MENDED = FLOW.replace("goodby,", "goodbye,")
CONTACTS = 'contacts: {front_desk: {number: "+14155550125"}}\n'


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    (tmp_path / "example").mkdir()
    (tmp_path / "contacts.yaml").write_text(CONTACTS, encoding="utf-8")
    return tmp_path / "example" / "flow.yaml"


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_comments_layout_line_ends_and_rights_stay(flow: Path, end: bytes, start: bytes) -> None:
    flow.write_bytes(start + FLOW.encode().replace(b"\n", end))
    flow.chmod(0o640)
    assert command([flow.parent.parent], fix=True) == 0
    assert flow.read_bytes() == start + MENDED.encode().replace(b"\n", end)
    assert flow.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in flow.parent.iterdir()] == ["flow.yaml"]


def test_diff_only_shows(flow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flow.write_text(FLOW, encoding="utf-8")
    assert command([flow.parent.parent], fix=True, diff=True) == 1
    assert flow.read_text(encoding="utf-8") == FLOW
    printed = capsys.readouterr()
    assert "+  desk:  {transfer: front_desk, closed: goodbye, failed: goodbye}" in printed.out
    assert "1 finding would be mended" in printed.err


def test_a_fault_behind_a_fault_is_mended_too(flow: Path) -> None:
    flow.write_text(FLOW.replace("title:", "titel:").replace("languages:", "langages:"), encoding="utf-8")
    assert fixed([flow], Profile.TEAM).count == 3
    assert command([flow], fix=True) == 0
    assert flow.read_text(encoding="utf-8") == MENDED


def test_operator_files_are_never_touched(flow: Path) -> None:
    wrong = CONTACTS.replace("number:", "numbr:")
    flow.write_text(MENDED, encoding="utf-8")
    (flow.parent.parent / "contacts.yaml").write_text(wrong, encoding="utf-8")
    assert command([flow.parent.parent], fix=True) == 1
    assert (flow.parent.parent / "contacts.yaml").read_text(encoding="utf-8") == wrong


@pytest.mark.parametrize("text", ["nowhere", "go: [", "bye}, say: {"])
def test_a_mending_that_makes_it_worse_is_taken_back(
    flow: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(subject: Subject) -> Iterator[Finding]:
        place = Mark(subject.flow.mark.file, 9, 29, 4)
        yield Finding("worse", place, edits=(Edit(place, text),))

    def with_a_bad_edit(*arguments: object, profile: Profile, **rest: object) -> Report:
        return lint(*arguments, [Rule("rules.bad", Severity.WARNING, check, harm="none")], profile)  # type: ignore[arg-type]

    monkeypatch.setattr(findings_of_paths, "lint", with_a_bad_edit)
    flow.write_text(MENDED, encoding="utf-8")
    mended = fixed([flow], Profile.TEAM)
    assert (mended.count, mended.texts) == (0, {})


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("transfer: front_desk", "tranfer: front_desk"),
        ("transfer: front_desk", "transfer: fron_desk"),
        ("start: hello", "start: helo"),
        ("on_error: desk", "on_eror: desk"),
        ("go: desk}     #", "go: desk, barge_in: false}     #"),
        ("languages: [en-IN]", "langauges: [en-IN]"),
    ],
)
def test_what_can_only_be_one_thing_is_mended(flow: Path, right: str, wrong: str) -> None:
    assert right in MENDED
    flow.write_text(MENDED.replace(right, wrong), encoding="utf-8")
    assert command([flow.parent.parent]) == 1
    assert command([flow.parent.parent], fix=True) == 0
    better = (
        MENDED.replace("go: desk}     #", "go: desk, barge_in: no}     #") if "barge_in" in wrong else MENDED
    )
    assert flow.read_text(encoding="utf-8") == better


def test_a_name_in_words_is_mended_where_it_stands_alone(flow: Path) -> None:
    asked = MENDED.replace(
        "  hello: {say: Welcome., go: desk}     # a remark\n",
        "  hello: {ask: village, say: Which village?, confirm: 'Is it {{ village }}?', go: desk}\n",
    )
    flow.write_text(asked.replace("{{ village }}", "{{ vilage }}"), encoding="utf-8")
    fixed([flow], Profile.DRAFT).write()
    assert flow.read_text(encoding="utf-8") == asked
