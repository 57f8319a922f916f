"""How fast the embedded voice speaks each language: the figures of runtime/language/length.py.

    python tests/bench/speaking_rates.py

Speaks every ready sentence of eleven languages (those `flowctl new` writes, the apology, and sums, dates and
times in words) at pace 1.0 with the voice `woman`, and fits  seconds = start + sounds / rate + pauses  by
least squares, where sounds are letters and vowel signs. Prints the rate, the pause at a sentence's end and
how far the fit is from the sound itself.
"""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy as np

from runtime.language import LANGUAGES, apology, date, rupees, time
from runtime.language.length import sounds, stops
from runtime.providers.offline.espeak import Espeak
from runtime.scaffold.sentences import SENTENCES


def corpus(language: str) -> list[str]:
    """Sentences of many lengths."""
    ready = SENTENCES[language]
    texts = [
        ready.hello,
        ready.press_number,
        ready.welcome,
        ready.wrong_key,
        ready.still_there,
        ready.press_or_speak,
        ready.not_understood,
        ready.connecting,
        ready.nobody_there,
        ready.goodbye,
        apology(language),
        rupees(250149, language),
        rupees("12345678.50", language),
        date("2026-11-26", language, "2026-11-22"),
        time("16:45", language),
    ]
    texts = [text.replace("{title}", "").replace("{key}", "").replace("{label}", "") for text in texts]
    together = [f"{one} {two}" for one, two in pairwise(texts)]
    return texts + together + [" ".join(texts[:5]), " ".join(texts[5:10])]


def main() -> int:
    voice = Espeak()
    for language in LANGUAGES:
        texts = corpus(language)
        spoken = []
        for text in texts:
            samples = voice.speak(text, language, "woman", 1.0)
            loud = np.flatnonzero(np.abs(samples) > 200)
            spoken.append((loud[-1] - loud[0]) / voice.rate if len(loud) else 0.0)
        measured = np.array(spoken)
        table = np.array([[1.0, sounds(text), stops(text)] for text in texts])
        (start, each, pause), *_ = np.linalg.lstsq(table, measured, rcond=None)
        off = np.abs(table @ np.array([start, each, pause]) - measured) / measured
        print(
            f"{language}  {1 / each:5.1f} sounds a second, pause {pause:4.2f} s, start {start:5.2f} s; "
            f"off by {np.median(off):4.0%} in the middle, {np.max(off):4.0%} at most"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
