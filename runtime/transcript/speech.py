"""Whether what was heard is what a `bot` line asks for, and both in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from runtime.flow.model import Flow
from runtime.language import folded
from runtime.transcript.heard import Heard
from runtime.transcript.matching import contains, like, same
from runtime.transcript.model import Bot, Words

Pick = Callable[[Words | None], str | None]
"""The text for the language of the play."""


class Unlike(NamedTuple):
    """Something beside the words that is not as the line asks. name: its word in the line."""

    name: str
    expected: str
    heard: str


def is_meant(line: Bot, heard: Heard, pick: Pick) -> bool:
    """Whether this speech is the one the line asks for: by its prompt, else by its words."""
    if line.prompt is not None:
        return heard.prompt == line.prompt
    return not any(True for _ in _other_words(line, heard, pick))


def unlike(line: Bot, heard: Heard, pick: Pick) -> Iterator[Unlike]:
    """What is not as the line asks, in a speech that is the one it means."""
    if line.prompt is not None:
        for name, wanted in _other_words(line, heard, pick):
            yield Unlike(name, f"bot: {{prompt: {line.prompt}, {wanted}}}", quoted(heard))
    if line.language is not None and heard.language != line.language:
        wanted = f"{asked_for(line, pick)} in {line.language}"
        yield Unlike("language", wanted, f"{quoted(heard)} in {heard.language}")
    if line.voice is not None and heard.voice != line.voice:
        usual = heard.voice or "the provider's usual voice"
        yield Unlike("voice", f"{asked_for(line, pick)} in the voice {line.voice}", f"the voice {usual}")
    if line.interruptible is not None and heard.barge_in is not line.interruptible:
        wanted = f"{asked_for(line, pick)}, interruptible: {line.interruptible}"
        yield Unlike("interruptible", wanted, f"interruptible: {heard.barge_in}")
    if line.fixed is not None and heard.fixed is not line.fixed:
        got = "always the same words" if heard.fixed else "words with a value in them"
        yield Unlike("fixed", f"{asked_for(line, pick)}, fixed: {'yes' if line.fixed else 'no'}", got)


def asked_for(line: Bot, pick: Pick) -> str:
    """The line in a few words."""
    if line.prompt is not None:
        return f"bot: {line.prompt}"
    parts = [] if line.says is None else [f"says: {_text(line.says, pick)}"]
    if (wording := line.wording) is not None:
        parts += [] if wording.exactly is None else [f"exactly: {_text(wording.exactly, pick)}"]
        parts += [f"all: [{_list(wording.all, pick)}]"] if wording.all else []
        parts += [f"any: [{_list(wording.any, pick)}]"] if wording.any else []
        parts += [] if wording.like is None else [f"like: {_text(wording.like, pick)}"]
        parts += [f"not: [{_list(wording.but_not, pick)}]"] if wording.but_not else []
    return f"bot: {{{', '.join(parts)}}}"


def nearest_prompt(line: Bot, flow: Flow, language: str, pick: Pick) -> str | None:
    """The prompt whose words in this language are most like those that the line asks for, if any is."""
    wanted = folded(" ".join(pick(words) or "" for words in _wanted_words(line)))
    if line.prompt is not None or not wanted:
        return None
    names = {
        folded(text.source): prompt.name
        for one in flow.every_flow()
        for prompt in one.prompts.values()
        if (text := prompt.texts.get(language)) is not None
    }
    whole = next((name for words, name in names.items() if f" {wanted} " in f" {words} "), None)
    close = get_close_matches(wanted, list(names), n=1, cutoff=0.6)
    return whole or (names[close[0]] if close else None)


def _wanted_words(line: Bot) -> tuple[Words, ...]:
    wording = line.wording
    every = () if wording is None else (wording.exactly, wording.like, *wording.all, *wording.any)
    return tuple(words for words in (line.says, *every) if words is not None)


def quoted(heard: Heard) -> str:
    """A speech in a few words."""
    return f"bot: {heard.prompt} ({heard.text})" if heard.prompt else f"bot: {{says: {heard.text}}}"


def _other_words(line: Bot, heard: Heard, pick: Pick) -> Iterator[tuple[str, str]]:
    """Each way of comparing words that fails, with what it asks for."""
    text, wording = heard.text, line.wording
    if line.says is not None and not contains(text, pick(line.says) or ""):
        yield "says", f"says: {_text(line.says, pick)}"
    if wording is None:
        return
    if wording.exactly is not None and not same(text, pick(wording.exactly) or ""):
        yield "exactly", f"exactly: {_text(wording.exactly, pick)}"
    for words in wording.all:
        if not contains(text, pick(words) or ""):
            yield "all", f"all: [{_text(words, pick)}]"
    if wording.any and not any(contains(text, pick(words) or "") for words in wording.any):
        yield "any", f"any: [{_list(wording.any, pick)}]"
    if wording.like is not None and not like(text, pick(wording.like) or ""):
        yield "like", f"like: {_text(wording.like, pick)}"
    for words in wording.but_not:
        if contains(text, pick(words) or ""):
            yield "not", f"not: {_text(words, pick)}"


def _text(words: Words, pick: Pick) -> str:
    return pick(words) or "nothing in this language"


def _list(words: tuple[Words, ...], pick: Pick) -> str:
    return ", ".join(_text(each, pick) for each in words)
