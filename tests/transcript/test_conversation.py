"""A transcript as the caller's side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.transcript.conversation import CallerStep, conversation
from runtime.transcript.model import Transcript
from runtime.transcript.reader import read_transcript

SHIPPED = Path(__file__).resolve().parents[2] / "flows" / "electricity" / "transcripts" / "outage.yaml"

Made = Callable[..., Transcript]


def test_the_callers_steps_and_what_is_heard_before_each(transcript: Made) -> None:
    play = transcript(
        "  - bot: a\n  - bot: {says: words}\n  - press: 1\n    interrupt_after: 2s\n  - bot: b\n"
        "  - caller: {te-IN: అవును, en-IN: yes}\n  - bot: c\n  - bot: ...\n  - silence: 8s\n  - noise: 3s\n"
        "  - expect: {state: x}\n  - transfer: desk\n  - hangup: yes\n  - bot: d\n  - ended: done\n",
        'call: {from: "+919812345678"}\n',
    )
    caller = conversation(play, "te-IN")
    assert caller.number == "+919812345678"
    assert caller.steps == (
        CallerStep("press", "1", "te-IN", interrupt_after=2.0, prompts=("a", "")),
        CallerStep("say", "అవును", "te-IN", prompts=("b",)),
        CallerStep("silence", "", "te-IN", seconds=8.0),
        CallerStep("noise", "", "te-IN", seconds=3.0),
        CallerStep("hang_up", "", "te-IN"),
    )
    assert (caller.last, caller.transfer, caller.outcome) == (("d",), "desk", "done")


def test_words_in_another_language_only(transcript: Made) -> None:
    play = transcript("  - caller: {te-IN: అవును}\n")
    with pytest.raises(KeyError, match="hi-IN"):
        conversation(play, "hi-IN")


@pytest.mark.parametrize(("language", "key"), [("te-IN", "1"), ("hi-IN", "2"), ("en-IN", "3")])
def test_the_shipped_story_can_be_told_in_every_language(language: str, key: str) -> None:
    play = read_transcript(SHIPPED).transcript
    assert play is not None
    caller = conversation(play, language)
    assert caller.steps[0].text == key
    assert [step.act for step in caller.steps] == ["press", "say", "say", "say", "say"]
    assert len({step.text for step in caller.steps}) == len(caller.steps)
    assert caller.transfer == "lineman_desk"
