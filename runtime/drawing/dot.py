"""The picture as DOT, for Graphviz."""

from __future__ import annotations

from runtime.drawing.measure import lines
from runtime.drawing.picture import Arrow, Box, Picture, Way

_SHAPES = {
    "say": 'shape=box, style="rounded,filled", fillcolor="#eef2ff"',
    "menu": 'shape=octagon, style=filled, fillcolor="#e6f6ee"',
    "ask": 'shape=parallelogram, style=filled, fillcolor="#e4f5f8"',
    "converse": 'shape=box, peripheries=2, style="rounded,filled", fillcolor="#f5ebfd"',
    "decide": 'shape=hexagon, style=filled, fillcolor="#fdf6dd"',
    "fetch": 'shape=component, style=filled, fillcolor="#f0f0f0"',
    "run": 'shape=box, peripheries=2, style=filled, fillcolor="#eef2ff"',
    "transfer": 'shape=house, style=filled, fillcolor="#ffeede"',
    "record": 'shape=cylinder, style=filled, fillcolor="#fdebef"',
    "end": 'shape=doublecircle, style=filled, fillcolor="#4a4f57", fontcolor=white',
    "everywhere": "shape=note, style=dashed",
}
_LINES = {
    Way.MAIN: "",
    Way.MISSED: 'style=dashed, color="#9a6400"',
    Way.FAULT: 'style=dotted, color="#b3261e"',
    Way.ANYWHERE: 'style=dashed, color="#6a4fb3"',
}
_WIDEST = 190.0


def as_dot(picture: Picture) -> str:
    """The whole text."""
    rows = [
        "digraph flow {",
        f"  graph [label={_quoted(picture.title)}, labelloc=t, rankdir=TB];",
        '  node [fontname="Noto Sans", fontsize=11];',
        '  edge [fontname="Noto Sans", fontsize=9];',
    ]
    rows += [f"  {_name(box.name)} [{_box(box, picture.counted)}];" for box in picture.boxes]
    rows += [f"  {_name(one.source)} -> {_name(one.target)}{_arrow(one)};" for one in picture.arrows]
    start = next((box.name for box in picture.boxes if box.start), None)
    if start is not None:
        rows += ["  begin [shape=point, width=0.15];", f"  begin -> {_name(start)};"]
    return "\n".join([*rows, "}"]) + "\n"


def _name(name: str) -> str:
    """ "state " before it: a state may be called `begin`, or `node` as a word of DOT."""
    return _quoted(f"state {name}")


def _box(box: Box, counted: bool) -> str:
    told = [box.name] if box.name else []
    told += lines(box.words, _WIDEST, 11.0, 2)
    if counted and box.count is not None:
        told.append(f"×{box.count:g}")
    faded = ', color="#bbbbbb", fontcolor="#999999"' if counted and box.count == 0 else ""
    return f"label={_quoted(*told)}, {_SHAPES.get(box.kind, 'shape=box')}{faded}"


def _arrow(arrow: Arrow) -> str:
    told = list(arrow.labels)
    if arrow.count is not None:
        told.append(f"×{arrow.count:g}")
    parts = [f"label={_quoted(*told)}"] if told else []
    if _LINES[arrow.way]:
        parts.append(_LINES[arrow.way])
    return f" [{', '.join(parts)}]" if parts else ""


def _quoted(*rows: str) -> str:
    r"""Rows of text, in quotes; a backslash of the author's is doubled, since Graphviz reads \N and \G."""
    clean = (
        "".join(sign for sign in " ".join(row.split()) if sign.isprintable() or sign in "\u200c\u200d")
        for row in rows
    )
    return '"' + "\\n".join(row.replace("\\", "\\\\").replace('"', '\\"') for row in clean) + '"'
