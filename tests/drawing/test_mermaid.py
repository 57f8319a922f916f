"""Mermaid text: nothing an author wrote can be taken for Mermaid."""

from __future__ import annotations

import re

from runtime.drawing.counts import Counts
from runtime.drawing.mermaid import as_mermaid
from runtime.drawing.picture import picture
from runtime.flow.model import Flow

ROW = r'[^"`<>{}\[\]()|\\]*'
BOX = re.compile(
    r"  n\d+(?:\(\[|\[\[|\[\(|\[/|\{\{|\(|\[|\{|>)"
    rf'"{ROW}(?:<br/>{ROW})*"'
    r"(?:\]\)|\]\]|\)\]|/\]|\}\}|\)|\]|\})"
)
ARROW = re.compile(r'  n\d+ (?:-->|-\.->)(?:\|"[^"`{}\[\]()|\\]*"\|)? n\d+')


def test_every_line_has_its_form(helpline: Flow, hostile: Flow) -> None:
    for flow in (helpline, hostile):
        lines = as_mermaid(picture(flow, counts=Counts({}, {}))).splitlines()
        assert lines[3] == "flowchart TD"
        for line in lines[4:]:
            assert (
                BOX.fullmatch(line)
                or ARROW.fullmatch(line)
                or re.fullmatch(r"  begin(\(\( \)\)| --> n\d+)", line)
                or re.fullmatch(r"  classDef \w+ [\w:#,.-]+", line)
                or re.fullmatch(r"  class n\d+(,n\d+)* \w+", line)
            ), line


def test_names_with_a_meaning_do_not_stand_bare(hostile: Flow) -> None:
    text = as_mermaid(picture(hostile))
    assert 'n0{{"end<br/>' in text
    assert 'n1("subgraph<br/>' in text
    assert "#34;1#34;" in text


def test_the_title_is_yaml(hostile: Flow) -> None:
    import yaml

    head = as_mermaid(picture(hostile)).split("---")[1]
    assert yaml.safe_load(head) == {"title": 'End "of" ‹all› ＆ | --› things'}
