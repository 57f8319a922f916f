"""`pytest` finds transcripts by itself: every file in a folder `transcripts` beside a flow is a test file,
each play in each of its languages a test. A failure reads as `flowctl test` tells it.

It comes with the package (entry point `pytest11`) and looks only into folders named `transcripts` that have a
flow.yaml beside them; until it meets one it imports nothing of ours. `-p no:flowctl` turns it off, and so
does `flow_transcripts = false` in the settings of pytest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from runtime.transcript.model import Transcript
    from runtime.transcript.run import Performance, Stage

FOLDER = "transcripts"
_ENDINGS = (".yaml", ".yml")
_FLOWS = ("flow.yaml", "flow.yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("flow_transcripts", "play the transcripts that lie beside flows", type="bool", default=True)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix not in _ENDINGS or file_path.parent.name != FOLDER:
        return None
    home = file_path.parent.parent
    if not any((home / name).exists() for name in _FLOWS) or not parent.config.getini("flow_transcripts"):
        return None
    made: pytest.Collector = TranscriptFile.from_parent(parent, path=file_path)
    return made


class TranscriptFile(pytest.File):
    """One file; its plays are performed together when the first of them is run."""

    _performance: Performance | None = None

    def collect(self) -> Iterator[pytest.Item]:
        script = _stage(self.config).script(self.path)
        transcripts: tuple[Transcript | None, ...] = script.transcripts or (None,)
        number = 0
        for transcript in transcripts:
            for language in (transcript.languages if transcript else ()) or (None,):
                name = " ".join(filter(None, (transcript.case if transcript else "", language))) or "play"
                item = Play.from_parent(self, name=name, number=number)
                for tag in script.tags:
                    item.add_marker(_marker(self.config, tag))
                yield item
                number += 1

    def performance(self) -> Performance:
        if self._performance is None:
            self._performance = _stage(self.config).perform(self.path)
        return self._performance


class Play(pytest.Item):
    """A play in one language. number: which of the file's plays it is."""

    def __init__(self, *, number: int, **known: Any) -> None:
        super().__init__(**known)
        self._number = number

    def runtest(self) -> None:
        from runtime.transcript.retelling import heading, retelling

        assert isinstance(self.parent, TranscriptFile)
        performance = self.parent.performance()
        if performance.skipped:
            pytest.skip(performance.skipped)
        if performance.diagnostics or not performance.results:
            raise Failed(
                "\n".join(_faults(performance)) or "its flow has faults: `flowctl validate` tells which"
            )
        result = performance.results[self._number]
        if not result.passed:
            raise Failed("\n".join([f"FAIL  {performance.file}  {heading(result)}", *retelling(result)]))
        if result.mismatches and result.transcript.expected_to_fail is not None:
            pytest.xfail(result.transcript.expected_to_fail.words)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, 0, f"{self.path.name} [{self.name}]"


class Failed(Exception):
    """A play that went differently, or could not be performed; its text is what the author reads."""


def _stage(config: pytest.Config) -> Stage:
    """One for the run, so that each flow is loaded once."""
    from runtime.transcript.run import Stage

    stage = config.stash.get(_STAGE, None)
    if stage is None:
        stage = config.stash[_STAGE] = Stage()
    return stage


_STAGE: pytest.StashKey[Stage] = pytest.StashKey()


def _marker(config: pytest.Config, tag: str) -> pytest.MarkDecorator:
    """A tag as a mark, so that `pytest -m smoke` chooses plays."""
    name = tag.replace("-", "_")
    config.addinivalue_line("markers", f"{name}: a tag of transcripts")
    made: pytest.MarkDecorator = getattr(pytest.mark, name)
    return made


def _faults(performance: Performance) -> Iterator[str]:
    for one in performance.diagnostics:
        yield f"{one.mark} {one.rule}: {one.message}"
        yield f"    fix: {one.fix}" + (f" Did you mean {one.suggestion}?" if one.suggestion else "")
