"""Ways in which a file can be wrong: noise, cuts, nesting, bombs, strange signs, wrong types, endless everything."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from malformed_bases import Base, Files, Maker, replace_value

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
    """Half a save: at any byte, in a letter, in quotes, behind a colon, in braces; also the beginning is gone."""
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
    unseen = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u00a0\u3000\u180e"
    for _ in range(sized(chance, 1, 200)):
        text = put(text, chance, chance.choice(unseen))
    return {name: text.encode()}


VALUES = [
    "[]", "{}", "~", "null", "true", "no", "0", "-1", "1e400", "0x1F", "0o17", "1_000", ".inf", ".nan", "''", '""', "' '",
    "[[[]]]", "{a: b}", "[a]", "[{}]", "{a: {b: {c: d}}}", "2027-01-26", "12:30", "!!binary aGVsbG8=", "!!python/name:os.system x",
    "!include x.yaml", "&x y", "*x", "|", ">", "|\n  a\n  b", ">-\n  a", "? a", "- a", "@x", "`x`", "%x", "a: b", "[a, b",
    "{a, b}", "{[a]: b}", "'it''s'", '"\\x00"', '"\\ud800"', '"\\U00110000"', "'\\u0000'", "{{ x }}", '"{{ x }}"', '"{{"', "#",
    "yes", "on", "08", "1:30", "+91", "12#", "go", "say", "else", "[go]", "{go: go}", "[{go: [go]}]", "{when: x}", "{else: x}",
]  # fmt: skip


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


EXPRESSIONS = [
    "10**10**8", "'a' * 10**9", "range(10**9) | list", "[1] * 10**9", "().__class__.__mro__[1].__subclasses__()", "self", "self._TemplateReference__context",
    "cycler.__init__.__globals__", "lipsum.__globals__['os'].popen('id')", "village.format(x)", "'%s' % village", "'%1000000000d' % 1",
    "village | attr('__class__')", "village | replace('', 'x' * 10**8)", "village | center(10**9)", "village | last(10**9)", "village | last(-1)",
    "village | last('a')", "village | digits | digits", "village | spell(1)", "1 if village else 2", "[x for x in y]", "village[10**9]", "village['a']",
    "village.a.b.c.d", "not", "and", "village and", "(", ")", "((", "village ==", "== village", "'", "\"", "1 +", "}}", "{{ village }}", "village is defined",
    "1_000_000_000_000", "9" * 5000, "0x" + "f" * 5000, "1e999", "'" + "x" * 5000 + "'", "true", "none", "loop", "caller", "caller.number.x", "turns.x", "now | date",
]  # fmt: skip


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
            "services.yaml": f'services:\n  shop.order:\n    url: "${{X}}/a"\n    returns: {schema}\n'.encode()
        }
    name, text = base.pick(chance)
    return {name: replace_value(text, chance, '"' + chance.choice(evil).replace("\\", "\\\\") + '"').encode()}


@family(7)
def huge_numbers(chance: random.Random, base: Base) -> Files:
    name, text = base.pick(chance)
    nines = "9" * sized(chance, 5, 20_000)
    made = chance.choice(
        [
            nines, f"-{nines}", f"{nines}s", f"0.{nines}s", "1e400s", "999999m", "999999h", "0s", "0ms", "-5s", "1s1s", f"{nines}-{nines}", "8-6", "0-0", "1-99999999",
            f"today+{nines}d", "today-1d", "today+1.5d", "today+", "99999-99-99", "0000-00-00", "2027-02-30", "2027-13-01", "9999-12-31", '"24:00"', '"25:61"',
            '"-1:00"', "12:30:45.678", "1.7976931348623157e309", "0.1e-400", "١٢٣", "౧౨", "१२", "½", "Ⅷ", "1__0", "1,50,000", "∞", "NaN", "0b1", "1.", ".5", "+5", "5e", "𝟙",
        ]
    )  # fmt: skip
    places = [
        found
        for found in re.finditer(
            r"(wait|time|reply|timeout|min|max|length|turns|key|pace|from|to|holidays|when): +([^,}\n]+)",
            text,
        )
    ]
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
            "../../etc/passwd", "/etc/passwd", "..", ".", "a/b", "a\\\\b", "\\0", "a\\0b", "~", "~/x", "C:\\\\x", "con", "a" * 300, "file:///x", "http://x/y", "", " ", "*",
            "../small/flow.yaml", "small", "$(id)", "`id`", "${HOME}", "%2e%2e", "\\n", "\\u202e", "٠", ".hidden", "x.yaml/", "small/flow.yaml",
        ]
    )  # fmt: skip
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
            ring = {
                f"r{one}.yaml": f"flow: r{one}\nlanguages: [en-IN]\nstart: a\nstates:\n  a: {{run: r{(one + 1) % deep}, go: b}}\n  b: {{end: x}}\n".encode()
                for one in range(deep)
            }
            return {
                name: text.replace("states:", "states:\n  again: {run: r0, go: again}", 1).encode(),
                **ring,
            }


@family(3)
def next_to_nothing(chance: random.Random, base: Base) -> Files:
    made = [
        b"", b"\n", b" ", b"\t", b"#", b"# only a comment\n", b"---", b"---\n", b"...", b"--- a\n--- b", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"a", b"a:", b":", b"-", b"- a", b"[]", b"{}",
        b"~", b"null", b"true", b"0", b"'", b'"', b"|", b">", b"&a", b"*a", b"!", b"!!str", b"%YAML 1.2", b"%YAML 9.9\n---\na: b", b"%TAG ! x:\n---\n", b"?", b"? a\n: b", b"\r", b"\r\n\r\n",
        b"prompts:", b"prompts: {}", b"states: {}", b"flow:", b"flow: x", b"flow: x\nlanguages: []\nstates: {}", b"\0", b"\0" * 1000, b" " * 100_000, b"\n" * 100_000, b"#" * 100_000,
    ]  # fmt: skip
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
            "e" + "\u0301" * many, "క" + "్" * many, "\ufdfa" * many, "ﷺ" * many, "𝔘𝔫𝔦" * many, "👨‍👩‍👧‍👦" * min(many, 500), "ß" * many, "İ" * many, "ि" * many,
            "क्ष" * many, "\U0010ffff" * min(many, 300), "\ue000" * many, "\u0e33" * many, "ㄱ" * many, "عربي" * many, "\u1160" * many, "ﬃ" * many, "Ⅷ" * many, "०" * many,
        ]
    )  # fmt: skip
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


LINKS = [("small/prompts/te-IN.yaml", "te-IN.yaml"), ("small/flow.yaml", "flow.yaml"), ("small/personas/clerk.md", "/etc/hostname"),
         ("small/prompts/te-IN.yaml", "../../../../../etc/passwd"), ("small/prompts", "."), ("contacts.yaml", "contacts.yaml"),
         ("services.yaml", "/dev/zero"), ("small/prompts/hi-IN.yaml", "/proc/self/mem"), ("numbers.yaml", "nowhere.yaml"),
         ("small/personas/clerk.md", "/dev/stdin")]  # fmt: skip
