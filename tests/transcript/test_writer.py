"""What a machine writes down is read back as it was meant, and stands there as a person would type it."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.transcript.model import Bot, Caller, Silence, Transcript
from runtime.transcript.reader import parse_transcript
from runtime.transcript.writer import WIDTH, YES, Bare, Page, in_flow, service_answer


def read(page: Page) -> Transcript:
    script = parse_transcript(page.text(), "written.yaml")
    assert script.transcript is not None, [str(one.message) for one in script.diagnostics]
    return script.transcript


def test_a_page_reads_as_a_person_would_type_it() -> None:
    page = Page("a caller: one", remarks=("written\nby hand",), written_by="record", tags=("night",))
    page.call = {"from": "+919876543210", "at": Bare("2026-11-20 11:00"), "inputs": {"units": 3, "id": "08"}}
    page.answers("complaints.create", {"id": "4821", "paid": True})
    page.answers("model", {"exit": "report_outage"})
    page.answers("model", {"says": ["అవును, సరే.", "no"]})
    page.bot("welcome", "Welcome.")
    page.line("press", "12#", interrupt_after=Bare("3s"), recogniser=None)
    page.remark("From here on it is quiet.")
    page.line("silence", Bare("8s"))
    page.bot(None, "How many?")
    page.line("caller", "మా ఊర్లో కరెంట్ లేదు")
    page.line("caller", "yes")
    page.line("noise", YES)
    assert page.text() == (
        "# written by hand\n"
        'transcript: "a caller: one"\n'
        "written_by: record\n"
        "tags: [night]\n"
        'call: {from: "+919876543210", at: 2026-11-20 11:00, inputs: {units: 3, id: "08"}}\n'
        "stub:\n"
        '  complaints.create: {id: "4821", paid: yes}\n'
        '  model: [{exit: report_outage}, {says: ["అవును, సరే.", "no"]}]\n'
        "lines:\n"
        "  - bot: welcome\n"
        '  - press: "12#"\n'
        "    interrupt_after: 3s\n"
        "  # From here on it is quiet.\n"
        "  - silence: 8s\n"
        '  - bot: {says: "How many?"}\n'
        "  - caller: మా ఊర్లో కరెంట్ లేదు\n"
        '  - caller: "yes"\n'
        "  - noise: yes\n"
    )


def test_lines_are_read_back() -> None:
    page = Page("told", call={"at": Bare("2026-11-20 11:00")})
    page.bot("begin.defaults.no_input.1.say", "x")
    page.line("silence", Bare("7.5s"))
    page.line("caller", "no, 5: #", heard_as="~")
    read_back = read(page).lines
    assert [type(line) for line in read_back] == [Bot, Silence, Caller]
    assert isinstance(read_back[2], Caller) and read_back[2].words.every == "no, 5: #"
    assert read_back[2].heard_as is not None and read_back[2].heard_as.every == "~"


@pytest.mark.parametrize(
    "value",
    [
        {"id": "4821", "count": 0, "rate": 12540.5, "paid": True, "open": False, "name": "రాము", "none": ""},
        [{"a": []}, {"a": ["1", 1, 1.0, "yes", "no", "null", "- x", "a: b", "x #y", " x ", "{", "[", "*"]}],
        {"error": "of the office's own papers"},
        {"timeout": True},
        {"value": 1, "slow": "5s"},
        "a line\nand \"another\" \\ one\ttab",
        "కొండాపూర్\u200c", "x\u2028y", "…", "2026-11-20", "12:30", "yes", "0x1f", "1e5", "-3", -3, 0.1,
    ],
)  # fmt: skip
def test_what_a_service_answered_is_read_back(value: Any) -> None:
    page = Page("values")
    page.answers("office.find", service_answer(value))
    page.answers("office.find", {"error": "down"})
    page.bot("x", "x")
    first, second = read(page).stub.services["office.find"]
    assert (first.value, first.error, first.timeout) == (value, None, False)
    assert type(first.value) is type(value)
    assert second.error == "down"


def test_one_answer_for_all_only_where_it_is_the_same() -> None:
    page = Page("values")
    for name, values in {
        "one": [1, 1],
        "two": [1, True],
        "three": [[1]],
        "transfer": ["busy", "busy"],
    }.items():
        for value in values:
            page.answers(name, value)
    page.answers("model", {"exit": "bye"})
    page.bot("x", "x")
    stub = read(page).stub
    assert stub.repeats == {"one", "transfer"}
    assert [reply.value for reply in stub.services["two"]] == [1, True]
    assert [reply.value for reply in stub.services["three"]] == [[1]]


def test_what_is_long_stands_one_below_the_other() -> None:
    page = Page("long", languages=("te-IN", "en-IN"))
    for number in range(9):
        page.answers("model", {"says": f"This is sentence number {number} of them."})
    page.line("caller", {"te-IN": "అ" * 60, "en-IN": "a" * 60})
    page.bot(None, "x" * 200)
    text = page.text()
    assert max(len(line) for line in text.splitlines() if "xxx" not in line) <= WIDTH
    assert "  model:\n    - {says: This is sentence number 0 of them.}\n" in text
    assert f"  - caller:\n      te-IN: {'అ' * 60}\n      en-IN: {'a' * 60}\n" in text
    assert len(read(page).stub.model) == 9


def test_a_long_fraction_is_rounded() -> None:
    assert in_flow([0.1 + 0.2, -1234567.000000000123, 2 / 3]) == (
        "[0.3000000000000, -1234567.0000000, 0.6666666666667]"
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300, 1e-9, 10**20, 1e15, None, object()])
def test_what_no_transcript_can_say_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        in_flow({"x": value})
