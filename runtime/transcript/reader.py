"""How a transcript's YAML becomes a Transcript, with every fault at its place.

The file is read and checked like every other file of a flow: the strict reader, then the closed schema,
then what a schema cannot say (one thing per line, words for every language of the play).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.faults import NOT_LOADED, Faults, listed
from runtime.flow.reader import Reading, parse, read
from runtime.flow.schema import check
from runtime.flow.source import Source
from runtime.flow.tree import Entry, Items, Node, Table, Text
from runtime.flow.wording import said
from runtime.transcript.build import HARM, KINDS, build
from runtime.transcript.inside import Inside
from runtime.transcript.model import Transcript
from runtime.transcript.plain import texts
from runtime.transcript.rows import rows
from runtime.transcript.slips import dashed, put_right

_BESIDE = {
    "language": ("bot",),
    "voice": ("bot",),
    "interruptible": ("bot",),
    "fixed": ("bot",),
    "interrupt_after": ("caller", "press", "noise", "hangup"),
    "recogniser": ("caller",),
    "heard_as": ("caller",),
}
"""What may stand beside the word that says what a line is."""


@dataclass(slots=True)
class Script:
    """What came of reading one transcript file. transcripts: one, or one for each row of `cases`; none when
    there are errors. flow: the path after `flow:`, as written. is_transcript: it begins like one. title: ""
    when unread. tags: as written. files: the texts of the plays inside it, by name."""

    source: Source | None
    transcripts: tuple[Transcript, ...] = ()
    flow: Text | None = None
    is_transcript: bool = False
    title: str = ""
    tags: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def transcript(self) -> Transcript | None:
        """The play; the first of several; None when there are errors."""
        return self.transcripts[0] if self.transcripts else None


def read_transcript(path: Path) -> Script:
    """A transcript file and all that is wrong with it. Never raises for what a file holds."""
    return _script(read(path))


def parse_transcript(text: str, name: str) -> Script:
    """The same from text."""
    return _script(parse(Source(name, text)))


def _script(reading: Reading) -> Script:
    script = Script(reading.source)
    faults = Faults(list(reading.diagnostics))
    if isinstance(reading.tree, Table):
        _fill(script, reading.tree, faults)
    elif reading.tree is not None:
        _complain(
            faults, "wrong-type", "a transcript is a table", reading.tree, "Begin with `transcript: …`."
        )
    told = (replace(one, harm=HARM) if one.harm == NOT_LOADED else one for one in faults.found)
    script.diagnostics = sorted(told, key=lambda one: one.mark)
    return script


def _fill(script: Script, tree: Table, faults: Faults) -> None:
    title = tree.text("transcript")
    script.is_transcript = "transcript" in tree
    script.title = title.value if title else ""
    script.flow = tree.text("flow")
    script.tags = texts(tree.get("tags"))
    whole = Inside(faults, script.files).put_in(tree, title.mark.file if title else tree.mark.file)
    made = rows(_put_right(whole, faults), faults)
    for row in made:
        check(row.tree, "transcript", faults)
        for line in row.tree.items("lines"):
            if isinstance(line, Table):
                _check_line(line, faults)
    if not faults.any_error:
        transcripts = tuple(build(row.tree, faults, row.title) for row in made)
        script.transcripts = () if faults.any_error else transcripts
    faults.found[:] = dict.fromkeys(faults.found)


def _put_right(whole: Table, faults: Faults) -> Table:
    """The play with its lines as they were meant."""
    entry = whole.entries.get("lines")
    if entry is None:
        return whole
    lines = dashed(entry.value, faults)
    if isinstance(lines, Items):
        lines = Items([put_right(line, faults) for line in lines.members], lines.mark)
    return Table({**whole.entries, "lines": Entry(entry.key, lines)}, whole.mark, whole.flow)


def _check_line(line: Table, faults: Faults) -> None:
    """A line is of one kind, with its own words beside. An empty one, or one with an unknown word, has been
    told already. Plays that stand alone in their line have been put in."""
    if "play" in line:
        if len(line.entries) > 1:
            place = line.entries["play"].key
            _complain(
                faults,
                "two-in-one-line",
                "`play` stands alone in its line",
                place,
                "Begin a new line with `-`.",
            )
        return
    if not line.entries or any(word not in KINDS and word not in _BESIDE for word in line.entries):
        return
    kinds = [kind for kind in KINDS if kind in line]
    if not kinds:
        fix = said("Begin with one of {words}.", words=listed(KINDS, len(KINDS)))
        _complain(faults, "line-without-kind", "this line does not say who does what", line, fix)
    elif len(kinds) > 1:
        message = said(
            "one line is one thing, here it is `{first}` and `{second}`", first=kinds[0], second=kinds[1]
        )
        _complain(
            faults, "two-in-one-line", message, line.entries[kinds[1]].key, "Begin a new line with `-`."
        )
    else:
        for entry in line:
            goes_with = _BESIDE.get(entry.key.value, kinds)
            if kinds[0] not in goes_with:
                message = said("`{word}` does not go with `{kind}`", word=entry.key.value, kind=kinds[0])
                _complain(
                    faults,
                    "wrong-place",
                    message,
                    entry.key,
                    said("It goes with: {words}.", words=listed(goes_with)),
                )


def _complain(faults: Faults, rule: str, message: str, node: Node, fix: str) -> None:
    faults.error(rule, message, node.mark, fix, harm=HARM)
