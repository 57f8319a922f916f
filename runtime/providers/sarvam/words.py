"""Words on their way to the voice and from the model: cut at sentence ends, freed of what is not speech."""

from __future__ import annotations

import re
from typing import Final

from runtime.language import segments, sentences

LONGEST_TEXT: Final = 500
"""Characters in one message to the voice; Sarvam streams longer ones worse."""

_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BEFORE: Final = re.compile(r"^\s{0,3}(?:#{1,6}\s+|[-*+•]\s+|>\s*)|[|_]+", re.MULTILINE)
_AROUND: Final = re.compile(r"```\w*|[*`~#]+")


def speakable(text: str, language: str) -> list[tuple[str, str]]:
    """(language, words) in order, each in one language and at most LONGEST_TEXT characters."""
    found = []
    for spoken, words in segments(text, language):
        if any(character.isalnum() for character in words):
            found += [(spoken, piece) for piece in pieces(words, LONGEST_TEXT)]
    return found


def pieces(text: str, longest: int) -> list[str]:
    """The text in pieces of at most `longest` characters, cut after a sentence, else between words."""
    found: list[str] = []
    for sentence in sentences(text):
        if found and len(found[-1]) + 1 + len(sentence) <= longest:
            found[-1] += f" {sentence}"
            continue
        rest = sentence
        while len(rest) > longest:
            cut = rest.rfind(" ", 0, longest) + 1 or longest
            found.append(rest[:cut].strip())
            rest = rest[cut:].strip()
        if rest:
            found.append(rest)
    return found


def first_sentence(text: str) -> tuple[str, str] | None:
    """(a whole sentence, the rest) at the beginning of a text that is still growing, or None. Something
    must follow it, be it a space: after "3." may come "50"."""
    found = sentences(text + "x" if text[-1:].isspace() else text)
    if len(found) < 2:
        return None
    end = text.index(found[0]) + len(found[0])
    return text[:end], text[end:]


def plain(text: str) -> str:
    """The words of a text without Markdown: a voice reads an asterisk aloud."""
    return " ".join(_AROUND.sub("", _BEFORE.sub(" ", _LINK.sub(r"\1", text))).split())


class Thoughtless:
    """Takes `<think>…</think>` out of a text that arrives in pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False

    def feed(self, piece: str) -> str:
        """What of it may be spoken. The beginning of a tag is held until it is known to be one."""
        self._held += piece
        spoken = ""
        while self._held:
            tag = "</think>" if self._thinking else "<think>"
            before, found, after = self._held.partition(tag)
            if found:
                spoken += "" if self._thinking else before
                self._held, self._thinking = after, not self._thinking
                continue
            kept = _tail(before, tag)
            spoken += "" if self._thinking else before[: len(before) - kept]
            self._held = before[len(before) - kept :]
            break
        return spoken

    def flush(self) -> str:
        rest, self._held = ("" if self._thinking else self._held), ""
        return rest


def _tail(text: str, tag: str) -> int:
    """How many characters at the end of the text may be the beginning of the tag."""
    return next((size for size in range(len(tag) - 1, 0, -1) if text.endswith(tag[:size])), 0)
