"""A carrier that behaves like Twilio, for tests and for `flowctl call`; it meets servers over sockets only.

    report = await Carrier(CarrierConfig(url="http://127.0.0.1:8080/voice/incoming", auth_token="…")).call(
        [Press("1"), Speak(ulaw, "…"), HangUp()]
    )

Reading order: `carrier` one call · `interpreter` TwiML · `gather`, `dial`, `record`, `voice`, `stream` its
verbs · `webhooks` how the application is asked · `line` the caller's ear and mouth · `caller`, `script` the
scripted caller · `playback`, `protocol`, `document` the pure parts · `guesses` where Twilio is silent.
"""

from runtime.standin.carrier.carrier import Carrier
from runtime.standin.carrier.config import CarrierConfig, Faults, Leg
from runtime.standin.carrier.report import CallReport
from runtime.standin.carrier.script import (
    AfterBot,
    Cue,
    DropSocket,
    HangUp,
    Noise,
    Now,
    Over,
    Press,
    Silence,
    Speak,
    Step,
    Until,
    When,
)
from runtime.standin.carrier.timeline import Moment, Violation

__all__ = [
    "AfterBot",
    "CallReport",
    "Carrier",
    "CarrierConfig",
    "Cue",
    "DropSocket",
    "Faults",
    "HangUp",
    "Leg",
    "Moment",
    "Noise",
    "Now",
    "Over",
    "Press",
    "Silence",
    "Speak",
    "Step",
    "Until",
    "Violation",
    "When",
]
