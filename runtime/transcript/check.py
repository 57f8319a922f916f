"""A transcript against its flow, before the play begins: names the flow does not know, answers that a
service never gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.faults import listed, nearest
from runtime.flow.model import Converse, Direction, End, Fetch, Flow, Record, Run, State, Transfer
from runtime.flow.wording import said
from runtime.language import folded
from runtime.transcript.build import HARM
from runtime.transcript.model import Bot, Caller, Dialled, Ended, Expect, Press, Transcript, Words

BUILT_IN_OUTCOMES = ("transferred", "failed", "hung_up")
"""Outcomes that no `end` state of the flow has."""


class Names:
    """Every name that may stand in a play of this flow: its own, and those of the flows it runs."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.flows = {one.name: one for one in flow.every_flow()}
        every = self.flows.values()
        self.states = {name: state for one in every for name, state in one.states.items()}
        self.prompts = {name for one in every for name in one.prompts}
        self.slots = {name for one in every for name in one.slots}
        self.saved = {kept for one in every for state in one.states.values() if (kept := _kept(state))}
        kinds = [state for one in every for state in one.states.values()]
        fetches = [state for state in kinds if isinstance(state, Fetch)]
        self.services = {state.service for state in fetches}
        self.sends = {
            service: {name for each in fetches if each.service == service for name, _ in each.send}
            for service in self.services
        }
        self.contacts = {state.contact for state in kinds if isinstance(state, Transfer)}
        self.conversations = [state for state in kinds if isinstance(state, Converse)]
        self.recordings = {state.recording for state in kinds if isinstance(state, Record)}
        self.reasons = {rule.reason for one in every for rule in one.escalation if rule.reason}
        voices = [*(one.voice for one in every), *(state.voice for state in kinds)]
        self.voices = {voice.speaker for voice in voices if voice.speaker}
        self.outcomes = {state.outcome for state in flow.states.values() if isinstance(state, End)}


def _kept(state: State) -> str | None:
    """The name under which this state keeps what it is given."""
    return state.save if isinstance(state, Fetch | Run) else None


def check_against(flow: Flow, transcript: Transcript) -> list[Diagnostic]:
    """Prompts, states, slots, services, contacts, languages and outcomes that do not exist, and stubbed
    answers that the service's `returns` forbids: a play with those would prove nothing."""
    names = Names(flow)
    found = [*_heading(transcript, flow), *_stubs(transcript, names), *_lines(transcript, names)]
    return sorted(found, key=lambda one: one.mark)


def _heading(transcript: Transcript, flow: Flow) -> Iterator[Diagnostic]:
    for language in transcript.languages:
        yield from _unknown(
            "language", language, flow.languages, transcript.languages_mark or transcript.mark
        )
    call = transcript.call
    if call.language is not None:
        yield from _unknown("language", call.language, flow.languages, call.language_mark or transcript.mark)
    if call.state is not None:
        yield from _unknown("state", call.state, flow.states, call.state_mark or transcript.mark)
    known = {*flow.slots, *flow.inputs, *(kept for state in flow.states.values() if (kept := _kept(state)))}
    for name, mark in call.slot_marks.items():
        yield from _unknown("slot", name, known, mark)
    for name, mark in call.input_marks.items():
        yield from _unknown("input", name, flow.inputs, mark)
    for name in flow.inputs:
        if name not in call.inputs:
            message = said("the flow needs `{name}`, and the play does not give it", name=name)
            fix = said("Write it under `call:`, in `inputs:`, with a value for `{name}`.", name=name)
            yield Diagnostic("missing-input", Severity.ERROR, message, transcript.mark, HARM, fix)


def _stubs(transcript: Transcript, names: Names) -> Iterator[Diagnostic]:
    for service, mark in transcript.stub.service_marks.items():
        yield from _unknown("service", service, names.services, mark)
        yield from _unfit(service, transcript, names.flow, mark)
    fills = {name for state in names.conversations for name in state.fills}
    exits = {leave.target for state in names.conversations for leave in state.exits}
    for reply in transcript.stub.model:
        if reply.exit is not None and nearest(reply.exit, exits):
            # A model may well invent an exit, and a play may show what comes of it; a slip is something else.
            yield from _unknown("exit", reply.exit, exits, reply.exit_mark or transcript.mark)
        for name in reply.fills:
            yield from _unknown("slot", name, fills, reply.mark or transcript.mark, fillable=True)


def _unfit(name: str, transcript: Transcript, flow: Flow, mark: Mark) -> Iterator[Diagnostic]:
    service = flow.every_service().get(name)
    if service is None or service.returns is None:
        return
    for reply in transcript.stub.services[name]:
        if reply.error is None and not reply.timeout:
            error = best_match(Draft202012Validator(dict(service.returns)).iter_errors(reply.value))
            if error is not None:
                message = said("`{name}` never answers this: {reason}", name=name, reason=error.message)
                fix = "Write an answer that fits `returns` in services.yaml; numbers in quotes are text."
                related = (("what it returns is said here", service.mark),)
                yield Diagnostic("unfit-stub", Severity.ERROR, message, mark, HARM, fix, None, related)


def _lines(transcript: Transcript, names: Names) -> Iterator[Diagnostic]:
    flow = names.flow
    built_in = {*BUILT_IN_OUTCOMES, *(["machine"] if flow.direction is Direction.OUTBOUND else [])}
    for line in transcript.lines:
        match line:
            case Bot():
                if line.prompt is not None:
                    yield from _prompt(line.prompt, names, line.mark)
                if line.language is not None:
                    yield from _unknown(
                        "language", line.language, flow.languages, line.language_mark or line.mark
                    )
                if line.voice is not None:
                    yield from _unknown("voice", line.voice, names.voices, line.marks.get("voice", line.mark))
                for words in (line.says, *(line.wording.every() if line.wording else ())):
                    yield from _tongues(words, flow, line.mark)
            case Caller():
                yield from _tongues(line.words, flow, line.mark)
                yield from _tongues(line.heard_as, flow, line.mark)
            case Press():
                yield from _tongues(line.keys, flow, line.mark)
            case Dialled():
                meant = names.states.get(line.contact)
                contact = meant.contact if isinstance(meant, Transfer) else None
                yield from _unknown("contact", line.contact, names.contacts, line.mark, meant=contact)
            case Ended():
                last = flow.states.get(line.outcome)
                ends = last.outcome if isinstance(last, End) else None
                yield from _unknown("outcome", line.outcome, names.outcomes | built_in, line.mark, meant=ends)
            case Expect():
                yield from _expected(line, names)


def _expected(line: Expect, names: Names) -> Iterator[Diagnostic]:
    flow = names.flow
    if line.flow is not None:
        yield from _unknown("flow", line.flow, names.flows, line.place("flow"))
    acting = names.flows.get(line.flow or "")
    if line.state is not None:
        states = acting.states if acting else names.states
        yield from _unknown("state", line.state, states, line.place("state"))
    for state in line.visited:
        yield from _unknown("state", state, names.states, line.place("visited", state))
    for prompt in line.not_said:
        yield from _unknown("prompt", prompt, names.prompts, line.place("not_said", prompt))
    for slot, check in line.slots.items():
        yield from _unknown("slot", slot, {*names.slots, *names.saved, "language"}, check.mark)
    for state in line.not_visited:
        yield from _unknown("state", state, names.states, line.place("not_visited", state))
    for name, services in (("fetched", line.fetched), ("asked", line.asked), ("sent", line.sent)):
        for service in services:
            yield from _unknown("service", service, names.services, line.place(name, service))
    for service, sent in line.sent.items():
        for name, check in sent.items():
            if check.value is not None and service in names.sends:
                yield from _unknown("value", name, names.sends[service], check.mark)
    for recording in line.recorded:
        yield from _unknown("recording", recording, names.recordings, line.place("recorded", recording))
    if line.reason is not None:
        yield from _unknown("reason", line.reason, names.reasons, line.place("reason"))
    yield from _tongues(line.language, flow, line.place("language"))
    for words in line.summary:
        yield from _tongues(words, flow, line.place("summary"))


def _tongues(words: Words | None, flow: Flow, mark: Mark) -> Iterator[Diagnostic]:
    for language in words.texts if words else ():
        yield from _unknown("language", language, flow.languages, mark)


def _prompt(name: str, names: Names, mark: Mark) -> Iterator[Diagnostic]:
    """A prompt of the flow; words in place of its name are told how they are written."""
    if " " not in name or name in names.prompts:
        yield from _unknown("prompt", name, names.prompts, mark)
        return
    words = folded(name.removeprefix("says:"))
    meant = (
        prompt.name
        for one in names.flows.values()
        for prompt in one.prompts.values()
        if any(f" {words} " in f" {folded(text.source)} " for text in prompt.texts.values())
    )
    fix = said("For words, write `- bot: {says: …}` with the words in double quotes.")
    message = said("the flow has no {kind} called `{name}`", kind=said("prompt"), name=name)
    yield Diagnostic("unknown-prompt", Severity.ERROR, message, mark, HARM, fix, next(meant, None))


def _unknown(
    what: str,
    name: str,
    valid: Iterable[str],
    mark: Mark,
    *,
    fillable: bool = False,
    meant: str | None = None,
) -> Iterator[Diagnostic]:
    """meant: what was certainly meant, where that is more than a likeness of letters."""
    known = list(valid)
    if name in known:
        return
    suggestion = meant or nearest(name, known)
    fix: str = ""
    if not suggestion:
        fix = said("There are: {names}.", names=listed(sorted(known))) if known else "There are none."
    message = (
        said("the flow has no {kind} that the model may fill called `{name}`", kind=said(what), name=name)
        if fillable
        else said("the flow has no {kind} called `{name}`", kind=said(what), name=name)
    )
    yield Diagnostic(f"unknown-{what}", Severity.ERROR, message, mark, HARM, fix, suggestion)
