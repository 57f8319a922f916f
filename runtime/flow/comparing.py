"""Kinds of value, checked before any call: what a condition compares.

Numbers are compared with numbers, days with days, times with times, words with words. A yes or no is
compared with nothing. What a service gave has no kind here; it is checked when it arrives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from runtime.flow.faults import listed, nearest, part
from runtime.flow.kinds import family
from runtime.flow.model import SlotType
from runtime.flow.naming import Comparison
from runtime.flow.tree import Text
from runtime.flow.wording import said

if TYPE_CHECKING:
    from runtime.flow.scope import Scope

HARM_CONDITION = "The call could not decide where to go, and would take the error path."
HARM_WORDS = "At this point the caller would hear an apology instead of these words."
COUNTERS = frozenset({"turns", "no_inputs", "no_matches", "visits"})
_FORM = {
    "date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII),
}
_LIKE = {"date": "2027-01-26", "time": "18:00"}
_BUILT_IN = {"today": SlotType.DATE, "now": SlotType.TIME, "caller.number": SlotType.PHONE}


def kind_of(scope: Scope, name: str) -> SlotType | None:
    """The kind of what a dotted name stands for, where it has one."""
    if name.partition(".")[0] in scope.offered:
        return None if scope.slots[name].type is SlotType.CHOICE else scope.slots[name].type
    slot = scope.slot_of(name)
    return slot.type if slot is not None else _BUILT_IN.get(name)


def family_of(scope: Scope, name: str) -> str | None:
    """With what a name may be compared: "number", "text", "date", "time", "yes_no" (with nothing), or
    None when that cannot be told before a call."""
    root = name.partition(".")[0]
    if root in COUNTERS:
        return "number"
    if root == "open":
        return "yes_no"
    if name == "language":
        return "text"
    kind = kind_of(scope, name)
    return None if kind is None else family(kind)


def check_comparison(scope: Scope, text: Text, one: Comparison) -> None:
    """Complains of a name compared with something of another kind."""
    wanted = family_of(scope, one.name)
    if wanted is None or one.other in ("yes", "no", "true", "false"):
        return  # of these it is said what to write
    if wanted == "yes_no":
        _yes_or_no_compared(scope, text, one.name)
    elif one.other is not None:
        other = family_of(scope, one.other)
        if other not in (None, wanted, "yes_no"):
            message = said("`{name}` and `{other}` are of different kinds", name=one.name, other=one.other)
            fix = "Compare a number with a number, a day with a day, words with words."
            scope.faults.error("wrong-kind", message, part(text, one.name), fix, harm=HARM_CONDITION)
    elif wanted == "number":
        if isinstance(one.constant, bool) or not isinstance(one.constant, int | float):
            _not_a(scope, text, one, "`{name}` is a number, and `{value}` is not", _NUMBER)
    elif not isinstance(one.constant, str):
        _not_a(scope, text, one, "`{name}` is text, and `{value}` is not", _WORDS)
    elif wanted in _FORM:
        _check_form(scope, text, one, wanted)
    elif one.operator in ("eq", "ne", "in", "notin"):
        _check_word(scope, text, one.name, one.constant)


_NUMBER = "Write the number bare, without quotes and commas:  turns >= 20."
_WORDS = "Put the words in single quotes:  {name} == '…'."


def _not_a(scope: Scope, text: Text, one: Comparison, message: str, fix: str) -> None:
    scope.faults.error(
        "wrong-kind",
        said(message, name=one.name, value=one.constant),
        part(text, one.name),
        said(fix, name=one.name),
        harm=HARM_CONDITION,
    )


def _yes_or_no_compared(scope: Scope, text: Text, name: str) -> None:
    scope.faults.error(
        "wrong-kind",
        said("`{name}` is yes or no by itself and is compared with nothing", name=name),
        part(text, name),
        said("Write `{name}` or `not {name}`.", name=name),
        harm=HARM_CONDITION,
    )


def _check_form(scope: Scope, text: Text, one: Comparison, wanted: str) -> None:
    if not _FORM[wanted].fullmatch(one.constant):
        scope.faults.error(
            "never-true",
            said("`{name}` is never '{value}'", name=one.name, value=one.constant),
            part(text, one.constant),
            said("It looks like '{example}'.", example=_LIKE[wanted]),
            harm="This way is never taken, or always.",
        )


def _check_word(scope: Scope, text: Text, name: str, constant: str) -> None:
    slot = scope.slot_of(name)
    words: Iterable[str] = scope.languages if name == "language" else slot.choices if slot else ()
    if words and constant not in words:
        scope.faults.error(
            "never-true",
            said("`{name}` is never '{value}'", name=name, value=constant),
            part(text, constant),
            said("It can be: {names}.", names=listed(words)),
            harm="This way is never taken.",
            suggestion=nearest(constant, words),
        )
