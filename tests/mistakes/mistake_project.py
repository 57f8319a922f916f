"""A project of flows as an author sees it: files of text, and what stands where in them.

Read with the plain Python parser of YAML and nothing of the product, so that what the corpus believes to
stand at a place does not depend on the code that is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

KINDS = ("menu", "ask", "converse", "decide", "fetch", "transfer", "record", "run", "end", "say")
LADDERS = ("no_input", "no_match")
SPOKEN = ("say", "menu", "confirm", "filler", "label", "each")
OPERATOR_FILES = ("contacts.yaml", "services.yaml", "numbers.yaml")
LANGUAGE = re.compile(r"^[a-z]{2}-IN$")

Place = tuple[str, int]
"""A file's name under the project, and a line of it, from 1."""


@dataclass(eq=False)
class Node:
    """start, end: offsets in the file's text, without what trails. items: of a list. entries: of a table."""

    start: int
    end: int
    line: int
    last_line: int
    inline: bool
    text: str | None = None
    style: str | None = None
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Node, Node]] = field(default_factory=list)
    kind: str = "text"

    def get(self, name: str) -> Node | None:
        return next((value for key, value in self.entries if key.text == name), None)

    def key(self, name: str) -> Node | None:
        return next((key for key, _ in self.entries if key.text == name), None)

    def say(self, name: str) -> str | None:
        value = self.get(name)
        return value.text if value else None

    @property
    def names(self) -> list[str]:
        return [key.text or "" for key, _ in self.entries]

    @property
    def texts(self) -> list[Node]:
        """A text, or the texts of a list."""
        return [self] if self.kind == "text" else [one for one in self.items if one.kind == "text"]


def _node(made: yaml.Node) -> Node:
    start, end, line = made.start_mark.index, made.end_mark.index, made.start_mark.line + 1
    if isinstance(made, yaml.ScalarNode):
        last = made.end_mark.line + 1 - (made.style in ("|", ">"))
        return Node(start, end, line, last, True, made.value, made.style)
    if isinstance(made, yaml.SequenceNode):
        items = [_node(one) for one in made.value]
        tail = items[-1] if items and not made.flow_style else None
        return Node(
            start,
            tail.end if tail else end,
            line,
            tail.last_line if tail else made.end_mark.line + 1,
            bool(made.flow_style),
            items=items,
            kind="list",
        )
    entries = [(_node(key), _node(value)) for key, value in made.value]
    tail = entries[-1][1] if entries and not made.flow_style else None
    return Node(
        start,
        tail.end if tail else end,
        line,
        tail.last_line if tail else made.end_mark.line + 1,
        bool(made.flow_style),
        entries=entries,
        kind="table",
    )


@dataclass(eq=False)
class File:
    name: str
    text: str

    @cached_property
    def root(self) -> Node:
        made = yaml.compose(self.text, Loader=yaml.SafeLoader)
        return _node(made) if made else Node(0, 0, 1, 1, False, kind="table")

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def indent(self, offset: int) -> str:
        start = self.line_start(offset)
        return self.text[start : start + len(self.text[start:offset]) - len(self.text[start:offset].lstrip())]

    def begins_line(self, node: Node) -> bool:
        return not self.text[self.line_start(node.start) : node.start].strip()

    def raw(self, node: Node) -> str:
        return self.text[node.start : node.end]

    def walk(
        self, node: Node | None = None, path: tuple[str, ...] = ()
    ) -> Iterator[tuple[tuple[str, ...], Node, Node]]:
        """Every key and its value, with the way to it; places in a list are numbers."""
        node = node or self.root
        for key, value in node.entries:
            here = (*path, key.text or "")
            yield here, key, value
            yield from self.walk(value, here)
        for place, one in enumerate(node.items):
            yield from self.walk(one, (*path, str(place))) if one.kind != "text" else ()


@dataclass(eq=False)
class State:
    name: str
    key: Node
    body: Node
    kind: str

    def lines(self) -> range:
        return range(self.key.line, self.body.last_line + 1)


@dataclass(eq=False)
class Words:
    """What is said in one language: prompt is None for words in place."""

    language: str
    prompt: str | None
    file: File
    key: Node
    node: Node

    @property
    def text(self) -> str:
        return self.node.text or ""

    def lines(self) -> list[Place]:
        return [(self.file.name, line) for line in range(self.key.line, self.node.last_line + 1)]


@dataclass(eq=False)
class FlowView:
    """One flow with its words, and the project around it."""

    project: ProjectView
    path: str
    file: File
    words_files: dict[str, File]
    personas: dict[str, File]

    @property
    def root(self) -> Node:
        return self.file.root

    @property
    def name(self) -> str:
        return self.root.say("flow") or ""

    @cached_property
    def languages(self) -> list[str]:
        listed = self.root.get("languages")
        return [one.text or "" for one in listed.items] if listed else []

    @cached_property
    def states(self) -> dict[str, State]:
        table = self.root.get("states")
        found = {}
        for key, body in table.entries if table else ():
            kind = next((word for word in KINDS if body.get(word) is not None), "")
            found[key.text or ""] = State(key.text or "", key, body, kind)
        return found

    def of_kind(self, *kinds: str) -> list[State]:
        return [one for one in self.states.values() if one.kind in kinds]

    @cached_property
    def slots(self) -> dict[str, tuple[Node, Node]]:
        """Every slot that is described, with its name's node and the table that describes it."""
        found: dict[str, tuple[Node, Node]] = {}
        for part in ("slots", "inputs"):
            table = self.root.get(part)
            for key, body in table.entries if table else ():
                found[key.text or ""] = (key, body)
        for state in self.of_kind("ask"):
            name = state.body.get("ask")
            if name and name.text and name.text not in found:
                found[name.text] = (name, state.body)
        return found

    def words_of(self, part: str, language: str) -> dict[str, tuple[File, Node, Node]]:
        """prompts or phrases of one language by name."""
        file = self.words_files.get(language)
        table = file.root.get(part) if file else None
        return {key.text or "": (file, key, value) for key, value in table.entries} if file and table else {}

    @cached_property
    def prompts(self) -> dict[str, dict[str, Words]]:
        """By name and language."""
        found: dict[str, dict[str, Words]] = {}
        for language in self.languages:
            for name, (file, key, value) in self.words_of("prompts", language).items():
                found.setdefault(name, {})[language] = Words(language, name, file, key, value)
        return found

    @cached_property
    def words(self) -> list[Words]:
        """Everything that is said, in place or not."""
        found = [one for by_language in self.prompts.values() for one in by_language.values()]
        for _, key, value in self.file.walk():
            if key.text not in SPOKEN:
                continue
            if value.kind == "text" and value.text not in self.prompts and len(self.languages) == 1:
                found.append(Words(self.languages[0], None, self.file, key, value))
            found += [
                Words(tag.text or "", None, self.file, tag, words)
                for tag, words in value.entries
                if LANGUAGE.match(tag.text or "") and words.kind == "text"
            ]
        return [one for one in found if one.node.kind == "text" and one.node.style not in ("|", ">")]

    @cached_property
    def phrases(self) -> dict[str, dict[str, tuple[File, Node, Node]]]:
        """Lists by name and language."""
        found: dict[str, dict[str, tuple[File, Node, Node]]] = {}
        for language in self.languages:
            for name, place in self.words_of("phrases", language).items():
                found.setdefault(name, {})[language] = place
        return found

    @cached_property
    def goes(self) -> list[Node]:
        """Every node in the flow's file that names a state to go to, exits included."""
        found: list[Node] = []
        for path, key, value in self.file.walk():
            if len(path) < 2 or path[0] == "slots":
                continue
            if key.text in ("go", "else", "voicemail") or key.text in ("on_error", "closed", "failed"):
                if value.kind == "text":
                    found.append(value)
            elif key.text == "exits":
                found += [one for one, _ in value.entries]
            if key.text in LADDERS:
                found += [one for one in value.items if one.kind == "text"]
        for key, value in self.root.entries:
            if key.text in ("start", "voicemail"):
                found.append(value)
        return [one for one in found if one.text in self.states]

    def going_to(self, state: str) -> list[Node]:
        return [one for one in self.goes if one.text == state]

    def uses_of(self, *names: str) -> list[Place]:
        """Lines of the flow and its words in which one of these names stands as a word."""
        pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, names))})(?!\w)")
        found: list[Place] = []
        for file in (self.file, *self.words_files.values(), *self.personas.values()):
            for number, line in enumerate(file.text.split("\n"), 1):
                if pattern.search(line):
                    found.append((file.name, number))
        return found

    def saying(self, prompt: str) -> list[Place]:
        """Lines of the flow that name this prompt."""
        return [
            (self.file.name, value.line)
            for _, key, value in self.file.walk()
            if key.text in SPOKEN and value.text == prompt
        ]

    def listing(self, phrases: str) -> list[Place]:
        """Lines of the flow that name this phrase list."""
        return [
            (self.file.name, one.line)
            for _, key, value in self.file.walk()
            if key.text in ("phrases", "examples", "choices")
            for one in value.texts
            if one.text == phrases
        ]


class ProjectView:
    """Every flow of a folder, and the operator's files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, File] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                self.files[name] = File(name, path.read_text("utf-8"))

    @cached_property
    def flows(self) -> list[FlowView]:
        found = []
        for name, file in self.files.items():
            parts = name.split("/")
            alone = len(parts) == 1 and name.endswith(".yaml") and name not in OPERATOR_FILES
            if alone or (len(parts) == 2 and parts[1] == "flow.yaml"):
                if file.root.get("states") is None:
                    continue
                home = "" if alone else parts[0] + "/"
                found.append(
                    FlowView(
                        self,
                        name if alone else parts[0],
                        file,
                        self._beside(home, "prompts/", ".yaml") if home else {},
                        self._beside(home, "personas/", ".md"),
                    )
                )
        return found

    def _beside(self, home: str, folder: str, ending: str) -> dict[str, File]:
        return {
            name[len(home + folder) : -len(ending)]: file
            for name, file in self.files.items()
            if name.startswith(home + folder) and name.endswith(ending) and "/." not in name
        }

    def table(self, name: str) -> tuple[File, Node] | None:
        """The table of an operator's file: contacts, services or numbers."""
        file = self.files.get(f"{name}.yaml")
        found = file.root.get(name) if file else None
        return (file, found) if file and found else None
