"""Two texts are the same when the ear cannot tell them apart."""

import pytest

from runtime.transcript.matching import contains, same


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
