"""Faults planted in the core, one at a time, by rule: does the storm find them, and how soon?

    python tests/simulation/storm_mutants.py --limit 6000 --processes 2

Every place of the core that one of the `KINDS` fits is a mutant: a timer that is not armed, a number that is
not compared, a guard that never bites. A place is found in the syntax tree of a function, so it stays found
when lines move. Each mutant lives in a process of its own, where that one function has the changed code, and
is stormed from seed 0 until a rule breaks or the limit is reached. Of one that is not found it is counted in
how many of the first 2,000 anything at all was ordered or noted otherwise than by the core as it is.
"""

from __future__ import annotations
import __future__

import argparse
import ast
import copy
import gc
import importlib
import inspect
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from storm import Broke, Storm
from storm_flows import SEEDS_A_MADE_FLOW, WRITTEN, dialogue_of, flow_for

from runtime.dialogue.call import Call
from runtime.dialogue.dialogue import Dialogue, Step
from runtime.dialogue.event import Event

MODULES = (
    *(
        "asking",
        "call",
        "conversing",
        "dialogue",
        "failing",
        "frames",
        "going",
        "hearing",
        "ladders",
        "lines",
    ),
    *("question", "speaking", "thinking", "turn", "values", "visiting"),
)
COUNTED = {
    *("kept_keys", "kept_speech", "rung_no_input", "rung_no_match", "no_inputs", "no_matches", "errors"),
    *("state_turns", "silent", "typed", "request", "speeches", "question", "move", "reply"),
}
"""Fields that are emptied again: kept keys dropped, counters reset, requests closed."""
REMEMBERED = {
    "fired",
    "ahead",
    "foretold",
    "visits",
    "sensitive",
    "talked",
    "turns",
    "machine",
    "met",
    "entered",
}
"""Fields in which a call remembers what it must not do twice, or forget."""
HANGS_AFTER = 5.0
"""Seconds of the processor in one schedule after which a step never ends."""


HUSHED = "the key or the words that lead here have stopped what was being said"
DROPPED = "the line that is taken next leaves the state, and leaving it does the same"
KEPT = "words are kept only where nobody listens; a state that listens took them when it was entered"
BLANK = "sound without words is a miss only where nothing was typed; a miss speaks, waits anew or leaves"
SAME = {
    "asking.on_key: not disarmed 1": "what the key means speaks, waits anew or leaves: each ends that wait",
    "asking._on_typed: not hushed 1": HUSHED,
    "asking._keep: not hushed 1": HUSHED,
    "asking._on_yes_no: not hushed 1": HUSHED,
    "asking._correct: not hushed 1": HUSHED,
    "asking._refuse: not hushed 1": HUSHED,
    "conversing.on_words: not hushed 1": HUSHED,
    "dialogue._time: model not stopped 1": "the error that follows stops it",
    "dialogue._hung_up: not reset 1": "a call that is over makes no move",
    "failing.fail: not dropped 1": DROPPED,
    "failing.give_up: not reset 1": "whoever gives up has asked for no move",
    "going.answered: not dropped 3": "the lines below it forget the voice, in every kind of state",
    "going.dialled: not reset 1": "the call is over, or the line that is taken next leaves the state",
    "hearing._hear: not disarmed 1": BLANK,
    "hearing._hear: not reset 2": BLANK,
    "ladders.limit_reached: not dropped 1": DROPPED,
    "ladders.listened: not reset 2": KEPT,
    "ladders.take_rung: not reset 2": KEPT,
    "lines.leave_to: not dropped 1": DROPPED,
    "speaking._speak: not disarmed 1": "a key, words or the silence itself ended the wait before we speak",
    "speaking.await_answer: not armed 1": "a voice that is heard has its deadline since it began",
}
"""Planted faults that change nothing a caller, a driver or an operator could notice, and why."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One planted fault. number: which place of this kind in the function."""

    module: str
    function: str
    kind: str
    number: int
    text: str

    @property
    def name(self) -> str:
        return f"{self.module}.{self.function}: {self.kind} {self.number + 1}"


# -- the kinds ------------------------------------------------------------------------------------------


def _calls(node: ast.AST, *names: str) -> bool:
    """A statement that is nothing but a call of one of these."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    called = node.value.func
    return (isinstance(called, ast.Attribute) and called.attr in names) or (
        isinstance(called, ast.Name) and called.id in names
    )


def _sets(node: ast.AST, fields: set[str]) -> bool:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        for target in node.targets:
            targets += target.elts if isinstance(target, ast.Tuple) else [target]
    elif isinstance(node, ast.AugAssign):
        targets = [node.target]
    return bool(targets) and all(
        isinstance(one, ast.Attribute)
        and isinstance(one.value, ast.Name)
        and one.value.id in ("turn", "self")
        and one.attr in fields
        for one in targets
    )


def _is_empty(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(_is_empty(one) for one in node.elts)
    return isinstance(node, ast.Constant) and not node.value


def _resets(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and _sets(node, COUNTED) and _is_empty(node.value)


def _remembers(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign | ast.AugAssign) and (
        _sets(node, REMEMBERED) or (isinstance(node, ast.AugAssign) and _sets(node, COUNTED | REMEMBERED))
    )


def _compares_numbers(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq)):
        return False
    text = ast.unparse(node)
    return text.endswith(".request == turn.request") or text in ("armed == number", "speech.number == number")


def _guards(node: ast.AST) -> bool:
    """An `if` that ends what would go on for ever."""
    if not isinstance(node, ast.If) or node.orelse:
        return False
    inside = "\n".join(ast.unparse(one) for one in node.body)
    test = ast.unparse(node.test)
    return "MOST_" in test or "give_up(" in inside or "'loop'" in inside


def _masks(node: ast.AST) -> bool:
    if isinstance(node, ast.IfExp):
        return ast.unparse(node.body) == "HIDDEN"
    if isinstance(node, ast.Call) and node.args:
        return ast.unparse(node.func).split(".")[-1] in ("unasked", "_shown")
    if isinstance(node, ast.Assign):
        return ast.unparse(node.value) == "HIDDEN"
    if isinstance(node, ast.keyword):
        return node.arg == "hidden" and ast.unparse(node.value) == "True"
    return False


def _unmasked(node: Any) -> ast.AST:
    if isinstance(node, ast.IfExp):
        return node.orelse
    if isinstance(node, ast.Call):
        return node.args[0]
    if isinstance(node, ast.Assign):
        return ast.Pass()
    return ast.keyword(arg="hidden", value=ast.Constant(False))


def _gone(node: Any) -> ast.AST:
    return ast.Pass()


def _never(node: Any) -> ast.AST:
    return ast.If(test=ast.Constant(False), body=node.body, orelse=[])


KINDS: dict[str, tuple[Callable[[ast.AST], bool], Callable[[Any], ast.AST]]] = {
    "not armed": (lambda n: _calls(n, "arm", "arm_playback"), _gone),
    "not disarmed": (lambda n: _calls(n, "disarm"), _gone),
    "not hushed": (lambda n: _calls(n, "hush"), _gone),
    "model not stopped": (lambda n: _calls(n, "stop_model", "interrupt"), _gone),
    "not dropped": (lambda n: _calls(n, "drop_pending", "stop_listening", "drop_to", "leave_to"), _gone),
    "not understood": (lambda n: _calls(n, "understood"), _gone),
    "not awaited": (lambda n: _calls(n, "await_answer", "listen"), _gone),
    "number not compared": (_compares_numbers, lambda n: ast.Constant(True)),
    "guard removed": (_guards, _never),
    "not reset": (_resets, _gone),
    "not remembered": (_remembers, _gone),
    "not masked": (_masks, _unmasked),
}


class _Changes(ast.NodeTransformer):
    """Changes the place of that number."""

    def __init__(self, kind: str, number: int) -> None:
        self.fits, self.change = KINDS[kind]
        self.left = number
        self.done = False

    def visit(self, node: ast.AST) -> Any:
        if not self.done and self.fits(node):
            if self.left == 0:
                self.done = True
                return ast.copy_location(self.change(node), node)
            self.left -= 1
        return self.generic_visit(node)


# -- finding and planting -------------------------------------------------------------------------------


def _functions(module: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function and method of a module of the core."""
    tree = ast.parse(inspect.getsource(importlib.import_module(f"runtime.dialogue.{module}")))
    for one in tree.body:
        if isinstance(one, ast.FunctionDef):
            yield one.name, one
        elif isinstance(one, ast.ClassDef):
            for method in one.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{one.name}.{method.name}", method


def every_mutant() -> list[Mutant]:
    """All of them, in the order of the source."""
    found = []
    for module in MODULES:
        for function, tree in _functions(module):
            for kind, (fits, _) in KINDS.items():
                places = [node for node in ast.walk(tree) if fits(node)]
                texts = []
                for number in range(len(places)):
                    changes = _Changes(kind, number)
                    before = ast.unparse(tree)
                    after = ast.unparse(ast.fix_missing_locations(changes.visit(copy.deepcopy(tree))))
                    texts.append(_difference(before, after))
                found += [Mutant(module, function, kind, n, text) for n, text in enumerate(texts)]
    return found


def _difference(before: str, after: str) -> str:
    """The line that the change takes away or changes."""
    old, new = before.splitlines(), after.splitlines()
    for one, other in zip(old, new, strict=False):
        if one != other:
            return one.strip()
    return old[-1].strip()


def code_of(mutant: Mutant) -> CodeType:
    """The function's code with the fault in it."""
    tree = copy.deepcopy(dict(_functions(mutant.module))[mutant.function])
    tree.decorator_list = []
    changed = _Changes(mutant.kind, mutant.number)
    tree = ast.fix_missing_locations(changed.visit(tree))
    assert changed.done, mutant
    unit = compile(
        ast.Module([tree], []),
        f"<{mutant.name}>",
        "exec",
        flags=__future__.annotations.compiler_flag,
        dont_inherit=True,
    )
    space = dict(vars(importlib.import_module(f"runtime.dialogue.{mutant.module}")))
    exec(unit, space)
    made: CodeType = space[tree.name].__code__
    return made


def plant(mutant: Mutant) -> tuple[FunctionType, CodeType]:
    """From here on the core has this fault. Returns what to give back: the function and its own code."""
    target: Any = importlib.import_module(f"runtime.dialogue.{mutant.module}")
    for name in mutant.function.split("."):
        target = inspect.getattr_static(target, name)
    if isinstance(target, property):
        target = target.fget
    target = inspect.unwrap(target)
    own = target.__code__
    target.__code__ = code_of(mutant)
    return target, own


# -- hunting --------------------------------------------------------------------------------------------


class Hangs(Exception):
    """A schedule that does not come to its end."""


def _hangs(*_: Any) -> None:
    raise Hangs


WATCHED = 2000
"""So many schedules are compared with those of the core as it is; it doubles their cost."""


class Watched:
    """A dialogue of which it is added up what anybody could notice: what it orders, what it notes, where the
    call stands. The order within one step is left out."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.flow = dialogue.flow
        self._dialogue = dialogue
        self.seen = 0

    def start(self, **given: Any) -> Step:
        return self._noticed(self._dialogue.start(**given))

    def advance(self, call: Call, event: Event) -> Step:
        return self._noticed(self._dialogue.advance(call, event))

    def _noticed(self, step: Step) -> Step:
        call = step.call
        self.seen = hash(
            (
                *(self.seen, call.state, call.phase, call.language, call.ended),
                *sorted(map(repr, step.effects)),
                *((taken.what, taken.name) for taken in step.taken),
            )
        )
        return step


def watch(seed: int) -> int:
    """Play that seed; what could be noticed, as one number."""
    watched = Watched(dialogue_of(flow_for(seed)))
    Storm(watched, seed).run()  # type: ignore[arg-type]
    return watched.seen


def hunt(mutant: Mutant, limit: int, right: Sequence[int] = ()) -> tuple[int, str, int]:
    """(schedules until it was found, by which rule, how many went otherwise than in `right`); (0, "", n) when
    it was not found. Plants it for good."""
    plant(mutant)
    signal.signal(signal.SIGVTALRM, _hangs)
    otherwise = 0
    for seed in range(limit):
        signal.setitimer(signal.ITIMER_VIRTUAL, HANGS_AFTER)
        try:
            if seed < len(right):
                otherwise += watch(seed) != right[seed]
            else:
                Storm(dialogue_of(flow_for(seed)), seed).run()
        except Broke as broke:
            return seed + 1, f"{broke.rule}: {broke.what}"[:160], otherwise
        except Hangs:
            return seed + 1, "hangs: a step never ends", otherwise
        except Exception as error:
            return seed + 1, f"raises: {error!r}"[:160], otherwise
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return 0, "", otherwise


_right: list[int] = []
"""What could be noticed of the first seeds with the core as it is. Processes made from this one have it."""


def _hunted(given: tuple[Mutant, int]) -> tuple[Mutant, int, str, int]:
    return given[0], *hunt(*given, _right)


def hunt_all(
    mutants: list[Mutant], limit: int, processes: int, told: Callable[[str], None]
) -> list[tuple[Mutant, int, str, int]]:
    """Each in a process of its own, made from this one."""
    for name in (*WRITTEN, *(f"made-{number}" for number in range(-(-limit // SEEDS_A_MADE_FLOW)))):
        dialogue_of(name)
    _right[:] = [watch(seed) for seed in range(min(limit, WATCHED))]
    gc.freeze()
    context = multiprocessing.get_context("fork")
    results = []
    with context.Pool(processes, initializer=os.nice, initargs=(2,), maxtasksperchild=1) as pool:
        for mutant, schedules, rule, otherwise in pool.imap_unordered(
            _hunted, [(one, limit) for one in mutants], chunksize=1
        ):
            found = schedules or f"NOT FOUND, {otherwise} otherwise"
            told(f"{found:>9}  {mutant.name}  `{mutant.text}`  {rule}")
            results.append((mutant, schedules, rule, otherwise))
    return results


def told(results: list[dict[str, Any]]) -> str:
    """The table of docs/simulation.md: every kind, and who survives, with the reason."""
    found = [one for one in results if one["schedules"]]
    alike = [one for one in results if not one["schedules"] and one["name"] in SAME]
    missed = [one for one in results if not one["schedules"] and one["name"] not in SAME]
    worth = len(results) - len(alike)
    text = [
        f"Planted: {len(results)}. Found: {len(found)} ({100 * len(found) / len(results):.1f} %)."
        f" Not found, and no caller could tell (reasons below): {len(alike)}. Missed: {len(missed)}."
        f" Of those that change anything: {100 * len(found) / worth:.1f} %.",
        "",
        "| kind | planted | found | schedules until found: median | most |",
        "|---|---|---|---|---|",
    ]
    for kind in KINDS:
        those = [one for one in results if f": {kind} " in one["name"]]
        took = sorted(one["schedules"] for one in those if one["schedules"])
        text.append(
            f"| {kind} | {len(those)} | {len(took)} | {took[len(took) // 2] if took else ''}"
            f" | {took[-1] if took else ''} |"
        )
    text += ["", f"| not found | code | of {WATCHED:,}, went otherwise | why |", "|---|---|---|---|"]
    for one in (*missed, *alike):
        code = one["text"].replace("|", "\\|")
        why = SAME.get(one["name"], "missed")
        text.append(f"| {one['name']} | `{code[:70]}` | {one['otherwise']} | {why} |")
    text += ["", "| planted fault | schedules | found by the rule |", "|---|---|---|"]
    text += [f"| {one['name']} | {one['schedules']} | {one['rule'].split(':')[0]} |" for one in found]
    return "\n".join(text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=6000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--only", default="", help="mutants whose name holds this")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--told", type=Path, nargs="+", help="print the tables of what --out kept")
    given = parser.parse_args()
    if given.told:
        kept = {one["name"]: one for path in given.told for one in json.loads(path.read_text("utf-8"))}
        print(told([*kept.values()]))
        return 0
    mutants = [one for one in every_mutant() if given.only in one.name]
    if given.list:
        for one in mutants:
            print(f"{one.name}  `{one.text}`")
        print(len(mutants))
        return 0
    results = hunt_all(mutants, given.limit, given.processes, lambda line: print(line, flush=True))
    found = [schedules for _, schedules, _, _ in results if schedules]
    print(f"{len(found)} of {len(results)} found ({100 * len(found) / len(results):.1f} %)")
    if given.out:
        given.out.write_text(
            json.dumps(
                [
                    {"name": m.name, "text": m.text, "schedules": n, "rule": rule, "otherwise": otherwise}
                    for m, n, rule, otherwise in sorted(results, key=lambda one: one[0].name)
                ],
                indent=1,
                ensure_ascii=False,
            )
            + "\n",
            encoding="utf-8",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
