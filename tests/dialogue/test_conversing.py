"""Speaking with a model: streamed sentences, exits, limits, interruptions (Meaning 15, 21 and rule 1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from runtime.dialogue.effect import AskModel, Speak, StopModel, StopSpeaking
from runtime.dialogue.event import ModelDone, ModelSaid, SpeechEnded, SpeechStarted, Utterance

Calling = Callable[..., Any]

TALK = """
  begin:
    converse: helper
    exits:
      outage: {when: the power is out, examples: outage_words}
      bye: the caller is done
    limits: {turns: 3, time: 60s, reply: 9s, say: press_or_speak, go: desk}
    filler: one_moment
  outage: {end: outage, say: hello}
"""
SAID = TALK.replace("    filler:", "    say: how_can_i_help\n    filler:")
ANYWHERE = "anywhere: [{key: 0, phrases: ask_person, go: desk}, {key: star, repeat: yes}]\n"


def test_each_sentence_is_spoken_as_soon_as_it_is_whole(call: Calling) -> None:
    phone = call(TALK).answer("hello there")
    request = phone.model.request
    first = phone.send(ModelSaid(request, "Good day.", phone.at))
    assert [e.text for e in first.effects if isinstance(e, Speak)] == ["Good day."]
    second = phone.send(ModelSaid(request, "What has happened?", phone.at))
    assert [e.text for e in second.effects if isinstance(e, Speak)] == ["What has happened?"]
    phone.send(ModelDone(request, phone.at))
    assert phone.last_said == [] and phone.call.phase == "listening"


def test_words_and_an_exit_are_spoken_and_taken(call: Calling) -> None:
    phone = call(TALK).answer("hello there").reply("I see.", exit="outage")
    assert phone.said == ["I see.", "hello"] and phone.state == "outage"


def test_the_model_is_asked_with_its_exits_and_its_deadline(call: Calling) -> None:
    ask = call(TALK).answer("hello there").model
    assert [leave.target for leave in ask.exits] == ["outage", "bye"]
    assert (ask.seconds, ask.language, ask.hints["outage"]) == (9.0, "en-IN", ("no power",))
    assert "electricity department" in ask.system


def test_an_invented_exit_without_words_is_a_miss(call: Calling) -> None:
    phone = call(TALK).answer("hello there").reply(exit="desk")
    assert phone.call.no_matches == 1 and phone.last_said[0] == "not_understood"


@pytest.mark.parametrize("words", [(), ("   ",)], ids=["nothing", "blank"])
def test_a_blank_reply_is_an_error(call: Calling, words: tuple[str, ...]) -> None:
    phone = call(TALK).answer("hello there").reply(*words)
    assert (phone.state, phone.call.no_matches) == ("sorry", 0)


def test_21_a_model_slower_than_reply_is_an_error(call: Calling) -> None:
    phone = call(TALK).answer("hello there")
    request = phone.model.request
    assert phone.wait(8.9).state == "begin"
    phone.wait(0.2)
    assert phone.visited == ["begin", "sorry"] and phone.stopped_models == [request]


def test_21_a_filler_is_spoken_once_when_nothing_has_come(call: Calling) -> None:
    phone = call(TALK).answer("hello there")
    assert phone.wait(1.4).said == []
    assert phone.wait(0.2).said == ["one_moment"]
    assert phone.wait(6).said == ["one_moment"]


def test_21_no_filler_after_the_first_words(call: Calling) -> None:
    phone = call(TALK).answer("hello there").wait(1)
    phone.send(ModelSaid(phone.model.request, "Good day.", phone.at))
    assert phone.wait(4).said == ["Good day."]


def test_21_the_turns_of_a_state_are_limited(call: Calling) -> None:
    phone = call(TALK)
    for _ in range(2):
        assert phone.answer("and then").reply("Go on.").state == "begin"
    phone.answer("and then").reply("Go on.")
    assert phone.state == "desk" and phone.last_said == ["press_or_speak", "connecting"]


def test_21_an_exit_in_the_last_turn_is_taken(call: Calling) -> None:
    phone = call(TALK)
    for _ in range(2):
        phone.answer("and then").reply("Go on.")
    assert phone.answer("no light").reply(exit="outage").state == "outage"


def test_21_silences_and_misses_are_turns_too(call: Calling) -> None:
    assert call(SAID).silence().silence().silence().state == "desk"


def test_21_the_time_of_a_state_is_limited(call: Calling) -> None:
    phone = call(SAID.replace("turns: 3", "turns: 30"))
    while phone.at < 55:
        phone.answer("and then").reply("Go on.").wait(3)
    assert phone.state == "begin"
    phone.wait(6)
    assert "press_or_speak" in phone.said and "desk" in phone.visited


def test_21_entering_again_begins_turns_and_time_anew(call: Calling) -> None:
    states = TALK.replace("outage: {end: outage, say: hello}", "outage: {say: hello, go: begin}")
    phone = call(states)
    for _ in range(4):
        phone.answer("and then").reply("Go on.").answer("no light").reply(exit="outage")
        phone.listen_out()
        assert phone.state == "begin"


def test_a_voice_that_lasts_stops_the_model_and_its_words(call: Calling) -> None:
    phone = call(TALK).answer("hello there")
    request = phone.model.request
    phone.send(ModelSaid(request, "Good day.", phone.at))
    phone.send(SpeechStarted(phone.at))
    assert phone.wait(0.2).stopped_models == []
    phone.wait(0.2)
    assert phone.stopped_models == [request] and phone.stopped == 1


def test_what_the_model_was_asked_after_an_interruption(call: Calling) -> None:
    phone = call(TALK).answer("hello there")
    phone.send(ModelSaid(phone.model.request, "Good day.", phone.at))
    phone.say("the light is gone")
    said = [(message.role, message.text) for message in phone.model.messages]
    assert said == [("user", "hello there"), ("assistant", "Good day."), ("user", "the light is gone")]


def test_a_small_sound_that_stopped_the_model_has_it_asked_again(call: Calling) -> None:
    phone = call(TALK).answer("hello there").say("hmm", seconds=0.6)
    assert len(phone.effects(AskModel)) == 2 and phone.call.phase == "thinking"


def test_a_small_sound_while_the_model_thinks_stops_nothing(call: Calling) -> None:
    phone = call(TALK).answer("hello there").say("hmm", seconds=0.2)
    assert phone.stopped_models == [] and len(phone.effects(AskModel)) == 1


def test_a_key_of_anywhere_stops_the_model(call: Calling) -> None:
    phone = call(TALK, ANYWHERE).answer("hello there")
    request = phone.model.request
    phone.send(ModelSaid(request, "Good day.", phone.at))
    phone.press("0")
    assert phone.state == "desk" and phone.stopped_models == [request] and phone.stopped == 1


def test_a_phrase_of_anywhere_stops_the_model(call: Calling) -> None:
    phone = call(TALK, ANYWHERE).answer("hello there")
    assert phone.say("get me a person", seconds=0.2).state == "desk"
    assert phone.effects(StopModel)


def test_repeating_while_the_model_speaks_begins_its_words_again(call: Calling) -> None:
    phone = call(TALK, ANYWHERE).answer("hello there")
    phone.send(ModelSaid(phone.model.request, "Good day.", phone.at))
    phone.press("*")
    assert phone.last_said == ["Good day."]


def test_words_over_the_last_sentence_are_the_next_turn(call: Calling) -> None:
    phone = call(TALK).answer("hello there").reply("Good day.", "What has happened?")
    phone.say("the light is gone")
    assert phone.model.messages[-1].text == "the light is gone" and phone.call.phase == "thinking"


def test_an_exit_leaves_without_stopping_the_models_words(call: Calling) -> None:
    phone = call(TALK).answer("hello there").reply("I see.", exit="outage")
    assert not phone.effects(StopSpeaking)


def test_a_model_that_failed_is_an_error(call: Calling) -> None:
    phone = call(TALK).answer("hello there")
    assert phone.fail("model", phone.model.request).state == "sorry"


def test_the_speaker_is_not_told_of_fillers(call: Calling) -> None:
    phone = call(TALK).answer("hello there").wait(2).reply("Good day.").answer("the light is gone")
    assert not any("One moment" in message.text for message in phone.model.messages)


@pytest.mark.parametrize(("given", "kept"), [("eye", "eye"), ("I have fever", "general"), ("dental", None)])
def test_15_a_choice_that_the_model_gives_is_one_of_the_choices(call: Calling, given: str, kept: Any) -> None:
    states = TALK.replace("    filler:", "    fills: [department]\n    filler:")
    head = "slots: {department: {choices: [general, eye]}}\n"
    states += "  ask: {ask: department, say: which_department, go: bye}\n"
    phone = call(states, head).answer("an appointment").reply("I see.", fills={"department": given})
    assert phone.call.slots.get("department") == kept


def test_20_a_voice_that_fails_in_a_reply_stops_the_model(call: Calling) -> None:
    phone = call(TALK).answer("hello there")
    request = phone.model.request
    for sentence in ("Good day.", "What has happened?"):
        phone.send(ModelSaid(request, sentence, phone.at))
    phone.fail("voice", phone.playing[0][0].speech)
    assert (phone.state, phone.stopped_models, phone.stopped) == ("sorry", [request], 1)


def test_21_the_time_of_a_state_does_not_cut_a_caller_off_who_speaks(call: Calling) -> None:
    phone = call(SAID.replace("time: 60s", "time: 10s")).listen_out().wait(5)
    phone.send(SpeechStarted(phone.at))
    phone.wait(6)
    assert phone.state == "begin" and phone.call.phase == "listening"
    phone.send(SpeechEnded(phone.at))
    phone.send(Utterance("the light is gone", phone.at))
    assert phone.model is not None and phone.reply("I see.").state == "desk"
