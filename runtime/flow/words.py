"""What is said and heard: prompts, phrases and personas, in files or written in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from runtime.flow.diagnostic import Mark
from runtime.flow.faults import instead, nearest
from runtime.flow.include import twice
from runtime.flow.meant import brackets
from runtime.flow.meant import members as between_commas
from runtime.flow.model import Persona, PhraseList, Prompt
from runtime.flow.sandbox import LONGEST_SOURCE
from runtime.flow.scope import LANGUAGES, Scope
from runtime.flow.source import Source
from runtime.flow.template import Template
from runtime.flow.tree import Entry, Items, Node, Table, Text
from runtime.flow.wording import said

_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*\Z", re.ASCII)
_SECTION = re.compile(r"^##\s+(\S+)\s*$")

_BY_NAME = {
    "bangla": "bn-IN",
    "bengali": "bn-IN",
    "english": "en-IN",
    "gujarati": "gu-IN",
    "hindi": "hi-IN",
    "kannada": "kn-IN",
    "malayalam": "ml-IN",
    "marathi": "mr-IN",
    "odia": "od-IN",
    "oriya": "od-IN",
    "punjabi": "pa-IN",
    "tamil": "ta-IN",
    "telugu": "te-IN",
}

HARM_SILENT = "The caller would hear nothing at all here."
HARM_DEAF = "What the caller says here would not be understood."


def language_known(scope: Scope, word: Text) -> bool:
    """Whether this is a language of the flow; complains if not."""
    if word.value in scope.languages:
        return True
    if word.value in LANGUAGES:
        fix = said(
            "Add it to `languages`, or remove these words. The flow has: {languages}.",
            languages=", ".join(scope.languages),
        )
        scope.faults.error(
            "undeclared-language",
            said("`{word}` is not a language of this flow", word=word.value),
            word.mark,
            fix,
            harm="Nobody would ever hear these words.",
        )
    else:
        unknown_language(scope, word)
    return False


def unknown_language(scope: Scope, word: Text) -> str | None:
    """Complains; the language that can only have been meant, or None."""
    by_tongue = {code.partition("-")[0]: code for code in LANGUAGES} | {"or": "od-IN", "in": "hi-IN"}
    meant = by_tongue.get(re.split("[-_]", word.value)[0].casefold()) or _BY_NAME.get(word.value.casefold())
    near = meant or nearest(word.value, LANGUAGES)
    scope.faults.error(
        "bad-language-tag",
        said("there is no language `{name}`", name=word.value),
        word.mark,
        said("There are: {names}.", names=", ".join(LANGUAGES)),
        harm="These words could be neither spoken nor heard.",
        suggestion=near,
        edits=instead(word, meant) if meant else (),
    )
    return meant


def whole(scope: Scope, text: Text, label: str) -> bool:
    """Whether there are words, and YAML kept them all; complains when a ` #` cut them."""
    if text.value and not text.value.strip():
        fix = "Write the words, or remove them."
        scope.faults.error("empty-value", "there are only blanks here", text.mark, fix, harm=HARM_SILENT)
        return False
    if not text.cut:
        return True
    words = f"{text.value} {text.cut}".replace('"', "'")
    scope.faults.error(
        "words-cut",
        said("everything behind ` #` is lost: the words end at `{value}`", value=text.value.split(" ")[-1]),
        text.mark,
        said('Write:  {label}: "{words}"', label=label, words=words),
        harm="The caller would hear only the beginning.",
    )
    return False


def add_prompts(scope: Scope, tree: Table, language: str) -> None:
    """Adds the prompts of one prompts/<language>.yaml; slots must be known."""
    for entry in tree.table("prompts") or ():
        if isinstance(entry.value, Text) and whole(scope, entry.value, entry.key.value):
            made = scope.template(entry.value, each=entry.key.value in scope.eaches)
            if made:
                _add_text(scope, entry.key, language, made)


def add_phrases(scope: Scope, tree: Table, language: str) -> None:
    """Adds the phrase lists of one prompts/<language>.yaml."""
    for entry in tree.table("phrases") or ():
        words = _phrases(scope, entry.value, entry.key.value)
        known = scope.phrases.get(entry.key.value)
        merged = {**(known.words if known else {}), language: words}
        mark = known.mark if known else entry.key.mark
        scope.phrases[entry.key.value] = PhraseList(entry.key.value, merged, mark)


def add_shared_prompts(scope: Scope, tree: Table | None) -> None:
    """Adds the prompts of included files, which hold every language; those that the flow does not speak
    are for other flows."""
    for entry in tree or ():
        if isinstance(entry.value, Table) and _new(scope, entry, scope.prompts):
            texts = dict(_in_place(scope, _spoken_here(scope, entry.value)))
            scope.prompts[entry.key.value] = Prompt(entry.key.value, texts, entry.key.mark)


def add_shared_phrases(scope: Scope, tree: Table | None) -> None:
    """The same for phrase lists."""
    for entry in tree or ():
        if isinstance(entry.value, Table) and _new(scope, entry, scope.phrases):
            words = {
                one.key.value: _phrases(scope, one.value, one.key.value)
                for one in _spoken_here(scope, entry.value)
                if language_known(scope, one.key)
            }
            scope.phrases[entry.key.value] = PhraseList(entry.key.value, words, entry.key.mark)


def _new(scope: Scope, entry: Entry, known: Mapping[str, Prompt] | Mapping[str, PhraseList]) -> bool:
    first = known.get(entry.key.value)
    if first is not None:
        twice(scope.faults, entry.key, Text(entry.key.value, first.mark))
    return first is None


def _spoken_here(scope: Scope, table: Table) -> Table:
    elsewhere = set(LANGUAGES) - set(scope.languages)
    spoken = {key: entry for key, entry in table.entries.items() if key not in elsewhere}
    return Table(spoken, table.mark, table.flow)


def _add_text(scope: Scope, name: Text, language: str, made: Template) -> None:
    known = scope.prompts.get(name.value)
    texts = {**(known.texts if known else {}), language: made}
    scope.prompts[name.value] = Prompt(name.value, texts, known.mark if known else name.mark)


def _phrases(scope: Scope, node: Node, label: str) -> tuple[str, ...]:
    members: list[Node] = node.members if isinstance(node, Items) else [node]
    if isinstance(node, Text) and node.plain and "," in node.value:
        # Without the brackets YAML reads one long phrase, which no caller ever says.
        scope.faults.error(
            "wrong-type",
            said("`{label}` is one phrase with commas in it, not several phrases", label=label),
            node.mark,
            said("Put brackets around them:  {label}: [{phrases}]", label=label, phrases=node.value),
            harm=HARM_DEAF,
            edits=brackets(node),
        )
        members = list(between_commas(node))
    return tuple(one.value for one in members if isinstance(one, Text) and whole(scope, one, label))


def prompt(scope: Scope, node: Node | None, place: str, *, each: bool = False) -> str | None:
    """The name of a prompt: named, or written in place (then it is named after its place). each: it is spoken
    for each of the choices that a service gave."""
    match node:
        case Text():
            return _named_or_said(scope, node, place, each)
        case Table():
            texts = dict(_in_place(scope, node, each))
            scope.prompts[place] = Prompt(place, texts, node.mark)
            return place
    return None


def _named_or_said(scope: Scope, text: Text, place: str, each: bool) -> str | None:
    if text.value in scope.prompts:
        if not each and text.value in scope.eaches:
            scope.faults.error(
                "each-elsewhere",
                said("`{name}` is spoken for each choice, and there is no choice here", name=text.value),
                text.mark,
                "Give these words a prompt of their own.",
                harm=HARM_SILENT,
            )
        return text.value
    if _NAME.match(text.value):
        language = scope.languages[0] if scope.languages else "en-IN"
        fix = said(
            "Add `{text}` to the prompt files, or write the words here:  {words}.",
            text=text.value,
            words=f'{{{language}: "…"}}',
        )
        if text.value in ("yes", "no"):
            example = place.replace(".", "_")
            fix = said(
                "Not yes or no: write the name of the prompt that is said here, such as {name}.", name=example
            )
        scope.faults.unknown("unknown-prompt", "prompt", text, scope.prompts, harm=HARM_SILENT, fix=fix)
        return None
    if len(scope.languages) != 1:
        both = ", ".join(f'{code}: "…"' for code in scope.languages)
        scope.faults.error(
            "words-without-language",
            "these words do not say which language they are",
            text.mark,
            said("Write the name of a prompt, or:  {words}", words=f"{{{both}}}"),
            harm=HARM_SILENT,
        )
        return None
    if not whole(scope, text, "say"):
        return None
    made = scope.template(text, each=each)
    if made:
        scope.prompts[place] = Prompt(place, {scope.languages[0]: made}, text.mark)
    return place if made else None


def _in_place(scope: Scope, table: Table, each: bool = False) -> Iterator[tuple[str, Template]]:
    for entry in table:
        if not language_known(scope, entry.key) or not isinstance(entry.value, Text):
            continue
        if whole(scope, entry.value, entry.key.value):
            made = scope.template(entry.value, each=each)
            if made:
                yield entry.key.value, made


def phrase_lists(scope: Scope, node: Node | None, place: str) -> tuple[str, ...]:
    """Names of phrase lists: one name, a list of names, or words in place per language."""
    match node:
        case Text():
            return (node.value,) if _known_phrases(scope, node) else ()
        case Items():
            return tuple(
                one.value for one in node.members if isinstance(one, Text) and _known_phrases(scope, one)
            )
        case Table():
            words = {
                entry.key.value: _phrases(scope, entry.value, entry.key.value)
                for entry in node
                if language_known(scope, entry.key)
            }
            scope.phrases[place] = PhraseList(place, words, node.mark)
            return (place,)
    return ()


def _known_phrases(scope: Scope, word: Text) -> bool:
    if word.value in scope.phrases:
        return True
    fix = "" if scope.phrases else said("Add `{word}` under `phrases:` in the prompt files.", word=word.value)
    scope.faults.unknown("unknown-phrases", "phrase list", word, scope.phrases, harm=HARM_DEAF, fix=fix)
    return False


def persona(scope: Scope, node: Node | None, place: str) -> Persona | None:
    """A persona by name, or written in place per language."""
    match node:
        case Text():
            found = scope.personas.get(node.value)
            if found is None:
                fix = (
                    ""
                    if scope.personas
                    else said("Write it in personas/{node}.md beside the flow.", node=node.value)
                )
                scope.faults.unknown(
                    "unknown-persona",
                    "persona",
                    node,
                    scope.personas,
                    fix=fix,
                    harm="The model would not know how to speak to the caller.",
                )
            return found
        case Table():
            return Persona(place, dict(_in_place(scope, node)), node.mark)
    return None


def add_persona_file(scope: Scope, name: str, source: Source) -> None:
    """Adds one personas/<name>.md: what stands before the first language heading is for every language;
    what stands under `## te-IN` (a heading of its own line) is added for Telugu."""
    common: list[str] = []
    sections: dict[str, list[str]] = {}
    into = common
    for number, line in enumerate(source.lines, 1):
        heading = _SECTION.match(line)
        if heading and re.fullmatch(r"[a-z]{2,3}-[A-Z]{2}", heading[1]):
            word = Text(heading[1], Mark(source.name, number, line.index(heading[1]) + 1, len(heading[1])))
            into = sections.setdefault(heading[1], []) if language_known(scope, word) else []
        else:
            into.append(line)
    mark = Mark(source.name, 1, 1)
    if len(source.text) > LONGEST_SOURCE:
        fix = "Shorten it; a model forgets what stands in the middle of a long text."
        scope.faults.error(
            "too-large",
            said("more than {longest_source} characters in a persona", longest_source=f"{LONGEST_SOURCE:,}"),
            mark,
            fix,
        )
        return
    if not source.text.strip():
        scope.faults.error("empty-file", "there is nothing in this file", mark, "Write who answers, and how.")
    if scope.template(Text("\n".join(source.lines), mark, plain=False, verbatim=True)) is None:
        return
    texts: dict[str, Template] = {}
    for language in scope.languages:
        words = "\n".join([*common, *sections.get(language, [])]).strip()
        texts[language] = Template(words, mark)
    scope.personas[name] = Persona(name, texts, mark)
