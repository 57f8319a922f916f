"""Clips: made once, kept on disk, named by what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from runtime.flow.load import load_project
from runtime.flow.model import Flow, Voice
from runtime.providers.ports import Failed
from runtime.server.clips import Clips, fixed_words


class Voices:
    def __init__(self, name: str = "one", fault: Exception | None = None) -> None:
        self.name = name
        self.fault = fault
        self.rendered: list[str] = []

    def connect(self, call: str) -> Any: ...

    async def render(self, text: str, language: str, voice: Voice) -> bytes:
        self.rendered.append(text)
        if self.fault:
            raise self.fault
        return b"\x55" * 800


@pytest.fixture
def flow() -> Flow:
    return load_project(Path(__file__).parents[2] / "flows").flows["electricity"]


async def test_every_fixed_prompt_in_every_language_and_what_is_heard_first_first(
    tmp_path: Path, flow: Flow
) -> None:
    words = fixed_words(flow)
    assert {language for _, language, _ in words} == set(flow.languages)
    assert words[0][0] == flow.prompts["welcome"].texts[words[0][1]].source
    voices = Voices()
    clips = Clips(tmp_path, voices)
    assert await clips.make(flow) == 0
    for text, language, voice in words:
        assert voice == flow.voice
        clip = clips.find(text, language, voice)
        assert clip is not None
        assert (clips.file(clip.name) or b"")[:4] == b"RIFF"
    spoken = flow.prompts["ticket_number"].texts["te-IN"].source  # has a placeholder: spoken live
    assert not clips.find(spoken, "te-IN", flow.voice)


async def test_what_is_on_disk_is_not_made_again(tmp_path: Path, flow: Flow) -> None:
    await Clips(tmp_path, Voices()).make(flow)
    again = Voices()
    assert await Clips(tmp_path, again).make(flow) == 0
    assert again.rendered == []
    other = Voices("another engine")
    await Clips(tmp_path, other).make(flow)
    assert len(other.rendered) >= len(fixed_words(flow))


async def test_a_damaged_file_is_made_again(tmp_path: Path, flow: Flow) -> None:
    await Clips(tmp_path, Voices()).make(flow)
    for file in list(tmp_path.iterdir())[:3]:
        file.write_bytes(b"RIFF....nonsense")
    again = Voices()
    await Clips(tmp_path, again).make(flow)
    assert len(again.rendered) >= 3


@pytest.mark.parametrize("fault", [Failed("down"), Failed("refused", retryable=False)])
async def test_an_engine_that_is_down_is_not_asked_for_every_clip(
    tmp_path: Path, flow: Flow, fault: Failed
) -> None:
    voices = Voices(fault=fault)
    assert await Clips(tmp_path, voices).make(flow) == len(fixed_words(flow))
    assert len(voices.rendered) < 12


@pytest.mark.parametrize("name", ["../../etc/passwd", "x", "a" * 31, "A" * 32, "a" * 32, ""])
def test_only_a_clips_own_name_opens_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.wav").write_bytes(b"secret")
    assert Clips(tmp_path, Voices()).file(name) is None


async def test_a_folder_that_cannot_be_written_keeps_clips_in_memory(tmp_path: Path, flow: Flow) -> None:
    (tmp_path / "file").write_text("")
    clips = Clips(tmp_path / "file" / "below", Voices())
    assert await clips.make(flow) == 0
    assert clips.find(*fixed_words(flow)[0])
