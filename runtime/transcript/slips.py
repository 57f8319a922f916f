"""Slips of the pen in the lines of a play, told with what to write: lines without their `-`, a word that
stands alone, words that other tools use. Each is then taken for what was meant, so that nothing else is said
of it."""

from __future__ import annotations

from runtime.flow.faults import Faults, instead, listed
from runtime.flow.tree import Entry, Items, Node, Table, Text
from runtime.flow.wording import said
from runtime.transcript.build import HARM, KINDS

_ALONE = {"hangup": "yes", "noise": "yes", "silence": "7s"}
"""What most people mean by the word alone."""

_ELSEWHERE = {
    "user": "caller",
    "customer": "caller",
    "human": "caller",
    "agent": "bot",
    "assistant": "bot",
    "phone": "bot",
    "system": "bot",
    "say": "bot",
    "says": "bot",
    "key": "press",
    "keys": "press",
    "dtmf": "press",
    "pause": "silence",
    "wait": "silence",
    "hang_up": "hangup",
    "end": "ended",
}
"""Words that other tools, or the flow itself, have for the first word of a line."""


def dashed(lines: Node, faults: Faults) -> Node:
    """Lines that were written as a table are a list of lines."""
    if not isinstance(lines, Table) or not lines.entries:
        return lines
    first = next(iter(lines)).key
    faults.error(
        "line-without-dash",
        "the lines of a play are a list, and a `-` is missing",
        first.mark,
        said("Begin every line with `- `: `- {word}: …`.", word=first.value),
        harm=HARM,
    )
    # What stands twice in the table is two lines of the list.
    faults.found[:] = [
        one for one in faults.found if one.rule != "duplicate-key" or one.mark.line < first.mark.line
    ]
    return Items([Table({entry.key.value: entry}, entry.key.mark) for entry in lines], lines.mark)


def put_right(line: Node, faults: Faults) -> Node:
    """The line as it was meant; for one that means nothing, any line of which nothing more has to be said."""
    if isinstance(line, Text):
        return _with_value(line, faults)
    if isinstance(line, Table):
        return _in_our_words(line, faults)
    return line


def _with_value(line: Text, faults: Faults) -> Node:
    word = line.value.casefold().replace(" ", "_")
    word = _ELSEWHERE.get(word, word)
    meant = _ALONE.get(word)
    written = f"{word}: {meant or '…'}"
    if word in KINDS:
        faults.error(
            "word-alone",
            said("`{word}` stands alone", word=line.value),
            line.mark,
            said("Write `- {written}`.", written=written),
            harm=HARM,
            edits=instead(line, written) if meant else (),
        )
    else:
        fix = said("Begin with one of {words}.", words=listed(KINDS, len(KINDS)))
        message = "this line does not say who does what"
        faults.error("line-without-kind", message, line.mark, fix, harm=HARM)
    key, value = (word, meant) if meant else ("hangup", "yes")
    return Table({key: Entry(Text(key, line.mark), Text(value, line.mark))}, line.mark)


def _in_our_words(line: Table, faults: Faults) -> Table:
    entries: dict[str, Entry] = {}
    for entry in line:
        key = entry.key
        ours = _ELSEWHERE.get(key.value.casefold().replace(" ", "_"))
        if ours is None or ours in line or ours in entries:
            entries[key.value] = entry
            continue
        faults.error(
            "unknown-key",
            said("`{key}` has no meaning here", key=key.value),
            key.mark,
            said("Write `- {written}`.", written=f"{ours}: {_ALONE.get(ours, '…')}"),
            harm=HARM,
            suggestion=ours,
            edits=instead(key, ours),
        )
        entries[ours] = Entry(Text(ours, key.mark), entry.value)
    return Table(entries, line.mark, line.flow)
