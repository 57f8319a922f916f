"""flowctl translations: the table, the spreadsheet and back, the record of what was made from what."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from runtime.cli.sheet import MOST_ROWS, BadSheet, read_sheet, write_sheet
from runtime.cli.translating import MADE_FROM, NotATable, table, taken_in
from runtime.cli.translations import command
from runtime.flow.load import load
from runtime.flow.model import Flow
from runtime.flow.translated import Standing, fingerprint, read_record, standings

FLOW = """\
flow: example
title: Example
languages: [en-IN, hi-IN, ta-IN]
start: hello
states:
  hello: {say: welcome, go: done}   # the greeting
  done:
    end: done
    say: {en-IN: "We say goodbye now.", hi-IN: "अब हम विदा लेते हैं।"}
"""
ENGLISH = """\
# yaml-language-server: $schema=prompts.schema.json
prompts:
  welcome: "Welcome. To pay, press 1."   # said first
  ticket: >-
    Your number is
    {{ caller.number | phone }}.
"""
HINDI = """\
# our Hindi words
prompts:

  welcome: 'स्वागत है। भुगतान के लिए 1 दबाएँ।'   # checked by the desk
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "example"
    (folder / "prompts").mkdir(parents=True)
    (folder / "flow.yaml").write_text(FLOW, encoding="utf-8")
    (folder / "prompts" / "en-IN.yaml").write_text(ENGLISH, encoding="utf-8")
    (folder / "prompts" / "hi-IN.yaml").write_text(HINDI, encoding="utf-8")
    return folder


def flow(home: Path) -> Flow:
    loaded = load(home)
    assert loaded.flow is not None, loaded.diagnostics
    return loaded.flow


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ, by place; extra lines of the new text last."""
    old, new = before.splitlines(), after.splitlines()
    kept = [line for line in new if line in old]
    assert kept == [line for line in old if line in new], "lines were moved"
    gone = [line for line in old if line not in new]
    return [(gone.pop(0) if gone else "", line) for line in new if line not in old]


def filled(home: Path, **words: str) -> list[list[str]]:
    """The table of this flow with other words: `ta_ticket="…"` is the Tamil of `ticket`."""
    rows = table(flow(home), ["hi-IN", "ta-IN"])
    for key, value in words.items():
        language, _, prompt = key.partition("_")
        for row in rows[1:]:
            if row[0] == prompt.replace("__", "."):
                row[rows[0].index(f"{language}-IN")] = value
    return rows


def test_the_table_shows_source_words_and_how_they_stand(home: Path) -> None:
    rows = table(flow(home), ["hi-IN", "ta-IN"])
    assert rows[0] == ["prompt", "en-IN", "hi-IN", "ta-IN", "status", MADE_FROM]
    assert [row[0] for row in rows[1:]] == ["welcome", "ticket", "done.say"]
    assert rows[2][1:5] == ["Your number is {{ caller.number | phone }}.", "", "", "missing, missing"]


def test_only_the_lines_meant_are_touched(home: Path) -> None:
    rows = filled(
        home,
        hi_welcome="नमस्कार। भुगतान के लिए 1 दबाएँ।",
        hi_ticket="आपका नंबर {{ caller.number | phone }} है।",
        hi_done__say="अब हम विदा लेते हैं। नमस्ते।",
    )
    outcome = taken_in(flow(home), rows)
    assert outcome.refused == []
    assert sorted(outcome.written) == [("done.say", "hi-IN"), ("ticket", "hi-IN"), ("welcome", "hi-IN")]
    assert changed(HINDI, (home / "prompts" / "hi-IN.yaml").read_text(encoding="utf-8")) == [
        (
            "  welcome: 'स्वागत है। भुगतान के लिए 1 दबाएँ।'   # checked by the desk",
            "  welcome: 'नमस्कार। भुगतान के लिए 1 दबाएँ।'   # checked by the desk",
        ),
        ("", '  ticket: "आपका नंबर {{ caller.number | phone }} है।"'),
    ]
    assert changed(FLOW, (home / "flow.yaml").read_text(encoding="utf-8")) == [
        (
            '    say: {en-IN: "We say goodbye now.", hi-IN: "अब हम विदा लेते हैं।"}',
            '    say: {en-IN: "We say goodbye now.", hi-IN: "अब हम विदा लेते हैं। नमस्ते।"}',
        )
    ]
    assert (home / "prompts" / "en-IN.yaml").read_text(encoding="utf-8") == ENGLISH


def test_a_language_without_a_file_gets_one_and_words_in_place_a_language_more(home: Path) -> None:
    rows = filled(
        home,
        ta_welcome="வணக்கம். பணம் செலுத்த 1 அழுத்தவும்.",
        ta_ticket='உங்கள் "எண்" {{ caller.number | phone }}.',
        ta_done__say="இப்போது விடைபெறுகிறோம்.",
    )
    outcome = taken_in(flow(home), rows)
    assert outcome.refused == []
    text = (home / "prompts" / "ta-IN.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[0] == ENGLISH.splitlines()[0]
    made = flow(home)
    assert made.prompts["ticket"].texts["ta-IN"].source == 'உங்கள் "எண்" {{ caller.number | phone }}.'
    assert made.prompts["done.say"].texts["ta-IN"].source == "இப்போது விடைபெறுகிறோம்."
    found = standings(made, "ta-IN", read_record(made, "ta-IN"))
    assert set(found.values()) == {Standing.CURRENT}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("வணக்கம்.", "the key 1 is not told"),
        ("வணக்கம். பணம் செலுத்த 2 அழுத்தவும்.", "press 2"),
        ("வணக்கம் {{ name }}. 1 அழுத்தவும்.", "{{ name }} is not in the source"),
        ("வணக்கம் {{ name. 1 அழுத்தவும்.", "cannot stand here"),
        ("Vanakkam. Panam seluttha 1 azhuthavum.", "no Tamil letter"),
        ("Welcome. To pay, press 1.", "the source itself"),
        ("???????. ???? 1 ??????.", "letters were lost"),
    ],
)
def test_words_that_would_harm_callers_are_refused_and_the_rest_is_taken(
    home: Path, words: str, reason: str
) -> None:
    rows = filled(home, ta_welcome=words, ta_done__say="இப்போது விடைபெறுகிறோம்.")
    outcome = taken_in(flow(home), rows)
    (refused,) = outcome.refused
    assert (refused.row, refused.prompt, refused.language) == (2, "welcome", "ta-IN")
    assert reason in refused.reason
    assert outcome.written == [("done.say", "ta-IN")]
    assert "ta-IN" not in flow(home).prompts["welcome"].texts


def test_a_source_that_changed_makes_its_translations_stale_until_they_are_accepted(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(["accept", str(home)]) == 0
    assert standings(flow(home), "hi-IN", read_record(flow(home), "hi-IN"))["welcome"] is Standing.CURRENT
    english = home / "prompts" / "en-IN.yaml"
    english.write_text(ENGLISH.replace("Welcome.", "Good morning."), encoding="utf-8")
    assert standings(flow(home), "hi-IN", read_record(flow(home), "hi-IN"))["welcome"] is Standing.STALE
    assert command([str(home)], to=["hi-IN"]) == 1
    assert "welcome: stale" in capsys.readouterr().out
    assert command(["accept", str(home)], prompt=["welcome"]) == 0
    assert standings(flow(home), "hi-IN", read_record(flow(home), "hi-IN"))["welcome"] is Standing.CURRENT


def test_words_made_from_an_older_source_are_taken_and_are_stale(home: Path) -> None:
    rows = filled(home, hi_welcome="नमस्कार। भुगतान के लिए 1 दबाएँ।")
    english = home / "prompts" / "en-IN.yaml"
    english.write_text(ENGLISH.replace("Welcome.", "Good morning."), encoding="utf-8")
    outcome = taken_in(flow(home), rows)
    assert ("welcome", "hi-IN") in outcome.written and "welcome" in outcome.older
    assert standings(flow(home), "hi-IN", read_record(flow(home), "hi-IN"))["welcome"] is Standing.STALE


def test_what_was_accepted_meanwhile_stays_accepted(home: Path) -> None:
    rows = filled(home)
    english = home / "prompts" / "en-IN.yaml"
    english.write_text(ENGLISH.replace("Welcome.", "Good morning."), encoding="utf-8")
    assert command(["accept", str(home)]) == 0
    outcome = taken_in(flow(home), rows)
    assert outcome.older == [] and outcome.written == []
    assert standings(flow(home), "hi-IN", read_record(flow(home), "hi-IN"))["welcome"] is Standing.CURRENT


def test_a_merge_that_keeps_both_sides_is_right(home: Path) -> None:
    assert command(["accept", str(home)]) == 0
    file = home / "prompts" / ".sources" / "hi-IN.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    other = lines[-1].split()
    merged = ["<<<<<<< ours", *lines, "=======", " ".join((other[0], "0" * 12, other[2])), ">>>>>>> theirs"]
    file.write_text("\n".join(merged), encoding="utf-8")
    found = standings(flow(home), "hi-IN", read_record(flow(home), "hi-IN"))
    assert Standing.STALE not in found.values() and Standing.UNRECORDED not in found.values()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "must name the columns"),
        ([["name", "hi-IN"]], "must name the columns"),
        ([["prompt", "hi-IN", "hi-IN"]], "stands twice"),
        ([["prompt", "kn-IN"]], "add it to `languages`"),
        ([["prompt", "en-IN"]], "no column is a language"),
    ],
)
def test_a_table_with_wrong_columns_is_refused_as_a_whole(
    home: Path, rows: list[list[str]], message: str
) -> None:
    with pytest.raises(NotATable, match=message):
        taken_in(flow(home), rows)


def test_an_unknown_prompt_is_refused_with_the_name_that_was_meant(home: Path) -> None:
    outcome = taken_in(flow(home), [["prompt", "hi-IN"], ["welcom", "नमस्ते"]])
    assert "did you mean `welcome`" in outcome.refused[0].reason


def test_a_flow_that_would_not_load_gets_its_files_back(home: Path) -> None:
    before = flow(home)
    (home / "flow.yaml").write_text(FLOW.replace("go: done", "go: nowhere"), encoding="utf-8")
    with pytest.raises(NotATable, match="nothing was written"):
        taken_in(before, [["prompt", "hi-IN"], ["welcome", "नमस्ते, 1 दबाएँ।"]])
    assert (home / "prompts" / "hi-IN.yaml").read_text(encoding="utf-8") == HINDI


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_file_comes_back_as_it_was_and_runs_no_formula(tmp_path: Path, ending: str) -> None:
    rows = [
        ["prompt", "te-IN"],
        ["a", '=HYPERLINK("x")'],
        ["b", "'quoted"],
        ["c", 'తెలుగు, "రెండు"'],
        ["d", "-1"],
    ]
    file = tmp_path / f"words{ending}"
    write_sheet(file, rows)
    assert read_sheet(file) == rows
    if ending == ".csv":
        data = file.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_what_a_spreadsheet_makes_of_a_csv_is_read(tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_bytes("prompt;hi-IN\r\na;नमस्ते\r\n;\r\n".encode("utf-8-sig"))
    assert read_sheet(file) == [["prompt", "hi-IN"], ["a", "नमस्ते"]]
    file.write_bytes("prompt\thi-IN\r\na\tनमस्ते\r\n".encode("utf-16"))
    assert read_sheet(file) == [["prompt", "hi-IN"], ["a", "नमस्ते"]]


def hostile(name: str) -> bytes:
    match name:
        case "latin.csv":
            return "prompt,hi-IN\na,é\n".encode("latin-1")
        case "huge.csv":
            return b"prompt,hi-IN\n" + b"a,b\n" * 2_000_000
        case "rows.csv":
            return b"prompt,hi-IN\n" + b"a,b\n" * MOST_ROWS
        case "wide.csv":
            return b"," * 4000
        case "cell.csv":
            return b"prompt,hi-IN\na," + b"x" * 20_000
        case "nul.csv":
            return b"prompt\0,hi-IN\n"
        case "quote.csv":
            return b'prompt,hi-IN\n"a,b\n'
        case "book.csv":
            return b"PK\x03\x04rest"
        case "bomb.xlsx":
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
                bomb.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
            return packed.getvalue()
        case _:
            return b"not a workbook"


NAMES = "latin.csv huge.csv rows.csv wide.csv cell.csv nul.csv quote.csv book.csv bomb.xlsx broken.xlsx"


@pytest.mark.parametrize("name", NAMES.split())
def test_a_hostile_file_is_one_sentence(
    home: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(hostile(name))
    with pytest.raises(BadSheet):
        read_sheet(file)
    assert command(["import", str(home), str(file)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "to", "told"),
    [
        (["export"], [], "write: flowctl"),
        (["export", "no_such_flow"], [], "there is no flow"),
        (["import", "{home}"], [], "write: flowctl"),
        (["import", "{home}", "gone.csv"], [], "cannot be read"),
        (["{home}"], ["kn-IN"], "add it to `languages` first"),
        (["{home}"], ["en-IN"], "translated from"),
    ],
)
def test_wrong_usage_is_one_sentence(
    home: Path, words: list[str], to: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command([word.replace("{home}", str(home)) for word in words], to=to) == 2
    assert told in capsys.readouterr().err


def test_there_and_back_changes_nothing(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    assert command(["export", str(home)], out=file) == 0
    before = {path: path.read_bytes() for path in home.rglob("*.yaml")}
    assert command(["import", str(home), str(file)]) == 0
    assert {path: path.read_bytes() for path in home.rglob("*.yaml")} == before


def test_fingerprints_pass_over_blanks_alone() -> None:
    assert fingerprint("Press  1.\n") == fingerprint("Press 1.") != fingerprint("Press 2.")


MENU = """\
flow: example
title: Example
languages: [en-IN, hi-IN]
start: hello
states:
  hello: {menu: choices, options: [{key: 1, label: bill_label, go: done}]}
  done: {end: done, say: thanks}
"""


def menu(home: Path, words: str = "{{ options }}") -> Flow:
    (home / "flow.yaml").write_text(MENU, encoding="utf-8")
    hindi = words.replace("Or hang up.", "या फ़ोन रखें।")
    for language, own, bill, thanks in (
        ("en-IN", words, "bills", "Thank you."),
        ("hi-IN", hindi, "TODO बिल", "TODO"),
    ):
        (home / "prompts" / f"{language}.yaml").write_text(
            f'prompts:\n  choices: "{own}"\n  bill_label: "{bill}"\n  thanks: "{thanks}"\n', encoding="utf-8"
        )
    return flow(home)


def test_a_note_waits_for_the_translator_and_is_no_beginning(home: Path) -> None:
    rows = table(menu(home), ["hi-IN"], [Standing.MISSING])
    assert [row[:3] for row in rows[1:]] == [["bill_label", "bills", ""], ["thanks", "Thank you.", ""]]


def test_words_made_of_labels_are_not_translated(home: Path) -> None:
    assert "choices" not in [row[0] for row in table(menu(home), ["hi-IN"])]


def test_options_stay_options_in_every_language(home: Path) -> None:
    made = menu(home, "{{ options }} Or hang up.")
    rows = table(made, ["hi-IN"])
    assert rows[1][:3] == ["choices", "{{ options }} Or hang up.", "{{ options }} या फ़ोन रखें।"]
    rows[1][2] = "बिल के लिए 1 दबाएँ। या फ़ोन रखें।"
    refused = taken_in(made, rows[:2]).refused
    assert [one.prompt for one in refused] == ["choices"]
    assert "{{ options }} is lost" in refused[0].reason
