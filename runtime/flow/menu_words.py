"""`{{ options }}` in the words of a menu: one sentence per option and language, made from the labels.

Done when the flow is built, so that what a caller hears are fixed words again: clips, lint, lengths and
`explain` all see them, and words and keys cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from runtime.flow.model import Menu, Option, Prompt, State
from runtime.flow.scope import OPTIONS, Scope
from runtime.flow.template import Template, TemplateRefused, template
from runtime.flow.wording import said
from runtime.language.menu import key_name, offer

_PLACE = re.compile(r"\{\{-?\s*options\s*-?\}\}")
HARM = "The caller would hear an apology instead of the choices."


def generate(scope: Scope, states: Iterable[State]) -> None:
    """Puts the sentences in place of `{{ options }}`, and complains where that cannot be done."""
    made: dict[str, Menu] = {}
    menus = {state.say for state in states if isinstance(state, Menu)}
    for state in states:
        if not isinstance(state, Menu):
            continue
        first = made.get(state.say)
        if first is None and _generated(scope.prompts.get(state.say)):
            made[state.say] = state
            _fill(scope, state)
        elif first is not None and first.options != state.options:
            scope.faults.error(
                "options-shared",
                said("`{state}` and `{other}` have the same words but not the same options",
                     state=state.name, other=first.name),
                state.mark,
                "Give each menu a prompt of its own.",
                harm="One of them would offer the choices of the other.",
            )  # fmt: skip
    for name, prompt in scope.prompts.items():
        if name not in menus and _generated(prompt):
            mark = next(text.mark for text in prompt.texts.values() if OPTIONS in text.names)
            scope.option_words.pop(mark, None)
            scope.faults.error(
                "options-outside-menu",
                said("`{{ options }}` stands in `{name}`, which is not the words of a menu", name=name),
                mark,
                "Write it only in the prompt that stands behind `menu:`.",
                harm=HARM,
            )
    for prompt in scope.prompts.values():
        for text in prompt.texts.values():
            scope.option_words.pop(text.mark, None)
    for mark in scope.option_words:
        scope.faults.error(
            "options-outside-menu",
            "`{{ options }}` has a meaning only in the words of a menu",
            mark,
            "Write it only in the prompt that stands behind `menu:`.",
            harm=HARM,
        )


def _generated(prompt: Prompt | None) -> bool:
    return prompt is not None and any(OPTIONS in text.names for text in prompt.texts.values())


def _fill(scope: Scope, menu: Menu) -> None:
    labelled = [option for option in menu.options if option.label is not None]
    for option in menu.options:
        if option.label is None:
            _no_label(scope, menu, option)
    if not labelled:
        return
    prompt = scope.prompts[menu.say]
    texts = dict(prompt.texts)
    for language, text in prompt.texts.items():
        if OPTIONS in text.names:
            filled = _filled(scope, menu, labelled, language, text)
            if filled is not None:
                texts[language] = filled
    written = {language: text.source for language, text in prompt.texts.items() if OPTIONS in text.names}
    scope.prompts[menu.say] = Prompt(prompt.name, texts, prompt.mark, written)


def _no_label(scope: Scope, menu: Menu, option: Option) -> None:
    key = key_name(option.key, "en-IN") if option.key else "-"
    scope.faults.error(
        "option-without-label",
        said("nothing says what key {key} of `{state}` is for", key=key, state=menu.name)
        if option.key
        else said("nothing says how this choice of `{state}` is called", state=menu.name),
        option.mark,
        "Add `label:`, the name of a prompt with a word or two: the words of this menu are made from labels.",
        harm="The caller would never hear of this choice.",
    )


def _filled(
    scope: Scope, menu: Menu, options: list[Option], language: str, text: Template
) -> Template | None:
    sentences = list(_sentences(scope, menu, options, language))
    source = _PLACE.sub(lambda _: " ".join(sentences), text.source)
    try:
        made = template(source, text.mark)
    except TemplateRefused as refused:
        scope.faults.error(refused.rule, refused.message, text.mark, refused.fix, harm=HARM)
        return None
    if OPTIONS in made.names:
        scope.faults.error(
            "template-syntax",
            "`options` is written `{{ options }}` and nothing else",
            text.mark,
            "Write it alone in its braces.",
            harm=HARM,
        )
        return None
    return made


def _sentences(scope: Scope, menu: Menu, options: list[Option], language: str) -> Iterator[str]:
    for option in options:
        label = scope.prompts.get(option.label or "")
        words = label.texts.get(language) if label else None
        if label is None:
            continue
        if words is None:
            scope.faults.error(
                "label-without-language",
                said("the label `{label}` has no words in {language}", label=label.name, language=language),
                label.mark,
                said("The menu `{state}` is spoken in {language}; add the word.",
                     state=menu.name, language=language),
                harm="The caller would never hear of this choice.",
            )  # fmt: skip
            continue
        yield offer(words.source.strip().rstrip(".।"), option.key, language)
