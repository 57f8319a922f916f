"""A voice that does not exist, or that cannot speak a language of the flow.

**Why:** The name is asked of the speech provider in the middle of a call. One it does not know is replaced
by another voice, maybe of the other sex; a voice made for one language reads the others like a foreigner.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    voice: {speaker: anuska}
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Our office is closed today., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    voice: {speaker: anushka}
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Our office is closed today., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Edit, Mark, Severity
from runtime.flow.faults import listed, nearest, sure
from runtime.flow.wording import said
from runtime.language.voices import PERSONA_TONGUES, SPEAKERS, exists, persona_tongue
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    voices = {flow.voice.speaker: flow.mark}
    for state in flow.states.values():
        if state.voice.speaker is not None:
            voices.setdefault(state.voice.speaker, state.mark)
    for speaker, near_by in voices.items():
        if speaker is None:
            continue
        mark = _written(subject, speaker, near_by)
        if not exists(speaker):
            near = nearest(speaker, SPEAKERS)
            edits = (Edit(mark, near),) if near and mark is not near_by and sure(speaker, SPEAKERS) else ()
            yield Finding(
                said("there is no voice `{speaker}`", speaker=speaker),
                mark,
                said("There are: {names}.", names=listed(sorted(SPEAKERS), len(SPEAKERS))),
                suggestion=near,
                edits=edits,
            )
            continue
        tongue = persona_tongue(speaker)
        others = [one for one in flow.languages if tongue and one not in PERSONA_TONGUES[tongue]]
        if others:
            yield Finding(
                said(
                    "the voice `{speaker}` does not speak {languages}",
                    speaker=speaker,
                    languages=listed(others),
                ),
                mark,
                "Choose a voice without a language in its name; it speaks them all.",
            )


def _written(subject: Subject, speaker: str, near_by: Mark) -> Mark:
    """Where the speaker's name stands in the file, else the place given."""
    pattern = re.compile(rf"\bspeaker:\s*[\"']?({re.escape(speaker)})(?![\w-])")
    for number, line in enumerate(subject.sources.get(near_by.file, ()), start=1):
        if found := pattern.search(line):
            return Mark(near_by.file, number, found.start(1) + 1, len(speaker))
    return near_by


RULE = Rule(__name__, Severity.ERROR, check, harm="Callers hear another voice than the one that was chosen.")
