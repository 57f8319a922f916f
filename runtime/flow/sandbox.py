"""What may stand in a template or condition, and the sandbox it runs in. Jinja2 is known here and in
template.py, nowhere else.

What an author may write is a list of allowed parts, checked on the syntax tree before anything runs:
values, dotted fields, the spoken forms (`| rupees`), `if`, comparisons, `and`/`or`/`not`/`in`, plus and
minus. There are no loops, calls, assignments or names with an underscore in front, so nothing can run
long, and the sandbox stands behind that list as a second fence. A caller's words are only ever values:
what they contain is never read as a template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.environment import Template as Program
from jinja2.environment import TemplateExpression
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from runtime import language
from runtime.flow.wording import said

LONGEST_SOURCE = 20_000
"""Code points of one template; a persona is the longest thing that is one."""

LONGEST_OUTPUT = 4_000
"""Code points of what is spoken at once, four minutes of speech. Personas are given LONGEST_SOURCE."""

FILTERS = ("rupees", "number", "digits", "ordinal", "date", "time", "phone", "spell", "last")
"""The spoken forms. `last(4)` gives a part of the value, for another of them to say; the rest give words."""
_MEANT = {"money": "rupees", "amount": "rupees", "currency": "rupees", "day": "date", "clock": "time"}
_MEANT |= {"words": "number", "cardinal": "number", "pin": "phone", "pin_code": "phone", "upper": "spell"}
MOST = 1e15
"""Beyond it a number is no amount, no count and no number of a telephone; digits are text."""
LANGUAGE = "_language"
"""Under this name the language reaches the filters; no author can write a name that begins with _."""
DEEPEST = 60
"""Parts of a template inside one another; Python's own stack is the limit behind it."""


class TemplateFailed(Exception):
    """A template or condition could not be worked out with these values."""


class TemplateRefused(TemplateFailed):
    """The source itself is at fault. line: 1-based, inside the source. fix: what to write instead. word: the
    one word that is wrong, and near: the one that was probably meant."""

    def __init__(
        self,
        message: str,
        line: int = 1,
        fix: str = "",
        rule: str = "template-syntax",
        word: str = "",
        near: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.fix = fix
        self.rule = rule
        self.word = word
        self.near = near


class Unfilled(Undefined):
    """Strict, but for one thing: a slot that is not filled yet is false in conditions. In words, as in
    StrictUndefined, it is an error."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> Any:
        return self

    def _no(self, *other: Any) -> Any:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return False

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        self._fail_with_undefined_error()

    __hash__ = Undefined.__hash__
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __contains__ = _no
    __str__ = __len__ = __iter__ = _refuse


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset(["+", "-", "*", "**", "%", "/", "//"])

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Plus and minus for numbers; text could be doubled by them until the memory is full."""
        if operator not in "+-" or not (_is_number(left) and _is_number(right)):
            raise TemplateFailed(said("`{name}` cannot be used here", name=operator))
        return left + right if operator == "+" else left - right

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`a.b` is what `a` holds under "b", never an attribute or method of a Python object."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, list | tuple) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return obj if isinstance(obj, Unfilled) else self.undefined(obj=obj, name=argument)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_text(value: Any) -> Any:
    """What can be spoken: text and numbers. "None" and "{'id': …}" are heard by nobody."""
    if isinstance(value, Unfilled):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str) or _is_number(value):
        return str(value)
    raise TemplateFailed(said("{kind} cannot be spoken", kind=type(value).__name__))


def _spoken(say: Callable[[Any, str], str]) -> Any:
    @pass_context
    def spoken(context: Context, value: Any) -> str:
        return say(_as_text(value), context.get(LANGUAGE, "en-IN"))

    return spoken


@pass_context
def _date(context: Context, value: Any) -> str:
    return language.date(_as_text(value), context.get(LANGUAGE, "en-IN"), context.get("today"))


@pass_context
def _ordinal(context: Context, value: Any, gender: Any = "masculine") -> str:
    return language.ordinal(_as_text(value), context.get(LANGUAGE, "en-IN"), str(gender))


def _last(value: Any, count: Any) -> str:
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= 40:
        raise TemplateFailed("last(n) takes a number from 1 to 40")
    return str(_as_text(value))[-count:]


def _sandbox() -> _Sandbox:
    sandbox = _Sandbox(undefined=Unfilled, autoescape=False, cache_size=0, finalize=_as_text)
    sandbox.filters = {
        "rupees": _spoken(language.rupees),
        "number": _spoken(language.number),
        "digits": _spoken(language.digits),
        "ordinal": _ordinal,
        "date": _date,
        "time": _spoken(language.time),
        "phone": _spoken(language.phone),
        "spell": _spoken(language.spell),
        "last": _last,
    }
    sandbox.tests = {}
    sandbox.globals = {}
    return sandbox


_ENVIRONMENT = _sandbox()

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.Filter,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Add,
    nodes.Sub,
    nodes.Neg,
    nodes.Pos,
    nodes.List,
    nodes.Tuple,
)

_REFUSED: dict[type[nodes.Node], str] = {
    nodes.For: said("a loop"),
    nodes.Call: said("a call"),
    nodes.Assign: "`set`",
    nodes.Concat: "`~`",
    nodes.Mul: "`*`",
    nodes.Pow: "`**`",
    nodes.Mod: "`%`",
    nodes.Div: "`/`",
    nodes.Test: "`is`",
}


def _walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Every part, without recursion. Raises TemplateRefused when they are nested too deep."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            raise TemplateRefused("too many parts inside one another", node.lineno, "Write it simpler.")
        yield node
        waiting.extend((child, depth + 1) for child in node.iter_child_nodes())


def _check(tree: nodes.Node) -> None:
    """Raises TemplateRefused at the first part that is not on the list."""
    for node in _walk(tree):
        if not isinstance(node, _ALLOWED):
            what = _REFUSED.get(type(node), f"`{type(node).__name__.lower()}`")
            fix = "Read values, say them with | rupees, | date, | digits and so on, compare; nothing else."
            raise TemplateRefused(
                said("{what} cannot be used here", what=what), node.lineno, fix, "unsafe-template"
            )
        match node:
            case nodes.Const(value=int() | float() as number) if not abs(number) < MOST:
                raise TemplateRefused("a number here is too large", node.lineno, "Write a smaller number.")
            case nodes.Name(name=name) | nodes.Getattr(attr=name) if name.startswith("_"):
                raise TemplateRefused(
                    said("`{name}` begins with an underscore", name=name), node.lineno, "", "unsafe-template"
                )
            case nodes.Getitem(arg=key) if not isinstance(key, nodes.Const):
                raise TemplateRefused(
                    "only a fixed name or number may stand in [ ]", node.lineno, "", "unsafe-template"
                )
            case nodes.Filter():
                _check_filter(node)


def _check_filter(node: nodes.Filter) -> None:
    """Raises TemplateRefused for a filter that does not exist, is written wrong or follows words."""
    name, line = node.name, node.lineno
    if name not in FILTERS:
        known = said("The filters are {names}.", names=", ".join(FILTERS))
        near = _MEANT.get(name) or next(iter(get_close_matches(name, FILTERS, n=1)), "")
        fix = said("Write `| {filter}`.", filter=near) if near else known
        message = said("there is no filter `{name}`", name=name)
        raise TemplateRefused(message, line, fix, "unknown-filter", name, near)
    if not _written_right(node):
        right = {"last": "last(4)", "ordinal": "ordinal` or `| ordinal('feminine')"}.get(name, name)
        raise TemplateRefused(said("`{name}` is written `| {right}`", name=name, right=right), line)
    inner = node.node.name if isinstance(node.node, nodes.Filter) else None
    if inner in FILTERS and inner != "last":
        raise TemplateRefused(
            said(
                "`{first}` already gives words; `{name}` can do nothing with them",
                first=inner,
                name=name,
            ),
            line,
            said("Write one of them:  | {first}.", first=inner),
            "wrong-kind",
        )


def _written_right(node: nodes.Filter) -> bool:
    if node.kwargs or node.dyn_args or node.dyn_kwargs:
        return False
    if node.name == "ordinal" and len(node.args) == 1:
        return isinstance(node.args[0], nodes.Const) and node.args[0].value in language.GENDERS
    return len(node.args) == (1 if node.name == "last" else 0)


@lru_cache(maxsize=256)
def parse(source: str) -> nodes.Template:
    """The syntax tree of a template, every part of it allowed; only to be read, for it is kept a while
    (names, comparisons and the check all ask for it). Raises TemplateRefused."""
    if len(source) > LONGEST_SOURCE:
        raise TemplateRefused(
            said("more than {count} characters in one text", count=f"{LONGEST_SOURCE:,}"),
            1,
            "Make it shorter.",
        )
    try:
        tree = _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise TemplateRefused(_plain_words(error), error.lineno) from None
    except RecursionError:
        raise TemplateRefused("too many brackets inside one another", 1, "Write it simpler.") from None
    except ValueError:  # Python turns no digits into a number beyond 4,300 of them
        raise TemplateRefused("a number here has too many digits", 1, "Write a shorter number.") from None
    _check(tree)
    return tree


def parse_condition(source: str) -> nodes.Template:
    """The same for a condition, as if it stood in braces. Raises TemplateRefused."""
    return parse("{{ (" + source + "\n) }}")


def _plain_words(error: TemplateSyntaxError) -> str:
    message = (error.message or "cannot be read").strip()
    if "nexpected end of template" in message or "got 'end of template'" in message:
        return "a `{{` or `{%` is never closed"
    if message.startswith("Encountered unknown tag"):
        return said("`{tag}` is not available in words", tag=f"{{% {message.split(chr(39))[1]} %}}")
    if message.startswith("unexpected char"):
        return said("the sign {sign} has no meaning here", sign=message.split(" ")[2])
    if "chunk after" in message:
        return "something is left over at the end"
    if "'end of template'" in message:
        return "this stops too early"
    wrong = re.search(r"got '(.*)'$", message)
    if wrong and wrong[1] == "=":
        return "one `=` compares nothing; write `==`"
    if wrong and wrong[1] in ("AND", "OR", "NOT", "IN"):
        return said("write `{word}` in small letters", word=wrong[1].lower())
    if wrong:
        return said("`{word}` cannot stand here", word=wrong[1])
    return message[0].lower() + message[1:].replace("'", "`").rstrip(".")


@lru_cache(maxsize=8192)
def program(source: str) -> tuple[Program, TemplateExpression | None]:
    """The compiled template and, when it is one `{{ … }}` alone, the expression in it.
    Raises TemplateRefused."""
    inner = _alone(source, parse(source))
    try:
        expression = _ENVIRONMENT.compile_expression(inner, undefined_to_none=False) if inner else None
        return _ENVIRONMENT.from_string(source), expression
    except _NOT_COMPILED as error:
        raise TemplateRefused(said("this cannot be worked out: {reason}", reason=_reason(error))) from None


def _alone(source: str, tree: nodes.Template) -> str | None:
    """What stands in the braces when the whole source is one `{{ … }}`; None otherwise."""
    parts = [part for output in tree.body if isinstance(output, nodes.Output) for part in output.nodes]
    written = source.strip()
    if len(tree.body) != 1 or not written.startswith("{{") or not written.endswith("}}"):
        return None
    if sum(not isinstance(part, nodes.TemplateData) or bool(part.data.strip()) for part in parts) != 1:
        return None
    inner = written[2:-2]
    return inner.removeprefix("-").removeprefix("+").removesuffix("-").removesuffix("+")


@lru_cache(maxsize=8192)
def condition(source: str) -> TemplateExpression:
    """The compiled condition. Raises TemplateRefused."""
    parse_condition(source)
    try:
        return _ENVIRONMENT.compile_expression(source, undefined_to_none=False)
    except TemplateSyntaxError as error:
        raise TemplateRefused(_plain_words(error)) from None
    except _NOT_COMPILED as error:
        raise TemplateRefused(said("this cannot be worked out: {reason}", reason=_reason(error))) from None


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


_NOT_COMPILED = (
    TemplateFailed,
    TemplateError,
    RecursionError,
    MemoryError,
    SyntaxError,
    ValueError,
    OverflowError,
)
