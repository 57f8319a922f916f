"""services.yaml: what a `fetch` may call. The operator's file."""

from __future__ import annotations

import re
from typing import Any

from runtime.flow import values
from runtime.flow.faults import Faults
from runtime.flow.model import Service
from runtime.flow.tree import Node, Table, Text
from runtime.flow.wording import said

_URL = re.compile(r"(?:https?://[^\s/?#@]+|\$\{[A-Z][A-Z0-9_]*\})(?:[/?#]\S*)?\Z")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*\Z")


def services(tree: Table | None, faults: Faults) -> dict[str, Service]:
    """By name."""
    made: dict[str, Service] = {}
    for entry in (tree.table("services") if tree else None) or ():
        if isinstance(entry.value, Table):
            made[entry.key.value] = _service(entry.key, entry.value, faults)
    return made


def _service(name: Text, table: Table, faults: Faults) -> Service:
    url, method, auth, timeout = (table.text(key) for key in ("url", "method", "auth", "timeout"))
    if url and not _URL.match(url.value):
        faults.error(
            "service-url",
            said("`{url}` is not an address that can be called", url=url.value),
            url.mark,
            'Write  "https://host/path"  or  "${NAME}/path", NAME standing in the environment.',
            harm="The caller's request would reach nobody.",
        )
    if auth and not _VARIABLE.match(auth.value):
        faults.error(
            "secret-in-flow",
            "`auth` is the name of an environment variable, never the secret itself",
            auth.mark,
            "Put the secret into the environment and write its name here:  auth: COMPLAINTS_TOKEN.",
            harm="Whoever reads this file could act in the callers' names.",
        )
    returns = table.table("returns")
    return Service(
        name=name.value,
        mark=name.mark,
        url=url.value if url else "",
        method=method.value if method else "POST",
        auth=auth.value if auth else None,
        timeout=(values.seconds(timeout.value) if timeout else None) or 3.0,
        returns={entry.key.value: _json(entry.value) for entry in returns} if returns else None,
    )


def _json(node: Node) -> Any:
    """A JSON Schema is the one place where a bare number, true or false is what JSON means by it."""
    if isinstance(node, Table):
        return {entry.key.value: _json(entry.value) for entry in node}
    if not isinstance(node, Text):
        return [_json(member) for member in node.members]
    if node.plain and node.value in ("true", "false"):
        return node.value == "true"
    number = values.number(node.value) if node.plain else None
    return node.value if number is None else number
