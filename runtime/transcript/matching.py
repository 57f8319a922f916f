"""When the words of a play are among the words that were said.

Both are folded first, as the phrases of callers are: Indian scripts can be typed in several ways that
look alike, and punctuation, spaces, capitals and joiners are not heard.
"""

from __future__ import annotations

from runtime.language import folded


def contains(text: str, words: str) -> bool:
    """Whether these words, one after the other and whole, are in the text. Empty words are in none."""
    wanted = folded(words)
    return bool(wanted) and f" {wanted} " in f" {folded(text)} "


def same(one: str, other: str) -> bool:
    """Whether two texts cannot be told apart by ear."""
    return folded(one) == folded(other)
