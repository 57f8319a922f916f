"""Mistakes in how YAML is written: indents, tabs, colons, quotes, braces, what an editor or a chat leaves."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator

from mistake_edits import Mistake, Slip
from mistake_kinds import kind
from mistake_project import File, FlowView, Node
from operators_names import conditions

SIMPLE = re.compile(r"^( +)([a-z_0-9]+): +(\S.*)$")


def yaml_files(flow: FlowView) -> list[File]:
    return [flow.file, *flow.words_files.values()]


def lines_of(file: File) -> Iterator[tuple[int, int, str]]:
    """Number, offset and text of each line."""
    offset = 0
    for number, line in enumerate(file.text.split("\n"), 1):
        yield number, offset, line
        offset += len(line) + 1


def steady_lines(file: File) -> Iterator[tuple[int, int, re.Match[str]]]:
    """`key: value` lines whose neighbour above is another such line of the same indent, with a value."""
    above = None
    for number, offset, line in lines_of(file):
        found = SIMPLE.match(line)
        whole = bool(found) and found[3][:1] not in "|>" and found[3].count("{") == found[3].count("}")
        if found and whole and above and above[1] == found[1]:
            yield number, offset, found
        above = found if whole else None


@kind("one-blank-too-many")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for _, offset, _ in steady_lines(file):
            yield Slip().put(file, offset, offset, " ").at(file, offset)


@kind("one-blank-too-few")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for _, offset, found in steady_lines(file):
            if len(found[1]) > 1:
                yield Slip().put(file, offset, offset + 1, "").at(file, offset)


@kind("tab-for-blanks")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for _, offset, line in lines_of(file):
            depth = len(line) - len(line.lstrip(" "))
            if depth >= 2 and line.strip() and not line.lstrip().startswith("#"):
                yield Slip().put(file, offset, offset + depth, "\t" * (depth // 2)).at(file, offset)


@kind("state-inside-the-one-above")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    above = None
    for state in flow.states.values():
        if above and not above.body.inline and above.body.entries:
            deeper = above.body.entries[0][0]
            extra = " " * (
                deeper.start
                - flow.file.line_start(deeper.start)
                - (state.key.start - flow.file.line_start(state.key.start))
            )
            slip = Slip().at(flow.file, state.key.start)
            for number, offset, line in lines_of(flow.file):
                if number in state.lines() and line.strip():
                    slip.put(flow.file, offset, offset, extra)
            yield slip
        above = state


@kind("colon-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for _, offset, found in steady_lines(file):
            yield Slip().put(file, offset + found.end(2), offset + found.end(2) + 1, "").at(file, offset)


@kind("blank-behind-colon-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for _, offset, found in steady_lines(file):
            colon = offset + found.end(2) + 1
            if found[3][0] not in "[{\"'":
                yield Slip().put(file, colon, colon + 1, "").at(file, offset)
    for path, key, value in flow.file.walk():
        del path
        if value.kind == "text" and value.style is None and flow.file.text[key.end : value.start] == ": ":
            yield Slip().put(flow.file, key.end + 1, key.end + 2, "").at(flow.file, key.start)


@kind("colon-in-bare-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        first, blank, rest = one.text.partition(" ")
        if rest and "#" not in one.text and "{{" not in one.text and not re.match(r"\W", one.text):
            yield Slip().swap(one.file, one.node, f"{first.rstrip(',.!')}:{blank}{rest}")


@kind("hash-in-bare-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        if (
            one.prompt
            and not re.search(r"[:{#,]", one.text)
            and " " in one.text
            and re.match(r"\w", one.text)
        ):
            yield Slip().swap(
                one.file, one.node, f"{one.text.rstrip('.।')} # {chance.choice(['1', 'ok', '2'])}"
            )


@kind("braces-in-bare-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for path, _, value in flow.file.walk():
        if path[-2:-1] in (("send",), ("with",)) and value.text and value.text.startswith("{{"):
            yield Slip().swap(flow.file, value, value.text)
    for one in flow.words:
        found = re.search(r"\{\{[^}]*\}\}", one.text)
        if found and one.prompt:
            rest = (one.text[: found.start()] + one.text[found.end() :]).strip(" .।")
            yield Slip().swap(one.file, one.node, f"{found[0]} {rest}")


def _keys(flow: FlowView) -> Iterator[Node]:
    for _, key, value in flow.file.walk():
        if key.text == "key" and value.kind == "text":
            yield value


@kind("bare-star-key")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for value in _keys(flow):
        yield Slip().swap(flow.file, value, "*")


@kind("bare-hash-key")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for value in _keys(flow):
        yield Slip().swap(flow.file, value, "#")


@kind("comma-in-bare-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    spoken = {id(one.node): one for one in flow.words}
    for _, _, value in flow.file.walk():
        for inner, words in value.entries if value.inline else ():
            if id(words) in spoken or (
                inner.text in ("say", "when") and words.style is None and " " not in (words.text or "")
            ):
                text = words.text or ""
                if id(words) in spoken and "," in text and not re.search(r"[:#{}\[\]]", text):
                    yield Slip().swap(flow.file, words, text)
                elif inner.text == "say" and len(flow.languages) > 1:
                    yield Slip().swap(flow.file, words, "{en-IN: Sorry, please wait}")


@kind("number-with-commas")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for node in conditions(flow):
        for found in re.finditer(r"([<>]=?|==) *(\d+)", flow.file.raw(node)):
            start = node.start + found.start(2)
            new = chance.choice(["1,50,000", "2,000", "10,000"])
            yield Slip().put(flow.file, start, start + len(found[2]), new).at(flow.file, start)


@kind("barge-in-as-programmers-write-it")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    values = ("true", "false", "on", "off", "No", "YES", "none", "speach", "key")
    for _, key, value in flow.file.walk():
        if key.text in ("barge_in", "repeat", "summary", "sensitive") and value.kind == "text":
            for new in chance.sample(values[:6] if key.text != "barge_in" else values, 3):
                yield Slip().swap(flow.file, value, new)


@kind("unit-forgotten")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    files = [
        flow.file,
        *(found[0] for name in ("contacts", "services") if (found := flow.project.table(name))),
    ]
    for file in files:
        for _, key, value in file.walk():
            found = re.match(r"^(\d+)(ms|s|m|h)$", value.text or "")
            if found and key.text in ("wait", "time", "reply", "timeout"):
                yield Slip().swap(
                    file, value, chance.choice([found[1], f"{found[1]} sec", f"{found[1]} seconds"])
                )


@kind("same-key-twice")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for path, key, value in file.walk():
            single = value.last_line == key.line and file.begins_line(key)
            if single and path[0] in ("prompts", "phrases", "states", "defaults"):
                end = file.line_end(value.end)
                line = file.text[file.line_start(key.start) : end]
                yield Slip().put(file, end, end, "\n" + line).at(file, end, 1)


@kind("byte-order-mark")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        yield Slip().put(file, 0, 0, "\ufeff").at(file, 0)


@kind("decomposed-script")
def _(flow: FlowView, chance: random.Random) -> Iterator[Mistake | None]:
    for file in flow.words_files.values():
        whole = unicodedata.normalize("NFD", file.text)
        changed = _lines_that_differ(file, whole)
        if changed:
            yield Mistake({file.name: whole}, changed)
        for number, offset, line in lines_of(file):
            apart = unicodedata.normalize("NFD", line)
            if apart != line:
                text = file.text[:offset] + apart + file.text[offset + len(line) :]
                yield Mistake({file.name: text}, frozenset({(file.name, number)}))


def _lines_that_differ(file: File, text: str) -> frozenset[tuple[str, int]]:
    pairs = zip(file.text.split("\n"), text.split("\n"), strict=True)
    return frozenset((file.name, number) for number, (old, new) in enumerate(pairs, 1) if old != new)


@kind("zero-width-in-words")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        place = chance.randrange(1, len(one.text)) if len(one.text) > 1 else 0
        new = one.text[:place] + chance.choice("\u200b\u2060\ufeff\u00ad") + one.text[place:]
        yield Slip().words(one.file, one.node, new)
    for by_language in flow.phrases.values():
        for file, _, value in by_language.values():
            for item in value.texts[:1]:
                yield Slip().swap(file, item, "\u200b" + file.raw(item))


@kind("zero-width-in-a-name")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for node in flow.goes:
        yield Slip().swap(flow.file, node, (node.text or "") + chance.choice("\u200b\u2060\ufeff"))


@kind("saved-as-utf-16")
def _(flow: FlowView, chance: random.Random) -> Iterator[Mistake]:
    for file in yaml_files(flow):
        yield Mistake({file.name: file.text.encode("utf-16")}, frozenset({(file.name, 1)}))
    english = flow.words_files.get("en-IN")
    for number, offset, line in lines_of(english) if english else ():
        if line.rstrip().endswith('."'):
            end = offset + len(line.rstrip()) - 2
            page = english.text[:end].encode() + b"\x92\x85" + english.text[end:].encode()
            yield Mistake({english.name: page}, frozenset({(english.name, 1), (english.name, number)}))


@kind("quote-not-closed")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        if one.node.style == '"':
            yield Slip().put(one.file, one.node.end - 1, one.node.end, "").at(one.file, one.node.start)


@kind("bracket-not-closed")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for _, key, value in file.walk():
            if value.inline and value.kind != "text" and value.line == value.last_line == key.line:
                yield Slip().put(file, value.end - 1, value.end, "").at(file, key.start)


@kind("list-without-brackets")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for path, _, value in file.walk():
            plain = value.kind == "list" and value.inline and value.line == value.last_line
            in_table = path[0] == "states" and len(path) > 3
            if plain and not in_table and value.items and len(value.texts) == len(value.items):
                yield Slip().swap(file, value, file.raw(value)[1:-1])


@kind("alias-to-save-typing")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for language in flow.languages:
        named = [one[language] for one in flow.prompts.values() if language in one]
        for one, two in zip(named, named[2:], strict=False):
            if one.node.start < two.node.start:
                yield (
                    Slip()
                    .put(one.file, one.node.start, one.node.start, "&w ")
                    .at(one.file, one.node.start)
                    .swap(two.file, two.node, "*w")
                )


@kind("second-document")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for key, value in file.root.entries[1:]:
            del value
            start = file.line_start(key.start)
            yield Slip().put(file, start, start, "---\n").at(file, start)


@kind("value-left-out")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for _, key, value in file.walk():
            if value.kind == "text" and value.line == key.line and file.begins_line(key):
                yield Slip().put(file, key.end + 1, value.end, "").at(file, key.start)


@kind("words-left-empty")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for one in flow.words:
        yield Slip().swap(one.file, one.node, chance.choice(['""', '" "']))


@kind("dash-without-blank")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file in yaml_files(flow):
        for _, offset, line in lines_of(file):
            found = re.match(r"^ *-( )", line)
            if found:
                yield Slip().put(file, offset + found.start(1), offset + found.end(1), "").at(file, offset)
