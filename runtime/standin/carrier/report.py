"""What is left of a call: its sound, its timeline, and whether it went as scripted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from runtime.audio import mulaw, wav
from runtime.standin.carrier.dial import Dialled
from runtime.standin.carrier.record import Recording
from runtime.standin.carrier.timeline import Moment, Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReport:
    """ended_by: "app" (the document or a verb ended it), "caller", "rejected", "failed" (no document could
    be had) or "carrier" (it lasted too long). spoken, heard: the caller's mouth and ear, 8 kHz mu-law,
    equally long, from the placing of the call. steps_done of steps: of the script."""

    call: str
    ended_by: str
    seconds: float
    steps: int
    steps_done: int
    timeline: tuple[Moment, ...]
    violations: tuple[Violation, ...]
    dials: tuple[Dialled, ...]
    recordings: tuple[Recording, ...]
    spoken: bytes
    heard: bytes

    @property
    def as_scripted(self) -> bool:
        """Every step was carried out in its turn, and the call came to an end of its own."""
        in_vain = any(m.kind == "fault" and "in vain" in m.detail["what"] for m in self.timeline)
        return self.steps_done == self.steps and not in_vain and self.ended_by in ("app", "caller")

    def of(self, kind: str) -> Iterator[Moment]:
        """The moments of one kind, in order."""
        return (moment for moment in self.timeline if moment.kind == kind)

    @property
    def longest_underrun(self) -> float:
        """Milliseconds of the longest hole inside a prompt."""
        return max((float(m.detail["ms"]) for m in self.of("underrun")), default=0.0)

    @property
    def stale_bytes(self) -> int:
        """Bytes that came after a clear while the caller was still speaking: of a prompt that was stopped."""
        return sum(int(m.detail["bytes"]) for m in self.of("stale"))

    def wav(self) -> bytes:
        """The whole call as a stereo WAV: the caller left, the line right."""
        return wav.write(wav.stereo(mulaw.decode(self.spoken), mulaw.decode(self.heard)), mulaw.RATE)

    def as_json(self) -> dict[str, Any]:
        """Everything but the sound, ready for json.dumps."""
        return {
            "call": self.call,
            "ended_by": self.ended_by,
            "seconds": self.seconds,
            "steps": self.steps,
            "steps_done": self.steps_done,
            "as_scripted": self.as_scripted,
            "longest_underrun_ms": self.longest_underrun,
            "stale_bytes": self.stale_bytes,
            "violations": [asdict(violation) for violation in self.violations],
            "dials": [asdict(dialled) for dialled in self.dials],
            "recordings": [
                {"sid": r.sid, "seconds": round(len(r.ulaw) / mulaw.RATE, 2), "ended_by": r.ended_by}
                for r in self.recordings
            ],
            "timeline": [asdict(moment) for moment in self.timeline],
        }
