"""Which things texts name, in sentences written for it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from standout.text.terms import terms


def named(*texts, fewest=1, barred=()):
    found = terms(texts, barred, fewest)
    return {name: found.texts(place).tolist() for place, name in enumerate(found.names)}


def test_a_thing_is_told_by_what_stands_before_it_or_is_said_of_it():
    found = named("The ribbon was a joy.", "What a lovely ribbon!", "Great wifi.", "Tea was hot.")

    assert found["ribbon"] == [0, 1]
    assert found["wifi"] == [2]
    assert found["tea"] == [3]


def test_two_words_are_a_thing_of_their_own():
    assert named("I kept the satin ribbon.", "Loved the satin ribbon.")["satin ribbon"] == [0, 1]


def test_what_is_done_or_how_is_no_thing():
    found = named(*["We waited outside and the staff quickly helped us find a table."] * 3)

    assert set(found) == {"staff", "table"}


def test_singular_and_plural_are_one_thing_named_as_most_name_it():
    assert named("The ribbons are silk.", "Those ribbons!", "A ribbon.") == {"ribbons": [0, 1, 2]}


def test_praise_and_blame_are_no_part_of_a_name():
    assert set(named(*["The lovely box was great.", "A terrible box."])) == {"box"}


def test_what_is_mostly_written_with_a_capital_is_the_name_of_somebody():
    texts = ["I asked the Wilma about it.", "We met a Wilma.", "The wilma was kind.", "See the Wilma there."]

    # 3 of 4 uses inside a sentence have a capital
    assert "wilma" not in named(*texts)
    assert "wilma" in named(*texts, "We liked the wilma and the wilma.")  # 3 of 6


def test_capitals_at_the_start_of_a_sentence_or_of_a_whole_word_say_nothing():
    assert named("Ribbon was kept. Ribbon is nice.", "The RIBBON was silk.")["ribbon"] == [0, 1]


def test_barred_words_are_in_no_term():
    assert set(named("The bean bag was soft.", "A bag and a bean.", barred=["bean"])) == {"bag"}


def test_a_text_counts_once_however_often_it_names_a_thing():
    found = terms(["The box, the box, the box.", "A box."], fewest=2)

    assert (found.names, found.term.tolist(), found.text.tolist()) == (("box",), [0, 0], [0, 1])


def test_what_too_few_texts_name_is_left_out():
    assert named("The box was blue.", "The box.", "The lid.", fewest=2) == {"box": [0, 1]}


def test_words_are_counted_and_signs_are_not():
    assert terms(["It's 3 boxes - o'clock!", "", "?!"]).words.tolist() == [3, 0, 0]


def test_a_term_does_not_reach_over_the_end_of_a_text_or_a_sentence():
    assert "gift box" not in named("I got a gift", "Box of tea.", "A gift. Box was nice.")


def test_nothing_gives_nothing():
    found = terms([])

    assert (found.names, len(found.term), len(found.words)) == ((), 0, 0)
    assert terms(["😀😀", "\x00", "12 34"]).names == ()


@given(st.lists(st.text(alphabet="the box a ribbon.!T, is", max_size=40), max_size=12), st.randoms())
def test_the_order_of_texts_changes_nothing_but_places(texts, random):
    order = list(range(len(texts)))
    random.shuffle(order)
    before, after = named(*texts), named(*[texts[place] for place in order])

    def by_words(found):
        return {frozenset(held) for held in found.values()}

    assert by_words(before) == {frozenset(order[place] for place in held) for held in after.values()} - {frozenset()}


@given(st.lists(st.sampled_from(["The box was nice.", "A ribbon!", "We came by.", "Great tea."]), max_size=30))
def test_namings_are_sorted_and_each_stands_once(texts):
    found = terms(texts)
    pairs = list(zip(found.term.tolist(), found.text.tolist(), strict=True))

    assert pairs == sorted(set(pairs))
    assert not pairs or np.bincount(found.term).min() >= 3
