"""The outline of each kind of box as SVG, so that a kind is told by its shape and not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

MEANING = {
    "say": "says something",
    "menu": "offers keys",
    "ask": "asks for an answer",
    "converse": "a language model talks",
    "decide": "decides",
    "fetch": "asks a service",
    "transfer": "connects to a person",
    "record": "takes a message",
    "run": "goes through another flow",
    "end": "the call ends",
    "everywhere": "holds in every state",
}
"""Every kind, in the order of the legend, with its words."""


def outline(kind: str, x: float, y: float, width: float, height: float) -> str:
    """x, y: the upper left corner."""
    right, bottom, middle = x + width, y + height, y + height / 2
    slant = 11.0
    match kind:
        case "menu":
            corner = 9.0
            points = (
                (x + corner, y), (right - corner, y), (right, y + corner), (right, bottom - corner),
                (right - corner, bottom), (x + corner, bottom), (x, bottom - corner), (x, y + corner),
            )  # fmt: skip
            return _polygon(points)
        case "ask":
            return _polygon(((x + slant, y), (right, y), (right - slant, bottom), (x, bottom)))
        case "decide":
            six = (
                (x + slant, y), (right - slant, y), (right, middle),
                (right - slant, bottom), (x + slant, bottom), (x, middle),
            )  # fmt: skip
            return _polygon(six)
        case "fetch":
            bars = "".join(
                f'<line class="edge" x1="{at:.1f}" y1="{y:.1f}" x2="{at:.1f}" y2="{bottom:.1f}"/>'
                for at in (x + 7, right - 7)
            )
            return _rectangle(x, y, width, height, 0) + bars
        case "converse":
            return _rectangle(x, y, width, height, 14) + _rectangle(
                x + 4, y + 4, width - 8, height - 8, 11, "inner"
            )
        case "run":
            return _rectangle(x, y, width, height, 0) + _rectangle(
                x + 4, y + 4, width - 8, height - 8, 0, "inner"
            )
        case "transfer":
            return _rectangle(x, y, width, height, height / 2) + _person(x + 19, middle)
        case "end":
            return _rectangle(x, y, width, height, height / 2)
        case "record":
            return _rectangle(x, y, width, height, 6) + _circle(x + 14, y + 13, 4.5, "dot")
        case "everywhere":
            return _rectangle(x, y, width, height, 6, "shape dashed")
    return _rectangle(x, y, width, height, 6)


def _rectangle(x: float, y: float, width: float, height: float, radius: float, name: str = "shape") -> str:
    return (
        f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' rx="{radius:.1f}"/>'
    )


def _polygon(points: Sequence[tuple[float, float]]) -> str:
    return '<polygon class="shape" points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"/>'


def _circle(x: float, y: float, radius: float, name: str) -> str:
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'


def _person(x: float, y: float) -> str:
    """Head and shoulders."""
    left, right, top, foot = f"{x - 7:.1f}", f"{x + 7:.1f}", f"{y - 1:.1f}", f"{y + 9:.1f}"
    body = f"M {left} {foot} C {left} {top} {right} {top} {right} {foot} Z"
    return f'{_circle(x, y - 5, 4.2, "dot")}<path class="dot" d="{body}"/>'
