"""All that is wrong with some paths, in one run: what keeps a flow from being loaded, what its transcripts
name that it does not have, and what lint finds. `validate` and `lint` print the same findings by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from runtime.cli.report import complain
from runtime.flow.check import check_path
from runtime.flow.diagnostic import Diagnostic
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.flow.project import OPERATOR_FILES
from runtime.lint.rule import Profile
from runtime.lint.run import lint, ordered
from runtime.share import share
from runtime.transcript.check import check_against
from runtime.transcript.reader import Script, read_transcript
from runtime.transcript.run import flow_path


@dataclass(slots=True)
class Found:
    """findings: what harms callers most first. files: what was read, by the name that marks carry.
    flows: the names of those that could be loaded. crashed: whether a rule of ours failed."""

    findings: list[Diagnostic] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    flows: set[str] = field(default_factory=set)
    crashed: bool = False


def default_flows() -> Path:
    """./flows where there is one, else the flows that travel with flowctl."""
    here = Path("flows")
    return here if here.is_dir() else share("flows")


def all_there(paths: Iterable[Path]) -> bool:
    """Whether every path is there; complains of those that are not."""
    missing = [path for path in paths if not path.exists() and not path.is_symlink()]
    for path in missing:
        complain(f"there is no file or folder {path}")
    return not missing


def look(paths: Iterable[Path], profile: Profile | None = None) -> Found:
    """Everything that is wrong with these paths. profile: None asks no rule of lint, only whether the files
    can be loaded."""
    result = Found()
    kept: dict[Diagnostic, None] = {}
    for path in paths:
        checked = check_path(whole(path) if profile else path)
        kept.update(dict.fromkeys(checked.diagnostics))
        result.files.update(checked.files)
        result.flows.update(flow.name for flow in checked.flows)
        plays: dict[str, str] = {}
        in_plays = _in_transcripts(checked.transcripts, plays, _sharing_names(checked.diagnostics))
        if profile:
            report = lint(
                checked.flows, checked.files, profile=profile, transcripts=plays, today=date.today()
            )
            kept.update(dict.fromkeys(report.findings))
            result.crashed = result.crashed or report.crashed
        kept.update(dict.fromkeys(in_plays))
        result.files.update(plays)
    result.findings = ordered(kept)
    return result


def whole(path: Path) -> Path:
    """What must be loaded to judge this file: an operator's file is judged with its project. Hooks that
    pass single changed files rely on it."""
    return path.parent if path.name in OPERATOR_FILES else path


def _sharing_names(found: Iterable[Diagnostic]) -> frozenset[str]:
    """The files of flows that have another flow's name: what is played by such a name may be either."""
    shared = [one for one in found if one.rule == "duplicate-name"]
    return frozenset(mark.file for one in shared for mark in (one.mark, *(at for _, at in one.related)))


def _in_transcripts(
    transcripts: Iterable[Path], files: dict[str, str], unclear: frozenset[str]
) -> list[Diagnostic]:
    """unclear: files of flows whose transcripts say nothing until they have names of their own."""
    found: list[Diagnostic] = []
    flows: dict[Path, Flow | None] = {}
    for transcript in transcripts:
        script = read_transcript(transcript)
        found += script.diagnostics
        if script.source:
            files[script.source.name] = script.source.text
        found += _against(flows, transcript, script, unclear)
    return found


def _against(
    flows: dict[Path, Flow | None], file: Path, script: Script, unclear: frozenset[str]
) -> list[Diagnostic]:
    """What a transcript names that its flow does not have. A broken flow is told of elsewhere."""
    home = flow_path(file, script) if script.transcript else None
    if home is None or script.transcript is None:
        return []
    if home not in flows:
        flows[home] = load(home).flow
    flow = flows[home]
    if flow and any(each.mark.file in unclear for each in flow.every_flow()):
        return []
    return [one for each in script.transcripts for one in check_against(flow, each)] if flow else []
