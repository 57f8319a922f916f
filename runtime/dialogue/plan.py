"""A flow prepared for its calls: what can be worked out once per version is worked out here.

The state table, the phrase indexes, the hints for the recogniser, the words that never change.
Immutable after it is built, so all calls of a version share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from runtime.dialogue.machine import Table
from runtime.dialogue.turn import Turn
from runtime.dialogue.values import Names
from runtime.flow.kinds import DATED
from runtime.flow.model import Ask, Converse, Flow, Listening, Menu, Option, Run, SlotType, State
from runtime.flow.template import Expression, Template, TemplateFailed
from runtime.language import (
    How,
    Index,
    Match,
    backchannels,
    calendar_words,
    fillers,
    folded,
    no_words,
    yes_words,
)

MOST_BESIDE_A_WORD = 5
"""Words with a meaning of their own beside a one-word phrase of `anywhere`, where a model listens."""


@dataclass(frozen=True, slots=True)
class Small:
    """The words every flow understands, for one language of the caller (its own words first)."""

    yes: Index[bool]
    no: Index[bool]
    backchannels: Index[bool]
    fillers: frozenset[str]


class Plan:
    """flow: the version this was made from. table: its moves. every: the plans of this flow and of all that
    it runs, by name; one for each flow, however many run it."""

    def __init__(self, flow: Flow, every: dict[str, Plan] | None = None) -> None:
        self.flow = flow
        self.every = {} if every is None else every
        self.every[flow.name] = self
        for one in flow.flows.values():
            if one.name not in self.every:
                Plan(one, self.every)
        self.table = Table(flow)
        self.names = Names(flow)
        asked = {s.slot.name: s.slot for s in flow.states.values() if isinstance(s, Ask)}
        self.slots = {**asked, **flow.slots}
        self.sensitive = frozenset(name for name, slot in self.slots.items() if slot.sensitive) | {
            state.save
            for state in flow.states.values()
            if isinstance(state, Run) and state.save and self._gives_secrets(state)
        }
        self.anywhere_keys = {
            option.key: number for number, option in reversed([*enumerate(flow.anywhere)]) if option.key
        }
        self.anywhere = self._options_index(flow.anywhere)
        self.options = {
            s.name: self._options_index(s.options) for s in flow.states.values() if isinstance(s, Menu)
        }
        self.choices = {
            s.name: Index((name, words) for name in s.slot.choices for words in self.phrases(name))
            for s in flow.states.values()
            if isinstance(s, Ask) and s.slot.choices
        }
        self.examples = {
            name: Index(((words, words) for words in self.phrases(slot.examples)), loosest=How.SOUND)
            for name, slot in self.slots.items()
            if slot.examples
        }
        self.small = {language: self._small_words(language) for language in flow.languages}
        self._fixed = dict(self._fixed_texts())
        self._hints = {
            (name, language, confirming): self._hints_of(state, language, confirming)
            for name, state in flow.states.items()
            if isinstance(state, Listening)
            for language in flow.languages
            for confirming in ((False, True) if isinstance(state, Ask) and state.confirm else (False,))
        }

    # -- looked up in a step -------------------------------------------------------------------------

    def true(self, turn: Turn, condition: Expression) -> bool:
        """Whether the condition holds now. Raises TemplateFailed."""
        return bool(condition.evaluate(self.names.now(turn, condition.names)))

    def hints(self, turn: Turn) -> tuple[str, ...]:
        """What may be said in the state the caller stands in."""
        return self._hints.get((turn.state, turn.language, turn.question == "confirm"), ())

    def anywhere_beside_model(self, text: str, language: str) -> Match[int] | None:
        """What `anywhere` hears where a model listens. A single word among many others is talked about and
        not asked for ("the operator cut my line yesterday and nobody came"): the model, which has exits
        for that, understands the sentence."""
        found = self.anywhere.match(text)
        if found is None or found.end - found.start > 1:
            return found
        words = folded(text).split()
        around = words[: found.start] + words[found.end :]
        small = self.small.get(language)
        others = [word for word in around if small is None or word not in small.fillers]
        return found if len(others) <= MOST_BESIDE_A_WORD else None

    def render(
        self,
        turn: Turn,
        template: Template,
        language: str,
        *,
        hidden: bool = False,
        extra: Mapping[str, Any] | None = None,
    ) -> str:
        """The template's words in `language`. hidden: for the model. extra: more values. Raises
        TemplateFailed."""
        fixed = self._fixed.get((id(template), language))
        if fixed is not None:
            return fixed
        values = self.names.now(turn, template.names, hidden=hidden)
        return template.render({**values, **extra} if extra else values, language)

    def prompt_template(self, name: str, language: str) -> tuple[Template, str] | None:
        """The prompt's words in `language`, else in the first language of the flow that has them; with
        the language they are in. None when there are none at all."""
        texts = self.flow.prompts[name].texts if name in self.flow.prompts else {}
        for choice in (language, *self.flow.languages):
            if choice in texts:
                return texts[choice], choice
        return None

    def phrases(self, name: str | None, first: str | None = None) -> tuple[str, ...]:
        """Every phrase of a list, in all languages of the flow; those of `first` before the others."""
        if name is None or name not in self.flow.phrases:
            return ()
        words = self.flow.phrases[name].words
        order = self._languages(first)
        return tuple(text for language in order for text in words.get(language, ()))

    # -- worked out once -----------------------------------------------------------------------------

    def _gives_secrets(self, state: Run) -> bool:
        run = self.flow.flows[state.flow]
        return any(run.slots[name].sensitive for name in run.outputs)

    def _languages(self, first: str | None) -> tuple[str, ...]:
        languages = self.flow.languages
        return languages if first is None else (first, *(other for other in languages if other != first))

    def _options_index(self, options: Iterable[Option]) -> Index[int]:
        return Index(
            (number, text) for number, option in enumerate(options) for text in self._option_words(option)
        )

    def _option_words(self, option: Option) -> Iterable[str]:
        """What takes an option: its phrases, and its label where that is always the same words. A caller
        who has just heard "for bills, press 2" says "bills"."""
        for name in option.phrases:
            yield from self.phrases(name)
        yield from (text for language in self.flow.languages for text in self._label(option, language))

    def _label(self, option: Option, language: str) -> tuple[str, ...]:
        label = self.flow.prompts.get(option.label or "")
        text = label.texts.get(language) if label else None
        return (text.source,) if text and text.fixed else ()

    def _small_words(self, language: str) -> Small:
        order = self._languages(language)
        return Small(
            yes=Index(((True, w) for one in order for w in yes_words(one)), loosest=How.EXACT),
            no=Index(((True, w) for one in order for w in no_words(one)), loosest=How.EXACT),
            backchannels=Index(((True, w) for one in order for w in backchannels(one)), loosest=How.EXACT),
            fillers=frozenset(word for one in order for w in fillers(one) for word in folded(w).split()),
        )

    def _fixed_texts(self) -> Iterable[tuple[tuple[int, str], str]]:
        """Words without placeholders, rendered once. One that fails is left to fail when it is said."""
        for prompt in self.flow.prompts.values():
            for language, template in prompt.texts.items():
                if template.fixed:
                    try:
                        yield (id(template), language), template.render({}, language)
                    except TemplateFailed:
                        continue

    def _hints_of(self, state: State, language: str, confirming: bool) -> tuple[str, ...]:
        """Most specific first: the state's own phrases and choices, yes and no, examples, `anywhere`;
        the caller's language before the others."""
        own: list[str] = []
        examples: list[str] = []
        yes_no = confirming
        dated = ""
        if isinstance(state, Menu):
            own += [name for option in state.options for name in option.phrases]
        elif isinstance(state, Ask):
            own += state.slot.choices
            examples += [state.slot.examples] if state.slot.examples else []
            yes_no = yes_no or state.slot.type is SlotType.YES_NO
            dated = str(state.slot.type) if state.slot.type in DATED else ""
        elif isinstance(state, Converse):
            examples += [leave.examples for leave in state.exits if leave.examples]
            for name in state.fills:
                slot = self.slots.get(name)
                if slot and slot.examples:
                    examples.append(slot.examples)
        everywhere = [name for option in self.flow.anywhere for name in option.phrases]
        found: dict[str, None] = {}
        for one in self._languages(language):
            for option in state.options if isinstance(state, Menu) else ():
                found.update(dict.fromkeys(self._label(option, one)))
            for names in (own, None, examples, everywhere):
                if names is None:
                    if yes_no:
                        found.update(dict.fromkeys((*yes_words(one), *no_words(one))))
                    if dated:
                        found.update(dict.fromkeys(calendar_words.hints(dated, one)))
                    continue
                for name in names:
                    listed = self.flow.phrases.get(name)
                    if listed is not None:
                        found.update(dict.fromkeys(listed.words.get(one, ())))
        return tuple(found)
