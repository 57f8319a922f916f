"""What the names in one flow can mean, and how templates and conditions are checked against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from runtime.flow.comparing import HARM_CONDITION, HARM_WORDS, check_comparison, family_of
from runtime.flow.diagnostic import Mark
from runtime.flow.faults import Faults, listed, nearest, part, within
from runtime.flow.kinds import HOW_TO_WRITE, family, fixed_value
from runtime.flow.model import Contact, Flow, Persona, PhraseList, Prompt, Service, Slot
from runtime.flow.naming import comparisons, spoken_as
from runtime.flow.sandbox import FILTERS, LONGEST_OUTPUT
from runtime.flow.speakable import fitting, speakable
from runtime.flow.template import Expression, Template, TemplateRefused, expression, template
from runtime.flow.tree import Text
from runtime.flow.wording import said

LANGUAGES = (
    "bn-IN",
    "en-IN",
    "gu-IN",
    "hi-IN",
    "kn-IN",
    "ml-IN",
    "mr-IN",
    "od-IN",
    "pa-IN",
    "ta-IN",
    "te-IN",
)
"""The languages that can be heard and spoken (Sarvam's codes)."""

OPTIONS = "options"
"""In the words of a menu: the sentences that the labels of its options make (menu_words.py)."""

BUILT_IN = ("caller", "language", "today", "now", "turns", "no_inputs", "no_matches", "visits", "open")
_CLOCK = {"today": "2027-01-26", "now": "18:00"}
"""Day and time of the call, with an example: text that sorts as time does."""
OF_EACH = frozenset({"choice", "key"})
"""Names that only the words of `each` may read."""
RESERVED = frozenset(
    (
        *BUILT_IN,
        OPTIONS,
        "and",
        "or",
        "not",
        "in",
        "is",
        "if",
        "else",
        "true",
        "false",
        "none",
        "key",
        "choice",
    )
)


_WORDS_HOLD = "A value stands in braces:  {{ village }},  {{ ticket.id | digits }}."


@dataclass(slots=True)
class Scope:
    """Filled while the flow is read. saved: what a `fetch` keeps, and the schema of it where there is one.
    returned: what a `run` keeps, by name, each part as a slot. flows: those that this one runs; broken:
    those that cannot be loaded; neighbours: all of the project. renamed: earlier names of states.
    prompts and phrases grow: words written in place are added under the name of their place.
    option_words: where `{{ options }}` stands. offered: slots whose choices a service gives, and the list's
    name. eaches: prompts that are spoken for each of them."""

    faults: Faults
    languages: tuple[str, ...] = ()
    states: Mapping[str, Mark] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)
    saved: dict[str, Mapping[str, Any] | None] = field(default_factory=dict)
    prompts: dict[str, Prompt] = field(default_factory=dict)
    phrases: dict[str, PhraseList] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    returned: dict[str, dict[str, Slot]] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    neighbours: Iterable[str] = ()
    renamed: dict[str, Mark] = field(default_factory=dict)
    option_words: dict[Mark, None] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    eaches: frozenset[str] = frozenset()

    def template(self, text: Text, constant: Any = None, *, each: bool = False) -> Template | None:
        """Words or a value with names in it; None after a complaint. each: they are spoken for each of the
        choices that a service gave, and may read `choice` and `key`."""
        if len(text.value) > LONGEST_OUTPUT and not text.verbatim:
            message = said("more than {most} letters in one text", most=f"{LONGEST_OUTPUT:,}")
            self.faults.error(
                "too-large", message, text.mark, "Make it shorter, or split it.", harm=HARM_WORDS
            )
            return None
        try:
            made = template(text.value, text.mark, constant)
        except TemplateRefused as refused:
            self._refused(text, refused)
            return None
        self.check_names(text, made.names - OF_EACH if each else made.names, HARM_WORDS)
        if "|" in text.value:
            self._check_filters(text)
        return made

    def condition(self, text: Text) -> Expression | None:
        """A `when`; None after a complaint."""
        try:
            made = expression(text.value, text.mark)
            compared = comparisons(text.value)
        except TemplateRefused as refused:
            self._refused(
                text, refused, "A condition compares names:  no_matches >= 3,  day == 'sat',  not more."
            )
            return None
        self.check_names(text, made.names, HARM_CONDITION)
        for one in compared:
            check_comparison(self, text, one)
        return made

    def check_names(self, text: Text, names: Iterable[str], harm: str) -> None:
        """Complains of every name that nobody declares."""
        for name in sorted(names):
            self._check_name(text, name, harm)

    def set_value(self, slot: str, text: Text) -> Template | None:
        """What a line sets a slot to; plain yes, no and numbers get the slot's kind."""
        return self.value_for(self.slots.get(slot), text)

    def value_for(self, declared: Slot | None, text: Text) -> Template | None:
        """What a slot is given, in the slot's kind; None after a complaint."""
        constant: Any = None
        if declared and "{" not in text.value and declared.type in HOW_TO_WRITE:
            constant = fixed_value(declared.type, text.value)
            if constant is None:
                message = said(
                    "`{value}` is no value for `{name}`, whose type is `{kind}`",
                    value=text.value,
                    name=declared.name,
                    kind=str(declared.type),
                )
                self.faults.error("wrong-kind", message, text.mark, HOW_TO_WRITE[declared.type])
        made = self.template(text, constant)
        if made and declared and "{" in text.value:
            self._check_given(declared, text, made)
        return made

    def is_sensitive(self, name: str) -> bool:
        """Whether this dotted name reads what a caller trusted us with."""
        slot = self.slot_of(name)
        return slot is not None and slot.sensitive

    def slot_of(self, name: str) -> Slot | None:
        """The slot behind a dotted name, or the one that a run flow gives back under it."""
        root, _, rest = name.partition(".")
        return self.returned.get(root, {}).get(rest) if rest else self.slots.get(root)

    def _check_given(self, declared: Slot, text: Text, made: Template) -> None:
        """A value that is handed on must be of the kind that is asked for; text takes anything."""
        wanted = family(declared.type)
        if wanted == "text":
            return
        name = next(iter(made.names), "")
        alone = len(made.names) == 1 and re.fullmatch(r"\{\{\s*" + re.escape(name) + r"\s*\}\}", text.value)
        given = family_of(self, name) if alone else None
        if given is not None and given != wanted:
            self.faults.error(
                "wrong-kind",
                said("`{name}` takes another kind of value than `{given}`", name=declared.name, given=name),
                text.mark,
                "Hand on a value of the same kind: a number, a yes or no, or words.",
                harm=HARM_CONDITION,
            )

    def _refused(self, text: Text, refused: TemplateRefused, fix: str = _WORDS_HOLD) -> None:
        mark = text.mark
        if text.verbatim:
            mark = Mark(mark.file, mark.line + refused.line - 1, 1)
        elif refused.word and text.value.count(refused.word) == 1:
            mark = part(text, refused.word)
        self.faults.error(
            refused.rule,
            refused.message,
            mark,
            refused.fix or fix,
            harm=HARM_WORDS,
            suggestion=refused.near or None,
            edits=within(text, refused.word, FILTERS) if refused.word else (),
        )

    def _check_filters(self, text: Text) -> None:
        """A spoken form that the kind of a value cannot have is an error before any call."""
        for name, form in spoken_as(text.value):
            allowed = speakable(name, self.slots, self.saved)
            if allowed is not None and form not in allowed:
                self.faults.error(
                    "wrong-kind",
                    said("`{name}` cannot be said with `| {form}`", name=name, form=form),
                    part(text, written if (written := f"{name} | {form}") in text.value else name),
                    fitting(name, allowed),
                    harm=HARM_WORDS,
                )

    def _check_name(self, text: Text, name: str, harm: str) -> None:
        root, _, rest = name.partition(".")
        if name == OPTIONS and harm is HARM_WORDS:
            self.option_words[text.mark] = None  # menu_words.py says whether it may stand there
            return
        if root in self.slots:
            if rest:
                self.faults.error(
                    "unknown-name",
                    said("`{name}` is one value and has no part `{part}`", name=root, part=rest),
                    part(text, name),
                    said("Write `{name}`.", name=root),
                    harm=harm,
                )
            return
        if root in self.returned:
            self._check_returned(text, name, rest, harm)
            return
        if root in self.saved:
            self._check_saved(text, name, rest, harm)
            return
        known = {"caller": ["number"], "visits": list(self.states), "open": list(self.contacts)}
        if root in known:
            if rest not in known[root]:
                near = nearest(rest, known[root])
                self.faults.error(
                    "unknown-name",
                    said("there is no `{name}`", name=name),
                    part(text, name),
                    said("Behind `{name}.` can stand: {names}.", name=root, names=listed(known[root]))
                    if known[root]
                    else "contacts.yaml names nobody."
                    if root == "open"
                    else said("No {kind} is declared yet.", kind=said("state")),
                    harm=harm,
                    suggestion=f"{root}.{near}" if near else None,
                )
        elif root in ("yes", "no"):
            self.faults.error(
                "wrong-kind",
                said("`{name}` cannot be compared with", name=root),
                part(text, root),
                "A yes or no is the slot itself:  when: more,  when: not more.",
                harm=harm,
            )
        elif root in OF_EACH and not rest:
            self.faults.error(
                "unknown-name",
                said("`{name}` is known only in the words of `each`", name=root),
                part(text, root),
                "Say what there is to choose from in `each`, once for every choice.",
                harm=harm,
            )
        elif root not in BUILT_IN or rest:
            names = [
                *self.slots,
                *self.saved,
                *self.returned,
                *(n for n in BUILT_IN if n not in known),
                "caller.number",
            ]
            self.faults.error(
                "unknown-name",
                said("nobody declares `{name}`", name=root if root not in BUILT_IN else name),
                part(text, root),
                said("There are: {names}.", names=listed(names, 12)),
                harm=harm,
                suggestion=nearest(root, names),
                edits=within(text, root, names),
            )

    def _check_saved(self, text: Text, name: str, rest: str, harm: str) -> None:
        schema = self.saved[name.partition(".")[0]]
        fields = schema.get("properties") if schema else None
        first = rest.partition(".")[0]
        if isinstance(fields, Mapping) and first and first not in fields:
            self.faults.error(
                "unknown-name",
                said("the service does not return `{name}`", name=first),
                part(text, name),
                said("It returns: {names}.", names=listed(fields)),
                harm=harm,
                suggestion=nearest(first, fields),
            )

    def _check_returned(self, text: Text, name: str, rest: str, harm: str) -> None:
        given = self.returned[name.partition(".")[0]]
        if rest in given or (not rest and harm is HARM_CONDITION):
            return
        message = (
            said("the flow that is run gives no `{name}` back", name=rest)
            if rest
            else said("`{name}` holds several values", name=name)
        )
        self.faults.error(
            "unknown-output",
            message,
            part(text, name),
            said("It gives back: {names}.", names=listed(given)),
            harm=harm,
            suggestion=nearest(rest, given) if rest else None,
        )
