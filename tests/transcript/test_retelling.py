"""A failure reads as a play, up to its last difference."""

from __future__ import annotations

from collections.abc import Callable

from runtime.transcript.result import Result
from runtime.transcript.retelling import heading, retelling

Played = Callable[..., Result]


def test_a_failure_is_told_up_to_its_last_difference(played: Played) -> None:
    result = played("  - bot: welcome.menu\n  - press: 1\n  - bot: closed.say\n  - bot: goodbye.say\n")
    told = list(retelling(result))
    assert told[0].startswith("     0.0  bot     welcome.menu: For prices press 1.")
    assert told[1].endswith("caller  presses 1")
    place, expected, heard, state, source, led = told[2:]
    assert place == "  ✗ play.yaml:5:10"
    assert expected.split() == ["expected", "bot:", "closed.say"]
    assert "prices.say (Rice is fifty rupees a kilo.)" in heard
    assert state.split() == ["in", "state", "prices"]
    assert "shop.yaml:" in source
    assert led.split()[:2] == ["because", "of"]
    assert led.endswith("shop.yaml:26:9 (option welcome/1)")


def test_what_led_there_is_told_unless_the_words_stand_in_the_state_itself(played: Played) -> None:
    result = played("  - bot: {says: hello}\n  - silence: 6s\n  - bot: goodbye.say\n")
    first, second = result.mismatches
    assert first.led is None
    assert second.led is not None
    assert second.led.name == "welcome/no_input/1"


def test_a_line_that_is_missing_is_told_with_what_to_write(played: Played) -> None:
    told = list(retelling(played("  - press: 1\n  - bot: prices.say\n")))
    assert told[-1].split()[:5] == ["to", "write", "`-", "bot:", "welcome.menu`"]


def test_a_play_that_passed_is_told_whole(played: Played) -> None:
    result = played("  - bot: welcome.menu\n  - press: 1\n  - bot: ...\n  - ended: done\n")
    assert [line.split()[1] for line in retelling(result)] == ["bot", "caller", "bot", "bot", "call"]


def test_the_title_names_the_language_when_there_are_several(played: Played) -> None:
    assert heading(played("  - bot: ...\n")) == "in place"
    several = played("  - bot: ...\n", "languages: [en-IN, te-IN]\n", "te-IN")
    assert heading(several) == "in place (te-IN)"
