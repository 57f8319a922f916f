"""What can only have been meant by a shape that is not right: told once, where it stands, and read as it was
meant, so that nothing that merely follows from it is told beside it.

    languages: te-IN, hi-IN        a list without its brackets
    hello: {…, bye: {end: done}}   a state indented into the one above
    transfr: desk                  the first word of a state, mistyped
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Edit, Mark
from runtime.flow.faults import NOT_LOADED, Faults, instead, listed, nearest, sure
from runtime.flow.first_word import KINDS, no_kind
from runtime.flow.schema import schema
from runtime.flow.tree import Entry, Items, Node, Table, Text
from runtime.flow.wording import said

_LISTS = ("languages", "outputs", "include", "choices", "fills", "phrases", "holidays", "days", "hosts")
"""Keys that no text with a comma can stand behind."""
_NAMES = re.compile(r"[^\s,]+(?:\s*,\s*[^\s,]+)+\Z")
_NAMED = ("slots", "inputs", "states", "contacts")
_LISTED = ("anywhere", "options", "hours")


def as_meant(tree: Table, name: str, faults: Faults) -> Table:
    """The tree of a file, changed where it can only have been meant otherwise. name: of its schema."""
    if name in ("flow", "include"):
        _states(tree, faults)
    if name in ("flow", "include", "contacts", "services"):
        for table in _tables(tree):
            for entry in list(table):
                if entry.key.value in _LISTS and _without_brackets(entry.value):
                    table.entries[entry.key.value] = Entry(entry.key, _listed(entry.key, entry.value, faults))
    return tree


def members(text: Text) -> list[Text]:
    """What stands between the commas of a text that was written on one line, each at its own place."""
    found: list[Text] = []
    for piece in re.finditer(r"[^,]+", text.value):
        words = piece.group().strip()
        if words:
            column = text.mark.column + piece.start() + len(piece.group()) - len(piece.group().lstrip())
            mark = Mark(text.mark.file, text.mark.line, column, len(words))
            found.append(Text(words, mark, text.plain, text.cut if piece.end() == len(text.value) else ""))
    return found


def brackets(text: Text) -> tuple[Edit, ...]:
    """The edit that puts brackets round such a text; none when it is not on one line as it was written."""
    return (Edit(text.mark, f"[{text.value}]"),) if text.mark.length == len(text.value) else ()


def _without_brackets(node: Node) -> bool:
    return isinstance(node, Text) and node.plain and not node.cut and bool(_NAMES.match(node.value))


def _listed(key: Text, node: Node, faults: Faults) -> Items:
    assert isinstance(node, Text)
    faults.error(
        "wrong-type",
        said("`{label}` is one text with commas in it, not a list", label=key.value),
        node.mark,
        said("Put brackets around them:  {label}: [{phrases}]", label=key.value, phrases=node.value),
        edits=brackets(node),
    )
    return Items(list(members(node)), node.mark)


def _tables(tree: Table) -> Iterator[Table]:
    """The tables in which such a list may stand."""
    yield tree
    inner = [entry.value for name in _NAMED for entry in tree.table(name) or ()]
    for table in (tree, *(one for one in inner if isinstance(one, Table))):
        if table is not tree:
            yield table
        for name in _LISTED:
            yield from (one for one in table.items(name) if isinstance(one, Table))


def _states(tree: Table, faults: Faults) -> None:
    states = tree.table("states")
    if states is None:
        return
    words = _words()
    known = {word for every in words.values() for word in every}
    in_order: dict[str, Entry] = {}
    waiting = list(states)[::-1]
    while waiting:
        entry = waiting.pop()
        in_order[entry.key.value] = entry
        if not isinstance(entry.value, Table):
            continue
        _first_word(entry.key, entry.value, words, known, faults)
        taken = states.entries.keys() | in_order.keys()
        inside = [one for one in entry.value if one.key.value not in known and _is_state(one.value)]
        for one in [one for one in inside if one.key.value not in taken][::-1]:
            _too_far_in(entry.key, one.key, faults)
            del entry.value.entries[one.key.value]
            waiting.append(one)
    states.entries.clear()
    states.entries.update(in_order)


def _is_state(node: Node) -> bool:
    first = next(iter(node), None) if isinstance(node, Table) else None
    return first is not None and first.key.value in KINDS


def _too_far_in(above: Text, name: Text, faults: Faults) -> None:
    faults.error(
        "unknown-key",
        said("the state `{name}` stands inside the state `{above}`", name=name.value, above=above.value),
        name.mark,
        said(
            "Begin `{name}:` under the first letter of `{above}:`, and move its lines as far to the left.",
            name=name.value,
            above=above.value,
        ),
        harm="No call would ever come to it.",
        related=((said("`{above}` begins here", above=above.value), above.mark),),
    )


def _first_word(
    name: Text, table: Table, words: dict[str, frozenset[str]], known: set[str], faults: Faults
) -> None:
    """Puts the word that says what a state does in the place of one that is nearly it, where everything else
    in the state belongs to it."""
    if any(word in table for word in KINDS if word != "say"):
        return
    for entry in table:
        key = entry.key
        if key.value in known:
            continue
        others = {one.key.value for one in table} & known
        fitting = [word for word in KINDS if word != "say" and others <= words[word]]
        guess = nearest(key.value, fitting)
        if guess is None:
            continue
        if "say" in table:
            faults.error(
                "unknown-key",
                said("`{key}` has no meaning here", key=key.value),
                key.mark,
                said("Begin it with one of: {kinds}.", kinds=listed(KINDS, len(KINDS))),
                harm=NOT_LOADED,
                suggestion=guess,
                edits=instead(key, guess) if sure(key.value, KINDS) else (),
            )
        else:
            no_kind(faults, name, key, guess)
        meant = Entry(Text(guess, key.mark, key.plain), entry.value)
        entries = [meant if one is entry else one for one in table]
        table.entries.clear()
        table.entries.update({one.key.value: one for one in entries})
        return


def _words() -> dict[str, frozenset[str]]:
    """What may stand in a state, by the word that says what it does."""
    parts = schema("flow")["$defs"]
    return {kind: frozenset(parts[f"{kind}_state"]["properties"]) for kind in KINDS}
