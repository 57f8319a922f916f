"""docs/reference.md says what the schemas say: every key, nothing else."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from reference_page import FILES, SCHEMAS, page

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"


def test_the_page_is_what_the_schemas_say() -> None:
    if os.environ.get("UPDATE"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "UPDATE=1 pytest tests/test_reference.py writes it anew"
    )


@pytest.mark.parametrize("schema", [name for name, *_ in FILES])
def test_every_key_an_author_may_write_stands_on_the_page(schema: str) -> None:
    """Counted from the schema by itself, so that a table the page forgets is seen."""
    text = PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    keys: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, dict):
            keys.update(node.get("properties", {}) if isinstance(node.get("properties"), dict) else ())
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8")))
    languages = {key for key in keys if re.fullmatch(r"[a-z]{2}-IN", key)}
    assert keys - languages - told == set()
