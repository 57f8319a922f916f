"""Makes a Transcript of a tree that the schema has passed; complains of what a schema cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from runtime.dialogue.event import AnsweredBy, TransferOutcome
from runtime.flow.diagnostic import Mark
from runtime.flow.faults import Faults
from runtime.flow.tree import Items, Node, Table, Text
from runtime.flow.wording import said
from runtime.transcript.model import (
    Bot,
    Caller,
    Dialled,
    Ended,
    Expect,
    HangsUp,
    ModelReply,
    Noise,
    Noticed,
    Press,
    ServiceReply,
    Setting,
    Silence,
    SlotCheck,
    Stub,
    Transcript,
    TranscriptLine,
    Words,
)

HARM = "The play is not performed, so nobody knows whether callers still get through."
KINDS = ("bot", "caller", "press", "silence", "noise", "hangup", "answered_by", "transfer", "expect", "ended")
"""What a line may be, by its first word."""
TIME_ZONE = ZoneInfo("Asia/Kolkata")
USUAL_TIME = datetime(2026, 1, 5, 11, 0, tzinfo=TIME_ZONE)
"""A Monday morning, when everybody works."""
USUAL_NUMBER = "+919876543210"
NOISE = 1.5
"""Seconds of `noise: yes`."""
_KEYS = {"star": "*", "hash": "#"}


def build(tree: Table, faults: Faults) -> Transcript:
    """The transcript of a tree in which every line is of one kind. It is usable only without faults."""
    return _Building(tree, faults).transcript()


class _Building:
    def __init__(self, tree: Table, faults: Faults) -> None:
        self._tree = tree
        self._faults = faults

    def transcript(self) -> Transcript:
        tree = self._tree
        title = tree.text("transcript")
        assert title is not None
        call = self._setting(tree.table("call"))
        stub = self._stub(tree.table("stub"))
        lines = tuple(self._line(line) for line in tree.items("lines") if isinstance(line, Table))
        languages = tuple(each.value for each in tree.items("languages") if isinstance(each, Text))
        place = tree.entries["languages"].key.mark if languages else title.mark
        return Transcript(title.value, title.mark.file, title.mark, call, stub, lines, languages, place)

    def _setting(self, call: Table | None) -> Setting:
        if call is None:
            return Setting(USUAL_NUMBER, USUAL_TIME)
        number, at, language = call.text("from"), call.text("at"), call.text("language")
        answered = call.text("answered_by")
        return Setting(
            number.value if number else USUAL_NUMBER,
            self._time(at) if at else USUAL_TIME,
            language.value if language else None,
            language.mark if language else None,
            {entry.key.value: json_value(entry.value) for entry in call.table("inputs") or ()},
            {entry.key.value: entry.key.mark for entry in call.table("inputs") or ()},
            AnsweredBy(answered.value) if answered else None,
        )

    def _time(self, text: Text) -> datetime:
        try:
            return datetime.fromisoformat(text.value).replace(tzinfo=TIME_ZONE)
        except ValueError:
            self._complain(
                "no-such-time",
                said("`{value}` is not a day and a time", value=text.value),
                text.mark,
                "Write it like 2026-11-20 11:00.",
            )
            return USUAL_TIME

    # -- stubs --------------------------------------------------------------------------------

    def _stub(self, stub: Table | None) -> Stub:
        if stub is None:
            return Stub()
        services: dict[str, tuple[ServiceReply, ...]] = {}
        repeats = set()
        transfer: tuple[TransferOutcome, ...] = (TransferOutcome.COMPLETED,)
        if not isinstance(stub.get("transfer"), Items):
            repeats.add("transfer")
        for entry in stub:
            name, node = entry.key.value, entry.value
            if name == "model":
                continue
            if name == "transfer":
                transfer = tuple(TransferOutcome(text) for text in _texts(node))
            elif isinstance(node, Items):
                services[name] = tuple(_service_reply(member) for member in node.members)
            else:
                services[name] = (_service_reply(node),)
                repeats.add(name)
        model = tuple(self._model_reply(node) for node in stub.items("model") if isinstance(node, Table))
        marks = {name: stub.entries[name].key.mark for name in services}
        return Stub(model, services, transfer, frozenset(repeats), marks)

    def _model_reply(self, reply: Table) -> ModelReply:
        exit_, error, slow, blank = (reply.text(key) for key in ("exit", "error", "slow", "blank"))
        says = reply.get("says")
        sentences = () if says is None else tuple(says.members) if isinstance(says, Items) else (says,)
        fills = reply.table("fills")
        return ModelReply(
            exit=exit_.value if exit_ else None,
            says=tuple(_words(sentence) for sentence in sentences),
            fills={entry.key.value: json_value(entry.value) for entry in fills} if fills else {},
            blank=blank is not None and blank.value == "yes",
            error=error.value if error else None,
            slow=_seconds(slow) if slow else None,
            mark=reply.mark,
            exit_mark=exit_.mark if exit_ else None,
        )

    # -- lines --------------------------------------------------------------------------------

    def _line(self, line: Table) -> TranscriptLine:
        kind = next(kind for kind in KINDS if kind in line)
        entry = line.entries[kind]
        mark, node = entry.key.mark, entry.value
        interrupt = line.text("interrupt_after")
        after = _seconds(interrupt) if interrupt else None
        match kind:
            case "bot":
                return self._bot(line, mark, node)
            case "caller":
                recogniser = line.text("recogniser")
                return Caller(mark, self._spoken(node), after, recogniser.value if recogniser else None)
            case "press":
                return Press(mark, self._keys(node), after)
            case "silence":
                return Silence(mark, _seconds(_text(node)))
            case "noise":
                text = _text(node)
                return Noise(mark, NOISE if text.value == "yes" else _seconds(text), after)
            case "hangup":
                return HangsUp(mark, after)
            case "answered_by":
                return Noticed(mark, AnsweredBy(_text(node).value))
            case "transfer":
                return Dialled(_text(node).mark, _text(node).value)
            case "expect":
                assert isinstance(node, Table)
                return self._expect(mark, node)
            case _:
                return Ended(_text(node).mark, _text(node).value)

    def _bot(self, line: Table, mark: Mark, node: Node) -> Bot:
        language = line.text("language")
        spoken = language.value if language else None
        place = language.mark if language else None
        if isinstance(node, Table):
            says = node.get("says")
            assert says is not None
            return Bot(says.mark, says=self._spoken(says), language=spoken, language_mark=place)
        text = _text(node)
        if text.value == "...":
            return Bot(text.mark, any_number=True)
        return Bot(text.mark, prompt=text.value, language=spoken, language_mark=place)

    def _spoken(self, node: Node) -> Words:
        """Words, complete for every language that the play is performed in."""
        words = _words(node)
        missing = [
            each.value
            for each in self._tree.items("languages")
            if isinstance(each, Text) and words.pick(each.value) is None
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
        return words

    def _keys(self, node: Node) -> Words:
        words = self._spoken(node)
        every = self._key_signs(words.every, node.mark) if words.every is not None else None
        return Words(every, {tag: self._key_signs(text, node.mark) for tag, text in words.texts.items()})

    def _key_signs(self, text: str, mark: Mark) -> str:
        signs = text.replace(" ", "")
        for word, sign in _KEYS.items():
            signs = signs.replace(word, sign)
        if not signs or signs.strip("0123456789*#"):
            self._complain(
                "no-such-key",
                said("`{keys}` is not on a telephone", keys=text),
                mark,
                'Write keys such as 1, star, hash or "12#".',
            )
        return signs

    def _expect(self, mark: Mark, node: Table) -> Expect:
        state, flow, language = node.text("state"), node.text("flow"), node.get("language")
        slots, fetched = node.table("slots"), node.table("fetched")
        return Expect(
            mark,
            state=state.value if state else None,
            flow=flow.value if flow else None,
            language=self._spoken(language) if language else None,
            slots={e.key.value: SlotCheck(e.key.mark, self._slot_value(e.value)) for e in slots or ()},
            fetched={e.key.value: int(_text(e.value).value) for e in fetched or ()},
            not_said=_texts(node.get("not_said")),
            visited=_texts(node.get("visited")),
            marks=_places(node),
        )

    def _slot_value(self, node: Node) -> Words | None:
        if isinstance(node, Text) and node.plain and node.value == "unset":
            return None
        return self._spoken(node)

    def _complain(self, rule: str, message: str, mark: Mark, fix: str = "") -> None:
        self._faults.error(rule, message, mark, fix, harm=HARM)


def json_value(node: Node) -> Any:
    """What a service or the model would send: bare numbers, yes and no keep their kind, quoted words and
    whatever JSON would not take for a number ("08", "+91…") are text."""
    if isinstance(node, Table):
        return {entry.key.value: json_value(entry.value) for entry in node}
    if isinstance(node, Items):
        return [json_value(member) for member in node.members]
    if not node.plain:
        return node.value
    if node.value in ("yes", "no", "true", "false"):  # a service's own papers say true
        return node.value in ("yes", "true")
    digits = node.value.removeprefix("-")
    whole, _, fraction = digits.partition(".")
    if not whole.isascii() or not whole.isdigit() or (len(whole) > 1 and whole[0] == "0") or len(digits) > 15:
        return node.value
    if not fraction:
        return int(node.value) if "." not in digits else node.value
    return float(node.value) if fraction.isascii() and fraction.isdigit() else node.value


def _places(expect: Table) -> dict[str, Mark]:
    """Where each check stands ("state"), and each of its members ("visited/goodbye")."""
    places: dict[str, Mark] = {}
    for entry in expect:
        name, node = entry.key.value, entry.value
        places[name] = node.mark if isinstance(node, Text) else entry.key.mark
        if isinstance(node, Table):
            places |= {f"{name}/{each.key.value}": each.key.mark for each in node}
        elif isinstance(node, Items):
            places |= {f"{name}/{each.value}": each.mark for each in node.members if isinstance(each, Text)}
    return places


def _service_reply(node: Node) -> ServiceReply:
    if isinstance(node, Table) and len(node.entries) == 1:
        error, timeout = node.text("error"), node.text("timeout")
        if error is not None:
            return ServiceReply(error=error.value)
        if timeout is not None and timeout.value == "yes":
            return ServiceReply(timeout=True)
    return ServiceReply(json_value(node))


def _words(node: Node) -> Words:
    if isinstance(node, Text):
        return Words(node.value)
    assert isinstance(node, Table)
    texts: Mapping[str, str] = {entry.key.value: _text(entry.value).value for entry in node}
    return Words(None, texts)


def _text(node: Node) -> Text:
    assert isinstance(node, Text)
    return node


def _texts(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    members = node.members if isinstance(node, Items) else [node]
    return tuple(member.value for member in members if isinstance(member, Text))


def _seconds(text: Text) -> float:
    """ "8s" and "2m", as the schema lets them through."""
    return float(text.value[:-1]) * (60.0 if text.value.endswith("m") else 1.0)
