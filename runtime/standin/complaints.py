"""The complaints office of the demonstration: one small web service that a flow's `fetch` can call.

    POST /complaints {"village": "...", "phone": "..."}   -> 201 {"id": "4821"}
    GET  /complaints                                      -> all of them, for tests
    PUT  /_stand-in/faults {"kind": "slow" | "500" | "malformed" | "none", "times": 1, "seconds": 10}

The same Idempotency-Key gives the same number and is kept once. Nothing is written to disk.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from runtime.standin.background import Background, serve

FIRST: Final = 4821
LARGEST: Final = 16 * 1024
LONGEST: Final = 200
KINDS: Final = ("none", "slow", "500", "malformed")


class Office:
    """What has been complained about since the start, by idempotency key."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, str]] = {}
        self.requests = 0
        self.fault: dict[str, Any] = {"kind": "none", "times": None, "seconds": 10.0}

    def kind(self) -> str:
        """The fault that hits this request; each counts down."""
        if self.fault["times"] is not None:
            if self.fault["times"] <= 0:
                return "none"
            self.fault["times"] -= 1
        return str(self.fault["kind"])

    async def post(self, request: Request) -> Response:
        self.requests += 1
        kind = self.kind()
        if kind == "slow":
            await asyncio.sleep(float(self.fault["seconds"]))
        if kind == "500":
            return JSONResponse({"error": "the office is closed"}, status_code=500)
        if kind == "malformed":
            return Response('{"id": NaN', media_type="application/json")
        body = await _object(request)
        if body is None or not all(_text(body.get(name)) for name in ("village", "phone")):
            return JSONResponse({"error": "village and phone are needed, as text"}, status_code=422)
        number = str(FIRST + len(self.kept))
        key = request.headers.get("idempotency-key") or f"without {number}"
        kept = self.kept.setdefault(key, {"id": number, "village": body["village"], "phone": body["phone"]})
        return JSONResponse({"id": kept["id"]}, status_code=201)

    async def get(self, _request: Request) -> Response:
        return JSONResponse({"complaints": list(self.kept.values()), "requests": self.requests})

    async def put_fault(self, request: Request) -> Response:
        body = await _object(request)
        if body is None or body.get("kind") not in KINDS:
            return JSONResponse({"error": f"kind is one of {', '.join(KINDS)}"}, status_code=422)
        self.fault = {
            "kind": body["kind"],
            "times": body.get("times"),
            "seconds": float(body.get("seconds", 10.0)),
        }
        return JSONResponse(self.fault)


def application() -> Starlette:
    """A new, empty office. `app.state.office` holds it."""
    office = Office()
    app = Starlette(
        routes=[
            Route("/complaints", office.post, methods=["POST"]),
            Route("/complaints", office.get, methods=["GET"]),
            Route("/_stand-in/faults", office.put_fault, methods=["PUT"]),
        ]
    )
    app.state.office = office
    return app


class Complaints(Background):
    """`with Complaints() as office:` serves it in this process; COMPLAINTS_URL is then `office.url`."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(application(), port)


async def _object(request: Request) -> dict[str, Any] | None:
    read = bytearray()
    async for piece in request.stream():
        read += piece
        if len(read) > LARGEST:
            return None
    try:
        body = json.loads(bytes(read))
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= LONGEST


def main() -> None:
    parser = argparse.ArgumentParser(description="The complaints office of the demonstration.")
    parser.add_argument("--port", type=int, default=0, help="0 finds a free one; it is printed")
    serve(application(), parser.parse_args().port)


if __name__ == "__main__":
    main()
