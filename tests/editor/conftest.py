"""A small project of flows to edit, and a real `flowctl lsp` driven by the client of the same library."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

sys.path.insert(0, str(Path(__file__).parent))

from driven_editor import Editor

FLOW = """\
flow: office
title: An office
languages: [te-IN, en-IN]
start: welcome
defaults:
  no_input: [{say: still_there, repeat: yes}, {go: goodbye}]
  no_match: [{go: desk}]
  on_error: desk
anywhere:
  - {key: 0, phrases: ask_person, go: desk}
slots:
  village: {type: text, examples: villages}
states:
  welcome:
    ask: village
    say: which_village
    confirm: heard_village
    go:
      - {when: village == 'Kondapur' and visits.welcome < 3, go: desk}
      - {else: goodbye}
  desk: {transfer: front_desk, say: connecting, closed: goodbye, failed: goodbye}
  goodbye: {end: done, say: thanks}
"""
ENGLISH = """\
prompts:
  still_there: "Are you still there?"
  which_village: "Which village?"
  heard_village: "Village {{ village }}. Is that right?"
  connecting: "I am connecting you."
  thanks: "Thank you."
phrases:
  ask_person: [operator]
  villages: [Kondapur, Miyapur]
"""
TELUGU = """\
prompts:
  still_there: "మీరు లైన్‌లో ఉన్నారా?"
  which_village: "ఏ ఊరు?"
  heard_village: "{{ village }}. సరేనా?"
  connecting: "సిబ్బందికి కలుపుతున్నాను."
  thanks: "ధన్యవాదాలు."
phrases:
  ask_person: [ఆపరేటర్]
  villages: [కొండాపూర్, మియాపూర్]
"""
PLAY = """\
transcript: a caller from Kondapur
stub: {}
lines:
  - bot: which_village
  - caller: Kondapur
  - expect: {state: desk, slots: {village: Kondapur}}
"""
CONTACTS = """\
contacts:
  front_desk:
    number: "+14155550125"
    hours: [{days: mon-fri, from: "09:30", to: "18:00"}]
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A flow's folder."""
    folder = tmp_path / "flows" / "office"
    for name, text in (
        ("flow.yaml", FLOW),
        ("prompts/en-IN.yaml", ENGLISH),
        ("prompts/te-IN.yaml", TELUGU),
        ("transcripts/kondapur.yaml", PLAY),
        ("../contacts.yaml", CONTACTS),
        ("../numbers.yaml", 'numbers: {"+18005550100": office}\n'),
    ):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def language() -> str:
    """What FLOWCTL_LANG says to the server."""
    return "en"


@pytest.fixture
async def editor(office: Path, language: str) -> AsyncIterator[Editor]:
    client = LanguageClient("test", "1")
    made = Editor(client)
    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: made.received(params))
    root = str(Path(__file__).parents[2])
    await client.start_io(
        sys.executable,
        str(Path(root) / "flowctl.py"),
        "lsp",
        cwd=office,
        env={**os.environ, "PYTHONPATH": root, "FLOWCTL_LANG": language},
    )
    await client.initialize_async(
        types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=office.as_uri())
    )
    client.initialized(types.InitializedParams())
    try:
        yield made
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
