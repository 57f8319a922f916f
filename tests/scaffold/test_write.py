"""What `new` writes passes our own tools, in every language, and spoils nothing that is there."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from runtime.cli.main import run
from runtime.flow.diagnostic import Severity
from runtime.flow.load import load, load_project
from runtime.language.script import LANGUAGES
from runtime.lint.run import lint
from runtime.scaffold.sentences import SENTENCES
from runtime.scaffold.wishes import Choice, Hours, Refused, Wishes
from runtime.scaffold.write import flows_folder, scaffold

WISHES = Wishes(
    name="water",
    titles={"en-IN": "Water Board"},
    languages=("te-IN", "hi-IN", "en-IN"),
    choices=(Choice("bill", {"en-IN": "Bills", "te-IN": "బిల్లులు"}, {"en-IN": "Pay at the office."}),),
    contact="front_desk",
    hours=(Hours("sat", "15:00", "18:00"),),
)
WHOLE = dataclasses.replace(
    WISHES,
    titles={"te-IN": "జల మండలి", "hi-IN": "जल बोर्ड", "en-IN": "Water Board"},
    choices=(
        Choice(
            "bill",
            {"te-IN": "బిల్లులు", "hi-IN": "बिल", "en-IN": "Bills"},
            {
                "te-IN": "బిల్లును కార్యాలయంలో చెల్లించవచ్చు.",
                "hi-IN": "बिल दफ़्तर में भर सकते हैं।",
                "en-IN": "You can pay your bill at the office.",
            },
        ),
    ),
)


def findings(folder: Path) -> list[tuple[str, str, str]]:
    """(file, prompt line's rule, severity) of everything that validate and lint say."""
    project = load_project(folder)
    found = [*project.diagnostics, *lint(project.flows.values(), project.files).findings]
    return [
        (Path(one.mark.file).name, one.rule, one.message)
        for one in found
        if one.severity is not Severity.INFO
    ]


def test_only_the_authors_own_words_are_missing(tmp_path: Path) -> None:
    scaffold(tmp_path, WISHES)
    found = findings(tmp_path / "flows")
    assert {rule for _, rule, _ in found} == {"words-not-written"}
    assert {(file, message.split("`")[1]) for file, _, message in found} == {
        ("te-IN.yaml", "welcome"), ("te-IN.yaml", "bill"),
        ("hi-IN.yaml", "welcome"), ("hi-IN.yaml", "bill_label"), ("hi-IN.yaml", "bill"),
    }  # fmt: skip


def test_nothing_is_missing_when_all_was_said(tmp_path: Path) -> None:
    scaffold(tmp_path, WHOLE)
    assert findings(tmp_path / "flows") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_of_each_language_pass(language: str, tmp_path: Path) -> None:
    own = SENTENCES[language]
    alone = dataclasses.replace(
        WISHES,
        languages=(language,),
        titles={language: own.language_name},
        choices=(Choice("news", {language: own.language_name}, {language: own.not_understood}),),
    )
    scaffold(tmp_path, alone)
    assert findings(tmp_path / "flows") == []


def test_all_languages_at_once_pass(tmp_path: Path) -> None:
    every = {one: SENTENCES[one].language_name for one in LANGUAGES}
    words = {one: SENTENCES[one].nobody_there for one in LANGUAGES}
    nine = tuple(LANGUAGES[:9])
    scaffold(
        tmp_path,
        dataclasses.replace(WISHES, languages=nine, titles=every, choices=(Choice("news", every, words),)),
    )
    assert {rule for _, rule, _ in findings(tmp_path / "flows")} <= {"menu-too-long", "prompt-too-long"}


@pytest.mark.parametrize("silent_to", ["goodbye", "person"])
def test_its_first_calls_pass(silent_to: str, tmp_path: Path) -> None:
    written = scaffold(tmp_path, dataclasses.replace(WISHES, silent_to=silent_to))
    scripts = sorted((written.flow / "transcripts").iterdir())
    assert [one.name for one in scripts] == ["first_call.yaml", "nobody_speaks.yaml"]
    assert run(["test", str(written.flow)]) == 0


def test_every_caller_of_a_new_flow_gets_out(tmp_path: Path) -> None:
    scaffold(tmp_path, WHOLE)
    assert run(["prove", str(tmp_path / "flows" / "water")]) == 0


def test_the_first_call_happens_when_the_desk_is_open(tmp_path: Path) -> None:
    written = scaffold(tmp_path, WISHES)
    assert "at: 2026-11-28 15:00" in (written.flow / "transcripts" / "first_call.yaml").read_text("utf-8")


def test_a_second_flow_joins_the_project(tmp_path: Path) -> None:
    first = scaffold(tmp_path, WISHES)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    second = scaffold(tmp_path, dataclasses.replace(WISHES, name="gas", contact="gas_desk"))
    project = load_project(tmp_path / "flows")
    assert set(project.flows) == {"water", "gas"}
    assert set(project.flows["gas"].contacts) == {"front_desk", "gas_desk"}
    assert (first.listed, second.listed) == (True, False)
    contacts = tmp_path / "flows" / "contacts.yaml"
    assert second.grown == (contacts,)
    for path, data in before.items():
        if path == contacts:
            assert path.read_bytes().startswith(data)
        else:
            assert path.read_bytes() == data


def test_a_known_contact_is_used_as_it_is(tmp_path: Path) -> None:
    scaffold(tmp_path, WISHES)
    assert scaffold(tmp_path, dataclasses.replace(WISHES, name="gas")).grown == ()


@pytest.mark.parametrize(
    ("contacts", "words"),
    [
        ('contacts: {other: {number: "+14155550126"}}\n', "contacts.yaml first"),
        ("contacts:\n  other:\n   number: [\n", "contacts.yaml"),
        ("contacts:\n\tother: x\n", "contacts.yaml"),
        (b"contacts:\n  \xff\xfe: x\n", "UTF-8"),
    ],
)
def test_contacts_that_cannot_grow_are_left_alone(contacts: str | bytes, words: str, tmp_path: Path) -> None:
    data = contacts if isinstance(contacts, bytes) else contacts.encode()
    (tmp_path / "contacts.yaml").write_bytes(data)
    with pytest.raises(Refused) as refused:
        scaffold(tmp_path, WISHES)
    assert words in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["contacts.yaml"]
    assert (tmp_path / "contacts.yaml").read_bytes() == data


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "water.yaml").write_text("mine\n", encoding="utf-8")
    with pytest.raises(Refused, match="exists already"):
        scaffold(tmp_path, WISHES)
    assert [path.name for path in tmp_path.rglob("*")] == ["flows", "water.yaml"]


def test_settings_that_are_there_stay(tmp_path: Path) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / "settings.json").write_text("{}", encoding="utf-8")
    scaffold(tmp_path, WISHES)
    assert (tmp_path / ".vscode" / "settings.json").read_text("utf-8") == "{}"


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "flows" / "water").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="exists already"):
        scaffold(tmp_path, WISHES)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_every_schema_that_is_named_is_there(tmp_path: Path) -> None:
    scaffold(tmp_path, WISHES)
    for path in (tmp_path / "flows").rglob("*.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert (path.parent / first.split("$schema=")[1]).is_file(), path
    settings = json.loads((tmp_path / ".vscode" / "settings.json").read_text("utf-8"))
    for schema, places in settings["yaml.schemas"].items():
        assert (tmp_path / schema).is_file()
        if "services" not in schema:
            assert list(tmp_path.glob(places[0])), places


def test_the_folder_of_flows(tmp_path: Path) -> None:
    assert flows_folder(tmp_path) == tmp_path / "flows"
    (tmp_path / "numbers.yaml").write_text("default: water\n", encoding="utf-8")
    assert flows_folder(tmp_path) == tmp_path
    written = scaffold(tmp_path, WISHES)
    assert load(written.flow).flow is not None
