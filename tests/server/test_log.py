"""Log lines: numbers masked, one line each."""

from __future__ import annotations

import json
import logging

import pytest

from runtime.server.log import mask, set_up


@pytest.fixture
def restored() -> object:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("from +919876543210", "from …10"),
        ("9876543210 called", "…10 called"),
        ("call CA00000000000000000000000000000001", "call CA00000000000000000000000000000001"),
        ("after 12.5 s on port 8080", "after 12.5 s on port 8080"),
    ],
)
def test_telephone_numbers_are_masked(line: str, masked: str) -> None:
    assert mask(line) == masked


def test_json_is_one_object_a_line(restored: object, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("info", "json")
    logging.getLogger("runtime.x").info("call from %s", "+919876543210")
    try:
        raise ValueError("number 9876543210")
    except ValueError:
        logging.getLogger("runtime.x").exception("broke")
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["level"], first["message"]) == ("info", "call from …10")
    assert "…10" in second["fault"]
    assert "9876543210" not in second["fault"]


def test_below_the_level_nothing_is_written(restored: object, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("warning", "text")
    logging.getLogger("runtime.x").info("quiet")
    logging.getLogger("runtime.x").warning("loud")
    told = capsys.readouterr().err
    assert "loud" in told
    assert "quiet" not in told
