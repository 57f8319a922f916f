"""What is malformed here begins as something right: small projects, and where values stand in their files."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Files = dict[str, bytes]


@dataclass(frozen=True)
class Case:
    """family: how it was made. files: by name under the project's folder. links: symbolic links, name
    to target. flow: what is loaded."""

    family: str
    number: int
    files: Files
    flow: str
    links: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        return sum(map(len, self.files.values()))


Maker = Callable[[random.Random, "Base"], Files]


@dataclass(frozen=True)
class Base:
    """A right project. flow: what is loaded. edited: the files that are worth breaking."""

    files: Files
    flow: str
    edited: tuple[str, ...]

    def pick(self, chance: random.Random) -> tuple[str, str]:
        name = chance.choice(self.edited)
        return name, self.files[name].decode("utf-8")

    def main(self) -> tuple[str, str]:
        """The flow's own file."""
        return self.edited[0], self.files[self.edited[0]].decode("utf-8")


SMALL = """flow: small
title: A ration shop
languages: [te-IN, hi-IN, en-IN]
start: hello
defaults:
  wait: 6s
  no_input: [{say: again, repeat: yes}, {go: bye}]
  no_match: [{say: again, repeat: yes}, {go: desk}]
  on_error: desk
anywhere:
  - {key: 0, phrases: person, go: desk}
escalation:
  - {when: no_matches >= 3, go: desk, reason: not understood}
slots:
  village: {type: text, examples: places}
  card: {type: digits, length: 6-8, sensitive: yes}
  age: {type: number, min: 1, max: 120}
states:
  hello:
    menu: welcome
    options:
      - {key: 1, phrases: rice, go: where}
      - {key: 2, go: talk}
    wait: 8s
  where: {ask: village, say: which, confirm: heard, go: number}
  number: {ask: card, say: which_card, by: keys, go: old}
  old:
    ask: age
    say: which_age
    go:
      - {when: age >= 60 and village == 'Kondapur', go: send}
      - {else: talk}
  talk:
    converse: clerk
    exits: {send: the caller wants rice, bye: {when: nothing more, examples: places}}
    fills: [village]
    limits: {turns: 6, time: 2m, reply: 8s, go: desk}
    filler: again
  send:
    fetch: shop.order
    send: {village: "{{ village }}", card: "{{ card }}"}
    save: order
    on_error: {say: again, go: desk}
    go: told
  told: {say: done, barge_in: no, go: bye}
  desk: {transfer: shop, say: again, summary: yes, closed: note, failed: note}
  note: {record: message, say: again, limits: {time: 30s}, go: bye}
  bye: {end: finished, say: thanks}
"""
WORDS = {
    "te-IN": (
        "బియ్యం కోసం 1 నొక్కండి, మనిషి కోసం 2 నొక్కండి.",
        "మళ్ళీ చెప్పండి.",
        "మీరు {{ village }} అన్నారు. సరేనా?",
        "మనిషి",
        "బియ్యం",
    ),
    "hi-IN": (
        "चावल के लिए 1 दबाएँ, बात करने के लिए 2 दबाएँ।",
        "फिर से बोलिए।",
        "आपने {{ village }} कहा। ठीक है?",
        "कर्मचारी",
        "चावल",
    ),
    "en-IN": (
        "For rice press 1, to talk press 2.",
        "Say that again.",
        "You said {{ village }}. Is that right?",
        "a person",
        "rice",
    ),
}
CONTACTS = """contacts:
  shop:
    number: "+14155550123"
    timeout: 20s
    hours: [{days: mon-fri, from: "09:30", to: "18:00"}]
    holidays: [2027-01-26]
"""
SERVICES = """services:
  shop.order:
    url: "${SHOP_URL}/orders"
    method: POST
    timeout: 3s
    returns: {type: object, required: [id], properties: {id: {type: string, pattern: "^[0-9]{1,12}$"}}}
"""
PERSONA = """You sell rice. Leave by `send` when the caller wants some.

## te-IN
మర్యాదగా మాట్లాడండి.

## hi-IN
आप कहिए।
"""


def _words(language: str) -> str:
    welcome, again, heard, person, rice = WORDS[language]
    return f"""prompts:
  welcome: "{welcome}"
  again: "{again}"
  which: "{again}"
  which_card: "{again}"
  which_age: "{again}"
  heard: "{heard}"
  done: "{{{{ order.id | digits }}}}"
  thanks: "{again}"
phrases:
  person: [{person}]
  rice: [{rice}]
  places: [Kondapur, Miyapur]
"""


def small() -> Base:
    files = {
        "numbers.yaml": 'numbers:\n  "+18005550100": small\n',
        "contacts.yaml": CONTACTS,
        "services.yaml": SERVICES,
    }
    flow = {"small/flow.yaml": SMALL, "small/personas/clerk.md": PERSONA}
    flow |= {f"small/prompts/{language}.yaml": _words(language) for language in WORDS}
    whole = {name: text.encode() for name, text in (flow | files).items()}
    return Base(whole, "small", (*flow, "contacts.yaml", "services.yaml"))


def shipped(folder: Path) -> list[Base]:
    """Every flow that is shipped, each with the operator's files."""
    office = {
        name: (folder / name).read_bytes() for name in ("contacts.yaml", "services.yaml", "numbers.yaml")
    }
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".yaml" and path.name not in office:
            found.append(
                Base({path.name: path.read_bytes(), **office}, path.name, (path.name, "contacts.yaml"))
            )
        elif (path / "flow.yaml").is_file():
            own = {
                one.relative_to(folder).as_posix(): one.read_bytes()
                for one in sorted(path.rglob("*"))
                if one.is_file() and "transcripts" not in one.parts and ".sources" not in one.parts
            }
            main = f"{path.name}/flow.yaml"
            rest = [name for name in own if name != main]
            found.append(Base({**own, **office}, path.name, (main, *rest, "contacts.yaml", "services.yaml")))
    return found


VALUE = re.compile(r"(?<=: )(?:\"[^\"\n]*\"|\[[^\]\n]*\]|\{[^}\n]*\}|[^\s,{}\[\]\"][^,}\n]*)")


def replace_value(text: str, chance: random.Random, new: str) -> str:
    """The text with the value behind some colon replaced."""
    places = list(VALUE.finditer(text))
    if not places:
        return new
    place = chance.choice(places)
    return text[: place.start()] + new + text[place.end() :]


FAMILIES: dict[str, tuple[int, Maker]] = {}


def family(weight: int) -> Callable[[Maker], Maker]:
    """weight: how often, beside the others; big files are made less often."""

    def keep(maker: Maker) -> Maker:
        FAMILIES[maker.__name__] = (weight, maker)
        return maker

    return keep


def sized(chance: random.Random, least: int, most: int) -> int:
    """As often 10 to 100 as 1,000 to 10,000."""
    return int(least * (most / least) ** chance.random())


def put(text: str, chance: random.Random, new: str) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + new + text[place:]
