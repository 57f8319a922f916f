"""The report: JSON that can be written, a WAV with the caller left and the line right."""

from __future__ import annotations

import json

import numpy as np
from fastapi import Response

from runtime.audio import mulaw, wav
from runtime.standin.carrier import Carrier, Moment, Now, Speak


async def test_the_recording_is_stereo_and_as_long_as_the_call(phone, sound):
    clip = sound(0.5)
    phone.pages["/voice"] = "<Pause length='1'/><Play>/a</Play>"
    phone.pages["/a"] = Response(wav.write_mulaw(clip), media_type="audio/wav")
    report = await phone.call(Speak(sound(0.5, 200.0), "x", Now()))
    read = wav.read(report.wav())
    assert (read.rate, read.channels) == (8000, 2)
    assert abs(read.seconds - report.seconds) < 0.5
    left, right = read.samples[:, 0], read.samples[:, 1]
    assert np.array_equal(left, mulaw.decode(report.spoken))
    assert np.array_equal(right, mulaw.decode(report.heard))
    assert int(np.argmax(np.abs(left) > 1000)) < int(np.argmax(np.abs(right) > 1000))


async def test_the_timeline_is_json_and_in_order_and_is_told_live(phone):
    live: list[Moment] = []
    phone.pages["/voice"] = "<Say language='te-IN'>నమస్కారం</Say>"
    report = await phone.call(watch=live.append)
    written = json.loads(json.dumps(report.as_json(), ensure_ascii=False))
    times = [moment["at"] for moment in written["timeline"]]
    assert times == sorted(times)
    assert sorted(live, key=lambda m: m.at) == list(report.timeline)
    said = [m["detail"]["text"] for m in written["timeline"] if m["detail"].get("verb") == "Say"]
    assert said == ["నమస్కారం"]
    assert (written["ended_by"], written["as_scripted"], written["violations"]) == ("app", True, [])


async def test_real_time_is_the_default(phone):
    phone.pages["/voice"] = "<Pause length='1'/>"
    report = await Carrier(phone.config(speed=1.0)).call()
    assert 0.99 <= len(report.heard) / 8000 <= report.seconds + 0.05
