"""Mistakes about models, what callers keep to themselves, and people who do not answer."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mistake_edits import Slip, typo
from mistake_kinds import kind
from mistake_project import FlowView, Node
from operators_data import asked, slot_places
from operators_names import BRACES, conditions
from operators_words import SECRETS, change, said


def _without(flow: FlowView, word: str, *kinds_of: str) -> Iterator[Slip]:
    for state in flow.of_kind(*kinds_of):
        if state.body.get(word):
            yield Slip().remove(flow.file, state.body, word).at_node(flow.file, state.key, state.body)


@kind("limits-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _without(flow, "limits", "converse")
    for state in flow.of_kind("converse"):
        limits = state.body.get("limits")
        if limits and "turns" in limits.names and "time" in limits.names:
            yield Slip().remove(flow.file, limits, "go").at_node(flow.file, state.key, state.body)


@kind("no-turns-at-all")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("converse"):
        turns = (state.body.get("limits") or state.body).get("turns")
        for new in ("0", "-1", "many", "12 turns", "1.5"):
            if turns:
                yield Slip().swap(flow.file, turns, new)


@kind("exits-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _without(flow, "exits", "converse")


@kind("error-path-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    defaults = flow.root.get("defaults")
    asking = flow.of_kind("fetch", "converse")
    if defaults and "on_error" in defaults.names and asking:
        slip = Slip().at(flow.file, (flow.root.key("defaults") or defaults).start)
        slip.remove(flow.file, defaults, "on_error")
        own = Slip().at(flow.file, (flow.root.key("defaults") or defaults).start)
        own.remove(flow.file, defaults, "on_error")
        bare = False
        for state in asking:
            slip.at_node(flow.file, state.key, state.body)
            own.at_node(flow.file, state.key, state.body)
            if state.body.get("on_error"):
                own.remove(flow.file, state.body, "on_error")
            else:
                bare = True
        if bare:
            yield slip
        yield own


@kind("persona-names-a-missing-exit")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("converse"):
        persona = flow.personas.get(state.body.say("converse") or "")
        exits = state.body.get("exits")
        if not persona or not exits:
            continue
        for name in exits.names:
            places = [found.start(1) for found in re.finditer(rf"`({re.escape(name)})`", persona.text)]
            for place in places:
                for _ in range(3):
                    new = typo(name, chance, flow.states)
                    yield (
                        Slip()
                        .put(persona, place, place + len(name), new)
                        .at(persona, place)
                        .at_node(flow.file, state.key, state.body)
                    )
            if places and len(exits.names) > 1:
                slip = Slip().remove(flow.file, exits, name).at_node(flow.file, state.key, state.body)
                for place in places:
                    slip.at(persona, place)
                yield slip
        for name in ("complaint_status", "refund", "book_visit"):
            start = persona.text.find("\n- ") + 1
            if start and name not in flow.states:
                line = f"- If the caller insists, leave by `{name}`.\n"
                yield (
                    Slip()
                    .put(persona, start, start, line)
                    .at(persona, start)
                    .at_node(flow.file, state.key, state.body)
                )


@kind("persona-too-long")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("converse"):
        persona = flow.personas.get(state.body.say("converse") or "")
        for times in (150, 300, 600, 1200):
            if persona:
                page = (
                    "- If the office is closed, say when it opens, and which papers to bring along.\n" * times
                )
                start = persona.text.find("\n- ") + 1
                yield (
                    Slip()
                    .put(persona, start, start, page)
                    .at(persona, 0)
                    .at(persona, start)
                    .at_node(flow.file, state.key, state.body)
                )


@kind("callers-words-in-the-persona")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("converse"):
        persona = flow.personas.get(state.body.say("converse") or "")
        texts = [
            name
            for name, (_, body) in flow.slots.items()
            if (body.say("type") or "text") == "text" and body.say("sensitive") != "yes"
        ]
        for name in texts if persona else ():
            for line in (
                f"The caller said: {{{{ {name} }}}}\n",
                f"Talk to {{{{ {name} }}}} politely.\n",
                f"{{{{ {name} }}}}\n",
            ):
                if persona:
                    start = persona.text.find("\n- ") + 1
                    yield Slip().put(persona, start, start, line).at(persona, start)


def _sensitive(flow: FlowView) -> list[str]:
    return [name for name, (_, body) in flow.slots.items() if body.say("sensitive") == "yes"]


@kind("sensitive-to-the-model")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("converse"):
        fills = state.body.get("fills")
        persona = flow.personas.get(state.body.say("converse") or "")
        for name in fills.texts if fills else ():
            key, body = flow.slots.get(name.text or "", (None, None))
            if key and body and body.get("sensitive") is None and body is not state.body:
                slip = Slip().add(flow.file, body, "sensitive: yes").at_node(flow.file, key, body, fills)
                yield slip
        for name_of in _sensitive(flow):
            key, body = flow.slots[name_of]
            if fills and fills.items:
                yield Slip().add_item(flow.file, fills, name_of).at_node(flow.file, key)
            elif not state.body.inline:
                yield Slip().add(flow.file, state.body, f"fills: [{name_of}]").at_node(flow.file, key)
            if persona:
                start = persona.text.find("\n- ") + 1
                line = f"- The caller's number is {{{{ {name_of} }}}}.\n"
                yield Slip().put(persona, start, start, line).at(persona, start).at_node(flow.file, key)


@kind("sensitive-spoken-in-full")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    secret = _sensitive(flow)
    for one in flow.words:
        for found in re.finditer(r"\{\{\s*([a-z_]+)\s*(\|\s*last\(\d+\)\s*)", one.text):
            if found[1] in secret:
                yield change(one, one.text[: found.start(2)] + one.text[found.end(2) :]).at_node(
                    flow.file, flow.slots[found[1]][0]
                )
        for name in secret:
            if (
                f"{{{{ {name}" not in one.text
                and one.prompt
                and any(
                    one.prompt == state.body.say("confirm") or one.prompt == state.body.say("say")
                    for state in flow.states.values()
                )
            ):
                form = {"date": "date", "amount": "rupees"}.get(
                    flow.slots[name][1].say("type") or "", "digits"
                )
                yield change(one, f"{one.text} {{{{ {name} | {form} }}}}").at_node(
                    flow.file, flow.slots[name][0]
                )
    for name, (key, body) in flow.slots.items():
        spoken = [one for one in flow.words if re.search(rf"\{{\{{\s*{name}\b(?!\s*\|\s*last)", one.text)]
        if name not in secret and spoken and body.get("sensitive") is None:
            slip = Slip().add(flow.file, body, "sensitive: yes").at_node(flow.file, key, body)
            for one in spoken:
                slip.at(one.file, one.key.start)
            yield slip


@kind("sensitive-in-an-address")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    services = flow.project.table("services")
    for state in flow.of_kind("fetch"):
        sent = state.body.get("send")
        service = services[1].get(state.body.say("fetch") or "") if services else None
        if not sent or not service or not services:
            continue
        for name, (_, body) in flow.slots.items():
            if not re.search(rf"(?<![\w.]){name}\b", flow.file.raw(sent)):
                continue
            slip = Slip().at_node(flow.file, state.key, state.body).at_node(services[0], service)
            method = service.get("method")
            if method and method.text != "GET":
                slip.swap(services[0], method, "GET")
            elif not method:
                slip.add(services[0], service, "method: GET")
            if name not in _sensitive(flow):
                slip.add(flow.file, body, "sensitive: yes")
            yield slip


@kind("asks-for-a-secret")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("ask", "converse", "menu", "record"):
        for one in said(flow, state, "say" if state.kind != "menu" else "menu"):
            for sentence in SECRETS.get(one.language, SECRETS["en-IN"]):
                yield change(one, f"{one.text} {sentence}").at_node(flow.file, state.key, state.body)


@kind("slot-for-a-secret")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for name, (key, _) in flow.slots.items():
        states = asked(flow, name)
        for new in ("cvv", "otp", "upi_pin", "atm_pin", "net_banking_password") if states else ():
            slip = Slip().put(flow.file, key.start, key.end, new)
            for node in _names_of_slot(flow, name):
                if node is not key:
                    slip.put(flow.file, node.start, node.end, new)
            for file in (flow.file, *flow.words_files.values(), *flow.personas.values()):
                for braces in BRACES.finditer(file.text):
                    for found in re.finditer(rf"(?<![\w.']){re.escape(name)}(?![\w.])", braces[1]):
                        start = braces.start(1) + found.start()
                        slip.put(file, start, start + len(name), new)
            for file in flow.personas.values():
                for found in re.finditer(rf"`{re.escape(name)}`", file.text):
                    slip.put(file, found.start() + 1, found.end() - 1, new)
            for node in conditions(flow):
                for found in re.finditer(rf"(?<![\w.']){re.escape(name)}(?![\w.'])", flow.file.raw(node)):
                    slip.put(flow.file, node.start + found.start(), node.start + found.end(), new)
            yield slip.at_lines(slot_places(flow, name), flow.project.files)


def _names_of_slot(flow: FlowView, name: str) -> Iterator[Node]:
    """Every node of the flow that is this slot's name."""
    for _, key, value in flow.file.walk():
        if key.text == "ask" and value.text == name:
            yield value
        if key.text in ("fills", "outputs"):
            yield from (one for one in value.texts if one.text == name)
        if key.text == "set":
            yield from (one for one, _ in value.entries if one.text == name)


@kind("answer-not-confirmed")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("ask"):
        slot = state.body.say("ask") or "?"
        for fetch in flow.of_kind("fetch"):
            sent = fetch.body.get("send")
            if state.body.get("confirm") and sent and re.search(rf"\{{\{{\s*{slot}\b", flow.file.raw(sent)):
                slip = (
                    Slip().remove(flow.file, state.body, "confirm").at_node(flow.file, state.key, state.body)
                )
                yield slip.at_node(flow.file, fetch.key, fetch.body)


TOKENS = (
    "sk-proj-4fT8mQzL0xWn2VbYc7RkPdHa9GsEu3Ji",
    "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJmbG93In0.k3Zq9XvT0aBcDeFgHiJkLmNoPqRs",
    "AKIAQ7WZ5T3XK2MBV6LD",
    "ghp_9aZkT2wQx7VbLmN4cR8yHd3FsJ6uPe1GoKiX",
)


@kind("secret-in-flow")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("fetch"):
        sent = state.body.get("send")
        for token in TOKENS:
            if sent:
                yield Slip().add(
                    flow.file, sent, f'{chance.choice(["token", "api_key", "authorization"])}: "{token}"'
                )
    for persona in flow.personas.values():
        start = persona.text.find("\n- ") + 1
        for token in TOKENS:
            yield (
                Slip()
                .put(persona, start, start, f"- Use the key {token} for the service.\n")
                .at(persona, start)
            )
    title = flow.root.get("title")
    for token in TOKENS:
        end = flow.file.line_end(title.end) if title else 0
        if title:
            yield Slip().put(flow.file, end, end, f"\n# token for testing: {token}").at(flow.file, end, 1)


@kind("telephone-number-in-flow")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("transfer"):
        node = state.body.get("transfer")
        for number in ('"+919848022338"', "9848022338", '"+914023456789"', '"040 2345 6789"'):
            if node:
                yield Slip().swap(flow.file, node, number)


@kind("telephone-number-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        yield change(
            one,
            f"{one.text} {chance.choice(['9848022338', '+91 98480 22338', '98480-22338', '040-23456789'])}",
        )


@kind("transfer-failure-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    yield from _without(flow, "failed", "transfer")
    yield from _without(flow, "closed", "transfer")


@kind("transfer-fails-to-itself")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("transfer"):
        for word in ("failed", "closed"):
            node = state.body.get(word)
            node = node.get("go") if node and node.kind == "table" else node
            if node:
                yield Slip().swap(flow.file, node, state.name).at_node(flow.file, state.key, state.body)


@kind("wait-out-of-range")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for path, key, value in flow.file.walk():
        state = flow.states.get(path[1]) if path[0] == "states" and len(path) == 3 else None
        listens = path[0] == "defaults" or (state and state.kind in ("menu", "ask", "converse"))
        if key.text == "wait" and listens and value.kind == "text":
            for new in ("300ms", "20m", "500ms", "1h", "1ms"):
                yield Slip().swap(flow.file, value, new)
    for state in flow.of_kind("menu", "ask", "converse"):
        if state.body.get("wait") is None:
            yield Slip().add(flow.file, state.body, f"wait: {chance.choice(['200ms', '30m', '400ms'])}")
