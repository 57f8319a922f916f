"""How fast plays are, and beside them the same ten plays written for peers: one run, one core, turn about.

    python tests/bench/bench_tests.py [--livekit PYTHON] [--pipecat PYTHON] [--rounds 5] [--core 1]

PYTHON is the interpreter of an environment with livekit-agents, pytest and pytest-asyncio, or with
pipecat-ai[runner,cli,websocket]; a peer that is not given is left out. Each peer's plays are in peers/: in
its own idiom, warm, with a model that answers at once. What a peer cannot say, or only in real time, is left
out of its ratio and told in docs/benchmarks.md. Seconds of the processor are told beside seconds, for
where the machine has other work a short play is interrupted less than a long one. Prints medians and the
spread of the ratios; asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).parent / "peers"
FLOWCTL = [sys.executable, str(ROOT / "flowctl.py")]
PORT = 7861
TIMES = 10
"""How often each play is played in one turn; the median of them counts."""
sys.path.insert(0, str(ROOT))

from runtime.dialogue.dialogue import Dialogue  # noqa: E402
from runtime.flow.load import load  # noqa: E402
from runtime.transcript.player import plays  # noqa: E402
from runtime.transcript.reader import read_transcript  # noqa: E402
from runtime.transcript.run import Stage, transcript_paths  # noqa: E402

Times = tuple[float, float]
"""Seconds, and seconds of the processor."""
Taken = dict[str, Times]
"""Of each play the median of the former, and the mean of the latter."""


def ours() -> Taken:
    """Each of the ten, with its flow loaded and its file read."""
    flow = load(PEERS / "flowctl").flow
    assert flow is not None
    dialogue, taken = Dialogue(flow), {}
    for file in transcript_paths(PEERS / "flowctl"):
        transcript = read_transcript(file).transcripts[0]
        times = []
        for _ in range(TIMES + 1):
            began, worked = time.perf_counter(), time.process_time()
            (result,) = plays(dialogue, transcript)
            times.append((time.perf_counter() - began, time.process_time() - worked))
            assert result.passed
        taken[file.stem] = _in_short(times[1:])
    return taken


def livekit(python: str) -> Taken:
    return _medians(_output([python, str(PEERS / "livekit" / "plays.py"), str(TIMES)]))


def pipecat(python: str) -> Taken:
    with _bot(python) as (url, process):
        command = [python, str(PEERS / "pipecat" / "rounds.py"), str(TIMES), url, str(process)]
        return _medians(_output(command))


def whole_ours() -> None:
    _output([*FLOWCTL, "test", str(PEERS / "flowctl")])


def whole_livekit(python: str) -> None:
    """All plays but the one that waits in real time."""
    options = ["-q", "-c", os.devnull, "-o", "python_files=plays.py", "-p", "no:cacheprovider"]
    plays = str(PEERS / "livekit" / "plays.py")
    _output([python, "-m", "pytest", *options, "-k", "not no_input", plays])


def whole_pipecat(python: str) -> None:
    """With the start of the bot that is talked to."""
    with _bot(python) as (url, _):
        scenarios = str(PEERS / "pipecat" / "scenarios.yaml")
        _output([python, "-m", "pipecat.evals", "run", "--bot-url", url, scenarios])


@contextmanager
def _bot(python: str) -> Iterator[tuple[str, int]]:
    """The address and the process of a bot that has been started and answers."""
    command = [python, str(PEERS / "pipecat" / "bot.py"), "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                urlopen(f"http://localhost:{PORT}/", timeout=5).close()
                break
            except URLError:
                time.sleep(0.05)
        yield f"ws://localhost:{PORT}/ws", process.pid
    finally:
        process.terminate()
        process.wait()


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.home())
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def _medians(printed: str) -> Taken:
    return {name: _in_short(times) for name, times in json.loads(printed.splitlines()[-1]).items()}


def _in_short(times: Sequence[Sequence[float]]) -> Times:
    return median(time for time, _ in times), sum(work for _, work in times) / len(times)


def shipped(rounds: int) -> None:
    """Lines a second of the shipped plays: played with all read, read and played, and as a process."""
    files = transcript_paths(ROOT / "flows")
    warm = Stage()
    done = [warm.perform(file) for file in files]
    results = [result for one in done for result in one.results]
    lines = sum(len(result.transcript.lines) for result in results)
    calls = sum(result.seconds for result in results)
    print(f"shipped: {len(results)} plays, {lines} lines, {calls / 60:.0f} minutes of calls")
    ways: dict[str, Callable[[], object]] = {
        "played, all read": lambda: [warm.perform(file) for file in files],
        "read and played": lambda: [warm.play_script(file, read_transcript(file)) for file in files],
        "whole process": lambda: _output([*FLOWCTL, "test", str(ROOT / "flows")]),
    }
    taken: dict[str, list[Times]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, perform in ways.items():
            taken[way].append(_timed(perform))
    for way, times in taken.items():
        seconds, work = (median(one[which] for one in times) for which in (0, 1))
        print(f"  {way:<17}{lines / seconds:8.0f} lines/s {seconds:6.2f} s;", end=" ")
        print(f"by processor {lines / work:.0f} lines/s, {work:.2f} s")


def _timed(perform: Callable[[], object]) -> Times:
    began, worked = time.perf_counter(), _worked()
    perform()
    return time.perf_counter() - began, _worked() - worked


def _worked() -> float:
    """Seconds of the processor that this process and those it has waited for have had."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def compare(peer: str, python: str, rounds: int) -> None:
    """Turn about: ours, the peer's, ours, the peer's."""
    run, whole = {"livekit": (livekit, whole_livekit), "pipecat": (pipecat, whole_pipecat)}[peer]
    own: list[Taken] = []
    other: list[Taken] = []
    starts: dict[str, list[Times]] = {"flowctl": [], peer: []}
    for _ in range(rounds):
        own.append(ours())
        other.append(run(python))
        starts["flowctl"].append(_timed(whole_ours))
        starts[peer].append(_timed(partial(whole, python)))
    lines = {
        file.stem: len(read_transcript(file).transcripts[0].lines)
        for file in transcript_paths(PEERS / "flowctl")
    }
    common = [play for play in lines if play in other[0] and play != "no_input"]
    count = sum(lines[play] for play in common)
    print(f"{peer}: {len(common)} plays, {count} lines, {rounds} rounds")
    for play in lines:
        mine = median(one[play][0] for one in own) * 1000
        theirs = [one[play][0] * 1000 for one in other if play in one]
        told = f"{median(theirs):9.1f} ms" if theirs else "-"
        print(f"  {play:<16}{lines[play]:3d} lines {mine:7.2f} ms {told}")
    for what, which in (("seconds", 0), ("processor", 1)):
        fast, slow = ([sum(one[play][which] for play in common) for one in taken] for taken in (own, other))
        ratios = [b / a for a, b in zip(fast, slow, strict=True)]
        rates = f"flowctl {count / median(fast):.0f} lines/s, {peer} {count / median(slow):.0f} lines/s"
        print(f"  by {what:<10}{rates}, ratio {median(ratios):.0f} ({min(ratios):.0f} to {max(ratios):.0f})")
    for who, times in starts.items():
        seconds, work = (median(one[which] for one in times) for which in (0, 1))
        print(f"  whole process of {who}: {seconds:.1f} s, {work:.1f} s of the processor")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--livekit", metavar="PYTHON")
    parser.add_argument("--pipecat", metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int, default=0)
    asked = parser.parse_args()
    os.sched_setaffinity(0, {asked.core})
    os.environ["PYTHONPATH"] = str(ROOT)
    shipped(asked.rounds)
    given = {"livekit": asked.livekit, "pipecat": asked.pipecat}
    for name, python in given.items():
        if python:
            compare(name, python, asked.rounds)
        else:
            print(f"{name}: left out; say --{name} PYTHON")


if __name__ == "__main__":
    main()
