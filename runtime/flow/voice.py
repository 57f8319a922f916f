"""The voice that speaks: the flow's, or a state's own. The nearest statement wins whole."""

from __future__ import annotations

from runtime.flow import values
from runtime.flow.model import Voice
from runtime.flow.tree import Table


def voice(table: Table | None, otherwise: Voice | None = None) -> Voice:
    """What a `voice:` says; without one, the voice that holds anyway."""
    if table is None:
        return otherwise or Voice()
    speaker, pace = table.text("speaker"), table.text("pace")
    return Voice(
        speaker=speaker.value if speaker else None,
        pace=(values.number(pace.value) if pace else None) or 1.0,
    )
