"""The kinds of state, one function each. Defaults are applied here, so nobody downstream asks for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime.flow import values
from runtime.flow.first_word import kind_of
from runtime.flow.kinds import NO_KEYS
from runtime.flow.lines import flag, go, ladder, line, options, run_flow, target
from runtime.flow.model import (
    Ask,
    BargeIn,
    Converse,
    Decide,
    Defaults,
    End,
    Exit,
    Fetch,
    Limits,
    Line,
    Menu,
    Record,
    Run,
    Say,
    Slot,
    State,
    Transfer,
    Voice,
)
from runtime.flow.offering import offered, refusals
from runtime.flow.renaming import earlier_names
from runtime.flow.running import handed_over
from runtime.flow.scope import Scope
from runtime.flow.template import Template
from runtime.flow.tree import Entry, Table, Text
from runtime.flow.voice import voice
from runtime.flow.wording import said
from runtime.flow.words import persona, phrase_lists, prompt

DEFAULT_TURNS, DEFAULT_TIME, DEFAULT_REPLY = 12, 300.0, 12.0
DEFAULT_RECORDING = 60.0


class States:
    """Builds states into model states; a state with a fault in a part it needs is left out (the fault
    is in scope.faults)."""

    def __init__(self, scope: Scope, defaults: Defaults, speaker: Voice) -> None:
        self._scope = scope
        self._defaults = defaults
        self._voice = speaker
        self._makers: dict[str, Callable[[Text, Table], State | None]] = {
            "say": self._say,
            "menu": self._menu,
            "ask": self._ask,
            "converse": self._converse,
            "decide": self._decide,
            "fetch": self._fetch,
            "transfer": self._transfer,
            "record": self._record,
            "run": self._run,
            "end": self._end,
        }

    def build(self, entry: Entry) -> State | None:
        if not isinstance(entry.value, Table):
            return None
        kind = kind_of(self._scope, entry.key, entry.value)
        return self._makers[kind](entry.key, entry.value) if kind else None

    def _barge_in(self, table: Table) -> BargeIn:
        text = table.text("barge_in")
        return barge_in(text) or self._defaults.barge_in

    def _on_error(self, name: Text, table: Table) -> Line:
        if "on_error" in table:
            made = line(self._scope, table.get("on_error"), f"{name.value}.on_error")
            if made:
                return made
        return self._defaults.on_error

    def _shared(self, name: Text, table: Table) -> dict[str, Any]:
        """What every state has."""
        return {
            "name": name.value,
            "mark": name.mark,
            "barge_in": self._barge_in(table),
            "on_error": self._on_error(name, table),
            "voice": voice(table.table("voice"), self._voice),
            "renamed_from": earlier_names(self._scope, table),
        }

    def _listening(self, name: Text, table: Table) -> dict[str, Any]:
        """What `menu`, `ask` and `converse` have."""
        return self._shared(name, table) | {
            "wait": self._wait(table, self._defaults.wait),
            "no_input": self._ladder(name, table, "no_input"),
            "no_match": self._ladder(name, table, "no_match"),
        }

    def _wait(self, table: Table, otherwise: float) -> float:
        text = table.text("wait")
        found = values.seconds(text.value) if text else None
        return otherwise if found is None else found

    def _words(self, name: Text, table: Table, key: str = "say") -> str | None:
        return prompt(self._scope, table.get(key), f"{name.value}.{key}")

    def _ladder(self, name: Text, table: Table, key: str) -> tuple[Line, ...]:
        own = ladder(self._scope, table.get(key), f"{name.value}.{key}")
        if own is not None:
            return own
        return self._defaults.no_input if key == "no_input" else self._defaults.no_match

    def _say(self, name: Text, table: Table) -> State | None:
        spoken, leads = self._words(name, table), go(self._scope, table.get("go"))
        shared = self._shared(name, table)
        if spoken is None or leads is None:
            return None
        return Say(
            **shared,
            say=spoken,
            go=leads,
        )

    def _menu(self, name: Text, table: Table) -> State | None:
        spoken = self._words(name, table, "menu")
        choices = options(self._scope, table.get("options"), name.value)
        shared = self._listening(name, table)
        if spoken is None:
            return None
        return Menu(
            **shared,
            say=spoken,
            options=choices,
        )

    def _ask(self, name: Text, table: Table) -> State | None:
        spoken, confirm = self._words(name, table), self._words(name, table, "confirm")
        leads = go(self._scope, table.get("go"))
        shared = self._listening(name, table)
        asked = table.text("ask")
        slot = self._scope.slots.get(asked.value) if asked else None
        each = prompt(self._scope, table.get("each"), f"{name.value}.each", each=True)
        listed_by = offered(self._scope, name, table)
        refused = refusals(self._scope, name, table.items("refuse"))
        if slot is None or spoken is None or leads is None:
            return None
        return Ask(
            **shared,
            slot=slot,
            say=spoken,
            go=leads,
            confirm=confirm,
            by_keys=self._by_keys(table, slot),
            choices_from=listed_by,
            each=each,
            refuse=refused,
        )

    def _by_keys(self, table: Table, slot: Slot) -> bool:
        by = table.text("by")
        if by is None:
            return False
        if slot.type in NO_KEYS and slot.name not in self._scope.offered:
            self._scope.faults.error(
                "text-by-keys",
                said("`{name}` has letters, which the keys of a telephone cannot write", name=slot.name),
                by.mark,
                "Give it `type: digits`, or remove `by: keys`.",
                harm="The caller could never answer.",
            )
        return by.value == "keys"

    def _converse(self, name: Text, table: Table) -> State | None:
        scope = self._scope
        who = persona(scope, table.get("converse"), f"{name.value}.converse")
        exits = self._exits(name, table.table("exits"))
        fills = tuple(slot for one in table.items("fills") if (slot := self._fill(one)))
        limits = self._limits(name, table.table("limits"))
        spoken, filler = self._words(name, table), self._words(name, table, "filler")
        shared = self._listening(name, table)
        if who is None or limits is None:
            return None
        return Converse(
            **shared,
            persona=who,
            exits=exits,
            limits=limits,
            say=spoken,
            fills=fills,
            filler=filler,
        )

    def _exits(self, name: Text, table: Table | None) -> tuple[Exit, ...]:
        made: list[Exit] = []
        for entry in table or ():
            reached = target(self._scope, entry.key)
            when = entry.value if isinstance(entry.value, Text) else None
            examples: tuple[str, ...] = ()
            if isinstance(entry.value, Table):
                when = entry.value.text("when")
                place = f"{name.value}.{entry.key.value}.examples"
                examples = phrase_lists(self._scope, entry.value.get("examples"), place)
            if reached and when:
                made.append(Exit(reached, when.value, entry.key.mark, examples[0] if examples else None))
        return tuple(made)

    def _fill(self, node: object) -> str | None:
        if not isinstance(node, Text):
            return None
        if node.value in self._scope.slots:
            return node.value
        self._scope.faults.unknown(
            "undeclared-slot",
            "slot",
            node,
            self._scope.slots,
            fix="Declare it under `slots:`.",
            harm="What the model understood would be thrown away.",
        )
        return None

    def _limits(self, name: Text, table: Table | None) -> Limits | None:
        if table is None:
            return None
        reached = line(self._scope, table, f"{name.value}.limits")
        if reached is None or reached.go is None:
            return None
        turns, time, reply = table.text("turns"), table.text("time"), table.text("reply")
        return Limits(
            turns=(values.whole(turns.value) if turns else None) or DEFAULT_TURNS,
            time=(values.seconds(time.value) if time else None) or DEFAULT_TIME,
            reply=(values.seconds(reply.value) if reply else None) or DEFAULT_REPLY,
            line=reached,
        )

    def _decide(self, name: Text, table: Table) -> State | None:
        branches = go(self._scope, table.get("decide"))
        shared = self._shared(name, table)
        if branches is None:
            return None
        return Decide(
            **shared,
            branches=branches,
        )

    def _fetch(self, name: Text, table: Table) -> State | None:
        scope = self._scope
        called = table.text("fetch")
        service = scope.services.get(called.value) if called else None
        if called and service is None:
            fix = (
                ""
                if scope.services
                else said(
                    "Describe `{called}` in services.yaml: its `url`, and what it `returns`.",
                    called=called.value,
                )
            )
            scope.faults.unknown(
                "unknown-service",
                "service",
                called,
                scope.services,
                fix=fix,
                harm="The caller's request would reach nobody.",
            )
        send: list[tuple[str, Template]] = []
        for entry in table.table("send") or ():
            made = scope.template(entry.value) if isinstance(entry.value, Text) else None
            if made:
                send.append((entry.key.value, made))
        leads, filler = go(scope, table.get("go")), self._words(name, table, "filler")
        shared = self._shared(name, table)
        if service is None or leads is None:
            return None
        save = table.text("save")
        return Fetch(
            **shared,
            service=service.name,
            go=leads,
            wait=self._wait(table, service.timeout),
            send=tuple(send),
            save=save.value if save else None,
            filler=filler,
        )

    def _transfer(self, name: Text, table: Table) -> State | None:
        scope = self._scope
        named = table.text("transfer")
        contact = scope.contacts.get(named.value) if named else None
        if named and contact is None:
            fix = "" if scope.contacts else said("Describe `{named}` in contacts.yaml.", named=named.value)
            scope.faults.unknown(
                "unknown-contact",
                "contact",
                named,
                scope.contacts,
                fix=fix,
                harm="The caller would reach nobody.",
            )
        closed = line(scope, table.get("closed"), f"{name.value}.closed")
        failed = line(scope, table.get("failed"), f"{name.value}.failed")
        spoken, shared = self._words(name, table), self._shared(name, table)
        after = go(scope, table.get("go")) if "go" in table else None
        if contact is None or closed is None or failed is None:
            return None
        return Transfer(
            **shared,
            contact=contact.name,
            closed=closed,
            failed=failed,
            say=spoken,
            summary=flag(table, "summary"),
            go=after,
        )

    def _record(self, name: Text, table: Table) -> State | None:
        recording, leads, spoken = (
            table.text("record"),
            go(self._scope, table.get("go")),
            self._words(name, table),
        )
        limits = table.table("limits")
        time = limits.text("time") if limits else None
        shared = self._shared(name, table)
        if recording is None or leads is None:
            return None
        return Record(
            **shared,
            recording=recording.value,
            go=leads,
            say=spoken,
            limit=(values.seconds(time.value) if time else None) or DEFAULT_RECORDING,
        )

    def _run(self, name: Text, table: Table) -> State | None:
        scope, run, save = self._scope, table.text("run"), table.text("save")
        flow = run_flow(scope, run) if run else None
        leads = go(scope, table.get("go"))
        shared = self._shared(name, table)
        if run is None or flow is None or leads is None:
            return None
        given = handed_over(scope, flow, run, table.table("with"))
        return Run(**shared, flow=flow.name, go=leads, inputs=given, save=save.value if save else None)

    def _end(self, name: Text, table: Table) -> State | None:
        outcome, spoken = table.text("end"), self._words(name, table)
        shared = self._shared(name, table)
        if outcome is None:
            return None
        return End(
            **shared,
            outcome=outcome.value,
            say=spoken,
        )


def barge_in(text: Text | None) -> BargeIn | None:
    return BargeIn(text.value) if text and text.value in set(BargeIn) else None
