"""The flows of the storm: those we ship, nasty ones written for it, and ones made from a number."""

from __future__ import annotations

import functools
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "dialogue"))

from small_flow import load_small
from storm_random_flows import random_flow

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.load import load

ROOT = Path(__file__).resolve().parents[2]

NASTY: dict[str, tuple[str, str]] = {
    "loops": (  # nothing in it ever listens, and one corner says nothing at all
        """
  begin: {say: hello, go: which}
  which: {decide: [{when: visits.begin > 3, go: silent}, {else: begin}]}
  silent: {decide: [{when: visits.silent > 500, go: bye}, {else: mute}]}
  mute: {decide: [{else: silent}]}
""",
        "",
    ),
    "escalates": (  # every way out leads back
        """
  begin:
    menu: welcome
    options: [{key: 1, phrases: outage_words, go: begin}, {key: 2, go: talk}]
    no_input: [{say: still_there, repeat: yes}, {go: begin}]
    no_match: [{go: begin}]
  talk:
    converse: helper
    exits: {begin: anything at all, talk: something else}
    limits: {turns: 3, time: 20s, reply: 4s, go: begin}
    filler: one_moment
    no_match: [{go: talk}]
    no_input: [{go: talk}]
""",
        """\
anywhere:
  - {key: 0, phrases: ask_person, go: talk}
  - {key: star, phrases: ask_repeat, repeat: yes}
escalation:
  - {when: no_matches >= 2, go: begin, reason: misses}
  - {when: turns >= 4, go: talk}
  - {when: no_inputs >= 2, go: begin}
""",
    ),
    "fails": (  # an error leads to the next thing that fails
        """
  begin: {fetch: complaints, send: {id: "1"}, wait: 3s, filler: one_moment, on_error: office, go: ring}
  ring: {transfer: desk, say: connecting, closed: office, failed: office, go: begin}
  office: {transfer: office, say: connecting, closed: leave, failed: leave, summary: yes}
  leave: {record: message, say: leave_message, limits: {time: 20s}, go: begin}
  sorry: {fetch: complaints, go: begin}
""",
        "",
    ),
    "answers": (  # every kind of answer, asked in every way
        """
  begin: {ask: people, say: how_many, confirm: {en-IN: "{{ people }}?"}, go: two}
  two: {ask: house, say: how_many, by: keys, go: three}
  three:
    ask: department
    choices: [general, eye]
    say: which_department
    confirm: {en-IN: "Is that right?"}
    no_match: [{set: {people: "{{ turns }}", house: "012"}, go: four}]
    go: four
  four: {ask: village, say: which_village, confirm: {en-IN: "{{ village }}?"}, barge_in: no, go: five}
  five:
    ask: more
    type: yes_no
    say: anything_else
    no_input: [{say: still_there, repeat: yes}, {set: {language: te-IN, sure: yes}, go: hour}]
    go: [{when: more, go: begin}, {else: hour}]
  hour: {decide: [{when: open.office, go: begin}, {when: visits.hour > 1, go: two}, {else: office}]}
  office: {transfer: office, say: connecting, summary: yes, closed: {say: trouble, go: five}, failed: two}
""",
        """\
languages: [en-IN, te-IN]
slots:
  village: {type: text, examples: villages}
  people: {type: number, min: 1, max: 20}
  house: {type: digits, length: 2-4}
  sure: {type: yes_no}
anywhere:
  - {key: 0, phrases: ask_person, go: office}
  - {key: star, phrases: ask_repeat, repeat: yes}
  - {phrases: speak_telugu, set: {language: te-IN}, repeat: yes}
""",
    ),
    "breath": (  # several answers in one breath, taken once, round and round
        """
  begin: {ask: day, say: hello, go: at}
  at: {ask: hour, say: how_many, go: cost}
  cost:
    ask: price
    say: how_many
    confirm: {en-IN: "{{ price }}?"}
    refuse: [{when: price > 1000, say: trouble}]
    go: more
  more:
    ask: more
    type: yes_no
    say: anything_else
    no_match: [{say: not_understood}, {go: begin}]
    go: [{when: more, go: begin}, {else: name}]
  name: {ask: wish, say: which_village, confirm: {en-IN: "You said {{ wish }}?"}, go: talk}
  talk:
    converse: helper
    exits: {begin: another day, at: another time, bye: done}
    fills: [day, hour, price]
    limits: {turns: 6, time: 2m, reply: 8s, go: desk}
""",
        """\
slots:
  day: {type: date}
  hour: {type: time}
  price: {type: amount}
  wish: {type: text}
anywhere:
  - {key: 0, phrases: ask_person, go: talk}
  - {key: 9, phrases: outage_words, go: begin}
escalation:
  - {when: turns == 12, go: begin}
""",
    ),
    "again": (  # what was given ahead counts once, in a circle so small that it is soon asked again
        """
  begin: {ask: day, say: hello, no_match: [{go: talk}], go: at}
  at: {ask: hour, say: how_many, no_match: [{go: begin}], go: cost}
  cost:
    ask: price
    say: how_many
    refuse: [{when: price > 400, say: trouble}]
    no_match: [{say: not_understood}, {go: begin}]
    go: at
  talk:
    converse: helper
    exits: {cost: the price, begin: another day, bye: done}
    fills: [hour, price]
    limits: {turns: 6, time: 2m, reply: 8s, go: begin}
""",
        """\
slots: {day: {type: date}, hour: {type: time}, price: {type: amount}}
anywhere: [{key: 9, go: begin}, {key: 8, go: cost}]
""",
    ),
    "hasty": (  # keys and words come before anybody listens, and more of them than one question takes
        """
  begin: {fetch: complaints, wait: 3s, filler: one_moment, on_error: pick, go: way}
  way: {decide: [{when: visits.way == 1, go: hear}, {when: visits.way == 2, go: told}, {else: choose}]}
  hear: {say: hello, barge_in: no, go: pick}
  choose: {menu: welcome, barge_in: no, options: [{key: 1, go: pick}, {key: 2, go: begin}]}
  pick:
    menu: welcome
    options:
      - {key: 1, go: many}
      - {key: 2, say: thanks}
      - {key: 3, say: one_moment, go: begin}
      - {key: 4, go: note}
      - {key: 5, go: people}
      - {key: 6, go: told}
    no_match: [{say: one_moment, go: begin}]
  many: {ask: house, say: how_many, no_match: [{say: one_moment, go: begin}], go: name}
  name: {ask: wish, say: which_village, go: people}
  people:
    ask: people
    say: how_many
    refuse: [{when: people > 12, say: trouble}]
    go: told
  told: {say: thanks, barge_in: speech, go: keyed}
  keyed:
    ask: house
    by: keys
    say: how_many
    no_input: [{run: glance}, {say: one_moment, go: begin}]
    no_match: [{run: glance}, {go: begin}]
    go: begin
  note: {record: message, say: leave_message, limits: {time: 20s}, go: begin}
""",
        """\
slots:
  house: {type: digits, length: 2-4}
  people: {type: number, min: 1, max: 20}
  wish: {type: text}
anywhere:
  - {key: 0, phrases: ask_person, say: one_moment, go: pick}
  - {key: 9, phrases: bill_words, say: one_moment}
  - {key: 8, phrases: outage_words, go: begin}
  - {key: star, phrases: ask_repeat, run: glance}
escalation:
  - {when: turns == 2, go: pick}
  - {when: turns == 5, say: one_moment, go: begin}
""",
    ),
    "keypad": (  # what is said aloud is no answer, neither before the question nor while another flow speaks
        """
  begin: {say: hello, go: type}
  type:
    ask: house
    by: keys
    say: how_many
    no_input: [{run: glance}, {say: still_there, repeat: yes}, {go: begin}]
    no_match: [{run: glance}, {go: begin}]
    go: begin
""",
        """\
slots: {house: {type: digits, length: 2-4}}
anywhere: [{phrases: ask_repeat, run: glance}]
""",
    ),
    "unsure": (  # whether the answer is taken cannot be worked out
        """
  begin: {fetch: complaints, save: got, on_error: number, go: number}
  number:
    ask: people
    say: how_many
    refuse: [{when: people > got.id, say: trouble}]
    on_error: {say: trouble, go: begin}
    go: begin
""",
        "slots: {people: {type: number}}\n",
    ),
    "mute": (  # nobody says a word, and the model leads to and fro
        """
  begin: {converse: helper, exits: {other: another thing, bye: done}, limits: {turns: 20, time: 9m, go: bye}}
  other: {converse: helper, exits: {begin: another thing, bye: done}, limits: {turns: 20, time: 9m, go: bye}}
""",
        "",
    ),
    "private": (  # a number that nobody but the service may see
        """
  begin:
    ask: account
    say: which_account
    confirm: "Does it end in {{ account | last(2) | digits }}?"
    go: read
  read: {say: "Your account ends in {{ account | last(2) | digits }}.", go: send, barge_in: no}
  send: {fetch: complaints, send: {account: "{{ account }}"}, on_error: talk, go: talk}
  talk:
    converse: helper
    exits: {begin: the number was wrong, people: it is about people, bye: done}
    fills: [village, people]
    say: how_can_i_help
    limits: {turns: 6, time: 2m, reply: 8s, go: desk}
  people: {ask: people, by: keys, say: how_many, go: village}
  village: {ask: village, say: which_village, confirm: "You said {{ village }}?", barge_in: keys, go: more}
  more:
    ask: more
    type: yes_no
    say: anything_else
    barge_in: speech
    go: [{when: more, go: talk}, {else: desk}]
  desk: {transfer: desk, say: connecting, summary: yes, closed: bye, failed: bye}
""",
        """\
anywhere: [{key: 8, set: {copy: "{{ account }}"}, repeat: yes}, {key: 0, go: desk}]
slots:
  account: {type: digits, length: 5-9, sensitive: yes}
  village: {type: text, examples: villages}
  people: {type: number, min: 1, max: 20}
  copy: {type: text}
""",
    ),
}
VISITS: dict[str, str] = {
    "who": """\
languages: [en-IN, te-IN]
start: name
inputs: {age: {type: number}, card: {type: digits, sensitive: yes}}
outputs: [full_name, card]
anywhere: [{key: 5, run: tongue}]
escalation: [{when: turns == 7, go: gone}]
states:
  name:
    ask: full_name
    say: {en-IN: "Your name?", te-IN: "మీ పేరు?"}
    confirm: {en-IN: "{{ full_name }}?", te-IN: "{{ full_name }}?"}
    no_input: [{run: tongue}, {go: gone}]
    no_match: [{say: {en-IN: "Pardon?", te-IN: "మళ్ళీ చెప్పండి."}}, {go: gone}]
    go: [{when: age > 6, go: card}, {else: send}]
  card:
    ask: account
    type: digits
    length: 5-9
    sensitive: yes
    by: keys
    say: {en-IN: "Card?", te-IN: "కార్డు?"}
    no_input: [{go: gone}]
    no_match: [{go: gone}]
    go: send
  send: {fetch: complaints, send: {card: "{{ card }}"}, go: tell}
  tell:
    say: {en-IN: "Card {{ card | last(2) | digits }}.", te-IN: "{{ card | last(2) | digits }}."}
    go: gone
  gone: {end: gone, say: {en-IN: "So much for that.", te-IN: "సరే."}}
""",
    "tongue": """\
languages: [en-IN, te-IN]
start: which
defaults: {wait: 3s, on_error: done}
states:
  which:
    menu: {en-IN: "English 1, Telugu 2.", te-IN: "ఇంగ్లీష్ 1, తెలుగు 2."}
    options:
      - {key: 1, set: {language: en-IN}, go: done}
      - {key: 2, set: {language: te-IN}, go: done}
      - {key: 3, go: deeper}
    no_input: [{go: done}]
    no_match: [{go: done}]
  deeper: {run: quick, save: it, go: [{when: it.ended == 'quick', go: which}, {else: done}]}
  done: {end: done}
""",
    "glance": """\
languages: [en-IN, te-IN]
start: begin
states:
  begin: {end: seen, say: {en-IN: "One thing more.", te-IN: "ఇంకొక మాట."}}
""",
    "echo": """\
languages: [en-IN, te-IN]
start: begin
inputs: {word: {type: text}}
outputs: [word]
states:
  begin: {end: said}
""",
    "quick": """\
languages: [en-IN, te-IN]
start: begin
states:
  begin: {end: quick}
""",
}
BELOW = {
    f"below{number}": f"""\
languages: [en-IN]
start: begin
states:
  begin: {{run: further{number}, go: done}}
  done: {{end: back}}
"""
    for number in range(1, 10)
} | {
    f"further{number}": """\
languages: [en-IN]
start: begin
states:
  begin:
    menu: {en-IN: "Star to go back."}
    options: [{key: star, go: done}]
    no_input: [{go: done}]
    no_match: [{go: done}]
  done: {end: back}
"""
    for number in range(1, 10)
}
RUNNING: dict[str, tuple[str, str]] = {
    "runs": (
        """
  begin: {ask: account, say: which_account, go: visit}
  visit:
    run: who
    with: {age: "{{ turns }}", card: "{{ account }}"}
    save: got
    go: [{when: got.ended == 'gone' and visits.visit < 4, go: talk}, {else: next}]
  talk:
    converse: helper
    exits: {visit: anything at all, bye: done}
    limits: {turns: 3, time: 40s, reply: 4s, go: next}
    fills: [village]
  next:
    menu: welcome
    options: [{key: 1, phrases: outage_words, go: visit}, {key: 2, run: tongue}, {key: 3, go: ring}]
    no_input: [{say: still_there}, {run: quick}, {run: tongue}, {go: visit}]
  ring: {transfer: desk, say: connecting, summary: yes, closed: bye, failed: next, go: next}
""",
        """\
languages: [en-IN, te-IN]
slots:
  account: {type: digits, length: 5-9, sensitive: yes}
  village: {type: text, examples: villages}
anywhere:
  - {key: 0, phrases: ask_person, go: ring}
  - {key: star, phrases: ask_repeat, run: tongue}
  - {key: 8, set: {village: "{{ language }}"}, say: one_moment}
  - {phrases: speak_telugu, set: {language: te-IN}, repeat: yes}
escalation:
  - {when: no_inputs >= 3, go: next}
  - {when: no_matches >= 3 and visits.visit > 0, go: ring, reason: misses}
""",
    ),
    "deep": (  # more flows below one another than there may be
        """
  begin: {menu: welcome, options: [{key: hash, go: bye}]}
""",
        "anywhere:\n" + "".join(f"  - {{key: {number}, run: below{number}}}\n" for number in range(1, 10)),
    ),
    "secondhand": (  # a secret comes back from a flow that does not know that it is one
        """
  begin: {ask: account, say: which_account, go: pick}
  pick:
    menu: welcome
    options: [{key: 1, phrases: bill_words, set: {copy: "{{ account }}"}, go: pass}, {key: 2, go: begin}]
  pass: {run: echo, with: {word: "{{ copy }}"}, save: got, go: talk}
  talk: {converse: helper, exits: {begin: again, bye: done}, limits: {turns: 4, time: 2m, go: desk}}
  desk: {transfer: desk, say: connecting, summary: yes, closed: bye, failed: bye}
""",
        """\
slots: {account: {type: digits, length: 5-9, sensitive: yes}, copy: {type: text}}
anywhere: [{key: 0, go: desk}]
""",
    ),
    "cold": (  # a call that we place, where a model speaks first and no words are left to a machine
        """
  begin:
    converse: helper
    say: hello
    exits: {look: more, bye: done}
    limits: {turns: 4, time: 2m, go: look}
  look: {fetch: complaints, wait: 3s, filler: one_moment, on_error: begin, go: visit}
  visit: {run: quick, go: begin}
""",
        """\
languages: [en-IN, te-IN]
direction: outbound
""",
    ),
    "outbound": (
        """
  begin: {say: hello, barge_in: speech, go: look}
  look: {fetch: complaints, wait: 3s, on_error: visit, go: visit}
  visit: {run: who, with: {age: "{{ due }}", card: "{{ due }}"}, on_error: next, go: next}
  next:
    menu: welcome
    options: [{key: 1, go: visit}, {key: 2, go: bye}]
    no_match: [{run: quick}, {go: bye}]
  message: {say: thanks, voice: {pace: 0.8}, go: left}
  left: {record: reply, say: leave_message, limits: {time: 20s}, go: bye}
""",
        """\
languages: [en-IN, te-IN]
direction: outbound
voicemail: message
inputs: {due: {type: number}}
anywhere: [{phrases: ask_person, go: desk}]
""",
    ),
}
PERSONAS = {"private": "You help the caller of account {{ account }}.\n"}
SHIPPED = tuple(
    sorted(p.name for p in (ROOT / "flows").iterdir() if (p / "flow.yaml").exists() or p.name == "hello.yaml")
)
WRITTEN = (*SHIPPED, *NASTY, *RUNNING)
"""Every flow that somebody wrote, by name; `made-7` is the seventh that was made."""
SEEDS_A_MADE_FLOW = 2000
"""Every other seed plays a made flow; so many seeds in a row share one, for reading it costs more than many
schedules."""


def flow_for(seed: int) -> str:
    """The flow that this seed plays."""
    if seed % 2:
        return f"made-{seed // SEEDS_A_MADE_FLOW}"
    return WRITTEN[seed // 2 % len(WRITTEN)]


@functools.lru_cache(maxsize=len(WRITTEN) + 2)
def dialogue_of(name: str) -> Dialogue:
    """The flow of that name, compiled."""
    if name in SHIPPED:
        found = load(ROOT / "flows" / name)
        assert found.flow is not None, name
        return Dialogue(found.flow)
    if name.startswith("made-"):
        return Dialogue(random_flow(int(name.removeprefix("made-"))))
    with tempfile.TemporaryDirectory() as folder:
        states, head = {**NASTY, **RUNNING}[name]
        others = VISITS if name in (*RUNNING, "hasty", "keypad") else None
        small = load_small(
            Path(folder), states, head, BELOW if name == "deep" else others, PERSONAS.get(name)
        )
    assert small.flow is not None, [f"{d.rule} {d.message} {d.mark}" for d in small.diagnostics]
    return Dialogue(small.flow)
