"""The recogniser for whole recordings, `POST /speech-to-text`, and its older translating sister."""

from __future__ import annotations

import asyncio
import json
from email.message import Message
from email.parser import BytesParser
from typing import Any, Final

import numpy as np
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from runtime.audio import mulaw, resample, wav
from runtime.standin.sarvam.engines import Engines, hints_of
from runtime.standin.sarvam.refusing import bad_request, of_fault, refusal, unauthorised
from runtime.standin.sarvam.slow import held_back
from runtime.standin.sarvam.world import World, request_id

MODELS: Final = {"saaras:v3", "saaras:v4"}
LONGEST: Final = 30.0
LARGEST: Final = 25 * 2**20
_LANGUAGES: Final = frozenset(
    f"{code}-IN"
    for code in (
        "as", "bn", "brx", "doi", "en", "gu", "hi", "kn", "kok", "ks", "mai", "ml", "mni", "mr", "ne",
        "od", "pa", "sa", "sat", "sd", "ta", "te", "ur",
    )
) | {"unknown"}  # fmt: skip


async def speech_to_text(request: Request, world: World, engines: Engines) -> Response:
    refused = unauthorised(world, request)
    if refused is not None:
        return refused
    fault = world.fault("stt", "rest")
    if fault is not None and (answer := of_fault(fault)) is not None:
        return answer
    body = await request.body()
    if len(body) > LARGEST:
        return refusal(413, "invalid_request_error", "The file is too large")
    fields, file = parts(request.headers.get("content-type", ""), body)
    world.seen.append({"what": "stt.recording", "fields": fields, "bytes": len(file or b"")})
    model, language = fields.get("model", "saaras:v3"), fields.get("language_code", "unknown")
    if file is None:
        return bad_request("body.file : Field required")
    if model not in MODELS:
        return bad_request(f"body.model : {model} is not a model of this endpoint")
    if language not in _LANGUAGES:
        return bad_request(f"body.language_code : {language} is not supported")
    keyterms = fields.get("keyterms") if fields.get("keyterms") != "null" else None
    if keyterms and (model != "saaras:v4" or not _terms(keyterms)):
        return bad_request("body.keyterms : up to 50 terms of 64 characters, only with saaras:v4")
    try:
        ulaw = _ulaw(file, fields.get("input_audio_codec"))
    except wav.AudioError as error:
        return bad_request(f"The file cannot be read: {error}")
    if len(ulaw) > LONGEST * mulaw.RATE:
        return bad_request("The audio is longer than 30 seconds")
    await asyncio.sleep(world.delay("stt", 0.3))
    empty = fault is not None and fault.kind == "empty"
    spoken = "en-IN" if language == "unknown" else language
    text = "" if empty else await engines.transcript(ulaw, spoken, hints_of(None, keyterms))
    told: dict[str, Any] = {
        "request_id": request_id(),
        "transcript": text,
        "language_code": None if empty and language == "unknown" else spoken,
        "language_probability": None,
    }
    if fields.get("with_timestamps") == "true":
        seconds = len(ulaw) / mulaw.RATE
        told["timestamps"] = {
            "words": [text],
            "start_time_seconds": [0.0],
            "end_time_seconds": [round(seconds, 2)],
        }
    content = json.dumps(told, ensure_ascii=False).encode()
    return await held_back(fault, content, "application/json") or JSONResponse(told)


def parts(content_type: str, body: bytes) -> tuple[dict[str, str], bytes | None]:
    """The text fields of a multipart form, and its file."""
    form = Message()
    form["content-type"] = content_type
    boundary = form.get_boundary()
    fields: dict[str, str] = {}
    file: bytes | None = None
    for part in body.split(b"--" + boundary.encode())[1:] if boundary else []:
        head, found, payload = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not found:
            continue
        name = BytesParser().parsebytes(head).get_param("name", header="content-disposition")
        payload = payload.removesuffix(b"\r\n")
        if name == "file":
            file = payload
        elif isinstance(name, str):
            fields[name] = payload.decode("utf-8", "replace")
    return fields, file


def _ulaw(file: bytes, codec: str | None) -> bytes:
    """The recording as 8 kHz mu-law. Raises AudioError for what is neither WAV nor announced PCM."""
    if codec in ("pcm_s16le", "pcm_l16", "pcm_raw"):
        samples, rate = np.frombuffer(file[: len(file) & ~1], "<i2").astype(np.int16), 16000
    else:
        sound = wav.read(file)
        samples, rate = sound.mono, sound.rate
    return mulaw.encode(resample.resample(samples, rate, mulaw.RATE))


def _terms(written: str) -> bool:
    try:
        terms = json.loads(written)
    except ValueError:
        return False
    return (
        isinstance(terms, list)
        and len(terms) <= 50
        and all(isinstance(t, str) and len(t) <= 64 for t in terms)
    )
