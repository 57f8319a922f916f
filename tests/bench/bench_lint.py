"""How long lint takes for large flows in three languages. Run by hand: `python tests/bench/bench_lint.py`.

The target is 1,000 states × 3 languages within 1.5 s, growing linearly. Prints seconds of the processor, so
that a busy machine does not count; asserts nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from runtime.flow.load import load_project
from runtime.lint.rules import ALL_RULES
from runtime.lint.run import lint
from runtime.lint.subject import Subject

HEAD = """\
flow: large
title: A large flow
languages: [te-IN, hi-IN, en-IN]
start: menu_0
defaults:
  no_input: [{say: again, repeat: yes}, {go: bye}]
  no_match: [{say: again, repeat: yes}, {go: desk}]
  on_error: desk
anywhere:
  - {key: 0, phrases: ask_person, go: desk}
slots:
  village: {type: text}
states:
"""
WORDS = {
    "te-IN": (
        "మొదటి విషయం కోసం 1 నొక్కండి. రెండవ విషయం కోసం రెండు నొక్కండి. ఇది {n}వ ప్రశ్న.",
        "మీ ఊరు {{{{ village }}}}. వివరాలు {n}.",
        "మనిషి",
        "దయచేసి మళ్ళీ చెప్పండి.",
        "ధన్యవాదాలు.",
    ),
    "hi-IN": (
        "पहली बात के लिए 1 दबाएँ। दूसरी बात के लिए दो दबाएँ। यह प्रश्न {n} है।",
        "आपका गाँव {{{{ village }}}}. जानकारी {n}.",
        "आदमी",
        "कृपया फिर से बोलिए।",
        "धन्यवाद।",
    ),
    "en-IN": (
        "For the first, press 1. For the second, press two. This is question {n}.",
        "Your village is {{{{ village }}}}. Item {n}.",
        "a person",
        "Please say it again.",
        "Thank you.",
    ),
}


def write(folder: Path, states: int) -> None:
    """A flow of about so many states: menus, questions and words, each leading on and back."""
    flow = [HEAD]
    for n in range(states // 4):
        on = f"menu_{n + 1}" if n + 1 < states // 4 else "bye"
        flow.append(
            f"  menu_{n}:\n    menu: choose_{n}\n    options:\n      - {{key: 1, go: ask_{n}}}\n"
            f"      - {{key: 2, phrases: topic_{n}, go: {on}}}\n"
            f"  ask_{n}: {{ask: village, say: again, confirm: tell_{n}, go: tell_{n}}}\n"
            f"  tell_{n}: {{say: tell_{n}, go: branch_{n}}}\n"
            f"  branch_{n}:\n    decide:\n      - {{when: visits.menu_{n} > 2, go: desk}}\n"
            f"      - {{else: {on}}}\n"
        )
    flow.append("  desk: {transfer: front_desk, closed: bye, failed: bye}\n")
    flow.append("  bye: {end: done, say: bye}\n")
    (folder / "prompts").mkdir()
    (folder / "flow.yaml").write_text("".join(flow), encoding="utf-8")
    for language, (choose, tell, person, again, bye) in WORDS.items():
        lines = ["prompts:\n", f'  again: "{again}"\n', f'  bye: "{bye}"\n']
        for n in range(states // 4):
            lines += [f'  choose_{n}: "{choose.format(n=n)}"\n', f'  tell_{n}: "{tell.format(n=n)}"\n']
        lines += ["phrases:\n", f"  ask_person: [{person}]\n"]
        for n in range(states // 4):
            lines.append(f"  topic_{n}: [{person} {n}, {again.rstrip('.।')} {n}]\n")
        (folder / "prompts" / f"{language}.yaml").write_text("".join(lines), encoding="utf-8")
    (folder / "contacts.yaml").write_text(
        'contacts: {front_desk: {number: "+14155550125"}}\n', encoding="utf-8"
    )


def main() -> None:
    for states in (500, 1000, 2000, 5000):
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), states)
            began = time.process_time()
            project = load_project(folder)
            loaded = time.process_time()
            report = lint(project.flows.values(), project.files)
            done = time.process_time()
        count = sum(len(flow.states) for flow in project.flows.values())
        print(
            f"{count} states x 3 languages: load {loaded - began:.2f} s, lint {done - loaded:.2f} s,", end=" "
        )
        print(f"{len(project.diagnostics)} + {len(report.findings)} findings")
        for one in [*project.diagnostics, *report.findings][:5]:
            print("   ", one.rule, one.mark.line, one.message)
        slowest = []
        for flow in project.flows.values():
            sources = {name: tuple(text.splitlines()) for name, text in project.files.items()}
            subject = Subject(flow, sources)
            for rule in ALL_RULES:
                start = time.process_time()
                list(rule.diagnostics(subject))
                slowest.append((time.process_time() - start, rule.name))
        for seconds, name in sorted(slowest, reverse=True)[:4]:
            print(f"    {seconds * 1000:6.0f} ms  {name}")


if __name__ == "__main__":
    main()
