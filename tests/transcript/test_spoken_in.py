"""In which languages a state can be heard: by what lines set, not by what is declared."""

from __future__ import annotations

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.transcript.spoken_in import spoken_in


def flow_of(place: str) -> Flow:
    flow = load(place).flow
    assert flow is not None
    return flow


def test_a_language_is_heard_once_a_line_has_set_it(shop: Dialogue) -> None:
    spoken = spoken_in([shop.flow])
    assert spoken.stood(shop.flow, "goodbye") == ("en-IN", "te-IN")
    assert spoken.entered(shop.flow, "goodbye") == ("en-IN", "te-IN")


def test_to_hear_a_question_again_in_another_language_is_not_to_enter(shop: Dialogue) -> None:
    spoken = spoken_in([shop.flow])
    assert spoken.stood(shop.flow, "welcome") == ("en-IN", "te-IN")
    assert spoken.entered(shop.flow, "welcome") == ("en-IN",)


def test_the_question_for_a_language_comes_in_the_first_where_nothing_else_can_be_said() -> None:
    lpg = flow_of("flows/lpg")
    spoken = spoken_in([lpg])
    assert spoken.stood(lpg, "choose_language") == ("te-IN",)
    assert set(spoken.stood(lpg, "main")) == set(lpg.languages)


def test_a_flow_that_is_run_is_heard_in_the_languages_of_those_that_run_it() -> None:
    identify, clinic, scheme = (flow_of(f"flows/{name}") for name in ("identify", "clinic", "scheme"))
    assert spoken_in([identify]).stood(identify, "ask_name") == ("te-IN",)
    assert set(spoken_in([clinic]).stood(identify, "ask_name")) == {"te-IN", "hi-IN", "en-IN", "ta-IN"}
    assert set(spoken_in([clinic, scheme]).stood(identify, "ask_name")) == set(identify.languages)
