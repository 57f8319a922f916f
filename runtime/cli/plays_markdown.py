"""`flowctl test --format markdown`: for the summary of a build, or a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from runtime.cli.plays_text import failures, faults, summary
from runtime.cli.report import as_text, near, shown
from runtime.transcript.retelling import heading, retelling
from runtime.transcript.run import Performance


def as_markdown(performances: Sequence[Performance], seconds: float) -> str:
    """A table of files, then every failure as a transcript."""
    return "\n".join(_lines(performances, seconds))


def _lines(performances: Sequence[Performance], seconds: float) -> Iterator[str]:
    yield f"**{summary(performances, seconds)}**\n"
    yield "| transcript | plays | passed | |\n|---|---|---|---|"
    for one in performances:
        passed = sum(result.passed for result in one.results)
        told = f"skipped: {one.skipped}" if one.skipped else "" if one.passed else "**look below**"
        name = f"`{_cell(near(one.file))}` {_html(_cell(one.title))}"
        yield f"| {name} | {len(one.results)} | {passed} | {_html(_cell(told))} |"
    for performance, result in failures(performances):
        yield f"\n<details><summary>{_html(f'{near(performance.file)}: {heading(result)}')}</summary>\n"
        yield from _block("\n".join(retelling(result)))
        yield "</details>"
    found, files = faults(performances)
    if found:
        yield "\nTranscripts and flows with faults:\n"
        yield from _block(as_text(found, files))


def _block(text: str) -> Iterator[str]:
    """Words of others, in a fence that they cannot end."""
    fence = "```"
    while fence in text:
        fence += "`"
    yield f"{fence}text"
    yield "\n".join(shown(line) for line in text.splitlines())
    yield f"{fence}\n"


def _cell(words: str) -> str:
    return shown(words).replace("|", "\\|").replace("`", "'")


def _html(words: str) -> str:
    return shown(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
