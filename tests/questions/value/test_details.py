"""Details that customers tell of, in reviews made by hand and in made-up markets whose truth is known."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from standout import registry, settings
from standout.questions.value import QUESTION
from standout.questions.value.copies import found
from standout.questions.value.held import held
from standout.questions.value.quoted import quotes
from standout.questions.value.talk import ratio
from standout.questions.value.triggers import gathered, outcomes
from standout.tables import table
from standout.text.descriptors import MENTIONED, RULES

NAMES = ("Deli", "North", "South", "East")
DAY = date(2026, 1, 1)
PLAIN = (
    "We came by on a rainy Monday.", "The counter is by the door.", "The bread was fresh.", "A coffee and the cake.",
    "The staff were kind.", "Took the bus there.", "The window is big.", "Nice music and good light.",
    "The tables were full.", "I read the paper for a while.",
)  # fmt: skip
RIBBON = "They tied it with a lovely satin ribbon."


def market(*rows, businesses=4, columns=(), **tables):
    """Give tables of reviews ``{"business", "text", ...}`` in the order of days, each by a person of its own."""
    reviews = [
        {"review_id": n, "business_id": 0, "reviewer_id": 1000 + n, "reviewed_at": DAY + timedelta(n % 300), **row}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    wide = sorted({name for row in rows for name in row if name[:2] in {"a_", "d_"}})
    of = [{"business_id": n, "name": name, "ours": n == 0, "rival": False} for n, name in enumerate(NAMES[:businesses])]
    made = {"businesses": of, "columns": list(columns), **tables}
    return {
        "reviews": pa.Table.from_pylist(reviews, schema=table("reviews").schema(wide)),
        **{name: pa.Table.from_pylist(each, schema=table(name).schema()) for name, each in made.items()},
    }


def told(part, engine, tables, **given):
    asked = settings.resolve(QUESTION.settings, {}, given)
    return registry.load(f"{part}:part", "standout.questions.value")(held(engine(**tables), 100_000, None), asked, 7)


def drawn(rng, sentences=3):
    return " ".join(rng.choice(PLAIN, sentences, replace=False))


def visits(seed, each=120, sentences=3, planted=()):
    """Give reviews of four alike businesses; ``planted`` are pairs of a sentence and how many of ours say it."""
    rng = np.random.default_rng(seed)
    rows = [{"business_id": b, "text": drawn(rng, sentences)} for b in range(4) for _ in range(each)]
    for sentence, many in planted:
        for place in rng.choice(each, many, replace=False):
            rows[place]["text"] += " " + sentence
    return rows


def test_what_only_our_customers_praise_is_told_with_how_many(engine):
    [finding], [row] = told("only_here", engine, market(*visits(1, planted=[(RIBBON, 12)])))

    assert (finding.verdict, finding.tier) == ("counted", "counted")
    assert finding.facts["detail"] == row["name"] == "satin ribbon"
    # 12 of our 120 people
    assert (finding.rows, finding.estimate) == (12, 0.1)
    assert {finding.low, finding.high, row["low"], row["high"]} == {None}
    assert finding.quotes == (RIBBON,)
    assert finding.sentence.startswith(
        "12 of 120 people whose words on Deli were read praise this: satin ribbon. None of the 360"
    )


def test_what_a_rivals_customer_praises_too_is_not_only_here(engine):
    rows = visits(1, planted=[(RIBBON, 12)])
    rows[200]["text"] += " " + RIBBON

    assert told("only_here", engine, market(*rows))[1] == []


def test_what_rivals_customers_name_without_praise_is_said_beside_it(engine):
    rows = visits(1, planted=[(RIBBON, 12)])
    rows[200]["text"] += " The satin ribbon was ugly and cheap."
    [finding], _ = told("only_here", engine, market(*rows))

    assert finding.facts["rival_mentions"] == 1
    assert "Of theirs, 1 person names it and 1 doesn't praise it." in finding.sentence


def test_blame_that_only_we_get_is_no_detail_to_be_proud_of(engine):
    _, rows = told("only_here", engine, market(*visits(1, planted=[("The satin ribbon was awful.", 12)])))

    assert rows == []


def test_where_customers_are_alike_nothing_is_only_here(engine):
    heard = [told("only_here", engine, market(*visits(seed)))[1] for seed in range(8)]

    assert heard == [[]] * 8


def test_longer_reviews_of_ours_make_no_detail_of_ours(engine):
    rows = [*visits(3, sentences=8)[:120], *visits(4, sentences=2)[120:]]

    assert told("only_here", engine, market(*rows))[1] == []


def test_too_few_people_is_told_with_the_next_step(engine):
    [finding], rows = told("only_here", engine, market(*visits(1, each=20)))

    # 15 people who praise what one in twenty does: 300
    assert (finding.verdict, finding.needed.more, rows) == ("not_enough", 300 - 20, [])
    [finding], _ = told("only_here", engine, market(*visits(1)[:120], businesses=1))
    assert finding.sentence_key == "details.only_here.rivals"


def recommending(seed, lift, each=300, column=True):
    """Give reviews of which one in six names a candle; ``lift`` more of these recommend."""
    rng = np.random.default_rng(seed)
    rows = []
    for n in range(4 * each):
        named = rng.random() < 1 / 6
        happy = rng.random() < (0.4 + 0.1 * (n // each) + lift * named)
        text = drawn(rng, rng.integers(1, 6)) + (" There was a candle on it." if named else "")
        score = {"d_recommended": "1" if happy else "0"} if column else {"a_overall": 500 if happy else 400}
        rows.append({"business_id": n // each, "text": text, **score})
    columns = [
        {"table": "reviews", "name": "d_recommended", "label": "recommended", "kind": "descriptor",
         "addressable": "after"},
        {"table": "reviews", "name": "a_overall", "label": "overall", "kind": "aspect", "addressable": "never",
         "scale_low": 1.0, "scale_high": 5.0},
    ]  # fmt: skip
    return market(*rows, columns=columns[:1] if column else columns[1:])


@pytest.mark.parametrize("column", [True, False])
def test_a_detail_that_goes_with_recommending_is_told_as_a_link(engine, column):
    [finding], [row] = told("triggers", engine, recommending(1, 0.3, column=column))

    assert finding.facts["detail"] == row["name"] == "candle"
    assert finding.low < 0.3 < finding.high
    assert "which need not be a cause" in finding.sentence
    assert ("recommend" in finding.sentence.split(":")[0]) == column
    assert finding.quotes == ("There was a candle on it.",)
    assert finding.facts["lift_alone_low"] < 0.3 < finding.facts["lift_alone_high"]


def test_a_business_that_all_recommend_makes_no_trigger_of_what_it_has(engine):
    rng = np.random.default_rng(2)
    rows = []
    for n in range(1200):
        happy = rng.random() < (0.9 if n < 300 else 0.3)
        candle = " There was a candle on it." if rng.random() < (0.6 if n < 300 else 0.05) else ""
        rows.append({"business_id": n // 300, "text": drawn(rng) + candle, "d_recommended": "yes" if happy else "no"})
    columns = recommending(1, 0)["columns"].to_pylist()

    assert told("triggers", engine, market(*rows, columns=columns))[1] == []


def test_nothing_goes_with_recommending_by_chance(engine):
    heard = [told("triggers", engine, recommending(seed, 0.0, each=100))[1] for seed in range(8)]

    # one run in twenty may raise an alarm; 3 or more of 8 come once in 170 times
    assert sum(map(bool, heard)) < 3


def test_what_makes_it_untellable_is_said(engine):
    [finding], _ = told("triggers", engine, market(*visits(1)))
    assert (finding.verdict, finding.sentence_key) == ("not_enough", "details.trigger.untold")
    [finding], _ = told("triggers", engine, recommending(1, 0.0, each=40))
    assert (finding.verdict, finding.needed.more) == ("not_enough", 1100 - 160)


def complaints(waits=(), shows=True):
    """Give reviews: 30 of 60 of North's complain of the queue, as nobody does at ours; those in ``waits`` got none."""
    good, bad = "The queue was short, good!", "The queue was terrible."
    others = [f"{one} {other}" for one in PLAIN for other in PLAIN if one != other][:60]
    rows = [{"business_id": 0, "text": f"Great queue. {place}"} for place in others]
    rows += [{"business_id": 1, "text": f"{bad if n < 30 else good} {place}"} for n, place in enumerate(others)]
    for n, row in enumerate(rows[60:90]):
        row["reviewed_at"] = DAY
        row["reply_at"] = DAY + timedelta(4) if shows and n not in waits else None
    return rows


def test_what_a_rival_leaves_unanswered_is_counted_where_our_customers_care(engine):
    [finding], [row] = told("unanswered", engine, market(*complaints(waits=range(20)), businesses=2))

    assert finding.verdict == "counted"
    assert (finding.rows, finding.facts["of"]) == (30, 60)
    assert {finding.low, finding.high, row["low"], row["high"]} == {None}
    assert "you may say so" not in finding.sentence
    # 20 of the 30 have no answer; the other ten waited 4 days
    assert (finding.facts["unanswered"], finding.facts["dated"], finding.facts["days"]) == (20, 30, 4)
    assert (finding.facts["ours"], finding.facts["ours_praise"]) == (0, 60)
    assert row["name"] == "North: queue"
    assert "got no answer" in finding.sentence


def test_aspects_that_were_read_are_the_topics(engine):
    rows = complaints(waits=range(20))
    spoken = [mention(n, aspect="waiting time", positive=900) for n in range(60)]
    spoken += [mention(n, aspect="waiting time", negative=900) for n in range(60, 90)]
    [finding], [row] = told("unanswered", engine, market(*rows, businesses=2, mentions=spoken))

    assert (finding.facts["topic"], finding.rows, finding.facts["ours_praise"]) == ("waiting time", 30, 60)
    assert {row["performance"], row["performance_low"], row["performance_high"]} == {None}
    assert finding.quotes[0].startswith("The queue was terrible.")


def test_who_was_not_read_is_not_counted_as_content(engine):
    rows = complaints(waits=range(20))
    spoken = [mention(n, aspect="queue", positive=900) for n in range(20)]
    spoken += [mention(n, aspect="queue", negative=900) for n in range(60, 80)]
    readings = [reading(n) for n in (*range(30), *range(60, 90))]
    [finding], [row] = told("unanswered", engine, market(*rows, businesses=2, mentions=spoken, readings=readings))

    # of either's 60 people 30 were read
    assert (finding.rows, finding.facts["of"], finding.facts["ours_of"]) == (20, 30, 30)
    assert row["estimate"] == pytest.approx(20 / 30)
    assert "among 60 people" in finding.sentence


def test_a_complaint_hardly_more_common_at_a_rival_is_no_opening(engine):
    rows = [{"business_id": n // 300, "text": f"We came by on day {n}."} for n in range(600)]
    spoken = [mention(n, positive=900) for n in range(60)] + [mention(n, negative=900) for n in range(240, 300)]
    spoken += [mention(n, negative=900) for n in range(300, 410)]

    # 60 and 110 of 300: beyond luck, but not twice as often; readers may well differ as much
    assert told("unanswered", engine, market(*rows, businesses=2, mentions=spoken)) == ([], [])


def test_where_customers_complain_alike_hardly_any_opening_is_seen(engine):
    def rounds(seed):
        rng = np.random.default_rng(seed)
        rows = [{"business_id": n // 60, "text": f"We came by on day {n}."} for n in range(240)]
        spoken = [
            mention(n, aspect=f"aspect {one}", **{str(rng.choice(["positive", "negative"], p=[0.85, 0.15])): 900})
            for n in range(240) for one in range(8)
        ]  # fmt: skip
        return told("unanswered", engine, market(*rows, mentions=spoken))[1]

    # eight aspects and three rivals; one run in twenty may see something: 3 or more of 8 come once in 170 times
    assert sum(bool(rounds(seed)) for seed in range(8)) < 3


def test_copies_are_no_more_people_who_complain(engine):
    rows = [{"business_id": n // 30, "text": LONG if n % 30 < 9 else f"{LONG} {n}"} for n in range(60)]
    spoken = [mention(n, positive=900) if n < 30 else mention(n, negative=900) for n in range(60)]
    [finding], _ = told("unanswered", engine, market(*rows, businesses=2, mentions=spoken))

    # 9 of 30 say the same: one of them is read
    assert (finding.rows, finding.facts["of"], finding.facts["ours_of"]) == (22, 22, 22)


def test_a_rival_whose_answers_no_file_shows_is_not_said_to_be_silent(engine):
    [finding], _ = told("unanswered", engine, market(*complaints(shows=False), businesses=2))

    assert finding.facts["unanswered"] is None
    assert "can't be seen" in finding.sentence
    assert "no answer" not in finding.sentence


def test_complaints_that_are_all_answered_are_no_opening(engine):
    assert told("unanswered", engine, market(*complaints(), businesses=2)) == ([], [])


def test_what_our_own_customers_never_praise_is_no_opening(engine):
    rows = complaints(waits=range(20))
    for row in rows[:60]:
        row["text"] = "We had tea."

    assert told("unanswered", engine, market(*rows, businesses=2)) == ([], [])


def reading(review, language="en"):
    return {"review_id": review, "language": language, "read": language == "en", "sentences": 1, "words_hash": review}


def mention(review, sentence=0, aspect="food", **tones):
    return {"review_id": review, "sentence": sentence, "aspect": aspect, "negative": 0, "neutral": 0, "positive": 0,
            **tones}  # fmt: skip


def test_the_share_of_product_talk_is_counted(engine):
    rows = [{"text": f"The soup was good. The staff were kind. {n}", "business_id": n // 20} for n in range(40)]
    spoken = [mention(n, 0, positive=900) for n in range(40) if n % 2]
    spoken += [mention(n, 1, "staff", positive=800) for n in range(40)]
    [finding], [ours, theirs] = told("talk", engine, market(*rows, businesses=2, mentions=spoken))

    # 10 of our 20 name the food, all the staff: 10 / 30
    assert finding.estimate == pytest.approx(1 / 3)
    assert (ours["reviews"], theirs["reviews"]) == (30, 30)
    assert {finding.low, finding.high, ours["low"], ours["high"]} == {None}
    assert "Customers of Deli speak of 30 things in words we recognise. Of these, 33 %" in finding.sentence


def test_one_person_alone_tells_no_share():
    assert ratio(np.ones(30, dtype=bool), np.zeros(30, dtype=int)) is None


def test_what_we_say_ourselves_is_counted_by_sentence(engine):
    ours = [{"business_id": 0, "text": f"Our soup number {n}."} for n in range(6)]
    ours += [{"business_id": 0, "text": f"The staff of table {n} are kind."} for n in range(6)]
    findings, [row] = told("talk", engine, market({"text": "Nice."}, claims=ours))

    assert [one.sentence_key for one in findings] == ["details.talk.own"]
    assert (row["reviews"], row["estimate"]) == (12, 0.5)


LONG = (
    "We waited at the counter for a while and then had the best bread with butter and jam that anybody can make here."
)


def test_copies_are_counted_with_and_without_and_nobody_is_accused(engine):
    rows = [{"text": LONG, "a_overall": 500} for _ in range(4)] + [{"text": f"Tea {n} was fine.", "a_overall": 300}
                                                                  for n in range(8)]  # fmt: skip
    columns = recommending(1, 0, each=2, column=False)["columns"].to_pylist()
    [finding], [row] = told("copies", engine, market(*rows, columns=columns))

    # 4 fives and 8 threes: 44 / 12; one five is kept: 29 / 9
    assert (finding.facts["copies"], finding.facts["texts"], finding.facts["of"]) == (4, 1, 12)
    assert finding.facts["mean"] == row["performance"] == pytest.approx(44 / 12)
    assert finding.facts["mean_without"] == pytest.approx(29 / 9)
    assert "nobody is accused" in finding.sentence


@pytest.mark.parametrize(
    ("words", "people", "others", "many"),
    [
        (20, 2, 50, 1), (19, 4, 50, 0), (6, 5, 50, 4), (6, 4, 50, 0), (5, 5, 50, 0), (5, 5, 5, 0), (5, 5, 4, 4),
    ],
)  # fmt: skip
def test_what_counts_as_copies_goes_by_length_and_by_people(words, people, others, many):
    texts = np.r_[np.zeros(people), 1 + np.arange(others)].astype(int)
    n = len(texts)

    assert len(found(texts, np.full(n, words), np.zeros(n), np.arange(n), np.arange(n))) == many


def test_one_persons_copies_and_copies_about_different_businesses_are_none(engine):
    rows = [{"text": LONG, "reviewer_id": 7}] * 3 + [{"text": LONG, "business_id": 1, "reviewer_id": 7}]
    given = held(engine(**market(*rows)), 1000, None)

    assert given.copied.spare.tolist() == []


def test_case_and_punctuation_make_no_other_text(engine):
    rows = [{"text": LONG}, {"text": LONG.upper().replace(" and", ", and")}]

    assert held(engine(**market(*rows)), 1000, None).copied.spare.tolist() == [1]


def test_a_copied_detail_is_heard_once(engine):
    rows = visits(1)
    for row in rows[:12]:
        row["text"] = f"{LONG} {RIBBON}"

    assert told("only_here", engine, market(*rows))[1] == []


def test_what_is_not_read_is_counted_by_language(engine):
    rows = [{"text": "The soup was good and we liked it."}] * 3
    rows += [{"text": "Jedzenie bylo bardzo dobre i na pewno wrocimy."}] * 2 + [{"text": "Das Essen war sehr gut."}]
    readings = [
        {"review_id": n, "language": each, "read": each == "en", "sentences": 1, "words_hash": n}
        for n, each in enumerate(["en", "en", "en", "pl", "pl", "de"])
    ]
    [finding], table_rows = told("unread", engine, market(*rows, readings=readings))

    assert finding.facts["languages"] == {"Polish": 2, "German": 1}
    assert "Polish, 2 reviews and German, 1 review" in finding.sentence
    assert "all that is told from words" not in finding.sentence
    assert [row["name"] for row in table_rows] == ["Polish", "German"]


def test_without_readings_the_words_tell_what_is_read(engine):
    rows = [{"text": "The soup was good and we liked it."}] * 3
    [finding], _ = told("unread", engine, market(*rows, {"text": "Das Essen war sehr gut.", "language": "de-AT"}))

    assert finding.facts["languages"] == {"German": 1}


def test_quotes_are_verbatim_and_the_surest_and_newest_of_each_person(engine):
    texts = ["The soup was good.", "Lovely soup here!", "Good soup, Wilma Krug said.", "Soup!", "Soup was nice."]
    rows = [{"text": f"Came by. {text}"} for text in texts] + [
        {"text": "Came by. More good soup.", "reviewer_id": 1001}
    ]
    rows += [{"text": "The rival's soup was great.", "business_id": 1}]
    spoken = [mention(n, 1, positive=900) for n in range(5)] + [mention(5, 1, positive=950), mention(6, positive=999)]
    tables = market(*rows, mentions=spoken, contacts=[{"person_id": 1, "name": "Wilma Krug"}])
    given = held(engine(**tables), 1000, None)

    found_quotes = quotes(given, "food", "positive", 4)

    # the surest first: person 1001's newer one; then the newest; one names somebody, one is too short
    assert [(one.text, one.review_id) for one in found_quotes] == [
        ("More good soup.", 5), ("Soup was nice.", 4), ("The soup was good.", 0),
    ]  # fmt: skip
    assert found_quotes[0].at == DAY + timedelta(5)
    assert quotes(given, "food", "negative") == quotes(given, "staff") == []


STAGES = [rule for rule in RULES if rule.kind == "stage"]


def stages(*said):
    """Give tags of reviews: the place of each one's stage among all, or None."""
    rows = [{"review_id": n} | ({STAGES[one].column: MENTIONED} if one is not None else {}) for n, one in said]
    schema = table("tags").schema([rule.column for rule in STAGES])
    return pa.Table.from_pylist(rows, schema=schema)


def test_steps_are_counted_with_the_score_of_those_who_speak_of_them(engine):
    rows = [{"text": "We came by.", "a_overall": 100 * (n % 5 + 1)} for n in range(20)]
    rows += [{"text": "We came by.", "business_id": 1, "a_overall": 400} for _ in range(20)]
    columns = recommending(1, 0, each=2, column=False)["columns"].to_pylist()
    for n, row in enumerate(rows):
        row["text"] += f" It was visit {n}."
    tables = market(*rows, columns=columns, businesses=2)
    tables["tags"] = stages(*[(n, 0) for n in range(10)], *[(n, 1) for n in range(20, 26)])
    findings, made = told("journey", engine, tables)

    spoken, silent = findings
    # 10 of our 20 speak of the first step, two of each score: mean 3
    assert (made[0]["name"], made[0]["reviews"], made[0]["estimate"]) == (STAGES[0].what, 10, 0.5)
    assert made[0]["performance"] == pytest.approx(3.0)
    assert made[0]["performance_low"] < 3 < made[0]["performance_high"]
    assert f"{STAGES[0].what} (10; whole reviews score 3.00" in spoken.sentence
    # the second step only rivals' customers speak of: 6 of 20
    assert silent.facts["rivals_speak_of"] == {STAGES[1].what: 6}
    assert {spoken.low, spoken.high, silent.high, made[0]["low"], made[0]["high"]} == {None}
    assert "at most" not in silent.sentence
    assert f"{STAGES[1].what} (6 of 20)" in silent.sentence
    assert [row["name"] for row in made] == [rule.what for rule in STAGES]


def test_steps_are_counted_among_those_whose_words_were_read(engine):
    rows = [{"text": f"We came by on visit {n}."} for n in range(20)]
    tables = market(*rows, readings=[reading(n) for n in range(0, 20, 2)])
    tables["tags"] = stages(*[(n, 0) for n in range(10)])
    _, made = told("journey", engine, tables)

    # reviews 0, 2, .. 18 were read; 0, 2, 4, 6 and 8 of them speak of the step
    assert (made[0]["reviews"], made[0]["estimate"]) == (5, 0.5)


def test_who_complains_of_waiting_speaks_of_that_step(engine):
    tables = market(*[{"text": f"We came by on visit {n}."} for n in range(20)])
    said = [{"review_id": n, "sentence": 0, "aspect": "waiting time", "negative": 900, "neutral": 0, "positive": 0}
            for n in range(3)]  # fmt: skip
    tables["mentions"] = pa.Table.from_pylist(said, schema=table("mentions").schema())
    _, made = told("journey", engine, tables)

    steps = {rule.name: row["reviews"] for rule, row in zip(STAGES, made, strict=True)}
    assert steps["arriving"] == 3
    assert sum(steps.values()) == 3


def test_only_reviews_that_were_read_and_grouped_show_what_goes_with_recommending(engine):
    tables = recommending(1, 0.0, each=20)
    reviews = tables["reviews"].num_rows
    tables["readings"] = pa.Table.from_pylist([reading(n) for n in range(40)], schema=table("readings").schema())
    grouped = [{"review_id": n, "sentence": 0, "theme": "t1"} for n in range(30, reviews)]
    tables["theme_sentences"] = pa.Table.from_pylist(grouped, schema=table("theme_sentences").schema())

    # 40 of 80 were read, 50 grouped, 10 both
    assert outcomes(held(engine(**tables), 1000, None))[0].tolist() == list(range(30, 40))


def test_a_rule_and_a_theme_are_named_as_people_say_them(engine):
    tables = recommending(1, 0.0, each=20)
    column = next(rule.column for rule in RULES if rule.name == "wine")
    schema = table("tags").schema([column])
    tables["tags"] = pa.Table.from_pylist([{"review_id": 1, column: MENTIONED}], schema=schema)
    label = {"theme": "t1", "label": "tea, pot"}
    tables["themes"] = pa.Table.from_pylist([label], schema=table("themes").schema())
    given = held(engine(**tables), 1000, None)
    rows, recommends, _ = outcomes(given)

    assert gathered(given, rows, recommends).names[-2:] == ("wine", "a theme with the words tea, pot")


def test_an_interval_of_what_was_selected_is_wider_the_fewer_are_told(engine):
    [finding], _ = told("triggers", engine, recommending(1, 0.3))

    # one told among m: 1 - .05 / m, which is more than .99 where six or more were tested
    assert 0.99 < finding.facts["level"] < 1
    assert finding.low > 0


def test_only_so_many_texts_are_taken_apart_the_newest_and_the_sentence_says_so(engine, monkeypatch):
    monkeypatch.setattr("standout.questions.value.said.MOST", 100)
    rows = visits(1, planted=[(RIBBON, 60)])
    for n, row in enumerate(rows):
        row["reviewed_at"] = DAY + timedelta(n)
    tables = market(*rows)
    given = held(engine(**tables), 1000, None)

    newest = np.flatnonzero(given.read)
    assert given.said.rows.tolist() == [*newest[newest < 120][-100:], *newest[-100:]]
    [finding], _ = told("only_here", engine, tables)
    assert finding.facts["of"] == finding.facts["rival_reviewers"] == 100
    assert "among 200 people" in finding.sentence


def test_tables_beside_reviews_come_only_for_reviews_that_are_looked_at(engine):
    rows = [{"text": f"The soup was good on day {n}.", "business_id": n // 10} for n in range(20)]
    given = held(engine(**market(*rows, mentions=[mention(n, positive=900) for n in range(20)])), 8, None)

    # four of either, the newest
    assert given.mentions["review_id"].to_pylist() == [6, 7, 8, 9, 16, 17, 18, 19]


def test_where_nothing_was_tagged_no_step_is_called_silent(engine):
    assert told("journey", engine, market(*[{"text": "We came by."}] * 3)) == ([], [])
