"""The child seen from the server, with small children of our own; no speech engine is needed here."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from runtime.providers.offline.process import Child
from runtime.providers.ports import Failed

ECHO = """
import os, sys, time
from runtime.providers.offline.messages import message, read_message
out = sys.stdout.buffer
while (m := read_message(sys.stdin.buffer)) is not None:
    match m["do"]:
        case "crash": os._exit(3)
        case "sleep": time.sleep(m["seconds"])
        case "rubbish": out.write(b"\\0\\0\\0\\2\\xc1\\xc1"); out.flush(); continue
        case "refuse": out.write(message({"id": m["id"], "error": "no such voice"})); out.flush(); continue
        case "forget": continue
    out.write(message({"id": m["id"], "said": m["do"], "pid": os.getpid()})); out.flush()
"""


@pytest.fixture
async def child() -> AsyncIterator[Child]:
    made = Child((sys.executable, "-c", ECHO))
    yield made
    await made.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # a zombie that nobody has waited for is not running either
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


async def gone(pid: int, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while alive(pid):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.02)
    return True


async def test_answers_find_their_askers(child: Child) -> None:
    words = [f"word {n}" for n in range(20)]
    answers = await asyncio.gather(*(child.ask({"do": word}, seconds=5) for word in words))
    assert [answer["said"] for answer in answers] == words
    assert child.starts == 1


async def test_a_refusal_is_a_failure_with_its_reason(child: Child) -> None:
    with pytest.raises(Failed, match="no such voice"):
        await child.ask({"do": "refuse"}, seconds=5)
    assert (await child.ask({"do": "still there"}, seconds=5))["said"] == "still there"


async def test_a_crash_fails_what_waits_and_the_next_request_starts_anew(child: Child) -> None:
    first = (await child.ask({"do": "hello"}, seconds=5))["pid"]
    doomed = [child.ask({"do": word}, seconds=5) for word in ("crash", "behind it")]
    results = await asyncio.gather(*doomed, return_exceptions=True)
    assert [type(result) for result in results] == [Failed, Failed]
    second = await child.ask({"do": "again"}, seconds=5)
    assert second["said"] == "again" and second["pid"] != first
    assert child.starts == 2


async def test_killed_from_outside(child: Child) -> None:
    pid = (await child.ask({"do": "hello"}, seconds=5))["pid"]
    os.kill(pid, signal.SIGKILL)
    assert await gone(pid)
    with contextlib.suppress(Failed):  # may still meet the old one's pipe
        await child.ask({"do": "perhaps"}, seconds=5)
    assert (await child.ask({"do": "again"}, seconds=5))["pid"] != pid


async def test_a_child_that_talks_rubbish_is_replaced(child: Child) -> None:
    pid = (await child.ask({"do": "hello"}, seconds=5))["pid"]
    with pytest.raises(Failed, match="crashed"):
        await child.ask({"do": "rubbish"}, seconds=5)
    assert (await child.ask({"do": "again"}, seconds=5))["pid"] != pid
    assert await gone(pid)


async def test_too_late_is_a_failure_and_nothing_stays_behind(child: Child) -> None:
    await child.ask({"do": "hello"}, seconds=5)
    with pytest.raises(Failed, match=r"within 0\.1 s"):
        await child.ask({"do": "sleep", "seconds": 0.5}, seconds=0.1)
    assert (await child.ask({"do": "next"}, seconds=5))["said"] == "next"
    assert child.waiting == 0


async def test_a_cancelled_request_leaves_nothing(child: Child) -> None:
    await child.ask({"do": "hello"}, seconds=5)
    task = asyncio.create_task(child.ask({"do": "sleep", "seconds": 0.3}, seconds=5))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert child.waiting == 0
    assert (await child.ask({"do": "next"}, seconds=5))["said"] == "next"


async def test_too_much_at_once_fails_at_once(child: Child) -> None:
    await child.ask({"do": "hello"}, seconds=5)
    asked = [child.ask({"do": "sleep", "seconds": 0.001}, seconds=10) for _ in range(260)]
    results = await asyncio.gather(*asked, return_exceptions=True)
    refused = [r for r in results if isinstance(r, Failed)]
    assert len(refused) == 60 and "too much to do" in str(refused[0])


async def test_closed_means_gone(child: Child) -> None:
    pid = (await child.ask({"do": "hello"}, seconds=5))["pid"]
    await child.close()
    assert not alive(pid) and child.pid is None
    with pytest.raises(Failed) as failure:
        await child.ask({"do": "hello"}, seconds=5)
    assert not failure.value.retryable
    await child.close()


async def test_close_while_a_request_is_under_way(child: Child) -> None:
    await child.ask({"do": "hello"}, seconds=5)
    task = asyncio.create_task(child.ask({"do": "sleep", "seconds": 20}, seconds=30))
    await asyncio.sleep(0.05)
    await child.close()
    with pytest.raises(Failed):
        await task
    assert child.pid is None


async def test_no_such_program() -> None:
    child = Child(("/nonexistent/program",))
    with pytest.raises(Failed, match="cannot be reached"):
        await child.ask({"do": "hello"}, seconds=5)
    await child.close()


async def test_a_missing_extra_is_said_in_words() -> None:
    start = "import runtime.providers.offline.child as child; child.main()"
    hide = "import sys; sys.modules['espeakng_loader'] = None; " + start
    child = Child((sys.executable, "-c", hide))
    with pytest.raises(Failed, match=r"pip install 'flowctl\[demo\]'"):
        await child.ask({"do": "speak", "text": "hello", "language": "en-IN"}, seconds=20)
    await child.close()


@pytest.mark.process
async def test_a_server_that_is_killed_takes_its_child_along(tmp_path: Path) -> None:
    server = """
import asyncio
from runtime.providers.offline.process import Child
async def main():
    child = Child()
    try:
        await child.ask({"do": "nothing"}, seconds=20)
    except Exception:
        pass
    print(child.pid, flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""
    process = subprocess.Popen([sys.executable, "-c", server], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    pid = int(await asyncio.to_thread(process.stdout.readline))
    assert alive(pid)
    process.kill()
    await asyncio.to_thread(process.wait)
    assert await gone(pid)
