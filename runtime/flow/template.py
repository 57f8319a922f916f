"""Templates and conditions: values in, text out. The only file that knows Jinja2.

What an author may write is a list of allowed parts, checked on the syntax tree before anything runs:
values, dotted fields, the four filters, `if`, comparisons, `and`/`or`/`not`/`in`, plus and minus. There
are no loops, calls, assignments or names with an underscore in front, so nothing can run long, and the
sandbox stands behind that list as a second fence. A caller's words are only ever values: what they
contain is never read as a template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.environment import Template as Program
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from runtime.flow.diagnostic import Mark

LONGEST_SOURCE = 20_000
"""Code points of one template; a persona is the longest thing that is one."""

LONGEST_OUTPUT = 4_000
"""Code points of what is spoken at once, four minutes of speech. Personas are given LONGEST_SOURCE."""

FILTERS = ("digits", "phone", "spell", "last")
LATER_FILTERS = ("rupees", "date", "time", "money", "number", "ordinal")
_LANGUAGE = "_language"


class TemplateFailed(Exception):
    """A template or condition could not be worked out with these values."""


class TemplateRefused(TemplateFailed):
    """The source itself is at fault. line: 1-based, inside the source. fix: what to write instead."""

    def __init__(self, message: str, line: int = 1, fix: str = "", rule: str = "template-syntax") -> None:
        super().__init__(message)
        self.line = line
        self.fix = fix
        self.rule = rule


class _Unfilled(Undefined):
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
    intercepted_binops = frozenset(["*", "**", "%", "//", "/"])

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"`{operator}` is not for templates")

    def is_safe_callable(self, obj: Any) -> bool:
        return False


def _spoken(name: str) -> Any:
    @pass_context
    def spoken(context: Context, value: Any) -> str:
        from runtime import language  # the tables of a language are read only when something is spoken

        return str(getattr(language, name)(_as_text(value), context.get(_LANGUAGE, "en-IN")))

    return spoken


def _last(value: Any, count: Any = 1) -> str:
    text = _as_text(value)
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= 40:
        raise TemplateFailed("last(n) takes a number from 1 to 40")
    return text[-count:]


def _as_text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _sandbox() -> _Sandbox:
    sandbox = _Sandbox(undefined=_Unfilled, autoescape=False, cache_size=0, keep_trailing_newline=False)
    sandbox.filters = {name: _spoken(name) for name in ("digits", "phone", "spell")} | {"last": _last}
    sandbox.tests = {}
    sandbox.globals = {}
    sandbox.finalize = lambda value: _as_text(value) if isinstance(value, float) else value
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
    nodes.Concat,
    nodes.List,
    nodes.Tuple,
)

_REFUSED: dict[type[nodes.Node], str] = {
    nodes.For: "a loop",
    nodes.Call: "a call",
    nodes.Assign: "`set`",
    nodes.Mul: "`*`",
    nodes.Pow: "`**`",
    nodes.Mod: "`%`",
    nodes.Div: "`/`",
    nodes.Test: "`is`",
}


def _walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.iter_child_nodes())


def _check(tree: nodes.Node) -> None:
    """Raises TemplateRefused at the first part that is not on the list."""
    for node in _walk(tree):
        if not isinstance(node, _ALLOWED):
            what = _REFUSED.get(type(node), f"`{type(node).__name__.lower()}`")
            fix = "Read values, apply digits, phone, spell or last(n), compare; nothing else."
            raise TemplateRefused(f"{what} cannot be used here", node.lineno, fix, "unsafe-template")
        match node:
            case nodes.Name(name=name) | nodes.Getattr(attr=name) if name.startswith("_"):
                raise TemplateRefused(
                    f"`{name}` begins with an underscore", node.lineno, "", "unsafe-template"
                )
            case nodes.Getitem(arg=key) if not isinstance(key, nodes.Const):
                raise TemplateRefused(
                    "only a fixed name or number may stand in [ ]", node.lineno, "", "unsafe-template"
                )
            case nodes.Filter(name=name) if name not in FILTERS:
                _refuse_filter(name, node.lineno)
            case nodes.Filter(args=args) if (node.kwargs or node.dyn_args or node.dyn_kwargs) or (
                bool(args) != (node.name == "last")
            ):
                raise TemplateRefused(
                    f"`{node.name}` is written `| {'last(4)' if node.name == 'last' else node.name}`",
                    node.lineno,
                )


def _refuse_filter(name: str, line: int) -> None:
    known = ", ".join(FILTERS)
    if name in LATER_FILTERS:
        raise TemplateRefused(
            f"the filter `{name}` is not available yet", line, f"Available now: {known}.", "not-available-yet"
        )
    raise TemplateRefused(f"there is no filter `{name}`", line, f"The filters are {known}.", "unknown-filter")


def _parse(source: str) -> nodes.Template:
    """Raises TemplateRefused."""
    if len(source) > LONGEST_SOURCE:
        raise TemplateRefused(f"more than {LONGEST_SOURCE:,} characters in one text", 1, "Make it shorter.")
    try:
        tree = _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise TemplateRefused(_plain_words(error), error.lineno) from None
    except RecursionError:
        raise TemplateRefused("too many brackets inside one another") from None
    _check(tree)
    return tree


def _plain_words(error: TemplateSyntaxError) -> str:
    message = (error.message or "cannot be read").strip()
    if "unexpected end of template" in message or "Unexpected end of template" in message:
        return "a `{{` or `{%` is never closed"
    if message.startswith("Encountered unknown tag"):
        return f"`{{% {message.split(chr(39))[1]} %}}` is not available in words"
    if message.startswith("unexpected char"):
        return f"the sign {message.split(' ')[2]} has no meaning between the braces"
    return message[0].lower() + message[1:].replace("'", "`").rstrip(".")


def _as_template(source: str) -> str:
    """A condition as a template, so that one check serves both."""
    return "{{ (" + source + "\n) }}"


def _chain(node: nodes.Node) -> str | None:
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=inner, attr=attr):
            before = _chain(inner)
            return f"{before}.{attr}" if before else None
        case nodes.Getitem(node=inner, arg=nodes.Const(value=value)):
            before = _chain(inner)
            return f"{before}.{value}" if before else None
    return None


def _names(tree: nodes.Node) -> frozenset[str]:
    """Dotted names, the longest form of each."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        chain = _chain(node)
        if chain:
            found.add(chain)
        else:
            waiting.extend(node.iter_child_nodes())
    return frozenset(found)


@lru_cache(maxsize=8192)
def _program(source: str) -> tuple[Program, TemplateExpression | None]:
    """The compiled template and, when it is one `{{ … }}` alone, the expression in it."""
    tree = _parse(source)
    inner = _alone(source, tree)
    expression = _ENVIRONMENT.compile_expression(inner, undefined_to_none=False) if inner else None
    return _ENVIRONMENT.from_string(source), expression


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
def _condition(source: str) -> TemplateExpression:
    _parse(_as_template(source))
    try:
        return _ENVIRONMENT.compile_expression(source, undefined_to_none=False)
    except TemplateSyntaxError as error:
        raise TemplateRefused(_plain_words(error)) from None


_TROUBLE = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


@dataclass(frozen=True, slots=True)
class Template:
    """source: as the author wrote it. names: the dotted names it reads ("ticket.id").
    fixed: reads nothing, so its words are always the same.
    constant: what `value` gives instead of the text, when the build knows the kind (`set: {count: 3}`)."""

    source: str
    mark: Mark
    names: frozenset[str] = frozenset()
    constant: Any = None

    def __post_init__(self) -> None:
        if not self.names and "{" in self.source:
            try:
                object.__setattr__(self, "names", _names(_parse(self.source)))
            except TemplateRefused:
                return  # the build reports it; rendering raises it

    @property
    def fixed(self) -> bool:
        return not self.names

    def render(self, values: Mapping[str, Any], language: str) -> str:
        """The text, spoken forms written out in `language` ("te-IN"). Raises TemplateFailed."""
        if "{" not in self.source:
            return self.source
        program = _program(self.source)[0]
        try:
            text = program.render({**values, _LANGUAGE: language})
        except _TROUBLE as error:
            raise TemplateFailed(_reason(error)) from None
        longest = LONGEST_OUTPUT if len(self.source) <= LONGEST_OUTPUT else LONGEST_SOURCE
        if len(text) > longest:
            raise TemplateFailed(f"the text grew to {len(text):,} characters; {longest:,} is the most")
        return text

    def value(self, values: Mapping[str, Any], language: str) -> Any:
        """Like render, but one `{{ … }}` alone keeps its kind (a number stays a number)."""
        if self.constant is not None:
            return self.constant
        expression = _program(self.source)[1] if "{" in self.source else None
        if expression is None:
            return self.render(values, language)
        result = _evaluated(expression, values, language)
        if isinstance(result, _Unfilled):
            raise TemplateFailed(f"nothing is known yet for {self.source}")
        return result


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition. names: the dotted names it reads."""

    source: str
    mark: Mark
    names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.names:
            try:
                object.__setattr__(self, "names", _names(_parse(_as_template(self.source))))
            except TemplateRefused:
                return

    def evaluate(self, values: Mapping[str, Any]) -> Any:
        """What the condition gives; a slot that is not filled is False. Raises TemplateFailed."""
        result = _evaluated(_condition(self.source), values, "en-IN")
        return False if isinstance(result, _Unfilled) else result


def _evaluated(expression: TemplateExpression, values: Mapping[str, Any], language: str) -> Any:
    try:
        return expression(**{**values, _LANGUAGE: language})
    except _TROUBLE as error:
        raise TemplateFailed(_reason(error)) from None


def template(source: str, mark: Mark, constant: Any = None) -> Template:
    """The template, checked and compiled. Raises TemplateRefused."""
    if "{" in source:
        _program(source)
    return Template(source, mark, constant=constant)


def expression(source: str, mark: Mark) -> Expression:
    """The condition, checked and compiled. Raises TemplateRefused."""
    _condition(source)
    return Expression(source, mark)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One `name operator constant` in a condition; the constant may stand on either side."""

    name: str
    operator: str
    constant: Any


def comparisons(source: str) -> tuple[Comparison, ...]:
    """Where a condition compares a name with something fixed. Raises TemplateRefused."""
    found: list[Comparison] = []
    for node in _walk(_parse(_as_template(source))):
        if not isinstance(node, nodes.Compare):
            continue
        left: nodes.Expr = node.expr
        for operand in node.ops:
            for name_side, fixed_side in ((left, operand.expr), (operand.expr, left)):
                name = _chain(name_side)
                if name and isinstance(fixed_side, nodes.Const):
                    found.append(Comparison(name, operand.op, fixed_side.value))
                elif name and isinstance(fixed_side, nodes.List | nodes.Tuple):
                    members = [n.value for n in fixed_side.items if isinstance(n, nodes.Const)]
                    found.extend(Comparison(name, operand.op, member) for member in members)
            left = operand.expr
    return tuple(found)
