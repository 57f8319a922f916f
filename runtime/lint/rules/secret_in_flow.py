"""A key, token or password that stands in a file of the flow.

**Why:** Flows are copied, mailed and shown. A credential belongs into an environment variable, and
`services.yaml` names that variable. Comments are read too.

**Bad:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      # the old token was Bearer 9f8c2a71b44e4d0f9a6613e07c5d2b18
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}

**Good:**

    flow: example
    title: Example
    languages: [en-IN]
    start: hello
    defaults: {on_error: desk, no_input: [{go: bye}], no_match: [{go: desk}]}
    states:
      hello: {say: Welcome., go: desk}
      desk: {transfer: front_desk, closed: bye, failed: bye}
      bye: {end: done, say: Goodbye.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runtime.flow.diagnostic import Mark, Severity
from runtime.flow.wording import said
from runtime.lint.rule import Finding, Rule
from runtime.lint.subject import Subject

_SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an authorisation header": re.compile(r"\b(?:Bearer|Basic|Token)\s+(?=[\w.~+/=-]*\d)[\w.~+/=-]{16,}"),
    "an account key": re.compile(
        r"\b(?:AC|SK|AP)[0-9a-f]{32}\b|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bsk[-_][A-Za-z0-9_-]{16,}|\bpk_live_\w{16,}|"
        r"\brzp_(?:live|test)_\w{10,}|\bgh[pousr]_\w{30,}|\bgithub_pat_\w{30,}|\bglpat-[\w-]{16,}|\bAIza[\w-]{35}|"
        r"\bxox[abprs]-[\w-]{10,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bhf_\w{30,}|\bya29\.[\w-]{20,}"
    ),
    "a signed token": re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"),
    "a password in an address": re.compile(r"\w://[^\s/:@{}$]+:[^\s/@{}$]+@"),
    "a key in an address": re.compile(
        r"[?&](?:api[_-]?key|key|token|access_token|auth|sig|signature)=(?![${<])(?=[\w.~%-]*\d)[\w.~%-]{12,}",
        re.IGNORECASE,
    ),
    "a credential": re.compile(
        r"(?:api[_ -]?key|subscription[_ -]?key|auth[_ -]?token|access[_ -]?token|[_ -]?secret|"
        r"password|passwd|పాస్‌వర్డ్|पासवर्ड)[\"'`]?\s*(?:[:=]|\bis\b)\s*[\"'`]?"
        r"(?!(?-i:[A-Z][A-Z0-9_]*)\b)(?=[\w.~+/-]*\d)(?=[\w.~+/-]*[A-Za-z])[\w.~+/-]{12,}",
        re.IGNORECASE,
    ),
}


_SHORTEST = 8
"""Letters of the shortest secret that is told, with what stands before it."""


def check(subject: Subject) -> Iterator[Finding]:
    for file, lines in (*subject.sources.items(), *subject.transcripts.items()):
        for number, line in enumerate(lines, start=1):
            if len(line) < _SHORTEST:
                continue
            for what, pattern in _SECRETS.items():
                if match := pattern.search(line):
                    mark = Mark(file, number, match.start() + 1, match.end() - match.start())
                    yield Finding(
                        said("{what} stands in this line", what=said(what)),
                        mark,
                        "Put it into an environment variable that `services.yaml` names, "
                        "and have the key changed: it must count as known.",
                    )
                    break


RULE = Rule(
    __name__,
    Severity.ERROR,
    check,
    harm="Whoever reads the file can act in the name of the helpline and reach its callers.",
)
