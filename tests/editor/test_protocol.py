"""A real `flowctl lsp` process, driven as an editor drives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from driven_editor import at, place
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from runtime.flow.catalogue import catalogue
from runtime.flow.wording import said

pytestmark = pytest.mark.process


async def test_a_typo_is_marked_while_it_is_typed_and_mended_by_one_click(editor, office: Path) -> None:
    flow = office / "flow.yaml"
    text = flow.read_text(encoding="utf-8")
    uri = await editor.open(flow)
    assert [one.code for one in editor.findings[uri] if one.severity == types.DiagnosticSeverity.Error] == []

    typed = text.replace("{else: goodbye}", "{else: godbye}")
    await editor.type(uri, typed)
    wrong = next(one for one in editor.findings[uri] if one.code == "unknown-target")
    assert "Did you mean goodbye?" in wrong.message and "Caller:" in wrong.message
    assert wrong.range.start == place(typed, "godbye", 0)

    actions = await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=uri),
            range=wrong.range,
            context=types.CodeActionContext(diagnostics=[wrong]),
        )
    )
    edit = next(one for one in actions if one.title == "Write goodbye").edit
    assert [(one.range, one.new_text) for one in edit.changes[uri]] == [(wrong.range, "goodbye")]

    await editor.type(uri, text, version=3)
    assert "unknown-target" not in [one.code for one in editor.findings[uri]]


async def test_a_language_that_a_prompt_lacks_is_seen_though_another_file_is_open(
    editor, office: Path
) -> None:
    telugu = office / "prompts" / "te-IN.yaml"
    uri = await editor.open(telugu)
    await editor.type(uri, telugu.read_text(encoding="utf-8").replace('  thanks: "ధన్యవాదాలు."\n', ""))
    found = [one for many in editor.findings.values() for one in many]
    missing = [one for one in found if one.code == "missing-translation"]
    assert len(missing) == 1 and "te-IN" in missing[0].message and "thanks" in missing[0].message


async def test_names_are_completed_where_they_fit(editor, office: Path) -> None:
    flow = office / "flow.yaml"
    text = flow.read_text(encoding="utf-8")
    uri = await editor.open(flow)

    async def offered(words: str, inside: int) -> set[str]:
        params = types.CompletionParams(**at(uri, place(text, words, inside)))
        return {one.label for one in (await editor.client.text_document_completion_async(params)).items}

    assert await offered("{go: goodbye}", 5) == {"welcome", "desk", "goodbye"}
    assert await offered("say: which_village", 5) == {
        "still_there",
        "which_village",
        "heard_village",
        "connecting",
        "thanks",
    }
    assert await offered("transfer: front_desk", 12) == {"front_desk"}
    assert {"village", "visits.desk", "open.front_desk"} <= await offered("when: village", 6)


async def test_go_to_a_prompt_leads_to_its_words_in_every_language(editor, office: Path) -> None:
    flow = office / "flow.yaml"
    uri = await editor.open(flow)
    position = place(flow.read_text(encoding="utf-8"), "which_village", 3)
    found = await editor.client.text_document_definition_async(types.DefinitionParams(**at(uri, position)))
    assert {Path(one.uri).name for one in found} == {"en-IN.yaml", "te-IN.yaml"}
    assert {one.range.start.line for one in found} == {2}
    hover = await editor.client.text_document_hover_async(types.HoverParams(**at(uri, position)))
    assert "ఏ ఊరు?" in hover.contents.value and "Which village?" in hover.contents.value


async def test_a_state_is_renamed_everywhere(editor, office: Path) -> None:
    flow = office / "flow.yaml"
    text = flow.read_text(encoding="utf-8")
    uri = await editor.open(flow)
    params = types.RenameParams(**at(uri, place(text, "desk: {transfer")), new_name="front_office")
    changes = (await editor.client.text_document_rename_async(params)).changes
    assert {Path(one).name: len(edits) for one, edits in changes.items()} == {
        "flow.yaml": 5,  # no_match, on_error, anywhere, a branch, the state
        "kondapur.yaml": 1,
    }
    taken = types.RenameParams(**at(uri, place(text, "desk: {transfer")), new_name="goodbye")
    with pytest.raises(JsonRpcException, match="There is a state `goodbye` already"):
        await editor.client.text_document_rename_async(taken)


async def test_places_are_counted_as_editors_count_them(editor, office: Path) -> None:
    """Behind a sign outside the first plane an editor is one unit ahead of us."""
    prompts = office / "prompts" / "en-IN.yaml"
    text = prompts.read_text(encoding="utf-8").replace('"Village {{', '"😀 Village {{')
    uri = await editor.open(prompts, text)
    found = await editor.client.text_document_references_async(
        types.ReferenceParams(
            **at(uri, place(text, "{{ village", 5)),
            context=types.ReferenceContext(include_declaration=True),
        )
    )
    here = [one.range.start for one in found if one.uri == uri]
    assert here == [place(text, "{{ village", 3)]


async def test_a_file_that_cannot_be_read_is_a_finding_and_no_end(editor, office: Path) -> None:
    flow = office / "flow.yaml"
    uri = await editor.open(flow, "flow: [office\nstates:\n\t- x\n")
    assert editor.findings[uri]
    await editor.type(uri, flow.read_text(encoding="utf-8"))
    assert [one for one in editor.findings[uri] if one.severity == types.DiagnosticSeverity.Error] == []


@pytest.mark.parametrize("language", ["hi"])
async def test_what_is_found_is_told_in_the_language_of_the_author(
    editor, office: Path, language: str
) -> None:
    flow = office / "flow.yaml"
    typed = flow.read_text(encoding="utf-8").replace("{else: goodbye}", "{else: godbye}")
    uri = await editor.open(flow, typed)
    wrong = next(one for one in editor.findings[uri] if one.code == "unknown-target")
    told = catalogue(language).told
    assert wrong.message.startswith(
        told(said("there is no {kind} `{name}`", kind=said("state"), name="godbye"))
    )
    assert told(said("Did you mean {word}?", word="goodbye")) in wrong.message
    assert "Caller" not in wrong.message and "mean" not in wrong.message

    actions = await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=uri),
            range=wrong.range,
            context=types.CodeActionContext(diagnostics=[wrong]),
        )
    )
    assert told(said("Write {value}", value="goodbye")) in [one.title for one in actions]
