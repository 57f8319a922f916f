"""The child process seen from the server: start it, ask it, outlive its crash, take it along at the end.

One per server, shared by `voice.py` and `hearing.py`. The child is started by the first request (or by
`warm`) and started again by the first request after a crash. Everything runs on the server's event loop;
the only thing per request is one write to a pipe and one future.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import struct
import sys
from pathlib import Path
from typing import Any, Final

import msgspec

import runtime
from runtime.providers.offline.messages import LARGEST, message
from runtime.providers.ports import Failed

_PROGRAM: Final = "runtime.providers.offline.child"
_START: Final = 20.0
"""Seconds that a child may take from its start to its first answer, on a slow and busy machine."""
_MOST_WAITING: Final = 200
"""Requests under way. Beyond that an answer would come too late anyway, so it fails at once."""


class Child:
    """All the embedded engines behind one pipe. Belongs to one event loop."""

    def __init__(self, command: tuple[str, ...] | None = None) -> None:
        self._command = command or (sys.executable, "-P", "-m", _PROGRAM)
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._answered = False
        self._closed = False
        self.starts = 0

    @property
    def pid(self) -> int | None:
        """The child's process number while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else None

    @property
    def waiting(self) -> int:
        """Requests under way."""
        return len(self._waiting)

    async def warm(self) -> None:
        """Start the child and load its voice and recogniser, so that no caller waits for it. Raises
        Failed."""
        await self.ask({"do": "prepare", "language": "en-IN", "hints": ["yes", "no"]}, seconds=_START)

    async def ask(self, request: dict[str, Any], *, seconds: float) -> dict[str, Any]:
        """The child's answer. seconds: the deadline, start of the child included unless it is the first.
        Raises Failed when it refuses, crashes or is late."""
        if self._closed:
            raise Failed("the embedded engines have been closed", retryable=False)
        if len(self._waiting) >= _MOST_WAITING:
            raise Failed("the embedded engines have too much to do")
        number: int | None = None
        try:
            async with asyncio.timeout(seconds if self._answered else max(seconds, _START)):
                pipe = await self._pipe()
                # Only now is there a number to wait for: the end of an earlier child fails all that wait.
                number = next(self._numbers)
                waiting: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
                self._waiting[number] = waiting
                pipe.write(message({"id": number, **request}))
                answer = await waiting
        except TimeoutError:
            raise Failed(f"no answer from the embedded engines within {seconds:g} s") from None
        except OSError as fault:
            raise Failed(f"the embedded engines cannot be reached: {fault}") from None
        finally:
            if number is not None and not self._waiting.pop(number).done():
                self._forget(number)
        if "error" in answer:
            raise Failed(str(answer["error"]))
        return answer

    def _forget(self, number: int) -> None:
        if self._process and self._process.stdin and self._process.returncode is None:
            with contextlib.suppress(OSError, RuntimeError):
                self._process.stdin.write(message({"id": number, "do": "forget"}))

    async def _pipe(self) -> asyncio.StreamWriter:
        async with self._starting:
            if self._process is None or self._process.returncode is not None or self._reader_done():
                await self._start()
            assert self._process is not None and self._process.stdin is not None
            return self._process.stdin

    def _reader_done(self) -> bool:
        return self._reader is None or self._reader.done()

    async def _start(self) -> None:
        await self._end()
        self._answered = False
        root = str(Path(runtime.__file__).parents[1])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        self.starts += 1
        self._reader = asyncio.create_task(self._read(self._process), name="offline-child")

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        """Hand each answer to whoever waits for it; when the child is gone, fail them all."""
        assert process.stdout is not None
        sane = False
        try:
            while True:
                size = struct.unpack(">I", await process.stdout.readexactly(4))[0]
                if size > LARGEST:
                    break
                answer = msgspec.msgpack.decode(await process.stdout.readexactly(size))
                self._answered = True
                waiting = self._waiting.get(answer.pop("id"))
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer)
        except asyncio.IncompleteReadError:
            sane = True  # it has ended; asyncio's own watcher collects it, and a kill would snatch it away
        except (OSError, msgspec.DecodeError, AttributeError, KeyError):
            pass  # all mean the same: this child can no longer be understood
        finally:
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_result({"error": "the embedded engines have crashed"})
            if not sane and process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()

    async def _end(self) -> None:
        """Stop the process that runs, if one does."""
        process, reader = self._process, self._reader
        self._process = self._reader = None
        if process is not None:
            if process.stdin is not None:
                process.stdin.close()  # the child ends by itself when its input does
            try:
                async with asyncio.timeout(1.0):
                    await process.wait()
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if reader is not None:
            reader.cancel()
            await asyncio.gather(reader, return_exceptions=True)

    async def close(self) -> None:
        """Stop the child for good. Never raises; within about a second."""
        self._closed = True
        async with self._starting:
            await self._end()
