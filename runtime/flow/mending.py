"""Safe mendings put into a text: only what an edit names changes; comments, layout and line ends stay.

Edits come in groups, one group for each finding, and a group is taken whole or not at all. Of two groups
that touch the same words the first is taken; the other is for the next run, when its finding is looked
for again in the text as it then is.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from runtime.flow.diagnostic import Edit
from runtime.flow.source import BREAK

_Span = tuple[int, int, str]
"""From and to, as places in the whole text, and the words that are put there."""


def mend(text: str, groups: Iterable[Sequence[Edit]]) -> tuple[str, int]:
    """The text with these edits, all of one file, and how many groups were taken. A line of which an edit
    leaves nothing goes with its line end. Edits outside the text are not taken."""
    starts = [0, *(found.end() for found in BREAK.finditer(text))]
    taken: list[_Span] = []
    count = 0
    for group in groups:
        spans = [_span(text, starts, edit) for edit in group]
        sound = [span for span in spans if span is not None]
        if sound and len(sound) == len(spans) and not any(_touches(span, taken) for span in sound):
            for span in sound:
                insort(taken, span)
            count += 1
    line_end = "\r\n" if "\r\n" in text else "\n"
    pieces: list[str] = []
    done = 0
    for start, end, words in taken:
        pieces += (text[done:start], words.replace("\n", line_end))
        done = end
    return "".join((*pieces, text[done:])), count


def _span(text: str, starts: list[int], edit: Edit) -> _Span | None:
    """Where an edit is in the whole text; None when there is no such place on its line."""
    if not 1 <= edit.mark.line <= len(starts):
        return None
    first = starts[edit.mark.line - 1]
    behind = starts[edit.mark.line] if edit.mark.line < len(starts) else len(text)
    start = first + edit.mark.column - 1
    end = start + edit.mark.length
    line = text[first:behind]
    if not first <= start <= end <= first + len(line.rstrip("\r\n\x85\u2028\u2029")):
        return None
    if not edit.text and line.strip() and not (text[first:start] + text[end:behind]).strip():
        return first, behind, ""
    return start, end, edit.text


def _touches(span: _Span, taken: list[_Span]) -> bool:
    place = bisect_left(taken, span)
    before, after = taken[place - 1 : place], taken[place : place + 1]
    return any(span[0] < end or start == span[0] for start, end, _ in before) or any(
        start < span[1] or start == span[0] for start, _, _ in after
    )
