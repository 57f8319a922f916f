from __future__ import annotations

import pytest

from runtime.audio.endpointing import Change, Endpointing, Patience


def changes(
    machine: Endpointing, verdicts: str, milliseconds: int = 20, start: int | None = None
) -> list[tuple[int, Change]]:
    """verdicts: "x" speech, "." silence. (index of the verdict, change), where something changed."""
    said = [machine.feed(v == "x", milliseconds, start=start) for v in verdicts]
    return [(at, change) for at, change in enumerate(said) if change is not Change.NOTHING]


def test_an_utterance_starts_and_ends() -> None:
    machine = Endpointing(Patience(start=120, hang=500))
    got = changes(machine, "." * 10 + "x" * 20 + "." * 30)
    assert got == [(15, Change.STARTED), (30 + 24, Change.ENDED)]
    assert not machine.speaking and machine.short == 0


def test_a_pause_shorter_than_the_hang_does_not_cut() -> None:
    machine = Endpointing(Patience(hang=500))
    got = changes(machine, "x" * 20 + "." * 24 + "x" * 20 + "." * 25)
    assert [change for _, change in got] == [Change.STARTED, Change.ENDED]


def test_a_click_is_dropped_and_counted() -> None:
    machine = Endpointing(Patience(start=120))
    assert changes(machine, "..xxx" + "." * 20 + "xx" + "." * 20) == []
    assert machine.short == 2


def test_clicks_do_not_add_up() -> None:
    machine = Endpointing(Patience(start=120))
    assert changes(machine, "xx..." * 40) == []


def test_the_closure_inside_a_word_does_not_lose_its_beginning() -> None:
    machine = Endpointing(Patience(start=120))
    got = changes(machine, "xxxx..xxxx")
    assert got == [(9, Change.STARTED)]
    assert machine.run == 200  # the pre-roll reaches back to the first sound


def test_the_longest_utterance_is_cut_and_a_new_one_begins() -> None:
    machine = Endpointing(Patience(start=100, longest=1000))
    got = changes(machine, "x" * 110)
    assert got == [
        (4, Change.STARTED),
        (49, Change.ENDED),
        (54, Change.STARTED),
        (99, Change.ENDED),
        (104, Change.STARTED),
    ]


def test_the_width_of_a_verdict_does_not_matter() -> None:
    narrow = changes(Endpointing(), "x" * 64 + "." * 64, 10)
    wide = changes(Endpointing(), "x" * 20 + "." * 20, 32)
    assert [round(at * 10 / 100) for at, _ in narrow] == [round(at * 32 / 100) for at, _ in wide]


def test_more_may_be_asked_of_a_start_for_a_while() -> None:
    machine = Endpointing(Patience(start=120))
    assert changes(machine, "x" * 9, start=200) == []
    assert changes(machine, "x", start=200) == [(0, Change.STARTED)]


def test_impossible_patience() -> None:
    with pytest.raises(ValueError, match="impossible"):
        Patience(start=0)
    with pytest.raises(ValueError, match="impossible"):
        Patience(start=500, longest=100)
