from __future__ import annotations

import subprocess
import sys

import pytest

from runtime.dialogue.effect import AskModel, Message
from runtime.flow.diagnostic import Mark
from runtime.flow.model import Exit, Slot, SlotType
from runtime.providers.offline.model import RuleModel, choose
from runtime.providers.ports import Decision

HERE = Mark("flow.yaml", 1, 1)
EXITS = (
    Exit("report_outage", "the caller has no electricity, or a wire is down", HERE, "outage_words"),
    Exit("pay_bill", "the caller asks about a bill or a payment", HERE, "bill_words"),
    Exit("operator", "the caller is upset or asks for a person", HERE),
    Exit("goodbye", "the caller has nothing more to ask", HERE, "done_words"),
)
HINTS = {
    "report_outage": ("కరెంట్ లేదు", "మా ఊర్లో కరెంట్ లేదు", "no power", "the current is gone"),
    "pay_bill": ("బిల్లు ఎలా కట్టాలి", "my bill is too high"),
    "goodbye": ("అంతే", "nothing else", "that is all"),
    "village": ("కొండాపూర్", "మియాపూర్"),
}
VILLAGE = Slot("village", SlotType.TEXT, HERE, examples="villages")


def request(text: str, fills: tuple[Slot, ...] = (VILLAGE,)) -> AskModel:
    messages = (Message("user", "బిల్లు ఎలా కట్టాలి"), Message("assistant", "…"), Message("user", text))
    return AskModel(1, "You are a helpline.", messages, EXITS, HINTS, fills, "te-IN", 12.0)


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("మా ఊర్లో కరెంట్ లేదు", "report_outage"),
        ("అయ్యా, మా ఊర్లో కరెంట్‌ లేదు!", "report_outage"),  # more words, a joiner, punctuation
        ("The current is gone.", "report_outage"),
        ("my current is gone", "report_outage"),
        ("బిల్లు ఎలా కట్టాలి అండి", "pay_bill"),
        ("I want to know about a payment", "pay_bill"),  # only the description knows this word
        ("give me a person", "operator"),
        ("there is no electricity", "report_outage"),
        ("అంతే", "goodbye"),
        ("that is all, thank you", "goodbye"),
    ],
)
def test_the_exit_that_the_words_resemble(said: str, target: str) -> None:
    sentences, decision = choose(request(said))
    assert (sentences, decision.exit) == ([], target)


@pytest.mark.parametrize(
    "said", ["", "…", "నాకు ఆకలిగా ఉంది", "what is the weather tomorrow", "is it", "you and me"]
)
def test_what_resembles_nothing_gets_no_exit_and_no_words(said: str) -> None:
    sentences, decision = choose(request(said))
    assert sentences == []
    assert decision.exit not in {way.target for way in EXITS}
    assert decision.exit  # an exit that is not in the list, which the dialogue takes as a miss


def test_no_exit_is_never_one_of_the_flow() -> None:
    mine = AskModel(
        1, "", (Message("user", "x"),), (Exit("none_of_these", "never", HERE),), {}, (), "en-IN", 1.0
    )
    assert choose(mine)[1].exit != "none_of_these"


def test_a_slot_is_filled_by_its_example() -> None:
    decision = choose(request("కొండాపూర్ మా ఊర్లో కరెంట్ లేదు"))[1]
    assert decision == Decision("report_outage", {"village": "కొండాపూర్"})
    assert choose(request("కొండాపూర్లో కరెంట్ లేదు"))[1].fills == {}  # another word, whatever it means


def test_a_sensitive_slot_and_a_number_are_left_alone() -> None:
    hidden = Slot("village", SlotType.TEXT, HERE, examples="villages", sensitive=True)
    number = Slot("village", SlotType.NUMBER, HERE)
    assert choose(request("కొండాపూర్", (hidden,)))[1].fills == {}
    assert choose(request("కొండాపూర్", (number,)))[1].fills == {}


def test_the_same_request_has_the_same_answer() -> None:
    assert choose(request("no power")) == choose(request("no power"))


async def test_behind_the_port() -> None:
    model = RuleModel()
    assert [part async for part in model.answer(request("no power"))] == [Decision("report_outage", {})]
    await model.close()


def test_talk_needs_no_numpy() -> None:
    code = "import runtime.providers.offline.model, sys; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
