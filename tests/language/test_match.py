"""Which of the author's phrases did the caller say?"""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.language import How, Index, Why, folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ज़मीन", "जमीन"),  # nukta
        ("ज\u093cमीन", "\u095bमीन"),  # the two ways to write it
        ("পাড়া", "পা\u09a1\u09bcা"),
        ("ଓଡ଼ିଆ", "ଓଡିଆ"),
        ("ਜ਼ਮੀਨ", "ਜਮੀਨ"),
        ("हाँ", "हां"),  # candrabindu
        ("পাঁচ", "পাংচ"),
        ("હાઁ", "હાં"),
        ("ହଁ", "ହଂ"),
        ("ਹਾਁ", "ਹਾਂ"),
        ("ಹಾಁ", "ಹಾಂ"),
        ("മലയാളം", "മലയാളം"),
        ("അവർ", "അവര്\u200d"),  # chillu, old and new
        ("ഞാൻ", "ഞാന്\u200d"),
        ("ഞാൻ", "ഞാന്"),
        ("క్\u200cష", "క్ష"),  # joiners
        ("क्\u200dष", "क्ष"),
        ("लाइन\u200b", "लाइन"),
        ("Operator", "OPERATOR"),
        ("STRASSE", "straße"),
        ("that's", "thats"),
        ("that’s", "that's"),
        ("e-mail, please!", "e mail please"),
        ("  a   person ", "a person"),
        ("बिल।", "बिल"),
        ("नंबर ४८", "नंबर 48"),
        ("౧౯౧౨", "1912"),
        ("e\u0301", "é"),
        ("e\u200d\u0301", "é"),
        ("ব\u09c7\u200c\u09beন", "বোন"),  # a vowel sign in two parts, with a joiner between them
    ],
)
def test_what_sounds_alike_is_compared_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("कल", "काल"), ("बिल", "बील"), ("పని", "పన్ని"), ("no", "know"), ("ନା", "ନାହିଁ"), ("ഒരു", "ഒര്")],
)
def test_what_sounds_different_stays_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_phrase_is_found_in_a_sentence_unless_it_must_be_all() -> None:
    index = Index([("operator", "a person"), ("repeat", "again")])
    assert index.find("I want a person, please") == "operator"
    assert index.find("I want a person, please", whole=True) is None
    assert index.find("A person!", whole=True) == "operator"
    assert index.find("personal") is None
    assert index.find("a personal matter") is None
    assert index.find("") is None
    assert len(index) == 2


def test_a_phrase_is_found_with_its_place() -> None:
    index = Index([("operator", "a person")])
    assert index.locate("I want a person, please") == ("operator", 2, 4)
    assert index.locate("a person") == ("operator", 0, 2)


def test_the_longest_phrase_wins() -> None:
    index = Index([("no", "no"), ("power", "no power"), ("area", "no power here")])
    assert index.find("there is no power in the house") == "power"
    assert index.find("no power here at all") == "area"
    assert index.find("power no") == "no"


def test_of_equally_many_words_the_longer_then_the_earlier_wins() -> None:
    index = Index([("bill", "bill"), ("electricity", "electricity"), ("meter", "wire")])
    assert index.find("bill for electricity") == "electricity"
    assert index.find("wire bill") == "meter"
    assert index.find("bill wire") == "bill"


def test_the_first_key_keeps_a_phrase_that_two_claim() -> None:
    assert Index([("one", "yes"), ("two", "YES!")]).find("yes") == "one"


def test_a_phrase_of_nothing_is_no_phrase() -> None:
    index = Index([("empty", ""), ("marks", " …!? "), ("joiner", "\u200d")])
    assert len(index) == 0
    assert index.find("anything") is None
    assert index.find("…") is None


def test_the_order_of_phrases_decides_nothing_where_they_differ() -> None:
    phrases = [(text, text) for text in ("no power", "power", "కరెంట్ లేదు", "కరెంట్", "my bill", "bill", "no")]
    said = ["no power and my bill", "మా ఊర్లో కరెంట్ లేదు", "bill no power", "కరెంట్ bill"]
    want = [Index(phrases).find(text) for text in said]
    for seed in range(20):
        random.Random(seed).shuffle(phrases)
        assert [Index(phrases).find(text) for text in said] == want


MARKS = st.text(
    alphabet="eE\u0301\u030c\u200c\u200dबব\u09c7\u09be\u09bcണൻ\u0d4d\u0d3e\u0a70\u0901\u0345Σςßŉǰİ1१.' "
)


@given(st.text() | MARKS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text() | MARKS)
def test_how_a_text_was_encoded_does_not_matter(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@given(
    st.text(alphabet="abc హలో है ഞാൻ\u200d\u094d\u093c.,'’-१1", max_size=40),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_a_phrase_is_found_wherever_it_stands(phrase: str, before: str, after: str) -> None:
    index = Index([("it", phrase)], loosest=How.EXACT)
    found = index.locate(f"{before} . {phrase} . {after}")
    if not folded(phrase):
        assert found is None
        return
    assert found is not None
    words = folded(f"{before} . {phrase} . {after}").split()
    assert words[found[1] : found[2]] == folded(phrase).split()


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=40))
def test_what_is_found_was_said(phrases: list[str], said: str) -> None:
    index = Index(((phrase, phrase) for phrase in phrases), loosest=How.EXACT)
    found = index.find(said)
    assert found == index.find(said)
    if found is not None:
        assert f" {folded(found)} " in f" {folded(said)} "
    else:
        assert all(f" {folded(one)} " not in f" {folded(said)} " for one in phrases if folded(one))


# -- other letters, other spellings, small errors ----------------------------------------------------


PHRASES = [
    ("outage", "కరెంట్ లేదు"),
    ("outage", "बिजली नहीं है"),
    ("person", "ఆపరేటర్"),
    ("repeat", "మళ్ళీ చెప్పండి"),
    ("meter", "नया मीटर चाहिए"),
    ("bill", "बिल"),
]


@pytest.mark.parametrize(
    ("said", "key", "how"),
    [
        ("కరెంట్ లేదు", "outage", How.EXACT),
        ("current ledu", "outage", How.SCRIPT),
        ("bijli nahi hai", "outage", How.SCRIPT),
        ("operator", "person", How.SCRIPT),
        ("మల్లి చెప్పండి", "repeat", How.SOUND),
        ("కరెంట్లేదు", "outage", How.SOUND),
        ("नया मिटर चाहीए", "meter", How.SOUND),
        ("మళ్ళీ చెపండె", "repeat", How.NEAR),
        ("bill", "bill", How.SCRIPT),
    ],
)
def test_how_a_phrase_is_recognised(said: str, key: str, how: How) -> None:
    found = Index(PHRASES).match(said)
    assert found is not None
    assert (found.key, found.how) == (key, how)
    assert (found.cost > 0) == (how is How.NEAR)


@pytest.mark.parametrize(
    "said",
    ["కరెంట్ ఉంది", "बिजली है", "మళ్ళీ చెప్పకండి", "नया मीटर नहीं चाहिए", "पिल", "बेल", "नया मकान चाहिए"],
)
def test_what_means_something_else_is_not_taken(said: str) -> None:
    assert Index(PHRASES).match(said) is None


def test_two_that_are_equally_near_are_none() -> None:
    index = Index([("one", "కొండాపూర్"), ("two", "కొండాపుర్")])
    assert index.find("కొండాపూర్") == "one", "the very words are no toss"
    assert index.find("kondapur") is None
    assert {one.why for one in index.explain("kondapur").rejected} == {Why.TIE}
    assert Index([("one", "కొండాపూర్"), ("one", "కొండాపుర్")]).find("kondapur") == "one"


def test_a_short_phrase_must_sound_just_so() -> None:
    index = Index([("work", "काम")])
    assert index.find("कम") is None
    assert index.find("कान") is None
    assert index.find("kaam") == "work"
    assert [one.why for one in index.explain("कान").rejected] in ([], [Why.SHORT])


def test_a_phrase_with_a_no_behind_it_is_not_meant() -> None:
    index = Index([("person", "ఆపరేటర్"), ("person", "operator"), ("line", "नया कनेक्शन चाहिए")])
    assert index.find("నాకు ఆపరేటర్ వద్దు") is None
    assert index.find("I don't want an operator") is None
    assert index.find("no, operator") == "person"
    assert index.find("नया कनेक्शन चाहिए नहीं") is None


def test_inside_a_sentence_only_long_phrases_may_be_off() -> None:
    index = Index([("person", "operator"), ("wire", "తీగ తెగిపడింది")])
    assert index.find("please give me the aparetor there") is None
    assert index.find("మా ఇంటి దగ్గర తీగ తెగిపడిందీ త్వరగా రండి") == "wire"
    assert index.find("మా ఇంటి దగ్గర తీగ తెగి పడింది త్వరగా రండి") == "wire"


def test_a_stricter_index_knows_only_its_ways() -> None:
    assert Index([("yes", "అవును")], loosest=How.EXACT).find("avunu") is None
    examples = Index([("village", "కొండాపూర్")], loosest=How.SOUND)
    assert examples.find("Kondapur") == "village"
    assert examples.find("కొండపోర్") is None


def test_an_explanation_names_what_was_near_and_why_it_lost() -> None:
    index = Index([("gone", "బిజిలీ పోయింది"), ("back", "బిజిలీ వచ్చింది")])
    found = index.explain("bijili poyindi")
    assert found.match is not None and found.match.key == "gone"
    none = index.explain("బిజిలీ పోతుంది")
    assert none.match is None
    assert [(one.key, one.why) for one in none.rejected] == [("gone", Why.FAR)]


@given(st.lists(st.text(alphabet="కరగతలుాిీ్ं नहबejs ", max_size=12), max_size=8), st.text(max_size=30))
def test_matching_never_fails_and_never_wavers(phrases: list[str], said: str) -> None:
    index = Index(enumerate(phrases))
    assert index.match(said) == index.match(said)
    assert index.explain(said).match == index.match(said)


@pytest.mark.parametrize("said", ["a" * 100_000, "क" * 100_000, "బి " * 50_000, "x1" * 50_000])
def test_endless_words_match_nothing_and_hurt_nobody(said: str) -> None:
    index = Index(PHRASES)
    assert index.find(said) is None
    assert index.explain(said).match is None
