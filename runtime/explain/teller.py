"""The small pieces a telling is made of: words that are heard, where a line leads, ladders, waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from runtime.explain import conditions
from runtime.explain.order import Order
from runtime.explain.telling import Paragraph, either, joined, para, point
from runtime.flow.model import Branch, End, Fetch, Flow, Ladder, Line, Option, SlotType, Transfer
from runtime.flow.sample import sample_words, slots_of
from runtime.flow.wording import said

LANGUAGE_NAMES = {
    "bn-IN": "Bengali",
    "en-IN": "English",
    "gu-IN": "Gujarati",
    "hi-IN": "Hindi",
    "kn-IN": "Kannada",
    "ml-IN": "Malayalam",
    "mr-IN": "Marathi",
    "od-IN": "Odia",
    "pa-IN": "Punjabi",
    "ta-IN": "Tamil",
    "te-IN": "Telugu",
}
_MOST_PHRASES = 3
_TIMES = (
    "the first time: {what}.",
    "the second time: {what}.",
    "the third time: {what}.",
    "the fourth time: {what}.",
    "the fifth time: {what}.",
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells parts of one flow in one language of its callers. within: the place that this
    flow comes back to (“step 4”), None for the flow that answers the call."""

    flow: Flow
    language: str
    order: Order
    within: str | None = None

    # -- words -----------------------------------------------------------------------------------------

    def words(self, prompt: str, more: Mapping[str, Any] | None = None) -> str:
        """What the caller hears, in quotes; in the flow's first language that has it when not in this."""
        texts = self.flow.prompts[prompt].texts if prompt in self.flow.prompts else {}
        for one in (self.language, *self.flow.languages):
            if one in texts:
                heard = sample_words(self.flow, texts[one], one, more).strip()
                if one != self.language:
                    return said("«{words}» (only in {language})", words=heard, language=language_name(one))
                return said("«{words}»", words=heard)
        return said("«{words}»", words=prompt)

    def phrases(self, names: tuple[str, ...]) -> str:
        """«this», «that» or «the other»: the first few of what may be said, and how many more there are."""
        spoken = [words for name in names for words in self._phrases(name)]
        if not spoken:
            return said("the words of `{name}`", name=names[0])
        shown = either([said("«{words}»", words=words) for words in spoken[:_MOST_PHRASES]])
        more = len(spoken) - _MOST_PHRASES
        if more == 1:
            return said("{phrases}, or in 1 other way", phrases=shown)
        return said("{phrases}, or in {number} other ways", phrases=shown, number=more) if more > 0 else shown

    def _phrases(self, name: str) -> tuple[str, ...]:
        listed = self.flow.phrases.get(name)
        if listed is None:
            return ()
        return next(
            (listed.words[one] for one in (self.language, *self.flow.languages) if listed.words.get(one)), ()
        )

    def first_phrase(self, name: str) -> str:
        """One way to say a choice."""
        return next(iter(self._phrases(name)), name)

    # -- where it leads --------------------------------------------------------------------------------

    def place(self, target: str, source: str | None = None) -> str:
        """ "step 4 (`helpline`)", "back to step 4"; an end says so."""
        number = self.order.numbers.get(target, target)
        if isinstance(self.flow.states.get(target), End):
            if self.within:
                return said("step {number} (`{state}`), which ends this part", number=number, state=target)
            return said("step {number} (`{state}`), the end of the call", number=number, state=target)
        if isinstance(self.flow.states.get(target), Transfer):
            return said("step {number} (`{state}`), a person", number=number, state=target)
        if source is not None and self.order.is_back(source, target):
            return said("back to step {number} (`{state}`)", number=number, state=target)
        return said("step {number} (`{state}`)", number=number, state=target)

    def go(self, branches: tuple[Branch, ...], source: str) -> list[Paragraph]:
        """Where a state leads when it has done what it is for."""
        if len(branches) == 1 and branches[0].when is None:
            return [para(said("Then: {place}.", place=self.place(branches[0].go, source)))]
        told = [para(said("Then the first of these that is true:"))]
        for branch in branches:
            place = self.place(branch.go, source)
            if branch.when is None:
                told.append(point(said("otherwise: {place}.", place=place)))
            else:
                told.append(
                    point(said("if {condition}: {place}.", condition=self.condition(branch), place=place))
                )
        return told

    def condition(self, one: Any) -> str:
        """The `when` of a branch, a rule or a refusal, in words."""
        return conditions.told(one.when, self._kinds())

    def _kinds(self) -> dict[str, SlotType | None]:
        """What the names of conditions are: slots, and what services promise to give."""
        kinds: dict[str, SlotType | None] = {name: slot.type for name, slot in slots_of(self.flow).items()}
        for state in self.flow.states.values():
            service = self.flow.services.get(state.service) if isinstance(state, Fetch) else None
            if isinstance(state, Fetch) and state.save and service and service.returns:
                fields = service.returns.get("properties")
                for field, schema in fields.items() if isinstance(fields, Mapping) else ():
                    promised = schema.get("type") if isinstance(schema, Mapping) else None
                    if promised == "boolean":
                        kinds[f"{state.save}.{field}"] = SlotType.YES_NO
                    elif promised == "array":
                        kinds[f"{state.save}.{field}"] = None
        return kinds

    def line(self, line: Line, source: str | None = None) -> str:
        """What a line does, in its own order: set, say, then where."""
        parts: list[str] = []
        for name, value in line.set:
            if name == "language":
                parts.append(said("the call goes on in {language}", language=language_name(value.source)))
            else:
                parts.append(said("we note that `{name}` is «{value}»", name=name, value=value.source))
        if line.say:
            parts.append(said("the caller hears {words}", words=self.words(line.say)))
        if line.run:
            parts.append(
                said("the flow `{flow}` is gone through, and the last question is asked again", flow=line.run)
            )
        elif line.go:
            parts.append(said("on to {place}", place=self.place(line.go, source)))
        elif line.repeat:
            parts.append(said("the last question is asked again"))
        else:
            parts.append(said("we listen again"))
        return joined(parts, "{first}; {second}")

    def option(self, option: Option, source: str | None = None) -> str:
        """ "press 1 or say «…»: on to step 4"."""
        ways: list[str] = []
        if option.key and option.label:
            ways.append(said("press {key} for {label}", key=option.key, label=self.words(option.label)))
        elif option.key:
            ways.append(said("press {key}", key=option.key))
        elif option.label and not option.phrases:
            ways.append(said("say {label}", label=self.words(option.label)))
        if option.phrases:
            ways.append(said("say {phrases}", phrases=self.phrases(option.phrases)))
        return said("{way}: {what}.", way=either(ways), what=self.line(option.line, source))

    # -- silence and confusion -------------------------------------------------------------------------

    def silence(self, ladder: Ladder, wait: float, source: str | None = None) -> list[Paragraph]:
        """The rungs of `no_input`."""
        if not ladder:
            return []
        head = para(said("If the caller says and presses nothing for {time}:", time=duration(wait)))
        return [head, *self._rungs(ladder, source)]

    def confusion(self, ladder: Ladder, source: str | None = None) -> list[Paragraph]:
        """The rungs of `no_match`."""
        if not ladder:
            return []
        return [
            para(said("If what the caller says or presses is not understood:")),
            *self._rungs(ladder, source),
        ]

    def _rungs(self, ladder: Ladder, source: str | None) -> list[Paragraph]:
        told = []
        for number, rung in enumerate(ladder, 1):
            what = self.line(rung, source)
            if number <= len(_TIMES):
                told.append(point(said(_TIMES[number - 1], what=what)))
            else:
                told.append(point(said("time {number}: {what}.", number=number, what=what)))
        return told


def language_name(tag: str) -> str:
    """ "te-IN" → "Telugu"."""
    return said(LANGUAGE_NAMES[tag]) if tag in LANGUAGE_NAMES else tag


def duration(seconds: float) -> str:
    """ "6 seconds", "1.5 seconds", "5 minutes"."""
    if seconds >= 60 and seconds % 60 == 0:
        minutes = int(seconds // 60)
        return said("1 minute") if minutes == 1 else said("{number} minutes", number=minutes)
    return said("1 second") if seconds == 1 else said("{number} seconds", number=f"{seconds:g}")
