"""The desk as a language server (LSP 3.17, over standard input and output), by pygls.

The only place that knows the protocol: positions there are 0-based and count UTF-16 units, ours are
1-based and count code points. Everything else is asked of the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from runtime.editor import asked
from runtime.editor.begin import beginnings
from runtime.editor.desk import Desk, flow_of
from runtime.editor.names import Use
from runtime.flow.catalogue import Catalogue
from runtime.flow.diagnostic import Diagnostic, Edit, Mark, Severity
from runtime.flow.source import split_lines
from runtime.flow.wording import said

NAME = "flowctl"
_SEVERITY = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def server(version: str, told: Catalogue | None = None) -> LanguageServer:
    """A server that has not started yet. told: the language of what is found; English."""
    made = LanguageServer(NAME, version, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    _Server(made, told or Catalogue())
    return made


class _Server:
    def __init__(self, protocol: LanguageServer, told: Catalogue) -> None:
        self._protocol = protocol
        self._told = told
        self._desk = Desk()
        self._shown: dict[Path, list[Diagnostic]] = {}
        for changed in (
            types.TEXT_DOCUMENT_DID_OPEN,
            types.TEXT_DOCUMENT_DID_CHANGE,
            types.TEXT_DOCUMENT_DID_SAVE,
        ):
            self._serve(changed, lambda params: self._changed(params.text_document.uri))
        self._serve(types.TEXT_DOCUMENT_DID_CLOSE, lambda params: self._closed(params.text_document.uri))
        typed = types.CompletionOptions(trigger_characters=[" ", "[", "|", "."])
        self._serve(types.TEXT_DOCUMENT_COMPLETION, self._completion, typed)
        self._serve(types.TEXT_DOCUMENT_HOVER, self._hover)
        self._serve(types.TEXT_DOCUMENT_DEFINITION, self._definition)
        self._serve(types.TEXT_DOCUMENT_REFERENCES, self._references)
        self._serve(types.TEXT_DOCUMENT_PREPARE_RENAME, self._prepare_rename)
        self._serve(types.TEXT_DOCUMENT_RENAME, self._rename, types.RenameOptions(prepare_provider=True))
        mending = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        self._serve(types.TEXT_DOCUMENT_CODE_ACTION, self._actions, mending)

    def _serve(self, feature: str, answer: Callable[[Any], Any], options: Any = None) -> None:
        """pygls marks the function that it is given, and a bound method cannot be marked."""
        self._protocol.feature(feature, options)(lambda params: answer(params))

    # -- what is wrong ---------------------------------------------------------------------------------

    def _changed(self, uri: str) -> None:
        file = _path(uri)
        if file is None:
            return
        self._desk.opened[file] = self._protocol.workspace.get_text_document(uri).source
        self._publish(file)

    def _closed(self, uri: str) -> None:
        file = _path(uri)
        if file is not None and self._desk.opened.pop(file, None) is not None:
            self._publish(file)

    def _publish(self, file: Path) -> None:
        for one, found in self._desk.findings(file).items():
            if self._shown.get(one, []) == found and one != file:
                continue
            self._shown[one] = found
            lines = self._lines(one)
            self._protocol.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(
                    uri=_uri(one), diagnostics=[self._diagnostic(each, lines) for each in found]
                )
            )

    def _diagnostic(self, one: Diagnostic, lines: Sequence[str]) -> types.Diagnostic:
        one = self._told.finding(one)
        parts = [one.message]
        if one.harm:
            parts.append(self._told.told(said("Caller: {harm}", harm=one.harm)))
        if one.fix:
            parts.append(one.fix)
        if one.suggestion:
            parts.append(self._told.told(said("Did you mean {word}?", word=one.suggestion)))
        related = [
            types.DiagnosticRelatedInformation(location=self._location(mark), message=str(words))
            for words, mark in one.related
        ]
        return types.Diagnostic(
            range=_range(one.mark, lines),
            message="\n".join(str(part) for part in parts),
            severity=_SEVERITY[one.severity],
            code=one.rule,
            source=NAME,
            related_information=related or None,
        )

    # -- at the cursor ---------------------------------------------------------------------------------

    def _completion(self, params: types.CompletionParams) -> types.CompletionList:
        file = _path(params.text_document.uri)
        flow = self._desk.flow(file) if file else None
        if file is None or flow is None:
            return types.CompletionList(is_incomplete=False, items=[])
        lines = self._lines(file)
        line = lines[params.position.line] if params.position.line < len(lines) else ""
        before = line[: _code_points(line, params.position.character)]
        items = [
            types.CompletionItem(label=one.label, detail=one.about, kind=types.CompletionItemKind.Reference)
            for one in asked.offers(flow, before)
        ]
        return types.CompletionList(is_incomplete=False, items=items)

    def _hover(self, params: types.HoverParams) -> types.Hover | None:
        file, use = self._under(params)
        flow = self._desk.flow(file) if file and use else None
        words = asked.about(flow, use) if flow and use else ""
        if not words:
            return None
        return types.Hover(contents=types.MarkupContent(kind=types.MarkupKind.Markdown, value=words))

    def _definition(self, params: types.DefinitionParams) -> list[types.Location]:
        file, use = self._under(params)
        return [self._location(mark) for mark in self._desk.definitions(file, use)] if file and use else []

    def _references(self, params: types.ReferenceParams) -> list[types.Location]:
        file, use = self._under(params)
        return [self._location(mark) for mark in self._desk.references(file, use)] if file and use else []

    def _prepare_rename(self, params: types.PrepareRenameParams) -> types.Range | None:
        file, use = self._under(params)
        return _range(use.mark, self._lines(file)) if file and use else None

    def _rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        file, use = self._under(params)
        if file is None or use is None:
            return None
        try:
            edits = self._desk.rename(file, use, params.new_name)
        except ValueError as refused:
            raise JsonRpcInvalidParams(message=str(refused)) from refused
        return self._workspace_edit(edits)

    def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What lint or the loader would mend at these lines, one click each."""
        file = _path(params.text_document.uri)
        if file is None:
            return []
        lines = self._lines(file)
        first, last = params.range.start.line + 1, params.range.end.line + 1
        made = []
        for one in self._shown.get(file, []):
            edits = one.edits or _suggested(one, lines)
            if edits and first <= one.mark.line <= last:
                title = (
                    said("Write {value}", value=one.suggestion)
                    if one.suggestion
                    else said("Mend: {problem}", problem=one.message)
                )
                made.append(
                    types.CodeAction(
                        title=self._told.told(title),
                        kind=types.CodeActionKind.QuickFix,
                        edit=self._workspace_edit(edits),
                        diagnostics=[self._diagnostic(one, lines)],
                        is_preferred=True,
                    )
                )
            if first <= one.mark.line <= last:
                made += self._begun(file, one, lines)
        return made

    def _begun(self, file: Path, one: Diagnostic, lines: Sequence[str]) -> list[types.CodeAction]:
        """What is named and not there yet, begun with one click."""
        flow_path = flow_of(file)
        return [
            types.CodeAction(
                title=self._told.told(begun.title),
                kind=types.CodeActionKind.QuickFix,
                edit=self._workspace_edit(begun.edits),
                diagnostics=[self._diagnostic(one, lines)],
            )
            for begun in (beginnings(one, flow_path, self._text) if flow_path else ())
        ]

    # -- places ----------------------------------------------------------------------------------------

    def _under(self, params: Any) -> tuple[Path | None, Use | None]:
        """The file, and the name under the cursor."""
        file = _path(params.text_document.uri)
        if file is None:
            return None, None
        lines = self._lines(file)
        line = params.position.line
        text = lines[line] if line < len(lines) else ""
        column = _code_points(text, params.position.character) + 1
        return file, self._desk.at(file, line + 1, column)

    def _lines(self, file: Path) -> list[str]:
        return split_lines(self._text(file))

    def _text(self, file: Path) -> str:
        """As the editor shows it; empty when it is not there."""
        shown = self._desk.opened.get(file.resolve())
        if shown is None:
            try:
                shown = file.read_text(encoding="utf-8", errors="replace")
            except OSError:
                shown = ""
        return shown

    def _location(self, mark: Mark) -> types.Location:
        file = Path(mark.file).resolve()
        return types.Location(uri=_uri(file), range=_range(mark, self._lines(file)))

    def _workspace_edit(self, edits: Sequence[Edit]) -> types.WorkspaceEdit:
        changes: dict[str, list[types.TextEdit]] = {}
        for edit in edits:
            file = Path(edit.mark.file).resolve()
            place = _range(edit.mark, self._lines(file))
            changes.setdefault(_uri(file), []).append(types.TextEdit(range=place, new_text=edit.text))
        return types.WorkspaceEdit(changes=changes) if all(map(_there, changes)) else _with_new_files(changes)


def _there(uri: str) -> bool:
    file = _path(uri)
    return file is not None and file.exists()


def _with_new_files(changes: Mapping[str, Sequence[types.TextEdit]]) -> types.WorkspaceEdit:
    """The same, with every file made first that is not there yet."""
    made: list[types.CreateFile | types.TextDocumentEdit] = []
    for uri, edits in changes.items():
        if not _there(uri):
            made.append(types.CreateFile(uri=uri, options=types.CreateFileOptions(ignore_if_exists=True)))
        where = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=None)
        made.append(types.TextDocumentEdit(text_document=where, edits=list(edits)))
    return types.WorkspaceEdit(document_changes=made)


def _suggested(one: Diagnostic, lines: Sequence[str]) -> tuple[Edit, ...]:
    """The nearest valid word in place of the one that is none, when it stands at the mark."""
    mark = one.mark
    if one.suggestion is None or not 1 <= mark.line <= len(lines):
        return ()
    marked = lines[mark.line - 1][mark.column - 1 : mark.column - 1 + mark.length]
    word = marked.strip("\"'")
    if not word or f"`{word}`" not in one.message:
        return ()
    start = mark.column + marked.index(word)
    return (Edit(Mark(mark.file, mark.line, start, len(word)), one.suggestion),)


def _path(uri: str) -> Path | None:
    """A file on this machine; None for what an editor has not saved anywhere yet."""
    path = uris.to_fs_path(uri)
    return Path(path).resolve() if path and uri.startswith("file:") else None


def _uri(file: Path) -> str:
    return uris.from_fs_path(str(file)) or ""


def _range(mark: Mark, lines: Sequence[str]) -> types.Range:
    number = min(max(mark.line - 1, 0), max(len(lines) - 1, 0))
    line = lines[number] if lines else ""
    start = min(max(mark.column - 1, 0), len(line))
    end = min(start + mark.length, len(line))
    return types.Range(
        start=types.Position(line=number, character=_units(line[:start])),
        end=types.Position(line=number, character=_units(line[:end])),
    )


def _units(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _code_points(line: str, units: int) -> int:
    """Code points that stand before so many UTF-16 units of a line."""
    seen = 0
    for count, character in enumerate(line):
        if seen >= units:
            return count
        seen += 2 if ord(character) > 0xFFFF else 1
    return len(line)
