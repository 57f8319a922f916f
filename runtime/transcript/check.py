"""A transcript against its flow, before the play begins: names the flow does not know, answers that a
service never gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.faults import listed, nearest
from runtime.flow.model import Converse, End, Fetch, Flow, Transfer
from runtime.transcript.build import HARM
from runtime.transcript.model import Bot, Caller, Dialled, Ended, Expect, Press, Transcript, Words

BUILT_IN_OUTCOMES = ("transferred", "failed", "hung_up")
"""Outcomes that no `end` state of the flow has."""


def check_against(flow: Flow, transcript: Transcript) -> list[Diagnostic]:
    """Prompts, states, slots, services, contacts, languages and outcomes that do not exist, and stubbed
    answers that the service's `returns` forbids: a play with those would prove nothing."""
    found = [*_heading(transcript, flow), *_stubs(transcript, flow), *_lines(transcript, flow)]
    return sorted(found, key=lambda one: one.mark)


def _heading(transcript: Transcript, flow: Flow) -> Iterator[Diagnostic]:
    for language in transcript.languages:
        yield from _unknown(
            "language", language, flow.languages, transcript.languages_mark or transcript.mark
        )
    call = transcript.call
    if call.language is not None:
        yield from _unknown("language", call.language, flow.languages, call.language_mark or transcript.mark)


def _stubs(transcript: Transcript, flow: Flow) -> Iterator[Diagnostic]:
    fetched = {state.service for state in flow.states.values() if isinstance(state, Fetch)}
    for service, mark in transcript.stub.service_marks.items():
        yield from _unknown("service", service, fetched, mark)
        yield from _unfit(service, transcript, flow, mark)
    conversations = [state for state in flow.states.values() if isinstance(state, Converse)]
    fills = {name for state in conversations for name in state.fills}
    exits = {leave.target for state in conversations for leave in state.exits}
    for reply in transcript.stub.model:
        if reply.exit is not None and nearest(reply.exit, exits):
            # A model may well invent an exit, and a play may show what comes of it; a slip is something else.
            yield from _unknown("exit", reply.exit, exits, reply.exit_mark or transcript.mark)
        for name in reply.fills:
            yield from _unknown("slot", name, fills, reply.mark or transcript.mark, "that the model may fill")


def _unfit(name: str, transcript: Transcript, flow: Flow, mark: Mark) -> Iterator[Diagnostic]:
    service = flow.services.get(name)
    if service is None or service.returns is None:
        return
    for reply in transcript.stub.services[name]:
        if reply.error is None and not reply.timeout:
            error = best_match(Draft202012Validator(dict(service.returns)).iter_errors(reply.value))
            if error is not None:
                message = f"`{name}` never answers this: {error.message}"
                fix = "Write an answer that fits `returns` in services.yaml; numbers in quotes are text."
                related = (("what it returns is said here", service.mark),)
                yield Diagnostic("unfit-stub", Severity.ERROR, message, mark, HARM, fix, None, related)


def _lines(transcript: Transcript, flow: Flow) -> Iterator[Diagnostic]:
    outcomes = {state.outcome for state in flow.states.values() if isinstance(state, End)}
    dialled = {state.contact for state in flow.states.values() if isinstance(state, Transfer)}
    for line in transcript.lines:
        match line:
            case Bot():
                if line.prompt is not None:
                    yield from _unknown("prompt", line.prompt, flow.prompts, line.mark)
                if line.language is not None:
                    yield from _unknown(
                        "language", line.language, flow.languages, line.language_mark or line.mark
                    )
                yield from _tongues(line.says, flow, line.mark)
            case Caller():
                yield from _tongues(line.words, flow, line.mark)
            case Press():
                yield from _tongues(line.keys, flow, line.mark)
            case Dialled():
                yield from _unknown("contact", line.contact, dialled, line.mark)
            case Ended():
                yield from _unknown("outcome", line.outcome, outcomes | {*BUILT_IN_OUTCOMES}, line.mark)
            case Expect():
                yield from _expected(line, flow)


def _expected(line: Expect, flow: Flow) -> Iterator[Diagnostic]:
    fetched = {state.service for state in flow.states.values() if isinstance(state, Fetch)}
    saved = {state.save for state in flow.states.values() if isinstance(state, Fetch) and state.save}
    if line.state is not None:
        yield from _unknown("state", line.state, flow.states, line.place("state"))
    for state in line.visited:
        yield from _unknown("state", state, flow.states, line.place("visited", state))
    for prompt in line.not_said:
        yield from _unknown("prompt", prompt, flow.prompts, line.place("not_said", prompt))
    for slot, check in line.slots.items():
        yield from _unknown("slot", slot, {*flow.slots, *saved, "language"}, check.mark)
    for service in line.fetched:
        yield from _unknown("service", service, fetched, line.place("fetched", service))
    yield from _tongues(line.language, flow, line.place("language"))


def _tongues(words: Words | None, flow: Flow, mark: Mark) -> Iterator[Diagnostic]:
    for language in words.texts if words else ():
        yield from _unknown("language", language, flow.languages, mark)


def _unknown(what: str, name: str, valid: Iterable[str], mark: Mark, which: str = "") -> Iterator[Diagnostic]:
    known = list(valid)
    if name in known:
        return
    suggestion = nearest(name, known)
    fix = "" if suggestion else f"There are: {listed(sorted(known)) or 'none'}."
    message = f"the flow has no {what} {which + ' ' if which else ''}called `{name}`"
    yield Diagnostic(f"unknown-{what}", Severity.ERROR, message, mark, HARM, fix, suggestion)
