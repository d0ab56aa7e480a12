"""What an owner is told, on markets small enough to reckon by hand."""

import json
from datetime import timedelta

import pytest

from questions.est.conftest import AS_OF, businesses, columns, facts, reviews, scored

HIGH = [5, 5, 5, 4] * 10  # 40 scores, mean 4.75
LOW = [3, 4, 2, 3] * 10  # 40 scores, mean 3.00
MIDDLE = [4, 4, 3, 5] * 10  # 40 scores, mean 4.00


def one(findings, aspect, world=None):
    """Give the finding on an aspect."""
    [found] = [f for f in findings if f.aspect == aspect and dict(f.world) == (world or {})]
    return found


def test_a_business_far_ahead_of_three_rivals_is_told_yes(ask):
    rows = [*scored(0, "a_staff", HIGH), *(r for b in (1, 2) for r in scored(b, "a_staff", LOW))]
    findings, table = ask(
        reviews=reviews(*rows, *scored(3, "a_staff", MIDDLE)),
        businesses=businesses("Deli", "North", "South", "East"),
        columns=columns("a_staff"),
    )

    found = one(findings, "staff")
    assert (found.verdict, found.tier, found.rows) == ("yes", "guaranteed", 40)
    assert found.estimate == pytest.approx(4.75)
    assert found.facts["best_rival"] == "East"
    assert found.facts["lead"] == pytest.approx(4.75 - 4.00)
    assert 0 < found.facts["lead_low"] < 0.75
    assert (found.facts["rank_low"], found.facts["rank_high"]) == (1, 1)
    assert {row["business"]: row["standing"] for row in table} == {
        "Deli": "ours",
        "North": "ahead",
        "South": "ahead",
        "East": "ahead",
    }
    assert found.sentence.startswith("Yes: Deli is best on staff, ahead of all 3 rivals we could judge.")
    assert "among people who reviewed on Google Takeout between" in found.sentence


def test_best_takes_three_judged_rivals(ask):
    rows = [*scored(0, "a_staff", HIGH), *(r for b in (1, 2) for r in scored(b, "a_staff", LOW))]
    findings, _ = ask(
        reviews=reviews(*rows, *scored(3, "a_staff", [3] * 14)),  # 14 scores: not judged
        businesses=businesses("Deli", "North", "South", "East"),
        columns=columns("a_staff"),
    )

    found = one(findings, "staff")
    assert found.verdict == "not_enough"
    assert (found.needed.more, found.needed.of) == (1, "rivals")
    assert "So far it is ahead of North and South." in found.sentence
    assert "Too few scores to judge: East." in found.sentence


def test_only_named_rivals_count_when_the_owner_named_some(ask):
    rows = [*scored(0, "a_staff", MIDDLE), *(r for b in (1, 2, 3) for r in scored(b, "a_staff", LOW))]
    names = businesses("Deli", "North", "South", "East", "Star").to_pylist()
    named = [{**row, "rival": row["name"] in ("North", "South", "East")} for row in names]
    findings, table = ask(
        reviews=reviews(*rows, *scored(4, "a_staff", [5] * 40)),  # Star is better than us, and no rival of ours
        businesses=businesses("Deli").from_pylist(named, schema=businesses("Deli").schema),
        columns=columns("a_staff"),
    )

    assert one(findings, "staff").verdict == "yes"
    assert "best on staff, ahead of all 3 rivals you named" in one(findings, "staff").sentence
    assert "Star" not in {row["business"] for row in table}


def test_of_named_rivals_only_those_that_could_be_judged_are_counted(ask):
    rows = [*scored(0, "a_staff", HIGH), *(r for b in (1, 2, 3) for r in scored(b, "a_staff", LOW))]
    findings, _ = ask(
        reviews=reviews(*rows, *scored(4, "a_staff", [3] * 14)),  # West has 14 scores: not judged
        businesses=businesses("Deli", "North", "South", "East", "West", named=True),
        columns=columns("a_staff"),
    )

    said = "best on staff, ahead of all 3 of the rivals you named that we could judge."
    assert said in one(findings, "staff").sentence


def test_a_rival_shown_to_be_ahead_makes_it_no_by_name(ask):
    rows = [*scored(0, "a_staff", LOW), *scored(1, "a_staff", HIGH), *scored(2, "a_staff", LOW)]
    findings, _ = ask(
        reviews=reviews(*rows, *scored(3, "a_staff", LOW)),
        businesses=businesses("Deli", "North", "South", "East"),
        columns=columns("a_staff"),
    )

    found = one(findings, "staff")
    assert (found.verdict, found.facts["behind"], found.facts["rank_low"]) == ("no", 1, 2)
    assert found.sentence.startswith("No: North is ahead of Deli, on staff. It is 2nd to 4th of 4")


def test_ties_stay_ties(ask):
    rows = [r for b in range(4) for r in scored(b, "a_staff", MIDDLE)]
    findings, _ = ask(
        reviews=reviews(*rows), businesses=businesses("Deli", "North", "South", "East"), columns=columns("a_staff")
    )

    found = one(findings, "staff")
    assert (found.verdict, found.facts["rank_low"], found.facts["rank_high"]) == ("close", 1, 4)
    assert found.facts["tied_with"] == 3
    assert found.needed is None  # no number of scores separates what is level


def test_first_together_names_whom_with(ask):
    rows = [*scored(0, "a_staff", HIGH), *scored(1, "a_staff", HIGH)]
    rows += [r for b in (2, 3, 4) for r in scored(b, "a_staff", LOW)]
    findings, _ = ask(
        reviews=reviews(*rows),
        businesses=businesses("Deli", "North", "South", "East", "West"),
        columns=columns("a_staff"),
    )

    found = one(findings, "staff")
    assert (found.verdict, found.facts["ahead_of"], found.facts["tied_with"]) == ("close", 3, 1)
    assert "first together with North, on staff. It is ahead of the other 3. It is 1st to 2nd of 5" in found.sentence


def test_too_few_scores_of_ours_say_how_many_more_and_how_long_that_takes(ask):
    # 10 scores in the last 200 days is one in 20 days (the first was 199 days ago); 5 more take 100 days
    own = [{"business": 0, "a_staff": 5, "day": AS_OF - timedelta(days=199 - 20 * i)} for i in range(10)]
    rows = [r for b in (1, 2, 3) for r in scored(b, "a_staff", LOW)]
    findings, _ = ask(
        reviews=reviews(*own, *rows),
        businesses=businesses("Deli", "North", "South", "East"),
        columns=columns("a_staff"),
    )

    found = one(findings, "staff")
    assert (found.verdict, found.needed.more, found.needed.days) == ("not_enough", 5, 100)
    assert "has 10 scores on staff, and it takes 5 more to be judged. That is about 3 months" in found.sentence


def test_one_person_writing_often_is_one_voice(ask):
    # the same 40 scores: by 40 people they show a first place, by one person they show nothing
    rivals = [r for b in (1, 2, 3) for r in scored(b, "a_staff", LOW)]
    names, described = businesses("Deli", "North", "South", "East"), columns("a_staff")
    many, _ = ask(reviews=reviews(*scored(0, "a_staff", HIGH), *rivals), businesses=names, columns=described)
    one_person = [{**row, "person": i % 2} for i, row in enumerate(scored(0, "a_staff", HIGH))]
    few, _ = ask(reviews=reviews(*one_person, *rivals), businesses=names, columns=described)

    assert one(many, "staff").verdict == "yes"
    assert one(few, "staff").verdict != "yes"


def test_a_world_a_buyer_knows_beforehand_may_carry_a_best_and_another_only_a_hint(ask):
    rows = [*scored(0, "a_staff", HIGH, d_party="family"), *scored(0, "a_staff", LOW, d_party="couple")]
    for rival in (1, 2, 3):
        rows += scored(rival, "a_staff", LOW, d_party="family") + scored(rival, "a_staff", HIGH, d_party="couple")
    names = businesses("Deli", "North", "South", "East")
    before, _ = ask(reviews=reviews(*rows), businesses=names, columns=columns("a_staff", "d_party"))
    after, _ = ask(reviews=reviews(*rows), businesses=names, columns=columns("a_staff", "d_party", addressable="after"))

    assert one(before, "staff", {"party": "family"}).verdict == "yes"
    assert "on staff (families)" in one(before, "staff", {"party": "family"}).sentence
    assert one(before, "staff", {"party": "couple"}).verdict == "no"
    hint = one(after, "staff", {"party": "family"})
    assert hint.verdict == "close"
    assert "No best can rest on this" in hint.sentence


def test_a_descriptor_with_one_value_is_no_world(ask):
    rows = [r for b in range(4) for r in scored(b, "a_staff", HIGH if b == 0 else LOW, d_party="family")]
    findings, table = ask(
        reviews=reviews(*rows),
        businesses=businesses("Deli", "North", "South", "East"),
        columns=columns("a_staff", "d_party"),
    )

    assert len(findings) == 1
    assert {row["world"] for row in table} == {"{}"}


def test_a_barred_aspect_carries_nothing_and_says_why(ask):
    rows = [r for b in range(4) for r in scored(b, "a_wifi", HIGH if b == 0 else LOW)]
    findings, table = ask(
        reviews=reviews(*rows),
        businesses=businesses("Deli", "North", "South", "East"),
        columns=columns("a_wifi", barred={"a_wifi": "imputed"}),
    )

    [found] = findings
    assert (found.verdict, table) == ("not_enough", [])
    assert "look filled in" in found.sentence


def test_few_scores_need_an_evalue_and_get_a_yes_only_when_that_is_large(ask):
    # 20 scores each: all fives against all ones is beyond doubt; 3.75 against 3.00 is likely, and not yet shown
    names, described = businesses("Deli", "North", "South", "East"), columns("a_staff")
    extreme = [r for b in range(4) for r in scored(b, "a_staff", [5] * 20 if b == 0 else [1] * 20)]
    clear = [r for b in range(4) for r in scored(b, "a_staff", [4, 4, 3, 4] * 5 if b == 0 else LOW[:20])]
    sure, _ = ask(reviews=reviews(*extreme, *scored(0, "a_staff", [4])), businesses=names, columns=described)
    likely, _ = ask(reviews=reviews(*clear), businesses=names, columns=described)

    assert (one(sure, "staff").verdict, one(sure, "staff").tier) == ("yes", "guaranteed")
    assert (one(likely, "staff").verdict, one(likely, "staff").tier) == ("probably", "likely")
    assert one(likely, "staff").facts["rank_high"] > 1


def shown(business, average, count):
    """Give the rows of a page that shows this average, to one decimal, and this count."""
    half = {"low": average - 0.05, "high": average + 0.05}
    return [
        (business, "shown_average", None, average, "stars", half),
        (business, "shown_count", None, float(count), "reviews"),
    ]


def test_a_shown_average_is_judged_at_its_worst_and_the_sentence_says_so(ask):
    findings, table = ask(
        reviews=reviews(*scored(0, "a_overall", HIGH * 3)),
        businesses=businesses("Deli", "North", "South", "East", named=True),
        columns=columns("a_overall"),
        facts=facts(*shown(1, 3.5, 200), *shown(2, 3.0, 150), *shown(3, 3.2, 90)),
    )

    found = one(findings, "overall")
    assert found.verdict == "yes"
    assert found.facts["best_rival"] == "North"
    assert "For East, North and South we used the average on their page, and took the worst case." in found.sentence
    north = next(row for row in table if row["business"] == "North")
    # worst variance between 3.45 and 3.55: 2.45 x 1.55 x 200/199 = 3.8166; over 200 scores, its root
    assert (north["origin"], north["rows"], north["estimate"]) == ("shown", 200, 3.5)
    assert north["se"] == pytest.approx((2.45 * 1.55 * 200 / 199 / 200) ** 0.5)


def test_rounding_alone_never_makes_a_best(ask):
    # 4.6 and 4.5 may both be 4.55
    findings, _ = ask(
        businesses=businesses("Deli", "North", "South", "East", named=True),
        facts=facts(*shown(0, 4.6, 90_000), *(r for b in (1, 2, 3) for r in shown(b, 4.5, 90_000))),
    )

    assert one(findings, "overall").verdict == "close"
    assert "the pages you looked at" in one(findings, "overall").sentence


def test_own_scores_go_before_a_shown_average(ask):
    _, table = ask(
        reviews=reviews(*scored(0, "a_overall", HIGH)),
        businesses=businesses("Deli"),
        columns=columns("a_overall"),
        facts=facts(*shown(0, 3.0, 500)),
    )

    assert [(row["origin"], row["rows"]) for row in table] == [("rated", 40)]


def test_findings_are_most_useful_first(ask):
    rows = []
    for rival in (1, 2, 3):
        rows += [{"business": rival, "a_staff": s, "a_food": 5, "a_price": 4} for s in LOW]
    rows += [{"business": 0, "a_staff": s, "a_food": 3 + s % 2, "a_price": 4} for s in HIGH]
    findings, _ = ask(
        reviews=reviews(*rows),
        businesses=businesses("Deli", "North", "South", "East"),
        columns=columns("a_staff", "a_food", "a_price"),
    )

    assert [finding.verdict for finding in findings] == ["yes", "close", "no"]


def test_everything_is_said_as_json(ask):
    rows = [r for b in range(4) for r in scored(b, "a_staff", HIGH if b == 0 else LOW)]
    findings, _ = ask(
        reviews=reviews(*rows), businesses=businesses("Deli", "North", "South", "East"), columns=columns("a_staff")
    )

    [printed] = json.loads(json.dumps([finding.to_dict() for finding in findings], allow_nan=False))
    assert printed["rivals_judged"] == 3
    assert printed["sources"] == ["Google Takeout"]


def test_no_ours_means_no_answer_and_nothing_held_means_not_enough(ask):
    assert ask() == ([], [])
    [found], _ = ask(businesses=businesses("Deli"))
    assert found.verdict == "not_enough"


def test_where_nobody_wrote_for_a_year_the_rate_is_that_of_the_latest_year(ask):
    # 10 scores, one each 20 days, the last two years ago: 10 in 181 days; 5 more take 91 days
    last = AS_OF - timedelta(days=730)
    own = [{"business": 0, "a_staff": 5, "day": last - timedelta(days=20 * i)} for i in range(10)]
    rows = [r for b in (1, 2, 3) for r in scored(b, "a_staff", LOW)]
    findings, _ = ask(
        reviews=reviews(*own, *rows),
        businesses=businesses("Deli", "North", "South", "East"),
        columns=columns("a_staff"),
    )

    found = one(findings, "staff")
    assert (found.needed.more, found.needed.days) == (5, 91)  # 5 / (10 / 181) = 90.5
    assert "about 3 months at the rate of your latest year of reviews" in found.sentence


def test_scores_of_a_day_or_two_tell_no_rate(ask):
    last = AS_OF - timedelta(days=730)
    own = [{"business": 0, "a_staff": 5, "day": last - timedelta(days=i)} for i in range(4)]
    rows = [r for b in (1, 2, 3) for r in scored(b, "a_staff", LOW)]
    findings, _ = ask(
        reviews=reviews(*own, *rows),
        businesses=businesses("Deli", "North", "South", "East"),
        columns=columns("a_staff"),
    )

    found = one(findings, "staff")
    assert (found.needed.more, found.needed.days) == (11, None)
    assert "it takes 11 more to be judged. Ask every customer for a review." in found.sentence
