"""Newcomers: how strangers came, with everybody of whom it isn't written down counted both ways."""

from acquaintances import bought, days_ago, named
from standout.network.codes import made
from standout.words import say

NEWCOMERS = say("circles.aspect.newcomers")
KEY = b"an owner's secret"
POSTER, OWN = made(KEY, 0, "2026-W48-1", 1, ()), made(KEY, 3, "2026-W48-1", 1, ())
AD = [{"code": POSTER}]


def test_strangers_who_came_are_told_by_how_and_the_unknown_bound_the_share(told):
    findings, _ = told(
        orders=bought(1, 5)
        + bought(2, 5, code=POSTER.lower().replace("-", " "))
        + bought(3, 5, 4)
        + bought(4, 5)
        + bought(5, 5)
        + bought(6, 5, 900),
        adoptions=[{"person_id": 1, "told_by": 9}, {"person_id": 5, "at": days_ago(700)}],
        people=[{"person_id": 4, "evidence": "linkedin"}],  # was known before, so is no stranger
        contacts=named(4),
        codes=AD,
    )
    finding = findings[NEWCOMERS]

    # 1 through somebody, 2 by an ad, 3 unknown; 5 and 6 came more than a year ago
    assert finding.facts["newcomers"] == 3
    assert finding.sentence == (
        "Of 3 strangers who first came in the last year, 1 came through somebody and 1 by a poster or an ad. For 1 "
        "nobody wrote it down. So 33 % to 67 % came through somebody."
    )


def test_where_all_is_written_down_there_is_no_range(told):
    findings, _ = told(
        orders=bought(1, 5) + bought(2, 5, code=POSTER), adoptions=[{"person_id": 1, "told_by": 9}], codes=AD
    )

    assert findings[NEWCOMERS].sentence.endswith("1 came through somebody and 1 by a poster or an ad.")
    assert findings[NEWCOMERS].facts["chain_low"] == findings[NEWCOMERS].facts["chain_high"] == 0.5


def test_a_friends_code_is_no_ad(told):
    findings, _ = told(orders=bought(2, 5, code="1-F7KQ2-M"), codes=[{"code": "1-F7KQ2-M", "person_id": 7}])

    assert (findings[NEWCOMERS].facts["chain"], findings[NEWCOMERS].facts["by_poster"]) == (1, 0)


def test_ones_own_code_in_other_letters_or_a_word_of_no_code_is_written_down_by_nobody(told):
    findings, _ = told(
        orders=bought(1, 5) + bought(2, 5, code=POSTER) + bought(3, 5, code=OWN.lower()) + bought(4, 5, code="SUMMER"),
        adoptions=[{"person_id": 1, "told_by": 9}], codes=[*AD, {"code": OWN, "person_id": 3}],
    )  # fmt: skip
    facts = findings[NEWCOMERS].facts

    # 3 used their own code, and 4 a word that may be a friend's: of the 4 only the poster's is ruled out
    assert (facts["chain"], facts["by_poster"], facts["unwritten"]) == (1, 1, 2)
    assert facts["chain_high"] == 0.75


def test_where_it_is_known_of_nobody_nothing_is_said(told):
    assert NEWCOMERS not in told(orders=bought(1, 5))[0]
    assert NEWCOMERS not in told(orders=[{"customer_id": 1, "code": POSTER}], codes=AD)[0]  # on a day that isn't known


def test_who_came_without_an_order_counts_as_well(told):
    adoptions = [{"person_id": 1, "told_by": 9, "at": days_ago(3)}, {"person_id": 2, "code": POSTER, "at": days_ago(3)}]
    findings, _ = told(adoptions=adoptions, codes=AD)

    assert findings[NEWCOMERS].facts["newcomers"] == 2


def test_where_most_were_not_asked_no_share_is_told_but_how_many_to_ask(told):
    findings, _ = told(
        orders=[row for one in range(1, 11) for row in bought(one, 5)], adoptions=[{"person_id": 1, "told_by": 9}]
    )
    finding = findings[NEWCOMERS]

    # of 10 one was told, 9 are unknown: anything from 10 % to 100 %; with 4 more asked half of them would be known
    assert (finding.verdict, finding.needed.more, finding.needed.of) == ("not_enough", 4, "answers")
    assert "%" not in finding.sentence
    assert "9 were not asked how they came" in finding.sentence
    assert finding.sentence.endswith("Ask 4 of the others who told them.")
