"""What an author may write at the cursor, and what a name under it is: completion and hover.

The keys of a flow and their meaning are the schema's (yaml-language-server shows those); here are the
names that only this flow has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from runtime.editor.names import NAMES_BEHIND, Kind, Use
from runtime.flow.model import Ask, Contact, Flow, Slot
from runtime.flow.sandbox import FILTERS
from runtime.flow.scope import BUILT_IN

_BEHIND = re.compile(r"(?:^|[\s{,\-])([a-z_]+):\s*(?:\[[\w\s,.\"'-]*?)?[\"']?([\w.-]*)$")
_IN_WORDS = re.compile(r"\{\{(?:(?!\}\}).)*$")
_FILTER = re.compile(r"\|\s*\w*$")
_WHEN = re.compile(r"\bwhen:\s*[\"']?[^#]*$")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """label: what is written. about: a few words beside it."""

    label: str
    about: str


def offers(flow: Flow, before: str) -> list[Offer]:
    """What may stand at the cursor. before: the line up to it."""
    if words := _IN_WORDS.search(before):
        if _FILTER.search(words[0]):
            return [Offer(name, "how it is spoken") for name in sorted(FILTERS)]
        return _values(flow)
    if _WHEN.search(before):
        return _values(flow)
    found = _BEHIND.search(before)
    kind = NAMES_BEHIND.get(found[1]) if found else None
    return [] if kind is None else _names(flow, kind)


def _values(flow: Flow) -> list[Offer]:
    """What words and conditions may read."""
    made = [Offer(slot.name, f"{slot.type} slot") for slot in _slots(flow).values()]
    simple = [name for name in BUILT_IN if name not in ("caller", "visits", "open")]
    made += [Offer("caller.number", "of every call"), *(Offer(name, "of every call") for name in simple)]
    made += [Offer(f"open.{name}", "whether they can be reached now") for name in flow.contacts]
    return made + [Offer(f"visits.{name}", "times it was entered") for name in flow.states]


def _names(flow: Flow, kind: Kind) -> list[Offer]:
    match kind:
        case Kind.STATE:
            return [Offer(name, type(state).__name__.lower()) for name, state in flow.states.items()]
        case Kind.PROMPT:
            first = flow.languages[0]
            return [
                Offer(name, prompt.texts[first].source if first in prompt.texts else "")
                for name, prompt in flow.prompts.items()
                if "." not in name
            ]
        case Kind.PHRASES:
            return [
                Offer(name, ", ".join(words.words.get(flow.languages[0], ())[:3]))
                for name, words in flow.phrases.items()
                if "." not in name
            ]
        case Kind.SLOT:
            return [Offer(name, f"{slot.type} slot") for name, slot in _slots(flow).items()]
        case Kind.CONTACT:
            return [Offer(name, "contact") for name in flow.contacts]
        case Kind.SERVICE:
            return [Offer(name, "service") for name in flow.services]
        case Kind.LANGUAGE:
            return [Offer(name, "language") for name in flow.languages]
        case Kind.FLOW:
            return [Offer(name, "flow") for name in flow.flows]
        case Kind.PERSONA:
            return []


def _slots(flow: Flow) -> dict[str, Slot]:
    asked = {state.slot.name: state.slot for state in flow.states.values() if isinstance(state, Ask)}
    return {**asked, **flow.slots, **flow.inputs}


def about(flow: Flow, use: Use) -> str:
    """A few lines of Markdown on a name; "" when there is nothing to say."""
    match use.kind:
        case Kind.PROMPT if use.name in flow.prompts:
            texts = flow.prompts[use.name].texts
            missing = [one for one in flow.languages if one not in texts]
            lines = [f"- **{language}** {text.source}" for language, text in texts.items()]
            lines += [f"- **{language}** *nothing is said*" for language in missing]
            return "\n".join([f"prompt `{use.name}`", "", *lines])
        case Kind.PHRASES if use.name in flow.phrases:
            words = flow.phrases[use.name].words
            lines = [f"- **{language}** {_some(words.get(language, ()))}" for language in flow.languages]
            return "\n".join([f"phrase list `{use.name}`", "", *lines])
        case Kind.STATE if use.name in flow.states:
            return f"state `{use.name}`: {type(flow.states[use.name]).__name__.lower()}"
        case Kind.SLOT if use.name in (slots := _slots(flow)):
            slot = slots[use.name]
            hidden = ", never shown or logged" if slot.sensitive else ""
            return f"slot `{slot.name}`: {slot.type}{hidden}"
        case Kind.CONTACT if use.name in flow.contacts:
            return _about_contact(flow.contacts[use.name])
        case Kind.SERVICE if use.name in flow.services:
            service = flow.services[use.name]
            fields = list((service.returns or {}).get("properties", {}))
            return f"service `{use.name}`: gives {', '.join(fields) or 'whatever it likes'}"
    return ""


def _some(words: tuple[str, ...]) -> str:
    more = len(words) - _MOST_WORDS
    text = ", ".join(words[:_MOST_WORDS])
    return (f"{text} and {more} more" if more > 0 else text) or "*nothing is understood*"


def _about_contact(contact: Contact) -> str:
    """Without the number: it is the operator's, and belongs on no screen that is shared."""
    if not contact.hours:
        return f"contact `{contact.name}`: always open"
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    lines = [
        f"- {' '.join(days[day] for day in sorted(one.days))} {one.opens:%H:%M}–{one.closes:%H:%M}"
        for one in contact.hours
    ]
    return "\n".join([f"contact `{contact.name}`, open ({contact.timezone}):", "", *lines])
