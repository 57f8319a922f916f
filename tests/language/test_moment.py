"""What belongs to a date and what to a time."""

from __future__ import annotations

from runtime.language.moment import tokens


def told(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.owner) for token in tokens(text)]


def test_numbers_are_told_apart() -> None:
    assert told("26 January at 5 pm") == [("number", "date"), ("month", ""), ("number", "time"), ("part", "")]
    assert told("పదిహేనవ తేదీ సాయంత్రం ఐదున్నర") == [
        ("ordinal", "date"),
        ("date", ""),
        ("part", ""),
        ("number", "time"),
    ]
    assert told("room 15") == [("other", ""), ("number", "")]


def test_words_that_join_are_passed_over() -> None:
    assert told("I will come on the 5th, please") == [("ordinal", "date")]


def test_figures_are_kept_as_they_are_written() -> None:
    assert [token.value for token in tokens("15/12 at 5:30")] == [[15, 12], [5, 30]]
