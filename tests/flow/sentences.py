"""Every English sentence that findings are made of, read off the source.

A sentence is what `said(...)` is given first, and every constant with a blank in it that stands where a
message, a harm or a fix is expected. `sentences()` is what the catalogues in runtime/flow/messages must hold.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2] / "runtime"
FOLDERS = ("flow", "lint", "transcript", "cli/report.py")
_MAKERS = {
    "error", "unknown", "Finding", "Diagnostic", "Rule", "TemplateRefused", "_fault", "_file_fault",
    "_complain", "warning", "finding", "Edit", "_unknown", "_error",
}  # fmt: skip
_KEYWORDS = {"fix", "harm", "message"}
_CONSTANTS = ("HARM", "FIX", "NOT_", "_HARM", "_FIX", "_QUOTE", "_WRITE")


def sentences() -> dict[str, str]:
    """Each sentence, with the first place it comes from."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        path = ROOT / folder
        for file in [path] if path.suffix else sorted(path.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                for text in _of(node):
                    if " " in text.strip() or (isinstance(node, ast.Call) and _name(node) == "said"):
                        found.setdefault(text, file.relative_to(ROOT.parent).as_posix())
    return found


def _of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        if _name(node) == "said":
            yield from _constants(node.args[:1])
        elif _name(node) in _MAKERS:
            yield from _constants(node.args)
            yield from _constants([one.value for one in node.keywords if one.arg in _KEYWORDS])
    elif isinstance(node, ast.Assign):
        named = [one.id for one in node.targets if isinstance(one, ast.Name)]
        if any(name.startswith(_CONSTANTS) for name in named):
            yield from _constants([node.value])


def _constants(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.IfExp):
            yield from _constants([node.body, node.orelse])
        elif isinstance(node, ast.Tuple | ast.List):
            yield from _constants(node.elts)
        elif isinstance(node, ast.BoolOp):
            yield from _constants(node.values)


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
