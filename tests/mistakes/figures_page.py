"""Makes docs/lint-figures.md from machine-readable results.

figures-held-out.json      of the first final run, when nobody had looked at the held-out kinds; kept
figures.json               of the last final run
../malformed/figures.json  of the last run over malformed files

python tests/mistakes/run.py --final --json tests/mistakes/figures.json
python tests/malformed/run_malformed.py --json tests/malformed/figures.json
python tests/mistakes/figures_page.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from mistake_kinds import kinds  # noqa: E402

WRITTEN = "right_rule_as_first_written"
PAGE = HERE.parent.parent / "docs" / "lint-figures.md"

FIGURES = (HERE / "figures-held-out.json", HERE / "figures.json")
MALFORMED = HERE.parent / "malformed" / "figures.json"

HEAD = """# How much lint finds

Made by `tests/mistakes/figures_page.py`; how it is measured, and what is held out, stands in
`tests/mistakes/README.md`. Every kind of mistake was written down before it was known which of them are
found, and a third of the kinds (marked *) was looked at by nobody until all rules were written.

## The held-out figure

The one run over the held-out kinds when nobody had looked at them. This is what to expect of mistakes that
we did not think of.
"""

SINCE = """
## After mending what it showed

The same mistakes again. What the first run showed was then mended in the rules, for every flow and not for
these mistakes; so nothing is held out any more, and these figures say how good the rules are at mistakes
that they know.
"""

GROUPS = (
    ("all", "all"),
    ("shown while rules were written", "shown"),
    ("held out until the first run", "held_out"),
)


def page(first: dict[str, Any], now: dict[str, Any], peer: dict[str, Any], bad: dict[str, Any] | None) -> str:
    lines = [HEAD, *_figures(first), SINCE, *_figures(now)]
    lines += ["", "## What is still missed", "", *_missed(now)]
    lines += ["", "## Malformed files", "", _malformed(bad)] if bad else []
    lines += ["", "## The same mistakes elsewhere", "", _peer_words(peer), "", *_peer_table(now, peer)]
    lines += ["", "## Every kind", "", *_kind_table(first, now)]
    return "\n".join(lines) + "\n"


def _figures(run: dict[str, Any]) -> list[str]:
    lines = [
        "| | kinds | mutants | right line | right rule | by the names first written | beside the mistake |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for title, group in GROUPS:
        one = run[group]
        shares = " | ".join(f"{one[what]:.1%}" for what in ("right_line", "right_rule", WRITTEN))
        lines.append(f"| {title} | {one['kinds']} | {one['mutants']} | {shares} | {one['noise']:.2f} |")
    return lines


def _missed(now: dict[str, Any]) -> list[str]:
    """The kinds of which not every mistake is told at its line, with the reason that kinds.yaml gives."""
    lines = ["| kind | missed | of | why |", "|---|---:|---:|---|"]
    for kind in kinds():
        one = now["kinds"].get(kind.name)
        missed = round(one["mutants"] * (1 - one["right_line"])) if one else 0
        if missed:
            lines.append(f"| `{kind.name}` | {missed} | {one['mutants']} | {kind.missed} |")
    return lines


def _malformed(bad: dict[str, Any]) -> str:
    return " ".join(
        f"""`python tests/malformed/run_malformed.py`: {bad["files"]:,} files (seed {bad["seed"]}), made by
        breaking the shipped flows and a small one: wrong types, wrong keys, letters lost, bombs of aliases,
        nesting, templates and patterns, files of megabytes, links that lead out. {bad["refused"]:,} of them
        are refused, the others loaded with complaints or none; {bad["complaints"]:,} complaints in all.
        Crashes and tracebacks: {bad["crashes"]}. Complaints without a file, a line or a column:
        {bad["without_place"]}; without what to write: {bad["without_what_to_write"]}. The longest took
        {bad["most_ms"]} ms of processor beyond start-up ({bad["too_slow"]} took more than 200 ms); the
        process grew by at most {bad["most_MB"]} MB for one file ({bad["more_than_50_MB"]} by more than
        50 MB).
        """.split()
    )


def _peer_words(peer: dict[str, Any]) -> str:
    whole = peer["all"]
    return " ".join(
        f"""The same helpline, as nearly as it can be written, as a flow config of {peer["peer"]}, and the
        kinds of mistake that can be made in it: {whole["kinds"]} kinds, {whole["mutants"]} mutants. It is
        checked as its documentation says: `FlowConfig.from_file`, then `Flow` with its handlers. Anything
        raised counts as found ({whole["found"]:.0%}); {whole["at_its_line"]:.0%} with the line,
        {whole["named"]:.0%} with the line or the name concerned. What its format does not have (languages,
        keys, silence, contacts, hours, types of slots, sub-flows) cannot be got wrong in it and is not
        counted, nor is what its documentation allows. Rasa's `rasa data validate` (rasa-pro 3.21.0 on
        Python 3.11) asks for a licence key before it reads a file, so it was not measured.""".split()
    )


def _peer_table(ours: dict[str, Any], peer: dict[str, Any]) -> list[str]:
    lines = [
        "| kind | flowctl: found at its line | Pipecat: found | Pipecat: at its line |",
        "|---|---:|---:|---:|",
    ]
    for name, theirs in peer["kinds"].items():
        mine = ours["kinds"].get(name)
        found = f"{mine['right_line']:.0%}" if mine else "–"
        lines.append(f"| `{name}` | {found} | {theirs['found']:.0%} | {theirs['at_its_line']:.0%} |")
    return lines


def _kind_table(first: dict[str, Any], now: dict[str, Any]) -> list[str]:
    lines = [
        "Shares of the last run; of the first one in brackets, where it was another.",
        "",
        "| kind | what the author did | mutants | right line | right rule | beside |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for kind in kinds():
        one, before = now["kinds"].get(kind.name), first["kinds"].get(kind.name, {})
        star = " *" if kind.held_out else ""
        if one:
            shares = " | ".join(
                told + (f" ({was})" if was != told else "")
                for what, form in (("right_line", ".0%"), ("right_rule", ".0%"), ("noise", ".1f"))
                for told, was in [(format(one[what], form), format(before.get(what, one[what]), form))]
            )
            lines.append(f"| `{kind.name}`{star} | {kind.did} | {one['mutants']} | {shares} |")
    return lines


def read() -> str:
    """The page, from the files."""
    first, now = (json.loads(file.read_text("utf-8")) for file in FIGURES)
    peer = json.loads((HERE / "peers" / "pipecat.json").read_text("utf-8"))
    bad = json.loads(MALFORMED.read_text("utf-8")) if MALFORMED.exists() else None
    return page(first, now, peer, bad)


def main() -> None:
    PAGE.write_text(read(), "utf-8")


if __name__ == "__main__":
    main()
