"""The embedded recogniser on real sound: a small honest part of what hit_table.py counts in full."""

from __future__ import annotations

from collections.abc import AsyncIterator

import numpy as np
import pytest

from runtime.audio import mulaw
from runtime.flow.model import Voice
from runtime.providers.offline import Offline
from runtime.providers.ports import Heard

pytest.importorskip("espeakng_loader")
pytest.importorskip("pocketsphinx")
pytestmark = pytest.mark.sound

HINTS = {
    "te-IN": ("అవును", "కాదు", "లేదు", "మా ఊర్లో కరెంట్ లేదు", "బిల్లు ఎలా కట్టాలి", "కొండాపూర్", "మియాపూర్", "ఆపరేటర్"),
    "hi-IN": ("जी हाँ", "नहीं", "बिजली नहीं है", "बिल कैसे भरें", "कोंडापुर", "मियापुर", "ऑपरेटर"),
    "en-IN": ("yes", "no", "there is no power", "my bill is too high", "Kondapur", "Gachibowli", "operator"),
}


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def offline(anyio_backend: str) -> AsyncIterator[Offline]:
    made = Offline()
    yield made
    await made.close()


async def heard(
    offline: Offline, phrase: str, language: str, hints: tuple[str, ...], voice: str = "man"
) -> str:
    spoken = await offline.speaker.render(phrase, language, Voice(voice))
    ear = offline.recogniser.connect("CA1")
    ear.begin(language, hints)
    sound = mulaw.silence(0.3) + spoken + mulaw.silence(0.5)
    for at in range(0, len(sound), 160):
        ear.feed(sound[at : at + 160])
    result = await ear.finish()
    await ear.close()
    return result.text


@pytest.mark.parametrize("language", sorted(HINTS))
@pytest.mark.parametrize("voice", ["woman", "man"])
async def test_what_a_state_can_hear_is_heard(offline: Offline, language: str, voice: str) -> None:
    """Every hint counts; of seven or eight, one may be mistaken: more would be a broken recogniser."""
    hints = HINTS[language]
    wrong = [hint for hint in hints if await heard(offline, hint, language, hints, voice) != hint]
    assert len(wrong) <= 1, wrong


async def test_every_language_is_heard_in_every_language(offline: Offline) -> None:
    everything = tuple(hint for hints in HINTS.values() for hint in hints)
    assert await heard(offline, "there is no power", "en-IN", everything) == "there is no power"
    assert await heard(offline, "మా ఊర్లో కరెంట్ లేదు", "te-IN", everything) == "మా ఊర్లో కరెంట్ లేదు"


async def test_no_hints_and_no_sound_are_nothing_heard(offline: Offline) -> None:
    ear = offline.recogniser.connect("CA1")
    ear.begin("te-IN", ())
    ear.feed(mulaw.silence(0.5))
    assert await ear.finish() == Heard("")
    ear.begin("te-IN", HINTS["te-IN"])
    assert await ear.finish() == Heard("")
    assert offline.child.waiting == 0


async def test_noise_is_not_understood(offline: Offline) -> None:
    rng = np.random.default_rng(3)
    noise = mulaw.encode(rng.normal(0, 3000, 8000).astype(np.int16))
    ear = offline.recogniser.connect("CA1")
    ear.begin("te-IN", HINTS["te-IN"])
    ear.feed(noise)
    assert (await ear.finish()).text == ""


async def test_a_cancelled_utterance_is_forgotten(offline: Offline) -> None:
    ear = offline.recogniser.connect("CA1")
    ear.begin("en-IN", HINTS["en-IN"])
    ear.feed(await offline.speaker.render("operator", "en-IN", Voice()))
    ear.cancel()
    assert await ear.finish() == Heard("")


async def test_the_hints_of_the_question_that_was_answered(offline: Offline) -> None:
    ear = offline.recogniser.connect("CA1")
    ear.begin("en-IN", ("yes", "no"))
    ear.feed(
        mulaw.silence(0.3) + await offline.speaker.render("operator", "en-IN", Voice()) + mulaw.silence(0.5)
    )
    ear.aim("en-IN", HINTS["en-IN"])  # type: ignore[attr-defined]
    assert (await ear.finish()).text == "operator"


async def test_hints_that_cannot_be_pronounced_are_passed_over(offline: Offline) -> None:
    hints = ("☎ ☎", "1912", "", "漢字", "yes", "no | yes; <x>")
    assert await heard(offline, "yes", "en-IN", hints) == "yes"


async def test_more_grammars_than_are_kept(offline: Offline) -> None:
    """Every state and language has its own; old ones are given up, and made again when they are needed."""
    for number in range(70):
        request = {"do": "prepare", "language": "en-IN", "hints": ["yes", "no", f"number {number}"]}
        await offline.child.ask(request, seconds=10)
    assert await heard(offline, "yes", "en-IN", ("yes", "no", "number 0")) == "yes"
    assert await heard(offline, "no", "en-IN", ("yes", "no", "number 69")) == "no"
