"""Makes docs/lint-figures.md from the machine-readable results of the last final run.

python tests/mistakes/run.py --final --json tests/mistakes/figures.json
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

HEAD = """# How much lint finds

Made by `tests/mistakes/figures_page.py` from `tests/mistakes/figures.json`; how it is measured, and what is
held out, stands in `tests/mistakes/README.md`. Every kind of mistake was written down before it was known
which of them are found; a third of the kinds (marked *) was looked at for these figures only.
"""


def page(ours: dict[str, Any], peer: dict[str, Any]) -> str:
    lines = [
        HEAD,
        "| | kinds | mutants | right line | right rule | by the names first written | beside the mistake |",
    ]
    lines.append("|---|---:|---:|---:|---:|---:|---:|")
    for title, part in (
        ("all", "all"),
        ("shown while rules were written", "shown"),
        ("held out", "held_out"),
    ):
        one = ours[part]
        shares = " | ".join(f"{one[what]:.1%}" for what in ("right_line", "right_rule", WRITTEN))
        lines.append(f"| {title} | {one['kinds']} | {one['mutants']} | {shares} | {one['noise']:.2f} |")
    lines += ["", "## The same mistakes elsewhere", "", _peer_words(peer), "", *_peer_table(ours, peer)]
    lines += ["", "## Every kind", "", *_kind_table(ours)]
    return "\n".join(lines) + "\n"


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


def _kind_table(ours: dict[str, Any]) -> list[str]:
    lines = [
        "| kind | what the author did | mutants | right line | right rule | beside |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for kind in kinds():
        one = ours["kinds"].get(kind.name)
        star = " *" if kind.held_out else ""
        if one:
            shares = f"{one['right_line']:.0%} | {one['right_rule']:.0%} | {one['noise']:.1f}"
            lines.append(f"| `{kind.name}`{star} | {kind.did} | {one['mutants']} | {shares} |")
    return lines


def main() -> None:
    ours = json.loads((HERE / "figures.json").read_text("utf-8"))
    peer = json.loads((HERE / "peers" / "pipecat.json").read_text("utf-8"))
    PAGE.write_text(page(ours, peer), "utf-8")


if __name__ == "__main__":
    main()
