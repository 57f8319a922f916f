"""flowctl new: a flow from a short interview, or from options for scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from runtime.cli.report import complain, near
from runtime.flow.wording import said
from runtime.scaffold import wishes
from runtime.scaffold.sentences import SENTENCES
from runtime.scaffold.wishes import MOST_OPTIONS, Choice, Refused, Wishes
from runtime.scaffold.write import Written, flows_folder, scaffold

Value = TypeVar("Value")
_MOST_TRIES = 5


def command(
    folder: Annotated[
        Path, typer.Argument(help="The project's folder; the flow goes into its `flows`.", show_default=False)
    ] = Path(),
    name: Annotated[
        str | None, typer.Option(help="The flow's name, such as water_board. With it nothing is asked.")
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="What callers know it as: Water Board | జల మండలి | जल बोर्ड")
    ] = None,
    languages: Annotated[
        str, typer.Option(help="The first is spoken first: te-IN,hi-IN,en-IN or Telugu, Hindi.")
    ] = "en-IN",
    option: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME:WORDS", help="A choice, in the order of its keys: bill:Bills | బిల్లులు"),
    ] = None,
    says: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME:WORDS", help="What the caller hears after a choice: bill:Pay at the office."
        ),
    ] = None,
    contact: Annotated[
        str, typer.Option(help="The person to reach, a name in contacts.yaml.")
    ] = "front_desk",
    number: Annotated[str, typer.Option(help="That person's number.")] = wishes.MADE_UP_NUMBER,
    hours: Annotated[str, typer.Option(help="mon-fri 09:30-18:00, sat 09:30-13:00 or always.")] = "always",
    silence: Annotated[
        str, typer.Option(help="Where silence leads after two reminders: goodbye or person.")
    ] = "goodbye",
) -> int:
    """Returns 0, 1 when it was stopped, 2 for an answer that cannot be taken; then nothing is written."""
    try:
        if name is None:
            wished = interview(folder)
        else:
            if title is None:
                raise Refused(said("say what callers know you as: --title"))
            spoken = wishes.languages(languages)
            wished = Wishes(
                name=wishes.name(name),
                titles=wishes.by_language(title, spoken),
                languages=spoken,
                choices=_choices(option or [], says or [], spoken),
                contact=wishes.name(contact),
                number=wishes.number(number),
                hours=wishes.hours(hours),
                silent_to=_silence(silence),
            )
        written = scaffold(folder, wished)
    except Refused as refused:
        complain(str(refused))
        return 2
    except OSError as trouble:
        complain(str(said("{path} cannot be written", path=trouble.filename or folder)))
        return 2
    except (typer.Abort, EOFError):
        complain("stopped; nothing was written")
        return 1
    _report(written, wished)
    return 0


def _choices(options: list[str], says: list[str], spoken: tuple[str, ...]) -> tuple[Choice, ...]:
    made: dict[str, Choice] = {}
    for text in options:
        one = wishes.option(text, spoken, tuple(made))
        made[one.name] = one
    if not 1 <= len(made) <= MOST_OPTIONS:
        raise Refused(said("give 1 to {number} choices: --option bill:Bills", number=MOST_OPTIONS))
    for text in says:
        own, _, words = text.partition(":")
        if own.strip() not in made:
            raise Refused(said("--says names `{name}`, which is none of the choices", name=own.strip()))
        one = made[own.strip()]
        made[one.name] = Choice(one.name, one.labels, wishes.by_language(words, spoken))
    return tuple(made.values())


def _silence(text: str) -> str:
    if text not in ("goodbye", "person"):
        raise Refused(said("silence leads to goodbye or to person"))
    return text


# -- the interview -------------------------------------------------------------------------------------


def interview(folder: Path) -> Wishes:
    """Asks at the terminal; a bad answer is asked again. Raises Refused after too many."""
    print("A few questions; press Enter to take what stands in [ ]. Nothing is written before the last.\n")
    flows = flows_folder(folder)
    name = _ask("A short name for the flow, for files (water_board)", lambda text: _free(flows, text))
    spoken = _ask(
        "Which languages do callers speak? The first is spoken first",
        wishes.languages,
        "Telugu, Hindi, English",
    )
    titles = _in_each("What do callers know you as?", spoken)
    choices: list[Choice] = []
    print("\nWhat can a caller choose? An empty line ends the list.")
    while len(choices) < MOST_OPTIONS:
        taken = (*wishes.PROMPTS, *(one.name for one in choices))
        own = _ask(
            f"Key {len(choices) + 1}: a short name (bill)",
            lambda text, taken=taken: wishes.name(text, taken=taken) if text else "",  # type: ignore[misc]
            "" if choices else None,
        )
        if not own:
            break
        labels = _in_each("  For …, press a key. What is it called?", spoken)
        choices.append(
            Choice(own, labels, _in_each("  What does the caller hear then?", spoken, needed=False))
        )
    contact = _ask("\nWho is the person to reach? A name for contacts.yaml", wishes.name, "front_desk")
    number = _ask("Their telephone number", wishes.number, wishes.MADE_UP_NUMBER)
    hours = _ask("When are they there?", wishes.hours, "mon-fri 09:30-18:00")
    silent = _ask("After two reminders, where does silence lead: goodbye or person?", _silence, "goodbye")
    return Wishes(name, titles, spoken, tuple(choices), contact, number, hours, silent)


def _free(flows: Path, text: str) -> str:
    name = wishes.name(text)
    if (flows / name).exists() or (flows / f"{name}.yaml").exists():
        raise Refused(said("{path} exists already; choose another name for the flow", path=flows / name))
    return name


def _in_each(question: str, spoken: tuple[str, ...], *, needed: bool = True) -> dict[str, str]:
    """Words per language; an empty answer leaves that language for later."""
    found: dict[str, str] = {}
    print(question)
    for language in spoken:
        last = needed and not found and language == spoken[-1]
        own = SENTENCES[language].language_name
        asked = f"    in {own} ({language})" + ("" if last else ", empty: later")
        text = _ask(asked, lambda text: wishes.words(text) if text.strip() else "", None if last else "")
        if text:
            found[language] = text
    return found


def _ask(question: str, take: Callable[[str], Value], default: str | None = None) -> Value:
    for _ in range(_MOST_TRIES):
        answer = typer.prompt(question, default=default, show_default=bool(default))
        try:
            return take(str(answer))
        except Refused as refused:
            print(f"  {refused}")
    raise Refused(said("too many answers that cannot be taken"))


def _report(written: Written, wished: Wishes) -> None:
    for path in written.new:
        if ".schemas" not in path.parts:
            print(f"new    {near(str(path))}")
    for path in written.grown:
        print(f"added  {wished.contact} to {near(str(path))}")
    home = near(str(written.flow))
    print(f"\nNext:\n  flowctl lint {home}      what is left to write\n  flowctl test {home}")
    print(f"  flowctl talk {home}")
    if not written.listed:
        print(f"No number leads to {wished.name} yet; give it one in numbers.yaml.")
