"""What the plays cover, for `flowctl test --coverage`: a table per flow, and what is missing line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from runtime.cli.coverage_page import write_pages
from runtime.cli.mutating import try_mutants
from runtime.cli.report import complain, near, shown
from runtime.flow.source import split_lines
from runtime.transcript.coverage import Coverage, Covered, Gap, Share, is_generated, total
from runtime.transcript.points import TOLD_ONLY, Kind
from runtime.transcript.run import Performance

LONGEST = 100
"""Letters of an author's line that are shown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What `flowctl test` was asked: tables, pages in a folder, a threshold, counts for `flowctl graph`."""

    tables: bool = False
    pages: Path | None = None
    fail_under: float | None = None
    counts: Path | None = None
    mutants: bool = False
    seed: int = 0

    @property
    def coverage(self) -> bool:
        return self.tables or any(one is not None for one in (self.pages, self.fail_under, self.counts))

    @property
    def anything(self) -> bool:
        return self.coverage or self.mutants


def cover(
    performances: Sequence[Performance], asked: Asked, console: Console | None
) -> tuple[dict[str, Any], int]:
    """Tells of coverage and mutants as asked; without a console only as data. With the exit code."""
    if not asked.anything:
        return {}, 0
    name = _two_of_a_name(performances)
    if name:
        complain(
            f"two of these flows are called {name}, and their plays cannot be told apart: name one folder"
        )
        return {}, 2
    data, code = _coverage(performances, asked, console) if asked.coverage else ({}, 0)
    if asked.mutants:
        data |= try_mutants(performances, console, asked.seed)
    return data, code


def _coverage(
    performances: Sequence[Performance], asked: Asked, console: Console | None
) -> tuple[dict[str, Any], int]:
    coverage = coverage_of(performances)
    if console is not None and (asked.tables or asked.fail_under is not None):
        print_coverage(coverage, console)
    code = 0
    try:
        if asked.counts is not None:
            code = _write_counts(coverage, asked.counts)
        if asked.pages is not None:
            write_pages(coverage, author_lines(coverage.flows()), asked.pages)
            if console is not None:
                console.print(f"written: {asked.pages / 'index.html'}")
    except OSError as trouble:
        complain(f"{trouble.filename} cannot be written")
        code = 2
    percent = total(coverage.flows()).percent
    if asked.fail_under is not None and percent < asked.fail_under:
        complain(f"{percent:.1f} % are covered, and {asked.fail_under:g} % are asked for")
        code = code or 1
    return {"coverage": as_data(coverage)}, code


def _two_of_a_name(performances: Iterable[Performance]) -> str:
    """The name of two different flows among those that were played, or ""."""
    places: dict[str, str] = {}
    for performance in performances:
        for flow in performance.flow.every_flow() if performance.flow else ():
            place = str(Path(flow.mark.file).resolve())
            if places.setdefault(flow.name, place) != place:
                return flow.name
    return ""


def coverage_of(performances: Iterable[Performance]) -> Coverage:
    """What these plays cover together."""
    coverage = Coverage()
    for performance in performances:
        if performance.flow is None:
            continue
        generated = any(is_generated(text) for text in performance.files.values())
        for result in performance.results:
            play = f"{near(performance.file)} ({result.language})" if result.language else None
            coverage.add(
                performance.flow,
                play or near(performance.file),
                result.taken,
                passed=not result.mismatches,
                generated=generated,
            )
    return coverage


def print_coverage(coverage: Coverage, console: Console) -> None:
    """A table per flow, what is missing, and the total."""
    flows = coverage.flows()
    for flow in flows:
        _print_flow(flow, console)
    share = total(flows)
    console.print(
        Text(f"coverage {_percent(share)}: {share.met} of {share.of} points", _style(share)),
        shown(_of_plays(coverage)),
    )


def as_data(coverage: Coverage) -> dict[str, Any]:
    """The same for machines."""
    flows = coverage.flows()
    return {
        **_share_data(total(flows)),
        "plays": coverage.plays,
        "generated_plays": coverage.generated,
        "flows": {flow.flow.name: _flow_data(flow) for flow in flows},
    }


def author_lines(flows: Iterable[Covered]) -> dict[str, list[str]]:
    """The lines of every file that points stand in. A file that is gone meanwhile has none."""
    return {name: _lines(name) for name in {point.mark.file for flow in flows for point in flow.points}}


# -- text ---------------------------------------------------------------------------------------


def _print_flow(flow: Covered, console: Console) -> None:
    console.print(Text(flow.flow.name, "bold"), shown(near(flow.flow.mark.file)))
    for kind in Kind:
        share = flow.share(kind)
        if share.of:
            _print_share(str(kind), share, console, told_only=kind in TOLD_ONLY)
    _print_share("in all", flow.share(), console)
    gaps = flow.gaps()
    lines = author_lines([flow])
    place = None
    for gap in gaps:
        here = (gap.mark.file, gap.mark.line)
        if here != place:
            place = here
            console.print(Text(f"  {near(gap.mark.file)}:{gap.mark.line}", "bold"), shown(_line(lines, gap)))
        console.print(shown(f"      {_missing(gap)}"))
    console.print()


def _print_share(name: str, share: Share, console: Console, *, told_only: bool = False) -> None:
    more = f"  and {share.more} by generated plays" if share.more else ""
    note = "  (for information)" if told_only else ""
    words = f"  {name:<20}{share.met:>5} of {share.of:<5}{_percent(share):>6}"
    console.print(Text(words, "" if told_only else _style(share)), f"{more}{note}", sep="")


def _missing(gap: Gap) -> str:
    languages = f": {', '.join(gap.languages)}" if gap.languages else ""
    return f"{gap.what}{languages}{' (only by a generated play)' if gap.generated else ''}"


def _line(lines: Mapping[str, list[str]], gap: Gap) -> str:
    found = lines.get(gap.mark.file, [])
    text = found[gap.mark.line - 1].strip() if gap.mark.line <= len(found) else ""
    return f"  {text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}"


def _lines(file: str) -> list[str]:
    try:
        return list(split_lines(Path(file).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return []


def _percent(share: Share) -> str:
    """Rounded down: 100 % is only said of all."""
    return f"{int(share.percent * 10) / 10:g} %"


def _style(share: Share) -> str:
    return "green" if share.met == share.of else "yellow" if share.percent >= 80 else "red"


def _of_plays(coverage: Coverage) -> str:
    people = coverage.plays - coverage.generated
    words = f"by {people} play{'' if people == 1 else 's'}"
    if coverage.generated:
        words += f"; those of {coverage.generated} generated ones are counted apart"
    if coverage.failed:
        words += f"; {coverage.failed} that failed do not count"
    return words


def _write_counts(coverage: Coverage, file: Path) -> int:
    """For `flowctl graph --counts`. Raises OSError."""
    if len(coverage.roots) != 1:
        complain(f"counts are of one flow, and these plays are for {len(coverage.roots)}: name one")
        return 2
    counts = json.dumps(coverage.counts(next(iter(coverage.roots))), ensure_ascii=False, indent=2)
    file.write_text(counts + "\n", encoding="utf-8")
    return 0


# -- data ---------------------------------------------------------------------------------------


def _share_data(share: Share) -> dict[str, Any]:
    return {"met": share.met, "of": share.of, "by_generated_only": share.more, "percent": share.percent}


def _flow_data(flow: Covered) -> dict[str, Any]:
    return {
        **_share_data(flow.share()),
        "file": near(flow.flow.mark.file),
        "kinds": {str(kind): _share_data(flow.share(kind)) for kind in Kind if flow.share(kind).of},
        "missing": [
            {
                "file": near(gap.mark.file),
                "line": gap.mark.line,
                "kind": str(gap.kind),
                "what": str(gap.what),
                "languages": list(gap.languages),
                "by_generated_only": gap.generated,
            }
            for gap in flow.gaps()
        ],
        "phrases_not_said": [
            {"file": near(gap.mark.file), "line": gap.mark.line, "what": str(gap.what)}
            for gap in flow.gaps(Kind.PHRASE)
        ],
    }
