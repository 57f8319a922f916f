"""The one child process of the embedded default: voice and recogniser, away from the server's loop.

    python -m runtime.providers.offline.child

Messages on standard input and output, each four bytes of length (big-endian) and a msgpack map:

    {"id": 7, "do": "speak", "text", "language", "speaker", "pace"}   → {"id": 7, "sound": mu-law bytes}
    {"id": 8, "do": "hear", "sound": mu-law bytes, "language", "hints"} → {"id": 8, "text"}
    {"id": 9, "do": "prepare", "language", "hints"}                   → {"id": 9}: the grammar is ready
    {"id": 7, "do": "forget"}                                         → no answer; drop 7 if it still waits
    anything that goes wrong                                          → {"id": 7, "error": a few words}

When standard input ends (the server is gone, however it went), so does the child, at once, even in the middle
of a decoding. It does not listen to Ctrl-C, which a terminal sends to the whole group: the server decides.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from typing import Any

from runtime.providers.offline.messages import message, read_message


class _Worker:
    """Does one request after the other. Both engines are made at their first use: a server that only speaks
    does not pay for the recogniser."""

    def __init__(self) -> None:
        self._voice: Any = None
        self._ear: Any = None

    def do(self, request: dict[str, Any]) -> dict[str, Any]:
        from runtime.providers.offline import synthesis

        if self._voice is None:
            self._voice = synthesis.Synthesis()
        if request["do"] == "speak":
            speaker, pace = request.get("speaker"), float(request.get("pace") or 1.0)
            return {"sound": self._voice.speak(request["text"], request["language"], speaker, pace)}
        if self._ear is None:
            from runtime.providers.offline.sphinx import Sphinx

            self._ear = Sphinx(self._voice.ipa)
        if request["do"] == "prepare":
            self._ear.prepare(request["language"], request["hints"])
            return {}
        if request["do"] == "hear":
            return {"text": self._ear.hear_ulaw(request["sound"], request["language"], request["hints"])}
        raise ValueError(f"unknown request {request['do']!r}")


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever a C library prints must not land among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    forgotten: set[int] = set()
    latest = 0

    def listen() -> None:
        try:
            while (request := read_message(sys.stdin.buffer)) is not None:
                if request["do"] == "forget":
                    if (
                        request["id"] > latest
                    ):  # otherwise it has been taken up: too late, and nothing to keep
                        forgotten.add(request["id"])
                else:
                    waiting.put(request)
        finally:
            os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    worker = _Worker()
    while True:
        request = waiting.get()
        latest = number = request["id"]
        if number in forgotten:
            forgotten.discard(number)
            continue
        try:
            answer = worker.do(request)
        except ImportError as fault:
            answer = {"error": f"{fault.name} is missing; install it with: pip install 'flowctl[demo]'"}
        except Exception as fault:  # one bad request must not take every call's voice away
            answer = {"error": f"{type(fault).__name__}: {fault}"[:200]}
        try:
            answers.write(message({"id": number, **answer}))
        except OSError:
            os._exit(0)


if __name__ == "__main__":
    main()
