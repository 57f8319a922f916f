"""Writes docs/reference.md from the schemas, so that the page cannot say what the schemas do not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

SCHEMAS = Path(__file__).parents[1] / "schemas"

FILES = (
    ("flow", "flow.yaml", "what happens in a call"),
    ("prompts", "prompts/te-IN.yaml", "its words in one language"),
    ("transcript", "transcripts/outage.yaml", "a scripted call"),
    ("contacts", "contacts.yaml", "whom a transfer reaches (the operator's file)"),
    ("services", "services.yaml", "what a fetch may call (the operator's file)"),
    ("numbers", "numbers.yaml", "which flow answers which number"),
)
_SHARED = ("line", "option", "menu_option", "branch", "rule", "exit", "limits", "slot", "voice")
"""Parts that several places use: told once, in a section of their own."""
_ONE_WORD = {
    "words": "a prompt's name, or the words",
    "words_per_language": 'words per language: `{te-IN: "…"}`',
    "phrases": "the name of a phrase list, or several",
    "phrases_per_language": "phrases per language",
    "examples": "the name of a phrase list",
    "state_name": "a state's name",
    "go": "a state's name, or a list of [branches](#branch)",
    "branches": "a list of [branches](#branch)",
    "leaving": "a state's name, or a [line](#line) with `go`",
    "leaving_line": "a [line](#line) with `go`",
    "ladder": "a list of [lines](#line), the last with `go`",
    "rung": "a [line](#line), or a state's name",
    "set": "slots and their values: `{language: te-IN}`",
    "by_language": "one for all languages, or one per language",
}
"""Parts that need no table: what to write, in a few words."""

HEAD = """# Reference

Every key of every file, made from the schemas in `schemas/`; `UPDATE=1 pytest tests/test_reference.py`
writes it anew. What the words mean in a call is told in [Writing a flow](flow-language.md), what `lint`
looks for in [the rules](rules.md).
"""


def page() -> str:
    """The whole page, as Markdown."""
    parts = [HEAD, *(section for file in FILES for section in _file(*file))]
    return "\n".join(parts).rstrip() + "\n"


def _file(schema: str, name: str, what: str) -> Iterator[str]:
    root = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    defs = root.get("$defs", {})
    yield f"## `{name}`: {what}\n"
    yield from _table(root, defs)
    kinds = [key for key in defs if key.endswith("_state")]
    if kinds:
        yield "### Kinds of state\n"
    for key in kinds:
        word = key.removesuffix("_state")
        yield f"#### `{word}`\n\n{_sentence(defs[key])}\n"
        yield from _table(defs[key], defs)
    shared = [
        key for key in defs if key in _SHARED or (schema == "transcript" and defs[key].get("properties"))
    ]
    if shared:
        yield "### Parts that stand in several places\n"
    for key in shared:
        made = _resolved(defs[key], defs)
        yield f"#### {made.get('title', key)}\n\n{_sentence(made)}\n"
        yield from _table(made, defs)


def _table(node: Mapping[str, Any], defs: Mapping[str, Any]) -> Iterator[str]:
    """The keys of one table, then the tables inside it that are told nowhere else."""
    properties = node.get("properties", {})
    if not properties:
        return
    must = set(node.get("required", ()))
    yield "| key | | what it is | write |\n|---|---|---|---|"
    for name, value in properties.items():
        made = _resolved(value, defs)
        needed = "must" if name in must else ""
        told, written = _sentence({**made, **value}), _write(value, defs)
        yield f"| `{name}` | {needed} | {_cell(told)} | {_cell(written)} |"
    yield ""
    for name, value in properties.items():
        inner = _inner(value, defs)
        if inner is not None:
            yield f"Inside `{name}`:\n"
            yield from _table(inner, defs)


def _inner(node: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The table that stands behind a key, or behind each name in it, unless it has a section of its own."""
    if node.get("$ref", "").rpartition("/")[2] in (*_SHARED, *_ONE_WORD) or _is_state(node):
        return None
    made = _resolved(node, defs)
    if made.get("properties"):
        return made
    for key in ("items", "additionalProperties"):
        if isinstance(made.get(key), dict):
            return _inner(made[key], defs)
    return None


def _is_state(node: Mapping[str, Any]) -> bool:
    return str(node.get("$ref", "")).endswith("/state")


def _resolved(node: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The node, with what it refers to filled in; its own words win."""
    seen = dict(node)
    while "$ref" in seen:
        target = defs[seen.pop("$ref").rpartition("/")[2]]
        seen = {**target, **seen}
    for branch in ("then", "anyOf"):
        if branch == "then" and "properties" not in seen and isinstance(seen.get("then"), dict):
            inner = _resolved(seen["then"], defs)
            if inner.get("properties"):
                seen["properties"], seen["required"] = inner["properties"], inner.get("required", [])
    return seen


def _sentence(node: Mapping[str, Any]) -> str:
    return str(node.get("description", "")).strip()


def _write(node: Mapping[str, Any], defs: Mapping[str, Any]) -> str:
    """What may stand there, in a few words."""
    target = str(node.get("$ref", "")).rpartition("/")[2]
    if target in _ONE_WORD:
        return _ONE_WORD[target]
    if target in _SHARED:
        title = str(defs[target].get("title", target))
        return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"
    if target:
        return _write(_resolved(node, defs), defs)
    if "enum" in node:
        return ", ".join(f"`{one}`" for one in node["enum"])
    if node.get("examples"):
        return ", ".join(f"`{_example(one)}`" for one in node["examples"][:4])
    if "patternErrorMessage" in node:
        return str(node["patternErrorMessage"])
    if "anyOf" in node:
        return " or ".join(dict.fromkeys(filter(None, (_write(one, defs) for one in node["anyOf"]))))
    items = node.get("items")
    if isinstance(items, dict) and (inside := _write(items, defs)):
        return f"a list: {inside}"
    return ""


def _example(value: Any) -> str:
    """As an author would write it on one line."""
    if isinstance(value, str):
        return value
    return str(
        yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=1000, sort_keys=False)
    ).strip()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
