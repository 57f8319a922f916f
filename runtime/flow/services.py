"""services.yaml: what a `fetch` may call. The operator's file."""

from __future__ import annotations

import re
from typing import Any

from runtime.flow import values
from runtime.flow.faults import Faults, listed, nearest
from runtime.flow.model import Service
from runtime.flow.returns import says_nothing, schema_fault
from runtime.flow.tree import Node, Table, Text, at
from runtime.flow.wording import said

_URL = re.compile(r"(?:https?://[^\s/?#@]+|\$\{[A-Z][A-Z0-9_]*\})(?:[/?#]\S*)?\Z")
_HOST = re.compile(r"https?://([^\s/?#@]+)")
_SHAPE = "Write a JSON Schema, for example  {type: object, required: [id], properties: {id: {type: string}}}."
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*\Z")


def services(tree: Table | None, faults: Faults) -> dict[str, Service]:
    """By name."""
    made: dict[str, Service] = {}
    named = tree.items("hosts") if tree else ()
    hosts = frozenset(one.value.lower() for one in named if isinstance(one, Text))
    for entry in (tree.table("services") if tree else None) or ():
        if isinstance(entry.value, Table):
            made[entry.key.value] = _service(entry.key, entry.value, hosts, faults)
    return made


def _service(name: Text, table: Table, hosts: frozenset[str], faults: Faults) -> Service:
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
    elif url and hosts:
        _check_host(url, hosts, faults)
    returns = table.table("returns")
    expected = {entry.key.value: _json(entry.value) for entry in returns} if returns else None
    if returns and expected:
        _check_returns(returns, expected, faults)
    return Service(
        name=name.value,
        mark=name.mark,
        url=url.value if url else "",
        method=method.value if method else "POST",
        auth=auth.value if auth else None,
        timeout=(values.seconds(timeout.value) if timeout else None) or 3.0,
        returns=expected,
        hosts=hosts,
    )


def _check_host(url: Text, hosts: frozenset[str], faults: Faults) -> None:
    """The host of an address that is all there. What comes from the environment is looked at when it is
    called."""
    found = _HOST.match(url.value)
    if found and found[1].lower() not in hosts and found[1].partition(":")[0].lower() not in hosts:
        faults.error(
            "host-not-listed",
            said("`{host}` is not among the `hosts` of this file", host=found[1]),
            url.mark,
            said("Add it to `hosts`, or mend the address. There are: {hosts}.", hosts=listed(sorted(hosts))),
            harm="The caller's request would reach nobody.",
            suggestion=nearest(found[1], hosts),
        )


def _check_returns(table: Table, expected: dict[str, Any], faults: Faults) -> None:
    fault = schema_fault(expected)
    if fault is None:
        if expected and says_nothing(expected):
            faults.error(
                "bad-returns",
                "`returns` says nothing of the answer: no word in it is one of JSON Schema",
                table.mark,
                _SHAPE,
                harm="Any answer would be taken, and the caller may hear an apology where it is read out.",
            )
        return
    where, what = fault
    node = at(table, list(where))
    faults.error(
        "bad-returns",
        said("`returns` cannot be used: {what}", what=what),
        node.mark if node is not None else table.mark,
        _SHAPE,
        harm="Every answer of this service would be an error, and the caller would be sent to `on_error`.",
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
