"""The playback queue: order, marks, clear, gaps, the ten minutes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from runtime.standin.carrier.playback import LONGEST_QUEUE, SILENCE, Playback


def test_sound_is_played_in_order_and_padded_with_silence():
    playback = Playback()
    playback.push(b"a" * 200)
    assert playback.tick() == (b"a" * 160, [])
    assert playback.tick() == (b"a" * 40 + SILENCE * 120, [])
    assert playback.tick() == (SILENCE * 160, [])


def test_a_mark_comes_back_when_what_was_before_it_is_played():
    playback = Playback()
    assert playback.mark("at once")
    playback.push(b"a" * 320)
    assert not playback.mark("later")
    playback.push(b"b" * 160)
    assert playback.tick()[1] == []
    assert playback.tick()[1] == ["later"]


def test_clear_drops_the_sound_and_gives_back_the_marks():
    playback = Playback()
    playback.push(b"a" * 1600)
    playback.mark("one")
    playback.mark("two")
    playback.tick()
    assert playback.clear() == (1440, ["one", "two"])
    assert playback.tick() == (SILENCE * 160, [])
    assert playback.mark("three")


def test_a_hole_in_a_prompt_is_told_from_the_end_of_one():
    playback = Playback()
    playback.push(b"a" * 100)
    for _ in range(3):
        playback.tick()
    _, gap = playback.push(b"a" * 160)
    assert gap is not None
    assert (gap.milliseconds, gap.marked) == (47.5, False)
    playback.mark("end")
    playback.tick()
    playback.tick()
    _, gap = playback.push(b"b")
    assert gap is not None
    assert gap.marked


def test_before_the_first_sound_and_after_a_clear_there_is_no_gap():
    playback = Playback()
    playback.tick()
    assert playback.push(b"a" * 160)[1] is None
    playback.tick()
    playback.tick()
    playback.clear()
    assert playback.push(b"a")[1] is None


def test_more_than_ten_minutes_are_thrown_away():
    playback = Playback()
    assert playback.push(b"a" * LONGEST_QUEUE)[0] == 0
    assert playback.push(b"a" * 7)[0] == 7


@given(st.lists(st.one_of(st.binary(max_size=500), st.just("tick"), st.just("mark"), st.just("clear"))))
def test_every_mark_comes_back_once_and_every_byte_is_heard_or_cleared(script):
    playback, sent, back, heard, dropped, total = Playback(), [], [], b"", 0, b""
    for number, step in enumerate([*script, *["tick"] * 200]):
        if isinstance(step, bytes):
            playback.push(step)
            total += step
        elif step == "mark":
            sent.append(str(number))
            back += [str(number)] if playback.mark(str(number)) else []
        elif step == "clear":
            lost, names = playback.clear()
            dropped += lost
            back += names
        else:
            before = playback.played
            frame, names = playback.tick()
            assert len(frame) == 160
            heard += frame[: playback.played - before] if playback.played > before else b""
            back += names
    assert back == sent
    assert len(heard) + dropped == len(total)
