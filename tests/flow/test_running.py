"""Flows that name one another: loaded once, versioned together, never in a ring."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.flow.graph import Reason, reachable, state_edges, visits
from runtime.flow.load import Loaded, load, load_project
from runtime.flow.running import DEEPEST_RUN

LAST = "flow: {name}\nlanguages: [en-IN]\nstart: bye\nstates:\n  bye: {{end: done}}\n"
RUNS = """\
flow: {name}
languages: [en-IN]
start: go
states:
  go: {{run: {runs}, go: bye}}
  bye: {{end: done}}
"""


def write(folder: Path, **flows: str) -> Path:
    """flows: by file name, the flow that each runs, or "" for none."""
    folder.mkdir(exist_ok=True)
    (folder / "numbers.yaml").write_text("numbers: {}\n", encoding="utf-8")
    for name, runs in flows.items():
        text = (RUNS if runs else LAST).format(name=name, runs=runs)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def rules(loaded: Loaded) -> list[tuple[str, str]]:
    return [(one.rule, Path(one.mark.file).name) for one in loaded.diagnostics]


def test_a_flow_is_found_by_the_name_that_stands_in_it(tmp_path: Path) -> None:
    write(tmp_path, main="other")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "flow.yaml").write_text(LAST.format(name="other"), encoding="utf-8")
    flow = load(tmp_path / "main.yaml").flow
    assert flow is not None
    assert [one.name for one in flow.every_flow()] == ["main", "other"]


def test_a_folder_without_operators_files_finds_its_neighbours(tmp_path: Path) -> None:
    for name, text in {
        "main": RUNS.format(name="main", runs="other"),
        "other": LAST.format(name="other"),
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "flow.yaml").write_text(text, encoding="utf-8")
    loaded = load(tmp_path / "main")
    assert loaded.flow is not None, rules(loaded)


def test_the_version_covers_the_flows_that_are_run(tmp_path: Path) -> None:
    folder = write(tmp_path, main="inner", inner="last", last="")
    before = {name: flow.version for name, flow in load_project(folder).flows.items()}
    text = (folder / "last.yaml").read_text(encoding="utf-8").replace("done", "finished")
    (folder / "last.yaml").write_text(text, encoding="utf-8")
    after = {name: flow.version for name, flow in load_project(folder).flows.items()}
    assert all(before[name] != after[name] for name in ("main", "inner", "last"))
    assert after == {name: flow.version for name, flow in load_project(folder).flows.items()}


def test_a_project_loads_each_flow_once(tmp_path: Path) -> None:
    found = load_project(write(tmp_path, main="last", other="last", last="")).flows
    assert found["main"].flows["last"] is found["other"].flows["last"] is found["last"]


def test_the_faults_of_a_flow_that_is_run_are_told_once(tmp_path: Path) -> None:
    folder = write(tmp_path, main="broken", other="broken")
    (folder / "broken.yaml").write_text(
        LAST.format(name="broken").replace("start: bye", "start: by"), encoding="utf-8"
    )
    loaded = load(folder / "main.yaml")
    assert loaded.flow is None
    assert rules(loaded) == [("unknown-target", "broken.yaml")]
    project = load_project(folder)
    assert [(one.rule, Path(one.mark.file).name) for one in project.diagnostics] == [
        ("unknown-target", "broken.yaml")
    ]
    assert project.flows == {}


@pytest.mark.parametrize(
    ("flows", "ring"),
    [
        ({"a": "a"}, "a → a"),
        ({"a": "b", "b": "a"}, "a → b → a"),
        ({"a": "b", "b": "c", "c": "b"}, "b → c → b"),
    ],
)
def test_19_a_flow_cannot_run_itself_even_through_others(
    tmp_path: Path, flows: dict[str, str], ring: str
) -> None:
    loaded = load(write(tmp_path, **flows) / "a.yaml")
    assert loaded.flow is None
    assert [one.rule for one in loaded.diagnostics] == ["subflow-cycle"]
    assert ring in loaded.diagnostics[0].message


def test_a_row_of_flows_that_is_too_long_is_refused(tmp_path: Path) -> None:
    names = [f"f{number}" for number in range(DEEPEST_RUN + 1)]
    flows = dict(zip(names, [*names[1:], ""], strict=True))
    assert (
        load(write(tmp_path / "ends", **{name: flows[name] for name in names[1:]}) / "f1.yaml").flow
        is not None
    )
    assert rules(load(write(tmp_path / "long", **flows) / "f0.yaml"))[0][0] == "too-deep"
    found = load_project(tmp_path / "long").diagnostics
    assert [one.rule for one in found] == ["too-deep"], "found at whichever end it is read"


def test_a_number_is_not_answered_by_a_flow_that_must_be_given_something(tmp_path: Path) -> None:
    folder = write(tmp_path, last="")
    text = LAST.format(name="last").replace("start:", "inputs: {reason: {type: text}}\nstart:")
    (folder / "last.yaml").write_text(text, encoding="utf-8")
    (folder / "numbers.yaml").write_text('numbers: {"+914022334455": last}\n', encoding="utf-8")
    project = load_project(folder)
    assert [one.rule for one in project.diagnostics] == ["flow-needs-inputs"]
    assert project.default is None


def test_one_name_is_one_service_in_all_of_a_call(tmp_path: Path) -> None:
    service = 'services: {{tickets: {{url: "https://{host}/x"}}}}\n'
    folder = write(tmp_path, main="inner")
    (folder / "services.yaml").write_text(service.format(host="a.example"), encoding="utf-8")
    (folder / "inner").mkdir()
    (folder / "inner" / "flow.yaml").write_text(LAST.format(name="inner"), encoding="utf-8")
    (folder / "inner" / "services.yaml").write_text(service.format(host="b.example"), encoding="utf-8")
    assert rules(load(folder / "main.yaml")) == [("two-services", "main.yaml")]
    (folder / "inner" / "services.yaml").write_text(service.format(host="a.example"), encoding="utf-8")
    assert load(folder / "main.yaml").flow is not None


def test_a_run_leads_to_what_follows(tmp_path: Path) -> None:
    flow = load(write(tmp_path, main="last", last="") / "main.yaml").flow
    assert flow is not None
    assert [(one.target, one.reason) for one in state_edges(flow, flow.states["go"])] == [("bye", Reason.GO)]
    assert reachable(flow) == {"go", "bye"}
    assert list(visits(flow)) == ["last"]
