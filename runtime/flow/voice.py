"""The voice that speaks: the flow's, or a state's own. The nearest statement wins whole."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.flow import values
from runtime.flow.heard import state_lines, state_prompts
from runtime.flow.model import Flow, Voice
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


def prompt_voices(flow: Flow) -> Mapping[str, tuple[Voice, ...]]:
    """Who says each prompt: the voice of every state that does, itself or by one of its lines. What holds
    anywhere is said in the voice of the state where it was heard, and what nobody names in the flow's."""
    every = tuple(dict.fromkeys((flow.voice, *(state.voice for state in flow.states.values()))))
    if len(every) == 1:
        return dict.fromkeys(flow.prompts, every)
    found: dict[str, dict[Voice, None]] = {}
    for state in flow.states.values():
        said = [*state_prompts(state), *(line.say for line in state_lines(state) if line.say)]
        for name in said:
            found.setdefault(name, {})[state.voice] = None
    lines = [*(option.line for option in flow.anywhere), *(rule.line for rule in flow.escalation)]
    for line in (*lines, flow.defaults.on_error):
        if line.say:
            found.setdefault(line.say, {}).update(dict.fromkeys(every))
    return {name: tuple(found.get(name, {flow.voice: None})) for name in flow.prompts}
