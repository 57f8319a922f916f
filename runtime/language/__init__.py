"""Indian languages as data: scripts and sentences, numbers in words, yes and no, phrase matching.

Standard library only; every function is pure. Languages are named by tags such as "te-IN"; an unknown
tag is treated as en-IN, never as an error.
"""

from runtime.language.amounts import number, rupees
from runtime.language.cardinals import cardinal
from runtime.language.dates import date
from runtime.language.folding import folded
from runtime.language.match import Explanation, How, Index, Match, Rejected, Why
from runtime.language.numbers import number_in, spoken_digits
from runtime.language.ordinals import GENDERS, ordinal
from runtime.language.script import LANGUAGES, SCRIPT_OF, dominant_script, script_of, segments, sentences
from runtime.language.sounds import sound_key
from runtime.language.spoken import DIGIT_WORDS, ascii_digits, digits, last, phone, spell
from runtime.language.times import time
from runtime.language.words import apology, backchannels, fillers, no_words, yes_words

__all__ = [
    "DIGIT_WORDS",
    "GENDERS",
    "LANGUAGES",
    "SCRIPT_OF",
    "Explanation",
    "How",
    "Index",
    "Match",
    "Rejected",
    "Why",
    "apology",
    "ascii_digits",
    "backchannels",
    "cardinal",
    "date",
    "digits",
    "dominant_script",
    "fillers",
    "folded",
    "last",
    "no_words",
    "number",
    "number_in",
    "ordinal",
    "phone",
    "rupees",
    "script_of",
    "segments",
    "sentences",
    "sound_key",
    "spell",
    "spoken_digits",
    "time",
    "yes_words",
]
