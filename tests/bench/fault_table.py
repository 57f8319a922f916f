"""Play every fault, every hang-up and every miss as whole calls, and write docs/faults.md.

    python tests/bench/fault_table.py [--some] [--print]

Takes about four minutes; the calls are in real time. `--some` plays one fault of each sort, `--print` writes
to the terminal. The same code runs in tests/calls.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "calls")]

import fault_cases  # noqa: E402
import hang_ups  # noqa: E402
from helpline_calls import make_clips  # noqa: E402
from misses import Missed, three_noises, three_silences  # noqa: E402

WHO = (
    "makes a noise three times; the recogniser finds no words",
    "the same, heard by the embedded recogniser",
    "is silent, in a flow whose ladder ends with a person",
)
PAGE = ROOT / "docs" / "faults.md"
TEXT = """\
# When something fails

Measured, not promised: `python tests/bench/fault_table.py` plays these calls and writes this page. Every
line is a whole call to the shipped helpline in Telugu, over real sockets: our carrier stand-in, the server,
and a stand-in of Sarvam with one fault in it. The caller presses a key, says one line and is then silent.
Times are taken from the recording of the line, at the caller's ear.

## Faults of the provider

*Words after*: seconds from the end of the caller's line to the first sound of the phone; it must be at most
{within:.0f}. *Longest silence*: in which nobody was heard, until a person was dialled or the call ended.

The fault lasts for the whole call.

- *{socket}*: sockets, and the REST requests that replace them, fail alike.
- *{only}*: the socket fails, the request in its place works.
- *{rest}*: `SARVAM_TRANSPORT=rest`.
- *{clips}*: the same, and the voice never worked, so there is not one clip on the disk.

{faults}

How it is done: every operation has a deadline of its own on the wall clock and one second try. Words that
never change are clips, made when the voice worked. Past 1.5 s of a model's silence the flow's `filler` is
spoken. A failure that nothing mends is the flow's `on_error`. When the voice is down and there is no clip,
the words before a person or a goodbye are read by the carrier (`<Say>`): nobody is passed on or hung up on
in silence.

## Misses

| the caller | what the flow did | ends with |
|---|---|---|
{misses}

## Hanging up

Beside every call is another one, on the same server, that must not notice. *Sarvam unused*: Sarvam's stand-in
has no request and no socket open for the call. *Nothing left*: no task, no socket, and no timer that would
hold the call in memory. A complaint that was sent is not taken back: the session waits for the service's
answer, at most four seconds.

{hangs}
"""


async def page(cases: list[fault_cases.Case]) -> tuple[str, bool]:
    """The page, and whether everything on it is as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        clips, flows = Path(folder) / "clips", Path(folder) / "flows"
        flows.mkdir()
        await make_clips(clips)
        results = await fault_cases.play_all(cases, clips, Path(folder) / "nothing")
        missed = await asyncio.gather(
            three_noises(clips, decode=False),
            three_noises(clips, decode=True),
            three_silences(clips, flows),
        )
        left = await hang_ups.all_phases(clips, at_once=3)
    text = TEXT.format(
        within=fault_cases.WORDS_WITHIN,
        socket=fault_cases.WAYS["socket"],
        only=fault_cases.WAYS["socket only"],
        rest=fault_cases.WAYS["rest"],
        clips=fault_cases.WAYS["no clips"],
        faults=fault_cases.table(results),
        misses="\n".join(_row(who, call) for who, call in zip(WHO, missed, strict=True)),
        hangs=hang_ups.table(left),
    )
    good = all(result.good for result in results) and all(one.other == "as scripted" for one in left)
    return text, good and all(call.report.dials for call in missed)


def _row(who: str, missed: Missed) -> str:
    taken = [name for name in missed.taken if name.startswith(("rung", "escalation"))]
    steps = ", ".join(f"`{name.partition(' ')[2]}`" for name in taken)
    return f"| {who} | {steps} | {'a person' if missed.report.dials else missed.outcome} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--some", action="store_true", help="one fault of each sort")
    parser.add_argument("--print", action="store_true", help="to the terminal instead of docs/faults.md")
    told = parser.parse_args()
    text, good = asyncio.run(page(list(fault_cases.some_cases() if told.some else fault_cases.all_cases())))
    if told.print:
        print(text)
    else:
        PAGE.write_text(text, encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
