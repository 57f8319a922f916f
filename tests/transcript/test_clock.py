"""The clock runs only when told to, and in the order of time."""

import pytest

from runtime.transcript.clock import VirtualClock


def test_the_earlier_comes_first_whenever_it_was_ordered() -> None:
    clock: VirtualClock[str] = VirtualClock()
    clock.order(5.0, "late")
    clock.order(2.0, "early")
    assert [clock.take(), clock.take()] == ["early", "late"]
    assert clock.now == 5.0


def test_of_two_at_one_moment_the_first_ordered_comes_first() -> None:
    clock: VirtualClock[str] = VirtualClock()
    for name in "abc":
        clock.order(1.0, name)
    assert [clock.take() for _ in "abc"] == ["a", "b", "c"]


def test_a_cancelled_order_never_happens_and_moves_no_time() -> None:
    clock: VirtualClock[str] = VirtualClock()
    number = clock.order(1.0, "never")
    clock.order(3.0, "then")
    clock.cancel(number)
    assert clock.next_at() == 3.0
    assert clock.take() == "then"
    clock.cancel(number)
    assert clock.next_at() is None


def test_an_order_for_the_past_happens_now() -> None:
    clock: VirtualClock[str] = VirtualClock()
    clock.order(4.0, "first")
    clock.take()
    clock.order(1.0, "overdue")
    assert clock.take() == "overdue"
    assert clock.now == 4.0


def test_nothing_is_due_after_the_end() -> None:
    clock: VirtualClock[str] = VirtualClock()
    clock.order(1.0, "x")
    clock.clear()
    assert clock.next_at() is None
    with pytest.raises(IndexError):
        clock.take()
