"""Settings: what the operator says by environment and `.env`, read once, frozen, documented here.

`ENVIRONMENT` is the documented table: the docs and the error messages are made from it. The process's
environment wins over `.env`, so that a container can override a checked-out file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from dotenv import dotenv_values, find_dotenv


class SettingsError(Exception):
    """A setting that cannot be used. str(self): one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the table. default: as it is typed; "" means not set."""

    name: str
    default: str
    meaning: str


ENVIRONMENT: tuple[Variable, ...] = (
    Variable("PORT", "8080", "The port that `flowctl serve` listens on."),
    Variable(
        "PUBLIC_URL",
        "",
        "The address under which Twilio reaches the server, such as https://bot.example.org; "
        "signatures are checked against it. Without it the request's own Host counts: for development.",
    ),
    Variable(
        "TWILIO_ACCOUNT_SID", "", "The account whose calls are taken; a stream of another account is refused."
    ),
    Variable(
        "TWILIO_AUTH_TOKEN",
        "",
        "The key that Twilio signs with; two, with a comma between them, while it is "
        "being changed. Without it the server does not start.",
    ),
    Variable(
        "TWILIO_PHONE_NUMBER",
        "",
        "The number shown when a call is passed to a person; without it the number that was called.",
    ),
    Variable(
        "SARVAM_API_KEY",
        "",
        "The key for Sarvam AI. Without it the embedded voice, recogniser and rules serve.",
    ),
    Variable("SARVAM_BASE_URL", "https://api.sarvam.ai", "Sarvam's address for requests."),
    Variable(
        "SARVAM_WS_URL", "", "Sarvam's address for sockets; empty for the one that fits SARVAM_BASE_URL."
    ),
    Variable("SARVAM_STT_MODEL", "", "The model for speech to text; empty for the one that is best today."),
    Variable("SARVAM_LLM_MODEL", "", "The language model; empty for the one that is best today."),
    Variable("SARVAM_TTS_MODEL", "", "The model for text to speech; empty for the one that is best today."),
    Variable(
        "SARVAM_SPEAKER", "", "The voice of flows that name none: `priya`, or `te-IN=kavitha,hi-IN=priya`."
    ),
    Variable(
        "SARVAM_TRANSPORT", "socket", "`socket` streams speech both ways; `rest` sends whole utterances."
    ),
    Variable(
        "SARVAM_ENDPOINTING",
        "manual",
        "`manual`: we decide when the caller has finished; `vad`: Sarvam does.",
    ),
    Variable("SARVAM_EXIT", "tool", "How the model leaves a state: a `tool` call, or a `line` of its reply."),
    Variable("SPEECH", "auto", "`sarvam`, `offline`, or `auto`: Sarvam when there is a key."),
    Variable("FLOWS", "", "The folder of flows that is served and watched; empty for the shipped ones."),
    Variable(
        "CLIPS_DIR", "", "Where fixed prompts are kept as sound; empty for a folder in the user's cache."
    ),
    Variable("MAX_CALLS", "100", "Calls at one time; the next caller hears a short busy sentence."),
    Variable("MAX_CALLS_PER_CALLER", "3", "Calls at one time from one number."),
    Variable(
        "ADMIN_TOKEN",
        "",
        "Opens `GET /calls/{CallSid}/events` to whoever sends it as a Bearer token; without "
        "it that address does not exist.",
    ),
    Variable(
        "INSECURE_SKIP_SIGNATURES",
        "",
        "`yes` takes unsigned requests from anyone. For development only; the "
        "server says so again and again.",
    ),
    Variable("COMPLAINTS_URL", "", "The address of the complaints service that the shipped flow calls."),
    Variable(
        "LOG_LEVEL", "info", "`debug`, `info`, `warning` or `error`. At `info` no caller's words are logged."
    ),
    Variable("LOG_FORMAT", "text", "`text` or `json`."),
)

_DEFAULTS = {variable.name: variable.default for variable in ENVIRONMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The table above, checked; what belongs to one provider is checked by that provider, from
    `environment`: the whole environment with `.env` and the defaults in it. flows, clips_dir: absolute
    folders. public_url: without a closing slash, or None. auth_tokens: any of them may have signed."""

    port: int
    public_url: str | None
    account_sid: str | None
    auth_tokens: tuple[str, ...] = field(repr=False)
    phone_number: str | None
    environment: Mapping[str, str] = field(repr=False)
    speech: str
    flows: Path | None
    clips_dir: Path
    max_calls: int
    max_calls_per_caller: int
    admin_token: str | None = field(repr=False)
    skip_signatures: bool
    log_level: str
    log_format: str

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, dotenv: str | Path | None = None) -> Self:
        """environ: instead of the process's own environment and `.env`; a name that is missing or blank
        has its default. dotenv: a file instead of the nearest `.env`. Raises SettingsError."""
        values = _read(environ, dotenv)
        return cls(
            port=_number(values, "PORT", 0, 65535),
            public_url=_public_url(values["PUBLIC_URL"]),
            account_sid=values["TWILIO_ACCOUNT_SID"] or None,
            auth_tokens=tuple(t.strip() for t in values["TWILIO_AUTH_TOKEN"].split(",") if t.strip()),
            phone_number=values["TWILIO_PHONE_NUMBER"] or None,
            environment=values,
            speech=_one_of(values, "SPEECH", "auto", "sarvam", "offline"),
            flows=Path(values["FLOWS"]).expanduser().resolve() if values["FLOWS"] else None,
            clips_dir=_clips_dir(values["CLIPS_DIR"]),
            max_calls=_number(values, "MAX_CALLS", 1, 100_000),
            max_calls_per_caller=_number(values, "MAX_CALLS_PER_CALLER", 1, 100_000),
            admin_token=values["ADMIN_TOKEN"] or None,
            skip_signatures=_yes(values, "INSECURE_SKIP_SIGNATURES"),
            log_level=_one_of(values, "LOG_LEVEL", "debug", "info", "warning", "error"),
            log_format=_one_of(values, "LOG_FORMAT", "text", "json"),
        )

    @property
    def speech_engine(self) -> str:
        """ "sarvam" or "offline": `auto` decided."""
        if self.speech != "auto":
            return self.speech
        return "sarvam" if self.environment.get("SARVAM_API_KEY") else "offline"


def _read(environ: Mapping[str, str] | None, dotenv: str | Path | None) -> dict[str, str]:
    if environ is None:
        file = dotenv or find_dotenv(usecwd=True)
        kept = {k: v for k, v in dotenv_values(file).items() if v is not None} if file else {}
        environ = {**kept, **os.environ}
    given = {name: value.strip() if name in _DEFAULTS else value for name, value in environ.items()}
    return {**given, **{name: given.get(name) or default for name, default in _DEFAULTS.items()}}


def _number(values: Mapping[str, str], name: str, least: int, most: int) -> int:
    text = values[name]
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise SettingsError(f"{name} is {text!r}; it must be a number from {least} to {most}.")
    return int(text)


def _one_of(values: Mapping[str, str], name: str, *allowed: str) -> str:
    text = values[name].lower()
    if text not in allowed:
        raise SettingsError(f"{name} is {values[name]!r}; it must be one of: {', '.join(allowed)}.")
    return text


def _yes(values: Mapping[str, str], name: str) -> bool:
    text = values[name].lower()
    if text not in ("", "yes", "no", "true", "false", "1", "0"):
        raise SettingsError(f"{name} is {values[name]!r}; it must be yes or no.")
    return text in ("yes", "true", "1")


def _public_url(text: str) -> str | None:
    if not text:
        return None
    if not text.startswith(("https://", "http://")) or "?" in text or "#" in text:
        raise SettingsError(f"PUBLIC_URL is {text!r}; it must look like https://bot.example.org.")
    return text.rstrip("/")


def _clips_dir(text: str) -> Path:
    if text:
        return Path(text).expanduser().resolve()
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(cache).expanduser() / "flowctl" / "clips"
