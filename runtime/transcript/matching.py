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


def like(text: str, pattern: str) -> bool:
    """Whether the words between the `*` of the pattern are in the text, whole and in this order. A pattern
    that does not begin (end) with `*` begins (ends) where the text does. Without words it is like none."""
    parts = [folded(part) for part in pattern.split("*")]
    if not any(parts):
        return False
    said, at = f" {folded(text)} ", 0
    for part in parts:
        if part:
            found = said.find(f" {part} ", at)
            if found < 0:
                return False
            at = found + len(part) + 1
    starts = not parts[0] or said.startswith(f" {parts[0]} ")
    return starts and (not parts[-1] or said.endswith(f" {parts[-1]} "))
