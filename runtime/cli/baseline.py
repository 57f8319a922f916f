"""A baseline: findings that were there when somebody began to lint, and are not shown again.

The file holds rule, file and message of each finding and how often it stands there, but no line, so that
it survives edits above. One more finding of the same kind than was written down is shown.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from runtime.flow.diagnostic import Diagnostic

_Kind = tuple[str, str, str]


def write_baseline(file: Path, findings: Iterable[Diagnostic]) -> int:
    """Writes these findings down; how many. Raises OSError."""
    kinds = Counter(_kind(one, file) for one in findings)
    known = [
        {"file": name, "rule": rule, "message": message, "count": count}
        for (name, rule, message), count in sorted(kinds.items())
    ]
    file.write_text(json.dumps({"known": known}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return sum(kinds.values())


def beyond(file: Path, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings that are not written down. Raises OSError, and ValueError for a file of another kind."""
    try:
        known = json.loads(file.read_text(encoding="utf-8"))["known"]
        left = Counter({(one["file"], one["rule"], one["message"]): int(one["count"]) for one in known})
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError("not a baseline of flowctl") from fault
    new = []
    for one in findings:
        kind = _kind(one, file)
        if left[kind] > 0:
            left[kind] -= 1
        else:
            new.append(one)
    return new


def _kind(one: Diagnostic, file: Path) -> _Kind:
    """A finding without its line; its file as seen from the baseline, so that both may move together."""
    place, home = Path(one.mark.file).resolve(), file.resolve().parent
    name = place.relative_to(home).as_posix() if place.is_relative_to(home) else one.mark.file
    return name, one.rule, one.message
