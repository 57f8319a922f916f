"""What names and comparisons are read off a template."""

from __future__ import annotations

from runtime.flow.naming import Comparison, comparisons, condition_names, names


def test_names_are_dotted_and_as_long_as_written() -> None:
    assert names("{{ a.b.c }}{% if d %}{{ e['f'] | last(3) }}{% endif %}") == {"a.b.c", "d", "e.f"}
    assert condition_names("not more and visits.ask > 2") == {"more", "visits.ask"}
    assert names("nothing") == frozenset()


def test_comparisons_with_something_fixed_on_either_side() -> None:
    assert set(comparisons("18 <= age <= 40 and day in ['sat', 'sun'] and 'x' == name and a == b")) == {
        Comparison("age", "lteq", 18),
        Comparison("age", "lteq", 40),
        Comparison("day", "in", "sat"),
        Comparison("day", "in", "sun"),
        Comparison("name", "eq", "x"),
        Comparison("a", "eq", None, "b"),
    }
