"""Worlds read from words: "reviews that mention children" is found, named, paid for, and never says a thing twice."""

import numpy as np
import pyarrow as pa
import pytest

from questions.est.conftest import businesses, columns, reviews
from standout.questions.est.claims import COMBINED, SAID, SAYING, TOGETHER, depth_shares
from standout.questions.est.clerk import Names, read
from standout.questions.est.market import Aspect, Descriptor
from standout.questions.est.naming import named, spoken
from standout.questions.est.phrases import where
from standout.text.descriptors import MENTIONED, columns_rows

NAMES = ("Deli", "North", "South", "East", "West")
CHILDREN = {"Mentions children": MENTIONED}
FAMILIES = Descriptor("d_says_children", "Mentions children", before=True)


def market(share=0.3, aspect="a_staff", column="d_says_children", seed=5, rows=3000):
    """Give reviews of five cafés, ours best where the column is mentioned and behind elsewhere."""
    rng = np.random.default_rng(seed)
    business, said = rng.integers(0, 5, rows), rng.random(rows) < share
    mean = np.where(business == 0, np.where(said, 4.4, 3.0), 3.5)
    stars = np.clip(np.rint(mean + rng.normal(0, 0.9, rows)), 1, 5)
    return [
        {"business": b, aspect: s, column: MENTIONED if m else None}
        for b, s, m in zip(business.tolist(), stars.tolist(), said.tolist(), strict=True)
    ]


def asked(ask, rows):
    known = {row["name"]: row for row in columns_rows()}
    names = sorted({name for name in rows[0] if name[:2] in ("a_", "d_")})
    described = columns(*names).to_pylist()
    described = [{**row, **known.get(row["name"], {})} for row in described]
    made = columns(*names)
    findings, _ = ask(
        reviews=reviews(*rows), businesses=businesses(*NAMES), columns=made.from_pylist(described, schema=made.schema)
    )
    return findings


def test_a_first_place_among_those_who_mention_a_thing_is_found_and_said_in_plain_words(ask):
    [yes] = [one for one in asked(ask, market()) if one.verdict == "yes"]

    assert dict(yes.world) == CHILDREN
    assert yes.sentence.startswith(
        "Yes: Deli is best on staff among reviews that mention children, ahead of all 4 rivals we could judge."
    )


def test_a_stage_makes_no_world(ask):
    assert all(not one.world for one in asked(ask, market(column="d_says_leaving")))


def test_what_most_reviews_mention_makes_no_world(ask):
    assert all(not one.world for one in asked(ask, market(share=0.6)))


@pytest.mark.parametrize(("aspect", "worlds"), [("a_wifi", 0), ("a_staff", 1)])
def test_a_world_that_says_its_aspect_again_is_none(ask, aspect, worlds):
    found = asked(ask, market(aspect=aspect, column="d_says_wifi"))

    assert sum(one.verdict == "yes" and bool(one.world) for one in found) == worlds


def test_what_too_few_of_ours_mention_costs_nothing(ask):
    # 3,000 reviews of five are 600 each; of 1 % of them no café has the 30 that a test takes
    [one] = [one for one in asked(ask, market(share=0.01)) if not one.world]

    assert one.facts["searched"] == 1


def test_worlds_read_from_words_take_a_small_share_of_what_may_be_wrong():
    # parts 1 (overall), 1 (worlds), 0.25 (read): of 2.25 in all the four claims overall have a quarter of 1 each
    shares = depth_shares({0: 4, 1: 10, SAID: 20})

    assert shares[SAID] * 20 == pytest.approx(SAYING / (2 + SAYING))
    assert shares[0] == pytest.approx(1 / 4 / (2 + SAYING))
    assert sum(count * shares[group] for group, count in {0: 4, 1: 10, SAID: 20}.items()) == pytest.approx(1)


def test_nothing_that_was_read_takes_nothing():
    assert depth_shares({0: 4, 1: 10, COMBINED: 2, SAID: 0}) == depth_shares({0: 4, 1: 10, COMBINED: 2})
    assert depth_shares({0: 4, COMBINED: 2})[COMBINED] == pytest.approx(TOGETHER / (1 + TOGETHER) / 2)


def test_a_world_is_named_beside_what_the_file_tells():
    assert named(CHILDREN) == "reviews that mention children"
    assert named({**CHILDREN, "day": "weekend"}) == "reviews that mention children, weekends"
    assert where(CHILDREN) == " among reviews that mention children"


def test_the_word_that_most_customers_use_is_the_one_that_is_counted():
    texts = ["My kids.", "Our kids, and a child.", "My son.", None]

    [one] = spoken(CHILDREN, pa.array(texts))
    assert (one.word, one.using, one.of) == ("kid", 2, 3)  # one or many: two say "kids"


@pytest.mark.parametrize(
    ("text", "world"),
    [
        ("best for families with children", CHILDREN),
        ("best for kids", CHILDREN),
        ("best staff for families", CHILDREN),
        ("best wifi", {}),
        ("best for coffee", {"Mentions coffee": MENTIONED}),
    ],
)
def test_a_claim_finds_the_world_by_the_names_people_have_for_it(text, world):
    names = Names(
        ours="Deli",
        others=NAMES[1:],
        aspects=(Aspect("a_overall", "overall", 1.0, 5.0), Aspect("a_wifi", "Wifi"), Aspect("a_staff", "Staff")),
        values={
            FAMILIES: (MENTIONED,),
            Descriptor("d_says_wifi", "Mentions wifi", before=True): (MENTIONED,),
            Descriptor("d_says_coffee", "Mentions coffee", before=True): (MENTIONED,),
        },
    )

    assert read(text, names).world == world


def test_a_column_of_the_file_goes_before_what_was_read_from_words():
    party = Descriptor("d_party", "Party", before=True)
    names = Names("Deli", NAMES[1:], (Aspect("a_overall", "overall"),), {party: ("families",), FAMILIES: (MENTIONED,)})

    assert read("best for families", names).world == {"Party": "families"}
