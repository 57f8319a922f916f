"""What names and comparisons are read off a template."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.naming import Comparison, comparisons, condition_names, names, reckoned


def test_names_are_dotted_and_as_long_as_written() -> None:
    assert names("{{ a.b.c }}{% if d %}{{ e['f'] | last(3) }}{% endif %}") == {"a.b.c", "d", "e.f"}
    assert condition_names("not more and visits.ask > 2") == {"more", "visits.ask"}
    assert names("nothing") == frozenset()


def test_comparisons_with_something_fixed_on_either_side() -> None:
    assert set(comparisons("18 <= age <= 40 and day in ['sat', 'sun'] and 'x' == name and a == b")) == {
        Comparison("age", "gteq", 18),
        Comparison("age", "lteq", 40),
        Comparison("day", "in", "sat"),
        Comparison("day", "in", "sun"),
        Comparison("name", "eq", "x"),
        Comparison("a", "eq", None, "b"),
    }


@pytest.mark.parametrize(
    ("condition", "every_value"),
    [
        ("age >= 60 and not more or day in ['sat']", set()),
        ("60 <= age < 80", set()),
        ("age > limit", {"age", "limit"}),
        ("paid + due > 100", {"paid", "due"}),
        ("a > b + 1", {"a", "b"}),
        ("visits.one - visits.two > 1 and more", {"visits.one", "visits.two"}),
        ("(name | last(2)) == '12'", {"name"}),
        ("'x' in name", {"name"}),
        ("day in [first, 'sat']", {"day", "first"}),
        ("a if b > 2 else c", set()),
    ],
)
def test_names_of_which_any_value_may_count(condition: str, every_value: set[str]) -> None:
    assert reckoned(condition) == every_value


@pytest.mark.parametrize(
    ("condition", "fix"),
    [("visits.ask >= 2", "No state is declared yet."), ("open.desk", "contacts.yaml names nobody.")],
)
def test_where_nothing_has_a_name_yet_the_right_file_is_named(
    condition: str, fix: str, found: Callable[[str], list[Diagnostic]]
) -> None:
    flow = "flow: example\nlanguages: [en-IN]\nstart: ask\nescalation:\n  - {when: CONDITION, go: ask}\n"
    fixes = [one.fix for one in found(flow.replace("CONDITION", condition)) if one.rule == "unknown-name"]
    assert fixes == [fix]
