"""Mistakes in names: a slip of the fingers in every kind of name that an author writes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mistake_edits import Slip, typo
from mistake_kinds import kind
from mistake_project import SPOKEN, File, FlowView, Node

BUILT_IN = (
    "caller",
    "language",
    "today",
    "now",
    "turns",
    "no_inputs",
    "no_matches",
    "visits",
    "open",
    "choice",
    "key",
)
NAME = re.compile(r"\b[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
QUOTED = re.compile(r"'[^']*'")
BRACES = re.compile(r"\{\{(.*?)\}\}")
WORDS = ("and", "or", "not", "in", "is", "if", "else")


def conditions(flow: FlowView) -> list[Node]:
    """Every condition of the flow."""
    return [
        value
        for path, key, value in flow.file.walk()
        if key.text == "when" and value.kind == "text" and "exits" not in path
    ]


def names_in(file: File, node: Node, source: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """Names in a condition or between braces, with their offsets in the file; no filters, no text."""
    bare = QUOTED.sub(lambda found: " " * len(found[0]), source)
    for found in NAME.finditer(bare):
        before = bare[: found.start()].rstrip()
        if found[0] not in WORDS and not before.endswith("|"):
            yield offset + found.start(), offset + found.end(), found[0]


def braced(file: File, node: Node) -> Iterator[tuple[int, int, str]]:
    raw = file.raw(node)
    for found in BRACES.finditer(raw):
        yield from names_in(file, node, found[1], node.start + found.start(1))


def templates(flow: FlowView) -> list[tuple[File, Node]]:
    """Everything with braces: words, and what is sent or handed over."""
    found = [(one.file, one.node) for one in flow.words if "{{" in one.text]
    found += [
        (flow.file, value)
        for path, _, value in flow.file.walk()
        if value.kind == "text"
        and value.text
        and "{{" in value.text
        and path[-2:-1] in (("send",), ("with",), ("set",))
    ]
    return found


def known(flow: FlowView) -> list[str]:
    saves = [state.body.say("save") or "" for state in flow.states.values()]
    return [*flow.slots, *saves, *BUILT_IN]


@kind("state-name-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    starts = {flow.root.get("start")}
    exits = {
        id(one)
        for state in flow.of_kind("converse")
        for one, _ in (state.body.get("exits") or Node(0, 0, 1, 1, True)).entries
    }
    for node in flow.goes:
        if node not in starts and id(node) not in exits:
            yield Slip().swap(flow.file, node, typo(node.text or "", chance, flow.states))


@kind("start-typo", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    start = flow.root.get("start")
    for _ in range(6):
        if start:
            yield Slip().swap(flow.file, start, typo(start.text or "", chance, flow.states))


@kind("state-renamed-in-one-place", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.states.values():
        users = flow.going_to(state.name)
        if users:
            new = chance.choice(
                [f"{state.name}_new", f"the_{state.name}", typo(state.name, chance, flow.states)]
            )
            slip = Slip().put(flow.file, state.key.start, state.key.end, new)
            for user in users:
                slip.at(flow.file, user.start)
            yield slip


@kind("exit-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("converse"):
        exits = state.body.get("exits")
        for key, _ in exits.entries if exits else ():
            yield Slip().swap(flow.file, key, typo(key.text or "", chance, flow.states))


@kind("prompt-name-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, key, value in flow.file.walk():
        if key.text in SPOKEN and value.text in flow.prompts:
            yield Slip().swap(flow.file, value, typo(value.text or "", chance, flow.prompts))


@kind("prompt-key-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for name, by_language in flow.prompts.items():
        for words in by_language.values():
            slip = Slip().swap(words.file, words.key, typo(name, chance, flow.prompts))
            for other in by_language.values():
                if other.file is not words.file:
                    slip.at(other.file, other.key.start)
            yield slip.at_lines(flow.saying(name), flow.project.files)


@kind("phrase-list-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, key, value in flow.file.walk():
        if key.text in ("phrases", "examples", "choices"):
            for one in value.texts:
                if one.text in flow.phrases:
                    yield Slip().swap(flow.file, one, typo(one.text or "", chance, flow.phrases))


@kind("phrase-key-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for name, by_language in flow.phrases.items():
        for file, key, _ in by_language.values():
            slip = Slip().swap(file, key, typo(name, chance, flow.phrases))
            for other, place, _ in by_language.values():
                if other is not file:
                    slip.at(other, place.start)
            yield slip.at_lines(flow.listing(name), flow.project.files)


@kind("slot-typo-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, node in templates(flow):
        for start, end, name in braced(file, node):
            root, dot, rest = name.partition(".")
            if root in flow.slots or root in known(flow):
                yield (
                    Slip()
                    .put(file, start, end, typo(root, chance, known(flow)) + dot + rest)
                    .at_node(file, node)
                )


@kind("slot-typo-in-condition")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for node in conditions(flow):
        for start, end, name in names_in(flow.file, node, flow.file.raw(node), node.start):
            root, dot, rest = name.partition(".")
            yield (
                Slip()
                .put(flow.file, start, end, typo(root, chance, known(flow)) + dot + rest)
                .at_node(flow.file, node)
            )


@kind("slot-typo-in-set")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, key, value in flow.file.walk():
        if key.text == "set":
            for name, _ in value.entries:
                yield Slip().swap(flow.file, name, typo(name.text or "", chance, flow.slots, BUILT_IN))
        if key.text == "fills":
            for one in value.texts:
                yield Slip().swap(flow.file, one, typo(one.text or "", chance, flow.slots, BUILT_IN))


@kind("visits-or-open-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for node in conditions(flow):
        for start, end, name in names_in(flow.file, node, flow.file.raw(node), node.start):
            root, _, rest = name.partition(".")
            if root in ("visits", "open") and rest:
                yield (
                    Slip()
                    .put(flow.file, start, end, f"{root}.{typo(rest, chance, flow.states)}")
                    .at_node(flow.file, node)
                )
    contacts = flow.project.table("contacts")
    for node in conditions(flow):
        raw = flow.file.raw(node)
        if raw.startswith(('"', "'")):
            continue
        state = chance.choice(sorted(flow.states))
        new = f"visits.{typo(state, chance, flow.states)} >= 2 and {raw}"
        if contacts and chance.random() < 0.5:
            name = chance.choice(contacts[1].names)
            new = f"open.{typo(name, chance, contacts[1].names)} and {raw}"
        yield Slip().swap(flow.file, node, new)


@kind("contact-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    contacts = flow.project.table("contacts")
    for state in flow.of_kind("transfer"):
        node = state.body.get("transfer")
        for _ in range(4):
            if node and contacts:
                yield Slip().swap(flow.file, node, typo(node.text or "", chance, contacts[1].names))


@kind("service-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    services = flow.project.table("services")
    for state in flow.of_kind("fetch"):
        node = state.body.get("fetch")
        for _ in range(4):
            if node and services:
                yield Slip().swap(flow.file, node, typo(node.text or "", chance, services[1].names))


@kind("filter-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, node in templates(flow):
        for found in re.finditer(r"\|\s*([a-z]+)", file.raw(node)):
            known_filters = (
                "digits",
                "digit",
                "rupees",
                "number",
                "ordinal",
                "date",
                "time",
                "phone",
                "spell",
                "last",
            )
            new = typo(found[1], chance, known_filters)
            if found[1].endswith("s") and chance.random() < 0.3:
                new = found[1][:-1]
            start = node.start + found.start(1)
            yield Slip().put(file, start, start + len(found[1]), new).at_node(file, node)


@kind("saved-field-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    services = flow.project.table("services")
    described = {
        state.body.say("save"): (services[1].get(state.body.say("fetch") or "") or state.body)
        for state in flow.of_kind("fetch")
        if services
    }
    places = [(file, node, *place) for file, node in templates(flow) for place in braced(file, node)]
    places += [
        (flow.file, node, *place)
        for node in conditions(flow)
        for place in names_in(flow.file, node, flow.file.raw(node), node.start)
    ]
    for file, node, start, end, name in places:
        root, _, rest = name.partition(".")
        service = described.get(root)
        if rest and service and service.get("returns"):
            yield Slip().put(file, start, end, f"{root}.{typo(rest, chance)}").at_node(file, node)


@kind("persona-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("converse"):
        node = state.body.get("converse")
        for _ in range(6):
            if node and node.text in flow.personas:
                yield Slip().swap(flow.file, node, typo(node.text or "", chance, flow.personas))
