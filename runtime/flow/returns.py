"""Whether the JSON Schema under `returns` can be used at all, told before any call."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator

from runtime.flow.wording import Said, said

Step = str | int


@lru_cache(maxsize=1)
def _rules_of_schemas() -> jsonschema_rs.Validator:
    """Of the two validators the quick one: the other takes 0.3 s for a schema of 1,500 parts."""
    return jsonschema_rs.Draft202012Validator(dict(Draft202012Validator.META_SCHEMA))


def schema_fault(schema: dict[str, Any]) -> tuple[tuple[Step, ...], str] | None:
    """The innermost fault: where it stands, and what it is in plain words; None when there is none."""
    paths = [tuple(error.instance_path) for error in _rules_of_schemas().iter_errors(schema)]
    if paths:
        path, value = _along(schema, max(paths, key=len))
        return path, _in_words(path, value)
    for path, key, value in _parts(schema, ()):
        if key == "pattern" and isinstance(value, str):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", FutureWarning)  # Python's own thoughts on `[[`
                    re.compile(value)
            except re.error:
                return path, said("the pattern `{value}` cannot be read", value=value)
        if key == "$ref" and isinstance(value, str) and not _leads_somewhere(schema, value):
            return path, said("`{value}` leads nowhere inside it", value=value)
    return None


def says_nothing(schema: dict[str, Any]) -> bool:
    """Whether no key of it is a word of JSON Schema, as in `{id: string}`: then any answer would do."""
    return not schema.keys() & {*Draft202012Validator.VALIDATORS, "$defs", "description", "title"}


def _along(schema: Any, path: tuple[Step, ...]) -> tuple[tuple[Step, ...], object]:
    """The path by the schema's own keys, and what stands there: the validator tells a key `1` as a place in
    a list."""
    steps: list[Step] = []
    for step in path:
        steps.append(str(step) if isinstance(schema, dict) else step)
        schema = schema[steps[-1]]
    return tuple(steps), schema


def _in_words(path: tuple[Step, ...], value: object) -> Said | str:
    steps = [str(step) for step in path]
    if not steps:
        return "it is no table of rules"
    if isinstance(value, dict | list):
        return said("what stands under `{place}` is not right", place=steps[-1])
    return said("`{value}` cannot stand behind `{place}`", value=value, place=_key(steps))


def _key(steps: list[str]) -> str:
    return next((step for step in reversed(steps) if not step.isdecimal()), steps[-1])


def _parts(node: Any, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], str, Any]]:
    """Every key with its place and value. Depth is bounded by the reader."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*path, key), key, value
            yield from _parts(value, (*path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _parts(value, (*path, place))


def _leads_somewhere(schema: Any, reference: str) -> bool:
    """Only places inside the schema itself: nothing is fetched for it."""
    if not reference.startswith("#"):
        return False
    node = schema
    for step in reference.removeprefix("#").strip("/").split("/"):
        if step and not (isinstance(node, dict) and step in node):
            return False
        node = node[step] if step else node
    return True


def fits(schema: Mapping[str, Any] | Any, value: Any) -> bool:
    """Whether a service that promises this may answer so; days must be days."""
    if not isinstance(schema, Mapping):
        return True
    checker = Draft202012Validator.FORMAT_CHECKER
    return bool(Draft202012Validator(dict(schema), format_checker=checker).is_valid(value))
