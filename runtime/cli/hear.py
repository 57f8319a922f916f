"""flowctl hear: every prompt as it will be spoken, with sample values, its length, and on request its sound.

Lengths are estimates from measured speaking rates (runtime/language/length.py) until the sound is made.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from runtime.cli.report import complain, shown
from runtime.cli.which_flow import NoSuchFlow, which_flow
from runtime.flow.faults import listed, nearest
from runtime.flow.load import load
from runtime.flow.model import Ask, Flow, SlotType
from runtime.flow.project import flow_file, flow_paths
from runtime.flow.sample import sample_values, slots_of, values_for
from runtime.flow.template import Template, TemplateFailed
from runtime.language.length import seconds

BAR = 20
"""Cells of the longest bar."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_GIVEN = re.compile(r"[A-Za-z_][\w.]*")


class Page(StrEnum):
    """What --format takes."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Heard:
    """One prompt in one language. words: as they are spoken. seconds: estimated, or of the sound when
    `file` holds it. problem: why the words cannot be said, or the sound not made."""

    flow: str
    prompt: str
    language: str
    words: str
    seconds: float
    pace: float = 1.0
    speaker: str | None = None
    file: str | None = None
    problem: str | None = None


def command(
    path: Annotated[
        str, typer.Argument(help="A flow's name, folder or file, or a folder of flows.", show_default=False)
    ],
    lang: Annotated[
        list[str] | None, typer.Option(metavar="LANGUAGE", help="Only this language; may be repeated.")
    ] = None,
    prompt: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this prompt; may be repeated.")
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME=VALUE", help="A value in place of the sample: bill.amount=1250"),
    ] = None,
    longest: Annotated[bool, typer.Option("--longest", help="The longest first.")] = False,
    audio: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write a WAV of each: FOLDER/LANGUAGE/PROMPT.wav."),
    ] = None,
    play: Annotated[bool, typer.Option("--play", help="Play each through this computer's speaker.")] = False,
    format: Annotated[Page, typer.Option(help="How to print.")] = Page.TEXT,
) -> int:
    """Returns 0; 1 when a flow cannot be loaded, words cannot be said or no sound was made; 2 for a flow,
    language, prompt or value that is not there."""
    flows = _flows(path)
    if isinstance(flows, int):
        return flows
    wrong = _misnamed(flows, lang or [], prompt or [], given or [])
    if wrong:
        complain(wrong)
        return 2
    values = dict(one.split("=", 1) for one in given or [])
    found = [
        one
        for flow in flows
        for one in rehearsal(flow, values)
        if (not lang or one.language in lang) and (not prompt or one.prompt in prompt)
    ]
    if audio is not None or play:
        from runtime.cli.heard_sound import NoSound, sounded

        try:
            found = sounded(found, audio, play=play)
        except NoSound as reason:
            complain(str(reason))
            return 1
    if longest:
        found.sort(key=lambda one: -one.seconds)
    _print(found, format, longest)
    return 1 if any(one.problem for one in found) else 0


def rehearsal(flow: Flow, given: Mapping[str, str] | None = None) -> Iterator[Heard]:
    """Every prompt of the flow in each of its languages, as it will be spoken. given: values by dotted
    name, in place of samples."""
    offers = {state.each for state in flow.states.values() if isinstance(state, Ask)}
    for prompt in flow.prompts.values():
        for language in flow.languages:
            template = prompt.texts.get(language)
            if template is None:
                continue
            words, problem = _words(flow, template, language, prompt.name in offers, given or {})
            yield Heard(
                flow.name,
                prompt.name,
                language,
                words,
                round(seconds(words, language, flow.voice.pace), 1),
                flow.voice.pace,
                flow.voice.speaker,
                problem=problem,
            )


def _words(
    flow: Flow, template: Template, language: str, offered: bool, given: Mapping[str, str]
) -> tuple[str, str | None]:
    more: dict[str, Any] = {"key": "1"} if offered else {}
    try:
        more |= _overridden(flow, template, language, given)
        return template.render(values_for(flow, template, language, more), language), None
    except TemplateFailed as fault:
        return template.source, str(fault)


def _overridden(flow: Flow, template: Template, language: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The given values that these words read, laid over the samples beside them."""
    wanted = {name: value for name, value in given.items() if name in template.names}
    samples = sample_values(flow, language, template.names) if wanted else {}
    roots = {}
    for name, text in wanted.items():
        root, *fields = name.split(".")
        slot = slots_of(flow).get(name)
        value: Any = text == "yes" if slot and slot.type is SlotType.YES_NO else text
        if not fields:
            roots[root] = value
            continue
        holder = roots[root] = samples[root]
        for field in fields[:-1]:
            holder = holder[field]
        holder[fields[-1]] = value
    return roots


def _flows(path: str) -> list[Flow] | int:
    """The flows that are meant, or the exit code after a complaint."""
    try:
        place = which_flow(path)
    except NoSuchFlow as unknown:
        complain(str(unknown))
        return 2
    places = [place] if place.is_file() or flow_file(place) else flow_paths(place)
    if not places:
        complain(f"there is no flow in {path}")
        return 2
    flows = [(one, load(one).flow) for one in places]
    for one, flow in flows:
        if flow is None:
            complain(f"{one} has mistakes; `flowctl validate {one}` shows them")
    loaded = [flow for _, flow in flows if flow is not None]
    return loaded if len(loaded) == len(flows) else 1


def _misnamed(flows: list[Flow], langs: list[str], prompts: list[str], given: list[str]) -> str | None:
    """What is wrong with what was asked for, in one sentence."""
    languages = sorted({language for flow in flows for language in flow.languages})
    names = sorted({name for flow in flows for name in flow.prompts})
    read = sorted(
        {
            name
            for flow in flows
            for prompt in flow.prompts.values()
            for text in prompt.texts.values()
            for name in text.names
        }
    )
    for one in langs:
        if one not in languages:
            return f"nothing is said in {one}; there are {listed(languages)}"
    for one in prompts:
        if one not in names:
            near = nearest(one, names)
            return f"there is no prompt {one}" + (f"; did you mean {near}?" if near else "")
    for one in given:
        name, equals, _ = one.partition("=")
        if not equals or not _GIVEN.fullmatch(name):
            return f"--with takes a name and a value, such as bill.amount=1250, not {one}"
        if name not in read:
            near = nearest(name, read)
            return f"no words read {name}" + (f"; did you mean {near}?" if near else f"; {listed(read, 8)}")
    return None


def _print(found: list[Heard], format: Page, longest: bool) -> None:
    if format is Page.JSON:
        print(json.dumps({"prompts": [asdict(one) for one in found]}, ensure_ascii=False, indent=2))
        return
    if not sys.stdout.isatty():
        named = _names(found)
        for name, one in zip(named, found, strict=True):
            words = shown(" ".join(one.words.split()))
            problem = f"\tcannot be said: {shown(one.problem)}" if one.problem else ""
            print(f"{name}\t{one.language}\t{one.seconds:.1f}\t{words}{problem}")
        return
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(_table(found, longest))
    console.print(_summary(found))


def _names(found: list[Heard]) -> list[str]:
    """The prompts' names, with the flow's before them when there are several flows."""
    several = len({one.flow for one in found}) > 1
    return [f"{one.flow}/{one.prompt}" if several else one.prompt for one in found]


def _table(found: list[Heard], longest: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("prompt", "language", "seconds", "", "words"):
        table.add_column(
            heading, justify="right" if heading == "seconds" else "left", no_wrap=heading != "words"
        )
    most = max((one.seconds for one in found), default=0.0)
    before = ""
    for full, one in zip(_names(found), found, strict=True):
        name = full if longest or full != before else ""
        before = full
        words = Text(shown(" ".join(one.words.split())))
        if one.problem:
            words.append(f"\ncannot be said: {shown(one.problem)}", style="bold red")
        table.add_row(name, one.language, f"{one.seconds:.1f}", bar(one.seconds, most), words)
    return table


def bar(value: float, most: float) -> str:
    """A bar of at most BAR cells, drawn to an eighth of a cell."""
    eighths = round(BAR * 8 * value / most) if most else 0
    whole, part = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[part] if part else "")


def _summary(found: list[Heard]) -> str:
    if not found:
        return "no words"
    prompts = len({(one.flow, one.prompt) for one in found})
    languages = len({one.language for one in found})
    top = max(found, key=lambda one: one.seconds)
    measured = "measured" if all(one.file for one in found) else "estimated"
    return (
        f"\n{prompts} prompts in {languages} languages; the longest is {top.prompt} in {top.language}, "
        f"{top.seconds:.1f} s ({measured})"
    )
