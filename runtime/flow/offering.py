"""What an `ask` may say besides its slot: choices that a service gave, and answers that are not taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from runtime.flow.faults import listed, part
from runtime.flow.model import Refusal
from runtime.flow.scope import Scope
from runtime.flow.tree import Node, Table, Text
from runtime.flow.wording import said
from runtime.flow.words import prompt

MOST_OFFERED = 9
"""So many choices have a key of their own."""
HARM_UNHEARD = "The caller could not hear what there is to choose from."
_PLAIN = frozenset({"string", "number", "integer"})


def offered(scope: Scope, name: Text, table: Table) -> str | None:
    """The dotted name of a service's list, as `choices: free.times` gives it; None when there is none."""
    source = table.text("choices")
    each = table.entries.get("each")
    if source is None:
        if each is not None:
            scope.faults.error(
                "each-without-list",
                "`each` is spoken for the choices that a service gave, and there are none",
                each.key.mark,
                "Write  choices: free.times  beside it, or remove it.",
                harm=HARM_UNHEARD,
            )
        return None
    if each is None:
        scope.faults.error(
            "each-missing",
            said("nothing says how each of `{name}` is offered", name=source.value),
            source.mark,
            'Add  each: "For {{ choice }}, press {{ key }}."',
            harm=HARM_UNHEARD,
        )
    _check_list(scope, source)
    return source.value


def _check_list(scope: Scope, source: Text) -> None:
    """Complains when that name is no list of words or numbers. A service that does not say what it returns is
    taken at its word; what comes is checked in the call."""
    root, _, rest = source.value.partition(".")
    if root not in scope.saved:
        scope.faults.error(
            "unknown-name",
            said("no `fetch` saves `{name}`", name=root),
            part(source, root),
            said("Saved are: {names}.", names=listed(scope.saved)) if scope.saved else _FETCH_FIRST,
            harm=HARM_UNHEARD,
        )
        return
    schema: Any = scope.saved[root]
    for step in rest.split("."):
        fields = schema.get("properties") if isinstance(schema, Mapping) else None
        if not isinstance(fields, Mapping):
            return
        if step not in fields:
            scope.faults.error(
                "unknown-name",
                said("the service does not return `{name}`", name=step),
                part(source, step),
                said("It returns: {names}.", names=listed(fields)),
                harm=HARM_UNHEARD,
            )
            return
        schema = fields[step]
    if isinstance(schema, Mapping) and not _is_list(schema):
        scope.faults.error(
            "not-a-list",
            said("`{name}` is no list of words or numbers", name=source.value),
            source.mark,
            "Name a list that services.yaml describes as  {type: array, items: {type: string}}.",
            harm=HARM_UNHEARD,
        )


_FETCH_FIRST = "Fetch the list first, and keep it:  save: free."


def _is_list(schema: Mapping[str, Any]) -> bool:
    items = schema.get("items")
    kind = items.get("type") if isinstance(items, Mapping) else None
    return schema.get("type", "array") == "array" and (kind is None or kind in _PLAIN)


def refusals(scope: Scope, name: Text, nodes: Iterable[Node]) -> tuple[Refusal, ...]:
    """The answers that are not taken, in the order they are tried."""
    made: list[Refusal] = []
    for number, node in enumerate(nodes, start=1):
        if not isinstance(node, Table):
            continue
        when = node.text("when")
        condition = scope.condition(when) if when else None
        words = prompt(scope, node.get("say"), f"{name.value}.refuse.{number}.say")
        if condition and words:
            made.append(Refusal(condition, words, node.mark))
    return tuple(made)
