"""The embedded voice itself: does it speak every language, evenly and without gaps?"""

from __future__ import annotations

from collections.abc import AsyncIterator

import numpy as np
import pytest

from runtime.audio import mulaw
from runtime.flow.model import Voice
from runtime.providers.offline import Offline

pytest.importorskip("espeakng_loader")
pytestmark = pytest.mark.sound

WORDS = {
    "bn-IN": "আমাদের গ্রামে বিদ্যুৎ নেই",
    "en-IN": "there is no power in my village",
    "gu-IN": "અમારા ગામમાં વીજળી નથી",
    "hi-IN": "हमारे गाँव में बिजली नहीं है",
    "kn-IN": "ನಮ್ಮ ಊರಿನಲ್ಲಿ ಕರೆಂಟ್ ಇಲ್ಲ",
    "ml-IN": "ഞങ്ങളുടെ നാട്ടിൽ കറന്റ് ഇല്ല",
    "mr-IN": "आमच्या गावात वीज नाही",
    "od-IN": "ଆମ ଗାଁରେ ବିଜୁଳି ନାହିଁ",
    "pa-IN": "ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਬਿਜਲੀ ਨਹੀਂ ਹੈ",
    "ta-IN": "எங்கள் ஊரில் கரண்ட் இல்லை",
    "te-IN": "మా ఊర్లో కరెంట్ లేదు",
}


@pytest.fixture
async def offline() -> AsyncIterator[Offline]:
    made = Offline()
    yield made
    await made.close()


def seconds(ulaw: bytes) -> float:
    return len(ulaw) / mulaw.RATE


async def test_eleven_languages_at_the_telephones_level(offline: Offline) -> None:
    spoken = {
        language: await offline.speaker.render(text, language, Voice()) for language, text in WORDS.items()
    }
    assert len(set(spoken.values())) == len(WORDS)  # a language it lacks would be said by the voice before
    for language, ulaw in spoken.items():
        samples = np.abs(mulaw.decode(ulaw).astype(int))
        assert 0.8 < seconds(ulaw) < 4, language
        assert 20 * np.log10(samples.max() / 32768) == pytest.approx(-6, abs=0.3), language
        loud = np.flatnonzero(samples > 300)
        assert loud[0] <= 0.1 * mulaw.RATE and len(samples) - loud[-1] <= 0.2 * mulaw.RATE, language


async def test_marathi_and_hindi_differ_though_the_script_is_one(offline: Offline) -> None:
    hindi, marathi = [await offline.speaker.render("नाही", code, Voice()) for code in ("hi-IN", "mr-IN")]
    assert hindi != marathi


async def test_one_prompt_in_three_languages(offline: Offline) -> None:
    text = "తెలుగు కోసం 1 నొక్కండి. हिंदी के लिए 2 दबाएँ. For English, press 3."
    mouth = offline.speaker.connect("CA1")
    pieces = [piece async for piece in mouth.speak(text, "te-IN", Voice())]
    assert len(pieces) == 3
    parts = [
        ("తెలుగు కోసం 1 నొక్కండి.", "te-IN"),
        ("हिंदी के लिए 2 दबाएँ.", "hi-IN"),
        ("For English, press 3.", "en-IN"),
    ]
    alone = [await offline.speaker.render(part, language, Voice()) for part, language in parts]
    assert [seconds(piece) for piece in pieces] == pytest.approx([seconds(ulaw) for ulaw in alone], abs=0.03)
    whole = await offline.speaker.render(text, "te-IN", Voice())
    assert seconds(whole) == pytest.approx(sum(map(seconds, alone)), abs=0.1)


async def test_pace_and_voices(offline: Offline) -> None:
    text = WORDS["te-IN"]
    slow, normal, fast = [await offline.speaker.render(text, "te-IN", Voice(pace=p)) for p in (0.7, 1.0, 1.5)]
    assert seconds(slow) > 1.15 * seconds(normal) > 1.15 * seconds(fast)
    voices = {
        await offline.speaker.render(text, "te-IN", Voice(name)) for name in ("woman", "man", "quick", "slow")
    }
    assert len(voices) == 4
    unknown = await offline.speaker.render(text, "te-IN", Voice("another provider's"))
    assert seconds(unknown) == pytest.approx(seconds(normal), abs=0.02)


@pytest.mark.parametrize("text", ["", "   ", "…"])
async def test_nothing_to_say_is_no_sound(offline: Offline, text: str) -> None:
    assert seconds(await offline.speaker.render(text, "te-IN", Voice())) < 0.3


async def test_words_in_a_language_it_does_not_have_are_spoken_all_the_same(offline: Offline) -> None:
    strange = await offline.speaker.render("మళ్ళీ చెప్పండి", "xx-IN", Voice())
    assert seconds(strange) == pytest.approx(
        seconds(await offline.speaker.render("మళ్ళీ చెప్పండి", "te-IN", Voice())), abs=0.2
    )


async def test_abandoned_speech_leaves_nothing(offline: Offline) -> None:
    pieces = offline.speaker.connect("CA1").speak("One. రెండు మూడు నాలుగు. Three more words.", "en-IN", Voice())
    assert await anext(pieces)
    await pieces.aclose()  # type: ignore[attr-defined]
    assert offline.child.waiting == 0
