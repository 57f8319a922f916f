"""A caller's secret that reaches a model, an address or a slot that is not secret, or is read out whole.

**Why:** A `sensitive` slot goes to services only, also through other flows. Words may speak its end,
`{{ account_no | last(4) | digits }}`, and nothing more: others may stand beside the caller, what a model was
given is out of our hands, and what a GET sends stands in an address that every server on the way writes down.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      account_no: {type: digits, length: 13, sensitive: yes}
    states:
      hello: {ask: account_no, say: "Please type your account number, then hash.", by: keys, go: heard}
      heard: {say: "Your account is {{ account_no | digits }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    slots:
      account_no: {type: digits, length: 13, sensitive: yes}
    states:
      hello: {ask: account_no, say: "Please type your account number, then hash.", by: keys, go: heard}
      heard: {say: "Your account ends in {{ account_no | last(4) | digits }}.", go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from runtime.flow.diagnostic import Severity
from runtime.flow.model import Converse, Fetch, Run, Slot
from runtime.flow.template import Template
from runtime.flow.wording import said
from runtime.lint.places import place, place_behind
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject
from runtime.lint.words import TEMPLATE

_CUT = re.compile(r"\b[\w.]+\s*\|\s*last\(\s*[1-4]\s*\)")
_NAME = re.compile(r"[A-Za-z_][\w.]*")

Secrets = Mapping[str, Slot]
"""By the name under which this flow reads them: "account_no", or "who.account_no" from another flow."""


def check(subject: Subject) -> Iterator[Finding]:
    secret = _secrets(subject)
    if not secret:
        return
    for prompt in subject.flow.prompts.values():
        for language, text in prompt.texts.items():
            for name in _whole(text, secret):
                yield Finding(
                    said(
                        "the {language} words of `{prompt}` read out all of `{slot}`",
                        language=language,
                        prompt=prompt.name,
                        slot=name,
                    ),
                    place(subject, text, name) or text.mark,
                    said("Speak its end only: {{ {slot} | last(4) | digits }}.", slot=name),
                    related=(("sensitive here", secret[name].mark),),
                )
    for state in subject.flow.states.values():
        match state:
            case Converse():
                yield from _to_model(subject, state, secret)
            case Fetch():
                yield from _to_address(subject, state, secret)
    for line in subject.lines:
        for target, value in line.set:
            for name in _whole(value, secret):
                if target not in secret:
                    yield Finding(
                        said(
                            "`{slot}` is copied into `{target}`, which is not sensitive",
                            slot=name,
                            target=target,
                        ),
                        value.mark,
                        said(
                            "Give `{target}` `sensitive: yes` under `slots`, or do not copy it.",
                            target=target,
                        ),
                        related=(("sensitive here", secret[name].mark),),
                    )


def _secrets(subject: Subject) -> dict[str, Slot]:
    flow = subject.flow
    found = {slot.name: slot for slot in (*flow.inputs.values(), *subject.slots) if slot.sensitive}
    for state in flow.states.values():
        other = flow.flows.get(state.flow) if isinstance(state, Run) and state.save else None
        if isinstance(state, Run) and other is not None:
            own = {slot.name: slot for slot in Subject(other).slots if slot.sensitive}
            found |= {f"{state.save}.{name}": own[name] for name in other.outputs if name in own}
    return found


def _to_model(subject: Subject, state: Converse, secret: Secrets) -> Iterator[Finding]:
    for name in state.fills:
        if name in secret:
            yield Finding(
                said(
                    "the model of `{state}` is to hear `{slot}` from the caller", state=state.name, slot=name
                ),
                place_behind(subject, state.mark, "fills", name) or state.mark,
                said("Ask for `{slot}` in an `ask`, best with `by: keys`.", slot=name),
                related=(("sensitive here", secret[name].mark),),
            )
    for text in dict.fromkeys(state.persona.texts.values()):
        for name in sorted({meant for read in text.names if (meant := _meant(read, secret))}):
            yield Finding(
                said("the instructions of the model in `{state}` hold `{slot}`", state=state.name, slot=name),
                place(subject, text, name) or text.mark,
                "Take it out: the model cannot need it.",
                related=(("sensitive here", secret[name].mark),),
            )


def _to_address(subject: Subject, state: Fetch, secret: Secrets) -> Iterator[Finding]:
    service = subject.flow.services.get(state.service)
    if service is None or service.method != "GET":
        return
    for _, value in state.send:
        for name in _whole(value, secret):
            yield Finding(
                said(
                    "`{state}` sends `{slot}` by GET, so it stands in an address",
                    state=state.name,
                    slot=name,
                ),
                value.mark,
                said("Give `{service}` `method: POST` in services.yaml.", service=state.service),
                related=(("sensitive here", secret[name].mark), ("asked by GET here", service.mark)),
            )


def _meant(read: str, secret: Secrets) -> str | None:
    """The secret behind a name that is read: "who" gives away "who.account_no"."""
    if read in secret:
        return read
    return next((name for name in secret if name.startswith(f"{read}.") or read.startswith(f"{name}.")), None)


def _whole(text: Template, secret: Secrets) -> list[str]:
    """The secrets that this text gives away: all reads but those cut short at once."""
    if not any(_meant(read, secret) for read in text.names):
        return []
    words = {word for rest in _uncut(text.source) for word in _NAME.findall(rest)}
    return sorted({meant for word in words & text.names if (meant := _meant(word, secret))})


def _uncut(source: str) -> Iterator[str]:
    for inside in TEMPLATE.findall(source):
        yield _CUT.sub(" ", inside)


RULE = Rule(
    __name__,
    Severity.ERROR,
    check,
    harm="The caller's number is heard, stored or sent where it does not belong.",
)
