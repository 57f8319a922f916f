"""A call that was made, as the lines of a play; one play for all languages in which it reads alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.effect import Dial, Effect, Speak
from runtime.dialogue.turn import Taken
from runtime.prove.acting import Acted
from runtime.prove.graph import MONDAY
from runtime.prove.saying import names
from runtime.prove.script import write_move
from runtime.transcript.writer import Bare, Page

_KEYS = {**{str(key): Bare(key) for key in range(10)}, "*": Bare("star"), "#": Bare("hash")}
"""One key, as a person writes it."""
Remarks = Callable[[Iterable[Taken]], tuple[str, ...]]
"""What to remark on what the flow has just noted."""


def page_of(dialogue: Dialogue, call: Acted, remarks: Remarks = lambda taken: ()) -> Page:
    """The call as a page without title. What is remarked of a move stands above its line, once in a play."""
    page = Page("", call=_call(call))
    remarked: set[str] = set()
    _heard(page, call.began.effects)
    for act in call.acts:
        for words in remarks(act.played.taken):
            if words not in remarked:
                remarked.add(words)
                page.remark(words)
        if act.move.what == "keys":
            page.line("press", _KEYS.get(act.move.text, act.move.text))
        elif act.move.what == "recorded":
            page.line("caller", names(act.before.language)[0])
        else:
            write_move(page, act.move, dialogue, act.before)
        _heard(page, act.played.effects)
    if set(page.stub.get("transfer", ())) == {"completed"}:
        del page.stub["transfer"]  # as it is where nothing is said of it
    ended = call.acts[-1].played.call.ended if call.acts else call.began.call.ended
    if ended is not None:
        page.line("ended", ended)
    return page


def _call(call: Acted) -> dict[str, Any]:
    """What is not as it is in every play that says nothing of it."""
    beginning = call.beginning
    made: dict[str, Any] = {}
    if beginning.now != MONDAY:
        made["at"] = Bare(f"{beginning.now:%Y-%m-%d %H:%M}")
    if beginning.language is not None:
        made["language"] = Bare(beginning.language)
    if beginning.inputs:
        made["inputs"] = dict(beginning.inputs)
    if beginning.by is not None:
        made["answered_by"] = str(beginning.by)
    return made


def _heard(page: Page, effects: Iterable[Effect]) -> None:
    for effect in effects:
        if isinstance(effect, Speak):
            page.bot(effect.prompt, effect.text)
        elif isinstance(effect, Dial):
            page.line("transfer", effect.contact)


# -- several languages -----------------------------------------------------------------------------------


def merged(pages: Mapping[str, Page]) -> Page | None:
    """One page for all these languages; None where they differ in more than what is said and pressed. Remarks
    are those of the first, and what is in none but another."""
    first, *others = pages.values()
    if not others:
        return first
    lines = {
        language: [line for line in page.lines if isinstance(line, Mapping)]
        for language, page in pages.items()
    }
    same = len({len(one) for one in lines.values()}) == 1
    if not same or any(page.call != first.call or page.stub != first.stub for page in others):
        return None
    made = Page(first.title, call=first.call, stub=first.stub, languages=tuple(pages))
    spoken = [
        _line({language: lines[language][place] for language in pages})
        for place in range(len(lines[_first(pages)]))
    ]
    if any(line is None for line in spoken):
        return None
    above = {language: _remarks(page) for language, page in pages.items()}
    for place, line in enumerate(spoken):
        said = dict.fromkeys(words for one in above.values() for words in one.get(place, ()))
        made.lines += said
        assert line is not None
        made.lines.append(line)
    return made


def _first(pages: Mapping[str, Page]) -> str:
    return next(iter(pages))


def _remarks(page: Page) -> dict[int, list[str]]:
    """The remarks above each line, by its place among the lines."""
    found: dict[int, list[str]] = {}
    place = 0
    for line in page.lines:
        if isinstance(line, Mapping):
            place += 1
        else:
            found.setdefault(place, []).append(line)
    return found


def _line(lines: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """One line for all languages."""
    first, *others = lines.values()
    if all(one == first for one in others):
        return first
    if any(one.keys() != first.keys() for one in others):
        return None
    made = dict(first)
    for name in first:
        values = {language: one[name] for language, one in lines.items()}
        if all(value == first[name] for value in values.values()):
            continue
        if name in ("press", "caller"):
            made[name] = values
        elif name == "bot" and all(isinstance(one, dict) for one in values.values()):
            made[name] = {"says": {language: one["says"] for language, one in values.items()}}
        else:
            return None
    return made
