"""Read scores: words narrow a place that few ratings leave open, and never make one up."""

import numpy as np
import pyarrow as pa
import pytest

from questions.est.conftest import businesses, columns
from standout.tables import table

NAMES = ("Deli", "North", "South", "East", "West")
ASPECTS = ("a_staff", "a_food", "a_rooms")


def town(seed, middles, each=250, rated=30, bias=0.0):
    """Give tables of five businesses: scores of three aspects by middle, the first ``rated`` of each written down.

    The reader sees each aspect's tone in every review, kinder by ``bias`` about each rival in turn.
    """
    rng = np.random.default_rng(seed)
    rows, said = [], []
    for business, middle in enumerate(middles):
        person = rng.normal(0, 0.5, each)
        for place in range(each):
            scores = np.clip(np.rint(np.array(middle) + person[place] + rng.normal(0, 0.6, 3)), 1, 5)
            number = len(rows)
            row = {"review_id": number, "business_id": business, "text": "We came.", "source": "google_takeout"}
            given = {name: int(100 * one) for name, one in zip(ASPECTS, scores, strict=True)} if place < rated else {}
            rows.append(row | given)
            for name, score in zip(ASPECTS, scores, strict=True):
                good = int(np.clip(250 * (score - 1) + 150 * bias * business + rng.normal(0, 120), 0, 1000))
                said.append({
                    "review_id": number, "sentence": 0, "aspect": name[2:], "negative": 1000 - good, "neutral": 0,
                    "positive": good,
                })  # fmt: skip
    return {
        "reviews": pa.Table.from_pylist(rows, schema=table("reviews").schema(ASPECTS)),
        "readings": pa.Table.from_pylist(
            [
                {"review_id": n, "language": "en", "read": True, "sentences": 1, "words_hash": n}
                for n in range(len(rows))
            ],
            schema=table("readings").schema(),
        ),
        "mentions": pa.Table.from_pylist(said, schema=table("mentions").schema()),
        "businesses": businesses(*NAMES[: len(middles)]),
        "columns": columns(*ASPECTS),
    }


def staff(findings):
    [found] = [one for one in findings if one.aspect == "staff" and not one.world]
    return found


FLAT = (3.4, 3.4, 3.4)
AHEAD = [(3.9, 3.1, 3.1), FLAT, FLAT, FLAT, FLAT]


def test_words_show_a_first_place_that_few_ratings_leave_open(ask):
    tables = town(1, AHEAD)
    silent = {name: held for name, held in tables.items() if name not in ("readings", "mentions")}

    with_words, rows = ask(**tables)
    without, _ = ask(**silent)

    read, plain = staff(with_words), staff(without)
    assert (read.verdict, read.tier) == ("yes", "proven")
    assert plain.verdict != "yes"
    assert "Read from the words of 1,250 reviews, and put right by 150 ratings." in read.sentence
    assert "takes those who rated for a random part" in read.sentence
    assert (read.facts["texts"], read.facts["ratings"]) == (1250, 150)
    assert read.rows == 30
    assert {row["origin"] for row in rows if row["aspect"] == "staff"} == {"read"}
    assert read.high - read.low < 0.8 * (plain.high - plain.low)


def test_a_best_in_general_is_no_best_on_an_aspect(ask):
    # Deli is better at everything by as much: ahead on staff, and nothing shows that staff stands out
    findings, _ = ask(**town(2, [(4.0, 4.0, 4.0), FLAT, FLAT, FLAT, FLAT], rated=60))

    found = staff(findings)
    assert found.verdict not in ("yes", "probably")
    assert found.facts["lead"] > 0.3
    assert "Nothing shows yet that this stands out." in found.sentence


def without(tables, column, keep=lambda row: False):
    """Give the tables with a column's scores left to the rows that ``keep`` names."""
    rows = [row if keep(row) else row | {column: None} for row in tables["reviews"].to_pylist()]
    return tables | {"reviews": pa.Table.from_pylist(rows, schema=tables["reviews"].schema)}


BETTER = [(4.0, 4.0, 4.0), FLAT, FLAT, FLAT, FLAT]


def test_aspects_that_are_scored_of_us_alone_do_not_lift_the_halo(ask):
    tables = town(2, BETTER, rated=60)

    findings, _ = ask(**without(tables, "a_rooms", lambda row: row["business_id"] == 0))

    assert staff(findings).verdict not in ("yes", "probably")


def test_where_no_other_aspect_is_known_nothing_stands_out(ask):
    tables = without(without(town(2, BETTER, rated=60), "a_rooms"), "a_food")

    findings, _ = ask(**tables)

    found = staff(findings)
    assert found.facts["texts"] == 1250
    assert found.verdict not in ("yes", "probably")
    assert "Too little is known of its other aspects" in found.sentence


def test_how_we_do_in_general_has_nothing_to_stand_out_from(ask):
    tables = town(2, BETTER, rated=60)
    reviews = tables["reviews"].rename_columns(
        ["a_overall" if name == "a_staff" else name for name in tables["reviews"].column_names]
    )
    mentions = [row | {"aspect": "overall" if row["aspect"] == "staff" else row["aspect"]} for row in
                tables["mentions"].to_pylist()]  # fmt: skip
    tables |= {
        "reviews": reviews, "columns": columns("a_overall", "a_food", "a_rooms"),
        "mentions": pa.Table.from_pylist(mentions, schema=tables["mentions"].schema),
    }  # fmt: skip

    findings, _ = ask(**tables)

    [found] = [one for one in findings if one.aspect == "overall" and not one.world]
    assert "texts" in found.facts
    assert found.verdict == "yes"


def test_a_reader_that_flatters_rivals_is_put_right(ask):
    findings, _ = ask(**town(3, AHEAD, rated=60, bias=0.5))

    assert staff(findings).facts["lead"] > 0.15


def test_where_a_judged_rival_has_few_rated_words_scores_alone_speak(ask):
    tables = town(4, AHEAD)
    rows = tables["reviews"].to_pylist()
    for row in rows:  # West's ratings stand without words
        if row["business_id"] == 4 and row["a_staff"]:
            row["text"] = None
    tables["reviews"] = pa.Table.from_pylist(rows, schema=tables["reviews"].schema)
    gone = {row["review_id"] for row in rows if not row["text"]}
    for name in ("readings", "mentions"):
        kept = [row for row in tables[name].to_pylist() if row["review_id"] not in gone]
        tables[name] = pa.Table.from_pylist(kept, schema=tables[name].schema)

    findings, _ = ask(**tables)

    assert "texts" not in staff(findings).facts


def test_many_ratings_need_no_words(ask):
    findings, _ = ask(**town(5, AHEAD, each=100, rated=80))

    assert "texts" not in staff(findings).facts


def test_a_claim_from_words_has_nothing_behind_it_that_a_card_could_remake(ask):
    findings, _ = ask(**town(1, AHEAD))

    assert staff(findings).behind is None


# what nobody scores


def spoken(seed, tones, each=200, marks=0):
    """Give tables of businesses spoken of by ``tones``, the mean of good (1) and bad (-1); the reader errs at times."""
    rng = np.random.default_rng(seed)
    rows, said, marked = [], [], []
    for business, mean in enumerate(tones):
        for place in range(each):
            tone = 1 if rng.random() < (1 + mean) / 2 else -1
            seen = tone if rng.random() < 0.85 else 1
            number = len(rows)
            rows.append({"review_id": number, "business_id": business, "text": "We waited.", "source": "trustpilot"})
            said.append({
                "review_id": number, "sentence": 0, "aspect": "waiting time", "negative": 900 * (seen < 0),
                "neutral": 0, "positive": 900 * (seen > 0),
            })  # fmt: skip
            if place < marks:
                marked.append({"review_id": number, "sentence": 0, "aspect": "waiting time", "tone": tone})
    reads = [
        {"review_id": row["review_id"], "language": "en", "read": True, "sentences": 1, "words_hash": 0} for row in rows
    ]
    made = {"reviews": rows, "readings": reads, "mentions": said, "marks": marked}
    held = {name: pa.Table.from_pylist(one, schema=table(name).schema()) for name, one in made.items()}
    return {**held, "businesses": businesses(*NAMES[: len(tones)]), "columns": columns()}


TONES = (0.6, -0.1, -0.3, -0.2)


def test_what_nobody_scored_has_a_place_in_words_and_a_step_to_know(ask):
    findings, _ = ask(**spoken(1, TONES))

    [found] = [one for one in findings if one.aspect == "waiting time"]
    assert (found.verdict, found.reason) == ("not_enough", "nobody scored it")
    assert "put Deli 1st of 4" in found.sentence
    assert found.sentence.endswith("Mark 25 sentences of each business on an audit sheet to know.")
    assert found.needed.of == "marks"
    assert found.estimate is None


def test_of_several_unscored_aspects_one_is_told(ask):
    tables = spoken(1, TONES)
    more = [{**row, "aspect": other} for row in tables["mentions"].to_pylist() for other in ("parking", "noise")]
    tables["mentions"] = pa.concat_tables(
        [tables["mentions"], pa.Table.from_pylist(more, schema=table("mentions").schema())]
    )

    findings, _ = ask(**tables)

    assert len(findings) == 1


def test_marks_make_a_probable_first_place_and_never_a_proven_one(ask):
    findings, _ = ask(**spoken(2, TONES, marks=40))

    [found] = [one for one in findings if one.aspect == "waiting time"]
    assert (found.verdict, found.tier) == ("probably", "likely")
    assert found.low < 0.6 < found.high
    assert "put right by 160 marks." in found.sentence


@pytest.mark.parametrize(("tones", "verdict"), [((-0.5, 0.5, 0.6, 0.4), "no"), ((0.1, 0.1, 0.1, 0.1), "close")])
def test_marks_that_show_no_first_place_say_so(ask, tones, verdict):
    findings, _ = ask(**spoken(3, tones, marks=30))

    [found] = [one for one in findings if one.aspect == "waiting time"]
    assert found.verdict == verdict


def test_two_businesses_are_no_market_for_words(ask):
    findings, _ = ask(**spoken(1, TONES[:2]))

    assert not [one for one in findings if one.aspect == "waiting time"]


def scored_too(tables, business, number):
    """Give the tables with so many scores for waiting time of a business."""
    rows = [
        row | {"a_wait": 400 if row["business_id"] == business and row["review_id"] % 200 < number else None}
        for row in tables["reviews"].to_pylist()
    ]
    reviews = pa.Table.from_pylist(rows, schema=table("reviews").schema(["a_wait"]))
    told = [row | {"label": "waiting time"} for row in columns("a_wait").to_pylist()]
    return tables | {"reviews": reviews, "columns": pa.Table.from_pylist(told, schema=table("columns").schema())}


def test_of_what_a_few_people_scored_it_is_not_said_that_nobody_did(ask):
    findings, _ = ask(**scored_too(spoken(1, TONES), 1, 3))

    assert not [one for one in findings if "nobody scored" in one.sentence]


def test_marks_count_where_a_few_people_scored(ask):
    findings, _ = ask(**scored_too(spoken(2, TONES, marks=40), 1, 3))

    assert [one.tier for one in findings if "put right by 160 marks" in one.sentence] == ["likely"]


def test_sentences_marked_as_about_something_else_make_no_place(ask):
    tables = spoken(2, TONES, marks=16)
    marks = [row | {"tone": None if row["review_id"] % 200 > 1 else 1} for row in tables["marks"].to_pylist()]
    tables["marks"] = pa.Table.from_pylist(marks, schema=tables["marks"].schema)

    findings, _ = ask(**tables)

    [found] = [one for one in findings if one.aspect == "waiting time"]
    assert found.verdict == "not_enough"
