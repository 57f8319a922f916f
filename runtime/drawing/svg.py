"""The picture as one SVG file: no scripts, no links, no fonts inside, readable on light and dark ground."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import sqrt

from runtime.drawing.layout import Point, layout
from runtime.drawing.measure import cut, lines, width
from runtime.drawing.picture import EVERYWHERE, Arrow, Box, Picture, Way
from runtime.drawing.shapes import MEANING, outline
from runtime.flow.wording import said

FONTS = (
    "'Noto Sans','Noto Sans Telugu','Noto Sans Devanagari','Noto Sans Tamil','Noto Sans Kannada',"
    "'Noto Sans Malayalam','Noto Sans Bengali','Noto Sans Gujarati','Noto Sans Gurmukhi','Noto Sans Oriya',"
    "'Nirmala UI','Segoe UI',system-ui,sans-serif"
)
_NAME, _WORDS, _LABEL, _KIND, _TITLE = 13.0, 12.0, 11.0, 9.5, 19.0
_WIDEST, _NARROWEST = 190.0, 96.0
_LABEL_WIDEST = 130.0
_MARGIN, _HEAD = 24.0, 64.0
_THICKEST = 7.0
_COLOURS = {  # kind: light fill, light edge, dark fill, dark edge
    "say": ("#eef2ff", "#4255b8", "#232a4d", "#9aa8f5"),
    "menu": ("#e6f6ee", "#1b7a4b", "#173a2a", "#6fd3a2"),
    "ask": ("#e4f5f8", "#0f7085", "#12363f", "#6ecbe0"),
    "converse": ("#f5ebfd", "#7a37a8", "#37204a", "#cf9df2"),
    "decide": ("#fdf6dd", "#8a6a00", "#3a3212", "#e3c64f"),
    "fetch": ("#f0f0f0", "#585858", "#303030", "#b4b4b4"),
    "transfer": ("#ffeede", "#b35300", "#452a12", "#ffab66"),
    "record": ("#fdebef", "#b02a4c", "#451c28", "#f590a9"),
    "run": ("#eef2ff", "#4255b8", "#232a4d", "#9aa8f5"),
    "end": ("#4a4f57", "#2a2d33", "#c9ced6", "#e8ebf0"),
    "everywhere": ("#ffffff", "#767676", "#1b1d21", "#9a9a9a"),
}
_ARROWS = {  # way: light, dark
    Way.MAIN: ("#3f4550", "#c3c9d4"),
    Way.MISSED: ("#9a6400", "#dca64a"),
    Way.FAULT: ("#b3261e", "#f2837b"),
    Way.ANYWHERE: ("#6a4fb3", "#b7a1f0"),
}
_WAYS = {
    Way.MAIN: "all goes well",
    Way.MISSED: "silence, or not understood",
    Way.FAULT: "something fails",
    Way.ANYWHERE: "at any time",
}


@dataclass(frozen=True, slots=True)
class _Measured:
    """A box with its lines, cut to size."""

    box: Box
    name: str
    words: tuple[str, ...]
    width: float
    height: float


def as_svg(picture: Picture) -> str:
    """The whole file."""
    boxes = {box.name: _measured(box) for box in picture.boxes}
    labels = [_label_lines(arrow, picture.counted) for arrow in picture.arrows]
    start = next((box.name for box in picture.boxes if box.start), picture.boxes[0].name)
    placed = layout(
        {name: (one.width, one.height) for name, one in boxes.items()},
        [(arrow.source, arrow.target) for arrow in picture.arrows],
        [_label_size(text) for text in labels],
        start,
    )
    legend, legend_width, legend_height = _legend(picture, max(placed.width, 560.0))
    title = cut(picture.title, max(placed.width, legend_width, 300.0), _TITLE)
    wide = max(placed.width, legend_width, width(title, _TITLE)) + 2 * _MARGIN
    tall = _HEAD + placed.height + 30 + legend_height + _MARGIN
    shift = ((wide - placed.width) / 2, _HEAD + 14)
    most = max((arrow.count or 0 for arrow in picture.arrows), default=0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {tall:.0f}" width="{wide:.0f}"'
        f' height="{tall:.0f}" role="img" aria-labelledby="title desc" font-family="{FONTS}">',
        f'<title id="title">{_text(picture.title)}</title>',
        f'<desc id="desc">{_text(_description(picture))}</desc>',
        f"<style>{_style()}</style>",
        _markers(),
        f'<rect class="ground" width="{wide:.0f}" height="{tall:.0f}"/>',
        f'<text class="title" x="{_MARGIN}" y="36" font-size="{_TITLE}">{_text(title)}</text>',
    ]
    for arrow, path in zip(picture.arrows, placed.paths, strict=True):
        parts.append(_arrow(arrow, path, boxes, placed.boxes, shift, most, picture.counted))
    parts += [_box(one, placed.boxes[name], shift, picture.counted) for name, one in boxes.items()]
    for arrow, text, middle in zip(picture.arrows, labels, placed.labels, strict=True):
        if text:
            parts.append(_label(arrow, text, (middle[0] + shift[0], middle[1] + shift[1])))
    parts.append(f'<g transform="translate({_MARGIN:.0f} {_HEAD + placed.height + 40:.0f})">{legend}</g>')
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _description(picture: Picture) -> str:
    boxes = [box for box in picture.boxes if box.name != EVERYWHERE]
    start = next((box.name for box in boxes if box.start), "")
    ends = ", ".join(box.name for box in boxes if box.kind == "end")
    return said(
        "A flow of {number} states. The call begins at {start}. It ends at: {ends}.",
        number=len(boxes),
        start=start,
        ends=ends or "–",
    )


# -- boxes ---------------------------------------------------------------------------------------------


def _measured(box: Box) -> _Measured:
    room = {"transfer": 34.0, "ask": 18.0, "decide": 16.0, "fetch": 10.0, "end": 12.0}.get(box.kind, 0.0)
    name = cut(box.name, _WIDEST, _NAME)
    words = tuple(lines(box.words, _WIDEST, _WORDS, 2))
    widest = max([width(name, _NAME * 1.06), *(width(line, _WORDS) for line in words)])
    wide = max(_NARROWEST, widest + 30 + room)
    tall = 22.0 + (17.0 if name else 0.0) + 16.5 * len(words)
    return _Measured(box, name, words, wide, tall)


def _box(one: _Measured, middle: Point, shift: Point, counted: bool) -> str:
    x, y = middle[0] + shift[0] - one.width / 2, middle[1] + shift[1] - one.height / 2
    box = one.box
    names = ["box", box.kind]
    if counted and box.count == 0:
        names.append("unvisited")
    if not box.reached:
        names.append("unreached")
    centre = x + one.width / 2 + (11.0 if box.kind == "transfer" else 0.0)
    spoken = f"{box.kind} {box.name}: {box.words}" if box.name else box.words
    parts = [f'<g class="{" ".join(names)}"><title>{_text(spoken)}</title>']
    if box.start:
        parts.append(
            f'<path class="main-way" marker-end="url(#main)" d="M {centre:.1f} {y - 26:.1f} V {y - 2:.1f}"/>'
            f'<circle class="start" cx="{centre:.1f}" cy="{y - 27:.1f}" r="6"/>'
        )
    parts.append(outline(box.kind, x, y, one.width, one.height))
    line = y + 13.5
    kind = box.kind if box.name else ""
    if kind:
        parts.append(_words("kind", centre, line, _KIND, kind))
        line += 16.0
    else:
        line += 6.0
    if one.name:
        parts.append(_words("name", centre, line, _NAME, one.name))
        line += 17.0
    for text in one.words:
        parts.append(_words("words", centre, line, _WORDS, text))
        line += 16.5
    if counted and box.count is not None:
        told = f"{box.count:g}"
        wide = width(told, _LABEL) + 12
        parts.append(
            f'<rect class="badge" x="{x + one.width - wide + 6:.1f}" y="{y - 9:.1f}" width="{wide:.1f}"'
            f' height="18" rx="9"/>'
            + _words("badge-words", x + one.width - wide / 2 + 6, y + 4, _LABEL, told)
        )
    return "".join(parts) + "</g>"


def _words(name: str, x: float, y: float, size: float, text: str, anchor: str = "middle") -> str:
    return (
        f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">'
        f"{_text(text)}</text>"
    )


# -- arrows --------------------------------------------------------------------------------------------


def _label_lines(arrow: Arrow, counted: bool) -> list[str]:
    text = [cut(label, _LABEL_WIDEST, _LABEL) for label in arrow.labels]
    if counted and arrow.count is not None:
        text.append(f"×{arrow.count:g}")
    return text


def _label_size(text: Sequence[str]) -> tuple[float, float]:
    if not text:
        return (6.0, 4.0)
    return (max(width(line, _LABEL) for line in text) + 8, 14.5 * len(text) + 2)


def _label(arrow: Arrow, text: Sequence[str], middle: Point) -> str:
    wide, tall = _label_size(text)
    x, y = middle
    parts = [
        f'<g class="label {arrow.way}{" untaken" if arrow.count == 0 else ""}">'
        f'<rect class="halo" x="{x - wide / 2:.1f}" y="{y - tall / 2:.1f}" width="{wide:.1f}"'
        f' height="{tall:.1f}" rx="3"/>'
    ]
    for number, line in enumerate(text):
        parts.append(_words("label-words", x, y - tall / 2 + 11.5 + 14.5 * number, _LABEL, line))
    return "".join(parts) + "</g>"


def _arrow(
    arrow: Arrow,
    path: Sequence[Point],
    boxes: dict[str, _Measured],
    places: dict[str, Point],
    shift: Point,
    most: float,
    counted: bool,
) -> str:
    if path:
        moved = [(x + shift[0], y + shift[1]) for x, y in path]
        drawn = _curve(moved)
    else:
        x, y = places[arrow.source]
        right, y = x + shift[0] + boxes[arrow.source].width / 2 - 4, y + shift[1]
        out = f"{right + 32:.1f}"
        drawn = f"M {right:.1f} {y - 10:.1f} C {out} {y - 20:.1f} {out} {y + 20:.1f} {right:.1f} {y + 10:.1f}"
    thick = ""
    if counted and arrow.count:
        thick = f' style="stroke-width:{1.2 + (_THICKEST - 1.2) * sqrt(arrow.count / most):.1f}"'
    untaken = " untaken" if counted and arrow.count == 0 else ""
    title = f"{arrow.source or '*'} → {arrow.target}: {', '.join(arrow.labels)}".removesuffix(": ")
    return (
        f'<path class="{arrow.way}-way{untaken}"{thick} marker-end="url(#{arrow.way})" d="{drawn}">'
        f"<title>{_text(title)}</title></path>"
    )


def _curve(points: Sequence[Point]) -> str:
    """A smooth line from the first point to the last, upright at both, that the others pull to them: a
    quadratic B-spline, which never leaves the corridor between its points."""
    down = 1 if points[-1][1] > points[0][1] else -1
    first, last = points[0], points[-1]
    pulls = [(first[0], first[1] + 9 * down), *_corners(points), (last[0], last[1] - 9 * down)]
    parts = [f"M {first[0]:.1f} {first[1]:.1f}"]
    for (x, y), (next_x, next_y) in pairwise(pulls):
        parts.append(f"Q {x:.1f} {y:.1f} {(x + next_x) / 2:.1f} {(y + next_y) / 2:.1f}")
    parts.append(f"Q {pulls[-1][0]:.1f} {pulls[-1][1]:.1f} {last[0]:.1f} {last[1]:.1f}")
    return " ".join(parts)


def _corners(points: Sequence[Point]) -> list[Point]:
    """The points between the ends, without those of a stretch that runs straight down."""
    kept = []
    for before, point, after in zip(points, points[1:], points[2:], strict=False):
        if max(abs(before[0] - point[0]), abs(after[0] - point[0])) > 0.6:
            kept.append(point)
    return kept


def _markers() -> str:
    drawn = "".join(
        f'<marker id="{way}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9"'
        f' markerUnits="userSpaceOnUse" orient="auto"><path class="{way}-tip" d="M 0 0.6 L 8 4 L 0 7.4 Z"/>'
        "</marker>"
        for way in Way
    )
    return f"<defs>{drawn}</defs>"


# -- legend and style ----------------------------------------------------------------------------------


def _legend(picture: Picture, room: float) -> tuple[str, float, float]:
    """Only what the picture shows; its SVG, width and height."""
    kinds = {box.kind for box in picture.boxes}
    entries = [(kind, said(words)) for kind, words in MEANING.items() if kind in kinds]
    ways = {arrow.way for arrow in picture.arrows}
    x, y, widest = 0.0, 0.0, 0.0
    parts: list[str] = []
    for kind, words in [*entries, *((way, said(words)) for way, words in _WAYS.items() if way in ways)]:
        wide = 44 + width(words, _LABEL) + 22
        if x and x + wide > room:
            x, y = 0.0, y + 30
        if isinstance(kind, Way):
            drawn = f'<path class="{kind}-way" marker-end="url(#{kind})" d="M {x:.1f} {y + 10:.1f} h 34"/>'
        else:
            drawn = f'<g class="box {kind}">{outline(kind, x, y, 36, 20)}</g>'
        parts.append(drawn + _words("label-words", x + 44, y + 14, _LABEL, words, "start"))
        x += wide
        widest = max(widest, x)
    return "".join(parts), widest, y + 26


def _style() -> str:
    light = "".join(_colours(0))
    dark = "".join(_colours(2))
    arrows = "".join(_arrow_colours(0))
    dark_arrows = "".join(_arrow_colours(1))
    shared = (
        ".shape{stroke-width:1.6}.inner{fill:none;stroke-width:1}.edge{stroke-width:1.3}"
        ".dashed{stroke-dasharray:5 4}.name{font-weight:600}.kind{letter-spacing:.06em}"
        ".main-way,.missed-way,.fault-way,.anywhere-way{fill:none;stroke-width:1.4;stroke-linejoin:round}"
        ".missed-way{stroke-dasharray:7 4}.fault-way{stroke-dasharray:2.5 3.5}"
        ".unvisited,.untaken{opacity:.45}.unvisited .shape,.unreached .shape{stroke-dasharray:4 4}"
        ".untaken.label{opacity:.6}.title{font-weight:600}"
    )
    ground = (
        ".ground,.halo{fill:#fff}.halo{opacity:.86}.title,.name,.words,.label-words{fill:#1d2026}"
        ".kind{fill:#555b66}.end .name,.end .words{fill:#fff}.end .kind{fill:#d5d9e0}.start{fill:#1d2026}"
        ".badge{fill:#1d2026}.badge-words{fill:#fff}"
    )
    night = (
        ".ground,.halo{fill:#15171b}.title,.name,.words,.label-words{fill:#eceff4}.kind{fill:#aab1bd}"
        ".end .name,.end .words{fill:#15171b}.end .kind{fill:#3a3f47}.start{fill:#eceff4}"
        ".badge{fill:#eceff4}.badge-words{fill:#15171b}"
    )
    return f"{shared}{ground}{light}{arrows}@media (prefers-color-scheme:dark){{{night}{dark}{dark_arrows}}}"


def _colours(offset: int) -> Iterable[str]:
    for kind, colours in _COLOURS.items():
        fill, edge = colours[offset], colours[offset + 1]
        yield f".{kind} .shape{{fill:{fill};stroke:{edge}}}.{kind} .inner,.{kind} .edge{{stroke:{edge}}}"
        yield f".{kind} .dot{{fill:{edge}}}"


def _arrow_colours(offset: int) -> Iterable[str]:
    for way, colours in _ARROWS.items():
        yield f".{way}-way{{stroke:{colours[offset]}}}.{way}-tip{{fill:{colours[offset]}}}"


def _text(text: str) -> str:
    """For XML: escaped, without the signs that XML cannot hold."""
    return escape("".join(sign for sign in text if sign >= " " or sign in "\t\n"), quote=True)
