"""A notice that the law asks for, and that a caller can cut off.

**Why:** Whoever was not told that the call is recorded, or what consent means, has not consented. A key or a
word must not end such a notice before it was heard.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: notice
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      notice: {say: "This call is recorded, so that we can serve you better.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: notice
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      notice: {say: "This call is recorded, so that we can serve you better.", barge_in: no, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Ask, BargeIn, Converse, Menu, Say
from runtime.flow.wording import said
from runtime.lint.notices import is_notice
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    for state in subject.states:
        if not isinstance(state, Say | Menu | Ask | Converse) or state.barge_in is BargeIn.NO:
            continue
        prompt = subject.flow.prompts.get(state.say) if state.say else None
        texts = prompt.texts.items() if prompt else ()
        notice = next((text for _, text in texts if is_notice(text.source)), None)
        if notice is not None:
            yield Finding(
                said("a caller can cut off the notice in `{state}`", state=state.name),
                state.mark,
                "Write `barge_in: no`; give the notice a `say` of its own when a question follows.",
                related=(("the notice", notice.mark),),
            )


RULE = Rule(
    __name__, Severity.WARNING, check, harm="The caller has agreed to nothing, though the flow goes on as if."
)
