"""One malformed file through load and lint: what was raised, what it took, what was said."""

from __future__ import annotations

import random
import shutil
import signal
import tempfile
import time
import traceback
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import malformed_letters  # noqa: F401 - fills FAMILIES
import malformed_makers  # noqa: F401
from malformed_bases import FAMILIES, Base, Case
from malformed_values import LINKS

from runtime.cli.report import as_text
from runtime.flow.diagnostic import Diagnostic, Severity
from runtime.flow.load import load_project
from runtime.lint.run import lint

MOST_BYTES = 50_000_000


MOST_SECONDS = 0.200
"""Of processor, beyond start-up, whatever the file's size."""
HANGS = 10.0
"""Seconds after which a file is taken for one that never ends."""
KEPT = 40
"""The slowest and the biggest that are remembered by name."""


@dataclass
class Result:
    """seconds: of processor, beyond start-up. grown: bytes by which the process was bigger at its peak.
    mute: complaints that do not say what to write, as (rule, message). placeless: with a wrong place."""

    family: str
    number: int
    size: int
    seconds: float
    grown: int
    crash: str = ""
    refused: bool = False
    errors: int = 0
    mute: list[tuple[str, str]] = field(default_factory=list)
    placeless: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.family} {self.number}"

    @property
    def too_slow(self) -> bool:
        return self.seconds > MOST_SECONDS


@dataclass
class Tally:
    """What came of many. slowest, biggest: the worst few."""

    files: int = 0
    refused: int = 0
    complaints: int = 0
    per_family: Counter[str] = field(default_factory=Counter)
    crashes: list[Result] = field(default_factory=list)
    placeless: list[Result] = field(default_factory=list)
    mute: Counter[tuple[str, str]] = field(default_factory=Counter)
    slow: int = 0
    big: int = 0
    slowest: list[Result] = field(default_factory=list)
    biggest: list[Result] = field(default_factory=list)

    def add(self, one: Result) -> None:
        self.files += 1
        self.refused += one.refused
        self.complaints += one.errors
        self.per_family[one.family] += 1
        self.mute.update(one.mute)
        self.slow += one.too_slow
        self.big += one.grown > MOST_BYTES
        if one.crash:
            self.crashes.append(one)
        if one.placeless:
            self.placeless.append(one)
        self.slowest = sorted([*self.slowest, one], key=lambda each: -each.seconds)[:KEPT]
        self.biggest = sorted([*self.biggest, one], key=lambda each: -each.grown)[:KEPT]

    def join(self, other: Tally) -> None:
        self.files += other.files
        self.refused += other.refused
        self.complaints += other.complaints
        self.per_family += other.per_family
        self.crashes += other.crashes
        self.placeless += other.placeless
        self.mute += other.mute
        self.slow += other.slow
        self.big += other.big
        self.slowest = sorted([*self.slowest, *other.slowest], key=lambda each: -each.seconds)[:KEPT]
        self.biggest = sorted([*self.biggest, *other.biggest], key=lambda each: -each.grown)[:KEPT]


def case(number: int, bases: Sequence[Base], seed: int) -> Case:
    """The same file for the same number and seed, on every machine. The first base is used most."""
    chance = random.Random(f"{seed} {number}")
    if number % 250 == 7:
        return Case("links", number, {}, bases[0].flow, (chance.choice(LINKS),))
    names = list(FAMILIES)
    name = chance.choices(names, [FAMILIES[one][0] for one in names])[0]
    base = bases[0] if len(bases) == 1 or chance.random() < 0.75 else chance.choice(bases[1:])
    return Case(name, number, FAMILIES[name][1](chance, base), base.flow)


class Bench:
    """A folder per base, in which one file after the other is broken and mended."""

    def __init__(self, bases: Sequence[Base]) -> None:
        self.bases = {base.flow: base for base in bases}
        self.root = Path(
            tempfile.mkdtemp(prefix="malformed-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        )
        for base in bases:
            for name in base.files:
                self._write(base.flow, name, base.files[name])

    def close(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def _path(self, flow: str, name: str) -> Path:
        return self.root / flow.removesuffix(".yaml") / name

    def _write(self, flow: str, name: str, data: bytes) -> None:
        path = self._path(flow, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def place(self, one: Case) -> None:
        for name, data in one.files.items():
            self._write(one.flow, name, data)
        for name, target in one.links:
            path = self._path(one.flow, name)
            if path.is_dir():
                shutil.rmtree(path)
            path.unlink(missing_ok=True)
            path.symlink_to(target)

    def mend(self, one: Case) -> None:
        base = self.bases[one.flow]
        for name in [*one.files, *(name for name, _ in one.links)]:
            path = self._path(one.flow, name)
            if path.is_symlink() or name not in base.files:
                path.unlink()
        for name, data in base.files.items():
            if name in one.files or one.links:
                self._write(one.flow, name, data)

    def folder(self, one: Case) -> Path:
        """The flow that is loaded, inside its project."""
        return self._path(one.flow, one.flow)

    def judge(self, one: Case) -> Result:
        self.place(one)
        try:
            return self._measured(one)
        finally:
            self.mend(one)

    def _measured(self, one: Case) -> Result:
        result = Result(one.family, one.number, one.size, 0.0, 0)
        found: list[Diagnostic] = []
        files: dict[str, str] = {}
        before = _reset_peak()
        began = time.process_time()
        signal.signal(signal.SIGALRM, _hung)
        signal.setitimer(signal.ITIMER_REAL, HANGS)
        try:
            project = load_project(self.folder(one))
            files.update(project.files)
            found += project.diagnostics
            if project.flows:
                report = lint(project.flows.values(), project.files)
                found += report.findings
                if report.crashed:
                    result.crash = next(
                        each.message for each in report.findings if each.rule == "rule-crashed"
                    )
            as_text(found, files)
        except BaseException as fault:  # RecursionError, MemoryError: anything that reaches the author
            if isinstance(fault, KeyboardInterrupt):
                raise
            place = traceback.extract_tb(fault.__traceback__)[-1]
            result.crash = (
                f"{type(fault).__name__}: {str(fault)[:200]} ({Path(place.filename).name}:{place.lineno})"
            )
            project = None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        result.seconds = time.process_time() - began
        result.grown = max(0, _peak() - before)
        result.refused = project is None or not project.flows
        result.errors = len(found)
        for each in found:
            if not each.fix and not each.suggestion:
                result.mute.append((each.rule, _shape(each.message)))
            if not self._has_place(each, one):
                result.placeless.append(f"{each.rule} {each.mark}")
        errors = any(each.severity is Severity.ERROR for each in found)
        if result.refused and not errors and not result.crash:
            result.crash = "refused without an error"
        return result

    def _has_place(self, each: Diagnostic, one: Case) -> bool:
        """A file or folder of this project, a line and a column that exist as numbers, and words."""
        inside = Path(each.mark.file).is_relative_to(self._path(one.flow, ""))
        return (
            inside
            and each.mark.line >= 1
            and each.mark.column >= 1
            and each.mark.length >= 1
            and bool(each.message)
        )


class Hung(BaseException):
    """Load or lint did not come back."""


def _hung(*_: object) -> None:
    raise Hung(f"not done after {HANGS:.0f} s")


def traced(bench: Bench, one: Case) -> int:
    """The most bytes that Python held at once for this file, counted by itself."""
    bench.place(one)
    try:
        tracemalloc.start()
        project = load_project(bench.folder(one))
        if project.flows:
            lint(project.flows.values(), project.files)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        bench.mend(one)


def _shape(message: str) -> str:
    """The message without what stands in it, so that equal complaints are counted together."""
    parts = message.split("`")
    return "`…`".join(parts[::2])[:100]


def _reset_peak() -> int:
    """Bytes of the process now; its peak begins anew from here."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return _status("VmHWM")
    return _status("VmRSS")


def _peak() -> int:
    return _status("VmHWM")


def _status(name: str) -> int:
    for line in _lines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    raise OSError(f"/proc/self/status has no {name}")


def _lines() -> Iterator[str]:
    with Path("/proc/self/status").open() as file:
        yield from file
