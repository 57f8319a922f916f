"""The media stream's messages: one typed pass from JSON to sound, and back by template.

About fifty messages a second come in for every call, so `decode` builds nothing it does not need: the
base64 of `media` becomes bytes inside the parser. Twilio writes most numbers as strings; both are read.
What we send has exactly the documented fields; with one more Twilio ignores the message (31951).
"""

from __future__ import annotations

from binascii import b2a_base64

import msgspec
from msgspec import UNSET, Struct, UnsetType

LIMIT = 65_536
"""Bytes of the largest message that is read. A 20 ms frame has about 400."""

Scalar = str | int | float | bool | None


class WireError(ValueError):
    """A message that cannot be read. str(self): what is wrong with it, without its contents."""


class Format(Struct, frozen=True, rename={"rate": "sampleRate"}):
    """encoding: "audio/x-mulaw". rate: samples a second."""

    encoding: str = "audio/x-mulaw"
    rate: int = 8000
    channels: int = 1

    @property
    def is_telephone(self) -> bool:
        """Whether it is the one form we can decode: 8 kHz mono mu-law."""
        return self.encoding in ("audio/x-mulaw", "audio/mulaw") and (self.rate, self.channels) == (8000, 1)


class _Start(
    Struct,
    frozen=True,
    rename={
        "call": "callSid",
        "account": "accountSid",
        "stream": "streamSid",
        "format": "mediaFormat",
        "parameters": "customParameters",
    },
):
    call: str
    account: str = ""
    stream: str = ""
    tracks: tuple[str, ...] = ()
    format: Format = Format()
    parameters: dict[str, Scalar] = {}


class _Media(Struct, frozen=True):
    payload: bytes
    track: str = "inbound"
    timestamp: int = 0
    chunk: int = 0


class _Dtmf(Struct, frozen=True):
    digit: str | int
    track: str = ""


class _Mark(Struct, frozen=True):
    name: str


class _Stop(Struct, frozen=True, rename={"call": "callSid"}):
    call: str = ""


class _Message(
    Struct, frozen=True, tag_field="event", rename={"stream": "streamSid", "sequence": "sequenceNumber"}
):
    stream: str = ""
    sequence: int = 0


class Connected(_Message, tag="connected", frozen=True):
    """The socket is open; `Started` follows."""

    protocol: str = ""
    version: str = ""


class Started(_Message, tag="start", frozen=True, kw_only=True):
    """The stream begins; nothing may be sent before it, because `stream_sid` is not known."""

    start: _Start

    @property
    def stream_sid(self) -> str:
        return self.stream or self.start.stream

    @property
    def call(self) -> str:
        """CallSid."""
        return self.start.call

    @property
    def account(self) -> str:
        """AccountSid."""
        return self.start.account

    @property
    def format(self) -> Format:
        return self.start.format

    @property
    def parameters(self) -> dict[str, str]:
        """The `<Parameter>`s of our own TwiML; always strings."""
        return {name: _text(value) for name, value in self.start.parameters.items()}


class Media(_Message, tag="media", frozen=True, kw_only=True):
    """Sound from the caller."""

    media: _Media

    @property
    def payload(self) -> bytes:
        """8 kHz mu-law; usually 160 bytes, any length is possible."""
        return self.media.payload

    @property
    def timestamp(self) -> int:
        """Milliseconds since the stream began; monotonic, not exact multiples of a frame."""
        return self.media.timestamp


class Dtmf(_Message, tag="dtmf", frozen=True, kw_only=True):
    """One key."""

    dtmf: _Dtmf

    @property
    def digit(self) -> str:
        return str(self.dtmf.digit)


class Mark(_Message, tag="mark", frozen=True, kw_only=True):
    """Our mark comes back: what was queued before it is played, or was cleared."""

    mark: _Mark

    @property
    def name(self) -> str:
        return self.mark.name


class Stopped(_Message, tag="stop", frozen=True):
    """The stream or the call has ended; the socket closes next, if it has not already."""

    stop: _Stop | UnsetType = UNSET


class Other(Struct, frozen=True):
    """A message of a kind we do not know: to be ignored, since new kinds come without notice."""

    event: str


Message = Connected | Started | Media | Dtmf | Mark | Stopped | Other

_KNOWN = frozenset({"connected", "start", "media", "dtmf", "mark", "stop"})
_decoder = msgspec.json.Decoder(Connected | Started | Media | Dtmf | Mark | Stopped, strict=False)
_kind = msgspec.json.Decoder(Other)


def decode(message: str | bytes) -> Message:
    """Read one text message from Twilio. Raises WireError for anything that is not one, whatever it is."""
    if (size := _size(message)) > LIMIT:
        raise WireError(f"a message of {size} bytes; at most {LIMIT} are read")
    try:
        known: Message = _decoder.decode(message)
        return known
    except msgspec.ValidationError as fault:
        return _other(message, str(fault))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
        raise WireError(f"not JSON: {_cut(str(fault))}") from None


def _other(message: str | bytes, fault: str) -> Other:
    """The message of an unknown kind; raises WireError if it is a known kind with a fault."""
    try:
        other = _kind.decode(message)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise WireError(f"not a stream message: {_cut(fault)}") from None
    if other.event in _KNOWN:
        raise WireError(f"a {other.event} message with a fault: {_cut(fault)}")
    return Other(_cut(other.event))


class Outgoing:
    """What we send on one stream. Each method returns a text message (a binary one would be refused)."""

    def __init__(self, stream_sid: str) -> None:
        sid = _quoted(stream_sid)
        self._media = f'{{"event":"media","streamSid":{sid},"media":{{"payload":"'
        self._mark = f'{{"event":"mark","streamSid":{sid},"mark":{{"name":'
        self._clear = f'{{"event":"clear","streamSid":{sid}}}'

    def media(self, ulaw: bytes) -> str:
        """Sound to be played after what is already waiting; 8 kHz mu-law of any length."""
        return self._media + b2a_base64(ulaw, newline=False).decode("ascii") + '"}}'

    def mark(self, name: str) -> str:
        """Comes back as Mark(name) when everything sent before it is played or cleared."""
        return self._mark + _quoted(name) + "}}"

    def clear(self) -> str:
        """Forget everything that is waiting to be played."""
        return self._clear


def _size(message: str | bytes) -> int:
    """Bytes on the wire."""
    if isinstance(message, bytes) or message.isascii():
        return len(message)
    return len(message.encode("utf-8", "surrogatepass"))


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()


def _text(value: Scalar) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _cut(text: str) -> str:
    """A fault's own words, kept short: part of them may come from the message."""
    return text[:120]
