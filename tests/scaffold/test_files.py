"""Text of the files: what an author wrote comes back unchanged from YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.flow.reader import read
from runtime.flow.tree import Table
from runtime.scaffold.files import quoted


@pytest.mark.parametrize(
    "text", ['He said "no" # twice', "a: b", "back\\slash", "no", "&x *y !z", "క్షమించండి", "नहीं, 'हाँ'", "1:30"]
)
def test_quoted_text_survives(text: str, tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(f"words: {quoted(text)}\n", encoding="utf-8")
    reading = read(file)
    assert not reading.diagnostics
    assert isinstance(reading.tree, Table)
    found = reading.tree.text("words")
    assert found is not None
    assert found.value == text
