"""Every English sentence that findings and the telling of a flow are made of, read off the source.

A sentence is what `said(...)` is given, and every other constant with a blank in it that is neither a
docstring nor a pattern: in these folders an author reads nearly all of them, and one that nobody reads is
named in `_NOT_TOLD`. `sentences()` is what the catalogues in runtime/flow/messages must hold; that nothing
else is ever told is held by test_told.py, which looks at what findings are made of when they are made.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from runtime.flow.diagnostic import Diagnostic, Severity
from runtime.flow.wording import Said
from runtime.language.script import SCRIPT_OF

ROOT = Path(__file__).parents[2] / "runtime"
SCHEMAS = ROOT.parent / "schemas"
FOLDERS = (
    "flow", "lint", "explain", "cli/report.py", "editor/protocol.py",
    "transcript/check.py", "transcript/build.py", "transcript/reader.py", "transcript/run.py",
    "transcript/inside.py", "transcript/rows.py", "transcript/slips.py", "cli/proved.py", "prove",
    "transcript/points.py", "cli/generated.py", "transcript/record.py", "transcript/recorded.py",
    "transcript/tape_file.py", "cli/keeping.py",
)  # fmt: skip

_SILENT = {"lint/keys.py", "lint/never_asked.py", "lint/notices.py", "lint/shortened.py", "lint/pages.py"}
"""Files of tables: the words of callers, and the page of the rules, which is English."""

_NOT_TOLD = {
    "mapping values", "mapping values are not allowed", "cannot start any token",
    "could not find expected ':'",
    "undefined alias|expected alphabetic or numeric character", "sequence entries are not allowed",
    "found unknown escape character|escape", "special characters are not allowed|control characters",
    "nexpected end of template", "got 'end of template'", "'end of template'", "Encountered unknown tag",
    "unexpected char", "chunk after", "same as source", "not recorded", ", which", "dict[str, Any]",
    "(not understood)", "(a message)", "bold red", "bold yellow", "bold cyan", "bold blue", "last(4)",
    "ordinal` or `| ordinal('feminine')",
    "generated: yes", "escalation rules", "error branches", "exits of the model",
    "kesariya mahal", "kxqz vrplt", "I cannot say.", "no exit of the list", "it failed",
}  # fmt: skip
"""What parsers say and is looked for, styles of the terminal, what a scripted caller or model says, and the
like."""

_PATTERN = re.compile(r"\\[A-Za-z.b*+\[\]{}()|]|\.\*|\(\?|^[\n)} ({|]+$|^# Written|\[\\|\)\|\(|\|[a-z]+\|")
_OWN_WORDS = re.compile(r"[\u0900-\u0dff]")
_TABLES = {
    "_TIMES", "_ANSWERS", "_DAYS", "_COUNTED", "_COMPARED", "_IN_TIME", "_UNINTERRUPTED", "LANGUAGE_NAMES",
}  # fmt: skip
"""Tables of explain whose every value is told, also a single word."""

_KIND_COMES_FIRST = {"transcript/check.py": ("_unknown", 0)}
_LETTERS = re.compile(r"[A-Za-z]")
_PLACE = re.compile(r"(?<!\{)\{[a-z_]+\}(?!\})")


@lru_cache
def sentences() -> Mapping[str, str]:
    """Each sentence, with the first place it comes from."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        path = ROOT / folder
        for file in [path] if path.suffix else sorted(path.rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if name not in _SILENT:
                for text in _of_file(ast.parse(file.read_text(encoding="utf-8")), name):
                    found.setdefault(text, f"runtime/{name}")
    for file in sorted(SCHEMAS.glob("*.json")):
        for text in _of_schema(json.loads(file.read_text(encoding="utf-8"))):
            found.setdefault(text, f"schemas/{file.name}")
    for script in sorted({*SCRIPT_OF.values(), "Latin"}):
        found.setdefault(script, "runtime/language/script.py")
    for severity in Severity:
        found.setdefault(severity.value, "runtime/flow/diagnostic.py")
    return {text: place for text, place in found.items() if _LETTERS.search(_PLACE.sub("", text))}


def untold(found: Iterable[Diagnostic]) -> list[str]:
    """Whatever stands in these findings that a catalogue could not tell: sentences that are not collected,
    sentences put together in code, and sentences that are a value of another and not `said` themselves."""
    parts = (
        part
        for one in found
        for part in (one.message, one.harm, one.fix, *(words for words, _ in one.related))
    )
    return sorted({text for part in parts for text in _untold(part)})


def _untold(part: str) -> Iterator[str]:
    sentence = part.template if isinstance(part, Said) else part
    if sentence not in sentences() and _LETTERS.search(_PLACE.sub("", sentence)):
        yield sentence
    for value in part.values.values() if isinstance(part, Said) else ():
        if isinstance(value, Said):
            yield from _untold(value)
        elif isinstance(value, str) and " " in value and value in sentences():
            yield value


def _of_file(tree: ast.Module, name: str) -> Iterator[str]:
    unheard = _unheard(tree)
    explains = name.startswith("explain/")
    kinds, at = _KIND_COMES_FIRST.get(name, ("unknown", 1))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) == "said":
            yield from _texts(node.args[0], unheard)
        elif isinstance(node, ast.Call) and explains and _name(node) in ("_both", "joined"):
            for argument in node.args[:2]:
                yield from _texts(argument, unheard)
        elif isinstance(node, ast.Call) and _name(node) == kinds and len(node.args) > at:
            yield from _texts(node.args[at], unheard)
        elif explains and isinstance(node, ast.Assign) and _names(node) & _TABLES:
            values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
            for value in values:
                for one in value.values if isinstance(value, ast.Dict) else [value]:
                    yield from _texts(one, unheard)
        for text in _texts(node, unheard) if isinstance(node, ast.Constant) else ():
            if " " in text.strip() and not _is_pattern(text):
                yield text


def _unheard(tree: ast.Module) -> set[int]:
    """Docstrings, the pieces of f-strings, patterns, and what is said of a fault of ours."""
    parts: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                parts.append(node.value)
            case ast.JoinedStr():
                parts += [one for one in node.values if isinstance(one, ast.Constant)]
            case ast.Call() if _name(node) in ("compile", "search", "match", "ValueError", "cast"):
                parts += node.args
    return {id(inner) for part in parts for inner in ast.walk(part)}


def _is_pattern(text: str) -> bool:
    return text in _NOT_TOLD or bool(_PATTERN.search(text) or _OWN_WORDS.search(text))


def _texts(node: ast.AST, unheard: set[int]) -> Iterator[str]:
    """The constants that this can be: of `a if b else c` those on both sides, never the question."""
    match node:
        case ast.Constant(value=str(text)) if id(node) not in unheard:
            yield text
        case ast.IfExp():
            yield from _texts(node.body, unheard)
            yield from _texts(node.orelse, unheard)
        case ast.Tuple() | ast.List():
            for one in node.elts:
                yield from _texts(one, unheard)


def _of_schema(part: Any) -> Iterator[str]:
    """What a schema says of a field; where it stands in a finding, it is its `fix`."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in ("description", "patternErrorMessage") and isinstance(value, str):
                yield value
            yield from _of_schema(value)
    elif isinstance(part, list):
        for one in part:
            yield from _of_schema(one)


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _names(node: ast.Assign) -> set[str]:
    return {one.id for one in node.targets if isinstance(one, ast.Name)}
