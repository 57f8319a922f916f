"""Whether a caller's secret is seen where it must not be: a value that is planted and then looked for.

A sensitive value goes to services only, and not in an address. It is looked for in everything else that a
step orders (words, hints for the recogniser, what the model and a person are told, addresses and keys of
requests) and in everything that a log may show.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from runtime.dialogue.call import Call
from runtime.dialogue.effect import CallService, CancelTimer, Effect, Speak, StartTimer
from runtime.flow.model import Ask, Flow, Slot
from runtime.language import spoken_digits
from runtime.prove import given
from runtime.prove.play import Played

_BLANK = re.compile(r"[\s\-.,]+")


class Taint:
    def __init__(self, flow: Flow, today: date) -> None:
        self._by_address = {one.name for one in flow.every_service().values() if one.method.upper() == "GET"}
        """Services that are sent their values in the address."""
        self._marks: dict[str, str] = {}
        for one in flow.every_flow():
            for slot in _slots(one):
                if slot.sensitive:
                    self._marks.update(dict.fromkeys(given.marks(slot, today), slot.name))

    def leaks(self, played: Played, before: Call | None = None) -> tuple[str, ...]:
        """What is seen and where: ("account_no/words", …). before: the call as it was; its log was looked at
        when it came to that."""
        if not self._marks:
            return ()
        found: dict[str, None] = {}
        for effect in played.effects:
            if isinstance(effect, StartTimer | CancelTimer) or (isinstance(effect, Speak) and effect.fixed):
                continue
            for name in self._seen(self._shown(effect)):
                found[f"{name}/{_where(effect)}"] = None
            if isinstance(effect, Speak) and not effect.fixed:
                for name in self._seen(_digits(effect.text)):
                    found[f"{name}/{_where(effect)}"] = None
        call = played.call
        same = before is not None and call.slots is before.slots and call.sensitive == before.sensitive
        for name in self._seen(repr(played.taken) if same else f"{call!r}{played.taken!r}"):
            found[f"{name}/log"] = None
        return tuple(found)

    def _shown(self, effect: Effect) -> str:
        """What others than the service itself may see of an order."""
        if not isinstance(effect, CallService):
            return repr(effect)
        sent = effect.send.values() if effect.service in self._by_address else ()
        return " ".join(str(one) for one in (effect.key, effect.service, *sent))

    def _seen(self, text: str) -> list[str]:
        plain = _BLANK.sub("", text)
        return [name for mark, name in self._marks.items() if _BLANK.sub("", mark) in plain]


@lru_cache(maxsize=4096)
def _digits(text: str) -> str:
    return spoken_digits(text)


def _where(effect: Effect) -> str:
    return {"Speak": "words", "AskModel": "model", "Dial": "person", "CallService": "address"}.get(
        type(effect).__name__, "order"
    )


def _slots(flow: Flow) -> list[Slot]:
    asked = [state.slot for state in flow.states.values() if isinstance(state, Ask)]
    return [*asked, *flow.slots.values()]
