"""Mistakes about answers, models and services: what is asked, what is kept, and who may hear it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mistake_edits import Slip
from mistake_kinds import kind
from mistake_project import FlowView, Node, Place, State
from operators_names import BRACES, conditions, templates
from operators_words import said


def asked(flow: FlowView, slot: str) -> list[State]:
    return [state for state in flow.of_kind("ask") if state.body.say("ask") == slot]


def slot_places(flow: FlowView, slot: str) -> list[Place]:
    """Lines of the slot's description, and of the states that ask it."""
    key, body = flow.slots[slot]
    nodes = [key, body] + [node for state in asked(flow, slot) for node in (state.key, state.body)]
    return [(flow.file.name, line) for node in nodes for line in range(node.line, node.last_line + 1)]


@kind("digits-without-length")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for name, (_, body) in flow.slots.items():
        if body.say("type") == "digits" and body.get("length"):
            yield (
                Slip().remove(flow.file, body, "length").at_lines(slot_places(flow, name), flow.project.files)
            )
    for state in flow.of_kind("ask"):
        slot = state.body.say("ask") or ""
        kind_of = state.body.get("type")
        if kind_of and kind_of.text in ("number", "text"):
            yield (
                Slip()
                .swap(flow.file, kind_of, "digits")
                .at_lines(slot_places(flow, slot), flow.project.files)
            )


@kind("min-above-max")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for name, (_, body) in flow.slots.items():
        low, high = body.get("min"), body.get("max")
        if low and high:
            slip = Slip().put(flow.file, low.start, low.end, flow.file.raw(high))
            slip.put(flow.file, high.start, high.end, flow.file.raw(low))
            yield slip.at_lines(slot_places(flow, name), flow.project.files)
        elif body.say("type") in ("number", "amount") and not low and not high:
            for pair in ("min: 100, max: 10", "min: 18, max: 1"):
                if body.inline:
                    yield (
                        Slip()
                        .add(flow.file, body, pair)
                        .at_lines(slot_places(flow, name), flow.project.files)
                    )
        elif low and not high and re.fullmatch(r"\d+", low.text or ""):
            slip = Slip().add(flow.file, body, f"max: {int(low.text or 0) - 1}")
            yield slip.at_lines(slot_places(flow, name), flow.project.files)
        elif high and not low and re.fullmatch(r"\d+", high.text or ""):
            slip = Slip().add(flow.file, body, f"min: {int(high.text or 0) + 1}")
            yield slip.at_lines(slot_places(flow, name), flow.project.files)
        length = body.get("length")
        found = re.match(r"^(\d+)-(\d+)$", length.text or "") if length else None
        if found and length:
            slip = Slip().swap(flow.file, length, f"{found[2]}-{found[1]}")
            yield slip.at_lines(slot_places(flow, name), flow.project.files)


@kind("wrong-comparison")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    kinds = {name: body.say("type") or "text" for name, (_, body) in flow.slots.items()}
    for node in conditions(flow):
        raw = flow.file.raw(node)
        for found in re.finditer(r"(?<![\w.'])(\d+)(?![\w.'])", raw):
            start = node.start + found.start(1)
            yield (
                Slip().put(flow.file, start, start + len(found[1]), f"'{found[1]}'").at_node(flow.file, node)
            )
        for found in re.finditer(r"(?<![\w.'])([a-z_]+)(?![\w.'(])", raw):
            if kinds.get(found[1]) == "yes_no":
                end = node.start + found.end(1)
                new = chance.choice([" == 'yes'", " == 'haan'", " == 1", " > 0"])
                yield Slip().put(flow.file, end, end, new).at_node(flow.file, node)
        for found in re.finditer(r"\b([a-z_]+) *[!=]= *('[^']*')", raw):
            if kinds.get(found[1]) in ("text", "choice") or found[1] == "language":
                start = node.start + found.start(2)
                yield (
                    Slip()
                    .put(flow.file, start, start + len(found[2]), chance.choice(["3", "1"]))
                    .at_node(flow.file, node)
                )


@kind("one-equals-sign")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for node in conditions(flow):
        raw = flow.file.raw(node)
        for found in re.finditer(r"[=!<>]=", raw):
            start = node.start + found.start()
            yield Slip().put(flow.file, start, start + 2, "=").at_node(flow.file, node)
        if re.fullmatch(r"[a-z_]+", raw):
            yield Slip().put(flow.file, node.end, node.end, " = yes").at_node(flow.file, node)


@kind("and-in-capitals")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for node in conditions(flow):
        raw = flow.file.raw(node)
        if not raw.startswith(('"', "'")):
            for joined in ("AND", "&&", "OR", "and and"):
                yield Slip().swap(flow.file, node, f"{raw} {joined} turns >= 2")


def _uses(flow: FlowView, name: str) -> list[tuple[str, int]]:
    """Lines in which a value is spoken, sent or compared, and the lines that say those prompts."""
    found: list[Place] = []
    for file, node in templates(flow):
        if any(re.search(rf"(?<![\w.']){re.escape(name)}\b", one) for one in BRACES.findall(file.raw(node))):
            found += [(file.name, line) for line in range(node.line, node.last_line + 1)]
            prompt = next((words.prompt for words in flow.words if words.node is node), None)
            found += flow.saying(prompt) if prompt else []
    return found


@kind("asking-skipped")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    exits = {
        id(key) for one in flow.of_kind("converse") for key, _ in (one.body.get("exits") or one.body).entries
    }
    for state in flow.of_kind("ask", "fetch"):
        name = state.body.say("ask") if state.kind == "ask" else state.body.say("save")
        go = state.body.get("go")
        uses = _uses(flow, name or "?")
        own = set(state.lines())
        if not (go and go.kind == "text" and name and uses):
            continue
        if all(file == flow.file.name and line in own for file, line in uses) or _set_elsewhere(flow, name):
            continue
        if not _spoken_from(flow, go.text or "", name):
            continue
        for user in flow.going_to(state.name):
            if user.line not in own and id(user) not in exits and _before(flow, state, user):
                yield Slip().swap(flow.file, user, go.text or "").at_lines(uses, flow.project.files)


def _set_elsewhere(flow: FlowView, name: str) -> bool:
    """Whether something else gives this value, so that going past this state need be no mistake."""
    return sum(
        name in (state.body.say("ask"), state.body.say("save")) for state in flow.states.values()
    ) > 1 or any(key.text == "set" and name in value.names for _, key, value in flow.file.walk())


def _before(flow: FlowView, asking: State, user: Node) -> bool:
    """Whether a call can come to this line without having been asked: else going past is no mistake."""
    home = next((one.name for one in flow.states.values() if user.line in one.lines()), None)
    shared = [
        one.text or ""
        for one in flow.goes
        if not any(one.line in each.lines() for each in flow.states.values())
    ]
    waiting, seen = [flow.root.say("start") or "", *shared], {asking.name}
    while waiting:
        name = waiting.pop()
        if name == home:
            return True
        if name not in seen and name in flow.states:
            seen.add(name)
            lines = flow.states[name].lines()
            waiting += [one.text or "" for one in flow.goes if one.line in lines]
    return home is None


def _spoken_from(flow: FlowView, state: str, name: str) -> bool:
    """Whether the very next state speaks or sends the value: then going past is certainly a mistake."""
    there = flow.states[state]
    raw = flow.file.raw(there.body)
    spoken = raw + " ".join(
        words.text for word in ("say", "menu", "confirm") for words in said(flow, there, word)
    )
    return any(re.search(rf"(?<![\w.']){re.escape(name)}\b", one) for one in BRACES.findall(spoken))


@kind("save-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("fetch", "run"):
        name = state.body.say("save")
        if name:
            uses = _uses(flow, name)
            uses += [
                (flow.file.name, node.line)
                for node in conditions(flow)
                if re.search(rf"\b{name}\b", node.text or "")
            ]
            uses += [
                (flow.file.name, value.line)
                for _, key, value in flow.file.walk()
                if key.text == "choices" and (value.text or "").startswith(name + ".")
            ]
            if uses:
                yield Slip().remove(flow.file, state.body, "save").at_lines(uses, flow.project.files)


@kind("choices-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for name, (_, body) in flow.slots.items():
        if body.get("choices") and body.say("type") == "choice":
            yield (
                Slip()
                .remove(flow.file, body, "choices")
                .at_lines(slot_places(flow, name), flow.project.files)
            )
    for state in flow.of_kind("ask"):
        kind_of = state.body.get("type")
        if kind_of and state.body.get("choices") is None:
            places = slot_places(flow, state.body.say("ask") or "")
            yield Slip().swap(flow.file, kind_of, "choice").at_lines(places, flow.project.files)


@kind("ten-choices")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for name, (_, body) in flow.slots.items():
        choices = body.get("choices")
        if choices and choices.kind == "list" and len(flow.phrases) >= 10:
            for _ in range(3):
                picked = chance.sample(sorted(flow.phrases), 10)
                yield (
                    Slip()
                    .swap(flow.file, choices, f"[{', '.join(picked)}]")
                    .at_lines(slot_places(flow, name), flow.project.files)
                )
    for state in flow.of_kind("ask"):
        kind_of = state.body.get("type")
        if (
            kind_of
            and state.body.get("choices") is None
            and len(flow.phrases) >= 10
            and state.body.inline is False
        ):
            picked = chance.sample(sorted(flow.phrases), 10)
            slip = (
                Slip()
                .swap(flow.file, kind_of, "choice")
                .add(flow.file, state.body, f"choices: [{', '.join(picked)}]")
            )
            yield slip.at_lines(slot_places(flow, state.body.say("ask") or ""), flow.project.files)
