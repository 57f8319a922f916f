"""Messages remember the sentence they were made from."""

from __future__ import annotations

import pickle

from runtime.flow.wording import Said, filled, said


def test_a_message_reads_as_english_text_and_keeps_its_sentence() -> None:
    made = said("there is no {kind} `{name}`", kind="state", name="biling")
    assert made == "there is no state `biling`"
    assert (made.template, made.values) == (
        "there is no {kind} `{name}`",
        {"kind": "state", "name": "biling"},
    )


def test_braces_of_a_template_stay() -> None:
    assert said("write {{ {name} | digits }}", name="id") == "write {{ id | digits }}"
    assert said("write {{ticket}}, not {x}", ticket=1) == "write {{ticket}}, not {x}"


def test_the_same_places_can_be_filled_in_another_sentence() -> None:
    made = said("there is no {kind} `{name}`", kind="state", name="biling")
    assert filled("`{name}` नाम का कोई {kind} नहीं है", made.values) == "`biling` नाम का कोई state नहीं है"


def test_a_message_survives_being_stored() -> None:
    made = pickle.loads(pickle.dumps(said("the key {key}", key="1")))
    assert isinstance(made, Said) and made == "the key 1" and made.template == "the key {key}"
