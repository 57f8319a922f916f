"""Earlier names of states: `renamed_from`. An old name says of one state what it was called before."""

from __future__ import annotations

from runtime.flow.scope import Scope
from runtime.flow.tree import Table, Text
from runtime.flow.wording import said

HARM = "It could not be said where the callers are who stand in that state when the new version comes."


def earlier_names(scope: Scope, table: Table) -> tuple[str, ...]:
    """The names that a state had before; complains of one that is a state still, or was another's too."""
    found: list[str] = []
    for name in table.items("renamed_from"):
        if not isinstance(name, Text) or name.value in found:
            continue
        if name.value in scope.states:
            scope.faults.error(
                "renamed-from-a-state",
                said("`{name}` is still a state of this flow", name=name.value),
                name.mark,
                "Remove it here, or give the other state another name.",
                harm=HARM,
                related=(("it stands here", scope.states[name.value]),),
            )
        elif name.value in scope.renamed:
            scope.faults.error(
                "renamed-twice",
                said("two states say that they were called `{name}`", name=name.value),
                name.mark,
                "Only one of them can have had this name; remove it from the other.",
                harm=HARM,
                related=(("the other says it here", scope.renamed[name.value]),),
            )
        else:
            scope.renamed[name.value] = name.mark
            found.append(name.value)
    return tuple(found)
