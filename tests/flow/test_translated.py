"""The record of what each translation was made from."""

from __future__ import annotations

import pytest

from runtime.flow.translated import Record, Standing, copied, fingerprint, record


def made(*facts: tuple[str, str, str]) -> Record:
    found = Record()
    for prompt, source, words in facts:
        found.note(prompt, fingerprint(source), words)
    return found


@pytest.mark.parametrize(
    ("source", "words", "standing"),
    [
        ("We are open.", "हम खुले हैं।", Standing.CURRENT),
        ("We  are open.\n", "हम खुले हैं।", Standing.CURRENT),
        ("We are closed.", "हम खुले हैं।", Standing.STALE),
        ("We are closed.", "हम बंद हैं।", Standing.UNRECORDED),
        ("We are closed.", None, Standing.MISSING),
        ("We are open.", "TODO हम खुले हैं।", Standing.MISSING),
        ("We are closed.", "We are closed.", Standing.SAME),
    ],
)
def test_how_words_stand_to_their_source(source: str, words: str | None, standing: Standing) -> None:
    assert made(("hours", "We are open.", "हम खुले हैं।")).standing("hours", source, words) is standing


def test_a_record_is_read_as_it_was_written() -> None:
    known = made(("b", "two", "दो"), ("a.say", "one", "एक"))
    assert record(known.text()).facts == known.facts
    lines = [line for line in known.text().splitlines() if not line.startswith("#")]
    assert [line.split()[0] for line in lines] == ["a.say", "b"]


def test_lines_that_are_no_facts_are_passed_over() -> None:
    text = "<<<<<<< ours\nhours 0123456789ab ba9876543210\n=======\nhours nonsense\n>>>>>>> theirs\n\x00\n"
    assert record(text).facts == {("hours", "ba9876543210"): {"0123456789ab"}}


def test_a_new_note_takes_the_place_of_the_old_and_what_is_gone_is_forgotten() -> None:
    known = made(("hours", "one", "एक"), ("hours", "two", "दो"), ("old", "x", "y"))
    assert len(known.facts) == 2
    known.only(["hours"])
    assert [prompt for prompt, _ in known.facts] == ["hours"]


@pytest.mark.parametrize(
    ("source", "words", "same"),
    [
        ("Please hold the line.", "Please  hold the line.", True),
        ("OTP", "OTP", False),
        ("Namaste!", "Namaste!", False),
        ("{{ village }}, {{ ticket.id | digits }}", "{{ village }}, {{ ticket.id | digits }}", False),
        ("Please hold the line.", "దయచేసి ఆగండి.", False),
    ],
)
def test_a_copy_is_three_words_long(source: str, words: str, same: bool) -> None:
    assert copied(source, words) is same
