import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.text.wishes import KINDS, singular, wishes


def _said(text):
    return [(one.kind, one.thing) for one in wishes(text)]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("I wish they had showers!", "showers"),
        ("We wished there was some oat milk.", "oat milk"),
        ("It would be nice to have a high chair.", "high chair"),
        ("It would have been great if they had more vegan food.", "vegan food"),
        ("A spa would be nice.", "spa"),
        ("They should offer decaf.", "decaf"),
        ("Could do with some cushions.", "cushions"),
        ("Needs more power sockets.", "power sockets"),
        ("Please bring back the otter cake!", "otter cake"),
        ("Do you have oat milk?", "oat milk"),
        ("No decaf available.", "decaf"),
        ("There was no soap in the bathroom.", "soap"),
        ("There were not enough high chairs.", "high chairs"),
        ("The worst was the lack of windows.", "windows"),
        ("They don’t have gluten-free bread.", "gluten-free bread"),
        ("They ran out of croissants by ten.", "croissants"),
        ("No showers.", "showers"),
        ("The toilets were clean but no towels provided.", "towels"),
        ("A poor selection, and no choice of teas.", "teas"),
    ],
)
def test_what_is_asked_for_or_missed_is_heard(text, thing):
    assert ("asks", thing) in _said(text)


@pytest.mark.parametrize(
    "text",
    [
        "There was no queue.",
        "No problem at all.",
        "There is no better burrito.",
        "We could use the sauna.",
        "You need a code from the till.",
        "I would like to thank Ann.",
        "There was no time to eat.",
        "No annoying staff here.",
        "An apple on a plate would be helpful.",
        "Thank you, will come again.",
        "",
    ],
)
def test_what_asks_for_nothing_is_left_alone(text):
    assert [one for one in wishes(text) if one.kind == "asks"] == []


@pytest.mark.parametrize(
    ("text", "kind", "thing"),
    [
        ("The staff were very friendly.", "praises", "staff"),
        ("Friendly and helpful staff.", "praises", "staff"),
        ("The staff were not friendly.", "complains", "staff"),
        ("The staff were not only friendly but helpful.", "praises", "staff"),
        ("The soup was cold.", "complains", "soup"),
        ("The seats are too hard.", "complains", "seats"),
        ("Rude waiter, delicious cake.", "praises", "cake"),
    ],
)
def test_praise_and_blame_go_to_the_thing_they_are_said_of(text, kind, thing):
    assert (kind, thing) in _said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Not bad coffee.",
        "The coffee could be good.",
        "If the staff were friendly I would return.",
        "Was the soup good?",
        "Hot and cold drinks.",
        "A great place.",
    ],
)
def test_what_is_denied_wished_asked_or_says_nothing_is_no_judgement(text):
    assert [one for one in wishes(text) if one.kind != "asks"] == []


def test_what_is_missed_is_not_blamed_in_the_same_breath():
    assert _said("It lacks decent food and the food was awful.") == [("asks", "food")]


def test_one_thing_is_heard_once_in_a_sentence_under_its_main_word():
    found = wishes("No hot food and no food after ten. They should offer hot food.")
    assert [(one.head, one.sentence[:3]) for one in found] == [("food", "No "), ("food", "The")]


def test_options_and_facilities_are_counted_under_what_they_are_of():
    assert [one.head for one in wishes("There are no shower facilities. No vegan options. A lack of choice of teas.")] \
        == ["shower", "vegan", "tea"]  # fmt: skip


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("toilets", "toilet"),
        ("berries", "berry"),
        ("dishes", "dish"),
        ("gas", "gas"),
        ("wifi", "wifi"),
        ("pies", "pie"),
    ],
)
def test_a_plural_is_counted_with_its_singular(many, one):
    assert singular(many) == one


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_is_found_stands_in_it(text):
    for one in wishes(text):
        assert one.kind in KINDS
        assert one.thing
        assert one.head
        assert one.sentence in text


@given(st.lists(st.sampled_from("no they had was the good bad , . not food would be nice wish lack of".split())))
def test_any_order_of_the_words_it_looks_for_is_read(words):
    for one in wishes(" ".join(words)):
        assert one.head == "food"
