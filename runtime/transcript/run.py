"""Finds transcripts, the flows they are for, and performs them.

A flow's transcripts lie in the folder `transcripts` beside it. One of a flow that is a single file says
which: `flow: ../hello.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from os.path import normpath
from pathlib import Path

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.load import Loaded, load
from runtime.flow.model import Flow
from runtime.flow.project import FLOW_FILES
from runtime.flow.wording import said
from runtime.transcript.build import HARM
from runtime.transcript.check import check_against
from runtime.transcript.player import play
from runtime.transcript.reader import Script, read_transcript
from runtime.transcript.result import Result

FOLDER = "transcripts"
_ENDINGS = (".yaml", ".yml")


def transcript_paths(path: Path) -> list[Path]:
    """The transcripts that a path means: itself, those of a flow, all in the folders `transcripts` below a
    folder, or those that lie in it."""
    if path.is_dir():
        inside = [path] if path.name == FOLDER else sorted(path.rglob(FOLDER))
        found = [file for folder in inside if folder.is_dir() for file in _files(folder)]
        return found or [file for file in _files(path) if read_transcript(file).is_transcript]
    if path.parent.name == FOLDER or read_transcript(path).is_transcript:
        return [path]
    beside = _files(path.parent / FOLDER)
    if path.name in FLOW_FILES:
        return beside
    return [file for file in beside if _is_for(file, path)]


def flow_path(file: Path, script: Script) -> Path | None:
    """The flow that a transcript is for: what it says, or the folder it lies in."""
    if script.flow is not None:
        return Path(normpath(file.parent / script.flow.value))
    home = file.parent.parent
    beside = file.parent.name == FOLDER and any((home / name).exists() for name in FLOW_FILES)
    return home if beside else None


@dataclass(frozen=True, slots=True)
class Performance:
    """One file performed. diagnostics: faults in it or in its flow; then there are no results.
    files: texts by the name that marks carry, for code frames. flow: what was played, once it was.
    skipped: why it was not performed. reads: every file that its outcome depends on."""

    file: str
    title: str
    results: tuple[Result, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    flow: Flow | None = field(default=None, repr=False)
    skipped: str = ""
    reads: frozenset[Path] = frozenset()

    @property
    def passed(self) -> bool:
        """Whether nothing has to be told of it; one that is skipped has not failed."""
        if self.skipped:
            return not self.diagnostics
        return bool(self.results) and all(result.passed for result in self.results)


class Stage:
    """Loads every flow once, however many plays it is in. A flow's own faults are told once, too."""

    def __init__(self) -> None:
        self._loaded: dict[Path, Loaded] = {}
        self._dialogues: dict[Path, Dialogue] = {}
        self._scripts: dict[Path, Script] = {}

    def title(self, file: Path) -> str:
        """What the transcript says it is about; "" when it cannot be read."""
        return self._read(file).title

    def script(self, file: Path) -> Script:
        """What was read of a transcript."""
        return self._read(file)

    def tags(self, file: Path) -> tuple[str, ...]:
        """The tags of a transcript; none when it cannot be read."""
        return self._read(file).tags

    def perform(self, file: Path, *, to_the_end: bool = False) -> Performance:
        """Read, check and play one transcript. Never raises for what a file holds. to_the_end: what is said
        after the caller's last line must have its lines, too."""
        return self.play_script(file, self._read(file), to_the_end=to_the_end)

    def play_script(self, file: Path, script: Script, *, to_the_end: bool = False) -> Performance:
        """Check and play what has been read of a file."""
        texts = {**script.files, **({script.source.name: script.source.text} if script.source else {})}
        reads = frozenset(Path(name).resolve() for name in texts)

        def done(
            faults: tuple[Diagnostic, ...] = (),
            results: tuple[Result, ...] = (),
            loaded: Loaded | None = None,
            skipped: str = "",
        ) -> Performance:
            more = {Path(name).resolve() for name in loaded.files} if loaded else set()
            files = {**(loaded.files if loaded and faults else {}), **texts}
            flow = loaded.flow if loaded and results else None
            return Performance(str(file), script.title, results, faults, files, flow, skipped, reads | more)

        if script.transcript is None:
            return done(tuple(script.diagnostics))
        home = flow_path(file, script)
        if home is None:
            return done((_homeless(script.transcript.mark),))
        if script.flow is not None and not home.exists():
            return done((_no_flow(script, home),))
        told = home.resolve() in self._loaded
        loaded = self._load(home)
        if loaded.flow is None:
            return done(() if told else _errors(loaded), loaded=loaded)
        faults = dict.fromkeys(one for each in script.transcripts for one in check_against(loaded.flow, each))
        if faults:
            return done(tuple(faults), loaded=loaded)
        if script.transcript.skip is not None:
            return done(loaded=loaded, skipped=script.transcript.skip.words)
        dialogue = self._dialogue(home, loaded)
        results = tuple(
            play(dialogue, transcript, language, to_the_end=to_the_end)
            for transcript in script.transcripts
            for language in transcript.languages or (None,)
        )
        return done(results=results, loaded=loaded)

    def _read(self, file: Path) -> Script:
        if file not in self._scripts:
            self._scripts[file] = read_transcript(file)
        return self._scripts[file]

    def _load(self, home: Path) -> Loaded:
        place = home.resolve()
        if place not in self._loaded:
            self._loaded[place] = load(home)
        return self._loaded[place]

    def _dialogue(self, home: Path, loaded: Loaded) -> Dialogue:
        place = home.resolve()
        if place not in self._dialogues:
            assert loaded.flow is not None
            self._dialogues[place] = Dialogue(loaded.flow)
        return self._dialogues[place]


def _errors(loaded: Loaded) -> tuple[Diagnostic, ...]:
    return tuple(one for one in loaded.diagnostics if one.severity is Severity.ERROR)


def _homeless(mark: Mark) -> Diagnostic:
    message = "nothing says which flow this transcript is for"
    fix = "Put it into the folder `transcripts` beside a flow.yaml, or add `flow: ../name.yaml`."
    return Diagnostic("no-flow", Severity.ERROR, message, mark, HARM, fix)


def _no_flow(script: Script, home: Path) -> Diagnostic:
    assert script.flow is not None
    message = said("there is no flow at {place}", place=str(home))
    fix = "The path is counted from the folder of this transcript."
    return Diagnostic("no-flow", Severity.ERROR, message, script.flow.mark, HARM, fix)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(_visible(folder))


def _visible(folder: Path) -> Iterator[Path]:
    for file in folder.iterdir():
        if file.suffix in _ENDINGS and not file.name.startswith("."):
            yield file


def _is_for(file: Path, flow: Path) -> bool:
    home = flow_path(file, read_transcript(file))
    return home is not None and home.resolve() == flow.resolve()
