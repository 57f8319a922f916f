"""The rules as an author reads them: one page for `--explain`, all of them for docs/rules.md.

Both come from the rules' own docstrings, so neither can say what the rule does not do.
"""

from __future__ import annotations

from runtime.lint.rule import Rule
from runtime.lint.rules import ALL_RULES

_HEAD = """\
# What `flowctl lint` looks for

This page is written by `flowctl lint --explain all`; to change it, change the rule's own file in
`runtime/lint/rules/`.

An **error** harms a caller, a **warning** may, an **info** is worth knowing. `flowctl lint` ends with code 1
when it finds an error or a warning, with 0 when it finds nothing or only infos, with 2 for wrong usage and
with 3 when a rule itself fails. Lint has no opinion on style, and repeats nothing that
`flowctl validate` says.

Rules speak in one of three **profiles**: `draft` (only what breaks a call), `team` (what callers would
suffer from) and `production` (also what a public number must have). Each asks what the one before it asks;
without `--profile` it is `team`.

```sh
flowctl lint flows --profile production
flowctl lint flows --fix --diff        # shows what `--fix` would mend; without `--diff` it writes
flowctl lint flows --format github     # or json, or sarif
```

`--fix` writes only what nobody could mean otherwise (a name with one letter wrong, a value that YAML would
cut, a mark that hides nothing), keeps comments and layout, takes a mending back after which the flow would
be worse, and never touches the operator's files. `--watch` looks again after every save. `--baseline FILE`
does not tell what was written into FILE with `--write-baseline`.

A finding that is meant can be hidden on its line or on the line above, with a reason:

```yaml
  # flow: ignore[menu-too-long] reason: the law asks for these seven choices
```

A mark without a reason hides nothing, and a mark that hides nothing is reported.

| Rule | | From | What it finds |
|---|---|---|---|
"""


def explanation(name: str) -> str | None:
    """The page of one rule as Markdown, the whole book for "all", None when there is no such rule."""
    if name == "all":
        return book()
    rule = next((rule for rule in ALL_RULES if rule.name == name), None)
    return _page(rule, "#") if rule else None


def book() -> str:
    """docs/rules.md."""
    rows = "".join(
        f"| [`{r.name}`](#{r.name}) | {r.severity} | {r.profile} | {r.page.summary} |\n" for r in ALL_RULES
    )
    return _HEAD + rows + "".join("\n" + _page(rule, "##") for rule in ALL_RULES)


def _page(rule: Rule, heading: str) -> str:
    page = rule.page
    return (
        f"{heading} {rule.name}\n\n{page.summary} ({rule.severity}, from `{rule.profile}` on)\n\n"
        f"{page.why}\n\n"
        f"*What happens:* {rule.harm}\n\n"
        f"Bad:\n\n```yaml\n{page.bad}```\n\nGood:\n\n```yaml\n{page.good}```\n"
    )
