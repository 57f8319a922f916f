"""The author's own line, mended: what to write where YAML would lose or misread something.

Everything here looks at one line of text and returns the line as it should be, or "" when it cannot tell.
"""

from __future__ import annotations

import re

import yaml

from runtime.flow.diagnostic import Diagnostic, Edit, Mark, Severity
from runtime.flow.faults import NOT_LOADED
from runtime.flow.wording import Said, said

LONGEST_LINE = 400
"""Code points; the patterns below take time that grows with the square of a line's length."""


class Mended(Said):
    """Advice that is the whole line, mended. line: as it should stand in the file."""

    __slots__ = ("line",)

    line: str


def _write(line: str) -> Mended:
    template = "Write:  {line}"
    made = Mended(template.format(line=line.strip()))
    made.template, made.values, made.line = template, {"line": line.strip()}, line
    return made


def edits(advice: str, name: str, number: int, line: str) -> tuple[Edit, ...]:
    """The edit that makes line `number` (from 1) of a file as the advice says; only what differs. None for
    other advice."""
    if not isinstance(advice, Mended) or advice.line == line:
        return ()
    new = advice.line
    same = _alike(line, new)
    behind = _alike(line[same:][::-1], new[same:][::-1])
    mark = Mark(name, number, same + 1, len(line) - behind - same)
    return (Edit(mark, new[same : len(new) - behind]),)


def _alike(one: str, other: str) -> int:
    """How many code points two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _quote(words: str) -> str:
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'" + words.replace("'", "''") + "'"


def star(line: str) -> str:
    """`key: *` as `key: star`."""
    if re.search(r"\bkey:\s*\*", line):
        return _write(re.sub(r"(\bkey:\s*)\*", r"\1star", line, count=1))
    return ""


def hash_key(line: str) -> str:
    """`key: #` as `key: hash`."""
    if re.search(r"\bkey:\s*#", line):
        return _write(re.sub(r"(\bkey:\s*)#", r"\1hash", line, count=1))
    return ""


def braces(line: str) -> str:
    """Every unquoted `{{ … }}` of a line in quotes, with the words round it."""
    in_braces = re.search(r"(?<!\{)\{(?!\{)", line)
    if in_braces:
        fixed = re.sub(r"(:\s+)([^,{}\[\]\"']*\{\{.*?\}\}[^,}\]\"']*)", _quote_second, line)
    else:
        fixed = re.sub(r"^(\s*(?:- )?[^\s:]+:\s+|\s*- )([^\"'].*\S)\s*$", _quote_second, line)
    return _write(fixed) if fixed != line and "{{" in line else ""


def _quote_second(found: re.Match[str]) -> str:
    return found[1] + _quote(found[2])


def quoted(line: str, column: int) -> str:
    """The value that begins at `column` (0-based) in quotes, to the end of a block line."""
    head, words = line[:column], line[column:].rstrip()
    if not words or "{" in head or "[" in head:
        return ""
    return _write(head + _quote(words))


def split_at_comma(line: str, value: Mark, key: Mark) -> str:
    """Words or a number that a comma split inside braces."""
    start, end = value.column - 1, key.column - 1 + key.length
    if value.line != key.line or not line:
        return "Put the whole words in double quotes."
    rest = re.match(r"(?:,[^,:{}\[\]]*(?![^,{}\[\]]*:))*", line[end:])
    end += rest.end() if rest else 0
    words = line[start:end]
    number = re.sub(r"(?<=\d),(?=\d)", "", words)
    return _write(
        line[:start] + (number if number != words and "," not in number else _quote(words)) + line[end:]
    )


def colon(line: str) -> str:
    """Words with a colon in them, in quotes; `bot: says: words` gets its braces."""
    found = re.match(r"^(\s*(?:- )?[^\s:\"'{\[]+:\s+)([^\"'{\[].*)$", line)
    if found and (inner := re.match(r"^((?:says|exactly|like|prompt):\s+)([^\"'{\[].*)$", found[2])):
        return _write(f"{found[1]}{{{inner[1]}{_quote(inner[2].rstrip())}}}")
    return _write(found[1] + _quote(found[2].rstrip())) if found else ""


def two_lines(line: str) -> str:
    """A condition with brackets in it, out of its braces."""
    found = re.match(r"^(\s*-?\s*)\{\s*when:\s*(.*?\])\s*,\s*(go:.*?)\s*\}\s*$", line)
    if not found:
        return ""
    template = "Write `when:` and `go:` on lines of their own:  {lines}"
    shown = f"- when: {found[2]}  /  {found[3]}"
    made = Mended(template.format(lines=shown))
    below = " " * len(found[1])
    made.template, made.values = template, {"lines": shown}
    made.line = f"{found[1]}when: {found[2]}\n{below}{found[3]}" if found[1].strip() else line
    return made


def remark(line: str) -> str:
    """Words in braces that a ` #` cuts off, together with the closing brace."""
    fixed = re.sub(r"(:\s+)([^,{}\[\]\"'#]*\s#[^,}\]\"']*)", _quote_second, line)
    return _write(fixed) if fixed != line else ""


def syntax_fault(name: str, lines: list[str], error: yaml.YAMLError) -> Diagnostic:
    """A parser's complaint, in plain words, with the mended line where the trouble is a known one."""
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    context = str(getattr(error, "context", "") or "")
    mark = _place(name, lines, error)
    opened = getattr(error, "context_mark", None)
    related: tuple[tuple[str, Mark], ...] = ()
    if opened is not None and opened.line + 1 < mark.line and re.search("flow|quoted", context):
        # What is never closed is noticed far below; the author's slip is where it was opened.
        related = (("noticed here", mark),)
        mark = Mark(name, opened.line + 1, opened.column + 1)
    mark = _slip(name, lines, mark, problem, opened)
    line = _short(lines, mark.line - 1)
    message: str
    fix: str
    close = _SQUEEZED.match(_short(lines, mark.line - 2)) if mark.line > 1 else None
    if "mapping values" in problem and not _two_colons(line) and close:
        mark = Mark(name, mark.line - 1, close.start(2) + 1)
        line, fix = close[0], _write(f"{close[1]} {close[2]}")
        message = "a blank is missing behind the colon"
    else:
        message, fix = _plain_words(problem, context, line, lines, mark.line)
    block = enclosing(lines, mark.line)
    if block:
        message = said(
            "{problem}, in `{block}`",
            problem=message if isinstance(message, Said) else said(message),
            block=block,
        )
    mending = edits(fix, name, mark.line, line)
    return Diagnostic("yaml-syntax", Severity.ERROR, message, mark, NOT_LOADED, fix, None, related, mending)


_SQUEEZED = re.compile(r"^(\s*(?:- )?[\w-]+:)(\S.*)$")
_OWN_KEY = re.compile(r"^(\s*)([^\s:#{\[\"'-][^:]*):(?:\s|$)")


_NOT_CLOSED = re.compile(r"""^\s*(?:- )?[\w-]+:\s+(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")


def _slip(name: str, lines: list[str], mark: Mark, problem: str, opened: yaml.Mark | None) -> Mark:
    """The line on which the author slipped, where the parser noticed it only on one below."""
    if "could not find expected ':'" in problem and opened is not None and opened.line + 1 < mark.line:
        return Mark(name, opened.line + 1, opened.column + 1)
    above = next((number for number in range(mark.line - 1, 0, -1) if lines[number - 1].strip()), 0)
    if not above or mark.line - above > _NEAR:
        return mark
    line = _short(lines, above - 1)
    unclosed = _NOT_CLOSED.match(line)
    if unclosed or hash_key(line) or (re.search("but found '", problem) and remark(line)):
        return Mark(name, above, len(line) - len(line.lstrip()) + 1)
    return mark


_NEAR = 5


def _short(lines: list[str], number: int) -> str:
    """A line to be mended; one that is too long only as far as its blanks."""
    line = lines[number] if number < len(lines) else ""
    return (
        line
        if len(line) <= LONGEST_LINE
        else line[: len(line[:LONGEST_LINE]) - len(line[:LONGEST_LINE].lstrip())]
    )


def enclosing(lines: list[str], number: int) -> str:
    """The keys that line `number` (from 1) stands under, as "states.hello"; "" for none. Told by the
    indents alone, since nothing else can be trusted in a file that cannot be read."""
    line = lines[number - 1] if number <= len(lines) else ""
    indent = len(line) - len(line.lstrip())
    keys: list[str] = []
    for above in reversed(lines[: number - 1]):
        if not indent:
            break
        found = _OWN_KEY.match(above) if len(above) <= LONGEST_LINE else None
        if found and len(found[1]) < indent:
            indent = len(found[1])
            keys.append(found[2])
    return ".".join(reversed(keys)) if not indent else ""


def _place(name: str, lines: list[str], error: yaml.YAMLError) -> Mark:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        position = getattr(error, "position", 0)
        before = "\n".join(lines)[: position if isinstance(position, int) else 0]
        return Mark(name, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    number = min(mark.line, max(0, len(lines) - 1))
    if number < mark.line or (number and not lines[number].strip()):
        while number and not lines[number].strip():
            number -= 1
        return Mark(name, number + 1, max(1, len(lines[number].rstrip())))
    return Mark(name, number + 1, mark.column + 1)


def _plain_words(problem: str, context: str, line: str, lines: list[str], number: int) -> tuple[str, str]:
    if "\\t" in problem or "\t" in line[: len(line) - len(line.lstrip())]:
        return "a tab stands where YAML wants blanks", _without_tabs(line, lines, number)
    if "{{" in line and braces(line):
        return "YAML reads an unquoted `{{ … }}` as a table", braces(line)
    if star(line):
        return "YAML reads `*` as “copy from elsewhere”", star(line)
    in_brackets = "flow" in context or bool(hash_key(line))
    if _NOT_CLOSED.match(line):
        return "a quotation mark is opened and never closed", "Close it at the end of its words."
    if in_brackets and (hash_key(line) or remark(line)):
        message = "everything behind ` #` is a remark to YAML, also the closing bracket"
        return message, hash_key(line) or remark(line)
    if re.search(r"but found '[\]}]'", problem) and not in_brackets:
        return "a bracket is closed here that was never opened", "Remove it, or open it."
    if "mapping values" in problem and not _two_colons(line):
        return "this cannot stand below the line above, which has a value already", _INDENT
    for pattern, message, mend in _MESSAGES:
        if re.search(pattern, f"{context}; {problem}"):
            return message, (mend(line) if callable(mend) else mend)
    fix = "Look for a missing quote, bracket, colon or blank just before this place."
    return said("YAML cannot read this: {problem}", problem=problem), fix


def _without_tabs(line: str, lines: list[str], number: int) -> str:
    """The line with two blanks for each tab, when another line near it begins there too."""
    words = line.lstrip()
    start = line[: len(line) - len(words)].replace("\t", "  ")
    near = [one for one in lines[max(0, number - 4) : number + 3] if one.strip() and "\t" not in one]
    known = {len(one) - len(one.lstrip()) for one in near}
    above = lines[number - 2] if number > 1 else ""
    if above.rstrip().endswith(":"):
        known.add(len(above) - len(above.lstrip()) + 2)
    return _write(start + words) if words and len(start) in known else "Replace each tab by two blanks."


def _two_colons(line: str) -> bool:
    return len(re.findall(r":(?:\s|$)", line)) > 1


def _after_bracket(line: str) -> str:
    return two_lines(line) or "Put the words in double quotes, or close the bracket with `}` or `]`."


def _leading(line: str) -> str:
    found = re.match(r"^(\s*(?:- )?(?:[^\s:]+:\s+)?)([@`%|>&!*].*)$", line)
    return _write(found[1] + _quote(found[2].rstrip())) if found else "Put the words in double quotes."


def _twice_quoted(line: str) -> str:
    found = re.match(r"^(\s*(?:- )?[^\s:]+:\s+)([\"'])(.*?)\s*$", line)
    if not found:
        return _INDENT
    words = found[3].removesuffix(found[2]) if found[2] == "'" else found[2] + found[3]
    return _write(found[1] + _quote(words))


_INDENT = "Begin the line under the first letter of the line it belongs with."

_MESSAGES = (
    (
        r"mapping values are not allowed",
        "a second colon in one line: YAML takes the words before it for a key",
        lambda line: colon(line) or _INDENT,
    ),
    (
        r"quoted scalar.*found unexpected (end of stream|document)",
        "a quotation mark is opened and never closed",
        "Close it with the same mark; an apostrophe in the words needs double quotes round them.",
    ),
    (
        r"flow (mapping|sequence).*(expected|found|did not find)",
        "a `{` or `[` is not closed where YAML expects it",
        _after_bracket,
    ),
    (r"cannot start any token", "no words can begin with this sign in YAML", _leading),
    (
        r"undefined alias|expected alphabetic or numeric character",
        "`*` and `&` have a meaning of their own in YAML",
        lambda line: star(line) or _leading(line),
    ),
    (r"tag", "words that begin with `!` are a command to YAML", _leading),
    (
        r"could not find expected ':'",
        "a colon is missing behind this key",
        "Write `name: value`, with a blank behind the colon.",
    ),
    (
        r"block (mapping|collection|sequence).*(expected <block end>|did not find expected)",
        "this line does not belong to those above: wrong indent, or something behind a closing quote",
        _twice_quoted,
    ),
    (
        r"sequence entries are not allowed",
        "a `-` cannot stand here",
        "Put the list on the lines below, each `-` under the other.",
    ),
    (
        r"found unknown escape character|escape",
        "a backslash has a meaning of its own between double quotes",
        "Use single quotes, or write \\\\ for one backslash.",
    ),
    (
        r"special characters are not allowed|control characters",
        "an invisible control character stands here",
        "Write the line again.",
    ),
    (r"indentation", "this line is indented too far or not far enough", _INDENT),
)
