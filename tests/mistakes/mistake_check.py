"""What `flowctl lint` says of a mutant, and whether that is what an author needs to hear."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mistake_kinds import Mutant
from mistake_project import Place

from runtime.cli.findings import look
from runtime.flow.diagnostic import Diagnostic
from runtime.lint.rule import Profile
from runtime.lint.run import CRASHED


@dataclass(frozen=True)
class Finding:
    """about: the places the finding points at, the first is its own."""

    rule: str
    severity: str
    message: str
    about: tuple[Place, ...]

    @property
    def place(self) -> Place:
        return self.about[0]


@dataclass
class Verdict:
    """findings: what was not there before the mistake. crash: what was raised, if something was."""

    kind: str
    number: int
    flow: str
    findings: list[Finding] = field(default_factory=list)
    crash: str = ""
    found: bool = False
    right_line: bool = False
    right_rule: bool = False
    as_first_written: bool = False
    noise: list[Finding] = field(default_factory=list)


def findings(folder: Path, path: str) -> list[Finding]:
    """What `flowctl lint --profile production` says of one flow, or (path "") of the whole project."""
    found = look([folder / path if path else folder], Profile.PRODUCTION)
    if found.crashed:
        raise RuntimeError(next(one.message for one in found.findings if one.rule == CRASHED))
    return [_finding(folder, one) for one in found.findings]


def _finding(folder: Path, one: Diagnostic) -> Finding:
    marks = (one.mark, *(mark for _, mark in one.related))
    places = tuple(_place(folder, mark.file, mark.line) for mark in marks)
    return Finding(one.rule, str(one.severity), one.message, places)


def _place(folder: Path, file: str, line: int) -> Place:
    path = Path(file)
    return (path.relative_to(folder).as_posix() if path.is_relative_to(folder) else file, line)


class Bench:
    """A copy of the project that is broken and mended again, mutant by mutant."""

    def __init__(self, source: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mistakes-"))
        shutil.copytree(source, self.folder, dirs_exist_ok=True)
        self._before: dict[str, Counter[tuple[str, str, str]]] = {}

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def judge(self, mutant: Mutant) -> Verdict:
        path = "" if mutant.mistake.whole else mutant.flow
        before = self._known(path)
        verdict = Verdict(mutant.kind.name, mutant.number, mutant.flow)
        with self._broken(mutant):
            try:
                now = findings(self.folder, path)
            except Exception as fault:  # a crash is a result, and the worst one
                verdict.crash = f"{type(fault).__name__}: {fault}"
                return verdict
        verdict.findings = list(_new(now, before))
        judge(verdict, mutant.mistake.at, mutant.kind.rules, mutant.kind.also)
        return verdict

    def _known(self, path: str) -> Counter[tuple[str, str, str]]:
        if path not in self._before:
            self._before[path] = Counter(map(_print, findings(self.folder, path)))
        return self._before[path]

    @contextmanager
    def _broken(self, mutant: Mutant) -> Iterator[None]:
        kept: dict[Path, bytes | None] = {}
        for name, content in mutant.mistake.files.items():
            path = self.folder / name
            kept[path] = path.read_bytes() if path.exists() else None
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        try:
            yield
        finally:
            for path, old in kept.items():
                if old is None:
                    path.unlink(missing_ok=True)
                else:
                    path.write_bytes(old)


def judge(
    verdict: Verdict, at: Iterable[Place], rules: frozenset[str], also: frozenset[str] = frozenset()
) -> None:
    """found: something new was said. right_line: at a right place. right_rule: there, under a right name.
    noise: what points neither itself nor by a related place at one of them."""
    places = set(at)
    there = [one for one in verdict.findings if one.place in places]
    verdict.found = bool(verdict.findings)
    verdict.right_line = bool(there)
    verdict.right_rule = any(one.rule in rules | also for one in there)
    verdict.as_first_written = any(one.rule in rules for one in there)
    verdict.noise = [one for one in verdict.findings if not places.intersection(one.about)]


def _print(one: Finding) -> tuple[str, str, str]:
    return one.rule, one.place[0], one.message


def _new(now: list[Finding], before: Counter[tuple[str, str, str]]) -> Iterator[Finding]:
    """What was not said of the flow as it was. Lines move, so they are not compared."""
    left = before.copy()
    for one in now:
        if left[_print(one)]:
            left[_print(one)] -= 1
        else:
            yield one
