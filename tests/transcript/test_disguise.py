"""What is a caller's own is never told: values are planted and looked for in everything that is left."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load
from runtime.language import spoken_digits
from runtime.transcript.player import play
from runtime.transcript.reader import parse_transcript
from runtime.transcript.record import recorded
from runtime.transcript.tape import Taped

FLOW = """\
flow: office
title: An office that asks everything
languages: [en-IN, te-IN]
start: hello
defaults:
  wait: 6s
  no_input: [{say: {en-IN: "Please answer.", te-IN: "చెప్పండి."}, repeat: yes}, {go: bye}]
  no_match:
    - {say: {en-IN: "I did not get that.", te-IN: "అర్థం కాలేదు."}, repeat: yes}
    - {say: {en-IN: "Once more.", te-IN: "మళ్ళీ."}, repeat: yes}
    - {go: bye}
  on_error: bye
anywhere: [{phrases: person, go: bye}]
slots:
  full_name: {type: text}
  aadhaar: {type: aadhaar}
  born: {type: date, max: today, sensitive: yes}
  mobile: {type: phone}
  pin: {type: digits, length: 4, sensitive: yes}
  consumer: {type: digits, length: 9-12}
  secret: {type: text, sensitive: yes}
states:
  hello: {say: {en-IN: "Welcome.", te-IN: "స్వాగతం."}, go: who}
  who:
    ask: full_name
    say: {en-IN: "Your name?", te-IN: "పేరు?"}
    confirm: {en-IN: "{{ full_name }}?", te-IN: "{{ full_name }}?"}
    go: card
  card: {ask: aadhaar, say: {en-IN: "Your Aadhaar?", te-IN: "ఆధార్?"}, go: birth}
  birth: {ask: born, say: {en-IN: "When were you born?", te-IN: "పుట్టిన తేదీ?"}, go: call_back}
  call_back: {ask: mobile, say: {en-IN: "Your mobile?", te-IN: "మొబైల్?"}, go: code}
  code: {ask: pin, say: {en-IN: "Your four digits?", te-IN: "నాలుగు అంకెలు?"}, go: meter}
  meter: {ask: consumer, say: {en-IN: "The consumer number?", te-IN: "నంబర్?"}, go: word}
  word: {ask: secret, say: {en-IN: "The secret word?", te-IN: "రహస్య పదం?"}, go: find}
  find:
    fetch: office.find
    send: {aadhaar: "{{ aadhaar }}", name: "{{ full_name }}"}
    save: found
    go: talk
  talk:
    converse: {en-IN: "Help.", te-IN: "సహాయం."}
    say: {en-IN: "What is it?", te-IN: "ఏమిటి?"}
    exits: {bye: it is over}
    limits: {turns: 4, time: 2m, reply: 8s, go: bye}
  bye: {end: done, say: {en-IN: "Goodbye.", te-IN: "సెలవు."}}
"""
SERVICES = """\
services:
  office.find:
    url: "${OFFICE_URL}/find"
    returns:
      type: object
      required: [status]
      properties:
        status: {type: string, enum: [open, closed]}
        owner: {type: string}
        meter: {type: string}
        mobile: {type: integer}
        born: {type: string, format: date}
        since: {type: string, format: date}
        due: {type: number}
"""
PLANTED = {
    "name": "Padmavathi Quarless",
    "aadhaar": "234123412346",
    "mobile": "9848022338",
    "caller": "9123456780",
    "pin": "7391",
    "consumer": "551199337",
    "secret": "marigoldsmith",
    "born": "17031971",
    "owner": "Venkatachalapathi",
    "meter": "48151623420",
    "unasked": "4111111111111111",
}
TYPED = f"""\
transcript: typed
call: {{from: "+91{PLANTED["caller"]}", at: 2026-11-20 11:00}}
stub:
  office.find: {{status: open, owner: "{PLANTED["owner"]}", meter: "{PLANTED["meter"]}",
    mobile: {PLANTED["mobile"]}, born: "1971-03-17", since: "2026-10-01", due: 1250.5}}
  model:
    - {{says: "So {PLANTED["owner"]} of {PLANTED["mobile"]} is the owner."}}
    - {{exit: bye}}
lines:
  - bot: ...
  - caller: {PLANTED["name"]}
  - bot: ...
  - caller: "yes"
  - bot: ...
  - press: "{PLANTED["aadhaar"][:-1]}5"
  - bot: ...
  - press: "{PLANTED["aadhaar"]}"
  - bot: ...
  - press: "{PLANTED["born"]}"
  - bot: ...
  - press: "{PLANTED["mobile"]}"
  - bot: ...
  - press: "{PLANTED["pin"]}"
  - bot: ...
  - press: "{PLANTED["consumer"]}#"
  - bot: ...
  - caller: {PLANTED["secret"]}
  - bot: ...
  - caller: "{PLANTED["name"]} here, my card is {PLANTED["unasked"]}, call {PLANTED["mobile"]}"
  - bot: ...
  - caller: "that is all, {PLANTED["secret"]}"
  - bot: ...
  - ended: done
"""
SAID = f"""\
transcript: said
call: {{from: "+91{PLANTED["caller"]}", at: 2026-11-20 11:00}}
stub: {{office.find: {{status: closed, owner: "{PLANTED["owner"]}"}}, model: [{{exit: bye}}]}}
lines:
  - bot: ...
  - caller: {PLANTED["name"]}
  - bot: ...
  - caller: "no, {PLANTED["name"]} Devi"
  - bot: ...
  - caller: "yes"
  - bot: ...
  - caller: "it is 2341 2341 2347 I think"
  - bot: ...
  - caller: two three four one two three four one two three four six
  - bot: ...
  - caller: 17 March 1971
  - bot: ...
  - caller: nine eight four eight zero two two three three eight
  - bot: ...
  - caller: seven three nine one
  - bot: ...
  - caller: my number is 551199337
  - bot: ...
  - caller: {PLANTED["secret"]}
  - bot: ...
  - caller: I was born on 17 March 1971
  - bot: ...
  - ended: done
"""
KEPT = f"""\
transcript: over the prompts
call: {{from: "+91{PLANTED["caller"]}", at: 2026-11-20 11:00}}
lines:
  - bot: hello.say
  - caller: {PLANTED["name"]}
    interrupt_after: 0.3s
  - bot: who.confirm
  - caller: "yes"
  - bot: card.say
  - press: "{PLANTED["aadhaar"]}"
    interrupt_after: 0.5s
  - bot: birth.say
  - caller: an officer please
  - bot: bye.say
  - ended: done
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("office")
    (home / "flow.yaml").write_text(FLOW, encoding="utf-8")
    (home / "prompts").mkdir()
    for tag, words in (("en-IN", "an officer please"), ("te-IN", "అధికారి కావాలి")):
        file = home / "prompts" / f"{tag}.yaml"
        file.write_text(f"phrases: {{person: [{words}]}}\n", encoding="utf-8")
    (home / "services.yaml").write_text(SERVICES, encoding="utf-8")
    return home


def taken_down(office: Path, text: str) -> tuple[dict[str, Any], Dialogue]:
    flow = load(office).flow
    assert flow is not None, [str(one.message) for one in load(office).diagnostics]
    taped = Taped(Dialogue(flow))
    transcript = parse_transcript(text, "x").transcript
    assert transcript is not None
    result = play(taped, transcript)
    assert result.passed, result.mismatches
    return taped.tape.finished(), Dialogue(flow)


def traces(text: str) -> list[str]:
    """Which of the planted values can be read in a text: as they are, spaced out, or said digit by digit."""
    plain = text.casefold()
    joined = re.sub(r"(?<=\d)[\s.-]+(?=\d)", "", plain)
    said = " ".join(spoken_digits(line, amounts=False) for line in text.splitlines())
    parts = [*PLANTED.items(), ("name", "Padmavathi"), ("name", "Quarless"), ("born", "1971-03-17"),
             ("born", "17 march"), ("mistyped", PLANTED["aadhaar"][:-1] + "5")]  # fmt: skip
    return [name for name, value in parts if value.casefold() in plain or value in joined or value in said]


@pytest.mark.parametrize("text", [TYPED, SAID, KEPT], ids=["typed", "said", "over the prompts"])
def test_nothing_planted_is_left(office: Path, text: str) -> None:
    assert traces(text), "the search finds what is there"
    tape, _ = taken_down(office, text)
    assert traces(json.dumps(tape, ensure_ascii=False, indent=1)) == []
    made = recorded(tape, office / "transcripts" / "recorded.yaml")
    assert traces(made.text) == []
    assert (made.differs, made.faults, made.ends_early) == ((), (), None), made.text


def test_the_same_value_is_the_same_stand_in_wherever_it_comes(office: Path) -> None:
    tape, _ = taken_down(office, TYPED)
    text = recorded(tape, office / "transcripts" / "recorded.yaml").text
    assert text.count("caller: Name A\n") == 1 and 'caller: "Name A here, ' in text
    mobile = re.search(r'press: "(98765432\d\d)"', text)
    assert mobile is not None and text.count(mobile[1]) >= 3, text
    for kept in ("status: open", "owner: Name C", 'since: "2026-10-01"', "due: 1250.5"):
        assert kept in text, text


def test_what_a_machine_would_do_otherwise_is_not_replaced(office: Path) -> None:
    text = SAID.replace("I was born on 17 March 1971", "no power since 17 March, house 1912, 2 lakh rupees")
    tape, _ = taken_down(office, text)
    words = [one["text"] for one in tape["moments"] if one.get("event") == "Utterance"]
    assert words[-1] == "no power since 17 March, house 1912, 2 lakh rupees"
    assert tape["call"] == {"from": "+919876543210", "at": "2026-11-20 11:00"}


def test_figures_that_were_asked_for_stay(tmp_path: Path) -> None:
    (tmp_path / "flow.yaml").write_text(
        "flow: bill\ntitle: A bill\nlanguages: [en-IN]\nstart: paid\n"
        "defaults: {no_input: [{go: bye}], no_match: [{go: bye}], on_error: bye}\nstates:\n"
        '  paid: {ask: paid, type: amount, say: {en-IN: "How much?"}, go: where}\n'
        '  where: {ask: place, type: pin_code, say: {en-IN: "Which pin code?"}, go: day}\n'
        '  day: {ask: day, type: date, say: {en-IN: "Which day?"}, go: bye}\n'
        '  bye: {end: done, say: {en-IN: "Goodbye."}}\n',
        encoding="utf-8",
    )
    text = "transcript: it\nlines:\n  - bot: paid.say\n  - caller: it was 2500000\n  - bot: where.say\n"
    text += (
        '  - press: "500081"\n  - bot: day.say\n  - press: "15082026"\n  - bot: bye.say\n  - ended: done\n'
    )
    tape, _ = taken_down(tmp_path, text)
    told = recorded(tape, tmp_path / "transcripts" / "recorded.yaml").text
    for kept in ("  - caller: it was 2500000\n", 'press: "500081"', 'press: "15082026"'):
        assert kept in told


def test_what_was_replaced_is_counted_and_never_shown(office: Path) -> None:
    tape, _ = taken_down(office, TYPED)
    assert {"caller.number", "full_name", "aadhaar", "born", "mobile", "pin", "consumer", "secret"} <= set(
        tape["replaced"]
    )
    assert tape["replaced"]["aadhaar"] == 2


def test_keys_that_nobody_asked_for_are_no_number(office: Path) -> None:
    flow = load(office).flow
    assert flow is not None
    keys = TYPED[: TYPED.index("  - caller")] + f'  - press: "{PLANTED["unasked"]}"\n  - bot: ...\n'
    taped = Taped(Dialogue(flow))
    transcript = parse_transcript(keys, "x").transcript
    assert transcript is not None
    play(taped, transcript)
    assert "4111111" not in json.dumps(taped.tape.finished())
