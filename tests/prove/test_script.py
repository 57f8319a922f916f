"""A call that fails, as a transcript: it reads as one, and the ordinary player fails at its last line."""

from __future__ import annotations

from collections.abc import Callable

from runtime.cli.proved import is_real
from runtime.dialogue.going import LONGEST_CALL
from runtime.prove.script import as_transcript, round_and_round
from runtime.prove.verdict import Bounds, Verdict
from runtime.transcript.player import play
from runtime.transcript.reader import parse_transcript

ROUND = """
  begin:
    menu: "Press 1."
    options: [{key: 1, go: ask_us}]
  ask_us: {transfer: desk, say: "Please hold on.", closed: bye, failed: begin}
"""
MODEL = """
  begin:
    converse: {en-IN: "Help."}
    say: "How can I help?"
    exits: {begin: it goes on, bye: it is over}
    limits: {turns: 4, time: 2m, reply: 5s, go: %s}
"""


def shown(verdict: Verdict) -> tuple[str, bool]:
    example = verdict.examples[0]
    script = as_transcript(verdict.graph.dialogue, example, Bounds(), "a call that fails")
    return script.text, is_real(verdict.graph.dialogue, script)


def test_a_round_is_written_once_and_fails(judged: Callable[..., Verdict]) -> None:
    verdict = judged(ROUND)
    text, real = shown(verdict)
    assert real
    assert text.splitlines()[2:] == [
        "stub:",
        "  transfer: busy",
        "lines:",
        "  - bot: begin.menu",
        "  # From here it goes round: the caller stands in begin again below.",
        '  - press: "1"',
        "  - bot: ask_us.say",
        "  - transfer: desk",
        "  - bot: begin.menu",
        "  # The next line fails until the flow is mended; then write here what happens instead.",
        "  - ended: done",
    ]


def test_it_passes_once_the_flow_is_mended(judged: Callable[..., Verdict]) -> None:
    text, _ = shown(judged(ROUND))
    mended = judged(ROUND.replace("failed: begin", "failed: bye"))
    transcript = parse_transcript(text.replace("  - bot: begin.menu\n  # The", "  # The"), "x").transcript
    assert transcript is not None
    result = play(mended.graph.dialogue, transcript)
    assert [one.expected for one in result.mismatches] == ["nothing more before this line"]


def test_what_a_model_does_is_scripted(judged: Callable[..., Verdict]) -> None:
    text, real = shown(judged(MODEL % "bye"))
    assert real, text
    assert "model: [{exit: begin}]" in text


def test_a_conversation_is_played_to_its_limits(judged: Callable[..., Verdict]) -> None:
    text, real = shown(judged((MODEL % "begin").replace("begin: it goes on, ", "")))
    assert real, text
    assert text.count("- caller: ") == 4 == text.count("{says: I cannot say.},") + 1


def test_only_the_guard_ends_it(judged: Callable[..., Verdict]) -> None:
    verdict = judged(ROUND)
    lasting = round_and_round(verdict.graph.dialogue, verdict.examples[0])
    assert lasting.turns >= 60 or lasting.seconds >= LONGEST_CALL
    assert not lasting.rule and lasting.times > 10


def test_a_rule_on_long_calls_is_named(judged: Callable[..., Verdict]) -> None:
    verdict = judged(ROUND, "escalation: [{when: turns >= 8, go: bye}]\n")
    lasting = round_and_round(verdict.graph.dialogue, verdict.examples[0])
    assert lasting.rule and lasting.turns == 8
