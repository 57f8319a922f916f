"""Rules that follow a value or a way through the flow, and the mendings they offer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from runtime.flow.diagnostic import Diagnostic
from runtime.flow.load import load_project
from runtime.flow.mending import mend
from runtime.lint.rule import Profile
from runtime.lint.run import lint

Findings = Callable[..., list[Diagnostic]]

HEAD = """\
flow: example
title: Example
languages: [{languages}]
start: {start}
defaults: {{on_error: desk, no_input: [{{go: bye}}], no_match: [{{go: desk}}]}}
"""
TAIL = """\
  desk: {transfer: front_desk, closed: bye, failed: bye}
  bye: {end: done}
"""


def flow(states: str, *, before: str = "", languages: str = "en-IN", start: str = "hello") -> str:
    return HEAD.format(languages=languages, start=start) + before + "states:\n" + states + TAIL


def rules(found: list[Diagnostic]) -> list[str]:
    return [one.rule for one in found]


def mended(found: list[Diagnostic]) -> str:
    """The file of the first finding after its mendings."""
    file = Path(found[0].mark.file)
    text, count = mend(file.read_text(encoding="utf-8"), [one.edits for one in found if one.edits])
    assert count
    return text


SECRET = "slots:\n  account_no: {type: digits, length: 13, sensitive: yes}\n"
ASK = "  hello: {ask: account_no, by: keys, say: Type your number., go: next}\n"


def test_a_secret_in_an_address_is_found_and_in_a_body_is_not(findings: Findings) -> None:
    text = flow(ASK + '  next: {fetch: look.up, send: {no: "{{ account_no }}"}, go: desk}\n', before=SECRET)
    services = "# ../services.yaml\nservices:\n  look.up: {url: https://example.org/x, method: METHOD}\n"
    assert rules(findings(text + services.replace("METHOD", "GET"))) == ["sensitive-slot-leak"]
    assert findings(text + services.replace("METHOD", "POST")) == []


def test_a_secret_copied_is_found_and_its_end_is_not(findings: Findings) -> None:
    text = flow(
        "  hello:\n    ask: account_no\n    by: keys\n    say: Type your number.\n    go: next\n"
        "  next:\n    menu: To go on, press 1.\n"
        '    options: [{key: 1, set: {other: "{{ account_no }}"}, go: told}]\n'
        '  told: {say: "It is {{ other }}.", go: desk}\n',
        before=SECRET + "  other: {type: text}\n",
    )
    assert rules(findings(text)) == ["sensitive-slot-leak"]
    assert findings(text.replace("{{ account_no }}", "{{ account_no | last(4) }}")) == []


OTHER = """\
flow: other
title: Other
languages: [en-IN]
start: card
defaults: {on_error: bye, no_input: [{go: bye}], no_match: [{go: bye}]}
inputs:
  given: {type: text}
outputs: [card]
slots:
  card: {type: digits, length: 4, sensitive: yes}
states:
  card: {ask: card, by: keys, say: "For {{ given }}, type four digits.", go: bye}
  bye: {end: done}
"""


def test_a_secret_is_followed_out_of_another_flow(tmp_path: Path, findings: Findings) -> None:
    (tmp_path / "other.yaml").write_text(OTHER, encoding="utf-8")
    text = flow(
        "  hello: {run: other, with: {given: a library}, save: who, go: told}\n"
        '  told: {say: "It is {{ who.card | digits }}.", go: desk}\n'
    )
    found = [one for one in findings(text) if one.mark.file.endswith("flow.yaml")]
    assert rules(found) == ["sensitive-slot-leak"]
    assert "`who.card`" in found[0].message
    text = text.replace("who.card |", "who.card | last(4) |")
    assert [one for one in findings(text) if one.mark.file.endswith("flow.yaml")] == []


def test_digits_that_a_service_gives_are_known_as_such(findings: Findings) -> None:
    services = (
        "# ../services.yaml\nservices:\n  complaints.create:\n    url: https://example.org/x\n"
        '    returns: {type: object, properties: {id: {type: string, pattern: "^[0-9]{1,9}$"}}}\n'
    )
    text = flow(
        "  hello: {fetch: complaints.create, save: ticket, go: told}\n"
        '  told: {say: "Your number is {{ ticket.id }}.", go: desk}\n'
    )
    assert rules(findings(text + services)) == ["raw-number"]
    assert findings(text.replace("ticket.id", "ticket.id | digits") + services) == []


@pytest.mark.parametrize(
    "line",
    [
        "token: rzp_live_AbCdEf123456",
        "Authorization: Token abcdef0123456789abcdef",
        "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2Q",
        "https://example.org/x?api_key=abcdef012345",
        "The password is hunter2hunter2",
        "SG.abcdefghijklmnop123.abcdefghijklmnop123",
    ],
)
def test_secrets_are_found_in_a_transcript(line: str) -> None:
    project = load_project(Path(__file__).resolve().parents[2] / "flows" / "hello.yaml")
    report = lint(
        project.flows.values(), project.files, transcripts={"play.yaml": f"transcript: x\n# {line}\n"}
    )
    assert [(one.rule, one.mark.file, one.mark.line) for one in report.findings] == [
        ("secret-in-flow", "play.yaml", 2)
    ]
    clean = lint(project.flows.values(), project.files, transcripts={"play.yaml": "- caller: my password\n"})
    assert clean.findings == ()


def test_what_another_flow_gives_back_may_be_missing_when_it_was_gone_past(
    tmp_path: Path, findings: Findings
) -> None:
    (tmp_path / "other.yaml").write_text(OTHER.replace(", sensitive: yes", ""), encoding="utf-8")
    states = (
        "  hello:\n    menu: To prove yourself, press 1. To go on, press 2.\n"
        "    options: [{key: 1, go: ask}, {key: 2, go: told}]\n"
        "  ask: {run: other, with: {given: a library}, save: who, go: told}\n"
        '  told: {say: "It is {{ who.card | digits }}.", go: desk}\n'
    )
    found = [one for one in findings(flow(states)) if one.mark.file.endswith("flow.yaml")]
    assert rules(found) == ["slot-may-be-empty"]
    always = flow(states.replace("{key: 2, go: told}", "{key: 2, go: desk}"))
    assert [one for one in findings(always) if one.mark.file.endswith("flow.yaml")] == []


def test_an_input_is_known_from_the_start(findings: Findings, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(OTHER, encoding="utf-8")
    project = load_project(tmp_path / "other.yaml")
    assert not [
        one for one in lint(project.flows.values(), project.files).findings if one.rule == "slot-may-be-empty"
    ]


def test_reading_back_in_a_menu_or_a_question_is_enough(findings: Findings) -> None:
    register = '  register: {fetch: complaints.create, send: {v: "{{ village }}"}, go: desk}\n'
    asked = "  hello: {ask: village, type: text, say: Which village?, go: NEXT}\n"
    assert rules(findings(flow(asked.replace("NEXT", "register") + register))) == [
        "side-effect-before-confirm"
    ]
    question = (
        '  sure:\n    ask: right\n    type: yes_no\n    say: "You said {{ village }}. Right?"\n'
        "    go: [{when: right, go: register}, {else: desk}]\n"
    )
    assert findings(flow(asked.replace("NEXT", "sure") + question + register)) == []


def test_a_number_of_a_known_kind_is_mended(findings: Findings) -> None:
    found = findings(flow('  hello: {say: "We call {{ caller.number }} back.", go: desk}\n'))
    assert rules(found) == ["raw-number"]
    assert '"We call {{ caller.number | phone }} back."' in mended(found)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("Welcome 😀 to us.", "Welcome to us."),
        ("Please **hold** the line.", "Please hold the line."),
    ],
)
def test_what_no_voice_says_is_mended(findings: Findings, words: str, after: str) -> None:
    found = findings(flow(f'  hello: {{say: "{words}", go: desk}}\n'))
    assert rules(found) == ["not-speakable"]
    assert f'"{after}"' in mended(found)


@pytest.mark.parametrize(
    "words",
    [
        "Write to office@example.org.",
        "Wait <break time='1s'/> please.",
        "PLEASE HOLD THE LINE.",
        "Fish &amp; chips.",
        "See example.com for more.",
    ],
)
def test_what_no_voice_says_is_found_once(findings: Findings, words: str) -> None:
    assert rules(findings(flow(f'  hello: {{say: "{words}", go: desk}}\n'))) == ["not-speakable"]


@pytest.mark.parametrize(
    "words",
    ["Say OK or press 1.", "We are open 24 x 7.", "Dr Rao and the R T O.", "It is 5 o'clock - hurry."],
)
def test_what_every_voice_says_is_not(findings: Findings, words: str) -> None:
    found = findings(flow(f'  hello: {{say: "{words}", go: desk}}\n'))
    assert "not-speakable" not in rules(found)


@pytest.mark.parametrize(
    "words", ["The fee is ₹1,50,000.", "It ends on 31/12/2026.", "Your number is 4821790."]
)
def test_bare_numbers_are_found_once(findings: Findings, words: str) -> None:
    assert rules(findings(flow(f'  hello: {{say: "{words}", go: desk}}\n'))) == ["raw-number"]


def test_a_word_in_two_scripts_is_found(findings: Findings) -> None:
    text = flow(
        '  hello: {say: {te-IN: "దయచేसి ఆగండి.", hi-IN: "कृपया रुकिए।"}, go: desk}\n', languages="te-IN, hi-IN"
    )
    (found,) = findings(text)
    assert found.rule == "wrong-script" and "दయ" not in found.message and "దయచేसి" in found.message


def test_a_script_of_no_language_of_the_flow_is_found(findings: Findings) -> None:
    text = flow('  hello: {say: {te-IN: "దయచేసి ఆగండి. தயவுசெய்து."}, go: desk}\n', languages="te-IN")
    assert rules(findings(text)) == ["wrong-script"]


def test_a_missing_filter_in_one_language_is_found_where_it_is(findings: Findings) -> None:
    text = flow(
        '  hello: {say: {te-IN: "{{ caller.number | phone }}", hi-IN: "{{ caller.number }}"}, go: desk}\n',
        languages="te-IN, hi-IN",
    )
    assert set(rules(findings(text))) == {"placeholder-mismatch", "raw-number"}


def test_a_flow_that_others_run_needs_no_greeting(tmp_path: Path) -> None:
    listening = OTHER.replace("by: keys, ", "").replace("sensitive: yes", "sensitive: no")
    (tmp_path / "other.yaml").write_text(listening, encoding="utf-8")
    project = load_project(tmp_path / "other.yaml")
    assert project.flows
    found = lint(project.flows.values(), project.files, profile=Profile.PRODUCTION).findings
    assert "no-ai-disclosure" not in rules(list(found))


def test_without_a_day_nothing_is_said_of_days(findings: Findings, tmp_path: Path) -> None:
    findings(flow("  hello: {say: Welcome., go: desk}\n"))
    (tmp_path / "contacts.yaml").write_text(
        'contacts: {front_desk: {number: "+914022334455", holidays: [2020-01-26]}}\n', encoding="utf-8"
    )
    project = load_project(tmp_path)
    assert lint(project.flows.values(), project.files).findings == ()


def test_phrases_that_sound_alike_are_found(findings: Findings) -> None:
    text = flow(
        "  hello:\n    menu: For bills, say bill. For the meter, say meter.\n    options:\n"
        "      - {phrases: {en-IN: [bijli nahi], hi-IN: [कुछ और]}, go: desk}\n"
        "      - {phrases: {en-IN: [the meter], hi-IN: [बिजली नहीं]}, go: bye}\n",
        languages="en-IN, hi-IN",
    ).replace("menu: For bills, say bill. For the meter, say meter.",
              'menu: {en-IN: "Say what you need.", hi-IN: "बताइए।"}')  # fmt: skip
    found = [one for one in findings(text) if one.rule == "phrase-collision"]
    assert len(found) == 1 and "sounds like" in found[0].message
