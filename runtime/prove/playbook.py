"""Plays for the points that no play meets: each as short as it can be, played before it is kept.

The point that is farthest from the beginning of a call comes first, for the way to it meets others. A play is
made for every language in which something is missing, and written once for all those in which it reads alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from runtime.dialogue.dialogue import Dialogue
from runtime.dialogue.turn import Taken
from runtime.flow.model import Flow
from runtime.prove.acting import Acted, acted, begun_in, mirrored
from runtime.prove.graph import Explorer, Progress
from runtime.prove.hunting import Hunt
from runtime.prove.relevant import Relevant
from runtime.prove.routes import Routes
from runtime.prove.titles import Titles
from runtime.prove.written import merged, page_of
from runtime.transcript.check import check_against
from runtime.transcript.player import play
from runtime.transcript.points import Key, Kind, Point, heard
from runtime.transcript.reader import parse_transcript

MOST_MOMENTS = 12_000
"""Moments that are looked at, at most, each time."""

_WORDED = frozenset({Kind.OPTION, Kind.ANYWHERE, Kind.CONFIRM, Kind.REFUSAL})
"""What hangs on the very words or values of the caller, of which not all are tried."""


@dataclass(slots=True)
class Generated:
    """A play that went as it is written. name: its title in English, for a file. meets: every point that it
    meets; new: those that no play met before it, in the order of the file. text: as a transcript, without
    the line that says which flow it is for."""

    name: str
    title: str
    languages: tuple[str, ...]
    text: str
    meets: frozenset[Key]
    new: tuple[Key, ...]


@dataclass(slots=True)
class Book:
    """plays, the farthest-reaching first. reasons: why a point has none. looked: moments that were looked at.
    stopped: whether there are fewer plays than there could be, for no more were asked for."""

    plays: list[Generated] = field(default_factory=list)
    reasons: dict[Key, str] = field(default_factory=dict)
    looked: int = 0
    stopped: bool = False


MADE_BY_A_TOOL = "generated: yes"
"""What coverage reads of such a play (runtime/transcript/coverage.py)."""
NO_CALL, NOT_TRIED, NOT_FOUND = "no_call", "not_tried", "not_found"
NO_LINE, PLAYED_OTHERWISE = "no_line", "played_otherwise"
"""Why there is no play: no call comes there; none with the words and values that are tried; none was found in
so many moments; no line of a play can bring
it about; the play did not go as the search had it."""


def plays_for(
    dialogue: Dialogue,
    points: Mapping[Key, Point],
    missing: Collection[Key],
    titles: Titles,
    *,
    limit: int | None = None,
    most: int = MOST_MOMENTS,
    progress: Progress | None = None,
) -> Book:
    """Plays for the points that are missing. points: all of the flow and of those that it runs."""
    return _Playbook(dialogue, points, set(missing), titles, limit, most, progress).book()


class _Playbook:
    def __init__(
        self,
        dialogue: Dialogue,
        points: Mapping[Key, Point],
        missing: set[Key],
        titles: Titles,
        limit: int | None,
        most: int,
        progress: Progress | None,
    ) -> None:
        self._dialogue = dialogue
        self._points = points
        self._missing = missing
        self._titles = titles
        self._limit = limit
        self._most = most
        self._progress = progress
        self._book = Book()
        self._drafts: list[tuple[dict[str, Acted], Set[Key]]] = []
        """For each play its call by language, and what it was made for."""

    def book(self) -> Book:
        asked = frozenset(self._missing)
        # What differs by language alone is found in one language and said again in the others.
        self._hunt(Relevant(self._dialogue.flow), _bare)
        sure = {NO_CALL, NOT_TRIED} if _says_the_same(self._dialogue.flow) else set()
        nowhere = {key for key, why in self._book.reasons.items() if why in sure}
        if self._missing - nowhere and not self._book.stopped and len(self._dialogue.flow.languages) > 1:
            relevant = Relevant(self._dialogue.flow)
            relevant.language = True
            self._missing -= nowhere  # nobody comes there in any language
            self._hunt(relevant, _itself)
        self._leave_out_the_needless(asked)
        met = {key for one in self._book.plays for key in one.meets}
        self._book.reasons = {key: why for key, why in self._book.reasons.items() if key not in met}
        return self._book

    def _hunt(self, relevant: Relevant, as_wanted: Callable[[Key], Key]) -> None:
        def meets(taken: Iterable[Taken]) -> frozenset[Key]:
            return frozenset(as_wanted(key) for key in heard(taken))

        hunt = Hunt(relevant, meets, {as_wanted(key) for key in self._missing})
        explorer = Explorer(self._dialogue, hunt)
        explorer.explore(self._progress, self._most)
        why = NO_CALL if explorer.graph.complete else NOT_FOUND
        self._book.looked += sum(node.looked for node in explorer.graph.nodes)
        given_up: dict[Key, str] = {}
        while True:
            wanted = {as_wanted(key) for key in self._missing} - given_up.keys()
            routes = Routes(explorer, hunt, wanted)
            if not routes.far:
                break
            if self._is_full():
                self._book.stopped = True
                return
            target = max((routes.far[key], key) for key in wanted if key in routes.far)[1]
            lacking = {key for key in self._missing if as_wanted(key) == target}
            route = routes.to(target)
            call = acted(self._dialogue, relevant, route.start.beginning, route.moves) if route else None
            if call is not None:
                self._keep(call, relevant, lacking)
            if lacking <= self._missing:
                given_up[target] = NO_LINE if call is None else PLAYED_OTHERWISE
        for key in self._missing:
            point = as_wanted(key)
            self._book.reasons[key] = given_up.get(point, NO_LINE if point in hunt.seen else why)
        self._book.reasons |= dict.fromkeys(_by_the_words(self._book.reasons), NOT_TRIED)

    # -- one play -----------------------------------------------------------------------------------

    def _is_full(self) -> bool:
        return self._limit is not None and len(self._book.plays) >= self._limit

    def _keep(self, call: Acted, relevant: Relevant, lacking: Set[Key]) -> None:
        """Write this call for every language in which it meets something that is missing: once for those in
        which it reads alike. lacking: what it was made for, without which it is not kept."""
        left = calls = self._in_languages(call, relevant)
        if all(lacking.isdisjoint(heard(one.taken())) for one in left.values()):
            return
        while left and not self._is_full():
            alike = self._alike(left)
            play = self._played({one: left[one] for one in alike}, lacking)
            if play is None and len(alike) > 1:
                alike = alike[:1]
                play = self._played({one: left[one] for one in alike}, lacking)
            left = {language: one for language, one in left.items() if language not in alike}
            if play is not None and play.new:
                self._book.plays.append(play)
                self._drafts.append(({one: calls[one] for one in alike}, lacking))
                self._missing -= play.meets

    def _leave_out_the_needless(self, asked: Set[Key]) -> None:
        """Without plays whose every point is met by another: what was made for a language of its own may have
        made one for all needless. The others are written again, for now they are what meets those points."""
        kept = _needed(self._book.plays, asked)
        if len(kept) == len(self._book.plays):
            return
        left, self._missing = self._missing, set(asked)
        self._book.plays = []
        for place in kept:
            play = self._played(*self._drafts[place])
            assert play is not None
            self._book.plays.append(play)
            self._missing -= play.meets
        self._missing = left

    def _in_languages(self, call: Acted, relevant: Relevant) -> dict[str, Acted]:
        """The call by language, where it meets something that is missing and not met in another."""
        left = set(self._missing)
        made: dict[str, Acted] = {}

        def take(other: Acted | None, language: str) -> bool:
            met = heard(other.taken()) & left if other is not None else frozenset()
            if met and other is not None:
                made[language] = other
                left.difference_update(met)
            return bool(met)

        spoken = _language(call)
        take(call, spoken)
        for language in self._dialogue.flow.languages:
            wanted = any(replace(key, language=language) in left for key in heard(call.taken()))
            if language == spoken or not wanted:
                continue
            taken = take(mirrored(self._dialogue, relevant, call, language), language)
            if not taken and self._dialogue.flow.outputs:
                take(begun_in(self._dialogue, relevant, call, language), language)
        return {language: made[language] for language in self._dialogue.flow.languages if language in made}

    def _alike(self, calls: Mapping[str, Acted]) -> tuple[str, ...]:
        """The first language and those in which the play reads the same."""
        pages = {language: page_of(self._dialogue, call) for language, call in calls.items()}
        first, *others = pages
        return (first, *(one for one in others if merged({first: pages[first], one: pages[one]})))

    def _played(self, calls: Mapping[str, Acted], lacking: Set[Key]) -> Generated | None:
        """The play in these languages, once the ordinary player has played it; None where it goes otherwise,
        or shows nothing that is missing."""
        shown = {key for call in calls.values() for key in heard(call.taken())} & self._missing
        if not shown:
            return None
        subject = self._titles.subject(shown, lacking)
        page = merged({one: page_of(self._dialogue, call, self._remarks) for one, call in calls.items()})
        assert page is not None
        some = tuple(calls) if len(calls) < len(self._dialogue.flow.languages) else ()
        name = self._titles.name(subject, some)
        page.title = self._titles.title(name)
        page.remarks = (MADE_BY_A_TOOL, self._titles.purpose(subject))
        text = page.text()
        transcript = parse_transcript(text, page.title).transcript
        if transcript is None or check_against(self._dialogue.flow, transcript):
            return None
        results = [
            play(self._dialogue, transcript, one, to_the_end=True) for one in page.languages or (None,)
        ]
        if any(result.mismatches for result in results):
            return None
        meets = frozenset(key for result in results for key in heard(result.taken)) & self._points.keys()
        new = tuple(key for key in self._points if key in meets and key in self._missing)
        return Generated(str(name), page.title, page.languages, text, meets, new)

    def _remarks(self, taken: Iterable[Taken]) -> tuple[str, ...]:
        return self._titles.remarks(heard(taken) & self._missing)


def _language(call: Acted) -> str:
    """The one that is spoken at the end of the call."""
    return (call.acts[-1].played if call.acts else call.began).call.language


def _bare(key: Key) -> Key:
    return replace(key, language="")


def _itself(key: Key) -> Key:
    return key


def _says_the_same(root: Flow) -> bool:
    """Whether every list of phrases has some in every language: then what one cannot say none can."""
    lists = [(flow, listed) for flow in root.every_flow() for listed in flow.phrases.values()]
    return all(listed.words.get(one) for flow, listed in lists for one in flow.languages)


def _by_the_words(reasons: Mapping[Key, str]) -> Iterator[Key]:
    """What no call comes to though the state is come to: other words or values might."""
    closed = {
        (key.flow, key.name) for key, why in reasons.items() if key.kind is Kind.STATE and why == NO_CALL
    }
    for key, why in reasons.items():
        if why == NO_CALL and key.kind in _WORDED and (key.flow, key.name.partition("/")[0]) not in closed:
            yield key


def _needed(plays: Sequence[Generated], asked: Set[Key]) -> list[int]:
    """The places of those that alone meet something."""
    met = Counter(key for one in plays for key in one.meets & asked)
    kept = []
    for place, one in enumerate(plays):
        own = one.meets & asked
        if all(met[key] > 1 for key in own):
            met.subtract(own)
        else:
            kept.append(place)
    return kept
