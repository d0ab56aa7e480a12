"""Loudness: what yells and sells is found with its words, and what only looks like it isn't."""

import pytest

from standout.text.loudness import loudness


def kinds(text):
    return {kind for kind, _ in loudness(text).found}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Order before Friday.", "asks"), ("Last chance for buns.", "hurries"), ("All cakes 20% cheaper.", "discounts"),
        ("Half price on Monday.", "discounts"), ("Our SALE of cups.", "capitals"), ("Hello!! Buns!", "exclamations"),
    ],
)  # fmt: skip
def test_each_kind_is_found(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "They knew our order before we sat down.", "Our bread is gluten free.", "It is our day off on Monday.",
        "BBQ on Sunday at 7 PM.", "Thank you, Ann!", "The book shop next door has moved.",
    ],
)  # fmt: skip
def test_what_only_looks_loud_is_left_alone(text):
    assert kinds(text) == set()


def test_the_share_is_of_sentences():
    # of 4 sentences the first and the last sell
    found = loudness("Buy one today. The oven is new. We bake at six. Ends Sunday.")

    assert found.share == pytest.approx(2 / 4)
    assert (found.asking, found.giving) == (2, 0)


def test_what_gives_and_asks_for_nothing_is_counted_as_giving():
    found = loudness("Thank you for coming. Keep it in paper, because it stays crisp. Thank you, now buy more.")

    assert (found.asking, found.giving) == (1, 2)


def test_nothing_is_quiet():
    assert loudness("").share == 0.0
