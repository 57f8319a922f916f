"""The picture as Mermaid text, for pages that draw it (GitHub, GitLab, wikis).

Boxes are called n0, n1 …: names such as `end` or `default` have a meaning in Mermaid. What is shown stands in
quotes, with every sign that Mermaid could take for its own written as a number.
"""

from __future__ import annotations

from runtime.drawing.measure import cut
from runtime.drawing.picture import Arrow, Box, Picture, Way

_SHAPES = {
    "say": ("(", ")"),
    "menu": ("{{", "}}"),
    "ask": ("[/", "/]"),
    "converse": ("[", "]"),
    "decide": ("{", "}"),
    "fetch": ("[[", "]]"),
    "run": ("[[", "]]"),
    "transfer": ("([", "])"),
    "record": ("[(", ")]"),
    "end": ("([", "])"),
    "everywhere": (">", "]"),
}
_LINES = {Way.MAIN: "-->", Way.MISSED: "-.->", Way.FAULT: "-.->", Way.ANYWHERE: "-.->"}
_WORDS_WIDEST = 260.0
_NO_HTML = str.maketrans("<>&", "‹›＆")
_KEPT = frozenset(" _.,:«»×→?!'’-–…")


def as_mermaid(picture: Picture) -> str:
    """The whole text."""
    names = {box.name: f"n{number}" for number, box in enumerate(picture.boxes)}
    lines = ["---", f"title: {_title(picture.title)}", "---", "flowchart TD"]
    lines += [f"  {names[box.name]}{_box(box, picture.counted)}" for box in picture.boxes]
    lines += [
        f"  {names[arrow.source]} {_LINES[arrow.way]}{_label(arrow)} {names[arrow.target]}"
        for arrow in picture.arrows
    ]
    start = next((names[box.name] for box in picture.boxes if box.start), None)
    if start:
        lines += ["  begin(( ))", f"  begin --> {start}"]
    lines += [
        "  classDef person fill:#ffeede,stroke:#b35300,color:#1d2026",
        "  classDef finish fill:#4a4f57,stroke:#2a2d33,color:#ffffff",
        "  classDef unvisited opacity:0.4",
    ]
    for kind, style in (("transfer", "person"), ("end", "finish")):
        found = [names[box.name] for box in picture.boxes if box.kind == kind]
        if found:
            lines.append(f"  class {','.join(found)} {style}")
    if picture.counted:
        unvisited = [names[box.name] for box in picture.boxes if box.count == 0]
        if unvisited:
            lines.append(f"  class {','.join(unvisited)} unvisited")
    return "\n".join(lines) + "\n"


def _box(box: Box, counted: bool) -> str:
    opening, closing = _SHAPES.get(box.kind, ("[", "]"))
    rows = [row for row in (box.name, cut(box.words, _WORDS_WIDEST, 12.0)) if row]
    if counted and box.count is not None:
        rows.append(f"×{box.count:g}")
    return f'{opening}"{"<br/>".join(_quoted(row) for row in rows)}"{closing}'


def _label(arrow: Arrow) -> str:
    rows = [cut(label, _WORDS_WIDEST, 12.0) for label in arrow.labels]
    if arrow.count is not None:
        rows.append(f"×{arrow.count:g}")
    return f'|"{"<br/>".join(_quoted(row) for row in rows)}"|' if rows else ""


def _quoted(text: str) -> str:
    """Letters, marks and digits stay; every other sign is written as its number."""
    single = " ".join(text.split())
    return "".join(
        sign if sign.isalnum() or sign in _KEPT or not sign.isascii() else f"#{ord(sign)};" for sign in single
    )


def _title(text: str) -> str:
    """As YAML in double quotes: the front matter is YAML. Mermaid cleans the title as if it were HTML, so
    the three signs of HTML give way to others that look like them."""
    single = " ".join(text.split()).translate(_NO_HTML).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{single}"'
