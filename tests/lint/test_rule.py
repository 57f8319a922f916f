"""What a rule is: its name, its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from runtime.flow.diagnostic import Severity
from runtime.lint.rule import Finding, Rule, page
from runtime.lint.subject import Subject

PAGE = """One sentence
in two lines.

**Why:** Because
callers suffer.

**Bad:**

    flow: bad

**Good:**

    flow: good
"""


def nothing(subject: Subject) -> Iterator[Finding]:
    yield from ()


def test_the_file_gives_the_name() -> None:
    assert Rule("runtime.lint.rules.dead_end", Severity.ERROR, nothing, harm="none").name == "dead-end"


def test_a_page_is_taken_apart() -> None:
    taken = page(PAGE)
    assert (taken.summary, taken.why) == ("One sentence in two lines.", "Because callers suffer.")
    assert (taken.bad, taken.good) == ("flow: bad\n", "flow: good\n")


@pytest.mark.parametrize("section", ["Why", "Bad", "Good"])
def test_a_page_that_lacks_a_section_is_refused(section: str) -> None:
    with pytest.raises(ValueError, match="Good"):
        page(PAGE.replace(f"**{section}:**", section))
