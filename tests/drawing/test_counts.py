"""Counts are read strictly."""

from __future__ import annotations

import pytest

from runtime.drawing.counts import Counts, CountsUnreadable, read_counts


def test_counts() -> None:
    assert read_counts('{"states": {"a": 3}, "edges": {"a -> b": 2}}') == Counts({"a": 3}, {("a", "b"): 2})
    assert read_counts("{}") == Counts()


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "nonsense", '{"nodes": {}}', '{"states": []}', '{"edges": {"a": 1}}', "[" * 100000),
        *(f'{{"states": {{"a": {count}}}}}' for count in ('"x"', "true", "-1", "NaN", "1e99")),
    ],
)
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(CountsUnreadable):
        read_counts(text)
