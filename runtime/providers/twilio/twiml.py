"""TwiML, the documents a webhook answers with: verbs as data, one function that writes them.

A verb is a frozen value, so that a handler's answer can be compared before it is text. Writing goes
through xml.etree, never through strings: prompts hold `&`, `<` and callers' own words. What Twilio
would refuse in the middle of a call (too long, a socket address with a query) is refused here.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

CONTENT_TYPE = "application/xml; charset=utf-8"
LIMIT = 64_000
"""Bytes of the largest document; Twilio's own limit is 64 kB (11750)."""

VOICES: Mapping[str, str] = {
    "hi-IN": "Polly.Kajal-Neural",
    "en-IN": "Polly.Kajal-Neural",
    "te-IN": "Google.te-IN-Standard-A",
    "ta-IN": "Google.ta-IN-Standard-C",
    "kn-IN": "Google.kn-IN-Standard-A",
    "ml-IN": "Google.ml-IN-Standard-A",
    "gu-IN": "Google.gu-IN-Standard-A",
    "bn-IN": "Google.bn-IN-Standard-A",
    "mr-IN": "Google.mr-IN-Standard-A",
    "pa-IN": "Google.pa-IN-Standard-A",
}
"""The voice that `<Say>` uses for a language. A pair that does not exist fails the verb in silence."""

FALLBACK_LANGUAGE = "en-IN"
"""Speaks for a language that no `<Say>` voice has (Odia, Assamese, Urdu)."""


class TwimlError(ValueError):
    """A document that Twilio would refuse, or a verb that cannot be written."""


def can_say(language: str) -> bool:
    """Whether `<Say>` has a voice of this language; if not, only a clip is understood by the caller."""
    return language in VOICES


@dataclass(frozen=True, slots=True)
class Say:
    """Read `text` aloud. language: "te-IN"; one without a voice is read by the fallback's."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Play:
    """Play the sound file at `url`."""

    url: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of whole seconds. As the first verb of a call it delays the answering by that long."""

    seconds: int = 1


Spoken = Say | Play | Pause


@dataclass(frozen=True, slots=True)
class Gather:
    """Take keys while and after `prompts` are heard; then ask `action`.

    keys: how many end it at once, None for no limit. timeout: seconds without a key, from the end of
    the prompts. finish: the key that ends it ("" for none). on_empty: ask `action` also without keys;
    if not, the next verb runs.
    """

    action: str
    prompts: Sequence[Spoken] = ()
    keys: int | None = None
    timeout: int = 5
    finish: str = "#"
    on_empty: bool = True


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go on with the document at `url`."""

    url: str


@dataclass(frozen=True, slots=True)
class ConnectStream:
    """Open the media socket at `url` (ws or wss, without a query); when we close it ask `action`.

    parameters: come back in the stream's start message. status: an absolute address for the stream's
    callbacks, the only place where a failed handshake is told.
    """

    url: str
    action: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    status: str | None = None
    name: str | None = None

    PARAMETER_LIMIT: ClassVar[int] = 500


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone. whisper: a document read to whoever answers, before they are connected.
    status: an address for the leg's callbacks."""

    number: str
    whisper: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Sip:
    uri: str
    whisper: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """The callers waiting in a queue of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Dial:
    """Connect the caller to `target`; when that leg is over ask `action`.

    timeout: seconds of ringing. caller_id: a number that is ours; None keeps the caller's, which
    cannot be shown to telephones in India. The caller hears ringing until someone answers.
    """

    target: Number | Sip | Queue
    action: str
    timeout: int = 25
    caller_id: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Record the caller after a beep, at most `seconds`, until `silence` seconds of nothing or `finish`;
    then ask `action`. status: an address told when the recording can be fetched."""

    action: str
    seconds: int = 60
    silence: int = 5
    finish: str = "#"
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Hangup:
    pass


@dataclass(frozen=True, slots=True)
class Reject:
    """Do not answer. Only as the first verb. reason: "rejected" or "busy"."""

    reason: str = "rejected"


Verb = Spoken | Gather | Redirect | ConnectStream | Dial | Record | Hangup | Reject


def document(*verbs: Verb) -> str:
    """The verbs as one TwiML document. Raises TwimlError for what Twilio would refuse."""
    response = ET.Element("Response")
    for verb in verbs:
        _write(response, verb)
    body: bytes = ET.tostring(response, encoding="utf-8")
    text = '<?xml version="1.0" encoding="UTF-8"?>' + body.decode()
    if (size := len(text.encode())) > LIMIT:
        raise TwimlError(f"a document of {size} bytes; Twilio takes at most {LIMIT}")
    return text


def _write(parent: ET.Element, verb: Verb) -> None:
    match verb:
        case Say(text, language):
            spoken = language if can_say(language) else FALLBACK_LANGUAGE
            _add(parent, "Say", text, language=spoken, voice=VOICES[spoken])
        case Play(url):
            _add(parent, "Play", url)
        case Pause(seconds):
            _add(parent, "Pause", length=seconds)
        case Gather():
            _write_gather(parent, verb)
        case Redirect(url):
            _add(parent, "Redirect", url, method="POST")
        case ConnectStream():
            _write_connect(parent, verb)
        case Dial():
            _write_dial(parent, verb)
        case Record():
            _add(
                parent,
                "Record",
                action=verb.action,
                finishOnKey=verb.finish,
                maxLength=verb.seconds,
                method="POST",
                playBeep=True,
                recordingStatusCallback=verb.status,
                timeout=verb.silence,
            )
        case Hangup():
            _add(parent, "Hangup")
        case Reject(reason):
            if len(parent):
                raise TwimlError("Reject is only obeyed as the first verb")
            _add(parent, "Reject", reason=reason)


def _write_gather(parent: ET.Element, gather: Gather) -> None:
    element = _add(
        parent,
        "Gather",
        action=gather.action,
        actionOnEmptyResult=gather.on_empty,
        finishOnKey=gather.finish,
        input="dtmf",
        method="POST",
        numDigits=gather.keys,
        timeout=gather.timeout,
    )
    for prompt in gather.prompts:
        _write(element, prompt)


def _write_connect(parent: ET.Element, connect: ConnectStream) -> None:
    if not connect.url.startswith(("wss://", "ws://")):
        raise TwimlError("a stream's address begins with wss:// (31922)")
    if "?" in connect.url:
        raise TwimlError("a stream's address may have no query; use parameters (31920)")
    element = _add(parent, "Connect", action=connect.action, method="POST")
    stream = _add(
        element,
        "Stream",
        name=connect.name,
        statusCallback=connect.status,
        statusCallbackMethod="POST" if connect.status else None,
        url=connect.url,
    )
    for name, value in connect.parameters.items():
        if len(name) + len(value) >= connect.PARAMETER_LIMIT:
            raise TwimlError(f"the parameter {name} is longer than {connect.PARAMETER_LIMIT} characters")
        _add(stream, "Parameter", name=name, value=value)


def _write_dial(parent: ET.Element, dial: Dial) -> None:
    element = _add(
        parent,
        "Dial",
        action=dial.action,
        answerOnBridge=True,
        callerId=dial.caller_id,
        method="POST",
        timeout=dial.timeout,
    )
    match dial.target:
        case Queue(name):
            _add(element, "Queue", name)
        case Number(address, whisper, status) | Sip(address, whisper, status):
            _add(
                element,
                type(dial.target).__name__,
                address,
                statusCallback=status,
                statusCallbackEvent="initiated ringing answered completed" if status else None,
                url=whisper,
            )


def _add(parent: ET.Element, tag: str, text: str | None = None, /, **attributes: object) -> ET.Element:
    """A child with these attributes, alphabetical as Twilio's own library writes them; None is left out."""
    element = ET.SubElement(parent, tag)
    for key in sorted(attributes):
        value = attributes[key]
        if value is not None:
            element.set(key, str(value).lower() if isinstance(value, bool) else _clean(str(value)))
    if text is not None:
        element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    """Without the characters XML cannot hold in any form: one of them would end the call (12100)."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c < "\ud800" or "\udfff" < c < "\ufffe" or c > "\uffff"
    )
