"""Mistakes in the names of languages, voices, flows and files, and in the words of the language itself."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mistake_edits import Mistake, Slip, typo
from mistake_kinds import kind
from mistake_project import FlowView
from operators_names import braced, conditions, names_in, templates


@kind("language-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    called = {
        "te": "telugu",
        "hi": "hindi",
        "en": "english",
        "ta": "tamil",
        "kn": "kannada",
        "mr": "marathi",
        "bn": "bengali",
    }
    listed = flow.root.get("languages")
    for one in listed.items if listed else ():
        short = (one.text or "")[:2]
        for guess in (short, f"{short}_IN", f"{short}-in", called.get(short, "bangla"), f"{short}-IND"):
            yield Slip().swap(flow.file, one, guess)


@kind("language-typo-in-set")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    others = [one for one in ("ta-IN", "kn-IN", "mr-IN", "ml-IN", "gu-IN") if one not in flow.languages]
    for _, key, value in flow.file.walk():
        node = value.get("language") if key.text == "set" else None
        if node and node.text in flow.languages:
            yield Slip().swap(flow.file, node, chance.choice(others))
            yield Slip().swap(
                flow.file, node, chance.choice([node.text[:2], node.text.replace("-", "_"), "english"])
            )


@kind("prompt-file-misnamed")
def _(flow: FlowView, chance: random.Random) -> Iterator[Mistake]:
    called = {
        "te": "telugu",
        "hi": "hindi",
        "en": "english",
        "ta": "tamil",
        "kn": "kannada",
        "mr": "marathi",
        "bn": "bengali",
    }
    for language, file in flow.words_files.items():
        for stem in (
            language[:2],
            called.get(language[:2], "words"),
            language.replace("-", "_"),
            language.lower(),
        ):
            new = file.name.replace(f"{language}.yaml", f"{stem}.yaml")
            yield Mistake({file.name: None, new: file.text}, frozenset({(new, 1)}))


@kind("key-word-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    words = {
        "title",
        "defaults",
        "anywhere",
        "escalation",
        "slots",
        "options",
        "wait",
        "no_input",
        "no_match",
        "barge_in",
    }
    words |= {
        "on_error",
        "exits",
        "fills",
        "limits",
        "filler",
        "confirm",
        "type",
        "send",
        "save",
        "summary",
        "closed",
    }
    words |= {
        "failed",
        "phrases",
        "repeat",
        "reason",
        "go",
        "key",
        "timeout",
        "hours",
        "holidays",
        "method",
        "length",
    }
    files = [flow.file]
    files += [found[0] for name in ("contacts", "services") if (found := flow.project.table(name))]
    for file in files:
        for path, key, _ in file.walk():
            if key.text in words and "returns" not in path:
                yield Slip().swap(file, key, typo(key.text or "", chance, words))


@kind("kind-word-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.states.values():
        key = state.body.key(state.kind) if state.kind else None
        if key:
            yield Slip().swap(flow.file, key, typo(state.kind, chance)).at(flow.file, state.key.start)


@kind("number-names-missing-flow", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    numbers = flow.project.files.get("numbers.yaml")
    names = [one.name for one in flow.project.flows]
    for _, _, value in numbers.walk() if numbers else ():
        if value.text == flow.name:
            for _ in range(3):
                yield Slip().swap(numbers, value, typo(flow.name, chance, names))


@kind("subflow-typo", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    names = {one.name for one in flow.project.flows}
    for _, key, value in flow.file.walk():
        if key.text == "run" and value.text in names:
            for _ in range(4):
                yield Slip().swap(flow.file, value, typo(value.text or "", chance, names))


@kind("subflow-input-typo", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("run"):
        given = state.body.get("with")
        for key, _ in given.entries if given else ():
            for _ in range(4):
                yield (
                    Slip()
                    .swap(flow.file, key, typo(key.text or "", chance, given.names if given else ()))
                    .at_node(flow.file, state.body.get("run"))
                )


@kind("subflow-output-typo", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    saves = {state.body.say("save") for state in flow.of_kind("run")}
    places = [(file, node, *place) for file, node in templates(flow) for place in braced(file, node)]
    places += [
        (flow.file, node, *place)
        for node in conditions(flow)
        for place in names_in(flow.file, node, flow.file.raw(node), node.start)
    ]
    for file, node, start, end, name in places:
        root, _, rest = name.partition(".")
        if root in saves and rest:
            for _ in range(3):
                yield (
                    Slip()
                    .put(file, start, end, f"{root}.{typo(rest, chance, ('ended',))}")
                    .at_node(file, node)
                )


@kind("outcome-typo", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for node in conditions(flow):
        found = re.search(r"\.ended\s*==\s*'([a-z_]+)'", flow.file.raw(node))
        for _ in range(4):
            if found:
                start = node.start + found.start(1)
                yield (
                    Slip()
                    .put(flow.file, start, start + len(found[1]), typo(found[1], chance))
                    .at_node(flow.file, node)
                )


@kind("choice-value-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    choices = {
        name: [one.text or "" for one in (body.get("choices") or body).texts]
        for name, (_, body) in flow.slots.items()
        if body.get("choices")
    }
    for node in conditions(flow):
        for found in re.finditer(r"\b([a-z_]+)\s*[!=]=\s*'([a-z_]+)'", flow.file.raw(node)):
            if found[2] in choices.get(found[1], ()):
                start = node.start + found.start(2)
                for _ in range(3):
                    new = typo(found[2], chance, choices[found[1]])
                    yield Slip().put(flow.file, start, start + len(found[2]), new).at_node(flow.file, node)


@kind("capitals-in-a-name", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.states.values():
        new = chance.choice(
            [state.name.title(), state.name.replace("_", " ") + " 1", state.name.replace("_", "-") + "-1"]
        )
        if "_" in state.name or new != state.name:
            slip = Slip().swap(flow.file, state.key, new)
            for user in flow.going_to(state.name):
                slip.swap(flow.file, user, new)
            yield slip


@kind("speaker-typo")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for _, key, value in flow.file.walk():
        if key.text == "speaker":
            for _ in range(8):
                yield Slip().swap(flow.file, value, typo(value.text or "", chance))
    voice = flow.root.get("voice")
    title = flow.root.get("title")
    if voice is None and title:
        for speaker in ("anuska", "pryia", "meeraa", "alloy"):
            end = flow.file.line_end(title.end)
            yield Slip().put(flow.file, end, end, f"\nvoice: {{speaker: {speaker}}}").at(flow.file, end, 1)


@kind("two-flows-one-name", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    node = flow.root.get("flow")
    for other in flow.project.flows:
        theirs = other.root.get("flow")
        if other is not flow and node and theirs:
            yield Slip().swap(flow.file, node, other.name).at(other.file, theirs.start)


@kind("include-missing")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    included = flow.root.get("include")
    if included:
        for one in included.texts:
            for _ in range(3):
                yield (
                    Slip()
                    .swap(flow.file, one, (one.text or "").replace(".yaml", "s.yaml"))
                    .at_node(flow.file, included)
                )
        return
    for text in (
        "include: [../common/wrods.yaml]",
        "include: [shared.yaml]",
        "include: [parts/closing.yaml]",
    ):
        yield _included(flow, text)


@kind("include-outside")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for text in (
        "include: [../../../../etc/passwd]",
        "include: [/etc/hostname]",
        "include: [../../../elsewhere/words.yaml]",
    ):
        if flow.root.get("include") is None:
            yield _included(flow, text)


def _included(flow: FlowView, text: str) -> Slip:
    node = flow.root.get("languages")
    end = flow.file.line_end(node.end if node else 0)
    return Slip().put(flow.file, end, end, "\n" + text).at(flow.file, end, 1)
