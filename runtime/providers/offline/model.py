"""The embedded model: rules, no intelligence. It picks an exit whose examples the caller's words resemble.

It never makes up words. What it cannot place it answers with an exit that no state has (`NONE`): by the
rules of the flow language that is a no_match, so the caller hears the flow's own "I did not understand" in
her own language, it counts as a miss, and three misses lead to a person. Ears, slots and confirmation are
the flow's.

`choose` is a plain function, without numpy and without a loop; `flowctl talk` uses it as it is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any, Final

from runtime.dialogue.effect import AskModel
from runtime.flow.model import SlotType
from runtime.language import folded
from runtime.providers.ports import Decision, Sentence

NONE: Final = "none_of_these"
"""Not the name of any exit that is asked about: see `_none`."""

_EXAMPLE_ENOUGH: Final = 0.6
"""How alike the caller's words and an example must be (0 to 1): two of three words, not one of two."""
_WHEN_ENOUGH: Final = 0.3
"""Which share of the caller's weighty words must stand in an exit's `when`."""

_LIGHT: Final = frozenset(
    (
        "a", "about", "after", "all", "am", "an", "and", "any", "are", "as", "asks", "at", "be", "been",
        "but", "by", "call", "caller", "can", "could", "did", "do", "does", "for", "from", "get", "go",
        "had", "has", "have", "he", "her", "here", "his", "how", "i", "if", "in", "is", "it", "its", "just",
        "like", "me", "more", "my", "no", "not", "nothing", "of", "on", "one", "or", "our", "out", "please",
        "she", "so", "some", "something", "that", "the", "their", "them", "then", "there", "they", "this",
        "to", "up", "us", "want", "wants", "was", "we", "were", "what", "when", "where", "which", "who",
        "why", "will", "with", "would", "you", "your",
    )
)  # fmt: skip
"""English words that say nothing about which exit is meant."""


class RuleModel:
    """ports.Model. Keeps nothing between requests."""

    async def answer(self, request: AskModel) -> AsyncIterator[Sentence | Decision]:
        sentences, decision = choose(request)
        for sentence in sentences:
            yield Sentence(sentence)
        yield decision

    async def close(self) -> None:
        """Nothing is open."""


def choose(request: AskModel) -> tuple[list[str], Decision]:
    """What to say (always nothing: the flow has the words), and the decision. The same request always gives
    the same answer."""
    said = next((m.text for m in reversed(request.messages) if m.role == "user"), "")
    words = folded(said).split()
    best: tuple[float, str] | None = None
    for way in request.exits:
        examples = max(
            (_alike(words, folded(e).split()) for e in request.hints.get(way.target, ())), default=0.0
        )
        meaning = _meant(words, folded(way.when).split())
        score = examples if examples >= _EXAMPLE_ENOUGH else meaning if meaning >= _WHEN_ENOUGH else 0.0
        score += 1.0 if examples >= _EXAMPLE_ENOUGH else 0.0  # any example outranks any description
        if score and (best is None or score > best[0]):  # on a tie the exit that the author put first
            best = (score, way.target)
    return [], Decision(best[1] if best else _none(request), _fills(request, words))


def _none(request: AskModel) -> str:
    name = NONE
    while any(way.target == name for way in request.exits):
        name += "_"
    return name


def _fills(request: AskModel, words: list[str]) -> dict[str, Any]:
    """Text slots, when one of their examples was said whole; the longest wins. The examples stand in `hints`
    under the slot's name."""
    fills: dict[str, Any] = {}
    for slot in request.fills:
        if slot.type is not SlotType.TEXT or slot.sensitive:
            continue
        said = [e for e in request.hints.get(slot.name, ()) if _inside(folded(e).split(), words)]
        if said:
            fills[slot.name] = max(said, key=len)
    return fills


def _inside(part: list[str], whole: list[str]) -> bool:
    """Whether all of `part` stands in `whole`, in a row."""
    return bool(part) and any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _alike(said: list[str], example: list[str]) -> float:
    """1.0 when the example was said whole, else the share of words in common (Dice)."""
    if _inside(example, said):
        return 1.0
    if not said or not example:
        return 0.0
    return 2 * len(set(said) & set(example)) / (len(set(said)) + len(set(example)))


def _meant(said: list[str], when: list[str]) -> float:
    """The share of the caller's weighty words that stand in the description (English only, as `when` is)."""
    weighty = set(said) - _LIGHT
    return len(weighty & _stems(when)) / len(weighty) if weighty else 0.0


def _stems(words: Iterable[str]) -> set[str]:
    """With and without the plural's s."""
    weighty = set(words) - _LIGHT
    return weighty | {w.removesuffix("s") for w in weighty} | {w + "s" for w in weighty}
