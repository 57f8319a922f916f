"""`<Record>`: the caller's message, from the beep to a silence, a key, the limit or the hang-up."""

from __future__ import annotations

import asyncio
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

import numpy as np

from runtime.audio import mulaw
from runtime.standin.carrier.line import FRAME, TICK, Line, is_audible
from runtime.standin.carrier.webhooks import sid

ANY_KEY = "1234567890*#"


@dataclass(slots=True)
class Recording:
    """ulaw: what was recorded. ended_by: the key, "hangup", or "" for silence or the limit."""

    sid: str = field(default_factory=lambda: sid("RE"))
    ulaw: bytes = b""
    ended_by: str = ""

    def fields(self, account: str) -> dict[str, str]:
        """What the action is told."""
        told = {
            "RecordingSid": self.sid,
            "RecordingUrl": f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/{self.sid}",
            "RecordingDuration": str(round(len(self.ulaw) / mulaw.RATE)),
        }
        return told | ({"Digits": self.ended_by} if self.ended_by else {})


async def record(element: ET.Element, line: Line, recording: Recording) -> None:
    """Fill `recording`. Cancelled when the caller hangs up: what was said until then is kept."""
    if element.get("playBeep", "true") == "true":
        await line.play(BEEP)
    timeout, longest = float(element.get("timeout", "5")), float(element.get("maxLength", "3600"))
    finish = element.get("finishOnKey", ANY_KEY)
    keys: asyncio.Queue[str] = asyncio.Queue()
    begin = len(line.spoken)
    line.on_key, line.recording = keys.put_nowait, True
    line.wake()
    try:
        silent = 0.0
        seen = begin
        while silent < timeout and len(line.spoken) - begin < longest * mulaw.RATE:
            await line.clock.sleep(TICK)
            if not keys.empty() and (key := keys.get_nowait()) in finish:
                recording.ended_by = key
                break
            for at in range(seen, len(line.spoken), FRAME):
                silent = 0.0 if is_audible(bytes(line.spoken[at : at + FRAME])) else silent + TICK
            seen = len(line.spoken)
    except asyncio.CancelledError:
        recording.ended_by = "hangup"
        raise
    finally:
        line.on_key, line.recording = None, False
        whole = bytes(line.spoken[begin : begin + round(longest * mulaw.RATE)])
        trim = element.get("trim", "trim-silence") == "trim-silence"
        recording.ulaw = _trimmed(whole) if trim else whole
        line.timeline.add("record", seconds=round(len(recording.ulaw) / mulaw.RATE, 2), by=recording.ended_by)


def _beep() -> bytes:
    """0.3 s of 1 kHz."""
    time = np.arange(round(0.3 * mulaw.RATE)) / mulaw.RATE
    return mulaw.encode((np.sin(2 * np.pi * 1000 * time) * 8000).astype(np.int16))


BEEP = _beep()


def _trimmed(ulaw: bytes) -> bytes:
    """Without the silence at both ends."""
    loud = [at for at in range(0, len(ulaw), FRAME) if is_audible(ulaw[at : at + FRAME])]
    return ulaw[loud[0] : loud[-1] + FRAME] if loud else b""
