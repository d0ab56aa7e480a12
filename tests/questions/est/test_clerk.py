"""The clerk reads a claim as what it says, tells what it could not use, and refuses what it can't read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.errors import UsageError
from standout.questions.est.clerk import MOST_WORDS, Names, read
from standout.questions.est.market import Aspect, Descriptor

VISIT, AREA, DOGS = (
    Descriptor("d_visit", "Visit", before=True),
    Descriptor("d_area", "Area", before=True),
    Descriptor("d_dogs", "Dogs allowed", before=True),
)
NAMES = Names(
    ours="Otter and Crumb",
    others=("Dragon Toast", "Dragon Tost", "Captain Bun", "The Lark"),
    aspects=tuple(
        Aspect(f"a_{label.lower().replace(' ', '_')}", label, 1.0, 5.0)
        for label in ("Coffee", "Staff", "Waiting", "Value", "Quiet", "Washrooms", "Cleanliness", "overall")
    ),
    values={
        VISIT: ("breakfast", "lunch", "with children", "working on a laptop"),
        AREA: ("Leith", "Portobello", "Café quarter"),
        DOGS: ("yes", "no"),
    },
    items={"price": ("flat white", "cinnamon bun"), "open_hours": ("",)},
)


def meant(text, **told):
    """What a claim is read as: est, what speaks for it, and the world."""
    found = read(text, NAMES, **told)
    return found.est.name, found.aspect.label if found.aspect else found.item, found.world


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("friendliest café in Leith", ("friendliest", "Staff", {"Area": "Leith"})),
        ("The FRIENDLIEST staff in LEITH!", ("friendliest", "Staff", {"Area": "Leith"})),
        ("friendliest café in Portobelo", ("friendliest", "Staff", {"Area": "Portobello"})),
        ("Quietest place to work on a laptop", ("quietest", "Quiet", {"Visit": "working on a laptop"})),
        ("friendliest for families with children", ("friendliest", "Staff", {"Visit": "with children"})),
        ("best breakfast in Leith", ("best", "overall", {"Area": "Leith", "Visit": "breakfast"})),
        ("best coffee in town", ("best_coffee", "Coffee", {})),
        ("best coffee shop in town", ("best", "overall", {})),
        ("best flat white in town", ("best_coffee", "Coffee", {})),
        ("the quickest service", ("fastest", "Waiting", {})),
        ("better value than anywhere", ("best_value", "Value", {})),
        ("cheapest flat white in town", ("cheapest", "flat white", {})),
        ("the lowest prices", ("cheapest", "*", {})),
        ("open the longest", ("longest_open", "", {})),
        ("cleanest tables", ("cleanest", "Cleanliness", {})),
        ("cleanest washrooms", ("cleanest", "Washrooms", {})),
        ("friendliest café where dogs are allowed", ("friendliest", "Staff", {"Dogs allowed": "yes"})),
        ("friendliest in the café quarter", ("friendliest", "Staff", {"Area": "Café quarter"})),
        ("number one", ("best", "overall", {})),
        ("#1 in Leith", ("best", "overall", {"Area": "Leith"})),
        ("No. 1 for coffee", ("best_coffee", "Coffee", {})),
        ("best washrooms", ("cleanest", "Washrooms", {})),
        ("⭐ friendliest ⭐ ever 🎉", ("friendliest", "Staff", {})),
    ],
)
def test_a_claim_is_read_as_what_it_says(text, wanted):
    assert meant(text) == wanted


def test_the_kind_of_business_and_what_no_file_knows_are_told_apart():
    found = read("friendliest café in Morningside", NAMES)

    assert (found.left.kinds, found.left.limits) == (("café",), ("in Morningside",))
    assert found.world == {}
    assert not found.left.near
    assert read("friendliest café in Lth", NAMES).left.near == "Leith"


def test_words_for_the_whole_market_are_left_alone():
    assert read("best café in town", NAMES).left.limits == ()
    assert read("best café in the world", NAMES).left.limits == ("in the world",)
    assert read("Otter and Crumb: the friendliest", NAMES).left.kinds == ()


def test_other_aspects_that_could_be_meant_are_named():
    assert read("the cleanest", NAMES).others == ("Washrooms",)


@pytest.mark.parametrize(
    ("text", "top"),
    [("one of the top 3 for coffee", 3), ("top three for value", 3), ("among the 5 best", 5), ("best", 1)],
)
def test_a_place_among_the_top_is_read(text, top):
    assert read(text, NAMES).top == top


def test_rivals_that_are_named_are_the_ones_compared_with_and_the_exact_spelling_wins():
    found = read("friendlier than Dragon Toast and The Lark", NAMES)

    assert found.than == ("Dragon Toast", "The Lark")
    assert found.left.kinds == ()


def test_bytes_that_are_no_letters_do_not_stop_a_claim_from_being_kept():
    found = read("friendliest caf\udce9", NAMES)

    assert found.est.name == "friendliest"
    assert found.text.encode() == b"friendliest caf?"


def test_figures_of_other_scripts_are_read_or_passed_over():
    assert read("top ३ for staff", NAMES).top == 3
    assert read("top ፫ friendliest", NAMES).top == 1


@pytest.mark.parametrize("text", ["friendlier than Starbucks", "friendlier than Captain Bun and the Starbucks in town"])
def test_a_rival_that_no_file_knows_is_not_taken_for_all_rivals(text):
    with pytest.raises(UsageError, match="called “Starbucks”. They have: Captain Bun, Dragon Toast"):
        read(text, NAMES)


@pytest.mark.parametrize(
    "text", ["friendlier than anywhere else", "friendlier than any other deli", "friendlier than the cafés"]
)
def test_all_rivals_are_meant_where_no_single_one_is_named(text):
    assert read(text, NAMES).than == ()


@pytest.mark.parametrize(
    "text",
    ["greatest pizza in the universe", "the one and only", "Best café of all time", "out of this world coffee",
     "second to none"],
)  # fmt: skip
def test_puffery_is_known_for_what_it_is(text):
    assert read(text, NAMES).est.kind == "puffery"


def test_the_caller_may_say_what_is_meant():
    assert meant("the cleanest", aspect="Washrooms")[1] == "Washrooms"
    assert meant("we are lovely", aspect="staff")[:2] == ("friendliest", "Staff")
    assert meant("simply great", aspect="quietest")[:2] == ("quietest", "Quiet")
    assert meant("friendliest in Leith", where=[("area", "portobello")])[2] == {"Area": "Portobello"}
    assert meant("friendliest in Leith", where=[])[2] == {}


@pytest.mark.parametrize(
    ("text", "told", "said"),
    [
        ("", {}, "no words"),
        ("🎉🎉", {}, "no words"),
        ("friendly " * 500, {}, f"500 words. Write one of {MOST_WORDS}"),
        ("blorp the snurf", {}, "We can't tell what “blorp the snurf” claims"),
        ("أفضل مقهى في المدينة", {}, "We can't tell"),
        ("הכי טוב", {}, "name what your files score with --aspect: Cleanliness, Coffee"),
        ("friendliest and quietest", {}, "several things at once: friendliest and quietest"),
        ("sweetest cake", {}, "It takes scores for sweetness or sweet"),
        ("fastest delivery", {}, "Your own figure for “fastest delivery” is not held"),
        ("best", {"aspect": "Stuff"}, "Nothing here is called Stuff. Your files score: Staff"),
        ("best", {"where": [("Area", "Leeth")]}, "Area is never “Leeth” in your files. They have: Leith"),
        ("best", {"where": [("Aera", "Leith")]}, "Nothing in your files is called Aera. They have: Area"),
        ("best in Leith and Portobello", {}, "Area can't be Leith and Portobello at once"),
    ],
)
def test_what_can_t_be_read_is_said_with_what_to_write_instead(text, told, said):
    with pytest.raises(UsageError) as wrong:
        read(text, NAMES, **told)

    assert said in str(wrong.value)


def test_a_word_that_fits_two_descriptors_is_asked_about():
    twice = Names(ours="A", aspects=NAMES.aspects, values={AREA: ("Leith",), VISIT: ("Leith",)})

    with pytest.raises(UsageError, match=r'Choose: --where "Area=Leith" or --where "Visit=Leith"'):
        read("friendliest in Leith", twice)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from("best the friendliest in Leith than top 3 coffee for lunch of".split())).map(" ".join)
)
def test_whatever_is_typed_is_read_or_refused_in_words(text):
    with suppress(UsageError):  # nothing else may be raised
        found = read(text, NAMES)
        assert found.est.kind == "puffery" or found.aspect or found.est.fact
        assert all(value in NAMES.values[one.descriptor] for one in found.conditions for value in [one.value])


def test_files_without_scores_say_so():
    with pytest.raises(UsageError, match="no scores"):
        read("friendliest", Names(ours="A"))
