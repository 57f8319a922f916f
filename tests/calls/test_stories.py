"""`flowctl call electricity` as a caller's whole telephone call: real processes, sockets, signatures, sound.

Each language on the embedded default and through the Sarvam client (sockets and REST) against the stand-in
that decodes what it hears; and one caller who speaks over a long prompt. Calls take as long as calls take,
so they run in the background, a few at a time, and each test looks at what one of them left behind.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from runtime.audio import wav
from runtime.language import folded, yes_words

pytestmark = [pytest.mark.process, pytest.mark.sound]

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 5
"""Each call is five processes, which mostly wait."""
GIVE_UP = 240.0
"""Seconds for one call with everything around it; the call itself is given up after 180."""
IN_FLIGHT = 25
"""Frames (half a second) that may be on their way when a stream is closed, or when a prompt is cleared."""
LANGUAGES = {"te-IN": "1", "hi-IN": "2", "en-IN": "3"}
VILLAGE = {"te-IN": "కొండాపూర్", "hi-IN": "कोंडापुर", "en-IN": "Kondapur"}
SPEECH = {"embedded": [], "socket": ["--sarvam-standin", "socket"], "rest": ["--sarvam-standin", "rest"]}
INTERRUPTING = """\
transcript: a caller asks about a bill, and asks for a person over the answer
call: {from: "+919876543210", at: 2026-11-20 11:00}
stub:
  model: [{exit: pay_bill}]
lines:
  - bot: welcome
  - press: 3
    interrupt_after: 4s
  - bot: how_can_i_help
  - caller: {en-IN: how do I pay my bill}
  - bot: how_to_pay
  - caller: {en-IN: I want to speak to someone}
    interrupt_after: 1.5s
  - bot: connecting
  - transfer: lineman_desk
  - ended: transferred
"""


@dataclass(frozen=True)
class Called:
    """A finished call: what it printed, and its two files. clips: the fixed prompts as sound."""

    code: int
    printed: str
    folder: Path
    clips: Path

    @cached_property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.folder / "timeline.json").read_text(encoding="utf-8"))
        return told

    @cached_property
    def line(self) -> np.ndarray:
        """What the caller heard, at 8 kHz."""
        sound = wav.read((self.folder / "call.wav").read_bytes())
        assert (sound.channels, sound.rate) == (2, 8000)
        return np.ascontiguousarray(sound.samples[:, 1])

    def moments(self, kind: str) -> list[dict[str, Any]]:
        return [{"at": m["at"], **m["detail"]} for m in self.told["timeline"] if m["kind"] == kind]

    def journal(self, word: str, value: str | None = None) -> list[dict[str, Any]]:
        return [line for line in self.told["journal"] if word in line and value in (None, line[word])]


@pytest.fixture(scope="module")
def calls(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[dict[str, Future[Called]]]:
    """By the test's name: the calls of all tests that were chosen, begun at once."""
    folder = tmp_path_factory.mktemp("calls")
    script = folder / "interrupting.yaml"
    script.write_text(INTERRUPTING, encoding="utf-8")
    wanted = {
        f"test_the_outage_story[{language}-{speech}]": ["--lang", language, *options]
        for speech, options in SPEECH.items()
        for language in LANGUAGES
    }
    wanted["test_speaking_over_a_long_prompt_silences_it"] = ["--lang", "en-IN", "--script", str(script)]

    def make(arguments: list[str]) -> Called:
        out = Path(tempfile.mkdtemp(dir=folder))
        clips = out / "clips"  # each its own: two voices never make quite the same sound of the same words
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
            "SPEECH": "auto",
            "SARVAM_API_KEY": "",
            "CLIPS_DIR": str(clips),
        }
        command = [sys.executable, "-c", "from runtime.cli.main import main; main()"]
        ended = subprocess.run(
            [*command, "call", "electricity", *arguments, "--out", str(out)],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=GIVE_UP,
        )
        return Called(ended.returncode, ended.stdout, out, clips)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        chosen = [item.name for item in request.session.items if item.name in wanted]
        yield {name: pool.submit(make, wanted[name]) for name in chosen}
        pool.shutdown(wait=False, cancel_futures=True)  # after a failure nobody wants the rest


def sound_is_whole(call: Called, *, interrupted: tuple[str, ...] = ()) -> None:
    """No holes: by the carrier's account, and by the recording, where every fixed prompt lies in one piece.
    interrupted: prompts that somebody spoke or pressed over."""
    assert call.told["longest_underrun_ms"] <= 40
    assert all(m["ms"] <= 40 for m in call.moments("underrun"))
    fixed = {(s["text"], s["language"]) for s in call.journal("effect", "Speak") if s["fixed"]}
    fixed -= {
        (s["text"], s["language"]) for s in call.journal("effect", "Speak") if s["prompt"] in interrupted
    }
    heard = call.line.tobytes()
    clips = [np.ascontiguousarray(wav.read(f.read_bytes()).samples) for f in call.clips.glob("*.wav")]
    whole = sum(clip.tobytes() in heard for clip in clips)
    assert whole >= len(fixed) >= 2, f"{whole} of {len(fixed)} prompts were heard in one piece"


def every_frame_was_heard(call: Called) -> None:
    """Also while the phone spoke: the carrier's count of what it sent, and the ears' of what they got."""
    sent, got = call.moments("stream_end"), [line["stream"] for line in call.journal("stream")]
    assert len(sent) == len(got) == 1
    clears = len(call.moments("clear"))
    assert sent[0]["frames"] > 300
    assert sent[0]["frames_over_bot"] > 100
    assert sent[0]["frames"] - IN_FLIGHT <= got[0]["frames"] <= sent[0]["frames"]
    assert got[0]["frames_while_bot_spoke"] >= sent[0]["frames_over_bot"] - clears * IN_FLIGHT
    assert got[0]["utterances"] == len(call.told["said"])
    assert got[0]["lost"] == 0


def report(name: str, call: Called) -> None:
    """For whoever reads the figures (`pytest -s`, or -rP)."""
    told, sent, got = call.told, call.moments("stream_end")[0], call.journal("stream")[0]["stream"]
    figures = (
        f"{told['seconds']:.1f} s",
        f"{told['heard_as_said']} of {len(told['said'])} lines word for word",
        f"longest underrun {told['longest_underrun_ms']:.0f} ms",
        f"{told['stale_bytes']} stale bytes",
        f"caller's frames {got['frames']} of {sent['frames']}",
        f"while the phone spoke {got['frames_while_bot_spoke']} of {sent['frames_over_bot']}",
    )
    print(f"{name}: {', '.join(figures)}")


@pytest.mark.parametrize("speech", SPEECH)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outage_story(
    calls: dict[str, Future[Called]], request: pytest.FixtureRequest, language: str, speech: str
) -> None:
    call = calls[request.node.name].result()
    assert call.code == 0, call.printed
    told = call.told
    report(f"{language} {speech}", call)
    assert (told["outcome"], told["problems"], told["violations"]) == ("transferred", [], [])
    assert told["seconds"] <= 40

    # The language: a key, taken by a Gather, before there is any stream.
    key, stream = call.moments("key"), call.moments("stream_start")
    gathers = [m for m in call.moments("verb") if m["verb"] == "Gather"]
    assert [(k["key"], k["taken"]) for k in key] == [(LANGUAGES[language], True)]
    assert len(stream) == 1
    assert gathers
    assert gathers[0]["at"] < key[0]["at"] < stream[0]["at"]
    assert call.journal("state")[-1]["language"] == language

    # What was said, by sound.
    assert len(told["said"]) == 4
    assert {m["to"] for m in call.moments("speech_start")} == {"stream"}
    yes = {folded(word) for word in yes_words(language)}
    assert len(told["heard"]) == 4, told["heard"]
    for said, heard in zip(told["said"], told["heard"], strict=True):
        same = folded(said) == folded(heard)
        assert same or (folded(said) in yes and folded(heard) in yes), (said, heard)
    assert told["heard_as_said"] >= 3, told["heard"]

    # What came of it: an exit, the village asked and confirmed, a person.
    taken = [(line["taken"], line["name"]) for line in call.journal("taken")]
    steps = [
        ("exit", "helpline/report_outage"),
        ("answer", "report_outage/village"),
        ("confirm", "report_outage/yes"),
        ("state", "operator"),
    ]
    assert [step for step in taken if step in steps] == steps
    prompts = [line["prompt"] for line in call.journal("effect", "Speak")]
    assert [p for p in prompts if p in ("which_village", "heard_village", "connecting")] == [
        "which_village",
        "heard_village",
        "connecting",
    ]
    spoken = {line["prompt"]: line["text"] for line in call.journal("effect", "Speak")}
    assert VILLAGE[language] in spoken["heard_village"]
    assert [d["contact"] for d in call.journal("effect", "Dial")] == ["lineman_desk"]
    assert [(d["status"], d["bridged"]) for d in told["dials"]] == [("completed", True)]

    sound_is_whole(call, interrupted=("welcome",))
    every_frame_was_heard(call)
    assert told["stale_bytes"] == 0


def test_speaking_over_a_long_prompt_silences_it(
    calls: dict[str, Future[Called]], request: pytest.FixtureRequest
) -> None:
    call = calls[request.node.name].result()
    assert call.code == 0, call.printed
    report("interrupting", call)
    assert call.told["heard"][-1] == "I want to speak to someone"
    assert [d["status"] for d in call.told["dials"]] == ["completed"]

    # Interrupted in the middle: the carrier threw sound away while the caller was speaking.
    clears, lines = call.moments("clear"), call.moments("speech_start")
    assert len(clears) == 1
    assert clears[0]["dropped"] > 1600
    assert lines[-1]["at"] < clears[0]["at"] < lines[-1]["at"] + lines[-1]["seconds"]
    assert clears[0]["at"] - lines[-1]["at"] < 2

    # And then nothing more of it: not a byte after the clear, not a sample at the ear until the next prompt.
    assert call.told["stale_bytes"] == 0
    after = round((clears[0]["at"] + 0.1) * 8000)
    again = next(m["at"] for m in call.moments("first_sound") if m["at"] > clears[0]["at"])
    quiet = call.line[after : round((again - 0.1) * 8000)]
    assert len(quiet) > 4000
    assert np.abs(quiet.astype(np.int32)).max() <= 8
    before = call.line[round((clears[0]["at"] - 1) * 8000) : round((clears[0]["at"] - 0.1) * 8000)]
    assert np.abs(before.astype(np.int32)).max() > 3000

    sound_is_whole(call, interrupted=("welcome", "how_to_pay"))
    every_frame_was_heard(call)
