"""The only way from files to a Flow. Everybody loads by it, so nobody can disagree.

    load("flows/electricity")        one flow: its folder, or its file
    load_project("flows")            every flow of a folder, and which number each answers

No exception leaves here for anything that stands in a file; what is wrong is in `diagnostics`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runtime.flow import project
from runtime.flow.build import Parts, Runs, build
from runtime.flow.contacts import E164
from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.faults import Faults
from runtime.flow.model import Flow
from runtime.flow.project import Neighbours, Shelf, flow_paths, project_root
from runtime.flow.running import DEEPEST_RUN, depth, named_flows, version_with
from runtime.flow.schema import check
from runtime.flow.tree import Text
from runtime.flow.wording import said


@dataclass(frozen=True, slots=True)
class Loaded:
    """flow: None when there is an error among the diagnostics. files: every file that was read, by the
    name that marks carry, with its text (for code frames)."""

    flow: Flow | None
    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Project:
    """flows: by the name that stands in them; only those without errors. numbers: E.164 → flow name.
    default: the flow of a number that is not listed."""

    flows: Mapping[str, Flow]
    numbers: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR)


def load(path: str | Path, root: str | Path | None = None) -> Loaded:
    """One flow and all that is wrong with it. path: its folder or file. root: the project's folder, where
    the operator's files are looked for; found from the path when not given."""
    path = Path(path)
    folder = path if path.is_dir() else path.parent
    top = Path(root) if root is not None else project_root(folder)
    return _Loading(top, Neighbours(project.neighbourhood(folder, top))).load(path)


class _Loading:
    """Loads flows with the flows they run, each once. open: those being loaded, the outermost first.
    names: what the flows that were read are called, also those that are not in order."""

    def __init__(self, root: Path, neighbours: Neighbours) -> None:
        self._root = root
        self._neighbours = neighbours
        self._loaded: dict[Path, Loaded] = {}
        self._open: list[tuple[Path, str]] = []
        self.names: dict[Path, Text] = {}

    def load(self, path: Path, root: Path | None = None) -> Loaded:
        """The flow; what is wrong with the flows that it runs is told with it."""
        place = _place(path)
        if place not in self._loaded:
            self._loaded[place] = self._load(path, place, root or self._root)
        return self._loaded[place]

    def _load(self, path: Path, place: Path, root: Path) -> Loaded:
        faults = Faults()
        shelf = Shelf(faults, check, root)
        parts = project.parts(path, root, shelf)
        below: list[Loaded] = []
        if parts:
            name = parts.flow.text("flow")
            if name:
                self.names[place] = name
            self._open.append((place, name.value if name else path.stem))
            parts.runs, below = self._runs(parts, faults)
            self._open.pop()
            parts.version = version_with(parts.version, parts.runs.flows)
        flow = build(parts, faults) if parts else None
        if flow is None and not faults.any_error and not (parts and parts.runs.broken):
            faults.error(
                "not-built", "this flow cannot be built, and no check says why", Mark(str(path), 1, 1)
            )
        found = dict.fromkeys(project.without_echoes(faults.found, shelf))
        files = dict(shelf.texts)
        for one in below:
            found.update(dict.fromkeys(one.diagnostics))
            files = {**one.files, **files}
        return Loaded(flow, project.in_order(found), files)

    def _runs(self, parts: Parts, faults: Faults) -> tuple[Runs, list[Loaded]]:
        """The flows that this one names, loaded."""
        flows: dict[str, Flow] = {}
        broken: set[str] = set()
        below: list[Loaded] = []
        for run in named_flows(parts.flow):
            if run.value in flows or run.value in broken:
                continue
            path = self._neighbours.path(run.value)
            if path is None:
                continue  # the build says that there is no such flow
            if self._goes_round(run, path, faults):
                broken.add(run.value)
                continue
            loaded = self.load(path, self._neighbours.folder)
            below.append(loaded)
            if loaded.flow is None:
                broken.add(run.value)
            elif depth(loaded.flow) >= DEEPEST_RUN:
                _too_deep(run, faults)
                broken.add(run.value)
            else:
                flows[run.value] = loaded.flow
        return Runs(flows, frozenset(broken), self._neighbours), below

    def _goes_round(self, run: Text, path: Path, faults: Faults) -> bool:
        """Whether the flow at `path` is being run already: then it would run itself."""
        place = _place(path)
        ring = [name for open_place, name in self._open]
        places = [open_place for open_place, name in self._open]
        if place not in places:
            if len(places) >= DEEPEST_RUN:
                _too_deep(run, faults)
                return True
            return False
        names = " → ".join([*ring[places.index(place) :], run.value])
        faults.error(
            "subflow-cycle",
            said("a flow cannot run itself, even through others: {ring}", ring=names),
            run.mark,
            "Take one `run` out of this ring; let that state `go` on instead.",
            harm="The caller would go round and round, and never come back.",
        )
        return True


def _place(path: Path) -> Path:
    """The same for the same flow, however its path is written."""
    file = project.flow_file(path) or path
    try:
        return file.resolve()
    except (OSError, RuntimeError, ValueError):
        return file.absolute()


def _too_deep(run: Text, faults: Faults) -> None:
    faults.error(
        "too-deep",
        said("more than {most} flows run one another here", most=DEEPEST_RUN),
        run.mark,
        "Run some of them one after the other, from this flow.",
        harm="The caller would be too far from a person or a goodbye.",
    )


def load_project(folder: str | Path) -> Project:
    """Every flow under a folder (or the one flow that the path is), with the numbers they answer."""
    folder = Path(folder)
    alone = not folder.is_dir() or project.flow_file(folder) is not None
    paths = [folder] if alone else flow_paths(folder)
    root = project_root(folder if folder.is_dir() else folder.parent)
    flows: dict[str, Flow] = {}
    found: dict[Diagnostic, None] = {}
    files: dict[str, str] = {}
    faults = Faults()
    loading = _Loading(root, Neighbours(project.neighbourhood(folder, root)))
    claims: dict[str, list[tuple[Path, Text]]] = {}
    built: dict[Path, Flow] = {}
    for path in paths:
        loaded = loading.load(path)
        found.update(dict.fromkeys(loaded.diagnostics))
        files.update(loaded.files)
        name = loading.names.get(_place(path))
        if name:
            claims.setdefault(name.value, []).append((path, name))
        if loaded.flow:
            built[path] = loaded.flow
    for word, claimed in claims.items():
        owner = _owner(word, claimed, faults)
        if owner in built:
            flows[word] = built[owner]
    if not paths:
        faults.error(
            "no-flows",
            "there is no flow in this folder",
            Mark(str(folder), 1, 1),
            "A flow is a folder with a flow.yaml, or one file.",
        )
    shelf = Shelf(faults, check, root)
    numbers, default = _numbers(root, shelf, flows, {path.stem for path in paths}, alone)
    files.update(shelf.texts)
    found.update(dict.fromkeys(faults.found))
    return Project(flows, numbers, default or _only(flows), project.in_order(found), files)


def _owner(word: str, claimed: list[tuple[Path, Text]], faults: Faults) -> Path:
    """Whose name it is: of several the one's whose folder or file is called so."""
    (owner, first), *others = sorted(claimed, key=lambda one: one[0].stem != word)
    for _, name in others:
        faults.error(
            "duplicate-name",
            said("two flows are called `{flow}`", flow=word),
            name.mark,
            "Give one of them another name.",
            related=(("the other is here", first.mark),),
        )
    return owner


def _only(flows: Mapping[str, Flow]) -> str | None:
    only = next(iter(flows.values())) if len(flows) == 1 else None
    return only.name if only and not only.inputs else None


def _numbers(
    root: Path, shelf: Shelf, flows: Mapping[str, Flow], broken: set[str], alone: bool
) -> tuple[dict[str, str], str | None]:
    """Which flow answers which number. A flow that is broken has been complained of already."""
    file = root / "numbers.yaml"
    tree = shelf.table(file, "numbers") if file.is_file() or file.is_symlink() else None
    if tree is None:
        return {}, None
    numbers: dict[str, str] = {}
    for entry in tree.table("numbers") or ():
        if not E164.match(entry.key.value):
            shelf.faults.error(
                "number-format",
                said("`{key}` is not a number in the international form", key=entry.key.value),
                entry.key.mark,
                'Write + and the country code, without blanks:  "+914022334455".',
                harm="Calls to it would not be answered.",
            )
        elif isinstance(entry.value, Text) and _known(entry.value, flows, broken, alone, shelf.faults):
            numbers[entry.key.value] = entry.value.value
    default = tree.text("default")
    known = default is not None and _known(default, flows, broken, alone, shelf.faults)
    return numbers, default.value if default and known else None


def _known(name: Text, flows: Mapping[str, Flow], broken: set[str], alone: bool, faults: Faults) -> bool:
    if name.value in flows:
        if not flows[name.value].inputs:
            return True
        faults.error(
            "flow-needs-inputs",
            said(
                "the flow `{name}` is given its inputs by another flow or by a list of calls", name=name.value
            ),
            name.mark,
            "Let this number be answered by a flow without `inputs`, which may run it.",
            harm="The caller would hear an apology where a value is missing.",
            related=(("its inputs are for whoever runs it", flows[name.value].mark),),
        )
        return False
    if not alone and name.value not in broken:
        faults.unknown(
            "unknown-flow", "flow", name, flows, harm="Calls to this number would not be answered."
        )
    return False
