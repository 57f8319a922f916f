"""One flow runs another: which flows a file names, and whether what is handed over and given back fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from runtime.flow.faults import nearest
from runtime.flow.model import End, Flow, Slot, SlotType
from runtime.flow.scope import Scope
from runtime.flow.template import Template
from runtime.flow.tree import Entry, Node, Table, Text
from runtime.flow.wording import said

ENDED = "ended"
"""What a run flow gives back besides its outputs: the outcome of its end."""
HARM_INPUT = "That flow would speak or decide with a value that is missing."
HARM_OUTPUT = "The flow that runs this one would get nothing."


DEEPEST_RUN = 8
"""Flows that may run one another in a row."""


def depth(flow: Flow) -> int:
    """How many flows stand one upon the other when it runs what it can run; 1 for one that runs none."""
    return 1 + max((depth(one) for one in flow.flows.values()), default=0)


def version_with(version: str, flows: Mapping[str, Flow]) -> str:
    """The version of a flow that runs others: theirs are part of it."""
    if not flows:
        return version
    every = "|".join([version, *(f"{name} {flows[name].version}" for name in sorted(flows))])
    return sha256(every.encode()).hexdigest()[:16]


def named_flows(tree: Table) -> Iterator[Text]:
    """Every `run` of a flow, in states and in lines, in the author's order."""
    defaults = tree.table("defaults")
    lines: list[Node] = [*tree.items("anywhere")]
    for owner in (defaults, *(state.value for state in tree.table("states") or ())):
        if isinstance(owner, Table):
            run = owner.text("run")
            if run is not None:
                yield run
            for key in ("options", "no_input", "no_match"):
                lines += owner.items(key)
    for line in lines:
        run = line.text("run") if isinstance(line, Table) else None
        if run is not None:
            yield run


def check_neighbours(scope: Scope, named: Iterable[Text]) -> None:
    """Whoever is visited must speak every language that a caller may have chosen by then, and mean the same
    by the name of a service."""
    told: set[str] = set()
    for run in named:
        flow = scope.flows.get(run.value)
        if flow is None or flow.name in told:
            continue
        told.add(flow.name)
        _check_services(scope, run)
        for language in scope.languages:
            if language not in flow.languages:
                scope.faults.error(
                    "run-language-missing",
                    said("the flow `{name}` does not speak {language}", name=flow.name, language=language),
                    run.mark,
                    said("Add {language} to `languages` in {file}.", language=language, file=flow.mark.file),
                    harm=said(
                        "A caller who has chosen {language} would hear {other} there.",
                        language=language,
                        other=flow.languages[0],
                    ),
                    related=(("the flow that is run", flow.mark),),
                )


def _check_services(scope: Scope, run: Text) -> None:
    """One name means one service in a call, whichever of its flows asks for it."""
    flow = scope.flows.get(run.value)
    for name, theirs in (flow.every_service() if flow else {}).items():
        ours = scope.services.get(name)
        if ours is not None and replace(ours, mark=theirs.mark) != theirs:
            scope.faults.error(
                "two-services",
                said("`{name}` is one service here and another in the flow that is run", name=name),
                run.mark,
                "Give one of them another name in services.yaml.",
                harm="The caller's request would go to the wrong place.",
                related=(("it is described here", ours.mark), ("and here", theirs.mark)),
            )


def returned(flow: Flow) -> dict[str, Slot]:
    """What comes back of it, each as a slot."""
    outcomes = tuple(dict.fromkeys(s.outcome for s in flow.states.values() if isinstance(s, End)))
    given = {name: flow.slots[name] for name in flow.outputs if name in flow.slots}
    return {**given, ENDED: Slot(ENDED, SlotType.CHOICE, flow.mark, choices=outcomes)}


def handed_over(scope: Scope, flow: Flow, run: Text, given: Table | None) -> tuple[tuple[str, Template], ...]:
    """The values of `with`, one for every input of the flow."""
    made: list[tuple[str, Template]] = []
    for entry in given or ():
        declared = flow.inputs.get(entry.key.value)
        if declared is None:
            scope.faults.unknown(
                "unknown-input",
                "input",
                entry.key,
                flow.inputs,
                harm="What is handed over here would be lost.",
                fix="" if flow.inputs else said("The flow `{name}` takes no inputs.", name=flow.name),
            )
        elif isinstance(entry.value, Text):
            value = scope.value_for(declared, entry.value)
            if value and _may_be_told(scope, declared, entry, value):
                made.append((declared.name, value))
    meant = {
        nearest(entry.key.value, flow.inputs) for entry in given or () if entry.key.value not in flow.inputs
    }
    for name, declared in flow.inputs.items():
        if (given is None or name not in given) and name not in meant:
            scope.faults.error(
                "missing-input",
                said(
                    "the flow `{flow}` needs `{name}`, and nothing is handed over", flow=flow.name, name=name
                ),
                run.mark,
                said("Write `{name}` and its value under `with:`.", name=name),
                harm=HARM_INPUT,
                related=(("it is asked for here", declared.mark),),
            )
    return tuple(made)


def _may_be_told(scope: Scope, declared: Slot, entry: Entry, value: Template) -> bool:
    """A sensitive value is handed only to an input that keeps it as one."""
    private = next((name for name in sorted(value.names) if scope.is_sensitive(name)), None)
    if private is None or declared.sensitive:
        return True
    scope.faults.error(
        "sensitive-handed-over",
        said("`{name}` is sensitive, and the input `{input}` is not", name=private, input=declared.name),
        entry.value.mark,
        said("Write `sensitive: yes` at the input `{input}`.", input=declared.name),
        harm="What the caller trusted us with would stand in the log, and go to the model.",
        related=(("the input is described here", declared.mark),),
    )
    return False


def outputs(scope: Scope, tree: Table) -> tuple[str, ...]:
    """What the flow gives back: names of its slots."""
    found: list[str] = []
    for name in tree.items("outputs"):
        if not isinstance(name, Text):
            continue
        if name.value == ENDED:
            scope.faults.error(
                "reserved-name",
                "`ended` is given back anyway: the outcome of the end",
                name.mark,
                "Remove it here, or give the slot another name.",
            )
        elif name.value in scope.slots:
            found.append(name.value)
        else:
            scope.faults.unknown("undeclared-slot", "slot", name, scope.slots, harm=HARM_OUTPUT)
    return tuple(found)
