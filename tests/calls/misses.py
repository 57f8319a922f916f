"""Three misses: noise in the caller's room, and a caller who says nothing, as whole calls."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpline_calls import TELUGU, helpline

from runtime.standin.carrier import CallReport, Noise

SILENCE_FLOW = """\
flow: quiet
title: A line that does not let silent callers go
languages: [te-IN]
start: where
states:
  where:
    ask: village
    type: text
    say: {te-IN: "మీ ఊరి పేరు చెప్పండి."}
    wait: 2s
    go: thanks
  operator:
    transfer: desk
    say: {te-IN: "మా సిబ్బందికి కలుపుతున్నాను."}
    closed: thanks
    failed: thanks
  thanks: {end: done, say: {te-IN: "ధన్యవాదాలు."}}
defaults:
  no_input:
    - {say: {te-IN: "మీరు లైన్‌లో ఉన్నారా?"}, repeat: yes}
    - {say: {te-IN: "నాకు ఏమీ వినపడలేదు."}, repeat: yes}
    - {go: operator}
  no_match:
    - {say: {te-IN: "అర్థం కాలేదు."}, repeat: yes}
    - {go: operator}
  on_error: operator
"""


@dataclass(frozen=True)
class Missed:
    """taken: what the flow did, in order, as the journal names it."""

    report: CallReport
    outcome: str | None
    taken: list[str]


async def three_noises(clips: Path, *, decode: bool) -> Missed:
    """The shipped helpline, and a burst of noise wherever an answer is awaited. decode: the embedded
    recogniser listens to it; else Sarvam's stand-in finds no words in it."""
    async with helpline(clips) as line:
        await line.script(decode=decode, always="", pace=3.0, delays={"stt": 0.15, "chat": 0.3, "tts": 0.2})
        script = [TELUGU, *(Noise(1.2, level=0.08) for _ in range(3))]
        sid = "CA" + "7" * 31 + str(int(decode))
        report = await line.call(script, sid)
        return Missed(report, await line.outcome(sid), line.taken(sid))


async def three_silences(clips: Path, folder: Path) -> Missed:
    """A flow whose ladder of silences leads to a person; the caller says nothing at all."""
    (folder / "quiet.yaml").write_text(SILENCE_FLOW, encoding="utf-8")
    (folder / "contacts.yaml").write_text('contacts:\n  desk: {number: "+14155550123"}\n', encoding="utf-8")
    (folder / "numbers.yaml").write_text("numbers: {}\ndefault: quiet\n", encoding="utf-8")
    async with helpline(clips, flows=folder) as line:
        sid = "CA" + "8" * 32
        report = await line.call([], sid)
        return Missed(report, await line.outcome(sid), line.taken(sid))
