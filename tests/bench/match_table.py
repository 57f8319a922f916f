"""How well are phrases matched, and how often is something taken that was not said?

    python tests/bench/match_table.py [--misses] [--json FILE]

Counted per language, over match_corpus.yaml (sentences written by hand) and over errors that are made from
its phrases by rule:

    understood   what means the same, in other letters or with small errors: the right list must be found
    wrong        of these, how many were taken for another list
    refused      sentences that mean none of the lists: nothing may be found
    one error    every phrase with one sound changed as a recogniser would (long for short, aspirated for
                 plain, single for double, one sibilant for another): right list found, of how many
    without      every phrase of a list, against all other lists of its language: nothing may be found
    other words  every phrase of the language against the phrases of the five other languages, by meaning:
                 what is found must mean the same

The time of a look-up is given as a multiple of folding the same words, which every matching needs first.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from runtime.language import Index, folded

CORPUS = Path(__file__).with_name("match_corpus.yaml")
Corpus = dict[str, dict[str, Any]]

_CHANGES = (
    *("िी", "ुू", "ेै", "कख", "गघ", "चछ", "जझ", "टठ", "डढ", "तथ", "दध", "पफ", "बभ", "शस", "षश", "णन"),
    *("ిీ", "ుూ", "ెే", "ొో", "కఖ", "గఘ", "చఛ", "టఠ", "డఢ", "తథ", "దధ", "పఫ", "బభ", "శస", "షశ", "ణన", "ళల"),
    *("ிீ", "ுூ", "ெே", "ொோ", "ளல", "றர", "னண"),
    *("ಿೀ", "ುೂ", "ೆೇ", "ೊೋ", "ಕಖ", "ಗಘ", "ಟಠ", "ಡಢ", "ತಥ", "ದಧ", "ಪಫ", "ಬಭ", "ಶಸ", "ಷಶ", "ಣನ", "ಳಲ"),
    *("িী", "ুূ", "কখ", "গঘ", "চছ", "জঝ", "টঠ", "ডঢ", "তথ", "দধ", "পফ", "বভ", "শস", "ষশ", "ণন"),
)
_SIGNS = "\u094d\u09cd\u0bcd\u0c4d\u0ccd"


def changed(phrase: str) -> Iterator[str]:
    """The phrase with one sound changed, each in turn."""
    for place, letter in enumerate(phrase):
        for one, other in _CHANGES:
            if letter in (one, other):
                yield phrase[:place] + (other if letter == one else one) + phrase[place + 1 :]
        if letter in _SIGNS and place and phrase[place - 1] == phrase[place + 1 : place + 2]:
            yield phrase[:place] + phrase[place + 2 :]  # single for double


def index_of(phrases: dict[str, list[str]], without: str | None = None) -> Index[str]:
    return Index((name, text) for name, texts in phrases.items() if name != without for text in texts)


def table(corpus: Corpus) -> tuple[dict[str, dict[str, int]], list[tuple[str, str, str, str]]]:
    """language → counts; and every case that went wrong: language, kind, words, what was found."""
    rows: dict[str, dict[str, int]] = {}
    misses: list[tuple[str, str, str, str]] = []
    for language, parts in corpus.items():
        index = index_of(parts["phrases"])
        others = [index_of(other["phrases"]) for code, other in corpus.items() if code != language]
        row = dict.fromkeys(COLUMNS, 0)
        rows[language] = row

        def count(kind: str, good: bool, words: str, got: object, row: dict[str, int] = row) -> None:
            row[f"{kind} of"] += 1
            row[kind] += good
            if not good:
                misses.append((language, kind, words, str(got)))  # noqa: B023

        for name, texts in parts["understood"].items():
            for text in texts:
                got = index.find(text)
                count("understood", got == name, text, got)
                row["wrong"] += got not in (None, name)
        for text in parts["refused"]:
            got = index.find(text)
            count("refused", got is None, text, got)
        for name, texts in parts["phrases"].items():
            alone = index_of(parts["phrases"], name)
            for text in texts:
                got = alone.find(text)
                count("without", got is None, text, got)
                for other in others:
                    got = other.find(text)
                    count("other words", got in (None, name), text, got)
                for error in changed(text):
                    got = index.find(error)
                    count("one error", got == name, error, got)
    return rows, misses


COLUMNS = [
    name
    for kind in ("understood", "refused", "one error", "without", "other words")
    for name in (kind, f"{kind} of")
] + ["wrong"]


def per_folding(corpus: Corpus) -> float:
    """How many times longer a look-up of everything in the corpus takes than folding it."""
    everything = index_of(
        {
            f"{code} {name}": texts
            for code, parts in corpus.items()
            for name, texts in parts["phrases"].items()
        }
    )
    said = [text for parts in corpus.values() for text in parts["refused"]]

    def best(work: Callable[[str], object]) -> float:
        times: list[float] = []
        for _ in range(7):
            begun = time.perf_counter()
            for text in said:
                work(text)
            times.append(time.perf_counter() - begun)
        return min(times)

    return best(everything.find) / best(folded)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="print every case that went wrong")
    parser.add_argument("--json", type=Path, help="also write the table there")
    options = parser.parse_args()
    corpus: Corpus = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    rows, misses = table(corpus)
    print("language   understood  wrong   refused   one error    without  other words")
    total = {name: sum(row[name] for row in rows.values()) for name in COLUMNS}
    for language, row in [*rows.items(), ("all", total)]:
        cells = {kind: f"{row[kind]}/{row[f'{kind} of']}" for kind in COLUMNS[::2] if kind != "wrong"}
        print(
            f"{language:9} {cells['understood']:>11} {row['wrong']:>6} {cells['refused']:>9} "
            f"{cells['one error']:>11} {cells['without']:>10} {cells['other words']:>12}"
        )
    if options.misses:
        for miss in misses:
            print("  ", *miss, sep="  ")
    print(f"a look-up takes {per_folding(corpus):.0f} times as long as folding the words", file=sys.stderr)
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
