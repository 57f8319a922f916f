"""Small flows written in place, and a telephone that calls them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from phone import Phone
from small_flow import load_small

from runtime.flow.load import Loaded
from runtime.flow.model import Flow


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[..., Loaded]:
    """loaded(states, head, others): what comes of loading these states. They begin at `begin`; `sorry`,
    `desk` and `bye` are there unless they write them themselves. head: other keys of the flow, which replace
    HEAD's. others: flows of the same project, by name."""

    def made(states: str, head: str = "", others: Mapping[str, str] | None = None) -> Loaded:
        return load_small(tmp_path, states, head, others)

    return made


@pytest.fixture
def flow(loaded: Callable[..., Loaded]) -> Callable[..., Flow]:
    """flow(states, head, others): the flow."""

    def made(states: str, head: str = "", others: Mapping[str, str] | None = None) -> Flow:
        found = loaded(states, head, others)
        assert found.flow is not None, [f"{d.rule} {d.message} {d.mark}" for d in found.diagnostics]
        return found.flow

    return made


@pytest.fixture
def call(flow: Callable[..., Flow]) -> Callable[..., Phone]:
    """call(states, head, others, **start): a call to that flow, just answered. See Phone."""

    def made(states: str, head: str = "", others: Mapping[str, str] | None = None, **start: Any) -> Phone:
        return Phone(flow(states, head, others), **start)

    return made
