"""Nothing that the shipped flows say or listen for is taken for another phrase by a near match."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from runtime.flow.load import load_project
from runtime.flow.model import Flow
from runtime.language import How, Index, sentences
from runtime.share import share

FLOWS = load_project(share("flows")).flows


def said() -> Iterator[str]:
    """Every sentence and every phrase of every flow."""
    for flow in FLOWS.values():
        for prompt in flow.prompts.values():
            for text in prompt.texts.values():
                if text.fixed:
                    yield from sentences(text.source)
        for phrases in flow.phrases.values():
            for words in phrases.words.values():
                yield from words


SAID = tuple(dict.fromkeys(said()))


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_what_flows_say_is_nobodys_phrase_by_a_near_match(flow: Flow) -> None:
    every = [
        (phrases.name, text)
        for phrases in flow.phrases.values()
        for words in phrases.words.values()
        for text in words
    ]
    index = Index(every)
    assert len(SAID) > 500
    near = [(found.phrase, text) for text in SAID if (found := index.match(text)) and found.how is How.NEAR]
    assert near == []


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_every_phrase_is_found_as_itself(flow: Flow) -> None:
    for phrases in flow.phrases.values():
        alone = Index((phrases.name, text) for words in phrases.words.values() for text in words)
        for words in phrases.words.values():
            for text in words:
                found = alone.match(text)
                assert found is not None and found.how is How.EXACT
