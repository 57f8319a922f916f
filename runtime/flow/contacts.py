"""contacts.yaml: whom a `transfer` reaches, and when they are there. The operator's file."""

from __future__ import annotations

import re
from datetime import date, time
from zoneinfo import ZoneInfo

from runtime.flow import values
from runtime.flow.faults import Faults
from runtime.flow.model import Contact, Hours
from runtime.flow.tree import Items, Node, Table, Text
from runtime.flow.wording import said

E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z", re.ASCII)


def contacts(tree: Table | None, faults: Faults) -> dict[str, Contact]:
    """By name; a contact with a fault is there as far as it could be read."""
    made: dict[str, Contact] = {}
    shared = _holidays(tree.get("holidays"), faults) if tree else frozenset()
    for entry in (tree.table("contacts") if tree else None) or ():
        if isinstance(entry.value, Table):
            made[entry.key.value] = _contact(entry.key, entry.value, shared, faults)
    return made


def _contact(name: Text, table: Table, shared: frozenset[date], faults: Faults) -> Contact:
    number, sip, queue = table.text("number"), table.text("sip"), table.text("queue")
    ring, zone = table.text("timeout"), table.text("timezone")
    ways = [way for way in (number, sip, queue) if way]
    if len(ways) != 1:
        faults.error(
            "contact-ways",
            said("`{name}` needs exactly one of number, sip and queue", name=name.value),
            name.mark,
            'For example:  number: "+914022334455"',
            harm="The caller could not be connected.",
        )
    if number and not E164.match(number.value):
        faults.error(
            "number-format",
            said("`{number}` is not a number in the international form", number=number.value),
            number.mark,
            'Write + and the country code, without blanks:  "+914022334455".',
            harm="The caller could not be connected.",
        )
    hours = [(one, found) for one in table.items("hours") if (found := _hours(one, faults))]
    _check_overlaps(hours, faults)
    own = table.get("holidays")
    works = isinstance(own, Text) and own.value == "no"
    return Contact(
        name=name.value,
        mark=name.mark,
        number=number.value if number else None,
        sip=sip.value if sip else None,
        queue=queue.value if queue else None,
        timeout=(values.seconds(ring.value) if ring else None) or 25.0,
        hours=tuple(found for _, found in hours),
        holidays=frozenset() if works else shared | _holidays(own, faults),
        timezone=_zone(zone, faults),
    )


def _hours(node: Node, faults: Faults) -> Hours | None:
    if not isinstance(node, Table):
        return None
    opens = _clock(node.text("from"), faults)
    closes = _clock(node.text("to"), faults)
    days = _days(node.get("days"), faults)
    if opens is None or closes is None or days is None:
        return None
    if opens >= closes:
        faults.error(
            "hours-backwards",
            "these hours end before they begin",
            node.mark,
            "Hours over midnight are two lines: to 24:00, and from 00:00 on the next day.",
            harm="Callers would be told that it is closed.",
        )
        return None
    return Hours(days, opens, closes)


def _clock(text: Text | None, faults: Faults) -> time | None:
    if text is None:
        return None
    found = values.clock(text.value)
    if found is None:
        faults.error(
            "clock-format",
            said("`{text}` is not a time of day", text=text.value),
            text.mark,
            'Write hours and minutes:  "09:30".',
        )
    return found


def _days(node: Node | None, faults: Faults) -> frozenset[int] | None:
    texts = node.members if isinstance(node, Items) else [node]
    days: frozenset[int] = frozenset()
    for text in texts:
        if not isinstance(text, Text):
            return None
        found = values.weekdays(text.value)
        if found is None:
            faults.error(
                "day-format",
                said("`{text}` names no days", text=text.value),
                text.mark,
                "Write  mon-fri,  sat,  [tue, thu]  or  daily.",
            )
            return None
        days |= found
    return days


def _check_overlaps(hours: list[tuple[Node, Hours]], faults: Faults) -> None:
    """Two windows of one day that overlap: one of them is not what its author meant."""
    for place, (node, one) in enumerate(hours):
        for first, other in hours[:place]:
            if one.days & other.days and one.opens < other.closes and other.opens < one.closes:
                faults.error(
                    "hours-overlap",
                    "these hours overlap others of the same day",
                    node.mark,
                    "Write each hour once: until lunch, and from after lunch.",
                    harm="Callers may be put through to an empty office.",
                    related=(("the others are here", first.mark),),
                )
                break


def _holidays(node: Node | None, faults: Faults) -> frozenset[date]:
    """A list of days, or a table of days and what is kept on them."""
    days = [entry.key for entry in node] if isinstance(node, Table) else []
    if isinstance(node, Items):
        days = [one for one in node.members if isinstance(one, Text)]
    return frozenset(found for one in days if (found := _holiday(one, faults)))


def _holiday(node: Node, faults: Faults) -> date | None:
    if not isinstance(node, Text):
        return None
    found = values.day(node.value)
    if found is None:
        faults.error(
            "day-format",
            said("`{node}` is not a day", node=node.value),
            node.mark,
            "Write year, month and day:  2027-01-26.",
        )
    return found


def _zone(text: Text | None, faults: Faults) -> str:
    if text is None:
        return "Asia/Kolkata"
    try:
        ZoneInfo(text.value)
    except (OSError, ValueError, LookupError):
        faults.error(
            "unknown-timezone",
            said("there is no time zone `{text}`", text=text.value),
            text.mark,
            "In India it is Asia/Kolkata.",
        )
        return "Asia/Kolkata"
    return text.value
