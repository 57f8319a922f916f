"""The SVG is whole, safe and says what it shows."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from runtime.drawing.counts import Counts
from runtime.drawing.picture import picture
from runtime.drawing.shapes import MEANING, outline
from runtime.drawing.svg import as_svg
from runtime.flow.model import Flow

SVG = "{http://www.w3.org/2000/svg}"
DOCS = Path(__file__).resolve().parents[2] / "docs"


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["te-IN", "hi-IN", "en-IN"])
def test_every_state_is_named(language: str, helpline: Flow) -> None:
    shown = texts(as_svg(picture(helpline, language)))
    assert set(helpline.states) <= set(shown)


def test_it_can_be_read_aloud(helpline: Flow) -> None:
    root = ElementTree.fromstring(as_svg(picture(helpline)))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == helpline.title
    described = root.findtext(f"{SVG}desc") or ""
    assert "begins at choose_language" in described
    assert "goodbye" in described


def test_it_needs_nothing_from_elsewhere(hostile: Flow, helpline: Flow) -> None:
    for flow in (hostile, helpline):
        svg = as_svg(picture(flow))
        for tag in ElementTree.fromstring(svg).iter():
            assert tag.tag.removeprefix(SVG) in {
                "svg", "title", "desc", "style", "defs", "marker", "path", "rect", "text", "g", "circle",
                "polygon", "line",
            }  # fmt: skip
            assert not [name for name in tag.attrib if "href" in name or name.startswith("on")]
        assert svg.count("http") == 1  # the name of the language SVG
        assert "url(#" in svg
        assert not re.search(r"url\((?!#)|@import|@font-face", svg)


def test_hostile_words_stay_words(hostile: Flow) -> None:
    svg = as_svg(picture(hostile))
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == 'End "of" <all> & | --> things'


def test_no_label_begins_with_a_mark(helpline: Flow) -> None:
    import unicodedata

    for language in helpline.languages:
        for text in texts(as_svg(picture(helpline, language))):
            assert text
            assert not unicodedata.category(text[0]).startswith("M")


def test_light_and_dark(helpline: Flow) -> None:
    style = ElementTree.fromstring(as_svg(picture(helpline))).findtext(f"{SVG}style") or ""
    assert "prefers-color-scheme:dark" in style


def test_counts_are_numbers_widths_and_grey(helpline: Flow) -> None:
    counts = Counts({"greet": 5}, {("greet", "helpline"): 4, ("choose_language", "greet"): 16})
    svg = as_svg(picture(helpline, counts=counts))
    assert {"5", "×4", "×16"} <= set(texts(svg))
    widths = [float(found) for found in re.findall(r'style="stroke-width:([\d.]+)"', svg)]
    assert sorted(widths)[-1] > sorted(widths)[0] > 1.2
    assert svg.count('class="box say unvisited"') == sum(
        1 for one in helpline.states.values() if type(one).__name__ == "Say" and one.name != "greet"
    )


def test_a_hundred_states(big: Flow) -> None:
    svg = as_svg(picture(big))
    assert {f"s{number}" for number in range(99)} <= set(texts(svg))


@pytest.mark.parametrize("kind", MEANING)
def test_every_kind_has_an_outline(kind: str) -> None:
    assert 'class="shape' in outline(kind, 0, 0, 100, 40)


def test_shapes_differ() -> None:
    alike = {"say"}
    drawn = {kind: outline(kind, 0, 0, 100, 40) for kind in MEANING if kind not in alike}
    assert len(set(drawn.values())) == len(drawn)


def test_the_picture_in_the_docs_is_ours() -> None:
    from runtime.flow.load import load

    flow = load(DOCS.parent / "flows" / "hello.yaml").flow
    assert flow is not None
    assert (DOCS / "hello.svg").read_text(encoding="utf-8") == as_svg(picture(flow)), (
        "flowctl graph hello -o docs/hello.svg"
    )
