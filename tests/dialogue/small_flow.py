"""Small flows written in place: these states, the usual rest around them, and words for every prompt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from runtime.flow.load import Loaded, load

HEAD = """\
flow: small
languages: [en-IN]
start: begin
defaults:
  wait: 6s
  no_input: [{say: still_there, repeat: yes}, {say: press_or_speak}, {go: bye}]
  no_match: [{say: not_understood, repeat: yes}, {say: press_or_speak}, {go: desk}]
  on_error: sorry
"""

TAIL = """\
  sorry: {say: trouble, go: bye}
  desk: {transfer: desk, say: connecting, closed: bye, failed: bye}
  bye: {end: resolved, say: thanks}
"""

PERSONA = "You help callers of the electricity department.\n"

WORDS = {
    "en-IN": """\
prompts:
  welcome: "For power cuts press 1, for bills press 2."
  hello: "This is the electricity department."
  which_village: "Which village are you calling from?"
  which_account: "Please type your account number."
  how_many: "How many people live in the house?"
  anything_else: "Is there anything else?"
  which_department: "General or eye?"
  how_can_i_help: "How can I help you?"
  still_there: "Are you still there?"
  press_or_speak: "Please press a key or speak."
  not_understood: "I did not understand that."
  one_moment: "One moment, please."
  trouble: "Something went wrong."
  connecting: "I am connecting you."
  leave_message: "Please leave a message."
  thanks: "Thank you. Goodbye."
phrases:
  ask_person: [operator, a person]
  ask_repeat: [repeat, say that again]
  speak_telugu: [telugu please]
  villages: [Kondapur, Miyapur]
  outage_words: [no power]
  bill_words: [my bill]
  general: [general, fever]
  eye: [eye]
""",
    "te-IN": """\
prompts:
  welcome: "కరెంట్ పోతే 1 నొక్కండి, బిల్లుల కోసం 2 నొక్కండి."
  hello: "ఇది విద్యుత్ శాఖ."
  which_village: "మీరు ఏ ఊరి నుంచి మాట్లాడుతున్నారు?"
  which_account: "మీ ఖాతా నంబర్ నొక్కండి."
  how_many: "ఇంట్లో ఎంత మంది ఉంటారు?"
  anything_else: "ఇంకేమైనా కావాలా?"
  which_department: "జనరల్ విభాగమా, కంటి విభాగమా?"
  how_can_i_help: "మీకు ఎలా సహాయం చేయగలను?"
  still_there: "మీరు లైన్‌లో ఉన్నారా?"
  press_or_speak: "దయచేసి ఒక నంబర్ నొక్కండి లేదా మాట్లాడండి."
  not_understood: "నాకు అర్థం కాలేదు."
  one_moment: "ఒక్క నిమిషం."
  trouble: "ఏదో సమస్య వచ్చింది."
  connecting: "మిమ్మల్ని కలుపుతున్నాను."
  leave_message: "దయచేసి మీ సందేశం చెప్పండి."
  thanks: "ధన్యవాదాలు. నమస్కారం."
phrases:
  ask_person: [ఆపరేటర్]
  ask_repeat: [మళ్ళీ చెప్పండి]
  speak_telugu: [తెలుగులో మాట్లాడండి]
  villages: [కొండాపూర్, మియాపూర్]
  outage_words: [కరెంట్ లేదు]
  bill_words: [బిల్లు]
  general: [జనరల్]
  eye: [కంటి]
""",
}

CONTACTS = """\
contacts:
  desk: {number: "+14155550123"}
  office:
    number: "+14155550124"
    hours: [{days: mon-fri, from: "09:30", to: "18:00"}]
    timezone: Asia/Kolkata
"""

SERVICES = """\
services:
  complaints: {url: "https://example.com/complaints", timeout: 4s}
"""


def load_small(
    root: Path,
    states: str,
    head: str = "",
    others: Mapping[str, str] | None = None,
    persona: str | None = None,
) -> Loaded:
    """What comes of loading these states from the empty folder `root`. They begin at `begin`; `sorry`, `desk`
    and `bye` are there unless they write them themselves. head: other keys of the flow, which replace HEAD's.
    others: flows of the same project, by name. persona: what the model is told, in place of PERSONA."""
    keys = set(re.findall(r"^(\w+):", head, re.M))
    blocks = re.split(r"^(?=\w)", HEAD, flags=re.M)
    kept = "".join(block for block in blocks if block.partition(":")[0] not in keys)
    own = set(re.findall(r"^  (\w+):", states, re.M))
    tail = "".join(f"{line}\n" for line in TAIL.splitlines() if line.split(":")[0].strip() not in own)
    folder = root / "small"
    for name, text in {
        "small/flow.yaml": f"{kept}{head}states:\n{states.strip(chr(10))}\n{tail}",
        "small/personas/helper.md": persona or PERSONA,
        "contacts.yaml": CONTACTS,
        "services.yaml": SERVICES,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for name, text in (others or {}).items():
        (root / f"{name}.yaml").write_text(f"flow: {name}\n{text}", encoding="utf-8")
    for language, words in WORDS.items():
        if language in kept + head:
            path = folder / "prompts" / f"{language}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(words, encoding="utf-8")
    return load(folder, root)
