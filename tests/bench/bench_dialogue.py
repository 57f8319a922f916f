"""How long one event takes in the core, on the shipped helpline: `python tests/bench/bench_dialogue.py`.

Prints the mean over a whole outage call (menu, model, confirmation, fetch, goodbye), the slowest kind of
event, the time to compile the flow and the size of a call at its end. Figures are of this machine only.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "dialogue")]

from phone import Phone  # noqa: E402

from runtime.dialogue.dialogue import Dialogue  # noqa: E402
from runtime.flow.load import load  # noqa: E402
from runtime.flow.model import Flow  # noqa: E402

ROUNDS = 300


def outage(flow: Flow) -> Phone:
    """A Telugu caller reports an outage and says goodbye."""
    phone = Phone(flow)
    phone.press("1").answer("మా ఊర్లో కరెంట్ లేదు")
    phone.reply(exit="report_outage")
    phone.silence().answer("కొండాపూర్").answer("అవును")
    phone.fetched({"id": "4821"}).answer("లేదు").listen_out()
    assert phone.call.ended == "resolved", phone.call
    return phone


def main() -> None:
    flow = load(ROOT / "flows" / "electricity").flow
    assert flow is not None
    begin = time.perf_counter()
    dialogue = Dialogue(flow)
    compiled = time.perf_counter() - begin
    phone = outage(flow)
    spent: dict[str, float] = defaultdict(float)
    events = [event for event, _ in phone.steps[1:] if event is not None]
    for _ in range(ROUNDS):
        call = dialogue.start(**phone.start_arguments).call
        for event in events:
            begin = time.perf_counter()
            step = dialogue.advance(call, event)
            spent[type(event).__name__] += time.perf_counter() - begin
            call = step.call
    total = sum(spent.values()) / ROUNDS
    count: dict[str, int] = defaultdict(int)
    for event in events:
        count[type(event).__name__] += 1
    each = {kind: seconds / ROUNDS / count[kind] * 1e6 for kind, seconds in spent.items()}
    print(f"compile        {compiled * 1e3:8.1f} ms  ({len(flow.states)} states)")
    print(f"an event       {total / len(events) * 1e6:8.1f} µs  (mean of {len(events)} events × {ROUNDS})")
    for kind, microseconds in sorted(each.items(), key=lambda item: -item[1]):
        print(f"  {kind:<14}{microseconds:8.1f} µs  × {count[kind]}")
    print(f"a call         {len(pickle.dumps(phone.call)):8d} bytes pickled at its end")


if __name__ == "__main__":
    main()
