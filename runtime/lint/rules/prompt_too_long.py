"""Words that take longer than half a minute to say.

**Why:** Nobody can skim a voice. Measured in spoken seconds, not in letters, since scripts differ; a prompt
of 30 seconds is far beyond what callers listen to before they press something or hang up.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello:
        say: >-
          Welcome to our office. We are glad that you called. Our office was opened many years ago by the
          people of this town, who wanted a place where everybody is helped, whatever the question. Since then
          we have helped with forms, with letters, with meters, with bills and with many other things that
          nobody thought of at that time. We are open from Monday to Friday, from half past nine in the
          morning to six in the evening, and on Saturday until one. On holidays the office is closed,
          but you can leave your letters in the box at the gate.
        go: desk
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
        say: "Welcome to our office. We are open from Monday to Friday, half past nine to six."
        go: desk
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.sample import sample_seconds
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_MOST = 30.0


def check(subject: Subject) -> Iterator[Finding]:
    for prompt, language, text in subject.texts():
        needed = sample_seconds(subject.flow, text, language)
        if needed > _MOST:
            yield Finding(
                said(
                    "the {language} words of `{prompt}` take about {needed} seconds to say",
                    language=language,
                    prompt=prompt.name,
                    needed=f"{needed:.0f}",
                ),
                text.mark,
                "Say the one thing that the caller needs now; put the rest behind a choice.",
            )


RULE = Rule(__name__, Severity.WARNING, check, harm="The caller stops listening before it ends.")
