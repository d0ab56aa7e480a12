"""Merging: who is certainly one, who is for the owner to look at, and who is two people."""

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standout.engine.linking import COMPARED, Entry, pairs, settings
from standout.engine.merging import APART, CERTAIN, LOOK, verdicts
from standout.engine.people_groups import followed, groups, ways
from standout.text.called import DIFFERENT, likeness

ANN = {"name": "Ann Kowalski", "email": "annk@post.example", "phone": "07700 900123", "organisation": "Bean Ltd"}


def entry(person_id, **known):
    return Entry(person_id=person_id, **known)


def judged(one, other, more=()):
    """Give the one verdict on two entries: it, the reasons and the doubts; None where there is none."""
    listed = verdicts([entry(1, **one), entry(2, **other), *more])
    found = [v for v in listed if (v.one, v.other) == (1, 2)]
    assert len(found) < 2
    return (found[0].verdict, set(found[0].reasons), set(found[0].doubts)) if found else None


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"name": "Ann Kowalski", "phone": "07700 900123"}, {"name": "A Kowalski", "phone": "+44 7700 900123"},
         {"name_initial", "phone"}),
        ({"name": "Bob Ray", "organisation": "Bean Ltd"}, {"name": "Ray, Robert", "organisation": "BEAN  ltd"},
         {"name_short", "organisation"}),
        ({"name": "Ann Ray", "email": "Ann.Ray+news@gmail.com"}, {"name": "Ann Ray", "email": "annray@gmail.com"},
         {"name_same", "mailbox"}),
        ({"name": "Ann Kowalski", "phone": "07700900123"}, {"name": "Ann Kowlaski", "phone": "07700 900 123"},
         {"name_letter", "phone"}),
        ({"name": "Ann Kowalski", "phone": "07700900123"}, {"name": "Kowalski Ann", "phone": "07700 900 123"},
         {"name_swapped", "phone"}),
        ({"name": "Ann Kowalski", "email": "sunflower7@post.example"},
         {"name": "Ann Kowalski", "email": "sunflower7@mail.example"}, {"name_same", "local"}),
        ({"name": "Ann Kowalski", "email": "sunflower@post.example"},
     {"name": "Ann Kowalski", "email": "sunfower@post.example"}, {"name_same", "mailbox_letter"}),
    ],
)  # fmt: skip
def test_two_things_that_agree_of_which_one_is_the_name_are_certain(one, other, reasons):
    assert judged(one, other) == (CERTAIN, reasons, set())


LOOKED_AT = [
    ({"name": "Ann Ray", "email": "annray12@post.example"}, {"name": "Ann Ray", "email": "annray13@post.example"},
     {"mailboxes"}),
    ({"name": "Ann Kowalski", "phone": "07700900123"}, {"name": "Ann Ray", "phone": "07700900123"}, {"family_name"}),
    ({"phone": "07700900123", "email": "x@post.example"}, {"name": "Ann Ray", "phone": "07700900123"}, {"no_name"}),
    ({"name": "Ann Ray", "phone": "07700900123", "email": "ann@post.example"},
     {"name": "Ann Ray", "phone": "07700900123", "email": "home@mail.example"}, {"mailboxes"}),
    ({"name": "Bob Ray", "email": "bob@post.example"}, {"name": "Robert Ray"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "doubts"), LOOKED_AT)
def test_what_speaks_against_it_leaves_a_pair_to_the_owner(one, other, doubts):
    verdict, _, found = judged(one, other)

    assert (verdict, found) == (LOOK, doubts)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Lee", "Bob Lee"), ("John Ray Sr", "John Ray Jr"), ("Maria Ray", "Mario Ray"), ("Ann Lee", "Cy Day")],
)
@pytest.mark.parametrize("shared", [{"phone": "07700 900123"}, {"email": "home@post.example"}])
def test_two_names_at_one_number_or_address_are_a_household_and_kept_apart(one, other, shared):
    verdict, _, doubts = judged({"name": one, **shared}, {"name": other, **shared})

    assert verdict == APART
    assert doubts == {"names"}


def test_two_people_who_share_a_workplace_only_are_no_pair():
    assert judged({"name": "Ann Lee", "organisation": "Bean"}, {"name": "Bob Ray", "organisation": "Bean"}) is None


def test_on_a_long_list_one_name_alone_proves_nothing_and_on_a_short_one_it_does():
    crowd = [entry(n, name=f"Zed{chr(97 + n % 26)} Person{chr(97 + n // 26)}") for n in range(3, 300)]
    ann = {"name": "Ann Kowalski", "organisation": "Bean Ltd"}, {"name": "Ann Kowalski", "phone": "07700900123"}

    assert judged(*ann) == (CERTAIN, {"name_same"}, set())
    assert judged(*ann, more=crowd) == (LOOK, {"name_same"}, set())


def test_a_number_that_stands_with_one_bare_name_twice_over_is_for_the_owner_to_look_at():
    twice = [entry(2, name="Ann Ray", phone="0700 111 2222")]

    verdict, _, doubts = judged({"name": "Ann Ray", "email": "a@b.example", "phone": "0700 900 1234"},
                                {"name": "Ann Ray", "phone": "0700 900 1234"}, twice)  # fmt: skip

    assert (verdict, doubts) == (LOOK, {"lines"})


def test_a_pair_of_people_stands_once_by_what_they_share_most():
    found = pairs([entry(1, **ANN), entry(2, name="Ann Kowalski"), entry(2, name="A Kowalski", phone="07700900123")], 0)

    assert len(found) == 1
    assert {found[0].one, found[0].other} == {0, 2}


def test_the_order_of_lists_changes_no_verdict():
    held = [entry(n, name=name, phone=phone) for n, (name, phone) in enumerate(
        [("Ann Lee", "0700 123 4567"), ("Lee, Ann", "0700 123 4567"), ("Bob Lee", "0700 123 4567"), ("A Lee", ""),
         ("Ann Lee", ""), ("Cy Day", "0700 999 4567"), ("Cyd Day", "0700 999 4567")], 1)]  # fmt: skip
    shuffled = random.Random(5).sample(held, len(held))

    assert {(v.one, v.other, v.verdict) for v in verdicts(held)} == {
        (v.one, v.other, v.verdict) for v in verdicts(shuffled)
    }


def test_weights_are_the_logarithm_of_m_over_u():
    [pair] = pairs([entry(1, name="Ann Kowalski", phone="07700900123"), entry(2, name="Ann Kowalski",
                   phone="07700900123")], 0)  # fmt: skip

    # two entries: the chance is 0.02 at most, so odds of 1 to 49; same name 0.55 / 0.00005, same number 0.8 / 0.0001
    assert pair.weight == pytest.approx(13.425 + 12.966 - 5.615, abs=0.001)


def test_levels_of_each_thing_compared_are_shares_of_one():
    for _, levels in COMPARED.values():
        assert sum(m for m, _ in levels.values()) < 1
        assert sum(u for _, u in levels.values()) < 1
    assert settings(1)["probability_two_random_records_match"] <= 0.02


@pytest.mark.parametrize("held", [[], [entry(1, **ANN)], [entry(1), entry(2)], [entry(1, **ANN), entry(1, **ANN)]])
def test_a_list_of_nobody_one_or_the_nameless_has_no_pairs(held):
    assert verdicts(held) == []


NAMES = ["Ann Lee", "Anne Lee", "Bob Lee", "Robert Lee", "A Lee", "", "Lee Ann", "Cy Day"]
LINKS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=14)


@given(LINKS, st.lists(st.sampled_from(NAMES), min_size=8, max_size=8))
def test_no_group_holds_two_different_names(links, names):
    held = [entry(n, name=name) for n, name in enumerate(names)]

    within = groups(followed(held, links))
    for one, group in within.items():
        for other in [person for person, its in within.items() if its == group]:
            assert likeness(held[one].called, held[other].called) != DIFFERENT


@given(LINKS)
def test_groups_are_what_links_reach_and_go_by_the_smallest_id(links):
    within = groups(links)

    assert set(within) == {person for link in links for person in link}
    assert all(within[one] == within[other] for one, other in links)
    assert all(within[group] == group <= person for person, group in within.items())


def test_a_number_may_be_too_short_to_tell_a_line_and_a_house_has_no_mailbox_of_its_own():
    assert entry(1, phone="112").line == ""
    assert entry(1, phone="(020) 7946 0958").line == "79460958"[-8:]
    assert entry(1, email="reservations@x.example").local == "reservations"
    assert entry(1, email="bookings@x.example").local == ""
    assert entry(1, name="Ann Kowalski", email="ann.kowalski@x.example").local == ""  # made of the name


def test_splink_is_loaded_only_where_people_are_linked():
    code = "import sys, standout.workspace.merging; print('splink' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize(
    ("one", "other", "doubt"),
    [
        ("Mr J Smith", "Mrs J Smith", "couple"),
        ("Herr J Smith", "Frau J Smith", "couple"),
        ("Ann & Bob Smith", "Ann Smith", "couple"),
        ("Mr and Mrs Smith", "Mr and Mrs Smith", "couple"),
        ("John Roe Jr", "John Roe", "generation"),
        ("John Roe", "John Roe Senior", "generation"),
    ],
)
def test_a_title_of_the_other_sex_and_a_generation_of_one_only_leave_a_pair_to_the_owner(one, other, doubt):
    verdict, _, doubts = judged({"name": one, "phone": "07700 900123"}, {"name": other, "phone": "07700 900123"})

    assert (verdict, doubts) == (LOOK, {doubt})


def certain(*names):
    held = [entry(n, name=name, phone="07700 900111") for n, name in enumerate(names)]
    links = [(v.one, v.other) for v in verdicts(held) if v.verdict == CERTAIN]
    return [(names[one], names[other]) for one, other in followed(held, links)]


def test_an_initial_that_fits_two_people_is_neither_of_them():
    assert certain("J Smith", "John Smith") == [("J Smith", "John Smith")]
    assert certain("J Smith", "John Smith", "Jane Smith") == []
    assert certain("J Smith", "Mr J Smith", "Mrs J Smith") == []
    assert certain("John Smith", "J Smith", "Jane Smith", "Smith, John") == [("John Smith", "Smith, John")]


def test_who_was_called_two_people_is_one_by_no_third():
    held = [entry(n, name="Ann Lee") for n in range(4)]

    assert followed(held, [(0, 1), (1, 2)]) == [(0, 1), (1, 2)]
    assert followed(held, [(0, 1), (1, 2)], parted=[(0, 2)]) == []
    assert followed(held, [(1, 2), (1, 3)], before=[(0, 1)], parted=[(0, 2)]) == []
    assert followed(held, [(1, 3)], before=[(0, 1)], parted=[(0, 2)]) == [(1, 3)]


@given(LINKS, LINKS)
def test_no_link_that_is_followed_brings_two_together_who_were_parted(links, parted):
    within = groups(followed([], links, parted=parted))

    assert all(within.get(one, -1) != within.get(other, -2) for one, other in parted)


@given(LINKS, st.integers(0, 7), st.integers(0, 7))
def test_without_the_ways_between_them_two_people_are_in_two_groups(links, one, other):
    back = ways(links, one, other)
    left = groups(link for link in links if link not in back)

    assert set(back) <= set(links)
    assert one == other or left.get(one, -1) != left.get(other, -2)
