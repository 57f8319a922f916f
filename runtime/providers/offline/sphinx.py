"""pocketsphinx with a grammar made for this one utterance: which of these phrases was it, if any?

Used only inside the child process. The acoustic model is American English and travels in the wheel; there is
no language model. Each phrase that may be said becomes one made-up word with its pronunciation (made-up,
because the dictionary already owns words like "pa"), and the grammar is one alternation of them.

Asked to choose, the recogniser chooses: it can hardly say "none of these", and nothing cheap makes it.
Tried: a loop over all sounds beside the phrases (8 of 46 strangers rejected instead of 4, 5 of 84 phrases
lost, several times the cost); only phrases that may last as long as the sound did (no difference at any
width that loses no phrase). What is left is counted in tests/bench/hit_table.py; keep hints few, and let a
flow confirm.
"""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from runtime.audio import mulaw
from runtime.audio.resample import resample
from runtime.providers.offline.arpabet import arpabet
from runtime.providers.offline.espeak import LANGUAGES

RATE: Final = 16_000
MOST_HINTS: Final = 120
"""More cost time and nothing else: 324 of 357 phrases were understood with 60, 325 with 110. Fewer would
cut off the last of what the caller's own language may say: yes and no alone have fifty forms."""
_NOISE: Final = 100
"""LSB. Digital silence around the words (a carrier's 0xFF) breaks the recogniser's cepstral mean; faint noise
mends it, and fills the band above 4 kHz that the telephone leaves empty and the model has never seen empty.
Understood of 378 yeses and noes: 312 with 10, 318 with 30, 337 with 100, 336 with 200."""
_FOREIGN: Final = 1e-30
"""Weight of a phrase in another language than the caller's: the same village is in every language's list, and
the caller's own spelling of it should be kept. Of 315 phrases 292 were understood with 1, 300 with this."""
_GRAMMARS_KEPT: Final = 64

_SCRIPTS: Final = {
    "DEVANAGARI": "hi", "BENGALI": "bn", "GUJARATI": "gu", "GURMUKHI": "pa", "KANNADA": "kn", "LATIN": "en",
    "MALAYALAM": "ml", "ORIYA": "or", "TAMIL": "ta", "TELUGU": "te",
}  # fmt: skip

Spell = Callable[[str, str], str]
"""(text, language) → IPA."""


class Sphinx:
    """One decoder; its dictionary grows by every phrase once, its grammars are kept while they are in use."""

    def __init__(self, spell: Spell) -> None:
        from pocketsphinx import Decoder

        self._decoder: Any = Decoder(samprate=RATE, loglevel="FATAL", lm=None)
        self._spell = spell
        self._words: dict[str, str] = {}
        self._noise = np.random.default_rng(1).integers(-_NOISE, _NOISE + 1, RATE * 40).astype(np.int16)
        self._grammars: OrderedDict[tuple[str, ...], tuple[str, dict[str, str]]] = OrderedDict()
        self._made = 0

    def prepare(self, language: str, hints: Iterable[str]) -> None:
        """Make the grammar now, so that `hear` need not."""
        self._grammar(language, self.select(hints, language))

    def hear_ulaw(self, ulaw: bytes, language: str, hints: Iterable[str]) -> str:
        """`hear` for 8 kHz mu-law."""
        return self.hear(resample(mulaw.decode(ulaw), mulaw.RATE, RATE), language, hints)

    def hear(self, samples: NDArray[np.int16], language: str, hints: Iterable[str]) -> str:
        """samples: int16 at RATE. The phrase as its author wrote it, or "" when none was recognised."""
        grammar, phrases = self._grammar(language, self.select(hints, language))
        if not phrases or len(samples) == 0:
            return ""
        noisy = samples.astype(np.int32) + np.resize(self._noise, len(samples))
        sound = np.clip(noisy, -32768, 32767).astype(np.int16)
        self._decoder.activate_search(grammar)
        self._decoder.start_utt()
        self._decoder.process_raw(sound.tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return phrases.get(found.hypstr, "") if found is not None else ""

    def select(self, hints: Iterable[str], language: str) -> tuple[str, ...]:
        """The first MOST_HINTS, without repeats. Whoever gives them puts the likeliest and the caller's own
        language first; only romanised words ("avunu") go last where the caller does not speak English: they
        are for recognisers that write so, and their native form stands among the hints."""
        unique = list(dict.fromkeys(hint for hint in hints if hint.strip()))
        if tongue("", language) != "en":
            unique.sort(key=self._romanised)
        return tuple(unique[:MOST_HINTS])

    def _romanised(self, hint: str) -> bool:
        """Latin letters, but not words of the English dictionary."""
        return hint.isascii() and not all(self._decoder.lookup_word(word.lower()) for word in hint.split())

    def _grammar(self, language: str, hints: tuple[str, ...]) -> tuple[str, dict[str, str]]:
        """The grammar's name, and the phrase behind each of its words."""
        key = (language, *hints)
        if key in self._grammars:
            self._grammars.move_to_end(key)
            return self._grammars[key]
        phrases: dict[str, str] = {}
        for hint in hints:
            if (word := self._word(hint, language)) is not None:
                phrases.setdefault(word, hint)
        name = f"g{self._made}"
        self._made += 1
        if phrases:
            own = tongue("", language)
            words = " | ".join(
                f"/{1.0 if tongue(phrase, language) == own else _FOREIGN:g}/ {word}"
                for word, phrase in phrases.items()
            )
            rules = f"#JSGF V1.0;\ngrammar {name};\npublic <heard> = {words};\n"
            self._decoder.add_jsgf_string(name, rules)
        self._grammars[key] = (name, phrases)
        while len(self._grammars) > _GRAMMARS_KEPT:
            _, (old, its) = self._grammars.popitem(last=False)
            if its:
                self._decoder.remove_search(old)
        return name, phrases

    def _word(self, phrase: str, language: str) -> str | None:
        """The dictionary's word for this phrase; None when it cannot be pronounced."""
        pronounced = self.pronounce(phrase, language)
        if not pronounced:
            return None
        if pronounced not in self._words:
            word = f"zq{len(self._words)}qz"
            self._decoder.add_word(word, pronounced, True)
            self._words[pronounced] = word
        return self._words[pronounced]

    def pronounce(self, phrase: str, language: str) -> str:
        """ARPAbet of the whole phrase; "" when it cannot be spoken. Latin letters are English: the
        recogniser's own dictionary knows 134,000 such words, espeak-ng spells the others. Every other
        script is spelled in its language."""
        phones: list[str] = []
        indian: list[str] = []
        for word in (*phrase.split(), ""):
            if word and tongue(word, language) != "en":
                indian.append(word)
                continue
            if indian:  # spelled together: espeak joins words as speakers do
                text = " ".join(indian)
                phones.append(arpabet(self._spell(text, tongue(text, language))))
                indian.clear()
            if word:
                bare = word.lower().strip("\"'.,!?;:()-…।")
                known = self._decoder.lookup_word(bare) if bare and bare.isascii() else None
                phones.append(known or arpabet(self._spell(word, "en")))
        return " ".join(part for part in phones if part)


def tongue(text: str, language: str) -> str:
    """The language that reads this script, in espeak's letters: the caller's own where it does ("mr" for
    Devanagari in a Marathi call), else the script's first language; "en" for Latin letters. Text without
    letters is read in the caller's language."""
    mine = LANGUAGES.get(language.split("-")[0].lower(), "en")[:2]
    for letter in text:
        if letter.isalpha():
            found = _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "en")
            return mine if (found, mine) == ("hi", "mr") else found
    return mine
