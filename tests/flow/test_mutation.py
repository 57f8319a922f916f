"""Whatever happens to a file (a slip, a half save, a cat on the keyboard), load answers and never raises."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runtime.cli.report import as_json, as_text
from runtime.flow.diagnostic import Severity
from runtime.flow.graph import edges
from runtime.flow.load import Loaded, load
from runtime.flow.model import Flow

HELPLINE = Path(__file__).parent / "helpline"
FILES = sorted(path.relative_to(HELPLINE).as_posix() for path in HELPLINE.rglob("*") if path.is_file())
ROUNDS = 400


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((HELPLINE / name).read_bytes())
    return tmp_path


def cut(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def swap_signs(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    sign = chance.choice("{}[]:,#&*!|>'\"%@`-?\t\n \\\0\u200b\ufeff\u2028éక")
    return text[:place] + sign + text[place + chance.randrange(3) :]


def drop_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def move_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
    return "\n".join(lines)


def indent(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    lines[place] = " " * chance.randrange(8) + lines[place].lstrip()
    return "\n".join(lines)


def swap_words(text: str, chance: random.Random) -> str:
    words = re.findall(r"\w+", text)
    first, second = chance.choice(words), chance.choice(words)
    return text.replace(first, second, chance.randrange(1, 3))


def replace_value(text: str, chance: random.Random) -> str:
    values = [
        "[]",
        "{}",
        "no",
        "{a: b}",
        "[a]",
        "''",
        "{{ x }}",
        '"{{ x | digits }}"',
        "-1",
        "1e400",
        "~",
        "0",
        "'\\u0000'",
    ]
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    lines[place] = re.sub(r":.*", lambda _: ": " + chance.choice(values), lines[place], count=1)
    return "\n".join(lines)


def double_key(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    lines.insert(place, lines[place])
    return "\n".join(lines)


CHANGES = (cut, swap_signs, drop_line, move_line, indent, swap_words, replace_value, double_key)


def check(result: Loaded) -> None:
    errors = [one for one in result.diagnostics if one.severity is Severity.ERROR]
    assert (result.flow is None) == bool(errors)
    assert not any(one.rule == "not-built" for one in errors), "a flow was refused without saying why"
    assert as_text(result.diagnostics, result.files)
    assert as_json(result.diagnostics, result.files)
    for one in result.diagnostics:
        assert one.message
        assert one.mark.line >= 1 and one.mark.column >= 1 and one.mark.length >= 1
    if result.flow:
        sound(result.flow)


def sound(flow: Flow) -> None:
    """What the dialogue relies on: every name leads somewhere."""
    assert flow.start in flow.states
    assert all(edge.target in flow.states for edge in edges(flow))
    for state in flow.states.values():
        for key in ("say", "confirm", "filler"):
            assert getattr(state, key, None) in {None, *flow.prompts}


def changed(text: str, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(chance.randrange(1, 4)):
        text = chance.choice(CHANGES)(text, chance) or "x"
        yield text


@pytest.mark.parametrize("start", range(0, ROUNDS, 50))
def test_no_exception_ever_leaves_load(project: Path, start: int) -> None:
    refused = 0
    for seed in range(start, start + 50):
        name = FILES[seed % len(FILES)]
        text = (HELPLINE / name).read_text(encoding="utf-8")
        *_, text = changed(text, seed)
        (project / name).write_text(text, encoding="utf-8", errors="surrogatepass")
        result = load(project)
        check(result)
        refused += result.flow is None
        (project / name).write_bytes((HELPLINE / name).read_bytes())
    assert refused > 10, "the changes do too little to prove anything"


def test_random_bytes(project: Path) -> None:
    chance = random.Random(1)
    for name in FILES:
        (project / name).write_bytes(chance.randbytes(2_000))
    check(load(project))


@pytest.mark.parametrize(
    "form",
    ["[]", "{}", "a", "[[[]]]", "{flow: {}}", "{flow: [], states: [], start: {}}", "states: {a: {menu: {}}}"],
)
def test_shapes_nobody_expects(loaded: Callable[[str], Loaded], form: str) -> None:
    result = loaded(form)
    assert result.flow is None
    check(result)


def test_the_check_can_fail(loaded: Callable[[str], Loaded], frame: str) -> None:
    good = loaded(frame)
    check(good)
    with pytest.raises(AssertionError):
        check(Loaded(None, good.diagnostics, good.files))
