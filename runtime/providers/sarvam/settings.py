"""Everything about Sarvam that an operator may choose, read once from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, cast, get_args

from runtime.providers.sarvam.names import CHAT, HEARING, HEARING_WHOLE, VOICE, Served, served_instead

Transport = Literal["socket", "rest"]
Endpointing = Literal["manual", "vad"]
Leave = Literal["tool", "line"]
Encoding = Literal["mulaw", "linear16"]

BASE_URL: Final = "https://api.sarvam.ai"


class SettingsError(ValueError):
    """A setting cannot be used; str(self) names the variable and what to write."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds on the wall clock. A caller must hear words within 4 s, whatever the provider does."""

    connect: float = 1.5
    final: float = 1.2
    """From the end of speech to the recogniser's answer on the socket; then the recording is sent."""
    hearing: float = 2.6
    """From the end of speech to giving up."""
    first_sound: float = 1.1
    """Of each of two tries; four times what 95 % of replies take. Also the longest
    the caller may wait for more sound once speech has begun."""
    first_token: float = 2.5
    """Also the longest pause inside a reply."""
    first_sentence: float = 4.0
    clip: float = 15.0
    close: float = 0.2
    refused: float = 60.0
    """How long a refused key or spent credit is believed before it is tried again."""


@dataclass(frozen=True, slots=True)
class SarvamSettings:
    """language: the recogniser's first language, until an utterance says otherwise.
    speakers: voice per language, `*` for every other; a flow's own voice goes before.
    language_key: how the voice endpoints spell the language ("language_code", older: "target_language_code").
    notices: sentences for the log about old names that are served by others."""

    key: str = field(repr=False)
    base_url: str = BASE_URL
    ws_url: str = "wss://api.sarvam.ai"
    hearing_model: str = HEARING
    hearing_whole_model: str = HEARING_WHOLE
    chat_model: str = CHAT
    voice_model: str = VOICE
    speakers: Mapping[str, str] = field(default_factory=dict)
    language: str = "hi-IN"
    language_key: str = "language_code"
    transport: Transport = "socket"
    endpointing: Endpointing = "manual"
    exit: Leave = "tool"
    encoding: Encoding = "mulaw"
    codec: str = "mulaw"
    temperature: float = 0.2
    longest_reply: int = 400
    deadlines: Deadlines = Deadlines()
    notices: tuple[str, ...] = ()

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> SarvamSettings:
        """Settings of SARVAM_API_KEY, SARVAM_BASE_URL, SARVAM_WS_URL, SARVAM_STT_MODEL, SARVAM_LLM_MODEL,
        SARVAM_TTS_MODEL, SARVAM_SPEAKER ("priya" or "te-IN=kavitha,hi-IN=priya"), SARVAM_TRANSPORT,
        SARVAM_ENDPOINTING and SARVAM_EXIT; besides these SARVAM_STT_ENCODING and SARVAM_TTS_CODEC.
        Raises SettingsError."""
        base = env.get("SARVAM_BASE_URL", "").strip().rstrip("/") or BASE_URL
        hearing, whole, notices = _hearing(env.get("SARVAM_STT_MODEL", "").strip())
        chat = _served(env, "SARVAM_LLM_MODEL", CHAT, notices)
        voice = _served(env, "SARVAM_TTS_MODEL", VOICE, notices)
        codec = env.get("SARVAM_TTS_CODEC", "").strip() or "mulaw"
        if codec not in ("mulaw", "linear16", "wav"):
            raise SettingsError(f"SARVAM_TTS_CODEC is {codec!r}; write mulaw, linear16 or wav")
        return cls(
            key=_key(env),
            base_url=_url("SARVAM_BASE_URL", base, ("http://", "https://")),
            ws_url=_url(
                "SARVAM_WS_URL",
                env.get("SARVAM_WS_URL", "").strip().rstrip("/") or "ws" + base.removeprefix("http"),
                ("ws://", "wss://"),
            ),
            hearing_model=hearing,
            hearing_whole_model=whole,
            chat_model=chat,
            voice_model=voice,
            speakers=_speakers(env.get("SARVAM_SPEAKER", "")),
            transport=cast(Transport, _choice(env, "SARVAM_TRANSPORT", get_args(Transport))),
            endpointing=cast(Endpointing, _choice(env, "SARVAM_ENDPOINTING", get_args(Endpointing))),
            exit=cast(Leave, _choice(env, "SARVAM_EXIT", get_args(Leave))),
            encoding=cast(Encoding, _choice(env, "SARVAM_STT_ENCODING", get_args(Encoding))),
            codec=codec,
            notices=tuple(notices),
        )

    def speaker(self, language: str, asked: str | None) -> str | None:
        """The voice's name before the model is asked whether it has it: the flow's, else the operator's."""
        return asked or self.speakers.get(language) or self.speakers.get("*")


def _key(env: Mapping[str, str]) -> str:
    key = env.get("SARVAM_API_KEY", "").strip()
    if not key:
        raise SettingsError("SARVAM_API_KEY is empty; write the key of your Sarvam account")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SettingsError("SARVAM_API_KEY holds characters a key cannot have; copy it again")
    return key


def _url(name: str, url: str, schemes: tuple[str, ...]) -> str:
    if not url.startswith(schemes):
        raise SettingsError(f"{name} is {url!r}; it must begin with {' or '.join(schemes)}")
    return url


def _served(env: Mapping[str, str], name: str, default: str, notices: list[str]) -> str:
    served = served_instead(env.get(name, "") or default)
    if served.why:
        notices.append(f"{name}: {served.why}")
    return served.name


def _hearing(asked: str) -> tuple[str, str, list[str]]:
    """(model on the socket, model for whole recordings, notices). Both from the one name asked for; without
    a name each door gets the best: on the socket the proven one, for recordings the one that takes hints."""
    if not asked:
        return HEARING, HEARING_WHOLE, []
    if asked in (HEARING, "saaras:v3"):
        return HEARING, "saaras:v3", []
    served: Served = served_instead(asked)
    whole = HEARING_WHOLE if served.name == HEARING else served.name
    return served.name, whole, [f"SARVAM_STT_MODEL: {served.why}"] if served.why else []


def _speakers(written: str) -> dict[str, str]:
    """`priya` is every language's voice; `te-IN=kavitha, hi-IN=priya` names them one by one."""
    found: dict[str, str] = {}
    for part in written.split(","):
        language, equals, speaker = part.strip().rpartition("=")
        if speaker.strip():
            found[language.strip() if equals else "*"] = speaker.strip().lower()
    return found


def _choice(env: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """The first of `allowed` is the default."""
    asked = env.get(name, "").strip().lower()
    if asked and asked not in allowed:
        raise SettingsError(f"{name} is {asked!r}; write {' or '.join(allowed)}")
    return asked or allowed[0]
