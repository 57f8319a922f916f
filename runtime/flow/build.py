"""From what was read to a Flow: names resolved, defaults applied, all faults collected.

The build assumes nothing about shapes (the schema complains of those) and never stops at the first
fault: a part that cannot be made is left out, and the flow as a whole exists only when nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from runtime.flow import values
from runtime.flow.contacts import contacts
from runtime.flow.diagnostic import Mark
from runtime.flow.faults import Faults
from runtime.flow.lines import escalation, ladder, line, options, target
from runtime.flow.menu_words import generate
from runtime.flow.model import BargeIn, Defaults, Direction, Flow, Line, State
from runtime.flow.running import check_neighbours, named_flows, outputs, returned
from runtime.flow.scope import LANGUAGES, RESERVED, Scope
from runtime.flow.services import services
from runtime.flow.slots import declare
from runtime.flow.source import Source
from runtime.flow.states import States, barge_in
from runtime.flow.tree import Items, Table, Text
from runtime.flow.voice import voice
from runtime.flow.wording import said
from runtime.flow.words import (
    add_persona_file,
    add_phrases,
    add_prompts,
    add_shared_phrases,
    add_shared_prompts,
    language_known,
    unknown_language,
)

DEFAULT_WAIT = 6.0


@dataclass(slots=True)
class Runs:
    """What a flow can run. flows: those that it names and that are in order. broken: those that it names
    and that are not. neighbours: the names of all flows of the project."""

    flows: dict[str, Flow] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    neighbours: Iterable[str] = ()


@dataclass(slots=True)
class Parts:
    """Every file a flow is made from, as it was read. flow: with what it includes. prompts: by language.
    personas: by name. shared_prompts, shared_phrases: of included files, by name and then language."""

    flow: Table
    prompts: dict[str, Table] = field(default_factory=dict)
    personas: dict[str, Source] = field(default_factory=dict)
    contacts: Table | None = None
    services: Table | None = None
    version: str = ""
    files: tuple[str, ...] = ()
    runs: Runs = field(default_factory=Runs)
    shared_prompts: Table | None = None
    shared_phrases: Table | None = None


def build(parts: Parts, faults: Faults) -> Flow | None:
    """The flow, or None when any fault was found (here or before)."""
    scope = _scope(parts, faults)
    tree = parts.flow
    defaults = _defaults(scope, tree.table("defaults"), tree.mark)
    anywhere = options(scope, tree.get("anywhere"), "anywhere")
    rules = escalation(scope, tree.get("escalation"))
    speaker = voice(tree.table("voice"))
    maker = States(scope, defaults, speaker)
    states: dict[str, State] = {}
    for entry in tree.table("states") or ():
        state = maker.build(entry)
        if state:
            states[state.name] = state
    generate(scope, list(states.values()))
    start = target(scope, tree.get("start"))
    voicemail = target(scope, tree.get("voicemail")) if "voicemail" in tree else None
    direction = _direction(scope, tree)
    given_back = outputs(scope, tree)
    name, title = tree.text("flow"), tree.text("title")
    source = _source_language(scope, tree.text("source_language"))
    if faults.any_error or parts.runs.broken or start is None or name is None:
        return None
    return Flow(
        name=name.value,
        title=title.value if title else name.value,
        languages=scope.languages,
        start=start,
        states=states,
        defaults=defaults,
        mark=name.mark,
        version=parts.version,
        voice=speaker,
        anywhere=anywhere,
        escalation=rules,
        slots=scope.slots,
        prompts=scope.prompts,
        phrases=scope.phrases,
        contacts=scope.contacts,
        services=scope.services,
        files=parts.files,
        direction=direction,
        inputs={entry.key.value: scope.slots[entry.key.value] for entry in tree.table("inputs") or ()},
        outputs=given_back,
        voicemail=voicemail,
        flows=parts.runs.flows,
        source_language=source,
    )


def _direction(scope: Scope, tree: Table) -> Direction:
    text, voicemail = tree.text("direction"), tree.entries.get("voicemail")
    direction = Direction(text.value) if text and text.value in set(Direction) else Direction.INBOUND
    if voicemail and direction is Direction.INBOUND:
        scope.faults.error(
            "voicemail-inbound",
            "`voicemail` is for a flow that calls out, and this one is called",
            voicemail.key.mark,
            "Add `direction: outbound`, or remove `voicemail`.",
            harm="No machine ever calls us; the state would never speak.",
        )
    return direction


def _scope(parts: Parts, faults: Faults) -> Scope:
    """Everything that has a name, before anything that uses one."""
    tree = parts.flow
    states = tree.table("states")
    scope = Scope(faults)
    scope.languages = _languages(scope, tree)
    scope.states = {entry.key.value: entry.key.mark for entry in states or ()}
    scope.contacts = contacts(parts.contacts, faults)
    scope.services = services(parts.services, faults)
    scope.flows, scope.broken = parts.runs.flows, parts.runs.broken
    scope.neighbours = parts.runs.neighbours
    check_neighbours(scope, named_flows(tree))
    _saved(scope, states)
    files = {language: file for language, file in parts.prompts.items() if language in scope.languages}
    for language, file in files.items():
        add_phrases(scope, file, language)
    add_shared_phrases(scope, parts.shared_phrases)
    declare(scope, tree.table("slots"), states, inputs=tree.table("inputs"))
    for language, file in files.items():
        add_prompts(scope, file, language)
    add_shared_prompts(scope, parts.shared_prompts)
    for name, source in parts.personas.items():
        add_persona_file(scope, name, source)
    return scope


def _languages(scope: Scope, tree: Table) -> tuple[str, ...]:
    node = tree.get("languages")
    members = node.members if isinstance(node, Items) else [node]
    found: list[str] = []
    for one in members:
        if not isinstance(one, Text):
            continue
        known = one.value if one.value in LANGUAGES else unknown_language(scope, one)
        if known is not None and known not in found:
            found.append(known)
    return tuple(found)


def _source_language(scope: Scope, word: Text | None) -> str:
    """The language that the others are translated from; the first one when the flow does not say."""
    if word is not None and language_known(scope, word):
        return word.value
    return scope.languages[0] if scope.languages else ""


def _saved(scope: Scope, states: Table | None) -> None:
    for entry in states or ():
        if not isinstance(entry.value, Table):
            continue
        save, fetch, run = (entry.value.text(key) for key in ("save", "fetch", "run"))
        if save is None:
            continue
        if save.value in RESERVED:
            scope.faults.error(
                "reserved-name",
                said("`{name}` already has a meaning in every flow", name=save.value),
                save.mark,
                "Choose another name.",
            )
        if run and run.value in scope.flows:
            scope.returned.setdefault(save.value, {}).update(returned(scope.flows[run.value]))
            continue
        service = scope.services.get(fetch.value) if fetch else None
        scope.saved[save.value] = service.returns if service else None


def _defaults(scope: Scope, table: Table | None, mark: Mark) -> Defaults:
    """Without an `on_error` of its own the flow ends with the built-in apology: a line that goes nowhere."""
    nowhere = Line(mark)
    if table is None:
        return Defaults(on_error=nowhere, wait=DEFAULT_WAIT)
    wait = table.text("wait")
    on_error = line(scope, table.get("on_error"), "defaults.on_error") if "on_error" in table else None
    return Defaults(
        on_error=on_error or nowhere,
        wait=(values.seconds(wait.value) if wait else None) or DEFAULT_WAIT,
        barge_in=barge_in(table.text("barge_in")) or BargeIn.YES,
        no_input=ladder(scope, table.get("no_input"), "defaults.no_input") or (),
        no_match=ladder(scope, table.get("no_match"), "defaults.no_match") or (),
    )
