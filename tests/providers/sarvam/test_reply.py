from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from runtime.dialogue.effect import AskModel
from runtime.providers.ports import Decision, Failed
from runtime.providers.sarvam.reply import Reply


def said(content: str) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": {"content": content}, "finish_reason": None}]}


def called(**function: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "function": function}]}}]}


def read(question: AskModel, *chunks: dict[str, Any], by_line: bool = False) -> tuple[list[str], Decision]:
    reply = Reply(question, 400, by_line=by_line)
    words = [sentence.text for chunk in chunks for sentence in reply.feed(chunk)[1]]
    rest, decision = reply.finish()
    return words + [sentence.text for sentence in rest], decision


def test_sentences_come_as_soon_as_they_are_whole(question: AskModel) -> None:
    reply = Reply(question, 400, by_line=False)
    assert reply.feed(said("సరే"))[1] == []
    assert [s.text for s in reply.feed(said(". మీ ఊరు"))[1]] == ["సరే."]


def test_a_tool_call_in_pieces_is_a_way_out(question: AskModel) -> None:
    arguments = json.dumps({"exit": "report_outage", "village": "కొండాపూర్"}, ensure_ascii=False)
    _, decision = read(
        question,
        called(name="leave", arguments=""),
        called(name=None, arguments=arguments[:9]),
        called(name=None, arguments=arguments[9:]),
    )
    assert decision == Decision("report_outage", {"village": "కొండాపూర్"})


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), "x" * 201, "", " ", ["a"], {"a": 1}, None], ids=str
)
def test_a_slot_value_that_cannot_be_one_is_left_out(question: AskModel, value: Any) -> None:
    arguments = json.dumps({"exit": "report_outage", "village": value})
    _, decision = read(question, called(name="leave", arguments=arguments))
    assert decision == Decision("report_outage", {})


def test_a_slot_the_dialogue_did_not_offer_is_left_out(question: AskModel) -> None:
    _, decision = read(question, called(name="leave", arguments='{"exit": "goodbye", "account": "42"}'))
    assert decision == Decision("goodbye", {})


def test_a_call_of_another_function_is_no_way_out(question: AskModel) -> None:
    with pytest.raises(Failed, match="blank"):
        read(question, called(name="delete_everything", arguments='{"exit": "goodbye"}'))


@pytest.mark.parametrize(
    "line",
    ["exit: goodbye", "Exit: `goodbye`", "**exit: goodbye**", "exit: goodbye.\n", "exit: goodbye।"],
)
def test_a_last_line_is_a_way_out_and_is_not_spoken(question: AskModel, line: str) -> None:
    assert read(question, said(f"ధన్యవాదాలు.\n{line}"), by_line=True) == (["ధన్యవాదాలు."], Decision("goodbye", {}))


def test_a_last_line_may_carry_slots(question: AskModel) -> None:
    _, decision = read(question, said('exit: report_outage {"village": "మియాపూర్"}'), by_line=True)
    assert decision == Decision("report_outage", {"village": "మియాపూర్"})


def test_reasoning_thoughts_and_marks_are_never_spoken(question: AskModel) -> None:
    reasoning = {"choices": [{"delta": {"reasoning_content": "The caller wants", "content": None}}]}
    words, _ = read(question, reasoning, said("<thi"), said("nk>hm</think>**సరే**, "), said("`చూస్తాను`."))
    assert words == ["సరే, చూస్తాను."]


def test_a_long_reply_is_cut_at_a_sentence_and_then_read_no_further(question: AskModel) -> None:
    reply = Reply(question, 40, by_line=False)
    sentences = [s.text for _ in range(9) for s in reply.feed(said("This is said again. "))[1]]
    assert sentences == ["This is said again.", "This is said again."]
    assert reply.full


def test_a_first_sentence_that_is_too_long_is_cut_between_words(question: AskModel) -> None:
    reply = Reply(question, 40, by_line=False)
    _, words = reply.feed(said("word " * 30))
    assert reply.finish()[0] == []
    assert [s.text for s in words] == [" ".join(["word"] * 8)]


@pytest.mark.parametrize(
    "chunks",
    [
        [],
        [said("")],
        [said("   …")],
        [said("<think>for ever")],
        [{"choices": [{"delta": {"content": None}, "finish_reason": "length"}]}],
        [{"choices": [], "usage": {}}],
    ],
)
def test_a_blank_reply_is_a_failure(question: AskModel, chunks: list[dict[str, Any]]) -> None:
    with pytest.raises(Failed, match="blank"):
        read(question, *chunks)


@pytest.mark.parametrize(
    "chunk",
    [
        {},
        {"choices": 7},
        {"choices": [7]},
        {"choices": [{}]},
        {"choices": [{"delta": {"content": 7}}]},
        {"choices": [{"delta": {"tool_calls": [7]}}]},
        {"choices": [{"delta": {"tool_calls": [{"index": 99, "function": {}}]}}]},
        {"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"name": ["x"]}}]}}]},
        {"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"arguments": "x" * 5000}}]}}]},
        {"error": {"message": "broken"}, "choices": []},
    ],
)
def test_a_reply_of_another_shape_fails(question: AskModel, chunk: dict[str, Any]) -> None:
    with pytest.raises(Failed):
        read(question, chunk)


def test_without_ways_out_the_words_are_all_there_is(question: AskModel) -> None:
    assert read(replace(question, exits=(), fills=()), said("नमस्ते।")) == (["नमस्ते।"], Decision(None, {}))
