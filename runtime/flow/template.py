"""Templates and conditions: values in, text out. The only file that knows Jinja2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from runtime.flow.diagnostic import Mark


class TemplateFailed(Exception):
    """A template or condition could not be worked out with these values."""


@dataclass(frozen=True, slots=True)
class Template:
    """source: as the author wrote it. names: the dotted names it reads ("ticket.id").
    fixed: reads nothing, so its words are always the same."""

    source: str
    mark: Mark
    names: frozenset[str] = frozenset()

    @property
    def fixed(self) -> bool:
        return not self.names

    def render(self, values: Mapping[str, Any], language: str) -> str:
        """The text, spoken forms written out in `language` ("te-IN"). Raises TemplateFailed."""
        raise NotImplementedError

    def value(self, values: Mapping[str, Any], language: str) -> Any:
        """Like render, but one `{{ … }}` alone keeps its kind (a number stays a number)."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition. names: the dotted names it reads."""

    source: str
    mark: Mark
    names: frozenset[str] = frozenset()

    def evaluate(self, values: Mapping[str, Any]) -> Any:
        """Raises TemplateFailed."""
        raise NotImplementedError
