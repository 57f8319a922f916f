"""Wrong in its letters: noise, cuts, lines in disorder, strange signs, other encodings, far too much."""

from __future__ import annotations

import random
import re

from malformed_bases import Base, Files, family, put, replace_value, sized
from malformed_values import VALUES


@family(8)
def byte_noise(chance: random.Random, base: Base) -> Files:
    name = chance.choice(base.edited)
    data = bytearray(base.files[name])
    for _ in range(sized(chance, 1, 60)):
        place = chance.randrange(len(data) + 1)
        data[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
    return {name: bytes(data)}


@family(8)
def signs(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    for _ in range(sized(chance, 1, 30)):
        place = chance.randrange(len(text) + 1)
        sign = chance.choice("{}[]:,#&*!|>'\"%@`-?\t\n \\")
        text = text[:place] + sign + text[place + chance.randrange(3) :]
    return {name: text.encode()}


@family(2)
def nothing_but_noise(chance: random.Random, base: Base) -> Files:
    return {chance.choice(base.edited): chance.randbytes(sized(chance, 1, 20_000))}


@family(10)
def cut(chance: random.Random, base: Base) -> Files:
    """Half a save: at any byte, in a letter, in quotes, in braces; or without its beginning."""
    name = chance.choice(base.edited)
    data = base.files[name]
    sought = chance.choice([b"", b"", b":", b'"', b"{", b"[", b"\n", b"\xe0", b"{{", b"- "])
    places = [found.end() for found in re.finditer(re.escape(sought), data)] if sought else []
    place = chance.choice(places) if places else chance.randrange(len(data) + 1)
    return {name: data[place:] if chance.random() < 0.2 else data[:place]}


@family(8)
def lines(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    every = text.split("\n")
    for _ in range(sized(chance, 1, 10)):
        one = chance.randrange(len(every))
        match chance.randrange(5):
            case 0:
                every.insert(chance.randrange(len(every)), every[one])
            case 1 if len(every) > 1:
                del every[one]
            case 2:
                every[one] = " " * chance.randrange(12) + every[one].lstrip()
            case 3:
                every[one] += (
                    every.pop(chance.randrange(len(every))) if len(every) > 2 and one < len(every) - 2 else ""
                )
            case _:
                chance.shuffle(every) if chance.random() < 0.3 else every.reverse()
    return {name: "\n".join(every).encode()}


@family(2)
def long_words(chance: random.Random, base: Base) -> Files:
    """A key, a value or a line of enormous length."""
    name, text = base.pick(chance)
    long = chance.choice(["a", "అ", "x ", "1", "{{", "- ", "#", "a: ", "कि", "a_"]) * sized(
        chance, 1000, 120_000
    )
    match chance.randrange(4):
        case 0:
            return {name: f"{long}: b\n{text}".encode()}
        case 1:
            return {name: replace_value(text, chance, f'"{long}"').encode()}
        case 2:
            return {name: replace_value(text, chance, long).encode()}
        case _:
            return {name: put(text, chance, long).encode()}


@family(5)
def control_signs(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    for _ in range(sized(chance, 1, 20)):
        text = put(text, chance, chr(chance.choice([*range(32), 127, *range(128, 160), 0x2028, 0x2029])))
    return {name: text.encode()}


@family(4)
def not_utf8(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    odd = [
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\xff",
        b"\xfe\xff",
        b"\xe0\xb0",
        b"\x80",
        b"\xf4\x90\x80\x80",
    ]
    match chance.randrange(6):
        case 0:
            return {name: text.encode(chance.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"]))}
        case 1:
            return {name: text.encode("latin-1", "replace").replace(b"?", b"\xe9")}
        case 2:
            return {name: text.encode("utf-8").decode("latin-1").encode("utf-8")}
        case _:
            data = text.encode()
            for _ in range(sized(chance, 1, 10)):
                place = chance.randrange(len(data) + 1)
                data = data[:place] + chance.choice(odd) + data[place:]
            return {name: data}


@family(5)
def unseen_signs(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    unseen = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    unseen += "\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u00a0\u3000\u180e"
    for _ in range(sized(chance, 1, 200)):
        text = put(text, chance, chance.choice(unseen))
    return {name: text.encode()}


@family(3)
def next_to_nothing(chance: random.Random, base: Base) -> Files:
    made = [
        b"",
        b"\n",
        b" ",
        b"\t",
        b"#",
        b"# only a comment\n",
        b"---",
        b"---\n",
        b"...",
        b"--- a\n--- b",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf\n",
        b"a",
        b"a:",
        b":",
        b"-",
        b"- a",
        b"[]",
        b"{}",
        b"~",
        b"null",
        b"true",
        b"0",
        b"'",
        b'"',
        b"|",
        b">",
        b"&a",
        b"*a",
        b"!",
        b"!!str",
        b"%YAML 1.2",
        b"%YAML 9.9\n---\na: b",
        b"%TAG ! x:\n---\n",
        b"?",
        b"? a\n: b",
        b"\r",
        b"\r\n\r\n",
        b"prompts:",
        b"prompts: {}",
        b"states: {}",
        b"flow:",
        b"flow: x",
        b"flow: x\nlanguages: []\nstates: {}",
        b"\0",
        b"\0" * 1000,
        b" " * 100_000,
        b"\n" * 100_000,
        b"#" * 100_000,
    ]
    return {name: chance.choice(made) for name in chance.sample(base.edited, chance.randrange(1, 3))}


@family(3)
def each_others_files(chance: random.Random, base: Base) -> Files:
    one, other = chance.sample(base.edited, 2)
    if chance.random() < 0.3:
        return {one: base.files[one] + base.files[other]}
    return {one: base.files[other], other: base.files[one]}


@family(3)
def strange_script(chance: random.Random, base: Base) -> Files:
    """Letters with a thousand marks, letters that become eighteen, scripts of everywhere."""
    name, text = base.pick(chance)
    many = sized(chance, 3, 5000)
    made = chance.choice(
        [
            "e" + "\u0301" * many,
            "క" + "్" * many,
            "\ufdfa" * many,
            "ﷺ" * many,
            "𝔘𝔫𝔦" * many,
            "👨‍👩‍👧‍👦" * min(many, 500),
            "ß" * many,
            "İ" * many,
            "ि" * many,
            "क्ष" * many,
            "\U0010ffff" * min(many, 300),
            "\ue000" * many,
            "\u0e33" * many,
            "ㄱ" * many,
            "عربي" * many,
            "\u1160" * many,
            "ﬃ" * many,
            "Ⅷ" * many,
            "०" * many,
        ]
    )
    if chance.random() < 0.5:
        return {name: replace_value(text, chance, f'"{made}"').encode("utf-8", "replace")}
    return {name: put(text, chance, made).encode("utf-8", "replace")}


@family(6)
def word_soup(chance: random.Random, base: Base) -> Files:
    """The words and signs of the language in any order."""
    name, text = base.pick(chance)
    words = re.findall(r"\w+|[^\w\s]", text)
    soup = " ".join(
        chance.choice(words) + chance.choice(["", "", ":", ",", "\n ", "\n  ", "\n- ", " {", "}", "[", "]"])
        for _ in range(sized(chance, 3, 400))
    )
    return {name: soup.encode()}


@family(4)
def words_swapped(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    words = re.findall(r"\w+", text) or ["a"]
    for _ in range(sized(chance, 1, 8)):
        text = text.replace(chance.choice(words), chance.choice(words), chance.randrange(1, 4))
    return {name: text.encode()}


@family(2)
def yaml_corners(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    made = chance.choice(VALUES) + chance.choice(["", "\n", " # x", "\n---\n", "\n...\n", "\n%YAML 1.1\n"])
    corners = [
        "? [a, b]\n: c\n",
        "? {a: b}\n: c\n",
        "!!set {a, b}\n",
        "!!omap [a: b]\n",
        "- - - a\n",
        "a: |9\n  b\n",
        "a: >+\n\n\n",
        "'a': 'b'\n",
        "a: 'b\n\n  c'\n",
        "=: b\n",
        "<<: {a: b}\n",
    ]
    return {name: (chance.choice(corners) + text if chance.random() < 0.5 else text + "\n" + made).encode()}


@family(1)
def enormous(chance: random.Random, base: Base) -> Files:
    """More than any author writes: up to and beyond the largest file that is read."""
    name, text = base.pick(chance)
    much = sized(chance, 200_000, 3_000_000)
    row = chance.choice(
        [
            "a: b\n",
            "# a comment\n",
            "- a\n",
            "x",
            "[",
            "{{ x }} ",
            "\n",
            '  p: "అన్నం"\n',
            "'",
            "a b c, ",
            "\t",
            "&a ",
        ]
    )
    made = (row * (much // len(row.encode()) + 1)).encode()[:much]
    return {name: made if chance.random() < 0.5 else text.encode() + b"\n" + made}
