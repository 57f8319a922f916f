"""The schemas as an author's editor uses them: the real yaml-language-server, without a window.

`YAML_LANGUAGE_SERVER` names its program (npm package yaml-language-server, 1.25.0 for Node 20); CI
installs it. Without it these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from driven_editor import Editor, at, place
from lsprotocol import types
from pygls.lsp.client import LanguageClient

PROGRAM = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
ROOT = Path(__file__).parents[2]
FLOW = ROOT / "flows" / "electricity" / "flow.yaml"

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(PROGRAM is None, reason="yaml-language-server is not installed (docs/editors.md)"),
]


@pytest.fixture
async def yaml() -> AsyncIterator[Editor]:
    client = LanguageClient("test", "1")
    made = Editor(client)
    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: made.received(params))

    @client.feature(types.WORKSPACE_CONFIGURATION)
    def _configuration(params: types.ConfigurationParams) -> list[object]:
        settings = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        return [settings if one.section == "yaml" else None for one in params.items]

    assert PROGRAM is not None
    await client.start_io(PROGRAM, "--stdio")
    able = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(configuration=True),
        text_document=types.TextDocumentClientCapabilities(
            hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.PlainText]),
            completion=types.CompletionClientCapabilities(),
        ),
    )
    await client.initialize_async(types.InitializeParams(capabilities=able, root_uri=ROOT.as_uri()))
    client.initialized(types.InitializedParams())
    try:
        yield made
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()


async def test_shipped_files_have_a_modeline_and_no_mark(yaml: Editor) -> None:
    marked: list[str] = []
    files = sorted((ROOT / "flows").rglob("*.yaml"))
    for file in files:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), file
        assert (file.parent / first.partition("=")[2]).resolve().is_file(), file
        uri = await yaml.open(file)
        marked += [
            f"{file.relative_to(ROOT)}:{one.range.start.line + 1} {one.message}" for one in yaml.findings[uri]
        ]
    assert len(files) > 30
    assert marked == []


PLAYS = ROOT / "tests" / "transcript" / "cases"
MODELINE = f"# yaml-language-server: $schema={(ROOT / 'schemas' / 'transcript.schema.json').as_uri()}\n"


async def test_what_flowctl_plays_has_no_mark_in_the_editor(yaml: Editor) -> None:
    """Plain numbers, `yes`, `<names>` of rows: what an author may write, the editor takes as well."""
    marked: list[str] = []
    plays = sorted([*(PLAYS / "must_pass").glob("*.yaml"), *(PLAYS / "must_fail").glob("*.yaml")])
    for file in plays:
        uri = await yaml.open(file, MODELINE + file.read_text(encoding="utf-8"))
        marked += [f"{file.name}:{one.range.start.line} {one.message}" for one in yaml.findings[uri]]
    assert len(plays) > 50
    assert marked == []
    numbers = "cases: [{n: 5}]\nlines:\n  - caller: 42\n    heard_as: 4\n  - press: <n>\n  - expect: "
    numbers += "{slots: {age: 40}, fetched: {a.b: 1}, sent: {a.b: {age: 40}}, within: {turns: 4}}\n"
    uri = await yaml.open(PLAYS / "numbers.yaml", f"{MODELINE}transcript: numbers\n{numbers}")
    assert yaml.findings[uri] == []
    uri = await yaml.open(PLAYS / "wrong.yaml", f"{MODELINE}transcript: wrong\n{numbers}  - silence: 4\n")
    assert len(yaml.findings[uri]) == 1, "the check can fail"


async def test_a_typo_in_a_key_is_marked_where_it_stands(yaml: Editor) -> None:
    typed = FLOW.read_text(encoding="utf-8").replace(
        "    confirm: heard_village", "    confrim: heard_village"
    )
    uri = await yaml.open(FLOW, typed)
    assert [(one.range.start.line, "confrim" in one.message) for one in yaml.findings[uri]] == [
        (place(typed, "confrim").line, True)
    ]


async def test_keys_are_completed_with_words_for_an_author(yaml: Editor) -> None:
    text = FLOW.read_text(encoding="utf-8")
    typed = text.replace("    confirm: heard_village\n", "    conf\n")
    uri = await yaml.open(FLOW, typed)
    params = types.CompletionParams(**at(uri, place(typed, "    conf\n", 8)))
    answer = await yaml.client.text_document_completion_async(params)
    items = {one.label: one for one in (answer.items if isinstance(answer, types.CompletionList) else answer)}
    assert "confirm" in items
    assert "read" in str(items["confirm"].documentation).lower()


async def test_hover_says_what_a_key_means(yaml: Editor) -> None:
    text = FLOW.read_text(encoding="utf-8")
    uri = await yaml.open(FLOW)
    for words in ("escalation:", "no_match:", "confirm:", "exits:"):
        position = place(text, words, 2)
        hover = await yaml.client.text_document_hover_async(types.HoverParams(**at(uri, position)))
        assert hover is not None, words
        assert len(str(hover.contents.value)) > 30, words
