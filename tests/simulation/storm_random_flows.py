"""Flows made from a number: all ten kinds of state, every kind of slot, everything that a line can do.

They make no sense as calls. What they must be is valid, so each is read by the loader like an author's; one
that it refuses is made anew from the next draw.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

from small_flow import load_small

from runtime.flow.model import Flow

DRAWS = 60
SLOTS = {
    "wish": "{type: text, examples: villages}",
    "house": "{type: digits, length: 2-4}",
    "account": "{type: digits, length: 5-9, sensitive: yes}",
    "people": "{type: number, min: 1, max: 20}",
    "price": "{type: amount, min: 10, max: 5000}",
    "day": "{type: date, min: today, max: today+30d}",
    "hour": "{type: time, min: '09:00', max: '18:00'}",
    "sure": "{type: yes_no}",
    "ring_me": "{type: phone}",
    "pin": "{type: pin_code}",
    "car": "{type: vehicle_no}",
    "aadhaar": "{type: aadhaar, sensitive: yes}",
    "pay_to": "{type: upi_id}",
}
PROMPTS = ("hello", "which_village", "how_many", "anything_else", "one_moment", "trouble", "thanks")
PHRASES = ("outage_words", "bill_words", "general", "eye", "speak_telugu", "ask_repeat", "ask_person")
OTHERS = {
    "visited": """\
languages: [en-IN, te-IN]
start: one
inputs: {age: {type: number}}
outputs: [colour]
anywhere: [{key: 7, go: done}]
slots: {colour: {type: text}}
states:
  one:
    ask: colour
    say: {en-IN: "Which colour?", te-IN: "ఏ రంగు?"}
    no_input: [{go: done}]
    no_match: [{say: {en-IN: "Pardon?", te-IN: "మళ్ళీ చెప్పండి."}}, {go: done}]
    go: done
  done: {end: done, say: {en-IN: "Very well.", te-IN: "సరే."}}
""",
    "glance": """\
languages: [en-IN, te-IN]
start: begin
states:
  begin: {end: glanced, say: {en-IN: "One thing.", te-IN: "ఒక మాట."}}
""",
}


def random_flow(number: int) -> Flow:
    """The flow of that number; always the same one."""
    refused: list[str] = []
    for draw in range(DRAWS):
        chance = random.Random(f"flow {number} {draw}")
        states, head, others = _Maker(chance).text()
        with tempfile.TemporaryDirectory() as folder:
            loaded = load_small(Path(folder), states, head, others)
        if loaded.flow is not None:
            return loaded.flow
        refused += [f"{one.rule}: {one.message}" for one in loaded.diagnostics if one.severity == "error"]
    raise AssertionError(f"flow {number} is refused every time: {sorted(set(refused))}")


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.names = ["begin", *(f"s{i}" for i in range(chance.randint(3, 8)))]
        self.everywhere = [*self.names, "sorry", "desk", "bye"]
        self.asked: list[str] = []
        self.runs = False
        self.outbound = chance.random() < 0.2

    def text(self) -> tuple[str, str, dict[str, str]]:
        """(states, head, other flows)."""
        kinds = [self._say, self._menu, self._menu, self._ask, self._ask, self._ask, self._converse]
        kinds += [self._decide, self._fetch, self._transfer, self._record, self._run, self._end, self._offer]
        states = ""
        for name in self.names:
            kind = self.chance.choice(kinds if name != "begin" else kinds[:7])
            states += f"  {name}: {self._flow(kind(name))}\n"
        if "got." in states and "save: got" not in states:
            states += "  look: {fetch: complaints, save: got, go: begin}\n"
        return states, self._head(), OTHERS if self.runs else {}

    def _head(self) -> str:
        head = "languages: [en-IN, te-IN]\n"
        head += "slots:\n" + "".join(f"  {name}: {kind}\n" for name, kind in SLOTS.items())
        if self.outbound:
            head += "direction: outbound\ninputs: {due: {type: number}}\n"
            if self._maybe(0.7):
                head += f"voicemail: {self.chance.choice(['bye', 'sorry'])}\n"
        if self._maybe(0.8):
            lines = [{"key": 0, "phrases": "ask_person", "go": "desk"}]
            lines.append({"key": "star", **self._line(stays=True)})
            if self._maybe(0.5):
                lines.append(
                    {"key": 9, "phrases": "speak_telugu", "set": {"language": "te-IN"}, "repeat": "yes"}
                )
            if self._maybe(0.4):
                lines.append({"key": 8, **self._going()})
            head += f"anywhere: {self._flow(lines)}\n"
        if self._maybe(0.6):
            rules = [
                {"when": self._condition(), "go": self._to(), "reason": "the storm"}
                for _ in range(self.chance.randint(1, 3))
            ]
            head += f"escalation: {self._flow(rules)}\n"
        return head

    # -- the ten kinds ---------------------------------------------------------------------------------

    def _say(self, name: str) -> dict[str, Any]:
        return {"say": self._words(), "go": self._go(), **self._common()}

    def _menu(self, name: str) -> dict[str, Any]:
        keys = self.chance.sample(range(1, 7), self.chance.randint(1, 3))
        options = []
        for key, phrases in zip(keys, self.chance.sample(PHRASES[:4], len(keys)), strict=True):
            line = self._going() if self._maybe(0.8) else self._line(stays=True)
            options.append({"key": key, **({"phrases": phrases} if self._maybe(0.6) else {}), **line})
        return {"menu": "welcome", "options": options, **self._common(), **self._ladders()}

    def _ask(self, name: str) -> dict[str, Any]:
        slot = self.chance.choice([*SLOTS])
        self.asked.append(slot)
        state: dict[str, Any] = {"ask": slot, "say": self._prompt(), "go": self._go()}
        if slot in ("house", "account", "people", "aadhaar", "pin", "ring_me") and self._maybe(0.4):
            state["by"] = "keys"
        if self._maybe(0.5) and slot not in ("sure", "account", "aadhaar"):
            state["confirm"] = f'{{en-IN: "Is it {{{{ {slot} }}}}?", te-IN: "{{{{ {slot} }}}}?"}}'
        if self._maybe(0.2) and slot in ("people", "price"):
            state["refuse"] = [{"when": f"{slot} > 12", "say": "trouble"}]
        return {**state, **self._common(), **self._ladders()}

    def _offer(self, name: str) -> dict[str, Any]:
        state = {"ask": f"time_{name}", "choices": "got.times", "say": "which_village", "go": self._go()}
        each = '{en-IN: "For {{ choice }} press {{ key }}.", te-IN: "{{ choice }} కోసం {{ key }}."}'
        return {**state, "each": each, **self._common()}

    def _converse(self, name: str) -> dict[str, Any]:
        exits = dict.fromkeys((self._to() for _ in range(3)), "when it is about that")
        limits = {"turns": self.chance.randint(1, 5), "time": "40s", "reply": "5s", "go": self._to()}
        state: dict[str, Any] = {"converse": "helper", "exits": exits, "limits": limits}
        if self._maybe(0.5):
            state["say"] = "how_can_i_help"
        if self._maybe(0.5):
            state["filler"] = "one_moment"
        if self._maybe(0.6):
            state["fills"] = self.chance.sample([s for s in SLOTS if s not in ("account", "aadhaar")], 3)
        return {**state, **self._common(), **self._ladders()}

    def _decide(self, name: str) -> dict[str, Any]:
        return {"decide": self._branches(), **self._common(voice=False)}

    def _fetch(self, name: str) -> dict[str, Any]:
        state: dict[str, Any] = {"fetch": "complaints", "save": "got", "go": self._go()}
        if self._maybe(0.5):
            state["filler"] = "one_moment"
        if self._maybe(0.4):
            state["wait"] = "3s"
        if self._maybe(0.4):
            state["send"] = {"id": '"{{ turns }}"', "who": f'"{{{{ {self.chance.choice([*SLOTS])} }}}}"'}
        return {**state, **self._common()}

    def _transfer(self, name: str) -> dict[str, Any]:
        state: dict[str, Any] = {"transfer": self.chance.choice(["desk", "office"]), "say": "connecting"}
        state |= {"closed": self._to(), "failed": self._to(), "summary": "yes"}
        if self._maybe(0.4):
            state["go"] = self._to()
        return state

    def _record(self, name: str) -> dict[str, Any]:
        return {"record": "message", "say": "leave_message", "limits": {"time": "20s"}, "go": self._to()}

    def _run(self, name: str) -> dict[str, Any]:
        self.runs = True
        branches = [{"when": "back.ended == 'done'", "go": self._to()}, {"else": self._to()}]
        return {"run": "visited", "with": {"age": '"{{ turns }}"'}, "save": "back", "go": branches}

    def _end(self, name: str) -> dict[str, Any]:
        return {"end": self.chance.choice(["resolved", "declined"]), "say": "thanks"}

    # -- their parts -----------------------------------------------------------------------------------

    def _common(self, *, voice: bool = True) -> dict[str, Any]:
        common: dict[str, Any] = {}
        if voice and self._maybe(0.3):
            common["barge_in"] = self.chance.choice(["no", "keys", "speech"])
        if self._maybe(0.3):
            common["on_error"] = self._line(stays=False)
        return common

    def _ladders(self) -> dict[str, Any]:
        ladders: dict[str, Any] = {}
        for name in ("no_input", "no_match"):
            if self._maybe(0.5):
                stay = [self._line(stays=True) for _ in range(self.chance.randint(0, 2))]
                ladders[name] = [*stay, {"go": self._to()}]
        return ladders

    def _line(self, *, stays: bool) -> dict[str, Any]:
        line: dict[str, Any] = {}
        if self._maybe(0.3):
            line["set"] = self.chance.choice(
                [
                    {"language": self.chance.choice(["en-IN", "te-IN"])},
                    {"wish": '"{{ turns }}"'},
                    {"sure": "yes"},
                ]
            )
        if self._maybe(0.6):
            line["say"] = self._prompt()
        if not stays:
            line["go"] = self._to()
        elif self._maybe(0.5) or not line:
            line["repeat"] = "yes"
        elif self._maybe(0.2):
            self.runs = True
            line["run"] = "glance"
        return line

    def _going(self) -> dict[str, Any]:
        return self._line(stays=False)

    def _go(self) -> Any:
        return self._to() if self._maybe(0.6) else self._branches()

    def _branches(self) -> list[dict[str, Any]]:
        number = self.chance.randint(1, 2)
        return [*({"when": self._condition(), "go": self._to()} for _ in range(number)), {"else": self._to()}]

    def _condition(self) -> str:
        return self.chance.choice(
            (
                *("turns > 4", "turns >= 8", "no_matches >= 2", "no_inputs >= 2", "open.office", "sure"),
                *("people > 3", "price < 100", "wish == 'Kondapur'", "language == 'te-IN'"),
                *(f"visits.{self.chance.choice(self.names)} > 1", "today < '2027-01-01'", "now > '12:00'"),
                *("day", "hour > '10:00'", "not sure and turns > 2"),
            )
        )

    def _words(self) -> str:
        if self._maybe(0.75):
            return self._prompt()
        slot = self.chance.choice([s for s in SLOTS if s not in ("account", "aadhaar")])
        return f'{{en-IN: "It is {{{{ {slot} }}}}.", te-IN: "{{{{ {slot} }}}}."}}'

    def _prompt(self) -> str:
        return self.chance.choice(PROMPTS)

    def _to(self) -> str:
        return self.chance.choice(self.everywhere)

    def _maybe(self, chance: float) -> bool:
        return self.chance.random() < chance

    def _flow(self, value: Any) -> str:
        """As YAML on one line; words that need quotes bring them."""
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self._flow(one)}" for key, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self._flow(one) for one in value) + "]"
        return str(value)
