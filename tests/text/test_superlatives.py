"""Superlatives are found where one is meant, and taken for praise where it is praise."""

import pytest

from standout.text.folded import alike, folded, places
from standout.text.superlatives import split, superlatives


def praised(text):
    """What a text praises: word and thing."""
    return [(one.word, one.about) for one in superlatives(text) if one.praise]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Best flat white in town", [("best", "flat white")]),
        ("The friendliest staff I have met.", [("friendliest", "staff")]),
        ("Their staff are the friendliest.", [("friendliest", "their staff")]),
        ("By far the most comfortable lounge at the airport", [("most comfortable", "lounge")]),
        ("One of the tastiest burritos in San Diego!", [("tastiest", "burritos")]),
        ("The service is second to none", [("second to none", "service")]),
        ("Unbeatable prices and the cleanest tables", [("unbeatable", "prices"), ("cleanest", "tables")]),
        ("The widest choice of teas", [("widest", "choice")]),
        ("Not only the best coffee but cheap too", [("best", "coffee")]),
        ("THE BEST CAKE EVER 🎂", [("best", "cake")]),
    ],
)
def test_praise_is_found_with_what_it_is_about(text, found):
    got = praised(text)

    assert [word for word, _ in got] == [word for word, _ in found]
    for (_, about), (_, wanted) in zip(got, found, strict=True):
        assert about == wanted or wanted.endswith(about)


@pytest.mark.parametrize(
    "text",
    [
        "Mediocre at best.", "At least it was warm.", "Last but not least, the toilets.", "They did their best.",
        "Most of the cake was gone.", "Most people like it.", "Best regards, Ann", "An honest guest in a forest.",
        "All the best!", "For the most part it was fine.", "No one came.", "We make the most of it.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_superlative_is_none(text):
    assert superlatives(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Not the best coffee.", "It isn't the friendliest place.", "Far from the cleanest room.",
        "The worst soup ever.",
        "The most expensive tea in town", "My biggest complaint is the noise.", "Is this the best café?",
        "We were looking for the best pizza.", "It used to be the best bakery.", "The second best bun on the street",
        "The rudest waiter of all", "The least helpful desk", "the most disappointing lounge",
    ],
)  # fmt: skip
def test_blame_denial_and_wishes_are_no_praise(text):
    assert praised(text) == []


def test_a_quote_is_the_sentence_word_for_word():
    text = "It rained.  “Simply the BEST scones, ever!” said Tom. We left"

    [one] = superlatives(text)

    assert one.sentence in text
    assert one.sentence == "“Simply the BEST scones, ever!”" or one.sentence.startswith(
        "“Simply the BEST scones, ever!"
    )


@pytest.mark.parametrize("text", ["", "   ", "🎉🎉🎉", "أفضل قهوة في المدينة", "\n\n", "?!?!"])
def test_texts_in_other_scripts_or_without_words_hold_none(text):
    assert superlatives(text) == []


def test_sentences_are_split_and_kept_as_written():
    assert split("Lovely!  Best tea.\nCome again") == ["Lovely!", "Best tea.", "Come again"]


def test_words_are_folded_and_near_spellings_are_one():
    assert folded("Crème Brûlée’s “best”") == ("creme", "brulees", "best")
    assert folded("قهوة Straße") == ("قهوة", "strasse")
    assert alike("stafff", "staff")
    assert not alike("north", "south")
    assert not alike("2019", "2018")
    assert places(("staff",), folded("the staf were nice")) == [1]
    assert places((), ("a",)) == []
