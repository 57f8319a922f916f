"""The first word of a state, which says what it does."""

from __future__ import annotations

from runtime.flow.faults import Faults, instead, listed, nearest, sure
from runtime.flow.scope import Scope
from runtime.flow.tree import Table, Text
from runtime.flow.wording import said

KINDS = ("menu", "ask", "converse", "decide", "fetch", "transfer", "record", "run", "end", "say")
"""`say` last: beside another of these words it means "say this"."""


def kind_of(scope: Scope, name: Text, table: Table) -> str | None:
    """The word that says what this state does; None after a complaint that nothing says it, or two do."""
    faults = scope.faults
    words = [word for word in KINDS if word in table]
    if not words:
        keys = [entry.key for entry in table if nearest(entry.key.value, KINDS)]
        no_kind(faults, name, keys[0] if keys else None, nearest(keys[0].value, KINDS) if keys else None)
        return None
    others = [word for word in words if word != "say"]
    if len(others) > 1:
        one, other = others[:2]
        faults.error(
            "two-kinds",
            said(
                "`{name}` is both `{one}` and `{other}`; a state does one thing",
                name=name.value,
                one=one,
                other=other,
            ),
            table.entries[other].key.mark,
            "Make two states of it, and let the first `go` to the second.",
            harm="Half of it would never happen.",
        )
        return None
    _stands_first(scope, table, words[0])
    return words[0]


def no_kind(faults: Faults, name: Text, key: Text | None, guess: str | None) -> None:
    """Complains that nothing says what a state does. key: what probably should have said it; guess: how."""
    faults.error(
        "no-kind",
        said("nothing says what the state `{name}` does", name=name.value),
        key.mark if key else name.mark,
        said("Begin it with one of: {kinds}.", kinds=listed(KINDS, len(KINDS))),
        harm="The call would stop here.",
        suggestion=guess,
        edits=instead(key, guess) if key and guess and sure(key.value, KINDS) else (),
    )


def _stands_first(scope: Scope, table: Table, word: str) -> None:
    first = next(iter(table))
    if first.key.value != word:
        scope.faults.error(
            "first-word",
            said("`{word}` says what this state does and must stand first", word=word),
            table.entries[word].key.mark,
            said("Move `{word}:` before `{key}:`.", word=word, key=first.key.value),
            harm="No caller suffers; the next reader of this file would.",
        )
