"""DOT text: quotes and backslashes of an author stay inside the quotes."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from runtime.drawing.dot import as_dot
from runtime.drawing.picture import picture
from runtime.flow.model import Flow

QUOTED = r'"(?:[^"\\\n]|\\["\\n])*"'
LINE = re.compile(rf"  (?:{QUOTED}|\w+)(?: -> {QUOTED})?(?: \[(?:\w+=(?:{QUOTED}|[\w.]+)(?:, )?)*\])?;")


def test_every_line_has_its_form(helpline: Flow, hostile: Flow) -> None:
    for flow in (helpline, hostile):
        lines = as_dot(picture(flow)).splitlines()
        assert (lines[0], lines[-1]) == ("digraph flow {", "}")
        for line in lines[1:-1]:
            assert LINE.fullmatch(line), line


def test_a_backslash_is_doubled(hostile: Flow) -> None:
    text = as_dot(picture(hostile))
    assert "\\N" not in text.replace("\\\\", "")


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_draws_it(helpline: Flow, hostile: Flow) -> None:
    for flow in (helpline, hostile):
        drawn = subprocess.run(
            ["dot", "-Tplain"], input=as_dot(picture(flow)), capture_output=True, text=True, check=True
        )
        nodes = [line for line in drawn.stdout.splitlines() if line.startswith("node ")]
        assert len(nodes) == len(picture(flow).boxes) + 1
