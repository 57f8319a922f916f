"""Choices where nothing is known about the real service. Each is the likeliest, none is confirmed.

Whoever measures one against a real account changes it here and nowhere else.
"""

from __future__ import annotations

from typing import Final

FINAL_DELAY: Final = 0.15
"""GUESS: seconds from the end of speech to `transcript.final`; about 0.8 s was seen once, of which 0.5 s
was the server's own silence."""

MANUAL_AUDIO_BEFORE_START: Final = False
"""GUESS: under endpointing=manual, audio outside speech_start … speech_end is not listened to."""

MANUAL_PARTIALS: Final = True
"""GUESS: under endpointing=manual partials come as under vad; only the end is ours."""

FLUSH_WITHOUT_SPEECH: Final = True
"""GUESS: `flush` (voice) with no text pending gives `final` at once."""

SHORTEST_UTTERANCE: Final = 0.2
"""GUESS: seconds of sound below which a final is empty."""

VAD_LEVEL: Final = 250.0
"""GUESS: root mean square above which sound counts as speech, at the default threshold of 0.5."""

MIN_SPEECH_MS: Final = 250
PREFIX_PADDING_MS: Final = 300
SILENCE_MS: Final = 500
"""GUESS, from other users' notes: defaults of the voice activity."""

IDLE: Final = 60.0
"""Seconds; documented for the older recogniser and the voice, GUESS for the realtime one."""

HANDSHAKE_REFUSED: Final = 403
"""GUESS: how the voice and the older recogniser refuse a bad key: this status, with the JSON of an error."""

RATE_CLOSE: Final = 1003
"""Documented for rate, credit and key alike; that an `error` frame with status 429 comes first is a GUESS."""

TTS_FIRST_CHUNK: Final = 0.2
TTS_SPEED: Final = 2.8
"""Measured by others: seconds to the first sound, and how much faster than it is spoken the sound comes."""

TTS_CHUNK: Final = 1600
"""Bytes of mu-law in one message; 1,100 to 2,200 were seen."""

SECONDS_A_CHARACTER: Final = 0.065

WITHOUT_EXIT_TEXT: Final = ""
"""GUESS: what the model says beside a tool call: nothing."""

UNKNOWN_KEYS_ACCEPTED: Final = True
"""GUESS: unknown keys in a request's JSON are ignored, except where the documents say 400."""
