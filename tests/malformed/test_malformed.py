"""Whatever stands in a file, load and lint answer: soon, in little memory, with a place and what to write."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from malformed_bases import small
from malformed_check import Bench, case, traced
from run_malformed import bases, faults, figures, joined, judge, run

from runtime.flow import reader
from runtime.flow.load import load_project
from runtime.lint.run import lint

FLOWS = Path(__file__).resolve().parents[2] / "flows"
FILES = 10_000
THROUGH_THE_COMMAND = 200


def test_the_small_project_is_right(tmp_path: Path) -> None:
    """What is broken here was whole before."""
    for name, data in small().files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    project = load_project(tmp_path)
    assert project.diagnostics == () and set(project.flows) == {"small"}
    assert not lint(project.flows.values(), project.files).crashed


def test_ten_thousand_malformed_files() -> None:
    tally = run(FILES, FLOWS, seed=1, jobs=2, tell=False)
    assert tally.files == FILES
    # How long one took is the business of run_malformed.py, on a machine that does nothing else.
    assert [one for one in faults(tally) if "too slow" not in one] == []
    assert tally.refused > FILES / 2, "most of them are not malformed at all"


def test_the_same_file_for_the_same_number() -> None:
    every = bases(FLOWS)
    assert [case(one, every, 1) for one in range(50)] == [case(one, every, 1) for one in range(50)]
    assert case(3, every, 1) != case(3, every, 2)


def test_the_largest_in_pythons_own_count() -> None:
    """The process's size hides what freed memory is used again; Python's own count does not."""
    every = bases(FLOWS)
    bench = Bench(every)
    numbers = [one for one in range(600) if case(one, every, 1).size > 50_000][:12]
    assert numbers
    assert {one: size for one in numbers if (size := traced(bench, case(one, every, 1))) > 50_000_000} == {}
    bench.close()


def test_through_the_command(tmp_path: Path) -> None:
    """The real command, on many folders at once: no traceback, exit code 1, JSON that can be read."""
    every = bases(FLOWS)
    bench = Bench(every)
    folders = []
    for number in range(THROUGH_THE_COMMAND):
        made = case(number, every, 5)
        if made.links or made.size > 300_000:
            continue
        base = bench.bases[made.flow]
        folder = tmp_path / f"p{number}"
        for name, data in {**base.files, **made.files}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        folders.append(folder / made.flow)
    bench.close()
    command = [sys.executable, str(FLOWS.parent / "flowctl.py"), "lint", "--format", "json"]
    result = subprocess.run([*command, *map(str, folders)], capture_output=True, text=True, check=False)
    assert "Traceback" not in result.stderr + result.stdout
    assert result.returncode == 1, result.stderr[-2000:]
    found = json.loads(result.stdout)
    assert found


@pytest.mark.parametrize(
    ("guard", "value"),
    [("MOST_NODES", 10**9), ("DEEPEST", 10**9)],
)
def test_without_a_guard_it_would_be_seen(guard: str, value: int) -> None:
    """Proof that the figures move: with a guard of the reader gone, some of these files are too much."""
    bombs = {"small/flow.yaml": b"a: " + b"[" * 60_000 + b"]" * 60_000, "small/personas/clerk.md": b"x"}
    if guard == "MOST_NODES":
        bombs["small/flow.yaml"] = b"x: [" + b"a," * 450_000 + b"]"
    bench = Bench([small()])
    made = case(0, [small()], 1)
    broken = type(made)("bomb", 0, bombs, "small")
    assert not _wrong(bench, broken)
    with patch.object(reader, guard, value), patch.object(reader, "MOST_FAULTS", 10**9):
        assert _wrong(bench, broken)
    bench.close()


def _wrong(bench: Bench, broken: object) -> bool:
    from malformed_check import Tally

    result = bench.judge(broken)  # type: ignore[arg-type]
    tally = Tally()
    tally.add(result)
    wrong = [one for one in faults(tally) if "too slow" not in one]
    return bool(wrong) or traced(bench, broken) > 50_000_000  # type: ignore[arg-type]


def test_parts_of_a_run_are_joined() -> None:
    one, two = (figures(judge(numbers, FLOWS, 1)) for numbers in (range(20), range(20, 50)))
    both = joined([one, two])
    assert both["files"] == 50
    assert both["complaints"] == one["complaints"] + two["complaints"]
    assert both["most_MB"] == max(one["most_MB"], two["most_MB"])
    assert sum(both["per_family"].values()) == 50
    assert both["seed"] == 1


def test_a_crash_is_counted() -> None:
    """Proof that a crash is not taken for a refusal."""
    with patch("malformed_check.load_project", side_effect=RecursionError("too deep")):
        tally = judge(range(3), FLOWS, 1)
    assert figures(tally)["crashes"] == 3
    assert faults(tally)
