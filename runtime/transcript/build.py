"""Makes a Transcript of a tree that the schema has passed; complains of what a schema cannot say."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from runtime.dialogue.event import AnsweredBy
from runtime.flow.diagnostic import Mark
from runtime.flow.faults import Faults
from runtime.flow.model import BargeIn
from runtime.flow.tree import Node, Table, Text
from runtime.flow.wording import said
from runtime.transcript.expectation import expectation
from runtime.transcript.inside import HARM as HARM
from runtime.transcript.model import (
    Bot,
    Caller,
    Dialled,
    Ended,
    HangsUp,
    Noise,
    Noticed,
    Press,
    Reason,
    Setting,
    Silence,
    Transcript,
    TranscriptLine,
    Wording,
    Words,
)
from runtime.transcript.plain import json_value as json_value
from runtime.transcript.plain import listed, seconds, text, texts, value, words
from runtime.transcript.stubs import stub_of

KINDS = ("bot", "caller", "press", "silence", "noise", "hangup", "answered_by", "transfer", "expect", "ended")
"""What a line may be, by its first word."""
TIME_ZONE = ZoneInfo("Asia/Kolkata")
USUAL_TIME = datetime(2026, 1, 5, 11, 0, tzinfo=TIME_ZONE)
"""A Monday morning, when everybody works."""
USUAL_NUMBER = "+919876543210"
NOISE = 1.5
"""Seconds of `noise: yes`."""
_KEYS = {"star": "*", "hash": "#"}


def build(tree: Table, faults: Faults, case: str = "") -> Transcript:
    """The transcript of a tree in which every line is of one kind. It is usable only without faults. case:
    the row of `cases` it was made with, in a few words."""
    return _Building(tree, faults).transcript(case)


class _Building:
    def __init__(self, tree: Table, faults: Faults) -> None:
        self._tree = tree
        self._faults = faults

    def transcript(self, case: str) -> Transcript:
        tree = self._tree
        title = tree.text("transcript")
        assert title is not None
        call = self._setting(tree.table("call"))
        stub = stub_of(tree.table("stub"))
        lines = tuple(self._line(line) for line in tree.items("lines") if isinstance(line, Table))
        languages = tuple(each.value for each in tree.items("languages") if isinstance(each, Text))
        place = tree.entries["languages"].key.mark if languages else title.mark
        return Transcript(
            f"{title.value} [{case}]" if case else title.value,
            title.mark.file,
            title.mark,
            call,
            stub,
            lines,
            languages,
            place,
            case=case,
            tags=texts(tree.get("tags")),
            skip=_reason(tree.text("skip")),
            expected_to_fail=_reason(tree.text("expected_to_fail")),
            written_by=value(tree.text("written_by")),
            places=tuple(line.mark for line in tree.items("lines") if isinstance(line, Table)),
        )

    def _setting(self, call: Table | None) -> Setting:
        if call is None:
            return Setting(USUAL_NUMBER, USUAL_TIME)
        number, at, language = call.text("from"), call.text("at"), call.text("language")
        answered, state = call.text("answered_by"), call.text("state")
        return Setting(
            number.value if number else USUAL_NUMBER,
            self._time(at) if at else USUAL_TIME,
            language.value if language else None,
            language.mark if language else None,
            {entry.key.value: json_value(entry.value) for entry in call.table("inputs") or ()},
            {entry.key.value: entry.key.mark for entry in call.table("inputs") or ()},
            AnsweredBy(answered.value) if answered else None,
            value(state),
            state.mark if state else None,
            {entry.key.value: json_value(entry.value) for entry in call.table("slots") or ()},
            {entry.key.value: entry.key.mark for entry in call.table("slots") or ()},
        )

    def _time(self, written: Text) -> datetime:
        try:
            return datetime.fromisoformat(written.value).replace(tzinfo=TIME_ZONE)
        except ValueError:
            self._complain(
                "no-such-time",
                said("`{value}` is not a day and a time", value=written.value),
                written.mark,
                "Write it like 2026-11-20 11:00.",
            )
            return USUAL_TIME

    # -- lines --------------------------------------------------------------------------------

    def _line(self, line: Table) -> TranscriptLine:
        kind = next(kind for kind in KINDS if kind in line)
        entry = line.entries[kind]
        mark, node = entry.key.mark, entry.value
        interrupt = line.text("interrupt_after")
        after = seconds(interrupt) if interrupt else None
        match kind:
            case "bot":
                return self._bot(line, mark, node)
            case "caller":
                heard_as = line.get("heard_as")
                meant = self._spoken(heard_as) if heard_as else None
                return Caller(mark, self._spoken(node), after, value(line.text("recogniser")), meant)
            case "press":
                return Press(mark, self._keys(node), after)
            case "silence":
                return Silence(mark, seconds(text(node)))
            case "noise":
                long = text(node)
                return Noise(mark, NOISE if long.value == "yes" else seconds(long), after)
            case "hangup":
                return HangsUp(mark, after)
            case "answered_by":
                return Noticed(mark, AnsweredBy(text(node).value))
            case "transfer":
                return Dialled(text(node).mark, text(node).value)
            case "expect":
                assert isinstance(node, Table)
                return expectation(mark, node, self._spoken)
            case _:
                return Ended(text(node).mark, text(node).value)

    def _bot(self, line: Table, mark: Mark, node: Node) -> Bot:
        language, can, fixed = (line.text(word) for word in ("language", "interruptible", "fixed"))
        says = node.get("says") if isinstance(node, Table) else None
        prompt = node.text("prompt") if isinstance(node, Table) else text(node)
        any_number = prompt is not None and prompt.value == "..." and not isinstance(node, Table)
        return Bot(
            mark if isinstance(node, Table) and says is None else (says or node).mark,
            prompt=prompt.value if prompt is not None and not any_number else None,
            says=self._spoken(says) if says else None,
            any_number=any_number,
            language=value(language),
            language_mark=language.mark if language else None,
            wording=self._wording(node) if isinstance(node, Table) else None,
            voice=value(line.text("voice")),
            interruptible=BargeIn(can.value) if can else None,
            fixed=fixed.value == "yes" if fixed else None,
            marks={e.key.value: e.value.mark for e in (*(node if isinstance(node, Table) else ()), *line)},
        )

    def _wording(self, node: Table) -> Wording | None:
        exactly, like = node.get("exactly"), node.get("like")
        made = Wording(
            exactly=self._spoken(exactly) if exactly else None,
            all=tuple(self._spoken(one) for one in listed(node.get("all"))),
            any=tuple(self._spoken(one) for one in listed(node.get("any"))),
            like=self._spoken(like) if like else None,
            but_not=tuple(self._spoken(one) for one in listed(node.get("not"))),
        )
        return made if made.every() else None

    def _spoken(self, node: Node) -> Words:
        """Words, complete for every language that the play is performed in."""
        made = words(node)
        missing = [
            each.value
            for each in self._tree.items("languages")
            if isinstance(each, Text) and made.pick(each.value) is None
        ]
        if missing:
            self._complain(
                "missing-translation",
                said(
                    "this play is performed in {languages}, and this line has no words for it",
                    languages=", ".join(missing),
                ),
                node.mark,
                said("Add `{language}: …`.", language=missing[0]),
            )
        return made

    def _keys(self, node: Node) -> Words:
        keys = self._spoken(node)
        every = self._key_signs(keys.every, node.mark) if keys.every is not None else None
        return Words(every, {tag: self._key_signs(each, node.mark) for tag, each in keys.texts.items()})

    def _key_signs(self, written: str, mark: Mark) -> str:
        signs = written.replace(" ", "")
        for word, sign in _KEYS.items():
            signs = signs.replace(word, sign)
        if not signs or signs.strip("0123456789*#"):
            self._complain(
                "no-such-key",
                said("`{keys}` is not on a telephone", keys=written),
                mark,
                'Write keys such as 1, star, hash or "12#".',
            )
        return signs

    def _complain(self, rule: str, message: str, mark: Mark, fix: str = "") -> None:
        self._faults.error(rule, message, mark, fix, harm=HARM)


def _reason(node: Text | None) -> Reason | None:
    return Reason(node.value, node.mark) if node else None
