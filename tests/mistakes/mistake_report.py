"""The figures of a run, for people and for machines."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from mistake_check import Verdict
from mistake_kinds import Kind, Mutant
from mistake_project import ProjectView

TARGETS = {"right_line": 0.99, "right_rule": 0.97, "noise": 1.0}
"""At least, at least, at most."""


def share(verdicts: Sequence[Verdict], what: str) -> float:
    return sum(bool(getattr(one, what)) for one in verdicts) / max(1, len(verdicts))


def noise(verdicts: Sequence[Verdict]) -> float:
    return sum(len(one.noise) for one in verdicts) / max(1, len(verdicts))


def figures(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    return {
        "mutants": len(verdicts),
        "kinds": len({one.kind for one in verdicts}),
        "found": round(share(verdicts, "found"), 4),
        "right_line": round(share(verdicts, "right_line"), 4),
        "right_rule": round(share(verdicts, "right_rule"), 4),
        "right_rule_as_first_written": round(share(verdicts, "as_first_written"), 4),
        "noise": round(noise(verdicts), 3),
        "crashes": sum(bool(one.crash) for one in verdicts),
    }


def short_of(numbers: dict[str, Any]) -> list[str]:
    """What the figures fall short of, in words; empty when all is well."""
    found = [
        f"{what} is {numbers[what]:.2%}, not {TARGETS[what]:.0%}"
        for what in ("right_line", "right_rule")
        if numbers[what] < TARGETS[what]
    ]
    if numbers["noise"] > TARGETS["noise"]:
        found.append(f"{numbers['noise']} findings beside the mistake on average, not {TARGETS['noise']:.0f}")
    if numbers["crashes"]:
        found.append(f"{numbers['crashes']} crashes")
    return found


def by_kind(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    piles: dict[str, list[Verdict]] = {}
    for one in verdicts:
        piles.setdefault(one.kind, []).append(one)
    return piles


def as_json(verdicts: Sequence[Verdict], kinds: Sequence[Kind], final: bool) -> dict[str, Any]:
    held = {one.name for one in kinds if one.held_out}
    return {
        "all": figures(verdicts),
        "shown": figures([one for one in verdicts if one.kind not in held]),
        "held_out": figures([one for one in verdicts if one.kind in held]) if final else None,
        "kinds": {
            name: {**figures(pile), "held_out": name in held} for name, pile in by_kind(verdicts).items()
        },
        "without_mutants": sorted(
            {one.name for one in kinds} - {one.kind for one in verdicts} - (set() if final else held)
        ),
    }


def as_table(verdicts: Sequence[Verdict], kinds: Sequence[Kind]) -> str:
    """One line per kind, in Markdown; the held-out kinds are marked."""
    did = {one.name: one for one in kinds}
    lines = [
        "| kind | what the author did | mutants | right line | right rule | beside the mistake |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for name, pile in by_kind(verdicts).items():
        star = " *" if did[name].held_out else ""
        lines.append(
            f"| `{name}`{star} | {did[name].did} | {len(pile)} | {share(pile, 'right_line'):.0%} "
            f"| {share(pile, 'right_rule'):.0%} | {noise(pile):.1f} |"
        )
    return "\n".join(lines)


def as_text(
    verdicts: Sequence[Verdict], kinds: Sequence[Kind], mutants: Sequence[Mutant], project: ProjectView
) -> str:
    """For whoever mends rules: the worst kinds first, with examples."""
    rules = {one.name: one for one in kinds}
    made = {(one.kind.name, one.number): one for one in mutants}
    numbers = figures(verdicts)
    lines = [
        f"{numbers['mutants']} mutants of {numbers['kinds']} kinds: found {numbers['found']:.1%}, "
        f"right line {numbers['right_line']:.1%}, right rule {numbers['right_rule']:.1%}, "
        f"{numbers['noise']} findings beside the mistake on average, {numbers['crashes']} crashes",
        "",
    ]
    bad: list[tuple[float, str, list[Verdict]]] = []
    for name, pile in by_kind(verdicts).items():
        lost = share(pile, "right_line") + share(pile, "right_rule") - min(noise(pile), 9) / 10
        bad.append((lost, name, pile))
    for lost, name, pile in sorted(bad, key=lambda one: one[0]):
        if lost >= 2 and not any(one.noise for one in pile):
            continue
        lines.append(
            f"== {name}: {len(pile)} mutants, right line {share(pile, 'right_line'):.0%}, right rule "
            f"{share(pile, 'right_rule'):.0%}, beside {noise(pile):.1f}   "
            f"expected {', '.join(sorted(rules[name].rules))}"
        )
        beside = Counter(finding.rule for one in pile for finding in one.noise)
        if beside:
            lines.append(
                "   beside the mistake: "
                + ", ".join(f"{rule} {count}" for rule, count in beside.most_common())
            )
        wrong = [one for one in pile if not one.right_line or one.crash]
        misnamed = [one for one in pile if one.right_line and not one.right_rule]
        loud = [one for one in pile if one.right_rule and len(one.noise) > 1]
        for label, some in (("NOT AT ITS LINE", wrong), ("OTHER RULE", misnamed), ("MUCH BESIDE", loud)):
            for one in some[:2]:
                lines += _example(label, one, made[name, one.number], project)
        lines.append("")
    return "\n".join(lines)


def _example(label: str, verdict: Verdict, mutant: Mutant, project: ProjectView) -> list[str]:
    lines = [f"   {label}  #{mutant.number} in {mutant.flow}   right: {_places(mutant)}"]
    for name, content in mutant.mistake.files.items():
        if isinstance(content, str) and name in project.files:
            old, new = project.files[name].text.split("\n"), content.split("\n")
            changed = [
                one
                for one in difflib.unified_diff(old, new, lineterm="", n=0)
                if one[:3] not in ("---", "+++")
            ]
            lines += [f"      {name} {one[:150]}" for one in changed[:6]]
        else:
            what = "removed" if content is None else "bytes" if isinstance(content, bytes) else "new"
            lines.append(f"      {name}: {what}")
    if verdict.crash:
        lines.append(f"      CRASH {verdict.crash}")
    for finding in verdict.findings[:5]:
        file, line = finding.place
        lines.append(f"      said: {file}:{line} {finding.rule} {finding.message[:100]}")
    if not verdict.findings and not verdict.crash:
        lines.append("      said: nothing")
    return lines


def _places(mutant: Mutant) -> str:
    places = sorted(mutant.mistake.at)
    return ", ".join(f"{file}:{line}" for file, line in places[:5]) + (" …" if len(places) > 5 else "")
