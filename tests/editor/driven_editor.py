"""An editor without a window: opens and changes files, and keeps what the server finds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient


@dataclass
class Editor:
    """client: speaks to a real `flowctl lsp` process. findings: the newest of each file."""

    client: LanguageClient
    findings: dict[str, list[types.Diagnostic]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def received(self, params: types.PublishDiagnosticsParams) -> None:
        self.findings[params.uri] = list(params.diagnostics)
        self._news.set()

    async def open(self, file: Path, text: str | None = None) -> str:
        """Open a file as it is, or as the author has typed it, and wait for what is found."""
        uri = file.resolve().as_uri()
        self._news.clear()
        shown = file.read_text(encoding="utf-8") if text is None else text
        item = types.TextDocumentItem(uri=uri, language_id="yaml", version=1, text=shown)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
        await self._until(uri)
        return uri

    async def type(self, uri: str, text: str, version: int = 2) -> None:
        """The author changes the text; nothing is saved."""
        self.findings.pop(uri, None)
        document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
        change = types.TextDocumentContentChangeWholeDocument(text=text)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(text_document=document, content_changes=[change])
        )
        await self._until(uri)

    async def _until(self, uri: str) -> None:
        async with asyncio.timeout(60):
            while uri not in self.findings:
                await self._news.wait()
                self._news.clear()


def place(text: str, words: str, inside: int = 1) -> types.Position:
    """Where `words` first stand, `inside` signs further on, counted in UTF-16 units as editors do."""
    before = text[: text.index(words) + inside]
    line = before.rpartition("\n")[2]
    return types.Position(line=before.count("\n"), character=len(line.encode("utf-16-le")) // 2)


def at(uri: str, position: types.Position) -> dict[str, object]:
    return {"text_document": types.TextDocumentIdentifier(uri=uri), "position": position}
