"""A ladder that only leads to other ladders: silence or confusion that goes on brings the caller nowhere.

**Why:** A caller who says nothing, or whom nobody understands, must come to a person or to a goodbye.
Here every last rung leads to a state that asks again. An `escalation` that counts `no_inputs`,
`no_matches`, `turns` or `visits` counts as an end.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: hello}], no_match: [{go: desk}]}
    states:
      hello:
        menu: "For a person, press 1."
        options:
          - {key: 1, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{say: Hello?, repeat: yes}, {go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        menu: "For a person, press 1."
        options:
          - {key: 1, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import End, Listening, Transfer
from runtime.flow.wording import said
from runtime.lint.moves import Move, Way, traps
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_COUNTERS = {
    Way.NO_INPUT: ("no_inputs", said("a caller who says nothing")),
    Way.NO_MATCH: ("no_matches", said("a caller whom nobody understands")),
}


def check(subject: Subject) -> Iterator[Finding]:
    stuck = {name for ring in subject.rings for name in ring}
    names = [state.name for state in subject.states]
    goals = {state.name for state in subject.states if isinstance(state, End | Transfer)}
    for way, (counter, who) in _COUNTERS.items():
        for ring in traps(names, goals, subject.moves, _follows(subject, way, counter)):
            listening = [state for name in ring if isinstance(state := subject.flow.states[name], Listening)]
            ladders = [state.no_input if way is Way.NO_INPUT else state.no_match for state in listening]
            if not ladders or not all(ladders) or stuck & set(ring):
                continue  # a ladder that is missing has its own rule
            state, ladder = listening[0], ladders[0]
            round_trip = f"`{state.name}`" if len(ring) == 1 else " → ".join(f"`{name}`" for name in ring[:6])
            yield Finding(
                said(
                    "{who} never leaves {round_trip}: the last rung of `{way}` leads back",
                    who=who,
                    round_trip=round_trip,
                    way=way.value,
                ),
                ladder[-1].mark,
                "Let the last rung `go` to a person or to a goodbye.",
                related=((said("the ladder of `{name}`", name=state.name), state.mark),),
            )


def _follows(subject: Subject, way: Way, counter: str) -> Callable[[str, Move], bool]:
    """The arrows that this caller takes: the ladder where the call listens, everything elsewhere."""
    counters = {counter, "turns", "visits"}

    def follow(name: str, move: Move) -> bool:
        if not isinstance(subject.flow.states[name], Listening):
            return move.way is not Way.ERROR
        if move.escalation is not None:
            return any(read.split(".")[0] in counters for read in move.escalation.when.names)
        return move.way in (way, Way.LIMIT)

    return follow


RULE = Rule(
    __name__, Severity.ERROR, check, harm="The caller is asked the same thing until the call is cut off."
)
