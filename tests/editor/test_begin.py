"""What is named and not there yet is begun with one click, and what is begun can be loaded."""

from __future__ import annotations

from pathlib import Path

from runtime.editor.begin import beginnings
from runtime.flow.diagnostic import Edit, Severity
from runtime.flow.load import load
from runtime.lint.run import lint

FLOW = """\
flow: office
title: Office
languages: [te-IN, en-IN]
start: hello
defaults: {no_input: [{go: bye}], no_match: [{go: bye}], on_error: bye}
states:
  hello: {say: hello, go: NEXT}
  bye: {end: done, say: thanks}   # the last word
"""
TELUGU = """\
# మన మాటలు
prompts:
  hello: "నమస్కారం."   # first
  thanks: "ధన్యవాదాలు."
phrases:
  person: [మనిషి]
"""
ENGLISH = 'prompts:\n  hello: "Hello."\n  thanks: "Thank you."'


def office(home: Path, next_state: str = "bye", telugu: str = TELUGU) -> Path:
    (home / "flows" / "office" / "prompts").mkdir(parents=True)
    folder = home / "flows" / "office"
    (folder / "flow.yaml").write_text(FLOW.replace("NEXT", next_state), encoding="utf-8")
    (folder / "prompts" / "te-IN.yaml").write_text(telugu, encoding="utf-8")
    (folder / "prompts" / "en-IN.yaml").write_text(ENGLISH, encoding="utf-8")
    (home / "flows" / "numbers.yaml").write_text("default: office\n", encoding="utf-8")
    return folder


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def written(edits: tuple[Edit, ...]) -> None:
    """Puts the edits into the files, the last place first; every one of them only adds."""
    for edit in sorted(edits, key=lambda one: (one.mark.line, one.mark.column), reverse=True):
        assert edit.mark.length == 0
        file = Path(edit.mark.file)
        lines = read(file).split("\n")
        line = lines[edit.mark.line - 1]
        lines[edit.mark.line - 1] = line[: edit.mark.column - 1] + edit.text + line[edit.mark.column - 1 :]
        file.write_text("\n".join(lines), encoding="utf-8")


def click(folder: Path, rule: str, title: str) -> None:
    loaded = load(folder)
    found = list(loaded.diagnostics)
    if loaded.flow is not None:
        found += lint([loaded.flow], loaded.files).findings
    finding = next(one for one in found if one.rule == rule)
    begun = [one for one in beginnings(finding, folder, read) if str(one.title) == title]
    assert len(begun) == 1
    written(begun[0].edits)


def errors(folder: Path) -> list[str]:
    return [one.message for one in load(folder).diagnostics if one.severity is Severity.ERROR]


def test_a_state_and_then_its_words_are_begun(tmp_path: Path) -> None:
    folder = office(tmp_path, "hours")
    click(folder, "unknown-target", "Begin a state `hours`")
    assert read(folder / "flow.yaml").endswith("# the last word\n  hours: {say: hours, go: bye}\n")
    click(folder, "unknown-prompt", "Begin the words of `hours` in every language")
    assert errors(folder) == []
    assert read(folder / "prompts" / "te-IN.yaml") == TELUGU.replace("phrases:", '  hours: "TODO"\nphrases:')
    assert read(folder / "prompts" / "en-IN.yaml") == ENGLISH + '\n  hours: "TODO"'


def test_what_a_language_lacks_is_begun_with_the_words_of_another(tmp_path: Path) -> None:
    folder = office(tmp_path, telugu=TELUGU.replace('  hello: "నమస్కారం."   # first\n', ""))
    click(folder, "missing-translation", "Begin every sentence that a language lacks")
    assert '  hello: "TODO Hello."' in read(folder / "prompts" / "te-IN.yaml")
    assert read(folder / "prompts" / "en-IN.yaml") == ENGLISH


def test_a_service_is_described_in_a_file_that_is_not_there_yet_or_beside_others(tmp_path: Path) -> None:
    folder = office(tmp_path, "ask")
    flow = folder / "flow.yaml"
    flow.write_text(
        read(flow) + "  ask: {fetch: bills.read, save: bill, on_error: bye, go: more}\n"
        "  more: {fetch: dues.read, save: due, on_error: bye, go: bye}\n",
        encoding="utf-8",
    )
    click(folder, "unknown-service", "Describe `bills.read` in services.yaml")
    click(folder, "unknown-service", "Describe `dues.read` in services.yaml")
    assert errors(folder) == []
    assert read(tmp_path / "flows" / "services.yaml").startswith("services:\n  dues.read:\n")


def test_other_findings_begin_nothing(tmp_path: Path) -> None:
    folder = office(tmp_path)
    (folder / "flow.yaml").write_text(
        FLOW.replace("NEXT", "bye").replace("title:", "titel:"), encoding="utf-8"
    )
    assert [list(beginnings(one, folder, read)) for one in load(folder).diagnostics] == [[]]
