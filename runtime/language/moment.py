"""Words about days and hours, told apart: what is a month, a number, a part of the day, "next", "half past".

The floor under said_date.py and said_time.py. Numbers that belong to a date ("26 January", "15th") and
numbers that belong to a time ("5 pm", "सवा तीन बजे") are told apart here, so that both can be said in
one breath.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from runtime.language.calendar_words import CLOCK_WORDS, DATE_WORDS, FAR_DAYS, MONTHS, PARTS, WEEKDAYS
from runtime.language.folding import folded
from runtime.language.numbers import begins_number, number_in, small_numbers
from runtime.language.said_order import ordinal
from runtime.language.script import LANGUAGES
from runtime.language.spoken import ascii_digits
from runtime.language.words import fillers

_WRITTEN = re.compile(
    r"(?P<iso>(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d))"
    r"|(?P<date>(?<![\d:])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})(?![\d:]))"
    r"|(?P<clock>(?<!\d)\d{1,2}:\d{2}(?!\d)|(?<![\d.])\d{1,2}\.\d{2}(?=\s*(?:[ap]\.?\s?m\b|बजे|గంట)))"
    r"|(?P<short>(?<![\d:])\d{1,2}\s?[/-]\s?\d{1,2}(?![\d:]))",
    re.IGNORECASE,
)
_ATTACHED = tuple(folded(ending) for ending in ("টায়", "টার", "টা", "টে", "টো", "টেয়", "ଟାରେ", "ଟା"))
"""Bengali and Odia write "o'clock" onto the number."""
_LONGEST = 3
_PHRASES: dict[str, tuple[str, Any]] = {
    **{word: ("month", number) for word, number in MONTHS.items()},
    **{word: ("weekday", number) for word, number in WEEKDAYS.items()},
    **{word: (what, what) for word, what in DATE_WORDS.items()},
    **{word: (what, what) for word, what in CLOCK_WORDS.items()},
    **{word: ("part", part) for word, part in PARTS.items()},
    **{phrase: ("far", days) for phrase, days in FAR_DAYS.items()},
}
_JOINING = (
    "of the on at and by for about around please want i we will can is it come make need me give "
    "की का के को में पर चाहिए ही दीजिए కి కు న లో కావాలి రండి వస్తాను చేయండి"
)
_JOINS = frozenset(folded(_JOINING).split()) | frozenset(
    word for language in LANGUAGES for phrase in fillers(language) for word in folded(phrase).split()
)
"""Words that carry nothing beside a date or a time."""


@dataclass(slots=True)
class Token:
    """kind: iso, date, short, clock (written figures), number, ordinal, month, weekday, far, part,
    hour, minute, half, quarter, less, past, to, noon, midnight, date (the word), next, last, days,
    weeks, after, in, ago, other. owner: "date" or "time" once it is known what the number belongs to."""

    kind: str
    value: Any = None
    owner: str = ""


def tokens(text: str) -> list[Token]:
    """What was said, word by word, without words that only join."""
    plain = ascii_digits(text)
    found: list[Token] = []
    behind = 0
    for written in _WRITTEN.finditer(plain):
        found += _said(plain[behind : written.start()])
        kind = str(written.lastgroup)
        found.append(
            Token("written" if kind == "date" else kind, [int(n) for n in re.findall(r"\d+", written[0])])
        )
        behind = written.end()
    found += _said(plain[behind:])
    found = [t for i, t in enumerate(found) if t.kind != "in" or _counts_days(found[i + 1 : i + 3])]
    _own_dates(found)
    _own_times(found)
    return found


def _said(text: str) -> list[Token]:
    """Between commas: "January twenty, two thousand…" is not the twenty-second."""
    found: list[Token] = []
    for piece in text.split(","):
        found += _words(piece, found)
    return found


def _counts_days(after: list[Token]) -> bool:
    """ "in 3 days", not "five in the evening"."""
    return len(after) == 2 and after[0].kind == "number" and after[1].kind in ("days", "weeks")


def _words(text: str, before: list[Token]) -> list[Token]:
    joined = re.sub(r"(?<=\d)(?=(?:am|pm|a\.m|p\.m)\b)", " ", text.casefold().replace(" and a half", " half"))
    words = _without_attached(folded(joined).split())
    numbers = {start: (value, end) for value, start, end in small_numbers(words)}
    found: list[Token] = []
    position = 0
    while position < len(words):
        phrase, length = _phrase(words, position)
        if phrase is not None:
            found.append(Token(*phrase))
            position += length
            continue
        if position in numbers:
            value, end = numbers[position]
            if end == position + 2 and _year(words, position + 1) is not None:
                value, end = value - value % 10, position + 1  # "January twenty, two thousand six"
            after = ordinal(words[end]) if end < len(words) else None
            if after is not None and after < 10 and value >= 20 and value % 10 == 0:
                found.append(Token("ordinal", value + after))  # "twenty first"
                end += 1
            elif (year := _year(words, position)) is not None:
                found.append(Token("number", float(year[0])))
                end = year[1]
            elif value in (19, 20) and end in numbers and _behind_a_month([*before, *found]):
                found.append(Token("number", value * 100 + numbers[end][0]))  # "twenty twenty-six"
                end = numbers[end][1]
            else:
                found.append(Token("number", value))
            position = end
            continue
        if begins_number(words[position]) and (year := _year(words, position)) is not None:
            found.append(Token("number", float(year[0])))
            position = year[1]
            continue
        place = ordinal(words[position])
        if place is not None:
            found.append(Token("ordinal", place))
        elif words[position] not in _JOINS:
            found.append(Token("other", words[position]))
        position += 1
    return found


def _behind_a_month(found: list[Token]) -> bool:
    """Whether what comes may be a year."""
    kinds = [token.kind for token in found[-2:]]
    return kinds[-1:] == ["month"] or (kinds[:1] == ["month"] and kinds[-1] in ("number", "ordinal"))


def _without_attached(words: list[str]) -> list[str]:
    """ "পাঁচটায়" as "পাঁচ" and "টায়"."""
    parted: list[str] = []
    for word in words:
        ending = next((e for e in _ATTACHED if word.endswith(e) and len(word) > len(e)), None)
        if ending and small_numbers([word[: -len(ending)]]):
            parted += [word[: -len(ending)], ending]
        else:
            parted.append(word)
    return parted


def _phrase(words: list[str], position: int) -> tuple[tuple[str, Any] | None, int]:
    for length in range(min(_LONGEST + 1, len(words) - position), 0, -1):
        phrase = " ".join(words[position : position + length])
        if phrase in _PHRASES:
            return _PHRASES[phrase], length
    return None, 0


def _year(words: list[str], position: int) -> tuple[int, int] | None:
    """ "two thousand twenty seven" as one number, with the word after it."""
    for end in range(min(len(words), position + 5), position + 1, -1):
        value = number_in(" ".join(words[position:end]))
        if value is not None and 1900 <= value <= 2100 and value % 1 == 0:
            return int(value), end
    return None


def _own_dates(found: list[Token]) -> None:
    """Numbers beside a month or the word "date", and ordinals, belong to the date."""
    for position, token in enumerate(found):
        if token.kind == "ordinal":
            token.owner = "date"
        elif token.kind == "month":
            near = _beside(found, position)
            if near is not None:
                near.owner = "date"
            for year in found[position + 1 : position + 4]:
                if year.kind == "number" and 1900 <= year.value <= 2100:
                    year.owner = "date"
        elif token.kind == "date":
            for day in (*found[max(0, position - 1) : position], *found[position + 1 : position + 2]):
                if day.kind == "number" and day.value <= 31 and not day.owner:
                    day.owner = "date"
                    break
        elif token.kind in ("days", "weeks") and position and found[position - 1].kind == "number":
            found[position - 1].owner = "date"


def _beside(found: list[Token], month: int) -> Token | None:
    """The day of the month: right before it, or behind it."""
    for near in (found[month - 1 : month] if month else []) + found[month + 1 : month + 2]:
        if near.kind in ("number", "ordinal") and near.value % 1 == 0 and 1 <= near.value <= 31:
            return near
    return None


_MARKS = frozenset({"part", "hour", "half", "quarter", "less", "minute"})


def _own_times(found: list[Token]) -> None:
    """Numbers beside "o'clock", "pm", "evening" or "half past" belong to the time, and the "
    "minutes behind them."""
    for position, token in enumerate(found):
        if token.kind not in _MARKS:
            continue
        before = found[position - 1] if position else None
        if before is not None and _may_be_time(before) and token.kind in ("part", "hour", "minute"):
            before.owner = "time"
            earlier = found[position - 2] if position > 1 else None
            if earlier is not None and _may_be_time(earlier):
                earlier.owner = "time"  # "five thirty pm"
                hour = found[position - 3] if position > 2 and earlier.value == 0 else None
                if hour is not None and _may_be_time(hour):
                    hour.owner = "time"  # "six oh five in the morning"
        for after in found[position + 1 : position + 3]:
            if token.kind == "part" and before is not None and before.owner == "time":
                break
            if not _may_be_time(after):
                break
            after.owner = "time"
    for position, token in enumerate(found):
        if token.kind in ("past", "to") and 0 < position < len(found) - 1:
            minutes, hour = found[position - 1], found[position + 1]
            if minutes.kind == "minute" and position > 1:
                minutes = found[position - 2]
            if _may_be_time(minutes) and _may_be_time(hour):
                minutes.owner = hour.owner = "time"


def _may_be_time(token: Token) -> bool:
    return token.kind == "number" and token.owner != "date" and token.value < 60
