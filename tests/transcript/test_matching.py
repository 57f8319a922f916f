"""Two texts are the same when the ear cannot tell them apart."""

import pytest

from runtime.transcript.matching import contains, like, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("लाइट नहीं आ रही।", "लाइट नहीं  आ रही"),
        ("మీరు లైన్\u200cలో ఉన్నారా?", "మీరు లైన్లో ఉన్నారా"),
        ("ऑफ़िस", "ऑफ\u093cिस"),
        ("Kondapur, please!", "kondapur please"),
        ("re\u0301sume\u0301", "résumé"),
        ("\ufeffधन्यवाद\u200b", "धन्यवाद"),
    ],
)
def test_the_same_to_the_ear(one: str, other: str) -> None:
    assert same(one, other)


def test_signs_of_vowels_are_heard() -> None:
    assert not same("కొండ", "కండ")
    assert not same("दिन", "दीन")


def test_words_are_found_whole_and_in_order() -> None:
    said = "మీ ఫిర్యాదు సంఖ్య నాలుగు, ఎనిమిది, రెండు, ఒకటి."
    assert contains(said, "నాలుగు ఎనిమిది రెండు ఒకటి")
    assert not contains(said, "ఒకటి రెండు")
    assert not contains("I know it", "no")
    assert not contains("anything", "…")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\u0958लम", "क\u093cलम"),
        ("ब\u095cा", "बड\u093cा"),
        ("বা\u09dcি", "বাড\u09bcি"),
        ("\u0a36ਹਿਰ", "ਸ\u0a3cਹਿਰ"),
        ("ଗା\u0b5cି", "ଗାଡ\u0b3cି"),
        ("கொடு", "க\u0bc6\u0bbeடு"),
        ("ಕೊಡು", "ಕ\u0cc6\u0cc2ಡು"),
        ("కైలాస", "క\u0c46\u0c56లాస"),
        ("കൊച്ചി", "ക\u0d46\u0d3eച്ചി"),
        ("അവൻ", "അവന\u0d4d\u200d"),
        ("લાઇટ નથી", "લાઇટ\u00a0નથી"),
        ("वीज\u200dनाही", "वीजनाही"),
    ],
)
def test_a_letter_that_can_be_typed_in_two_ways_is_one_letter(one: str, other: str) -> None:
    """Nine scripts: composed and decomposed signs, chillu letters, joiners, blanks that do not break."""
    assert one != other
    assert same(one, other)
    assert contains(f"अ {one} आ", other)
    assert like(f"{one} 12", f"{other} *")


@pytest.mark.parametrize(
    ("pattern", "agrees"),
    [
        ("your number is * thank you", True),
        ("* four * one *", True),
        ("Your number is four eight, two one. Thank you!", True),
        ("number *", False),
        ("* two", False),
        ("* one * four *", False),
        ("your * your *", False),
        ("*", False),
        ("", False),
    ],
)
def test_anything_may_stand_in_place_of_a_star(pattern: str, agrees: bool) -> None:
    assert like("Your number is four, eight, two, one. Thank you.", pattern) == agrees
