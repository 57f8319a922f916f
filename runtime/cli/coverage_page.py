"""Coverage as pages: each flow's files, line by line, in the colour of what the plays meet.

Self-contained: no script, no font, no picture from elsewhere. Readable on light and dark ground; the colour
is never alone, a sign stands beside it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from runtime.cli.report import near
from runtime.drawing.counts import Counts
from runtime.drawing.picture import Only, picture
from runtime.drawing.svg import as_svg
from runtime.transcript.coverage import Coverage, Covered, Share, total
from runtime.transcript.points import TOLD_ONLY, Kind, Point

MOST_PLAYS = 12
"""Plays that one hover names; the others are counted."""

_STYLE = """
:root { color-scheme: light dark; --ground: #ffffff; --ink: #1c2026; --dim: #626a76; --line: #d8dce2;
  --met: #dff3e4; --part: #fff0cc; --miss: #fde0dd;
  --met-ink: #14653a; --part-ink: #7a5200; --miss-ink: #a3231a; }
@media (prefers-color-scheme: dark) { :root { --ground: #15181d; --ink: #e6e9ee; --dim: #9aa3b0;
  --line: #333a44; --met: #173625; --part: #40320f; --miss: #4a1d1a; --met-ink: #86dba9; --part-ink: #f0c768;
  --miss-ink: #ff9d94; } }
body { background: var(--ground); color: var(--ink); margin: 0 auto; max-width: 76rem; padding: 1.5rem;
  font: 16px/1.5 'Noto Sans','Noto Sans Telugu','Noto Sans Devanagari','Nirmala UI',system-ui,sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .3rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { color: var(--dim); margin: .2rem 0 1rem; } a { color: inherit; }
table { border-collapse: collapse; }
td, th { border-bottom: 1px solid var(--line); padding: .25rem 1rem .25rem 0;
  text-align: left; } td.n { text-align: right; font-variant-numeric: tabular-nums; }
.met { color: var(--met-ink); } .part { color: var(--part-ink); } .miss { color: var(--miss-ink); }
.file { border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; padding: .4rem 0; margin: 0;
  font: 13.5px/1.55 'Noto Sans Mono','DejaVu Sans Mono',ui-monospace,monospace; }
.file span { display: block; white-space: pre; padding: 0 .8rem; min-width: max-content; }
.file i { color: var(--dim); display: inline-block; font-style: normal; text-align: right; width: 3ch; }
.file b { display: inline-block; text-align: center; width: 3ch; }
.file .met { background: var(--met); color: inherit; } .file .met b { color: var(--met-ink); }
.file .part { background: var(--part); color: inherit; } .file .part b { color: var(--part-ink); }
.file .miss { background: var(--miss); color: inherit; } .file .miss b { color: var(--miss-ink); }
.file [title] { cursor: help; }
figure { margin: 0; overflow: auto; max-height: 42rem; border: 1px solid var(--line); border-radius: 6px; }
"""
_SIGN = {"met": "✓", "part": "~", "miss": "✗", "": ""}


def write_pages(coverage: Coverage, lines: Mapping[str, Sequence[str]], folder: Path) -> None:
    """index.html and one page per flow. lines: of every file that points stand in. Raises OSError."""
    flows = coverage.flows()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(_index(flows, coverage), encoding="utf-8")
    for flow in flows:
        page = _flow_page(flow, lines, coverage)
        (folder / f"{flow.flow.name}.html").write_text(page, encoding="utf-8")


def _index(flows: Sequence[Covered], coverage: Coverage) -> str:
    rows = "".join(
        f'<tr><td><a href="{escape(one.flow.name)}.html">{escape(one.flow.name)}</a></td>'
        f"<td>{escape(one.flow.title)}</td>{_cells(one.share())}</tr>"
        for one in flows
    )
    return _page(
        "Coverage of the flows",
        f"<p>{_plays(coverage)}</p><table><tr><th>flow</th><th></th>{_HEAD}</tr>{rows}"
        f"<tr><td>in all</td><td></td>{_cells(total(flows))}</tr></table>",
    )


def _flow_page(flow: Covered, lines: Mapping[str, Sequence[str]], coverage: Coverage) -> str:
    rows = "".join(
        f"<tr><td>{kind}{' (for information)' if kind in TOLD_ONLY else ''}</td>{_cells(share)}</tr>"
        for kind in Kind
        if (share := flow.share(kind)).of
    )
    files = dict.fromkeys(point.mark.file for point in flow.points if point.key.kind not in TOLD_ONLY)
    return _page(
        f"{flow.flow.name}: {flow.flow.title}",
        f'<p><a href="index.html">all flows</a> · {_plays(coverage)}</p>'
        f"<table><tr><th></th>{_HEAD}</tr>{rows}<tr><td>in all</td>{_cells(flow.share())}</tr></table>"
        + "".join(f"<h2>{escape(near(name))}</h2>{_file(flow, name, lines.get(name, ()))}" for name in files)
        + f"<h2>How often each way was taken</h2><figure>{_drawing(flow, coverage)}</figure>",
    )


_HEAD = "<th>met</th><th>of</th><th>%</th>"


def _cells(share: Share) -> str:
    kind = "met" if share.met == share.of else "part" if share.met else "miss"
    percent = f"{int(share.percent * 10) / 10:g}"
    return (
        f'<td class="n">{share.met}</td><td class="n">{share.of}</td>'
        f'<td class="n {kind}">{percent} {_SIGN[kind]}</td>'
    )


def _plays(coverage: Coverage) -> str:
    words = f"{coverage.plays - coverage.generated} plays"
    if coverage.generated:
        words += f", and {coverage.generated} generated ones that are not counted"
    if coverage.failed:
        words += f"; {coverage.failed} that failed are not counted"
    return words


def _file(flow: Covered, name: str, lines: Sequence[str]) -> str:
    here: dict[int, list[Point]] = {}
    for point in flow.points:
        if point.mark.file == name and point.key.kind not in TOLD_ONLY:
            here.setdefault(point.mark.line, []).append(point)
    shown = "".join(
        _line(flow, number, text, here.get(number, ())) for number, text in enumerate(lines, start=1)
    )
    return f'<div class="file">{shown}</div>'


def _line(flow: Covered, number: int, text: str, points: Sequence[Point]) -> str:
    met = sum(point.key in flow.by for point in points)
    kind = "" if not points else "met" if met == len(points) else "part" if met else "miss"
    hover = f' title="{escape(_hover(flow, points))}"' if points else ""
    return f'<span class="{kind}"{hover}><i>{number}</i><b>{_SIGN[kind]}</b>{escape(text) or " "}</span>'


def _hover(flow: Covered, points: Sequence[Point]) -> str:
    """What is missing first, then the plays that come here."""
    missing: dict[str, list[str]] = {}
    for point in points:
        if point.key not in flow.by:
            missing.setdefault(point.what, []).append(point.key.language)
    told = [f"{point.what}" for point in points]
    words = [f"missing: {what}{_languages(languages)}" for what, languages in missing.items()]
    words += [f"met: {what}" for what in dict.fromkeys(told) if what not in missing]
    plays = list(dict.fromkeys(play for point in points for play in flow.by.get(point.key, ())))
    if plays:
        words += ["", f"{len(plays)} plays come here:" if len(plays) > 1 else "one play comes here:"]
        words += plays[:MOST_PLAYS] + (
            [f"and {len(plays) - MOST_PLAYS} more"] if len(plays) > MOST_PLAYS else []
        )
    return "\n".join(words)


def _languages(languages: Iterable[str]) -> str:
    named = [language for language in languages if language]
    return f" ({', '.join(named)})" if named else ""


def _drawing(flow: Covered, coverage: Coverage) -> str:
    counts = coverage.counts(flow.flow.name)
    edges = {tuple(name.split("->", 1)): float(number) for name, number in counts["edges"].items()}
    laid = Counts(
        {name: float(number) for name, number in counts["states"].items()},
        {(source, target): number for (source, target), number in edges.items()},
    )
    drawn = as_svg(picture(flow.flow, None, Only.ALL, laid))
    data = b64encode(drawn.encode()).decode()
    return f'<img alt="The flow {escape(flow.flow.name)}, drawn" src="data:image/svg+xml;base64,{data}">'


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )
