"""Reading the TwiML an application answers with, as strictly as Twilio does. Pure.

A document that Twilio could not run raises `Unreadable` with its code; what it would only grumble about in
the debugger is a finding of `grumbles`.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

LIMIT = 64 * 1024
XML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})

_METHODS = {"method"}
_LEG = {"url", "statusCallback", "statusCallbackEvent", "statusCallbackMethod"} | _METHODS
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "Say": frozenset({"voice", "language", "loop"}),
    "Play": frozenset({"loop", "digits"}),
    "Pause": frozenset({"length"}),
    "Gather": frozenset(
        {
            "action",
            "input",
            "timeout",
            "numDigits",
            "finishOnKey",
            "speechTimeout",
            "maxSpeechTime",
            "language",
        }
        | {"hints", "speechModel", "bargeIn", "actionOnEmptyResult", "partialResultCallback"}
        | {"partialResultCallbackMethod", "profanityFilter", "enhanced", "debug"}
        | _METHODS
    ),
    "Redirect": frozenset(_METHODS),
    "Connect": frozenset({"action"} | _METHODS),
    "Stream": frozenset({"url", "name", "track", "statusCallback", "statusCallbackMethod", "connectorName"}),
    "Parameter": frozenset({"name", "value"}),
    "Dial": frozenset(
        {"action", "timeout", "timeLimit", "callerId", "answerOnBridge", "ringTone", "hangupOnStar", "record"}
        | {"recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent"}
        | {"recordingTrack", "trim", "sequential", "referUrl", "referMethod", "events", "callReason"}
        | _METHODS
    ),
    "Number": frozenset({"sendDigits", "machineDetection"} | _LEG),
    "Client": frozenset(_LEG),
    "Sip": frozenset({"username", "password"} | _LEG),
    "Queue": frozenset({"url", "reservationSid", "postWorkActivitySid"} | _METHODS),
    "Record": frozenset(
        {
            "action",
            "timeout",
            "finishOnKey",
            "maxLength",
            "playBeep",
            "trim",
            "transcribe",
            "transcribeCallback",
        }
        | {"recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent"}
        | _METHODS
    ),
    "Hangup": frozenset(),
    "Reject": frozenset({"reason"}),
}
"""The verbs and nouns this carrier performs, and what each may say."""

CHILDREN: Mapping[str, frozenset[str]] = {
    "Response": frozenset(
        {"Say", "Play", "Pause", "Gather", "Redirect", "Connect", "Dial", "Record", "Hangup", "Reject"}
    ),
    "Gather": frozenset({"Say", "Play", "Pause"}),
    "Connect": frozenset({"Stream"}),
    "Stream": frozenset({"Parameter"}),
    "Dial": frozenset({"Number", "Client", "Sip", "Queue"}),
}

SAY_VOICES: Mapping[str, frozenset[str]] = {
    "hi-IN": frozenset({"Polly.Aditi", "Polly.Kajal-Neural"}),
    "en-IN": frozenset({"Polly.Aditi", "Polly.Raveena", "Polly.Kajal-Neural", "Polly.Kajal-Generative"}),
}
"""Amazon's Indian voices; Google's carry their language in their name."""

_GOOGLE_FAMILIES: Mapping[str, str] = {
    "te-IN": "Standard-[ABCD]",
    "ta-IN": "(Standard|Wavenet)-[CD]",
    "mr-IN": "(Standard|Wavenet)-[ABC]",
    "hi-IN": "((Standard|Wavenet)-[A-F]|Neural2-[A-D])",
    "en-IN": "((Standard|Wavenet)-[A-F]|Neural2-[A-D])",
    **dict.fromkeys(("kn-IN", "ml-IN", "gu-IN", "bn-IN", "pa-IN"), "(Standard|Wavenet)-[ABCD]"),
}
_CHIRP = "Chirp3-HD-(Aoede|Kore|Leda|Zephyr|Charon|Fenrir|Orus|Puck)"


class Unreadable(Exception):
    """A document Twilio cannot run. code: its error code."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Document:
    """verbs: the children of <Response>. url: where it came from; relative addresses start there."""

    verbs: tuple[ET.Element, ...]
    url: str

    def resolve(self, address: str) -> str:
        return urljoin(self.url, address)


def parse(body: bytes, content_type: str, url: str) -> Document:
    """Raises Unreadable."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in XML_TYPES:
        raise Unreadable(12300, f"Content-Type {kind or 'missing'} is not XML")
    if len(body) > LIMIT:
        raise Unreadable(11750, f"{len(body)} bytes of TwiML; at most {LIMIT} are taken")
    if not body.startswith(b"<"):
        raise Unreadable(12100, "something stands before the XML")
    try:
        root = ET.fromstring(body)  # noqa: S314 (of the application under test, at most 64 kB)
    except (ET.ParseError, ValueError, LookupError) as fault:
        raise Unreadable(12100, f"the XML cannot be parsed: {fault}") from None
    if root.tag != "Response":
        raise Unreadable(12102, f"the root is <{root.tag}>, not <Response>")
    for child in root:
        if child.tag not in CHILDREN["Response"]:
            raise Unreadable(12100, f"unknown verb <{child.tag}>")
    return Document(tuple(root), url)


def grumbles(document: Document) -> Iterator[tuple[int, str]]:
    """(code, words) for everything in the document that Twilio would warn of or fail at later."""
    for place, verb in enumerate(document.verbs):
        yield from _element(verb)
        if verb.tag == "Reject" and place > 0:
            yield 12200, "<Reject> after another verb does not reject"
        if verb.tag in ("Redirect", "Hangup", "Reject", "Record") and place + 1 < len(document.verbs):
            yield 12200, f"verbs after <{verb.tag}> are never reached"


def _element(element: ET.Element) -> Iterator[tuple[int, str]]:
    tag = element.tag
    for name in element.attrib.keys() - ATTRIBUTES.get(tag, frozenset()):
        yield 12200, f"<{tag}> has no attribute {name}"
    for child in element:
        if child.tag not in CHILDREN.get(tag, frozenset()):
            yield 12200, f"<{tag}> cannot hold <{child.tag}>"
        else:
            yield from _element(child)
    match tag:
        case "Say":
            yield from _say(element)
        case "Play" | "Redirect":
            if not (element.text or "").strip() and "digits" not in element.attrib:
                yield 11100, f"<{tag}> without an address"
        case "Stream":
            yield from _stream(element)
        case "Gather" | "Dial" | "Record" | "Pause":
            yield from _numbers(element)


def _say(say: ET.Element) -> Iterator[tuple[int, str]]:
    if not "".join(say.itertext()).strip():
        yield 12200, "<Say> without words"
    voice, language = say.get("voice", ""), say.get("language", "")
    if voice and not voice_speaks(voice, language):
        yield 12200, f"<Say> has no voice {voice} for {language}: the caller hears nothing"


def voice_speaks(voice: str, language: str) -> bool:
    """Whether `<Say>` has this voice for this language (Indian languages only)."""
    if voice in SAY_VOICES.get(language, frozenset()):
        return True
    prefix = f"Google.{language}-"
    if not voice.startswith(prefix) or language not in _GOOGLE_FAMILIES:
        return False
    name = voice.removeprefix(prefix)
    chirp = language != "pa-IN" and re.fullmatch(_CHIRP, name) is not None
    return chirp or re.fullmatch(_GOOGLE_FAMILIES[language], name) is not None


def _stream(stream: ET.Element) -> Iterator[tuple[int, str]]:
    address = urlsplit(stream.get("url", ""))
    if address.query:
        yield 31920, "a stream's address may have no query"
    if stream.get("track", "inbound_track") != "inbound_track":
        yield 31941, f"track {stream.get('track')} cannot be connected"
    callback = stream.get("statusCallback")
    if callback and not urlsplit(callback).scheme:
        yield 11100, "a stream's statusCallback must be absolute"
    for parameter in stream.iter("Parameter"):
        if len(parameter.get("name", "")) + len(parameter.get("value", "")) >= 500:
            yield 12200, f"the parameter {parameter.get('name')} is 500 characters or longer"


def _numbers(verb: ET.Element) -> Iterator[tuple[int, str]]:
    for name in ("timeout", "numDigits", "maxLength", "length", "timeLimit"):
        value = verb.get(name)
        if value is not None and not value.isdigit():
            yield 12200, f"<{verb.tag} {name}> is {value!r}, not a whole number"
    timeout = verb.get("timeout", "")
    if verb.tag == "Dial" and timeout.isdigit() and not 5 <= int(timeout) <= 600:
        yield 12200, "<Dial timeout> must be 5 to 600 seconds"
