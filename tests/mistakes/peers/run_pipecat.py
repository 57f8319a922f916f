"""The same mistakes, as far as it can hold them, in a flow config of Pipecat; told by Pipecat's own checks.

    python -m venv peer && peer/bin/pip install -r tests/mistakes/peers/requirements.txt
    peer/bin/python tests/mistakes/peers/run_pipecat.py --json tests/mistakes/peers/pipecat.json

Left out is what its documentation allows: a byte order mark, a branch without `default`, includes from
anywhere. Checked as its documentation says: `FlowConfig.from_file` for the document, then
`Flow(config, handlers=…)` for the names of code. Found: either raises. At its line: the message gives the
line on which the mistake was made. Named: it gives that line, or the node, function or word concerned.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from mistake_edits import Slip, typo  # noqa: E402
from mistake_project import File, Node  # noqa: E402
from pipecat.flows import Flow, FlowConfig  # noqa: E402

Made = Iterator[tuple[Slip | str | bytes, str]]
"""The slip, or the whole new file; and a word that a helpful message would name."""

MISTAKES: dict[str, Callable[[File, random.Random], Made]] = {}
PER_KIND = 24


def handlers() -> SimpleNamespace:
    """The code that the config names."""

    async def keep_village(flow_manager: object, village: str) -> dict[str, str]:
        """Keep the village.

        Args:
            village: Its name.
        """
        return {"status": "ok"}

    async def create_complaint(flow_manager: object) -> dict[str, str]:
        """Register the complaint."""
        return {"status": "ok"}

    async def call_lineman_desk(action: dict[str, object], flow_manager: object) -> None:
        """Transfer the call."""

    async def call_emergency_desk(action: dict[str, object], flow_manager: object) -> None:
        """Transfer the call."""

    return SimpleNamespace(
        keep_village=keep_village,
        create_complaint=create_complaint,
        call_lineman_desk=call_lineman_desk,
        call_emergency_desk=call_emergency_desk,
    )


def check(text: str | bytes) -> str | None:
    """What the checks say; None when they say nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flow.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        try:
            Flow(FlowConfig.from_file(path), handlers=handlers())
        except Exception as error:  # whatever it raises is what its author would read
            return f"{type(error).__name__}: {error}"
    return None


def kind(
    name: str,
) -> Callable[[Callable[[File, random.Random], Made]], Callable[[File, random.Random], Made]]:
    def keep(maker: Callable[[File, random.Random], Made]) -> Callable[[File, random.Random], Made]:
        MISTAKES[name] = maker
        return maker

    return keep


def nodes(file: File) -> list[tuple[Node, Node]]:
    return (file.root.get("nodes") or file.root).entries


def names(file: File) -> list[str]:
    return [key.text or "" for key, _ in nodes(file)]


def targets(file: File) -> list[Node]:
    """Every place that names a node to go to."""
    found = []
    for path, key, value in file.walk():
        if key.text in ("transition_to", "default") and value.kind == "text":
            found.append(value)
        if len(path) > 1 and path[-2] == "cases":
            found.append(value)
    return found


def words(file: File) -> list[Node]:
    return [value for _, key, value in file.walk() if key.text in ("text", "content", "role_message")]


def spoken(file: File) -> list[Node]:
    """What is spoken word for word."""
    return [value for _, key, value in file.walk() if key.text == "text"]


@kind("state-name-typo")
def _(file: File, chance: random.Random) -> Made:
    for node in targets(file):
        new = typo(node.text or "", chance, names(file))
        yield Slip().swap(file, node, new), new


@kind("start-typo")
def _(file: File, chance: random.Random) -> Made:
    node = file.root.get("initial_node")
    for _ in range(6):
        if node:
            new = typo(node.text or "", chance, names(file))
            yield Slip().swap(file, node, new), new


@kind("state-renamed-in-one-place")
def _(file: File, chance: random.Random) -> Made:
    for key, _ in nodes(file):
        users = [one for one in targets(file) if one.text == key.text]
        slip = Slip().put(file, key.start, key.end, f"{key.text}_new")
        for user in users:
            slip.at(file, user.start)
        if users:
            yield slip, key.text or ""


@kind("key-word-typo")
def _(file: File, chance: random.Random) -> Made:
    own = {
        "functions",
        "pre_actions",
        "post_actions",
        "task_messages",
        "role",
        "content",
        "name",
        "transition_only",
    }
    own |= {
        "description",
        "transition_to",
        "field",
        "cases",
        "default",
        "type",
        "text",
        "handler",
        "role_message",
    }
    for _, key, _ in file.walk():
        if key.text in own:
            new = typo(key.text or "", chance, own)
            yield Slip().swap(file, key, new), new


@kind("service-typo")
def _(file: File, chance: random.Random) -> Made:
    for _, key, value in file.walk():
        if key.text == "handler" or value.text in ("keep_village", "create_complaint"):
            for _ in range(4):
                new = typo(value.text or "", chance)
                yield Slip().swap(file, value, new), new


@kind("kind-word-typo")
def _(file: File, chance: random.Random) -> Made:
    for _, key, value in file.walk():
        if key.text == "type":
            new = typo(value.text or "", chance)
            yield Slip().swap(file, value, new), new


@kind("slot-typo-in-words")
def _(file: File, chance: random.Random) -> Made:
    for node in words(file):
        for found in re.finditer(r"\{\{ ([a-z_]+)", node.text or ""):
            for _ in range(4):
                new = typo(found[1], chance)
                raw = file.raw(node).replace("{{ " + found[1], "{{ " + new)
                yield Slip().swap(file, node, raw), new


@kind("braces-not-closed")
def _(file: File, chance: random.Random) -> Made:
    for node in words(file):
        raw = file.raw(node)
        if "}}" in raw:
            yield Slip().swap(file, node, raw.replace(" }}", " }")), "{{"
            yield Slip().swap(file, node, raw.replace(" }}", "")), "{{"


@kind("code-between-braces")
def _(file: File, chance: random.Random) -> Made:
    for node in words(file):
        yield Slip().swap(file, node, file.raw(node)[:-1] + ' {{ 1 + 1 }}"'), "1 + 1"


def _lines(file: File) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in file.text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def _steady(file: File) -> Iterator[tuple[int, re.Match[str]]]:
    above = None
    for offset, line in _lines(file):
        found = re.match(r"^( +)([a-z_]+): +([^{\[|>].*)$", line)
        if found and above and above[1] == found[1]:
            yield offset, found
        above = found


@kind("one-blank-too-many")
def _(file: File, chance: random.Random) -> Made:
    for offset, _ in _steady(file):
        yield Slip().put(file, offset, offset, " ").at(file, offset), "\0"


@kind("one-blank-too-few")
def _(file: File, chance: random.Random) -> Made:
    for offset, _ in _steady(file):
        yield Slip().put(file, offset, offset + 1, "").at(file, offset), "\0"


@kind("tab-for-blanks")
def _(file: File, chance: random.Random) -> Made:
    for offset, line in _lines(file):
        depth = len(line) - len(line.lstrip(" "))
        if depth >= 2:
            yield Slip().put(file, offset, offset + depth, "\t" * (depth // 2)).at(file, offset), "\0"


@kind("colon-forgotten")
def _(file: File, chance: random.Random) -> Made:
    for offset, found in _steady(file):
        colon = offset + found.end(2)
        yield Slip().put(file, colon, colon + 1, "").at(file, offset), found[2]


@kind("blank-behind-colon-forgotten")
def _(file: File, chance: random.Random) -> Made:
    for offset, found in _steady(file):
        if found[3][0] != '"':
            blank = offset + found.end(2) + 1
            yield Slip().put(file, blank, blank + 1, "").at(file, offset), found[2]


@kind("colon-in-bare-words")
def _(file: File, chance: random.Random) -> Made:
    for node in words(file):
        if ": " not in (node.text or "") and "{{" not in (node.text or ""):
            first, _, rest = (node.text or "").partition(" ")
            yield Slip().swap(file, node, f"{first}: {rest}"), "\0"


@kind("hash-in-bare-words")
def _(file: File, chance: random.Random) -> Made:
    for node in words(file):
        if not re.search(r"[:{#,`]", node.text or ""):
            yield Slip().swap(file, node, f"{node.text} # 1"), "#"


@kind("quote-not-closed")
def _(file: File, chance: random.Random) -> Made:
    for node in words(file):
        if node.style == '"':
            yield Slip().put(file, node.end - 1, node.end, "").at(file, node.start), "\0"


@kind("bracket-not-closed")
def _(file: File, chance: random.Random) -> Made:
    for _, _, value in file.walk():
        for one in [value, *value.items]:
            if one.inline and one.kind != "text":
                yield Slip().put(file, one.end - 1, one.end, "").at(file, one.start), "\0"


@kind("comma-in-bare-words")
def _(file: File, chance: random.Random) -> Made:
    for node in spoken(file):
        if "," in (node.text or "") and "{{" not in (node.text or ""):
            yield Slip().swap(file, node, node.text or ""), (node.text or "").split(",")[1].strip()


@kind("same-key-twice")
def _(file: File, chance: random.Random) -> Made:
    for _, key, value in file.walk():
        if file.begins_line(key) and value.last_line == key.line and value.kind == "text":
            end = file.line_end(value.end)
            line = file.text[file.line_start(key.start) : end]
            yield Slip().put(file, end, end, "\n" + line).at(file, end, 1), key.text or ""
    for key, value in nodes(file):
        block = file.text[file.line_start(key.start) : file.line_end(value.end)]
        end = file.line_end(value.end)
        yield Slip().put(file, end, end, "\n" + block).at(file, end, 1), key.text or ""


@kind("second-document")
def _(file: File, chance: random.Random) -> Made:
    for key, _ in file.root.entries[1:]:
        yield Slip().put(file, key.start, key.start, "---\n").at(file, key.start), "document"


@kind("value-left-out")
def _(file: File, chance: random.Random) -> Made:
    for _, key, value in file.walk():
        if value.kind == "text" and file.begins_line(key):
            yield Slip().put(file, key.end + 1, value.end, "").at(file, key.start), key.text or ""


@kind("words-left-empty")
def _(file: File, chance: random.Random) -> Made:
    for node in words(file):
        yield Slip().swap(file, node, '""'), "empty"


@kind("saved-as-utf-16")
def _(file: File, chance: random.Random) -> Made:
    yield file.text.encode("utf-16"), "utf"
    yield file.text.encode().replace(b".", b"\x85", 1), "utf"


@kind("zero-width-in-a-name")
def _(file: File, chance: random.Random) -> Made:
    for node in targets(file):
        yield Slip().swap(file, node, f"{node.text}\u200b"), node.text or ""


@kind("two-options-one-key")
def _(file: File, chance: random.Random) -> Made:
    for _, body in nodes(file):
        functions = body.get("functions")
        named = [one.get("name") for one in (functions.items if functions else ())]
        for first, second in pairwise(named):
            if first and second:
                yield Slip().swap(file, second, first.text or ""), first.text or ""


@kind("unreachable-state")
def _(file: File, chance: random.Random) -> Made:
    for key, _ in nodes(file):
        users = [one for one in targets(file) if one.text == key.text]
        if len(users) == 1:
            yield Slip().swap(file, users[0], "goodbye").at(file, key.start), key.text or ""


@kind("new-state-nobody-goes-to")
def _(file: File, chance: random.Random) -> Made:
    for name in ("extra", "new_step", "special_offer"):
        key = file.root.key("global_functions")
        block = f'  {name}:\n    task_messages: [{{role: developer, content: "Say hello."}}]\n\n'
        if key:
            yield Slip().put(file, key.start, key.start, block).at(file, key.start), name


@kind("loop-without-exit")
def _(file: File, chance: random.Random) -> Made:
    for key, body in nodes(file):
        own = [one for one in targets(file) if body.start <= one.start < body.end]
        slip = Slip().at(file, key.start)
        for one in own:
            slip.swap(file, one, key.text or "")
        if own:
            yield slip, key.text or ""


@kind("exits-forgotten")
def _(file: File, chance: random.Random) -> Made:
    for key, body in nodes(file):
        if body.get("functions"):
            yield Slip().remove(file, body, "functions").at(file, key.start), key.text or ""


@kind("all-branches-to-one-state")
def _(file: File, chance: random.Random) -> Made:
    for _, key, value in file.walk():
        if key.text == "cases":
            yield Slip().swap(file, value, "{ok: operator, failed: operator}"), "operator"


@kind("persona-names-a-missing-exit")
def _(file: File, chance: random.Random) -> Made:
    for node in words(file):
        for found in re.finditer(r"`([a-z_]+)`", node.text or ""):
            for _ in range(3):
                new = typo(found[1], chance)
                yield Slip().swap(file, node, file.raw(node).replace(f"`{found[1]}`", f"`{new}`")), new


@kind("secret-in-flow")
def _(file: File, chance: random.Random) -> Made:
    for node in words(file):
        secret = "sk-proj-4fT8mQzL0xWn2VbYc7RkPdHa9GsEu3Ji"
        yield Slip().swap(file, node, f'{file.raw(node)[:-1]} {secret}"'), secret


def _appended(file: File, *endings: str) -> Made:
    for node in spoken(file):
        for ending in endings:
            yield Slip().swap(file, node, f'{file.raw(node)[:-1]} {ending}"'), ending


@kind("url-in-words")
def _(file: File, chance: random.Random) -> Made:
    yield from _appended(file, "www.example.org", "help@example.org")


@kind("emoji-in-words")
def _(file: File, chance: random.Random) -> Made:
    yield from _appended(file, "🙏", "✅")


@kind("markdown-in-words")
def _(file: File, chance: random.Random) -> Made:
    yield from _appended(file, "**now**", "__now__")


@kind("long-number-in-words")
def _(file: File, chance: random.Random) -> Made:
    yield from _appended(file, "150000", "4582316")


@kind("telephone-number-in-words")
def _(file: File, chance: random.Random) -> Made:
    yield from _appended(file, "9848022338", "040-23456789")


@kind("asks-for-a-secret")
def _(file: File, chance: random.Random) -> Made:
    yield from _appended(
        file, "Please tell me the OTP that came to your phone.", "Please enter your UPI PIN."
    )


@kind("prompt-too-long")
def _(file: File, chance: random.Random) -> Made:
    for node in spoken(file):
        raw = file.raw(node)
        yield Slip().swap(file, node, f'{raw[:-1]}{(" " + raw[1:-1]) * 30}"'), "long"


@kind("wrong-key-in-one-language")
def _(file: File, chance: random.Random) -> Made:
    for node in spoken(file):
        for found in re.finditer(r"press (\d)", node.text or ""):
            yield Slip().swap(file, node, file.raw(node).replace(found[0], "press 7")), "7"


@kind("include-missing")
def _(file: File, chance: random.Random) -> Made:
    for node in spoken(file):
        yield Slip().swap(file, node, "!include words/missing.yaml"), "missing.yaml"


def judge(file: File) -> dict[str, dict[str, float | int]]:
    result = {}
    for name, maker in MISTAKES.items():
        chance = random.Random(f"1 {name}")
        made = list(maker(file, chance))
        chance.shuffle(made)
        told = []
        for slip, word in made[:PER_KIND]:
            at: set[int] = {1}
            text: str | bytes
            if isinstance(slip, Slip):
                mistake = slip.done()
                if mistake is None:
                    continue
                content = mistake.files[file.name]
                assert content is not None
                text, at = content, {line for _, line in mistake.at}
            else:
                text = slip
            message = check(text)
            lines = {int(one) for one in re.findall(r"line (\d+)", message or "")}
            at_line = bool(lines & at)
            told.append((message is not None, at_line, at_line or bool(message and word in message)))
        if told:
            shares = [round(sum(each[place] for each in told) / len(told), 4) for place in range(3)]
            result[name] = {
                "mutants": len(told),
                "found": shares[0],
                "at_its_line": shares[1],
                "named": shares[2],
            }
    return result


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    file = File("flow.yaml", (HERE / "pipecat_flow.yaml").read_text("utf-8"))
    complaint = check(file.text)
    if complaint:
        print(f"the flow itself is refused: {complaint}")
        return 2
    kinds = judge(file)
    whole = sum(int(one["mutants"]) for one in kinds.values())
    total = {
        what: round(sum(one[what] * one["mutants"] for one in kinds.values()) / whole, 4)
        for what in ("found", "at_its_line", "named")
    }
    figures = {
        "peer": f"pipecat-ai {importlib.metadata.version('pipecat-ai')}",
        "all": {"kinds": len(kinds), "mutants": whole, **total},
        "kinds": kinds,
    }
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures["all"]))
    for name, one in kinds.items():
        print(f"{name:36} {one}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
