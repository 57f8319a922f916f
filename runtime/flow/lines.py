"""Lines: what happens next. Rungs, options, escalation, limits, on_error, closed, failed and branches."""

from __future__ import annotations

from runtime.flow import values, wording
from runtime.flow.model import Branch, EscalationRule, Flow, Go, Ladder, Line, Option
from runtime.flow.scope import Scope
from runtime.flow.template import Template
from runtime.flow.tree import Items, Node, Table, Text
from runtime.flow.wording import said
from runtime.flow.words import language_known, phrase_lists, prompt

HARM_LOST = "The caller would be left standing here, and the call would end with an apology."
HARM_STUCK = "A caller who is not understood would hear the same words for ever."


def target(scope: Scope, node: Node | None) -> str | None:
    """The state that a `go` names; None after a complaint."""
    if not isinstance(node, Text):
        return None
    if node.value in scope.states:
        return node.value
    scope.faults.unknown("unknown-target", "state", node, scope.states, harm=HARM_LOST)
    return None


def line(scope: Scope, node: Node | None, place: str, *, may_run: bool = False) -> Line | None:
    """A line, or a bare state name. may_run: False where a line must lead away (the schema says so)."""
    if isinstance(node, Text):
        go = target(scope, node)
        return Line(node.mark, go=go) if go else None
    if not isinstance(node, Table):
        return None
    go_text = node.get("go")
    go = target(scope, go_text) if go_text is not None else None
    repeat = flag(node, "repeat")
    if go_text is not None and repeat:
        mark = node.entries["repeat"].key.mark
        scope.faults.error(
            "go-and-repeat",
            "a line either goes somewhere or repeats the question",
            mark,
            "Remove one of the two.",
        )
    said = prompt(scope, node.get("say"), f"{place}.say")
    return Line(
        node.mark, _set(scope, node.get("set")), said, go, repeat, _visited(scope, node) if may_run else None
    )


def run_flow(scope: Scope, run: Text) -> Flow | None:
    """The flow that a `run` names. None after a complaint; a flow that is broken is complained of in its
    own file."""
    flow = scope.flows.get(run.value)
    if flow is None and run.value not in scope.broken:
        scope.faults.unknown("unknown-flow", "flow", run, scope.neighbours, harm=HARM_LOST)
    return flow


def _visited(scope: Scope, node: Table) -> str | None:
    """The flow that a line visits in place of `go`."""
    run = node.text("run")
    if run is None:
        return None
    if "go" in node:
        scope.faults.error(
            "go-and-run",
            "a line either goes somewhere or visits a flow and comes back",
            run.mark,
            "Remove one of the two.",
        )
    flow = run_flow(scope, run)
    if flow is None:
        return None
    if flow.inputs:
        scope.faults.error(
            "line-gives-no-inputs",
            wording.said("the flow `{name}` needs inputs, which a line cannot hand over", name=flow.name),
            run.mark,
            "Let the line `go` to a state that runs it, with `with:`.",
            harm="That flow would speak or decide with a value that is missing.",
        )
    return flow.name


def flag(table: Table, key: str) -> bool:
    """yes → True; anything else, also nothing, False."""
    text = table.text(key)
    return bool(text and values.yes_no(text.value))


def _set(scope: Scope, node: Node | None) -> tuple[tuple[str, Template], ...]:
    if not isinstance(node, Table):
        return ()
    made: list[tuple[str, Template]] = []
    for entry in node:
        if not isinstance(entry.value, Text):
            continue
        name = entry.key.value
        if name == "language":
            if "{" not in entry.value.value and not language_known(scope, entry.value):
                continue
        elif name not in scope.slots:
            fix = "Declare it under `slots:`."
            scope.faults.unknown(
                "undeclared-slot",
                "slot",
                entry.key,
                [*scope.slots, "language"],
                fix=fix,
                harm="What is kept here could never be used.",
            )
            continue
        value = scope.set_value(name, entry.value)
        if value:
            made.append((name, value))
    return tuple(made)


def ladder(scope: Scope, node: Node | None, place: str) -> Ladder | None:
    """The rungs of a no_input or no_match; None when none are given."""
    if not isinstance(node, Items):
        return None
    rungs: list[Line] = []
    for number, member in enumerate(node.members, 1):
        rung = line(scope, member, f"{place}.{number}", may_run=True)
        if rung is None:
            continue
        rungs.append(rung)
        goes = isinstance(member, Text) or (isinstance(member, Table) and "go" in member)
        last = number == len(node.members)
        if last and not goes:
            scope.faults.error(
                "ladder-without-end",
                "the last rung has no `go`",
                member.mark,
                "Let the last rung go to a person or to a goodbye, for example `- {go: operator}`.",
                harm=HARM_STUCK,
            )
        elif goes and not last:
            scope.faults.error(
                "rung-after-go",
                "this rung leaves the state, so the rungs behind it are never reached",
                member.mark,
                "Only the last rung has a `go`.",
                harm="The caller would get fewer tries than the flow says.",
            )
    return tuple(rungs)


def options(scope: Scope, node: Node | None, place: str) -> tuple[Option, ...]:
    """Menu options or `anywhere` lines; a key that stands twice is an error."""
    if not isinstance(node, Items):
        return ()
    made: list[Option] = []
    seen: dict[str, Text] = {}
    for number, member in enumerate(node.members, 1):
        if not isinstance(member, Table):
            continue
        here = f"{place}.{number}"
        what = line(scope, member, here, may_run=True)
        key = _key(scope, member, seen)
        phrases = phrase_lists(scope, member.get("phrases"), f"{here}.phrases")
        if "key" not in member and "phrases" not in member:
            scope.faults.error(
                "option-unreachable",
                "this line has neither a `key` nor `phrases`",
                member.mark,
                "Say which key takes it, or which phrases.",
                harm="No caller could ever choose it.",
            )
        label = prompt(scope, member.get("label"), f"{here}.label")
        if what:
            made.append(Option(what, member.mark, key, phrases, label))
    return tuple(made)


def _key(scope: Scope, member: Table, seen: dict[str, Text]) -> str | None:
    text = member.text("key")
    key = values.key(text.value) if text else None
    if text is None or key is None:
        return None
    if key in seen:
        scope.faults.error(
            "key-twice",
            said("the key {text} has two meanings here", text=text.value),
            text.mark,
            "Give one of them another key.",
            harm="The caller who presses it would always get the first.",
            related=(("the first is here", seen[key].mark),),
        )
        return key
    seen[key] = text
    return key


def escalation(scope: Scope, node: Node | None) -> tuple[EscalationRule, ...]:
    if not isinstance(node, Items):
        return ()
    made: list[EscalationRule] = []
    for number, member in enumerate(node.members, 1):
        if not isinstance(member, Table):
            continue
        when = member.text("when")
        condition = scope.condition(when) if when else None
        what = line(scope, member, f"escalation.{number}")
        reason = member.text("reason")
        if condition and what:
            made.append(EscalationRule(condition, what, member.mark, reason.value if reason else None))
    return tuple(made)


def go(scope: Scope, node: Node | None) -> Go | None:
    """Where a state leads: a name, or branches of which the last says `else`."""
    if isinstance(node, Text):
        name = target(scope, node)
        return (Branch(name, node.mark),) if name else None
    if not isinstance(node, Items):
        return None
    made: list[Branch] = []
    for member in node.members:
        if isinstance(member, Table):
            branch = _branch(scope, member)
            if branch:
                made.append(branch)
    _check_else(scope, node)
    return tuple(made) if made else None


def _branch(scope: Scope, member: Table) -> Branch | None:
    if "else" in member:
        name = target(scope, member.get("else"))
        return Branch(name, member.mark) if name else None
    when = member.text("when")
    condition = scope.condition(when) if when else None
    name = target(scope, member.get("go"))
    return Branch(name, member.mark, condition) if name and condition else None


def _check_else(scope: Scope, node: Items) -> None:
    branches = [member for member in node.members if isinstance(member, Table)]
    if not branches:
        return
    for branch in branches[:-1]:
        if "else" in branch:
            scope.faults.error(
                "else-not-last",
                "`else` stands before other branches, which are never read",
                branch.entries["else"].key.mark,
                "Move it to the end.",
                harm="The ways behind it are never taken.",
            )
    if "else" not in branches[-1]:
        scope.faults.error(
            "missing-else",
            "the last branch must say `else`",
            branches[-1].mark,
            "Add a last line, for example `- {else: operator}`.",
            harm=HARM_LOST,
        )
