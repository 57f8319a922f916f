"""Call records: answers are remembered within bounds, and what was said is forgotten at the end."""

from __future__ import annotations

from runtime.dialogue.call import Call
from runtime.store.calls import KEPT_ANSWERS, MemoryCalls, Record


def record() -> Record:
    return Record("CA1", "+911", "+181", "kiosk", "v1")


async def test_what_is_saved_is_loaded_and_forgotten() -> None:
    store = MemoryCalls()
    await store.save(record())
    found = await store.load("CA1")
    assert found is not None
    assert found.flow == "kiosk"
    await store.forget("CA1")
    await store.forget("CA1")
    assert await store.load("CA1") is None
    assert len(store) == 0


def test_answers_are_bounded_and_the_newest_stay() -> None:
    one = record()
    for number in range(KEPT_ANSWERS + 10):
        one.remember(f"document {number}", f"menu?{number}")
    assert len(one.answers) == KEPT_ANSWERS
    assert one.answers[f"menu?{KEPT_ANSWERS + 9}"] == f"document {KEPT_ANSWERS + 9}"


def test_at_the_end_the_conversation_is_gone() -> None:
    one = record()
    one.call = Call(flow="kiosk", version="v1", state="choose", language="en-IN")
    one.close("resolved")
    assert one.call is None
    assert one.outcome == "resolved"
