"""Flows to draw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.flow.load import load
from runtime.flow.model import Flow

FLOWS = Path(__file__).resolve().parents[2] / "flows"

HOSTILE = """\
flow: hostile
title: 'End "of" <all> & | --> things'
languages: [en-IN]
start: end
defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
states:
  end:
    menu: 'Say "1" <b>; ]]> [x] (y) {% if true %}|{% endif %} --> \\N #quot; `code` or press 1. graph TD; end'
    options: [{key: 1, go: subgraph}]
  subgraph: {say: "class click style default node", go: end}
  desk: {transfer: front_desk, closed: bye, failed: bye}
  bye: {end: done, say: "Goodbye."}
"""


@pytest.fixture
def helpline() -> Flow:
    flow = load(FLOWS / "electricity").flow
    assert flow is not None
    return flow


@pytest.fixture
def flow(tmp_path: Path) -> Callable[[str], Flow]:
    """flow(text): the flow in this text, with the shipped contacts and services."""

    def made(text: str) -> Flow:
        for name in ("contacts.yaml", "services.yaml"):
            (tmp_path / name).write_bytes((FLOWS / name).read_bytes())
        (tmp_path / "flow.yaml").write_text(text, encoding="utf-8")
        loaded = load(tmp_path)
        assert loaded.flow is not None, [str(one.message) for one in loaded.diagnostics]
        return loaded.flow

    return made


@pytest.fixture
def hostile(flow: Callable[[str], Flow]) -> Flow:
    return flow(HOSTILE)


@pytest.fixture
def big(flow: Callable[[str], Flow]) -> Flow:
    """A hundred states: menus in a tree with ways back."""
    lines = ["flow: big", "languages: [en-IN]", "start: s0", "defaults: {on_error: bye}", "states:"]
    for number in range(99):
        ways = [min(98, 2 * number + 1), min(98, 2 * number + 2), number // 3]
        options = ", ".join(f"{{key: {key}, go: s{way}}}" for key, way in enumerate(ways, 1))
        lines.append(
            f'  s{number}: {{menu: "Press 1, press 2, press 3.", options: [{options}, {{key: 4, go: bye}}]}}'
        )
    lines.append("  bye: {end: done}")
    return flow("\n".join(lines) + "\n")
