"""What is heard in reviews made by hand; the rows say whose and by whom."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from standout import settings
from standout.questions.wants import QUESTION
from standout.questions.wants.answer import RARE, answer, needed_to_hear, share
from standout.tables import table

NAMES = ("Deli", "North", "South", "East")
SOUP = "The soup was lovely."


def _tables(*reviews, facts=(), claims=(), rivals=()):
    """Give tables of reviews ``(business, reviewer, text)``, in the order of days."""
    rows = {
        "businesses": [
            {"business_id": i, "name": name, "ours": i == 0, "rival": i in rivals} for i, name in enumerate(NAMES)
        ],
        "reviews": [
            {"review_id": n, "business_id": who, "reviewer_id": by, "text": text,
             "reviewed_at": date(2026, 1, 1 + n % 28)}
            for n, (who, by, text) in enumerate(reviews)
        ],
        "facts": [{"business_id": who, "fact": "price", "item": item, "value": 2.5} for who, item in facts],
        "claims": [{"business_id": who, "text": text} for who, text in claims],
    }  # fmt: skip
    return {name: pa.Table.from_pylist(held, schema=table(name).schema()) for name, held in rows.items()}


def _asked(engine, held, **given):
    findings, rows = answer(engine(**held), settings.resolve(QUESTION.settings, {}, given), 7, date(2026, 2, 1))
    return findings, rows.to_pylist()


def _people(n, text="I wish they had showers.", first=100):
    return [(0, first + i, text) for i in range(n)]


def test_a_want_is_told_by_how_many_people_ask_for_it_of_those_who_wrote(engine):
    held = _tables(*_people(4), *_people(6, SOUP, first=200), (0, 300, ""), (0, 301, None))
    [want, praise], rows = _asked(engine, held)

    # 4 of 10 wrote it; the two reviews without words are no people who wrote
    assert (want.rows, want.facts["of"], want.estimate) == (4, 10, 0.4)
    assert want.verdict == want.tier == "counted"
    assert want.sentence.startswith("4 of 10 people who wrote about Deli ask for this or miss it: showers.")
    assert praise.sentence.startswith("6 of 10 people who wrote about Deli praise this: soup.")
    assert [(row["kind"], row["want"], row["reviews"], row["of"]) for row in rows] == [
        ("asks", "showers", 4, 10), ("praises", "soup", 6, 10),
    ]  # fmt: skip


def test_its_interval_is_wilsons(engine):
    held = _tables(*_people(4), *_people(6, SOUP, first=200))
    [row, _] = _asked(engine, held)[1]

    # (.4 + 1.9207/10) / (1 + 3.8415/10) -/+ 1.96/1.38415 * sqrt(.24/10 + .38415/40) = .1682 to .6873
    assert (row["low"], row["high"]) == pytest.approx((0.1682, 0.6873), abs=5e-4)
    assert share(0, 10)[0] == 0.0


def test_a_person_counts_once_and_a_review_without_a_name_is_a_person_of_its_own(engine):
    held = _tables(*[(0, 7, "No showers.")] * 5, *[(0, None, "No showers.")] * 2)
    [want], _ = _asked(engine, held)

    assert (want.rows, want.facts["of"]) == (3, 3)


def test_a_want_of_two_people_is_not_told(engine):
    findings, rows = _asked(engine, _tables(*_people(2), *_people(4, SOUP, first=200)))

    assert not [row for row in rows if row["kind"] == "asks"]
    assert [finding.verdict for finding in findings] == ["counted", "not_enough"]


def test_where_too_few_wrote_it_says_how_many_more_it_takes(engine):
    [too_few] = _asked(engine, _tables(*_people(2)))[0]

    assert too_few.needed.more == 85 - 2
    assert "With 83 more, a thing that 1 in 20 would ask for should show." in too_few.sentence


def test_where_enough_wrote_and_nothing_is_asked_for_it_is_told_as_that(engine):
    [silent] = _asked(engine, _tables(*[(0, i, "Came by.") for i in range(85)]))[0]

    assert silent.verdict == "counted"
    assert silent.sentence.startswith("No one thing is asked for or missed by 3 or more of the 85 people")


def test_the_number_it_takes_is_the_one_that_a_want_of_one_in_twenty_needs(rng):
    n = needed_to_hear(3)
    told = (rng.binomial(n, RARE, 20_000) >= 3).mean()
    fewer = (rng.binomial(n - 2, RARE, 20_000) >= 3).mean()

    assert told == pytest.approx(0.8, abs=0.012)  # four standard errors of 20,000 draws
    assert fewer < told + 0.005


def test_quotes_are_verbatim_newest_first_one_a_person(engine):
    texts = ["I wish they had showers here.", "Sadly there are no showers at all.", "No showers, which was a pity."]
    held = _tables(*[(0, 50 + i, text) for i, text in enumerate(texts)], (0, 50, "No showers again, on a hot day."))
    [want], rows = _asked(engine, held)

    assert want.quotes == ("No showers again, on a hot day.", texts[2], texts[1])
    assert rows[0]["quote"] == want.quotes[0]
    assert rows[0]["last_at"] == date(2026, 1, 4)


def test_no_rival_known_is_not_taken_for_a_rival_without_it(engine):
    [want], rows = _asked(engine, _tables(*_people(3)))

    assert rows[0]["rivals_seen"] == 0
    assert rows[0]["rivals_with"] is None
    assert "Nothing is held that shows what rivals have." in want.sentence
    assert want.sentence.endswith("They wrote from 1 January 2026 to 3 January 2026.")


def test_a_rival_is_seen_to_have_it_by_its_sheet_its_words_or_two_of_its_customers(engine):
    held = _tables(
        *_people(3),
        *[(3, i, "The shower was clean." if i < 2 else "Came by.") for i in range(10)],
        facts=[(1, "Shower and towel"), (2, "Coffee")], claims=[(2, "Hot showers all day.")],
    )  # fmt: skip
    [want], rows = _asked(engine, held)

    assert (rows[0]["rivals_with"], rows[0]["rivals_seen"]) == (3, 3)
    assert "We hold something on 3 rivals; 3 of them seen to have it." in want.sentence


def test_a_rival_whose_customers_miss_it_too_or_of_whom_one_speaks_of_it_is_not_seen_to_have_it(engine):
    held = _tables(
        *_people(3),
        *[(1, i, "There are no showers." if i < 5 else "Came by.") for i in range(10)],
        *[(2, i, "The shower was clean." if i < 1 else "Came by.") for i in range(10)],
    )  # fmt: skip
    [want], rows = _asked(engine, held)

    assert (rows[0]["rivals_with"], rows[0]["rivals_seen"]) == (0, 2)
    assert "none is seen to have it" in want.sentence


def test_a_rival_that_has_milk_is_not_seen_to_have_oat_milk(engine):
    held = _tables(*_people(3, "They should offer oat milk."), facts=[(1, "Milk"), (2, "Oat milk latte")])
    _, rows = _asked(engine, held)

    assert (rows[0]["want"], rows[0]["rivals_with"], rows[0]["rivals_seen"]) == ("oat milk", 1, 2)


def test_only_rivals_the_owner_named_are_looked_at(engine):
    held = _tables(*_people(3), facts=[(1, "Shower"), (2, "Coffee")], rivals=(2,))
    _, rows = _asked(engine, held)

    assert (rows[0]["rivals_with"], rows[0]["rivals_seen"]) == (0, 1)


def test_what_is_said_of_rivals_is_no_want_of_our_customers(engine):
    held = _tables(*[(1, i, "I wish they had showers.") for i in range(9)], *_people(5, SOUP))
    _, rows = _asked(engine, held)

    assert {row["want"] for row in rows} == {"soup"}


def test_kinds_take_turns_and_no_more_of_each_are_told_than_asked_for(engine):
    texts = ["No showers.", "No towels.", "No decaf.", SOUP, "The chairs are uncomfortable."]
    held = _tables(*[(0, 100 * n + i, text) for n, text in enumerate(texts) for i in range(9 - n)])
    findings, rows = _asked(engine, held, each=2)

    assert [finding.aspect for finding in findings] == [
        "asked for: showers", "complained of: chairs", "praised: soup", "asked for: towels",
    ]  # fmt: skip
    assert len(rows) == 5


def test_the_order_of_the_rows_changes_nothing(engine, rng):
    held = _tables(*_people(4), *_people(4, "No hot showers.", first=200), *_people(3, SOUP, first=300))
    mixed = held | {"reviews": held["reviews"].take(rng.permutation(11))}
    first, second = (_asked(engine, each) for each in (held, mixed))

    assert [one.to_dict() for one in first[0]] == [one.to_dict() for one in second[0]]
    assert first[1] == second[1]


def test_planted_wants_are_all_found_with_their_counts(engine):
    rng = np.random.default_rng(3)
    things = ("showers", "oat milk", "high chairs", "decaf")
    ways = ("I wish they had {}.", "They should offer {}.", "Sadly no {} available.", "{} would be nice.")
    rows = [
        (0, 1000 * n + i, f"Came by on a rainy day. {str(rng.choice(ways)).format(thing).capitalize()}")
        for n, thing in enumerate(things)
        for i in range(10 + n)
    ]
    _, found = _asked(engine, _tables(*rows))

    assert {row["want"]: row["reviews"] for row in found if row["kind"] == "asks"} == dict(
        zip(things, (10, 11, 12, 13), strict=True)
    )


SHOWN = (
    "Sadly no showers, write to me at ann@x.example please.", "No showers here, said Siobhan at the till.",
    "No showers here, call 555-0102-33 if you have them.", "No showers at all, says ann kowalski to them.",
)  # fmt: skip


def _with_contacts(held, *names):
    rows = [{"person_id": n, "name": name} for n, name in enumerate(names)]
    return {**held, "contacts": pa.Table.from_pylist(rows, schema=table("contacts").schema())}


def test_words_that_show_who_somebody_is_are_counted_and_not_quoted(engine):
    plain = "There are no showers in this place."
    held = _tables(*[(0, 50 + i, text) for i, text in enumerate(SHOWN)], (0, 9, plain))
    [want], rows = _asked(engine, _with_contacts(held, "Ann Kowalski"))

    assert (want.rows, want.quotes, rows[0]["quote"]) == (5, (plain,), plain)


def test_one_who_wrote_twice_is_quoted_with_the_words_that_show_nobody(engine):
    held = _tables(*_people(2), (0, 50, "I wish they had showers so much."), (0, 50, SHOWN[1]))

    assert "I wish they had showers so much." in _asked(engine, held)[0][0].quotes


def test_somebodys_name_is_no_thing_that_people_praise(engine):
    texts = ("{} was lovely.", "The lovely {} smiled.", "{} is great.")
    said = [text.format(who) for who in ("Kowalski", "kowalski", "Siobhan", "kevin") for text in texts]
    held = _tables(*[(0, 50 + i, text) for i, text in enumerate(said)], *_people(3, SOUP))
    findings, rows = _asked(engine, _with_contacts(held, "Ann Kowalski"))

    assert [row["want"] for row in rows] == ["soup"]
    assert not any(who in repr(findings).lower() for who in ("kowalski", "siobhan", "kevin"))


LECKER = "Die Suppe war lecker und das Personal sehr nett zu uns."


def test_shares_are_of_the_people_whose_words_are_read_and_the_others_are_counted_beside_them(engine):
    held = _tables(*_people(4), *_people(6, SOUP, first=200), *_people(5, LECKER, first=300), (0, 300, SOUP))
    [want, praise], rows = _asked(engine, held)

    # 15 people wrote: 4 and 6 in English, and one of the other 5 in English too; so 4 of 11, and 7 of 11
    assert [(row["reviews"], row["of"]) for row in rows] == [(4, 11), (7, 11)]
    assert (want.facts["unread"], want.estimate) == (4, pytest.approx(4 / 11))
    assert want.sentence.startswith("4 of 11 people who wrote about Deli in English ask for this or miss it: showers.")
    assert praise.sentence.endswith(
        "Of 15 people who wrote, 4 did so in another language; only English is read so far."
    )


def test_a_short_text_in_a_file_of_another_language_is_not_read(engine):
    held = _tables(*_people(40, LECKER), *_people(9, "Super!", first=200), *_people(3, first=300))
    [want], _ = _asked(engine, held)

    assert (want.rows, want.facts["of"], want.facts["unread"]) == (3, 3, 49)


def test_where_nobody_wrote_in_english_nothing_can_be_told_and_why_is_said(engine):
    [silent], rows = _asked(engine, _tables(*_people(90, LECKER)))

    assert rows == []
    assert (silent.verdict, silent.facts["of"], silent.facts["unread"]) == ("not_enough", 0, 90)
    assert silent.needed.more == 85
    assert silent.reason == "Nobody wrote in English, and only English is read so far."
    assert "90 people have written about it, none in English." in silent.sentence


def test_that_nothing_is_asked_for_is_said_of_those_whose_words_are_read(engine):
    [silent] = _asked(engine, _tables(*_people(85, "We came by."), *_people(7, LECKER, first=300)))[0]

    assert silent.sentence.startswith(
        "No one thing is asked for or missed by 3 or more of the 85 people who wrote about Deli in English."
    )
    assert "Of 92 people who wrote, 7 did so in another language" in silent.sentence


def test_a_rival_whose_reviews_and_words_are_in_another_language_is_not_one_that_can_be_told_of(engine):
    held = _tables(*_people(3), *[(1, i, LECKER) for i in range(10)], claims=[(2, "Wir haben eine warme Dusche.")])
    _, rows = _asked(engine, held)

    assert (rows[0]["rivals_with"], rows[0]["rivals_seen"]) == (None, 0)
