"""Mistakes about the law and in the operator's files: notices, recordings, hours, numbers, services."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mistake_edits import Slip
from mistake_kinds import kind
from mistake_project import File, FlowView, Node
from operators_words import RECORDED, change, said


def _once(flow: FlowView) -> bool:
    """An operator's file belongs to the project: its mistakes are made once, with the first flow."""
    return flow is flow.project.flows[0]


def contacts(flow: FlowView) -> Iterator[tuple[File, Node, Node]]:
    found = flow.project.table("contacts")
    if found and _once(flow):
        for key, body in found[1].entries:
            yield found[0], key, body


def hours(flow: FlowView) -> Iterator[tuple[File, Node, Node]]:
    """The list of hours, and one line of it."""
    for file, _, body in contacts(flow):
        listed = body.get("hours")
        for one in listed.items if listed else ():
            if listed:
                yield file, listed, one


@kind("recording-without-a-word")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("record"):
        if state.body.get("say"):
            yield Slip().remove(flow.file, state.body, "say").at_node(flow.file, state.key, state.body)
    states = flow.root.get("states")
    ends = flow.of_kind("end")
    for say in flow.of_kind("say"):
        go = say.body.get("go")
        if states and ends and go and go.kind == "text":
            slip = Slip().add(flow.file, states, f"keep_it: {{record: call, go: {go.text}}}")
            yield slip.put(flow.file, go.start, go.end, "keep_it")


@kind("notice-can-be-cut-short")
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for state in flow.of_kind("say", "menu", "ask", "converse"):
        if (state.body.say("barge_in") or "yes") != "yes":
            continue
        spoken = [
            one
            for one in said(flow, state, "say" if state.kind != "menu" else "menu")
            if one.language in RECORDED
        ]
        slip = Slip().at_node(flow.file, state.key, state.body)
        for one in spoken:
            slip.words(one.file, one.node, f"{RECORDED[one.language]} {one.text}").at(one.file, one.key.start)
        if spoken:
            yield slip
        for one in spoken:
            yield change(one, f"{RECORDED[one.language]} {one.text}").at_node(
                flow.file, state.key, state.body
            )
    for state in flow.states.values():
        barge_in = state.body.get("barge_in")
        noticed = [
            one for one in said(flow, state) if re.search("record|रिकॉर्ड|రికార్డ్", one.text, re.IGNORECASE)
        ]
        if barge_in and barge_in.text == "no" and noticed:
            slip = Slip().swap(flow.file, barge_in, "yes").at_node(flow.file, state.key, state.body)
            for one in noticed:
                slip.at(one.file, one.key.start)
            yield slip


@kind("hours-with-a-gap", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, listed, one in hours(flow):
        opens, closes, days = one.get("from"), one.get("to"), one.get("days")
        if opens and closes and days and (closes.text or "") > "14:00" > (opens.text or ""):
            for end, begin in (("13:00", "14:00"), ("12:30", "13:30"), ("13:00", "13:30")):
                first = f'{{days: {file.raw(days)}, from: {file.raw(opens)}, to: "{end}"}}'
                second = f'{{days: {file.raw(days)}, from: "{begin}", to: {file.raw(closes)}}}'
                slip = Slip().swap(file, one, first).add_item(file, listed, second)
                yield slip.at_node(file, listed)


@kind("closed-before-open", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, _, one in hours(flow):
        opens, closes = one.get("from"), one.get("to")
        if opens and closes:
            slip = Slip().put(file, opens.start, opens.end, file.raw(closes))
            yield slip.put(file, closes.start, closes.end, file.raw(opens)).at_node(file, one)
            yield Slip().swap(file, closes, '"06:00"').at_node(file, one)
            yield Slip().swap(file, opens, '"21:30"').at_node(file, one)


@kind("holidays-of-years-ago", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, _, body in contacts(flow):
        holidays = body.get("holidays")
        for years in (3, 4, 5, 6):
            slip = Slip()
            for one in holidays.items if holidays else ():
                year, _, rest = (one.text or "").partition("-")
                slip.put(file, one.start, one.end, f"{int(year) - years}-{rest}")
            if holidays:
                yield slip.at_node(file, holidays)


@kind("day-as-people-write-it", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, _, body in contacts(flow):
        holidays = body.get("holidays")
        for one in holidays.items if holidays else ():
            year, month, day = (one.text or "2027-01-26").split("-")
            for new in (
                f"{day}-{month}-{year}",
                f"{day}/{month}/{year}",
                f"{year}-{day}-{month}",
                f"{year}-02-30",
            ):
                if new[5:7] != month:
                    yield Slip().swap(file, one, new)
    for file, _, one in hours(flow):
        days = one.get("days")
        for new in ("mon to fri", "weekdays", "monday", "mon-fry", "Mon-Fri"):
            if days:
                yield Slip().swap(file, days, new)


@kind("time-as-people-write-it", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, _, one in hours(flow):
        for word in ("from", "to"):
            node = one.get(word)
            for new in ("9.30", "6 pm", "9", "25:00", "18.00", "9 am"):
                if node:
                    yield Slip().swap(file, node, new)


@kind("number-as-people-write-it", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, _, body in contacts(flow):
        node = body.get("number")
        for new in (
            '"040-22334455"',
            '"98765 43210"',
            "9876543210",
            '"0091 98765 43210"',
            '"+91 98765 43210"',
            '"1800 425 0028"',
        ):
            if node:
                yield Slip().swap(file, node, new)
    found = flow.project.table("numbers")
    for key, _ in found[1].entries if found and _once(flow) else ():
        for new in ('"040-22334455"', '"98765 43210"', "9876543210"):
            if found:
                yield Slip().swap(found[0], key, new)


@kind("timezone-as-people-write-it", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, _, body in contacts(flow):
        zone = body.get("timezone")
        for new in ("IST", "India", "Asia/Hyderabad", "Kolkata", "+05:30", "Asia/Kolkatta"):
            if zone:
                yield Slip().swap(file, zone, new)
            elif not body.inline:
                yield Slip().add(file, body, f'timezone: "{new}"')


@kind("contact-with-two-ways", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, key, body in contacts(flow):
        if body.get("number"):
            yield Slip().add(file, body, "queue: helpdesk").at_node(file, key, body)
            yield Slip().add(file, body, "sip: sip:desk@example.org").at_node(file, key, body)
        way = next((word for word in ("number", "queue", "sip") if body.get(word)), "")
        if way and len(body.entries) > 1:
            yield Slip().remove(file, body, way).at_node(file, key, body)


def services(flow: FlowView) -> Iterator[tuple[File, Node, Node]]:
    found = flow.project.table("services")
    if found and _once(flow):
        for key, body in found[1].entries:
            yield found[0], key, body


@kind("secret-in-services", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, _, body in services(flow):
        for token in (
            "Bearer 8sK2vQ9xTzLmN4cR",
            "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
            "user:hunter22",
            "Basic dXNlcjpodW50ZXIyMg==",
        ):
            auth = body.get("auth")
            if auth:
                yield Slip().swap(file, auth, f'"{token}"')
            else:
                yield Slip().add(file, body, f'auth: "{token}"')


@kind("service-address-wrong", whole=True)
def _(flow: FlowView, chance: random.Random) -> Iterator[Slip]:
    for file, _, body in services(flow):
        url = body.get("url")
        for new in (
            "htp://example.org/x",
            "example.org/complaints",
            "ftp://example.org/x",
            "/complaints",
            "${complaints}/x",
            "https:/example.org",
        ):
            if url:
                yield Slip().swap(file, url, f'"{new}"')
