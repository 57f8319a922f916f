"""Makes the Stub of a transcript: what the model, the services and the telephones answer."""

from __future__ import annotations

from runtime.dialogue.event import TransferOutcome
from runtime.flow.tree import Items, Node, Table
from runtime.transcript.model import ModelReply, ServiceReply, Stub
from runtime.transcript.plain import json_value, listed, seconds, texts, value, words


def stub_of(stub: Table | None) -> Stub:
    """The stub of a table that the schema has passed."""
    if stub is None:
        return Stub()
    services = {
        entry.key.value: tuple(_service_reply(node) for node in listed(entry.value))
        for entry in stub
        if entry.key.value not in ("model", "transfer")
    }
    transfer = tuple(TransferOutcome(text) for text in texts(stub.get("transfer")))
    repeats = {name for name in (*services, "model") if name in stub and not _is_list(stub, name)}
    return Stub(
        model=tuple(_model_reply(node) for node in listed(stub.get("model")) if isinstance(node, Table)),
        services=services,
        transfer=transfer or (TransferOutcome.COMPLETED,),
        repeats=frozenset(repeats | (set() if _is_list(stub, "transfer") else {"transfer"})),
        service_marks={name: stub.entries[name].key.mark for name in services},
    )


def _is_list(stub: Table, name: str) -> bool:
    return isinstance(stub.get(name), Items)


def _model_reply(reply: Table) -> ModelReply:
    exit_, slow, blank = (reply.text(key) for key in ("exit", "slow", "blank"))
    fills = reply.table("fills")
    return ModelReply(
        exit=value(exit_),
        says=tuple(words(sentence) for sentence in listed(reply.get("says"))),
        fills={entry.key.value: json_value(entry.value) for entry in fills or ()},
        blank=value(blank) == "yes",
        error=value(reply.text("error")),
        slow=seconds(slow) if slow else None,
        mark=reply.mark,
        exit_mark=exit_.mark if exit_ else None,
    )


def _service_reply(node: Node) -> ServiceReply:
    """`{error: words}`, `{timeout: yes}`, and with `slow` beside it also `{value: …}`; all else is the value
    itself."""
    if not isinstance(node, Table):
        return ServiceReply(json_value(node))
    slow, error = node.text("slow"), node.text("error")
    after = seconds(slow) if slow is not None and slow.value[:-1].replace(".", "", 1).isdecimal() else None
    keys = set(node.entries) - ({"slow"} if after is not None else set())
    if keys == {"error"} and error is not None:
        return ServiceReply(error=error.value, slow=after)
    if keys == {"timeout"} and value(node.text("timeout")) == "yes" and after is None:
        return ServiceReply(timeout=True)
    if keys == {"value"} and after is not None:
        return ServiceReply(json_value(node.entries["value"].value), slow=after)
    return ServiceReply(json_value(node))
