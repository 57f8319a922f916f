"""Edits put into a text: only what they name changes."""

from __future__ import annotations

import pytest

from runtime.flow.diagnostic import Edit, Mark
from runtime.flow.mending import mend


def edit(line: int, column: int, length: int, text: str) -> Edit:
    return Edit(Mark("x.yaml", line, column, length), text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_and_line_ends_stay(end: str) -> None:
    text = end.join(["promts:  # what is said", "  a: నమస్కారం", ""])
    assert mend(text, [[edit(1, 1, 6, "prompts")]]) == (text.replace("promts", "prompts"), 1)


def test_columns_count_code_points() -> None:
    assert mend("a: నమస్కారం బై\n", [[edit(1, 13, 2, "x")]])[0] == "a: నమస్కారం x\n"


def test_nothing_is_replaced_by_an_edit_without_length() -> None:
    assert mend("go: x\n", [[edit(1, 5, 0, "e")]])[0] == "go: ex\n"


def test_a_line_of_which_nothing_is_left_goes() -> None:
    assert mend("a: 1\n  # gone\nb: 2\n", [[edit(2, 1, 8, "")]])[0] == "a: 1\nb: 2\n"
    assert mend("a: 1  # gone\nb: 2\n", [[edit(1, 5, 8, "")]])[0] == "a: 1\nb: 2\n"


def test_of_two_that_touch_the_first_is_taken() -> None:
    groups = [[edit(1, 3, 3, "XYZ")], [edit(1, 5, 3, "no")], [edit(1, 7, 1, "G")]]
    assert mend("abcdefgh\n", groups) == ("abXYZfGh\n", 2)
    assert mend("abcdefgh\n", reversed(groups[:2])) == ("abcdnoh\n", 1)


def test_a_group_is_taken_whole_or_not_at_all() -> None:
    groups = [[edit(1, 1, 1, "A")], [edit(1, 3, 1, "C"), edit(1, 1, 1, "x")]]
    assert mend("abc\n", groups) == ("Abc\n", 1)


@pytest.mark.parametrize("place", [(9, 1, 1), (1, 9, 1), (1, 4, 2), (0, 1, 1)])
def test_an_edit_outside_the_text_is_not_taken(place: tuple[int, int, int]) -> None:
    assert mend("abc\n", [[edit(*place, "x")]]) == ("abc\n", 0)
