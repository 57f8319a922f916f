"""Templates and conditions: values in, text out. What may stand in them is in sandbox.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateError
from jinja2.environment import TemplateExpression

from runtime.flow import naming, sandbox
from runtime.flow.diagnostic import Mark
from runtime.flow.sandbox import LANGUAGE, LONGEST_OUTPUT, LONGEST_SOURCE, Unfilled
from runtime.flow.sandbox import TemplateFailed as TemplateFailed
from runtime.flow.sandbox import TemplateRefused as TemplateRefused
from runtime.flow.wording import said

_TROUBLE = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class Template:
    """source: as the author wrote it. names: the dotted names it reads ("ticket.id").
    fixed: reads nothing, so its words are always the same.
    constant: what `value` gives instead of the text, when the build knows the kind (`set: {count: 3}`)."""

    source: str
    mark: Mark
    names: frozenset[str] = frozenset()
    constant: Any = None

    def __post_init__(self) -> None:
        if not self.names and "{" in self.source:
            try:
                object.__setattr__(self, "names", naming.names(self.source))
            except TemplateRefused:
                return  # the build reports it; rendering raises it

    @property
    def fixed(self) -> bool:
        return not self.names

    def render(self, values: Mapping[str, Any], language: str) -> str:
        """The text, spoken forms written out in `language` ("te-IN"). Raises TemplateFailed."""
        if "{" not in self.source:
            return self.source
        program = sandbox.program(self.source)[0]
        longest = LONGEST_OUTPUT if len(self.source) <= LONGEST_OUTPUT else LONGEST_SOURCE
        pieces: list[str] = []
        length = 0
        try:
            for piece in program.generate({**values, LANGUAGE: language}):
                length += len(piece)
                if length > longest:
                    raise TemplateFailed(
                        said("the text grew beyond {longest} characters", longest=f"{longest:,}")
                    )
                pieces.append(piece)
        except _TROUBLE as error:
            raise TemplateFailed(_reason(error)) from None
        return "".join(pieces)

    def value(self, values: Mapping[str, Any], language: str) -> Any:
        """Like render, but one `{{ … }}` alone keeps its kind (a number stays a number)."""
        if self.constant is not None:
            return self.constant
        expression = sandbox.program(self.source)[1] if "{" in self.source else None
        if expression is None:
            return self.render(values, language)
        result = _evaluated(expression, values, language)
        if isinstance(result, Unfilled):
            raise TemplateFailed(said("nothing is known yet for {value}", value=self.source))
        return result


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition. names: the dotted names it reads."""

    source: str
    mark: Mark
    names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.names:
            try:
                object.__setattr__(self, "names", naming.condition_names(self.source))
            except TemplateRefused:
                return  # the build reports it; evaluating raises it

    def evaluate(self, values: Mapping[str, Any]) -> Any:
        """What the condition gives; a slot that is not filled is False. Raises TemplateFailed."""
        result = _evaluated(sandbox.condition(self.source), values, "en-IN")
        return False if isinstance(result, Unfilled) else result


def _evaluated(expression: TemplateExpression, values: Mapping[str, Any], language: str) -> Any:
    try:
        return expression({**values, LANGUAGE: language})
    except _TROUBLE as error:
        raise TemplateFailed(_reason(error)) from None


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def template(source: str, mark: Mark, constant: Any = None) -> Template:
    """The template, checked and compiled. Raises TemplateRefused."""
    if "{" in source:
        sandbox.program(source)
    return Template(source, mark, constant=constant)


def expression(source: str, mark: Mark) -> Expression:
    """The condition, checked and compiled. Raises TemplateRefused."""
    sandbox.condition(source)
    return Expression(source, mark)
