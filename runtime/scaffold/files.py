"""The text of every file of a new flow."""

from __future__ import annotations

import json

from runtime.scaffold.sentences import SENTENCES, Sentences
from runtime.scaffold.wishes import LABEL, MADE_UP_NUMBER, Wishes

NOT_WRITTEN = "TODO"
"""Begins every text that only the author can write; lint's rule words-not-written finds it."""


def flow_file(wishes: Wishes) -> str:
    """flow.yaml."""
    several = len(wishes.languages) > 1
    first = "choose_language" if several else "welcome"
    title = next(iter(wishes.titles.values()))
    lines = [
        "# yaml-language-server: $schema=../.schemas/flow.schema.json",
        f"flow: {wishes.name}",
        f"title: {quoted(title)}",
        f"languages: [{', '.join(wishes.languages)}]",
        f"start: {first}",
        "",
        "# What holds in every state that listens. A state may say otherwise for itself.",
        "defaults:",
        "  wait: 6s",
        "  no_input:            # nothing was heard",
        "    - {say: still_there, repeat: yes}",
        "    - {say: press_or_speak, repeat: yes}",
        f"    - {{go: {wishes.silent_to}}}",
        "  no_match:            # something was heard that leads nowhere",
        "    - {say: not_understood, repeat: yes}",
        "    - {say: press_or_speak, repeat: yes}",
        "    - {go: person}",
        "  on_error: person     # something of ours failed",
        "",
        "# What a caller may do at any time.",
        "anywhere:",
        "  - {key: 0, phrases: ask_person, go: person}",
        "  - {key: star, phrases: ask_repeat, repeat: yes}",
        "",
        "states:",
    ]
    if several:
        lines += _choose_language(wishes)
    lines += ["  welcome: {say: welcome, go: choices}", "", "  choices:", "    menu: choices", "    options:"]
    lines += [
        f"      - {{key: {key}, label: {one.name}{LABEL}, go: {one.name}}}"
        for key, one in enumerate(wishes.choices, 1)
    ]
    lines.append("")
    lines += [f"  {one.name}: {{say: {one.name}, go: anything_else}}" for one in wishes.choices]
    lines += [
        "",
        "  anything_else:",
        "    ask: more",
        "    type: yes_no          # key 1 is yes, key 2 is no",
        "    say: anything_else",
        "    go:",
        "      - {when: more, go: choices}",
        "      - {else: goodbye}",
        "",
        "  person:",
        f"    transfer: {wishes.contact}",
        "    say: connecting",
        "    closed: nobody_there    # outside the hours in contacts.yaml",
        "    failed: nobody_there    # busy, no answer",
        "",
        "  nobody_there: {say: nobody_there, go: goodbye}",
        "  goodbye: {end: done, say: goodbye}",
    ]
    return "\n".join(lines) + "\n"


def _choose_language(wishes: Wishes) -> list[str]:
    chosen = f"{{set: {{language: {wishes.languages[0]}}}, go: welcome}}"
    options = [
        f"      - {{key: {key}, set: {{language: {tag}}}, go: welcome}}"
        for key, tag in enumerate(wishes.languages, 1)
    ]
    return [
        "  choose_language:",
        "    menu: choose_language",
        "    options:",
        *options,
        "    wait: 10s",
        f"    no_input: [{{say: choose_again}}, {chosen}]",
        f"    no_match: [{{say: wrong_key, repeat: yes}}, {chosen}]",
        "",
    ]


def prompt_file(wishes: Wishes, language: str) -> str:
    """prompts/<language>.yaml: real sentences, and marked ones where only the author knows the words."""
    own = SENTENCES[language]
    lines = ["# yaml-language-server: $schema=../../.schemas/prompts.schema.json", "prompts:"]
    if len(wishes.languages) > 1:
        keys = " ".join(
            SENTENCES[tag].language_key.format(key=key) for key, tag in enumerate(wishes.languages, 1)
        )
        lines += [
            f"  choose_language: {quoted(f'{own.hello} {keys}')}",
            f"  choose_again: {quoted(f'{own.press_number} {keys}')}",
            f"  wrong_key: {quoted(own.wrong_key)}",
        ]
    lines.append(f"  welcome: {quoted(_welcome(wishes, language, own))}")
    lines.append(f"  choices: {quoted('{{ options }}')}   # one sentence for each label below, with its key")
    for one in wishes.choices:
        known = one.labels.get(language)
        label = known or f"{NOT_WRITTEN} {next(iter(one.labels.values()))}"
        lines.append(f"  {one.name}{LABEL}: {quoted(label)}")
    for key, one in enumerate(wishes.choices, 1):
        text = one.words.get(language) or f"{NOT_WRITTEN} {own.unwritten}"
        about = next(iter(one.labels.values()))
        hint = "" if language in one.words else f"   # what a caller hears after key {key}, {about}"
        lines.append(f"  {one.name}: {quoted(text)}{hint}")
    for name in (
        "anything_else",
        "still_there",
        "press_or_speak",
        "not_understood",
        "connecting",
        "nobody_there",
        "goodbye",
    ):
        lines.append(f"  {name}: {quoted(getattr(own, name))}")
    lines += ["", "phrases:"]
    lines.append(f"  ask_person: [{', '.join(quoted(one) for one in own.person)}]")
    lines.append(f"  ask_repeat: [{', '.join(quoted(one) for one in own.repeat)}]")
    return "\n".join(lines) + "\n"


def _welcome(wishes: Wishes, language: str, own: Sentences) -> str:
    known = wishes.titles.get(language)
    text = own.welcome.format(title=known or next(iter(wishes.titles.values())))
    return text if known else f"{NOT_WRITTEN} {text}"


def contact_entry(wishes: Wishes, margin: str = "  ") -> str:
    """One contact as contacts.yaml holds it."""
    made_up = "   # made up: write your own number here" if wishes.number == MADE_UP_NUMBER else ""
    lines = [
        f"{margin}{wishes.contact}:",
        f'{margin * 2}number: "{wishes.number}"{made_up}',
        f"{margin * 2}timeout: 25s",
    ]
    if wishes.hours:
        lines.append(f"{margin * 2}hours:")
        lines += [
            f'{margin * 2}  - {{days: {one.days}, from: "{one.opens}", to: "{one.closes}"}}'
            for one in wishes.hours
        ]
    return "\n".join(lines) + "\n"


def contacts_file(wishes: Wishes) -> str:
    """contacts.yaml of a new project."""
    return (
        "# yaml-language-server: $schema=.schemas/contacts.schema.json\n"
        "# Whom a flow's `transfer` reaches, and when they are there.\n"
        "contacts:\n" + contact_entry(wishes)
    )


def numbers_file(wishes: Wishes) -> str:
    """numbers.yaml of a new project."""
    return (
        "# yaml-language-server: $schema=.schemas/numbers.schema.json\n"
        "# Which flow answers which telephone number. For example:\n"
        "#   numbers:\n"
        f'#     "+914022334455": {wishes.name}\n'
        f"default: {wishes.name}\n"
    )


def first_call(wishes: Wishes, at: str) -> str:
    """transcripts/first_call.yaml. at: when the desk is open, "2026-11-23 10:00"."""
    first = wishes.choices[0].name
    return _transcript(
        wishes,
        "a caller hears the first choice and then asks for a person",
        [
            "  - bot: welcome",
            "  - bot: choices",
            "  - press: 1",
            f"  - bot: {first}",
            "  - bot: anything_else",
            "  - press: 1",
            "  - bot: choices",
            "  - press: 0",
            "  - bot: connecting",
            f"  - transfer: {wishes.contact}",
            "  - ended: transferred",
        ],
        at,
    )


def silent_call(wishes: Wishes, at: str) -> str:
    """transcripts/nobody_speaks.yaml."""
    end = ["  - bot: goodbye", "  - ended: done"]
    if wishes.silent_to == "person":
        end = ["  - bot: connecting", f"  - transfer: {wishes.contact}", "  - ended: transferred"]
    return _transcript(
        wishes,
        "nobody speaks, and after two reminders the call comes to its end",
        [
            "  - bot: welcome",
            "  - bot: choices",
            "  - silence: 7s",
            "  - bot: still_there",
            "  - bot: choices",
            "  - silence: 7s",
            "  - bot: press_or_speak",
            "  - bot: choices",
            "  - silence: 7s",
            *end,
        ],
        at,
    )


def _transcript(wishes: Wishes, title: str, lines: list[str], at: str) -> str:
    keys = ", ".join(f"{tag}: {key}" for key, tag in enumerate(wishes.languages, 1))
    start = ["  - bot: choose_language", f"  - press: {{{keys}}}"] if len(wishes.languages) > 1 else []
    head = [
        "# yaml-language-server: $schema=../../.schemas/transcript.schema.json",
        f"transcript: {title}",
        f"languages: [{', '.join(wishes.languages)}]",
        f"call: {{at: {at}}}",
        "lines:",
    ]
    return "\n".join([*head, *start, *lines]) + "\n"


def settings_file(flows: str) -> str:
    """.vscode/settings.json. flows: the folder of the flows as seen from there, such as "flows/"."""
    schemas = {
        f"{flows}.schemas/flow.schema.json": [f"{flows}*/flow.yaml"],
        f"{flows}.schemas/prompts.schema.json": [f"{flows}*/prompts/*.yaml"],
        f"{flows}.schemas/transcript.schema.json": [f"{flows}*/transcripts/*.yaml"],
        f"{flows}.schemas/contacts.schema.json": [f"{flows}contacts.yaml"],
        f"{flows}.schemas/services.schema.json": [f"{flows}services.yaml"],
        f"{flows}.schemas/numbers.schema.json": [f"{flows}numbers.yaml"],
    }
    settings = {
        "yaml.schemas": schemas,
        "yaml.validate": True,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.wordWrap": "on"},
    }
    return json.dumps(settings, indent=2) + "\n"


EXTENSIONS_FILE = json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n"


def quoted(text: str) -> str:
    """Text as YAML reads it back unchanged, in double quotes."""
    return json.dumps(text, ensure_ascii=False)
