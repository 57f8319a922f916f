"""What `lint --fix` does: the safe mendings of the findings, tried on a copy before a file is touched.

The files of a flow are copied to a folder of our own and mended there, file by file, until no finding has
an edit left. After each file the copy is looked at again; a mending after which it is in a worse state is
taken back. Only then are the files that changed written, each at once (a new file takes the old one's
place), so that a running server never reads half of one. The operator's files are never touched.
"""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from runtime.cli.findings import Found, look, whole
from runtime.cli.report import near
from runtime.flow.diagnostic import Diagnostic, Severity
from runtime.flow.mending import mend
from runtime.flow.project import OPERATOR_FILES, project_root
from runtime.lint.rule import Profile

_ROUNDS = 20
"""A mended line may bring the next fault to light; a file seldom has more than a few."""


@dataclass(slots=True)
class Fixed:
    """texts: before and after, by the file that was mended. count: how many findings were mended."""

    texts: dict[Path, tuple[str, str]] = field(default_factory=dict)
    count: int = 0

    @property
    def diff(self) -> str:
        """What changed, as a unified diff."""
        return "".join(
            "".join(
                difflib.unified_diff(
                    _with_ends(before), _with_ends(after), f"{near(str(file))}", f"{near(str(file))} (mended)"
                )
            )
            for file, (before, after) in self.texts.items()
        )

    def write(self) -> None:
        """Puts the mended texts in their files' places. Raises OSError."""
        for file, (_, after) in self.texts.items():
            _replace(file, after)


def fixed(paths: Iterable[Path], profile: Profile) -> Fixed:
    """The mendings of everything that is found in these paths. Writes nothing there."""
    result = Fixed()
    for path in paths:
        path = whole(path)
        root = project_root(path if path.is_dir() else path.parent)
        with tempfile.TemporaryDirectory(prefix="flowctl-") as folder:
            desk = _Desk(root, Path(folder).resolve(), look([path], profile).files)
            result.count += _mend(desk, desk.there(path), profile)
            for file, after in desk.changed():
                result.texts[file] = (_read(file), after)
    return result


class _Desk:
    """A copy of a project's files, to work on."""

    def __init__(self, root: Path, folder: Path, files: Iterable[str]) -> None:
        self._root, self._folder = root.resolve(), folder
        self._copied: dict[Path, Path] = {}
        for name in files:
            copy, real = self.there(Path(name)), Path(name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(real.read_bytes())
            self._copied[copy] = real

    def there(self, path: Path) -> Path:
        """Where this path is in the copy."""
        return self._folder / path.resolve().relative_to(self._root)

    def changed(self) -> list[tuple[Path, str]]:
        """The real files whose copies differ now, with the copies' texts."""
        texts = [(real, _read(copy), _read(real)) for copy, real in self._copied.items()]
        return [(real, now) for real, now, before in texts if now != before]


def _mend(desk: _Desk, path: Path, profile: Profile) -> int:
    """Mends the copy as far as it can; how many findings were mended."""
    count = 0
    given_up: set[tuple[str, str, str]] = set()
    found = look([path], profile)
    for _ in range(_ROUNDS):
        open_edits = _by_file(one for one in found.findings if _kind(one) not in given_up)
        if not open_edits:
            break
        for file, findings in open_edits.items():
            before = _read(Path(file))
            after, taken = mend(before, [one.edits for one in findings])
            if not taken:
                given_up |= {_kind(one) for one in findings}
                continue
            Path(file).write_bytes(after.encode("utf-8"))
            now = look([path], profile)
            if _worse(found, now, file):
                Path(file).write_bytes(before.encode("utf-8"))
                if taken == 1 or len(findings) == 1:
                    given_up |= {_kind(one) for one in findings}
                else:
                    count += _one_by_one(path, profile, file, findings, given_up)
                    found = look([path], profile)
                    break
            else:
                count += taken
                found = now
                break
    return count


def _one_by_one(
    path: Path, profile: Profile, file: str, findings: list[Diagnostic], given_up: set[tuple[str, str, str]]
) -> int:
    """Tries the findings of one file apart, since together they made it worse. Takes the first that helps;
    the places of the others may have moved by then, so they wait for the next round."""
    found = look([path], profile)
    before = _read(Path(file))
    for one in findings:
        after, _ = mend(before, [one.edits])
        Path(file).write_bytes(after.encode("utf-8"))
        if not _worse(found, look([path], profile), file):
            return 1
        Path(file).write_bytes(before.encode("utf-8"))
        given_up.add(_kind(one))
    return 0


def _by_file(findings: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """The findings that can be mended, by the one file that all edits of each are in."""
    by_file: dict[str, list[Diagnostic]] = {}
    for one in findings:
        files = {edit.mark.file for edit in one.edits}
        if len(files) == 1 and Path(name := files.pop()).name not in OPERATOR_FILES:
            by_file.setdefault(name, []).append(one)
    return by_file


def _kind(one: Diagnostic) -> tuple[str, str, str]:
    return one.rule, one.message, one.mark.file


def _worse(before: Found, now: Found, file: str) -> bool:
    """Whether the files are in a worse state than before: a flow is lost, a file can no longer be read,
    nothing has become better, or, where all could be loaded, there is more to complain of."""
    if now.crashed > before.crashed or not before.flows <= now.flows:
        return True
    was, is_ = _unreadable(before, file), _unreadable(now, file)
    if is_ is not None and (was is None or is_ < was):
        return True
    if was is not None or now.flows > before.flows:
        return now.findings == before.findings
    return _counts(now) >= _counts(before)


def _unreadable(found: Found, file: str) -> int | None:
    """The line at which reading stops in this file, or None."""
    lines = [one.mark.line for one in found.findings if one.rule == "yaml-syntax" and one.mark.file == file]
    return min(lines, default=None)


def _counts(found: Found) -> tuple[int, ...]:
    return tuple(sum(one.severity is level for one in found.findings) for level in Severity)


def _read(file: Path) -> str:
    """The text with its line ends and without the mark that Notepad puts in front."""
    return file.read_bytes().decode("utf-8-sig")


def _with_ends(text: str) -> list[str]:
    """Lines for a diff; one without an end gets one, or the next would stand on the same line."""
    lines = text.splitlines(keepends=True)
    return [line if line.endswith("\n") else f"{line}\n" for line in lines]


def _replace(file: Path, text: str) -> None:
    """The new text in the old file's place at once, with the old one's rights and its first mark."""
    file = file.resolve()
    mark = b"\xef\xbb\xbf" if file.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    handle, name = tempfile.mkstemp(prefix=".flowctl-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(mark + text.encode("utf-8"))
        Path(name).chmod(file.stat().st_mode & 0o777)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
