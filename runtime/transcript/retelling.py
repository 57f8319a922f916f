"""A play retold: what was said and done, with the lines that went differently, as plain text.

FAIL  a caller reports an outage (te-IN)
   0.0  bot     welcome: విద్యుత్ శాఖకు స్వాగతం. …
   7.9  caller  presses 1
 ✗ outage.yaml:12:10
        expected    bot: which_vilage
        heard       bot: how_can_i_help (ఇది కంప్యూటర్ సేవ. …)
        in state    greet
        written at  prompts/te-IN.yaml:8:19
        because of  flow.yaml:31:9 (option choose_language/1)
        did you mean how_can_i_help?
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.transcript.result import Mismatch, Result


def heading(result: Result) -> str:
    """The play's title, with its language when it is performed in several."""
    language = f" ({result.language})" if result.language else ""
    return f"{result.transcript.title}{language}"


def retelling(result: Result) -> Iterator[str]:
    """Lines of the play up to its last mismatch; all of it when every line agreed."""
    if not result.passed and not result.mismatches:
        for difference in result.differences:
            yield from mismatch_lines(difference)
        return
    last = max((i for i, beat in enumerate(result.beats) if beat.mismatch), default=len(result.beats))
    for beat in result.beats[: last + 1]:
        if beat.mismatch is not None:
            yield from mismatch_lines(beat.mismatch)
        else:
            yield f"{beat.at:8.1f}  {beat.who:<6}  {beat.what}"


def mismatch_lines(mismatch: Mismatch) -> Iterator[str]:
    """Where the play and the call part, who wrote what was heard, and what led there."""
    yield f"  ✗ {mismatch.mark}"
    yield f"          expected    {mismatch.expected}"
    yield f"          heard       {mismatch.heard}"
    if mismatch.state:
        yield f"          in state    {mismatch.state}"
    if mismatch.source is not None:
        yield f"          written at  {mismatch.source}"
    if mismatch.led is not None:
        yield f"          because of  {mismatch.led.mark} ({mismatch.led.what} {mismatch.led.name})"
    if mismatch.accept is not None and mismatch.accept.what == "insert" and mismatch.accept.prompt:
        yield f"          to write    `- bot: {mismatch.accept.prompt}` above, if callers are to hear it"
    if mismatch.nearest is not None:
        yield f"          did you mean bot: {mismatch.nearest}?"
