"""Wrong in what it says: nesting, bombs, wrong types, endless numbers and lists, names that lead out."""

from __future__ import annotations

import random
import re

from malformed_bases import Base, Files, family, put, replace_value, sized
from malformed_values import EXPRESSIONS, VALUES


@family(3)
def nesting(chance: random.Random, base: Base) -> Files:
    deep = sized(chance, 10, 100_000)
    few = min(deep, 1500)
    made = chance.choice(
        [
            "[" * deep,
            "[" * deep + "]" * deep,
            "{a: " * deep + "b" + "}" * deep,
            "- " * deep + "a",
            "? " * deep + "a",
            "\n".join(" " * one + "a:" for one in range(few)),
            "\n".join(" " * one + "-" for one in range(few)),
            "{" * deep,
            "[{" * deep,
            "!!x " * deep + "a",
            "a: " * deep,
            "'" * deep,
            '"\\' * deep,
        ]
    )
    name, text = base.pick(chance)
    return {name: (made if chance.random() < 0.5 else replace_value(text, chance, made)).encode()}


@family(3)
def aliases(chance: random.Random, base: Base) -> Files:
    many = sized(chance, 3, 200)
    laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
        f"a{one}: &a{one} [{', '.join([f'*a{one - 1}'] * 9)}]" for one in range(1, many)
    )
    made = chance.choice(
        [
            laughs,
            laughs + "\n<<: *a1",
            "a: &a [*a]",
            "a: &a {b: *a}",
            "&a a: *a",
            "\n".join(f"k{one}: &x{one} v" for one in range(many * 10)),
            "*a",
            "&a",
            "a: *" + "x" * many * 50,
            "<<: [{a: b}, {a: c}]",
            "x: &x {y: z}\nq: {<<: *x}",
        ]
    )
    name, text = base.pick(chance)
    return {name: (made if chance.random() < 0.4 else text + "\n" + made).encode()}


@family(14)
def wrong_types(chance: random.Random, base: Base) -> Files:
    """Another kind of thing behind a colon, at every place of every file."""
    name, text = base.pick(chance)
    for _ in range(sized(chance, 1, 5)):
        text = replace_value(text, chance, chance.choice(VALUES))
    return {name: text.encode()}


@family(6)
def wrong_keys(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    keys = list(re.finditer(r"[A-Za-z_0-9-]+(?=:)", text))
    odd = [
        "",
        " ",
        "go",
        "say",
        "__class__",
        "constructor",
        "$ref",
        "<<",
        "=",
        "😀",
        "తె",
        "a b",
        "1",
        "-",
        "~",
        "[a]",
        "A" * 300,
        "te-IN",
        "'",
        "null",
    ]
    for place in sorted(
        chance.sample(keys, min(len(keys), sized(chance, 1, 6))), key=lambda one: -one.start()
    ):
        text = text[: place.start()] + chance.choice(odd) + text[place.end() :]
    return {name: text.encode()}


def template(chance: random.Random) -> str:
    many = sized(chance, 3, 3000)
    return chance.choice(
        [
            *("{{ " + one + " }}" for one in EXPRESSIONS),
            "{{ village" + " | digits" * many + " }}",
            "{{ " + "(" * many + "village" + ")" * many + " }}",
            "{{ " + "not " * many + "village }}",
            "{{ " + " ~ ".join(["village"] * many) + " }}",
            "{{ " + "-" * many + "1 }}",
            "{{ village" + ".a" * many + " }}",
            "{{ village" + "['a']" * many + " }}",
            "{{ " + " and ".join(["village"] * many) + " }}",
            "{{ " + " + ".join(["1"] * many) + " }}",
            "{{ [" * many,
            "{{ village }}" * many,
            "{{" * many,
            "}}" * many,
            "{% for x in range(10**9) %}x{% endfor %}",
            "{% if village %}" * many,
            "{% raw %}" + "{{" * many,
            "{% include '/etc/passwd' %}",
            "{% import 'os' as os %}",
            "{% macro x() %}{{ x() }}{% endmacro %}{{ x() }}",
            "{% set x = 1 %}",
            "{# " * many,
            "{{ village | " * many,
            "{{ '" + "\\\\x" * many,
        ]
    )


@family(6)
def template_bombs(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    made = template(chance)
    if name.endswith(".md"):
        return {name: put(text, chance, made).encode()}
    quoted = '"' + made.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return {name: replace_value(text, chance, quoted if chance.random() < 0.8 else made).encode()}


@family(5)
def condition_bombs(chance: random.Random, base: Base) -> Files:
    name, text = base.main()
    many = sized(chance, 3, 3000)
    made = chance.choice(
        [
            *EXPRESSIONS,
            "(" * many + "turns" + ")" * many,
            "not " * many + "turns",
            " and ".join(["turns >= 1"] * many),
            " or ".join(f"village == 'v{one}'" for one in range(many)),
            "village in [" + ", ".join(f"'v{one}'" for one in range(many)) + "]",
            " < ".join(["turns"] * many),
            "turns" + " >= 1" * many,
            "turns >= " + "9" * many,
            "village == '" + "x" * many + "'",
            "visits." + "x." * many + "y",
        ]
    )
    made = '"' + made.replace("\\", "\\\\").replace('"', '\\"') + '"'
    whens = list(re.finditer(r"(?<=when: )[^,}\n]+", text))
    if not whens:
        return {name: (text + f"escalation:\n  - {{when: {made}, go: bye}}\n").encode()}
    place = chance.choice(whens)
    return {name: (text[: place.start()] + made + text[place.end() :]).encode()}


@family(3)
def patterns(chance: random.Random, base: Base) -> Files:
    """What looks like a regular expression, and schemas of services that are traps."""
    many = sized(chance, 10, 3000)
    evil = [
        "(a+)+$",
        "(a|a)*b",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(" * many,
        "[" * many,
        "a{1,999999999}",
        "(?P<x>a)(?P<x>b)",
        "\\\\",
        "*",
        "(?=" * 50,
        "(.*)*" * 20,
    ]
    if chance.random() < 0.5:
        schema = chance.choice(
            [
                f'{{type: string, pattern: "{chance.choice(evil)}"}}',
                '{$ref: "#"}',
                '{$ref: "#/properties/a", properties: {a: {$ref: "#"}}}',
                '{$ref: "file:///etc/passwd"}',
                '{$ref: "http://127.0.0.1:9/x"}',
                "{type: nonsense}",
                "{type: [string, 5]}",
                "{allOf: [" + "{type: string}, " * many + "]}",
                "{properties: " * min(many, 60) + "{}" + "}" * min(many, 60),
                '{minLength: "five"}',
                "{enum: []}",
                "{multipleOf: 0}",
                "{required: id}",
                "[]",
                "{not: {}}",
                '{format: regex, const: "("}',
            ]
        )
        return {
            "services.yaml": f'services:\n  shop.order: {{url: "${{X}}/a", returns: {schema}}}\n'.encode()
        }
    name, text = base.pick(chance)
    return {name: replace_value(text, chance, '"' + chance.choice(evil).replace("\\", "\\\\") + '"').encode()}


@family(7)
def huge_numbers(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    nines = "9" * sized(chance, 5, 20_000)
    made = chance.choice(
        [
            nines,
            f"-{nines}",
            f"{nines}s",
            f"0.{nines}s",
            "1e400s",
            "999999m",
            "999999h",
            "0s",
            "0ms",
            "-5s",
            "1s1s",
            f"{nines}-{nines}",
            "8-6",
            "0-0",
            "1-99999999",
            f"today+{nines}d",
            "today-1d",
            "today+1.5d",
            "today+",
            "99999-99-99",
            "0000-00-00",
            "2027-02-30",
            "2027-13-01",
            "9999-12-31",
            '"24:00"',
            '"25:61"',
            '"-1:00"',
            "12:30:45.678",
            "1.7976931348623157e309",
            "0.1e-400",
            "١٢٣",
            "౧౨",
            "१२",
            "½",
            "Ⅷ",
            "1__0",
            "1,50,000",
            "∞",
            "NaN",
            "0b1",
            "1.",
            ".5",
            "+5",
            "5e",
            "𝟙",
        ]
    )
    words = "wait|time|reply|timeout|min|max|length|turns|key|pace|from|to|holidays|when"
    places = list(re.finditer(rf"({words}): +([^,}}\n]+)", text))
    if not places:
        return {name: replace_value(text, chance, made).encode()}
    place = chance.choice(places)
    return {name: (text[: place.start(2)] + made + text[place.end(2) :]).encode()}


@family(2)
def long_lists(chance: random.Random, base: Base) -> Files:
    many = sized(chance, 10, 800)
    name, text = base.main()
    match chance.randrange(7):
        case 0:
            new = "\n".join(f"  s{one}: {{say: again, go: s{one + 1}}}" for one in range(many // 5))
            return {name: (text.rstrip() + "\n" + new + "\n").encode()}
        case 1:
            new = "[" + ", ".join(f"{{key: {one % 10}, go: bye}}" for one in range(many)) + "]"
            return {
                name: re.sub(
                    r"(?s)options:\n.*?\n(?=    \w|  \w)", lambda _: f"options: {new}\n", text, count=1
                ).encode()
            }
        case 2:
            new = "[" + ", ".join(chance.choice(["te-IN", "hi", f"x{one}"]) for one in range(many)) + "]"
            return {name: re.sub(r"languages: .*", f"languages: {new}", text).encode()}
        case 3:
            other = chance.choice([one for one in base.edited if "prompts/" in one] or [name])
            new = "phrases:\n  person: [" + ", ".join(f"word {one}" for one in range(many)) + "]\n"
            return {other: re.sub(r"(?s)phrases:.*", new, base.files[other].decode()).encode()}
        case 4:
            other = chance.choice([one for one in base.edited if "prompts/" in one] or [name])
            return {
                other: (
                    "prompts:\n" + "\n".join(f'  p{one}: "{{{{ x{one} }}}}"' for one in range(many))
                ).encode()
            }
        case 5:
            new = "\n".join(f"  v{one}: {{type: text}}" for one in range(many))
            return {name: text.replace("slots:", "slots:\n" + new, 1).encode()}
        case _:
            ladder = "[" + ", ".join("{say: again, repeat: yes}" for _ in range(many)) + "]"
            return {name: re.sub(r"no_input: .*", f"no_input: {ladder}", text, count=1).encode()}


@family(5)
def strange_paths(chance: random.Random, base: Base) -> Files:
    """Names that lead out of the project, or are no names."""
    name, text = base.main()
    odd = chance.choice(
        [
            "../../etc/passwd",
            "/etc/passwd",
            "..",
            ".",
            "a/b",
            "a\\\\b",
            "\\0",
            "a\\0b",
            "~",
            "~/x",
            "C:\\\\x",
            "con",
            "a" * 300,
            "file:///x",
            "http://x/y",
            "",
            " ",
            "*",
            "../small/flow.yaml",
            "small",
            "$(id)",
            "`id`",
            "${HOME}",
            "%2e%2e",
            "\\n",
            "\\u202e",
            "٠",
            ".hidden",
            "x.yaml/",
            "small/flow.yaml",
        ]
    )
    quoted = f'"{odd}"'
    match chance.randrange(5):
        case 0:
            return {name: re.sub(r"converse: .*", lambda _: f"converse: {quoted}", text).encode()}
        case 1:
            return {name: f"include: [{quoted}]\n{text}".encode()}
        case 2:
            return {name: re.sub(r"flow: .*", lambda _: f"flow: {quoted}", text, count=1).encode()}
        case 3:
            return {name: re.sub(r"(?m)^start:.*", lambda _: f"start: {quoted}", text).encode()}
        case _:
            return {name: replace_value(text, chance, f"{{run: {quoted}, go: bye}}").encode()}


@family(3)
def circles(chance: random.Random, base: Base) -> Files:
    """Files that include one another, flows that run one another."""
    name, text = base.main()
    deep = sized(chance, 2, 40)
    match chance.randrange(5):
        case 0:
            return {name: f"include: [{name.rpartition('/')[2]}]\n{text}".encode()}
        case 1:
            return {
                name: f"include: [../a.yaml]\n{text}".encode(),
                "a.yaml": b"include: [b.yaml]\n",
                "b.yaml": b"include: [a.yaml]\n",
            }
        case 2:
            chain = {
                f"c{one}.yaml": f"include: [c{one + 1}.yaml]\nprompts: {{}}\n".encode() for one in range(deep)
            }
            return {name: f"include: [../c0.yaml]\n{text}".encode(), **chain}
        case 3:
            return {
                name: text.replace(
                    "states:", f"states:\n  again: {{run: {base.flow}, go: again}}", 1
                ).encode()
            }
        case _:
            top = "flow: r{}\nlanguages: [en-IN]\nstart: a\nstates:\n"
            last = "  b: {end: x}\n"
            ring = {
                f"r{one}.yaml": f"{top.format(one)}  a: {{run: r{(one + 1) % deep}, go: b}}\n{last}".encode()
                for one in range(deep)
            }
            return {
                name: text.replace("states:", "states:\n  again: {run: r0, go: again}", 1).encode(),
                **ring,
            }
