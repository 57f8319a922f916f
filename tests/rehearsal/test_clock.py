"""A loop whose time steps: silences cost nothing, bytes and threads cost no time."""

from __future__ import annotations

import asyncio
import time

from runtime.rehearsal.clock import run


def test_an_hour_of_silence_takes_no_time() -> None:
    async def wait() -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await asyncio.gather(asyncio.sleep(3600), asyncio.sleep(10))
        return loop.time() - began

    began = time.process_time()
    assert 3600 <= run(wait()) < 3600.1
    assert time.process_time() - began < 60, "it was not waited for"


def test_what_is_due_comes_in_its_order() -> None:
    async def order() -> list[str]:
        told: list[str] = []
        loop = asyncio.get_running_loop()
        loop.call_later(5, told.append, "five")
        loop.call_later(2, told.append, "two")
        await asyncio.sleep(2.5)
        told.append("between")
        await asyncio.sleep(3)
        return told

    assert run(order()) == ["two", "between", "five"]


def test_bytes_arrive_before_time_goes_on() -> None:
    async def echo() -> float:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while line := await reader.readline():
                writer.write(line)
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        loop = asyncio.get_running_loop()
        pending = loop.call_later(600, lambda: None)
        began = loop.time()
        for number in range(200):
            writer.write(f"{number}\n".encode())
            assert await reader.readline() == f"{number}\n".encode()
        took = loop.time() - began
        pending.cancel()
        writer.close()
        server.close()
        return took

    assert run(echo()) < 5, "of the 600 s that could have passed at the first look"


def test_time_stands_still_while_a_thread_works() -> None:
    async def work() -> float:
        loop = asyncio.get_running_loop()
        loop.call_later(1, lambda: None)
        began = loop.time()
        await asyncio.to_thread(time.sleep, 0.1)
        return loop.time() - began

    assert run(work()) == 0
