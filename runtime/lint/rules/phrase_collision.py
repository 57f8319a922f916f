"""The same words mean two different things in one state.

**Why:** A phrase is heard in every language at once. When it stands in the lists of two choices that lead
to different places, only the first can be taken; where it teaches a model two exits, the model must guess.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        converse: {en-IN: Find out what the caller needs. One short sentence.}
        exits:
          hours: {when: the caller asks for the hours, examples: {en-IN: [opening hours]}}
          desk: {when: the caller asks for a person, examples: {en-IN: [a person, Opening hours]}}
        limits: {turns: 6, time: 2m, reply: 8s, go: desk}
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        converse: {en-IN: Find out what the caller needs. One short sentence.}
        exits:
          hours: {when: the caller asks for the hours, examples: {en-IN: [opening hours]}}
          desk: {when: the caller asks for a person, examples: {en-IN: [a person]}}
        limits: {turns: 6, time: 2m, reply: 8s, go: desk}
      hours: {say: We are open all day., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.model import Ask, Converse, Menu, Option, SlotType, State
from runtime.flow.wording import said
from runtime.language.folding import folded
from runtime.language.sounds import sound_key
from runtime.lint.places import list_place
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

Choice = tuple[str, str, object, Mark]
"""What takes the words: its name for the author, its phrase list, what it does, where it stands."""


def check(subject: Subject) -> Iterator[Finding]:
    anywhere = list(_options(subject.flow.anywhere, said("an `anywhere` line")))
    found = list(_collisions(subject, anywhere, "`anywhere`"))
    for state in subject.states:
        if choices := list(_choices(state)):
            found += _collisions(subject, choices, f"`{state.name}`")
            found += _collisions(subject, choices, f"`{state.name}`", anywhere)
    once = {(finding.mark, finding.message.partition(", which")[0]): finding for finding in reversed(found)}
    yield from reversed(once.values())


def _choices(state: State) -> Iterator[Choice]:
    match state:
        case Menu():
            yield from _options(state.options, said("an option"))
        case Converse():
            for way_out in state.exits:
                if way_out.examples:
                    yield (
                        said("the exit `{name}`", name=way_out.target),
                        way_out.examples,
                        way_out.target,
                        way_out.mark,
                    )
        case Ask(slot=slot) if slot.type is SlotType.CHOICE:
            for name in slot.choices:
                yield said("the choice `{name}`", name=name), name, ("choice", name), slot.mark


def _options(options: tuple[Option, ...], what: str) -> Iterator[Choice]:
    for option in options:
        outcome: object = option.line.go
        if option.line.go is None or option.line.set:
            outcome = (option.line.go, tuple((name, value.source) for name, value in option.line.set))
        for name in option.phrases:
            yield what, name, outcome, option.mark


def _collisions(
    subject: Subject, choices: list[Choice], where: str, outer: list[Choice] | None = None
) -> Iterator[Finding]:
    """Words shared inside `choices`, or between `choices` and `outer` when that is given. Two phrases are the
    same words when a listener cannot tell them apart."""
    owner: dict[str, tuple[Choice, str]] = {}
    for choice in outer or ():
        for phrase, _ in _phrases(subject, choice):
            owner.setdefault(sound_key(phrase), (choice, phrase))
    for choice in choices:
        for phrase, language in _phrases(subject, choice):
            sounds = sound_key(phrase)
            found = owner.get(sounds) if outer is not None else owner.setdefault(sounds, (choice, phrase))
            if found is None:
                continue
            other, same = found
            if other[1] != choice[1] and other[2] != choice[2]:
                yield Finding(
                    said(
                        '"{phrase}" ({language}) stands in `{list}` and in `{other}`, '
                        "which do different things in {where}"
                        if folded(same) == folded(phrase)
                        else '"{phrase}" ({language}) in `{list}` sounds like "{same}" in `{other}`, '
                        "which do different things in {where}",
                        phrase=folded(phrase),
                        language=language,
                        list=choice[1],
                        same=folded(same),
                        other=other[1],
                        where=where,
                    ),
                    list_place(subject, choice[1], language) or subject.flow.phrases[choice[1]].mark,
                    "Take the phrase out of one of the two lists, or say more in it.",
                    related=((choice[0], choice[3]), (other[0], other[3])),
                )


def _phrases(subject: Subject, choice: Choice) -> Iterator[tuple[str, str]]:
    """The words of a choice in every language, each with its language."""
    phrases = subject.flow.phrases.get(choice[1])
    for language, words in phrases.words.items() if phrases else ():
        for word in words:
            yield word, language


RULE = Rule(__name__, Severity.WARNING, check, harm="The caller asks for one thing and is taken to another.")
