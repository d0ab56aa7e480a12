"""What customers talk about, in reviews made by hand."""

from datetime import date, timedelta

import pyarrow as pa

from standout import settings
from standout.questions.value import QUESTION
from standout.questions.value.held import held
from standout.questions.value.themes_told import part
from standout.tables import table

WIFI, TEA = "The wifi was slow all day.", "We had a pot of tea."


def told(engine, rows, **given):
    """The findings and rows for reviews ``(business, reviewer, [(theme, sentence), ...])``, a day apart."""
    reviews = [
        {"review_id": n, "business_id": business, "reviewer_id": who, "reviewed_at": date(2026, 1, 1) + timedelta(n),
         "text": " ".join(sentence for _, sentence in said)}
        for n, (business, who, said) in enumerate(rows)
    ]  # fmt: skip
    grouped = [
        {"review_id": n, "sentence": place, "theme": theme}
        for n, (_, _, said) in enumerate(rows)
        for place, (theme, _) in enumerate(said)
    ]
    labels = {"w1": "wifi, slow", "t1": "tea, pot", "k1": "kevin, tea", "k2": "kevin", "other": "other"}
    made = {
        "businesses": [{"business_id": n, "name": name, "ours": n == 0, "rival": False} for n, name in enumerate("AB")],
        "reviews": reviews, "theme_sentences": grouped,
        "themes": [{"theme": key, "label": label} for key, label in labels.items()],
    }  # fmt: skip
    tables = {name: pa.Table.from_pylist(each, schema=table(name).schema()) for name, each in made.items()}
    asked = settings.resolve(QUESTION.settings, {}, given)
    return part(held(engine(**tables), 1000, None), asked, 7)


def test_people_are_counted_and_not_sentences(engine):
    findings, rows = told(engine, [
        (0, 1, [("w1", WIFI), ("w1", "It was slow again, the wifi.")]), (0, 1, [("w1", "Still slow wifi.")]),
        (0, 2, [("w1", "No wifi upstairs."), ("t1", TEA)]), (0, 3, [("t1", "A pot of tea, please.")]),
        (0, 4, [("w1", "Poor wifi.")]), (1, 5, [("w1", "Their wifi works.")]), (1, 6, [("t1", "Tea was cold.")]),
    ])  # fmt: skip

    # three people of four speak of the wifi, two of tea; of the rivals' two, one
    [finding] = findings
    assert (finding.facts["theme"], finding.rows, finding.estimate) == ("w1", 3, 0.75)
    assert (finding.verdict, finding.facts["rivals_share"]) == ("counted", 0.5)
    assert finding.sentence.startswith(
        "3 people speak of a theme with the words wifi, slow. That is 75 % of the 4 people whose words were grouped. "
        "Of the 2 people who wrote about rivals, 50 % do."
    )
    assert [(row["name"], row["reviews"], row["estimate"]) for row in rows] == [
        ("wifi, slow", 3, 0.75),
        ("tea, pot", 2, 0.5),
    ]


def test_quotes_hold_the_words_of_the_label_and_are_of_different_people(engine):
    findings, _ = told(engine, [
        (0, 1, [("w1", WIFI)]), (0, 1, [("w1", "The wifi was slow here.")]), (0, 2, [("w1", "It is a joke.")]),
        (0, 3, [("w1", "The slow wifi again.")]),
    ])  # fmt: skip

    assert findings[0].quotes == ("The slow wifi again.", "The wifi was slow here.")
    assert [one["review_id"] for one in findings[0].facts["quoted"]] == [3, 1]


def test_what_fits_no_theme_is_no_theme(engine):
    rows = [(0, n, [("other", f"We came by on day {n}.")]) for n in range(9)]

    assert told(engine, rows) == ([], [])


def test_what_too_few_say_is_in_the_table_only(engine):
    findings, rows = told(engine, [(0, n, [("t1", TEA if n else "Tea in a pot.")]) for n in range(2)])

    assert findings == []
    assert [(row["kind"], row["reviews"]) for row in rows] == [("theme", 2)]


def test_without_rivals_nothing_is_said_of_them(engine):
    findings, _ = told(engine, [(0, n, [("t1", f"Pot {n} of tea was fine.")]) for n in range(5)])

    assert findings[0].facts["rivals_share"] is None
    assert "rivals" not in findings[0].sentence
    assert findings[0].quotes == ("Pot 4 of tea was fine.", "Pot 3 of tea was fine.")


def test_what_nearly_everybody_speaks_of_here_and_there_is_no_theme(engine):
    wifi, tea = ("w1", WIFI), ("t1", TEA)
    ours = [(0, n, [wifi, tea] if n < 3 else [wifi]) for n in range(5)]

    # all five of ours speak of the wifi, three of tea; of the rivals' two everybody speaks of the wifi, one of tea
    findings, rows = told(engine, [*ours, (1, 7, [wifi, tea]), (1, 8, [wifi])])
    assert [one["name"] for one in rows] == [one.aspect for one in findings] == ["tea, pot"]
    # half of the rivals' people are no more than half
    _, rows = told(engine, [*ours, (1, 7, [wifi]), (1, 8, [tea])])
    assert [one["name"] for one in rows] == ["wifi, slow", "tea, pot"]


def test_a_share_that_words_alone_tell_has_no_interval(engine):
    [finding], [row] = told(engine, [(0, n, [("t1", TEA)]) for n in range(4)] + [(0, n, []) for n in range(4, 9)]
                            + [(1, 10, [("w1", WIFI)])])  # fmt: skip

    assert {finding.low, finding.high, row["low"], row["high"]} == {None}


def test_where_nothing_was_grouped_nothing_is_told(engine):
    assert told(engine, [(0, 1, []), (0, 2, [])]) == ([], [])


def test_nobodys_name_is_in_a_label(engine):
    rows = [(0, n, [("k1", f"Kevin made tea at {n}."), ("k2", f"Kevin is great on day {n}.")]) for n in range(4)]
    findings, _ = told(engine, rows)

    assert [(one.aspect, one.quotes) for one in findings] == [("tea", ())]
