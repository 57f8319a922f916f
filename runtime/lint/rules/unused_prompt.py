"""Words or phrases that no state uses.

**Why:** Somebody translates them, somebody checks them, and no caller hears them. Often a state was meant
to say them.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: welcome, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

    # prompts/en-IN.yaml
    prompts:
      welcome: Welcome.
      our_hours: We are open all day.

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: welcome, go: hours}
      hours: {say: our_hours, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

    # prompts/en-IN.yaml
    prompts:
      welcome: Welcome.
      our_hours: We are open all day.
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask, Converse, Menu
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject, state_lines, state_prompts


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    spoken = {name for state in flow.states.values() for name in state_prompts(state)}
    spoken |= {line.say for state in flow.states.values() for line in state_lines(state) if line.say}
    spoken |= {line.say for line in subject.lines if line.say}
    menus = (state for state in flow.states.values() if isinstance(state, Menu))
    spoken |= {option.label for menu in menus for option in menu.options if option.label}
    for prompt in flow.prompts.values():
        if prompt.name not in spoken:
            yield Finding(
                said("nothing says `{prompt}`", prompt=prompt.name),
                prompt.mark,
                "Let a state say it, or delete it.",
            )
    heard = set(_heard(subject))
    for phrases in flow.phrases.values():
        if phrases.name not in heard:
            yield Finding(
                said("nothing listens for `{phrases}`", phrases=phrases.name),
                phrases.mark,
                "Let a choice use it, or delete it.",
            )


def _heard(subject: Subject) -> Iterator[str]:
    """The phrase lists that something listens for or learns from."""
    for option in subject.flow.anywhere:
        yield from option.phrases
    for slot in (
        *subject.slots,
        *(state.slot for state in subject.flow.states.values() if isinstance(state, Ask)),
    ):
        yield from slot.choices
        if slot.examples:
            yield slot.examples
    for state in subject.flow.states.values():
        match state:
            case Menu():
                for option in state.options:
                    yield from option.phrases
            case Converse():
                yield from (way_out.examples for way_out in state.exits if way_out.examples)


RULE = Rule(
    __name__, Severity.INFO, check, harm="Nothing is lost for callers, but something may have been forgotten."
)
