"""From files to a Flow: the flow language's own example, projects, versions, files that lie elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.flow.diagnostic import Severity
from runtime.flow.load import Loaded, load, load_project
from runtime.flow.model import (
    Ask,
    BargeIn,
    Converse,
    Decide,
    End,
    Fetch,
    Menu,
    Record,
    Say,
    SlotType,
    Transfer,
)
from runtime.share import share

HELPLINE = Path(__file__).parent / "helpline"


@pytest.fixture(scope="module")
def helpline() -> Loaded:
    return load(HELPLINE)


def test_the_example_of_the_flow_language_loads(helpline: Loaded) -> None:
    assert helpline.diagnostics == ()
    flow = helpline.flow
    assert flow is not None
    assert (flow.name, flow.start, flow.languages) == (
        "electricity",
        "choose_language",
        ("te-IN", "hi-IN", "en-IN"),
    )
    assert flow.voice.speaker == "anushka"
    kinds = {name: type(state) for name, state in flow.states.items()}
    assert kinds == {
        "choose_language": Menu, "greet": Say, "helpline": Converse, "report_outage": Ask, "register": Fetch,
        "tell_ticket": Say, "pay_bill": Say, "anything_else": Ask, "operator": Transfer, "call_back": Record,
        "goodbye": End,
    }  # fmt: skip


def test_the_nearest_statement_wins_whole(helpline: Loaded) -> None:
    flow = helpline.flow
    assert flow is not None
    menu, talk = flow.states["choose_language"], flow.states["helpline"]
    assert isinstance(menu, Menu)
    assert isinstance(talk, Converse)
    assert (menu.wait, talk.wait) == (10, 6)
    assert [rung.say for rung in menu.no_input] == ["choose_again", None]
    assert talk.no_input == flow.defaults.no_input
    assert [rung.repeat for rung in talk.no_match] == [True, True, False]
    assert talk.on_error == flow.defaults.on_error
    assert talk.on_error.go == "operator"
    assert talk.barge_in is BargeIn.YES


def test_options_keys_slots_and_limits(helpline: Loaded) -> None:
    flow = helpline.flow
    assert flow is not None
    menu, talk, ask, more = (
        flow.states[n] for n in ("choose_language", "helpline", "report_outage", "anything_else")
    )
    assert isinstance(menu, Menu)
    assert [(option.key, option.line.go, option.line.set[0][1].source) for option in menu.options] == [
        ("1", "greet", "te-IN"), ("2", "greet", "hi-IN"), ("3", "greet", "en-IN"),
    ]  # fmt: skip
    assert [option.key for option in flow.anywhere] == ["0", "*", None, None, None]
    assert flow.anywhere[0].phrases == ("ask_person",)
    assert isinstance(talk, Converse)
    assert (talk.limits.turns, talk.limits.time, talk.limits.reply, talk.limits.line.go) == (
        12,
        300,
        12,
        "operator",
    )
    assert talk.exits[0].examples == "outage_words"
    assert talk.exits[2].when == "the caller is upset or asks for a person"
    assert isinstance(ask, Ask)
    assert ask.slot is flow.slots["village"]
    assert ask.slot.examples == "villages"
    assert ask.confirm == "heard_village"
    assert isinstance(more, Ask)
    assert more.slot.type is SlotType.YES_NO
    assert [branch.when and branch.when.source for branch in more.go] == ["more", None]
    assert [rule.reason for rule in flow.escalation] == ["not understood", "long call"]


def test_words_personas_and_the_operators_files(helpline: Loaded) -> None:
    flow = helpline.flow
    assert flow is not None
    assert set(flow.prompts["heard_village"].texts) == {"te-IN", "hi-IN", "en-IN"}
    assert flow.prompts["heard_village"].texts["te-IN"].names == {"village"}
    assert flow.phrases["villages"].words["en-IN"][0] == "Kondapur"
    talk, fetch = flow.states["helpline"], flow.states["register"]
    assert isinstance(talk, Converse)
    persona = talk.persona.texts["te-IN"].render({}, "te-IN")
    assert "తెలుగు" in persona
    assert "आप" not in persona
    assert "one or two short sentences" in persona
    assert isinstance(fetch, Fetch)
    assert (fetch.wait, fetch.save) == (3, "ticket")
    assert flow.services["complaints.create"].returns == {
        "type": "object", "required": ["id"], "properties": {"id": {"type": "string", "maxLength": 12}},
    }  # fmt: skip
    assert flow.contacts["lineman_desk"].hours[0].days == {0, 1, 2, 3, 4, 5}


def test_needs_voice(helpline: Loaded) -> None:
    flow = helpline.flow
    assert flow is not None
    assert {name for name in flow.states if flow.needs_voice(name)} == {
        "helpline",
        "report_outage",
        "anything_else",
    }


def test_a_flow_in_one_file_with_its_words_in_place() -> None:
    flow = load(share("flows") / "hello.yaml").flow
    assert flow is not None
    assert flow.prompts["desk.say"].texts["en-IN"].source == "Please hold on."
    assert flow.states["desk"].on_error.go == "desk"


def test_words_in_place_per_language_and_a_missing_translation(loaded: Callable[[str], Loaded]) -> None:
    result = loaded(
        "flow: example\nlanguages: [te-IN, en-IN]\nstart: hello\nstates:\n"
        "  hello: {say: {te-IN: నమస్కారం}, go: bye}\n  bye: {end: done}\n"
    )
    assert result.flow is not None
    assert set(result.flow.prompts["hello.say"].texts) == {"te-IN"}


def test_set_keeps_the_slots_kind(loaded: Callable[[str], Loaded]) -> None:
    result = loaded(
        "flow: example\nlanguages: [en-IN]\nstart: hello\n"
        "slots: {more: {type: yes_no}, age: {type: number}, name: {}}\nstates:\n"
        "  hello:\n    menu: Press 1, please.\n"
        "    options: [{key: 1, set: {more: no, age: 08, name: no}, go: bye}]\n  bye: {end: done}\n"
    )
    assert result.flow is not None
    menu = result.flow.states["hello"]
    assert isinstance(menu, Menu)
    assert {name: value.value({}, "en-IN") for name, value in menu.options[0].line.set} == {
        "more": False, "age": 8, "name": "no",
    }  # fmt: skip


def test_branches_of_a_decide(loaded: Callable[[str], Loaded]) -> None:
    result = loaded(
        "flow: example\nlanguages: [en-IN]\nstart: look\nstates:\n"
        "  look: {decide: [{when: turns > 3, go: bye}, {else: bye}]}\n  bye: {end: done}\n"
    )
    assert result.flow is not None
    look = result.flow.states["look"]
    assert isinstance(look, Decide)
    assert [bool(branch.when) for branch in look.branches] == [True, False]


def test_without_on_error_the_last_resort_goes_nowhere(loaded: Callable[[str], Loaded], frame: str) -> None:
    flow = loaded(frame).flow
    assert flow is not None
    assert flow.defaults.on_error.go is None
    assert flow.states["hello"].on_error is flow.defaults.on_error


# --- projects


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(share("flows"), tmp_path / "flows")
    return tmp_path / "flows"


def test_the_shipped_project(project: Path) -> None:
    found = load_project(project)
    assert found.diagnostics == ()
    assert set(found.flows) >= {"electricity", "hello", "identify"}
    assert set(found.numbers.values()) <= set(found.flows)
    assert found.default == "electricity"


def test_one_broken_flow_does_not_take_the_others_along(project: Path) -> None:
    (project / "hello.yaml").write_text("flow: hello\n  broken", encoding="utf-8")
    found = load_project(project)
    assert set(found.flows) >= {"electricity"}
    assert "hello" not in found.flows
    assert {one.mark.file for one in found.errors} == {str(project / "hello.yaml")}


def test_two_flows_of_one_name(project: Path) -> None:
    shutil.copy(project / "hello.yaml", project / "hello2.yaml")
    (one,) = load_project(project).errors
    assert one.rule == "duplicate-name"
    assert [one.mark.file, one.related[0][1].file] == [
        str(project / "hello2.yaml"),
        str(project / "hello.yaml"),
    ]


def test_a_name_belongs_to_the_flow_whose_folder_is_called_so(project: Path) -> None:
    """The other one is told, also when it is broken, and whoever means either of them finds it."""
    file = project / "electricity" / "flow.yaml"
    file.write_text(file.read_text("utf-8").replace("flow: electricity", "flow: hello"), encoding="utf-8")
    found = load_project(project)
    assert [(one.rule, one.mark.file) for one in found.errors if one.rule == "duplicate-name"] == [
        ("duplicate-name", str(file))
    ]
    assert found.flows["hello"].mark.file == str(project / "hello.yaml")
    file.write_text(file.read_text("utf-8").replace("start: ", "start: nowhere_"), encoding="utf-8")
    assert {one.rule for one in load_project(project).errors} >= {"duplicate-name", "unknown-target"}


def test_a_number_for_a_flow_that_is_not_there(project: Path) -> None:
    numbers = project / "numbers.yaml"
    numbers.write_text('numbers: {"+18005550100": electricty}\n', encoding="utf-8")
    (one,) = load_project(project).errors
    assert (one.rule, one.suggestion) == ("unknown-flow", "electricity")


def test_an_empty_folder(tmp_path: Path) -> None:
    assert [one.rule for one in load_project(tmp_path).errors] == ["no-flows"]


def test_a_flow_is_the_same_from_wherever_it_is_loaded(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = set()
    for here, path in (
        (project / "electricity", "."),
        (project / "electricity", "flow.yaml"),
        (project / "electricity" / "prompts", ".."),
        (project, "electricity"),
        (project.parent, "flows/electricity"),
        (project.parent, str(project / "electricity")),
    ):
        monkeypatch.chdir(here)
        result = load(path)
        assert result.flow is not None, result.diagnostics
        assert "lineman_desk" in result.flow.contacts
        versions.add(result.flow.version)
    assert len(versions) == 1


# --- versions


def test_a_version_is_the_same_words_wherever_they_lie(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "elsewhere")
    first, second = (load(folder / "electricity").flow for folder in (project, tmp_path / "elsewhere"))
    assert first is not None
    assert second is not None
    assert first.version == second.version


@pytest.mark.parametrize(
    "name", ["electricity/prompts/te-IN.yaml", "electricity/personas/helpline.md", "contacts.yaml"]
)
def test_every_file_counts_for_the_version(project: Path, name: str) -> None:
    before = load(project / "electricity").flow
    path = project / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    after = load(project / "electricity").flow
    assert before is not None
    assert after is not None
    assert before.version != after.version
    assert str(path) in after.files


# --- files that are not what they should be


def test_a_link_out_of_the_project(project: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("prompts: {secret: hunter2}\n", encoding="utf-8")
    prompts = project / "electricity" / "prompts" / "en-IN.yaml"
    prompts.unlink()
    prompts.symlink_to(secret)
    result = load(project / "electricity")
    assert result.flow is None
    assert [one.rule for one in result.diagnostics if one.mark.file == str(prompts)] == ["outside-project"]
    assert "hunter2" not in "".join(result.files.values())


def test_a_link_inside_the_project_is_welcome(project: Path) -> None:
    prompts = project / "electricity" / "prompts" / "en-IN.yaml"
    prompts.rename(project / "words.yml.kept")
    prompts.symlink_to(project / "words.yml.kept")
    assert load(project / "electricity").flow is not None


def test_a_folder_where_a_file_should_be(project: Path) -> None:
    prompts = project / "electricity" / "prompts" / "en-IN.yaml"
    prompts.unlink()
    prompts.mkdir()
    assert "cannot-read" in {one.rule for one in load(project / "electricity").diagnostics}


@pytest.mark.parametrize("path", ["nothing", "nothing.yaml", "electricity/transcripts", "a\0b"])
def test_a_path_that_is_no_flow(project: Path, path: str) -> None:
    result = load(project / path)
    assert result.flow is None
    assert [one.severity for one in result.diagnostics] == [Severity.ERROR]
