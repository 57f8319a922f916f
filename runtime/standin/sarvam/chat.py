"""The language model: `POST /v1/chat/completions`, streamed or whole, and the list of models."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from runtime.standin.sarvam.choosing import Reply, reply_to
from runtime.standin.sarvam.refusing import bad_request, of_fault, refusal, unauthorised
from runtime.standin.sarvam.slow import FOR_EVER, Cut, held_back
from runtime.standin.sarvam.world import Fault, World

MODELS: Final = ("sarvam-105b", "sarvam-105b-conversations")
ROLES: Final = {"system", "user", "assistant", "tool"}
FIRST_TOKEN: Final = 0.2
A_WORD: Final = 0.02
_NUMBERS = itertools.count(1)


async def models(_request: Request) -> Response:
    """GET /v1/models; needs no key."""
    data = [{"id": name, "object": "model", "created": 0, "owned_by": "sarvam"} for name in MODELS]
    return JSONResponse({"object": "list", "data": data})


async def completions(request: Request, world: World) -> Response:
    refused = unauthorised(world, request, bearer=True)
    fault = None if refused else world.fault("chat", "rest")
    if refused is None and fault is not None:
        refused = of_fault(fault)
    if refused is not None:
        return refused
    try:
        body = json.loads(await request.body())
    except ValueError:
        body = None
    wrong = _wrong(body)
    if wrong:
        return bad_request(wrong)
    world.seen.append({"what": "chat.request", "body": body})
    reply = Reply() if fault and fault.kind == "empty" else reply_to(body, world.script)
    if _tokens(body) > 32_000:
        return refusal(422, "unprocessable_entity_error", "The context is too long")
    number = f"chatcmpl-{next(_NUMBERS):x}"
    if body.get("stream") is True:
        if fault is not None and fault.kind == "no_first_byte":
            held = await held_back(fault, b"", "text/event-stream")
            assert held is not None
            return held
        return StreamingResponse(_events(world, body, reply, number, fault), media_type="text/event-stream")
    await asyncio.sleep(world.delay("chat", FIRST_TOKEN))
    answer = _whole(body, reply, number)
    held = await held_back(fault, json.dumps(answer).encode(), "application/json")
    return held or JSONResponse(answer)


def _wrong(body: Any) -> str | None:
    """Why a request gets a 400, or None."""
    if not isinstance(body, dict):
        return "body : not a JSON object"
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        return "body.messages : Field required"
    if body.get("model") not in MODELS:
        return f"body.model : {body.get('model')} is not available"
    for message in messages:
        if not isinstance(message, dict) or message.get("role") not in ROLES:
            return "body.messages : a role that is not supported"
        content = message.get("content")
        if not isinstance(content, str) and not (content is None and message.get("tool_calls")):
            return "body.messages.content : must be a string"
    if body.get("reasoning_effort", None) not in (None, "low", "medium", "high"):
        return "body.reasoning_effort : low, medium, high or null"
    if body.get("tool_choice") is not None and not body.get("tools"):
        return "body.tool_choice : needs tools"
    return None


def _tokens(body: dict[str, Any]) -> int:
    """Roughly: a token is about three characters."""
    return sum(len(message.get("content") or "") for message in body["messages"]) // 3


def _parts(body: dict[str, Any], reply: Reply) -> Iterator[tuple[dict[str, Any], str | None]]:
    """(delta, finish reason) of every chunk. Without `reasoning_effort` the model reasons first, and a
    small max_tokens is used up by it."""
    yield {"role": "assistant", "content": ""}, None
    if "reasoning_effort" not in body or body["reasoning_effort"] is not None:
        for piece in ("The caller ", "wants ", "something. "):
            yield {"reasoning_content": piece}, None
        if body.get("max_tokens", 2048) <= 500:
            yield {}, "length"
            return
    for chunk in reply.chunks:
        yield {"content": chunk}, None
    for at, (name, arguments) in enumerate(reply.calls):
        function = {"name": name, "arguments": ""}
        call = {"index": at, "id": f"call-{at + 1:04x}", "type": "function", "function": function}
        yield {"tool_calls": [call]}, None
        half = len(arguments) // 2
        for piece in (arguments[:half], arguments[half:]):
            again = {"index": at, "id": None, "function": {"name": None, "arguments": piece}}
            yield {"tool_calls": [again]}, None
    yield {}, "tool_calls" if reply.calls else "stop"


async def _events(
    world: World, body: dict[str, Any], reply: Reply, number: str, fault: Fault | None
) -> AsyncIterator[bytes]:
    kind = fault.kind if fault else ""
    if kind in ("half_open", "missing_final"):
        await asyncio.sleep(FOR_EVER)
    await asyncio.sleep(world.delay("chat", FIRST_TOKEN))
    shared = {
        "id": number,
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": body["model"],
    }
    for sent, (delta, reason) in enumerate(_parts(body, reply)):
        chunk = {**shared, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
        line = f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()
        if kind == "malformed" and sent == 1:
            line = b'data: {"id": "chatcmpl", "choices": [{"delta": NaN\n\n'
        if kind in ("drop", "1011") and sent == 2:
            raise Cut
        if kind == "drip":
            for at in range(len(line)):
                yield line[at : at + 1]
                await asyncio.sleep(fault.seconds if fault else 0.2)
        if kind == "endless" and sent == 1:
            while True:
                yield line
                await asyncio.sleep(0.001)
        yield line
        await asyncio.sleep(A_WORD if delta.get("content") else 0)
    if (body.get("stream_options") or {}).get("include_usage"):
        yield f"data: {json.dumps({**shared, 'choices': [], 'usage': _usage(body, reply)})}\n\n".encode()
    yield b"data: [DONE]\n\n"


def _whole(body: dict[str, Any], reply: Reply, number: str) -> dict[str, Any]:
    text, reasoning, reason = "", "", "stop"
    for delta, finish in _parts(body, reply):
        text += delta.get("content") or ""
        reasoning += delta.get("reasoning_content") or ""
        reason = finish or reason
    calls = [
        {"id": f"call-{at + 1:04x}", "type": "function", "function": {"name": name, "arguments": arguments}}
        for at, (name, arguments) in enumerate(reply.calls)
    ]
    message = {
        "role": "assistant",
        "content": text or None,
        "reasoning_content": reasoning or None,
        "refusal": None,
        "tool_calls": calls or None,
    }
    return {
        "id": number,
        "object": "chat.completion",
        "created": int(time.time()),
        "model": body["model"],
        "choices": [{"index": 0, "finish_reason": reason, "logprobs": None, "message": message}],
        "usage": _usage(body, reply),
    }


def _usage(body: dict[str, Any], reply: Reply) -> dict[str, Any]:
    prompt, completion = _tokens(body), max(1, sum(map(len, reply.chunks)) // 3)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "completion_tokens_details": None,
        "prompt_tokens_details": None,
    }
