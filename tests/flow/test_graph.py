"""A flow as a graph."""

from __future__ import annotations

from pathlib import Path

from runtime.flow.graph import FAULTS, Reason, edges, reachable, state_edges
from runtime.flow.load import load
from runtime.flow.model import Flow

HELPLINE = Path(__file__).parent / "helpline"


def helpline() -> Flow:
    flow = load(HELPLINE).flow
    assert flow is not None
    return flow


def test_every_way_out_of_a_state_has_its_reason() -> None:
    flow = helpline()
    found = {(edge.target, edge.reason) for edge in state_edges(flow, flow.states["helpline"])}
    assert found == {
        ("report_outage", Reason.EXIT),
        ("pay_bill", Reason.EXIT),
        ("operator", Reason.EXIT),
        ("goodbye", Reason.EXIT),
        ("operator", Reason.LIMIT),
        ("goodbye", Reason.RUNG),
        ("operator", Reason.RUNG),
        ("operator", Reason.ANYWHERE),
        ("operator", Reason.ESCALATION),
        ("operator", Reason.ERROR),
    }
    transfer = {(edge.target, edge.reason) for edge in state_edges(flow, flow.states["operator"])}
    assert transfer == {
        ("call_back", Reason.CLOSED),
        ("call_back", Reason.FAILED),
        ("operator", Reason.ERROR),
    }
    menu = [edge.reason for edge in state_edges(flow, flow.states["choose_language"])]
    assert menu.count(Reason.OPTION) == 3
    branches = [
        edge.when for edge in edges(flow) if edge.source == "anything_else" and edge.reason is Reason.GO
    ]
    assert [when and when.source for when in branches] == ["more", None]


def test_reachability() -> None:
    flow = helpline()
    assert reachable(flow) == set(flow.states)
    assert reachable(flow, "goodbye", without=FAULTS) == {"goodbye"}
    assert reachable(
        flow, "tell_ticket", without=[Reason.ESCALATION, Reason.ANYWHERE, Reason.RUNG, Reason.ERROR]
    ) >= {
        "tell_ticket",
        "anything_else",
        "helpline",
    }
