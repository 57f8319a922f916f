"""A translation whose source has been changed since.

**Why:** The hours moved in English, and callers in Hindi still hear the old ones. `flowctl translations`
keeps, beside the words, what each translation was made from; what it has no record of is not reported. When
only a comma changed: `flowctl translations accept`.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN, hi-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: hours, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
    # prompts/en-IN.yaml
    prompts:
      hours: "We are open from ten to five."
    # prompts/hi-IN.yaml
    prompts:
      hours: "हम नौ से पाँच बजे तक खुले हैं।"
    # prompts/.sources/hi-IN.txt
    hours dcafb4379de6 e4452b567d10

**Good:**

    flow: example
    title: Example
    languages: [en-IN, hi-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: hours, go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done}
    # prompts/en-IN.yaml
    prompts:
      hours: "We are open from nine to five."
    # prompts/hi-IN.yaml
    prompts:
      hours: "हम नौ से पाँच बजे तक खुले हैं।"
    # prompts/.sources/hi-IN.txt
    hours dcafb4379de6 e4452b567d10
"""

from __future__ import annotations

from collections.abc import Iterator

from runtime.flow.diagnostic import Severity
from runtime.flow.translated import Standing, read_record, source_of, standings, translated_languages
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    for language in translated_languages(flow):
        known = read_record(flow, language)
        if not known.facts:
            continue
        for name, standing in standings(flow, language, known).items():
            if standing is Standing.STALE:
                texts = flow.prompts[name].texts
                source = source_of(flow)
                yield Finding(
                    said(
                        "the {source} words of `{prompt}` have changed since they were put into {language}",
                        language=language,
                        prompt=name,
                        source=source,
                    ),
                    texts[language].mark,
                    "Translate it again; if nothing changed for callers: `flowctl translations accept`.",
                    related=((said("the words in {language} now", language=source), texts[source].mark),),
                )


RULE = Rule(__name__, Severity.WARNING, check, harm="Callers of that language are told what is no longer so.")
