"""What a stand-in carrier is told: whom it calls, with which keys, and what goes wrong on purpose."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from runtime.standin.carrier.timeline import Moment

Say = Callable[[str, str], Awaitable[bytes]]
"""(text, language) → the mu-law sound of a `<Say>`."""


@dataclass(frozen=True, slots=True)
class Leg:
    """What happens when a number, SIP address or queue is dialled.

    outcome: "answer", "busy", "no-answer" (rings until the Dial's timeout) or "failed". after: seconds
    until it happens. talk: seconds the two speak before the other side hangs up. sound: what the other
    side says. keys: what it presses when a whisper asks.
    """

    outcome: str = "answer"
    after: float = 1.0
    talk: float = 2.0
    sound: bytes = b""
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Faults:
    """repeat: every webhook is sent a second time, as after an answer that was lost; the two answers must
    be the same. drop_socket: seconds after which the media socket is lost without a closing word.
    lose_first: the first attempt of every webhook does not reach the application."""

    repeat: bool = False
    drop_socket: float | None = None
    lose_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierConfig:
    """url: the number's voice address as the carrier knows it, public name and all. reach: the base where
    that application really listens, when it is not there ("http://127.0.0.1:8080" behind a proxy's name).
    auth_token: signs everything; None leaves the signature out, as a stranger would.
    outbound: the application has placed this call: `caller` is who takes it. answered_by: what machine
    detection says at the answer ("human", "machine_end_beep"…); notice: what it finds out later, as seconds,
    its word and the address that is told.
    legs: how each number, address or queue answers; whoever else is dialled answers like the next of
    other_legs, and the last of them holds for all that follow.
    slash: the handshake is signed with a closing slash. patience: seconds a scripted caller waits for the
    phone to speak before going on regardless. longest: seconds after which the carrier ends the call.
    rests: a silent caller's silence is not sent to a stream, and where nobody speaks the recording leaves it
    out: for many calls on a clock that costs nothing. ear: given each 20 ms that the caller hears.
    """

    url: str
    auth_token: str | None
    reach: str | None = None
    account: str = "AC" + "5" * 32
    caller: str = "+919876543210"
    called: str = "+18005550100"
    outbound: bool = False
    answered_by: str | None = None
    notice: tuple[float, str, str] | None = None
    numbers: frozenset[str] = frozenset()
    fallback: str | None = None
    status: str | None = None
    slash: bool = False
    legs: Mapping[str, Leg] = field(default_factory=dict)
    other_legs: tuple[Leg, ...] = (Leg(),)
    say: Say | None = None
    faults: Faults = field(default_factory=Faults)
    start_delay: float = 0.1
    mark_latency: float = 0.03
    patience: float = 20.0
    longest: float = 120.0
    speed: float = 1.0
    rests: bool = False
    ear: Callable[[bytes], None] | None = None
    watch: Callable[[Moment], None] | None = None
