"""Mistakes in where the call goes: ladders, branches, loops, lost states, phrases that collide."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import permutations

from mistake_edits import Mistake, Slip
from mistake_kinds import kind
from mistake_project import LADDERS, FlowView, Node, State
from operators_names import conditions


def phrase_groups(flow: FlowView) -> Iterator[list[str]]:
    """Lists that are heard at once and lead to different things."""
    groups = [flow.root.get("anywhere")]
    groups += [state.body.get("options") for state in flow.of_kind("menu")]
    for group in groups:
        named = [one.say("phrases") for one in (group.items if group else ()) if one.say("phrases")]
        yield [one for one in named if one in flow.phrases]
    for _, key, value in flow.file.walk():
        if key.text == "choices":
            yield [one.text or "" for one in value.texts if one.text in flow.phrases]


def _into_another(flow: FlowView, chance: random.Random, change: bool) -> Iterator[Slip]:
    for group in phrase_groups(flow):
        for first, second in permutations(dict.fromkeys(group), 2):
            for language, (file, key, value) in flow.phrases[second].items():
                theirs = flow.phrases[first].get(language)
                if theirs is None or value.kind != "list" or not value.items:
                    continue
                phrase = chance.choice(theirs[2].texts).text or ""
                new = sounds_like(phrase, language, chance) if change else phrase
                if new is None or re.search(r"[,:\[\]{}#]", new):
                    continue
                slip = (
                    Slip()
                    .add_item(file, value, new)
                    .at_node(file, key, value)
                    .at_node(theirs[0], theirs[1], theirs[2])
                )
                yield slip.at_lines(flow.listing(first) + flow.listing(second), flow.project.files)


SOUNDS = [
    ("ि", "ी"), ("ी", "ि"), ("ु", "ू"), ("ू", "ु"), ("ज़", "ज"), ("ड़", "ड"), ("फ़", "फ"), ("ँ", "ं"),
    ("ె", "ే"), ("ే", "ె"), ("ి", "ీ"), ("ు", "ూ"), ("ొ", "ో"), ("ో", "ొ"),
    ("ி", "ீ"), ("ு", "ூ"), ("ெ", "ே"), ("ಿ", "ೀ"), ("ು", "ೂ"), ("ি", "ী"), ("ু", "ূ"),
    ("ee", "i"), ("oo", "u"), ("aa", "a"), ("th", "t"), ("w", "v"), ("sh", "s"), ("i ", "ee "), ("u ", "oo "),
]  # fmt: skip


def sounds_like(phrase: str, language: str, chance: random.Random) -> str | None:
    """The phrase as another would spell it: a vowel long for short, a dot left out, a vowel doubled.
    English has no such habit; there it is capitals and a sign at the end."""
    if language == "en-IN":
        made = chance.choice([phrase.upper(), phrase.capitalize() + "!", phrase + "?"])
        return made if made != phrase else None
    can = [(old, new) for old, new in SOUNDS if old in phrase]
    if not can:
        return None
    old, new = chance.choice(can)
    return phrase.replace(old, new, 1)


@kind("same-phrase-in-two-lists")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _into_another(flow, chance, change=False)


@kind("phrases-that-sound-alike")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _into_another(flow, chance, change=True)


@kind("no-phrases")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for by_language in flow.phrases.values():
        for file, key, value in by_language.values():
            yield Slip().swap(file, value, "[]").at(file, key.start)


@kind("two-options-one-key")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    groups = [flow.root.get("anywhere"), *(state.body.get("options") for state in flow.of_kind("menu"))]
    for group in groups:
        keyed = [one for one in (group.items if group else ()) if one.get("key")]
        for first, second in permutations(keyed, 2):
            node = second.get("key")
            if node:
                yield Slip().swap(flow.file, node, first.say("key") or "").at_node(flow.file, first, second)


def ladders(flow: FlowView) -> Iterator[tuple[Node, Node, Node]]:
    """The table that holds it, its key and the list."""
    tables = [flow.root.get("defaults"), *(state.body for state in flow.states.values())]
    for table in tables:
        for key, value in table.entries if table else ():
            if key.text in LADDERS and value.kind == "list" and value.items:
                yield table or value, key, value


@kind("ladder-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    defaults = flow.root.get("defaults")
    listening = [state.key for state in flow.of_kind("menu", "ask", "converse")]
    if defaults is None:
        return
    for names in (["no_input"], ["no_match"], ["no_input", "no_match"]):
        slip = Slip().at(flow.file, (flow.root.key("defaults") or defaults).start)
        for name in names:
            if name in defaults.names:
                slip.remove(flow.file, defaults, name)
        for key in listening:
            slip.at(flow.file, key.start)
        yield slip
    key = flow.root.key("defaults")
    if key:
        without = Slip().remove(flow.file, flow.root, "defaults")
        for one in listening:
            without.at(flow.file, one.start)
        yield without.at(flow.file, flow.root.start)


@kind("ladder-without-end")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, key, ladder in ladders(flow):
        last = ladder.items[-1]
        go = last.key("go")
        target = last.get("go")
        if go and target:
            yield Slip().put(flow.file, go.start, target.end, "repeat: yes").at_node(flow.file, key, ladder)
        elif last.kind == "text":
            yield Slip().swap(flow.file, last, "{repeat: yes}").at_node(flow.file, key, ladder)


@kind("last-rung-removed")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, key, ladder in ladders(flow):
        if len(ladder.items) > 1:
            yield Slip().remove_item(flow.file, ladder, len(ladder.items) - 1).at_node(flow.file, key, ladder)


@kind("rung-after-go")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, key, ladder in ladders(flow):
        last = ladder.items[-1].say("go") or ladder.items[-1].text
        for one in ladder.items[:-1]:
            again = one.key("repeat")
            value = one.get("repeat")
            if last and again and value:
                yield (
                    Slip()
                    .put(flow.file, again.start, value.end, f"go: {last}")
                    .at_node(flow.file, key, ladder)
                )
            elif last and one.kind == "table" and one.get("go") is None:
                yield Slip().add(flow.file, one, f"go: {last}").at_node(flow.file, key, ladder)


@kind("loop-without-exit")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("say"):
        go = state.body.get("go")
        if go and go.kind == "text":
            yield Slip().swap(flow.file, go, state.name).at_node(flow.file, state.key, state.body)
            for before in flow.of_kind("say"):
                theirs = before.body.get("go")
                if before is not state and theirs and theirs.text == state.name:
                    slip = Slip().swap(flow.file, go, before.name).at_node(flow.file, state.key, state.body)
                    yield slip.at_node(flow.file, before.key, before.body)


def _only_ways(flow: FlowView) -> Iterator[tuple[State, Node]]:
    """States to which one line leads, and that line's target."""
    for state in flow.states.values():
        users = [one for one in flow.going_to(state.name) if one.line not in state.lines()]
        if len(users) == 1:
            yield state, users[0]


@kind("unreachable-state")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    exits = {
        id(key) for one in flow.of_kind("converse") for key, _ in (one.body.get("exits") or one.body).entries
    }
    for state, user in _only_ways(flow):
        others = [one for one in flow.states if one != state.name]
        home = next((one for one in flow.states.values() if user.line in one.lines()), None)
        safe = [one for one in others if home is None or one != home.name]
        ends = [one.name for one in flow.of_kind("end", "transfer") if one.name in safe]
        if id(user) not in exits and ends and user is not flow.root.get("start"):
            yield Slip().swap(flow.file, user, chance.choice(ends)).at(flow.file, state.key.start)


@kind("new-state-nobody-goes-to")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    states = flow.root.get("states")
    ends = [one.name for one in flow.of_kind("end")]
    for state in flow.of_kind("say"):
        raw = flow.file.raw(state.body.get("say") or state.key)
        if states and ends:
            for name in ("extra", "new_step", "special_offer"):
                yield Slip().add(flow.file, states, f"{name}: {{say: {raw}, go: {chance.choice(ends)}}}")


@kind("go-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("say", "ask", "fetch", "record", "run"):
        if state.body.get("go"):
            yield Slip().remove(flow.file, state.body, "go").at_node(flow.file, state.key, state.body)


def branches(flow: FlowView) -> Iterator[tuple[State, Node]]:
    for state in flow.states.values():
        for word in ("go", "decide"):
            listed = state.body.get(word)
            if listed and listed.kind == "list":
                yield state, listed


@kind("else-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state, listed in branches(flow):
        last = listed.items[-1]
        target = last.say("else")
        if target and len(listed.items) > 1:
            yield (
                Slip()
                .remove_item(flow.file, listed, len(listed.items) - 1)
                .at_node(flow.file, state.key, listed)
            )
            new = f"{{when: turns >= 5, go: {target}}}"
            yield Slip().put(flow.file, last.start, last.end, new).at_node(flow.file, state.key, listed)


@kind("else-first")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, listed in branches(flow):
        last = listed.items[-1]
        if last.get("else"):
            for place in range(len(listed.items) - 1):
                one = listed.items[place]
                slip = Slip().put(flow.file, one.start, one.end, flow.file.raw(last))
                yield slip.put(flow.file, last.start, last.end, flow.file.raw(one)).at_node(
                    flow.file, one, last
                )


@kind("shadowed-branch")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, listed in branches(flow):
        for place, one in enumerate(listed.items[:-1]):
            when = one.get("when")
            others = [name for name in flow.states if name != one.say("go")]
            if when:
                new = f"{{when: {flow.file.raw(when)}, go: {chance.choice(others)}}}"
                yield Slip().add_item(flow.file, listed, new, before=place + 1).at(flow.file, one.start)


@kind("constant-condition")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for node in conditions(flow):
        raw = flow.file.raw(node)
        if raw.startswith(('"', "'")):
            continue
        found = re.match(r"^(turns|no_inputs|no_matches) >= \d+$", raw)
        if found:
            yield Slip().swap(flow.file, node, f"{found[1]} >= 0")
        yield Slip().swap(flow.file, node, chance.choice(["turns >= 0", "1 == 1", "no_matches >= 0"]))


@kind("all-branches-to-one-state")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state, listed in branches(flow):
        targets = [one.get("go") or one.get("else") for one in listed.items]
        if len(targets) == 2 and all(targets) and targets[0].text != targets[1].text:
            for one, other in permutations(targets, 2):
                yield Slip().swap(flow.file, one, other.text or "").at_node(flow.file, state.key, listed)


@kind("escalation-goes-nowhere")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    rules = flow.root.get("escalation")
    for one in rules.items if rules else ():
        if one.get("go"):
            yield Slip().remove(flow.file, one, "go").at_node(flow.file, one)


@kind("go-and-repeat")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for path, _, value in flow.file.walk():
        for one in value.items:
            if (
                one.kind == "table"
                and one.get("go")
                and one.get("when") is None
                and path[-1] in (*LADDERS, "options", "anywhere")
            ):
                yield Slip().add(flow.file, one, "repeat: yes").at_node(flow.file, one)
            elif one.kind == "table" and one.get("repeat") and path[-1] in (*LADDERS, "options", "anywhere"):
                target = chance.choice(sorted(flow.states))
                yield Slip().add(flow.file, one, f"go: {target}").at_node(flow.file, one)


@kind("goodbye-that-goes-on")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("end"):
        for target in chance.sample(sorted(flow.states), min(6, len(flow.states))):
            yield Slip().add(flow.file, state.body, f"go: {target}")


@kind("two-kinds-in-a-state")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.states.values():
        if state.kind not in ("end", "say", ""):
            yield Slip().add(flow.file, state.body, "end: done").at_node(flow.file, state.key, state.body)
        if state.kind not in ("record", "say", ""):
            yield Slip().add(flow.file, state.body, "record: note").at_node(flow.file, state.key, state.body)


@kind("flows-that-run-each-other", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip | Mistake]:
    for state in flow.of_kind("run"):
        inner = next((one for one in flow.project.flows if one.name == state.body.say("run")), None)
        if inner is None:
            continue
        for inside in inner.of_kind("say", "decide", "fetch", "ask"):
            users = inner.going_to(inside.name)
            if users and inner.of_kind("end"):
                back = inner.of_kind("end")[0].name
                states = inner.root.get("states")
                if states:
                    slip = Slip().add(inner.file, states, f"again: {{run: {flow.name}, go: {back}}}")
                    slip.put(inner.file, users[0].start, users[0].end, "again").at(inner.file, users[0].start)
                    yield slip.at_node(flow.file, state.key, state.body)
    for state in flow.of_kind("say"):
        go = state.body.get("go")
        if go and go.kind == "text":
            states = flow.root.get("states")
            if states:
                slip = Slip().add(flow.file, states, f"again: {{run: {flow.name}, go: {go.text}}}")
                yield slip.put(flow.file, go.start, go.end, "again")


@kind("input-not-given", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("run"):
        given = state.body.get("with")
        if given:
            slip = Slip().at_node(flow.file, state.key, state.body)
            yield slip.remove(flow.file, state.body, "with")
            for name in given.names:
                if len(given.names) > 1:
                    yield Slip().at_node(flow.file, state.key, state.body).remove(flow.file, given, name)
