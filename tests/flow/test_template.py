"""Templates: what they say, what they keep, and what they refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from runtime.flow.diagnostic import Mark
from runtime.flow.sandbox import LONGEST_OUTPUT, LONGEST_SOURCE
from runtime.flow.template import Expression, Template, TemplateFailed, TemplateRefused, expression, template

HERE = Mark("x.yaml", 1, 1)
CANARY = "c4n4ry"


class Secret:
    """Something that must never be heard."""

    def __str__(self) -> str:
        return CANARY


def said(source: str, **values: Any) -> str:
    return template(source, HERE).render(values, "en-IN")


def test_values_in_text_out() -> None:
    assert said("You said {{ village }}.", village="కొండాపూర్") == "You said కొండాపూర్."
    assert said("{{ ticket.id }}/{{ ticket['id'] }}/{{ list[1] }}", ticket={"id": 4}, list=[1, 2]) == "4/4/2"
    assert said("{{ 2.0 + n }}", n=1) == "3"
    assert said("{% if n > 1 %}many{% else %}one{% endif %}", n=2) == "many"


def test_fixed_words_read_nothing() -> None:
    assert template("Hello {there}", HERE).fixed
    assert template("{{ '1912' }}", HERE).fixed
    assert not template("{{ village }}", HERE).fixed
    assert template("{{ a.b.c | last(2) }} {{ d['e'] }}", HERE).names == {"a.b.c", "d.e"}


def test_spoken_forms_are_in_the_callers_language() -> None:
    spoken = template("{{ number | last(2) | digits }}", HERE)
    telugu = spoken.render({"number": "9848"}, "te-IN")
    hindi = spoken.render({"number": "9848"}, "hi-IN")
    assert telugu != hindi
    assert len(telugu.split()) == len(hindi.split()) == 2


def test_every_spoken_form() -> None:
    values = {"today": "2026-11-22", "now": "09:30", "due": "2026-11-26", "n": 2, "plate": "TS09EA1234"}
    assert said("{{ 250000 | rupees }}") == "two lakh fifty thousand rupees"
    assert said("{{ n | number }} {{ n | ordinal }} {{ n | digits }}", **values) == "two second two"
    assert said("{{ due | date }}, {{ now | time }}", **values) == (
        "Thursday, twenty-sixth November, nine thirty in the morning"
    )
    assert said("{{ plate | last(4) | digits }}", **values) == "one two three four"
    feminine = template("{{ n | ordinal('feminine') }}", HERE)
    assert feminine.render(values, "hi-IN") == "दूसरी"


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("rupees", -1),
        ("rupees", "ten"),
        ("rupees", float("nan")),
        ("rupees", 10**40),
        ("rupees", True),
        ("number", "1e9"),
        ("ordinal", 0),
        ("date", "tomorrow"),
        ("date", "2026-02-30"),
        ("time", "25:00"),
        ("time", None),
        ("date", {"day": 1}),
    ],
)
def test_what_has_no_spoken_form_fails_as_words_that_cannot_be_said(form: str, value: Any) -> None:
    with pytest.raises(TemplateFailed):
        said("{{ value | " + form + " }}", value=value)


def test_a_value_that_is_not_there_yet_fails_in_every_form() -> None:
    for form in ("rupees", "number", "digits", "ordinal", "date", "time", "phone", "spell", "last(2)"):
        with pytest.raises(TemplateFailed):
            said("{{ missing | " + form + " }}")


def test_one_value_alone_keeps_its_kind() -> None:
    assert template("{{ n }}", HERE).value({"n": 3}, "en-IN") == 3
    assert template(" {{ rows }} ", HERE).value({"rows": [1]}, "en-IN") == [1]
    assert template("{{- -n }}", HERE).value({"n": 3}, "en-IN") == -3
    assert template("{{ n }} km", HERE).value({"n": 3}, "en-IN") == "3 km"
    assert template("3", HERE, constant=3).value({}, "en-IN") == 3
    assert template("no", HERE, constant=False).value({}, "en-IN") is False


def test_callers_words_are_never_a_template() -> None:
    assert said("{{ words }}", words="{{ 7*7 }}{% for x in y %}") == "{{ 7*7 }}{% for x in y %}"


@pytest.mark.parametrize("nothing", [None, True, {"a": 1}, [1], date(2026, 1, 1), Secret(), object()])
def test_what_cannot_be_spoken_is_not(nothing: Any) -> None:
    for source in (
        "{{ x }}",
        "{{ x | last(3) }}",
        "{{ x | spell }}",
        "{{ x | digits }}",
        "{{ none }}",
        "{{ [1] }}",
    ):
        with pytest.raises(TemplateFailed):
            said(source, x=nothing)


def test_an_empty_slot_is_false_in_conditions_and_an_error_in_words() -> None:
    assert said("{% if village %}{{ village }}{% else %}nothing{% endif %}") == "nothing"
    for source in ("{{ village }}", "{{ village.part }}", "{{ village | last(2) }}", "{{ village + 1 }}"):
        with pytest.raises(TemplateFailed):
            said(source)
    with pytest.raises(TemplateFailed):
        template("{{ village }}", HERE).value({}, "en-IN")


@pytest.mark.parametrize(
    ("when", "values", "taken"),
    [
        ("more", {}, False),
        ("not more", {}, True),
        ("more", {"more": True}, True),
        ("18 <= age <= 40", {"age": 18}, True),
        ("18 <= age <= 40", {}, False),
        ("age != 3", {}, True),
        ("day in ['sat', 'sun']", {"day": "sun"}, True),
        ("day in ['sat', 'sun']", {}, False),
        ("day not in ['sat']", {}, True),
        ("'x' in words", {}, False),
        ("ticket.id == '4'", {"ticket": {"id": "4"}}, True),
        ("ticket.gone", {"ticket": {"id": "4"}}, False),
        ("rows", {"rows": []}, False),
        ("open.desk and no_matches >= 3", {"open": {"desk": True}, "no_matches": 3}, True),
    ],
)
def test_conditions(when: str, values: dict[str, Any], taken: bool) -> None:
    assert bool(expression(when, HERE).evaluate(values)) is taken


def test_comparing_different_kinds_is_an_error_and_never_a_guess() -> None:
    with pytest.raises(TemplateFailed):
        expression("age > 18", HERE).evaluate({"age": "twenty"})


REFUSED = [
    "{{ 'a' * 300000000 }}",
    "{{ 10 ** 10 ** 8 }}",
    "{{ 'a' ~ 'b' }}",
    "{{ '%0999999d' % 1 }}",
    "{{ 1 // 0 }}",
    "{{ 1 / 0 }}",
    "{% for x in range(9) %}{% endfor %}",
    "{% set a = 1 %}",
    "{% set a %}x{% endset %}",
    "{% macro m() %}{% endmacro %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block x %}{% endblock %}",
    "{% filter last(2) %}x{% endfilter %}",
    "{% call m() %}{% endcall %}",
    "{% with a = 1 %}{% endwith %}",
    "{{ x.__class__ }}",
    "{{ x['__class__'] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ _language }}",
    "{{ x() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ x | attr('y') }}",
    "{{ x | map('y') }}",
    "{{ x | tojson }}",
    "{{ x[1:2] }}",
    "{{ x[y] }}",
    "{{ {'a': 1} }}",
    "{{ x is defined }}",
    "{{ lambda: 1 }}",
    "{{ x | last }}",
    "{{ x | last(4, 5) }}",
    "{{ x | digits(1) }}",
    "{{ x",
    "{% if x %}",
    "{{ }}",
    "{{ " + "(" * 300 + "x" + ")" * 300 + " }}",
    "{{ " + "not " * 2000 + "x }}",
    "{{ x" + ".a" * 4000 + " }}",
    "{{ " + " + ".join(["x"] * 3000) + " }}",
    "{% if x %}" * 200 + "{% endif %}" * 200,
    "x" * (LONGEST_SOURCE + 1) + "{{ x }}",
]


@pytest.mark.parametrize("source", REFUSED, ids=[source[:40] for source in REFUSED])
def test_refused_before_anything_runs(source: str) -> None:
    if source == "{{ x['__class__'] }}":
        with pytest.raises(TemplateFailed):  # a name in quotes looks into tables only
            said(source, x="abc")
        return
    with pytest.raises(TemplateRefused):
        template(source, HERE)
    with pytest.raises(TemplateFailed):
        Template(source, HERE).render({"x": "abc", "m": str, "y": 1}, "en-IN")


@pytest.mark.parametrize(
    "source", ["a b", "x ==", "x) }}{{ 7", "a, b", "income <= 1,50,000", "", "x = 3", "a AND b", "x ~ 'y'"]
)
def test_refused_conditions(source: str) -> None:
    with pytest.raises(TemplateRefused):
        expression(source, HERE)
    with pytest.raises(TemplateFailed):
        Expression(source, HERE).evaluate({"x": 1})


@pytest.mark.parametrize(
    "path", ["x.upper", "x.format", "x.secret", "x.items", "self.x", "caller.numbr", "x[0]"]
)
def test_python_objects_have_no_parts(path: str) -> None:
    class Loud:
        secret = CANARY

    for value in (Loud(), "abc".upper, {"a": 1}):
        with pytest.raises(TemplateFailed):
            said(f"{{{{ {path} }}}}", x=value, caller={"number": "1"})


def test_a_tables_own_entry_wins_over_a_method_of_the_same_name() -> None:
    assert said("{{ ticket.items }}", ticket={"items": "three"}) == "three"


def test_output_is_capped_while_it_grows() -> None:
    assert said("{{ x }}", x="a" * LONGEST_OUTPUT) == "a" * LONGEST_OUTPUT
    with pytest.raises(TemplateFailed):
        said("{{ x }}" * 100, x="a" * LONGEST_OUTPUT)
    with pytest.raises(TemplateFailed):
        said("{{ x + x }}", x="a" * 10)


def test_compiled_once() -> None:
    from runtime.flow import sandbox

    source = "Compiled once {{ n }} for all"
    first = sandbox.program(source)
    assert Template(source, HERE).render({"n": 1}, "en-IN") == "Compiled once 1 for all"
    assert sandbox.program(source) is first
