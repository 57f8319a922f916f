"""Who is reached by a transfer, and in which hours."""

from __future__ import annotations

from runtime.explain.teller import duration
from runtime.explain.telling import all_of
from runtime.flow.model import Contact, Hours, Transfer
from runtime.flow.wording import said

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def reached(state: Transfer, contact: Contact | None) -> list[str]:
    """Who takes the call, and when. Never their number."""
    told: list[str] = [said("The caller is connected to a person: `{contact}`.", contact=state.contact)]
    if contact is not None:
        told.append(said("It rings for up to {time}.", time=duration(contact.timeout)))
        told.append(_open(contact))
    if state.summary:
        told.append(said("That person is given a summary of the call."))
    return told


def _open(contact: Contact) -> str:
    if not contact.hours:
        return said("That desk is always open.")
    hours = all_of([_hours(one) for one in contact.hours])
    told: str = said("That desk is open {hours} ({timezone}).", hours=hours, timezone=contact.timezone)
    if not contact.holidays:
        return told
    count = len(contact.holidays)
    words = (
        "{open} It is closed on one holiday." if count == 1 else "{open} It is closed on {number} holidays."
    )
    return said(words, open=told, number=count)


def _hours(hours: Hours) -> str:
    days = sorted(hours.days)
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        told: str = said("{first} to {last}", first=said(_DAYS[days[0]]), last=said(_DAYS[days[-1]]))
    else:
        told = all_of([said(_DAYS[day]) for day in days])
    return said(
        "{days} from {opens} to {closes}",
        days=told,
        opens=f"{hours.opens:%H:%M}",
        closes=f"{hours.closes:%H:%M}",
    )
