"""Estimated lengths of spoken words."""

from runtime.transcript.duration import LETTERS_PER_SECOND, SHORTEST, seconds_to_say


def test_a_short_word_still_takes_a_moment() -> None:
    assert seconds_to_say("Yes.") == SHORTEST
    assert seconds_to_say("") == SHORTEST


def test_spaces_cost_nothing_and_letters_cost_the_same_everywhere() -> None:
    assert seconds_to_say("a" * 26) == 26 / LETTERS_PER_SECOND
    assert seconds_to_say("a " * 26) == seconds_to_say("a" * 26)
    assert seconds_to_say("క" * 26) == seconds_to_say("a" * 26)
