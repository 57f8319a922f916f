"""Times of day as callers say and type them: "5 pm", "half past five in the evening", "सवा तीन बजे",
"సాయంత్రం ఐదున్నర".

A clock has twelve hours and a day has twenty-four: where the part of the day is not said, both readings are
given, and who asks takes the one that fits. Times are text, "17:30".
"""

from __future__ import annotations

from runtime.language.moment import Token, tokens

NOON = 36
"""Twelve o'clock that cannot be midnight."""
_OPPOSITE = ({"am", "pm"}, {"am", "afternoon"}, {"am", "evening"}, {"pm", "morning"})


def times_in(text: str, *, sure: bool = False) -> tuple[str, ...]:
    """The times of day that `text` may mean, the earlier first; empty when it names none, or more than one.
    sure: only what cannot be anything but a time, for words that answered another question: it has a part of
    the day, "o'clock", "half past" or a colon."""
    found = tokens(text)
    parts = {token.value for token in found if token.kind == "part"}
    if len(parts) == 2 and _agree(parts):
        parts -= {"am", "pm"}
    if len(parts) > 1:
        return ()
    part = parts.pop() if parts else ""
    said = {(hour, minute) for hour, minute in _named(found, sure)}
    if len(said) != 1:
        return ()
    hour, minute = said.pop()
    return tuple(f"{h:02}:{minute:02}" for h in _hours(hour, part))


def typed_time(keys: str) -> tuple[str, ...]:
    """Typed digits: HHMM on the clock of twenty-four hours, or HMM, HH, H ended by `#`. Up to twelve
    o'clock the same time in the other half of the day is given as well, second."""
    if not keys.isdecimal() or not keys.isascii() or not 1 <= len(keys) <= 4:
        return ()
    hour, minute = (int(keys), 0) if len(keys) < 3 else (int(keys[:-2]), int(keys[-2:]))
    if hour > 23 or minute > 59:
        return ()
    other = [hour + 12] if 1 <= hour < 12 and not (len(keys) == 4 and hour == 0) else []
    return tuple(f"{h:02}:{minute:02}" for h in (hour, *other))


def _agree(parts: set[str]) -> bool:
    """ "5 pm in the evening" says one thing twice."""
    return parts & {"am", "pm"} != set() and parts not in _OPPOSITE


def _named(found: list[Token], sure: bool) -> list[tuple[int, int]]:
    """Every time that is named, as hour and minute of the words."""
    clocks = [token for token in found if token.kind == "clock"]
    named = [(int(t.value[0]), int(t.value[1])) for t in clocks if t.value[0] <= 24 and t.value[1] < 60]
    used: list[Token] = []
    if clocks:
        return named
    for position, token in enumerate(found):
        if token.kind in ("noon", "midnight"):
            named.append((NOON if token.kind == "noon" else 24, 0))
            used += [number for number in found if number.value == 12]  # "twelve noon"
        elif token.kind in ("half", "quarter", "less") and position + 1 < len(found):
            hour = found[position + 1]
            if _whole(hour):
                used.append(hour)
                named.append(_shift(int(hour.value), {"half": 30, "quarter": 15, "less": -15}[token.kind]))
        elif token.kind in ("past", "to") and position:
            minutes = found[position - 2] if found[position - 1].kind == "minute" else found[position - 1]
            hour = found[position + 1] if position + 1 < len(found) else token
            if _whole(minutes) and _whole(hour) and minutes.owner == hour.owner == "time":
                used += [minutes, hour]
                named.append(
                    _shift(int(hour.value), int(minutes.value) * (1 if token.kind == "past" else -1))
                )
    if named and any(_whole(t) and t.owner != "date" and not any(t is one for one in used) for t in found):
        return [(0, 0), (0, 1)]  # "half past nine or ten"
    if named:
        return named
    numbers = [t for t in found if t.kind == "number" and t.owner == "time"]
    if not numbers and not sure and not any(token.kind == "other" for token in found):
        numbers = [t for t in found if t.kind == "number" and t.owner == ""]
    return _counted(numbers, found)


def _counted(numbers: list[Token], found: list[Token]) -> list[tuple[int, int]]:
    """An hour, or an hour and minutes."""
    minutes_said = any(token.kind == "minute" for token in found)
    if len(numbers) == 3 and numbers[1].value == 0 and numbers[2].value < 10:
        numbers = [numbers[0], numbers[2]]  # "six oh five"
    elif len(numbers) == 2 and numbers[1].value < 10 and not minutes_said:
        return [(0, 0), (0, 1)]  # "five six"
    if len(numbers) == 1 and not minutes_said:
        value = numbers[0].value
        hour, minute = int(value) or (12 if value else 0), round(value % 1 * 60)
        return [(hour, minute)] if hour <= 24 and minute < 60 else []
    if len(numbers) == 2 and all(_whole(number) for number in numbers):
        places = [place for place, token in enumerate(found) if any(token is one for one in numbers)]
        first, second = places[0], places[-1]
        between = {token.kind for token in found[first + 1 : second]} - {"number"}
        if "part" in between and any(token.kind == "part" for token in found[second:]):
            return [(0, 0), (0, 1)]  # "between 5 pm and 6 pm"
        hour, minute = int(numbers[0].value), int(numbers[1].value)
        if between <= {"hour", "part"} and hour <= 24 and minute < 60:
            return [(hour, minute)]
    return [(0, 0), (0, 1)] if numbers else []  # more than one time, or none that can be told


def _whole(token: Token) -> bool:
    return token.kind == "number" and token.value % 1 == 0


def _shift(hour: int, minutes: int) -> tuple[int, int]:
    """`minutes` after (or before) the hour; one o'clock comes after twelve."""
    if minutes >= 0:
        return hour, minutes
    return (hour - 1 if hour > 1 else 12), 60 + minutes


def _hours(hour: int, part: str) -> list[int]:
    """The hours of the day that an hour of the clock may be in this part of the day."""
    if hour in (NOON, 24):
        return [12 if hour == NOON else 0]
    if hour > 12 or hour == 0:
        fits = not part or part in ("pm", "afternoon", "evening", "night") or hour == 0
        return [hour] if fits and (hour or part in ("", "am", "night", "morning")) else []
    match part:
        case "am":
            return [hour % 12]
        case "morning":
            return [hour] if hour < 12 else []
        case "pm":
            return [hour % 12 + 12]
        case "afternoon":
            return [hour if hour >= 11 else hour + 12] if hour >= 11 or hour <= 6 else []
        case "evening":
            return [hour + 12] if 3 <= hour <= 11 else []
        case "night":
            return [0] if hour == 12 else [hour + 12] if hour >= 6 else [hour]
        case _:
            return sorted({hour % 12, hour % 12 + 12})
