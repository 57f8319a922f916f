"""`flowctl test --format github`: each mismatch and fault at its line in the pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from runtime.cli.annotations import annotation, as_annotations
from runtime.cli.plays_text import failures, faults
from runtime.flow.diagnostic import Mark
from runtime.transcript.retelling import heading
from runtime.transcript.run import Performance


def as_github(performances: Sequence[Performance]) -> str:
    """One workflow command a line; the empty text when all is well."""
    return "\n".join(_commands(performances))


def _commands(performances: Sequence[Performance]) -> Iterator[str]:
    for _, result in failures(performances):
        for miss in result.differences:
            words = [f"expected  {miss.expected}", f"heard  {miss.heard}"]
            words += [f"in state  {miss.state}"] if miss.state else []
            words += [f"written at  {miss.source}"] if miss.source else []
            words += [f"because of  {miss.led.mark} ({miss.led.what} {miss.led.name})"] if miss.led else []
            yield annotation("error", miss.mark, f"play: {heading(result)}", words)
    found, files = faults(performances)
    if found:
        yield as_annotations(found, files)
    for performance in performances:
        if performance.skipped:
            yield annotation(
                "notice",
                Mark(performance.file, 1, 1),
                "play skipped",
                [performance.title, performance.skipped],
            )
