"""Small flows written in place, and what is shown of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.prove.graph import Graph, explore
from runtime.prove.verdict import Bounds, Verdict, judge

sys.path.insert(0, str(Path(__file__).parent))  # traps.py and hunt.py, which are no tests themselves

FLOWS = Path(__file__).resolve().parents[2] / "flows"
HEAD = """\
flow: small
title: A small flow
languages: [en-IN]
start: begin
defaults:
  no_input: [{say: "I did not hear you.", repeat: yes}, {go: bye}]
  no_match: [{say: "I did not understand.", repeat: yes}, {go: bye}]
  on_error: bye
"""
TAIL = """
  bye: {end: done, say: "Goodbye."}
"""
SERVICES = """\
services:
  shop.find:
    url: "${SHOP_URL}/find"
    returns:
      type: object
      required: [found]
      properties: {found: {type: boolean}, price: {type: number, minimum: 0, maximum: 100}}
"""
CONTACTS = """\
contacts:
  desk: {number: "+14155550123"}
  office:
    number: "+14155550124"
    hours: [{days: mon-fri, from: "10:00", to: "17:00"}]
    timezone: Asia/Kolkata
"""


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Flow]:
    """made(states, head): the flow of these states and `bye`. head: lines before `states:`."""

    def build(states: str, head: str = "", defaults: str = HEAD) -> Flow:
        text = f"{defaults}{head}states:\n{states}{TAIL}"
        (tmp_path / "services.yaml").write_text(SERVICES, encoding="utf-8")
        (tmp_path / "contacts.yaml").write_text(CONTACTS, encoding="utf-8")
        (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
        loaded = load(tmp_path / "small.yaml", tmp_path)
        assert loaded.flow is not None, [(one.rule, one.message) for one in loaded.diagnostics]
        return loaded.flow

    return build


@pytest.fixture
def judged(made: Callable[..., Flow]) -> Callable[..., Verdict]:
    """judged(states, head): what is shown of that flow."""

    def prove(states: str, head: str = "", bounds: Bounds | None = None, defaults: str = HEAD) -> Verdict:
        return judge(explore(Dialogue(made(states, head, defaults))), bounds or Bounds())

    return prove


@pytest.fixture(scope="session")
def explored() -> Callable[[str], Graph]:
    """explored(name): every moment of a flow that travels with the code, looked at once for all tests."""

    @cache
    def every(name: str) -> Graph:
        return explore(Dialogue(_loaded(name)))

    return every


@pytest.fixture
def shipped() -> Callable[[str], Flow]:
    """shipped(name): a flow that travels with the code."""

    return _loaded


def _loaded(name: str) -> Flow:
    path = FLOWS / name
    flow = load(path if path.exists() else FLOWS / f"{name}.yaml").flow
    assert flow is not None
    return flow
