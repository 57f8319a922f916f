"""A speech against a bot line: by prompt, by words, and by what stands beside."""

from __future__ import annotations

import pytest

from runtime.dialogue.dialogue import Dialogue
from runtime.flow.diagnostic import Mark
from runtime.flow.model import BargeIn
from runtime.transcript.heard import Heard
from runtime.transcript.model import Bot, Wording, Words
from runtime.transcript.speech import asked_for, is_meant, nearest_prompt, unlike

HERE = Mark("play.yaml", 1, 1)
HEARD = Heard(
    "Your number is four two.", "en-IN", "told.say", 0.0, 2.0, "told", HERE, voice="anushka", fixed=False
)


def pick(words: Words | None) -> str | None:
    return words.pick("en-IN") if words else None


def bot(**known: object) -> Bot:
    return Bot(HERE, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (bot(prompt="told.say"), True),
        (bot(prompt="owner.say"), False),
        (bot(prompt="told.say", says=Words("nine")), True),
        (bot(says=Words("four two")), True),
        (bot(says=Words("two four")), False),
        (bot(says=Words(None, {"te-IN": "నాలుగు"})), False),
        (bot(wording=Wording(exactly=Words("your number is four two"))), True),
        (bot(wording=Wording(exactly=Words("your number is four"))), False),
        (bot(wording=Wording(all=(Words("two"), Words("your number")))), True),
        (bot(wording=Wording(all=(Words("two"), Words("three")))), False),
        (bot(wording=Wording(any=(Words("three"), Words("two")))), True),
        (bot(wording=Wording(any=(Words("three"), Words("one")))), False),
        (bot(wording=Wording(but_not=(Words("three"),))), True),
        (bot(wording=Wording(but_not=(Words("three"), Words("two")))), False),
        (bot(wording=Wording(like=Words("* four *"), but_not=(Words("two"),))), False),
    ],
)
def test_which_speech_a_line_means(line: Bot, meant: bool) -> None:
    assert is_meant(line, HEARD, pick) == meant


def test_beside_the_prompt_everything_that_differs_is_told() -> None:
    line = bot(
        prompt="told.say",
        says=Words("nine"),
        language="te-IN",
        voice="manisha",
        interruptible=BargeIn.NO,
        fixed=True,
    )
    assert [one.name for one in unlike(line, HEARD, pick)] == [
        "says", "language", "voice", "interruptible", "fixed",
    ]  # fmt: skip
    right = bot(prompt="told.say", language="en-IN", voice="anushka", interruptible=BargeIn.YES, fixed=False)
    assert list(unlike(right, HEARD, pick)) == []


def test_a_line_is_told_as_it_is_written() -> None:
    wording = Wording(like=Words("a * b"), but_not=(Words("c"), Words("d")))
    assert (
        asked_for(bot(says=Words("x"), wording=wording), pick) == "bot: {says: x, like: a * b, not: [c, d]}"
    )


def test_the_prompt_with_the_nearest_words(shop: Dialogue) -> None:
    near = [
        nearest_prompt(bot(says=Words(words)), shop.flow, "en-IN", pick)
        for words in ("I'm calling the owner", "fifty rupees", "zebra crossing ahead")
    ]
    assert near == ["owner.say", "prices.say", None]
    assert nearest_prompt(bot(prompt="owner"), shop.flow, "en-IN", pick) is None
