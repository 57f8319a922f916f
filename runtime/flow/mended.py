"""The author's own line, mended: what to write where YAML would lose or misread something.

Everything here looks at one line of text and returns the line as it should be, or "" when it cannot tell.
"""

from __future__ import annotations

import re

import yaml

from runtime.flow.diagnostic import Diagnostic, Mark, Severity
from runtime.flow.faults import NOT_LOADED

LONGEST_LINE = 400
"""Code points; the patterns below take time that grows with the square of a line's length."""


def _write(line: str) -> str:
    return f"Write:  {line.strip()}"


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
    """Words with a colon in them, in quotes."""
    found = re.match(r"^(\s*(?:- )?[^\s:\"'{\[]+:\s+)([^\"'{\[].*)$", line)
    return _write(found[1] + _quote(found[2].rstrip())) if found else ""


def two_lines(line: str) -> str:
    """A condition with brackets in it, out of its braces."""
    found = re.match(r"^(\s*-?\s*)\{\s*when:\s*(.*?\])\s*,\s*(go:.*?)\s*\}\s*$", line)
    return (
        f"Write `when:` and `go:` on lines of their own:  - when: {found[2]}  /  {found[3]}" if found else ""
    )


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
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    line = line if len(line) <= LONGEST_LINE else ""
    before = lines[mark.line - 2] if mark.line > 1 else ""
    message, fix = _plain_words(problem, context, line, before)
    return Diagnostic("yaml-syntax", Severity.ERROR, message, mark, NOT_LOADED, fix, None, related)


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


def _plain_words(problem: str, context: str, line: str, before: str) -> tuple[str, str]:
    if "\\t" in problem or "\t" in line[: len(line) - len(line.lstrip())]:
        return "a tab stands where YAML wants blanks", "Replace each tab by two blanks."
    if "{{" in line and braces(line):
        return "YAML reads an unquoted `{{ … }}` as a table", braces(line)
    if star(line):
        return "YAML reads `*` as “copy from elsewhere”", star(line)
    in_brackets = "flow" in context
    if in_brackets and (hash_key(line) or remark(line)):
        message = "everything behind ` #` is a remark to YAML, also the closing bracket"
        return message, hash_key(line) or remark(line)
    if re.search(r"but found '[\]}]'", problem) and not in_brackets:
        return "a bracket is closed here that was never opened", "Remove it, or open it."
    if "mapping values" in problem and not _two_colons(line):
        message = "this cannot stand below the line above, which has a value already"
        close = re.match(r"^(\s*(?:- )?[\w-]+:)(\S.*)$", before)
        return message, _write(f"{close[1]} {close[2]}") if close else _INDENT
    for pattern, message, mend in _MESSAGES:
        if re.search(pattern, f"{context}; {problem}"):
            return message, (mend(line) if callable(mend) else mend)
    fix = "Look for a missing quote, bracket, colon or blank just before this place."
    return f"YAML cannot read this: {problem}", fix


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
