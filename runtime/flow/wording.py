"""Messages that can be told in another language.

    said("there is no {kind} `{name}`", kind="state", name="biling")   -> "there is no state `biling`"

The result is text (English) that remembers the sentence it was made from, so that a catalogue can tell it
again in Hindi or Telugu when it is printed. Only `{name}` for a given value is filled in; every other
brace stays as it is, so a message may show `{{ ticket | digits }}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")


class Said(str):
    """template: the English sentence with its places. values: what stands in them; they may be Said."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]


def said(template: str, **values: object) -> Said:
    """The sentence, filled in. A place without a value stays as it is written."""
    made = Said(filled(template, values))
    made.template = template
    made.values = values
    return made


def filled(template: str, values: Mapping[str, object]) -> str:
    """`template` with its places filled."""

    def place(found: re.Match[str]) -> str:
        name = found[1]
        return str(values[name]) if name in values else found[0]

    return _PLACE.sub(place, template)
