"""Story: what is said is verbatim, scoped as proven, and held against what was said before."""

from datetime import date

import pyarrow as pa
import pytest

from standout.questions.story import QUESTION
from standout.questions.story.answer import answer
from standout.questions.story.backed import unbacked
from standout.questions.story.cards import Card, card_of
from standout.questions.story.labels import inside
from standout.questions.story.quotes import Quote
from standout.questions.story.told import told
from standout.questions.story.told_of import within
from standout.questions.story.wordings import FORMS, SHORT, of_card, of_customers
from standout.tables import table
from standout.text.folded import folded
from standout.text.superlatives import split, superlatives

STAFF = Card("Staff", {}, sure=True, judged=8, sentence="Yes.", rows=300, column="a_staff")
LUNCH = Card("Quiet", {"Visit": "lunch"}, sure=True, judged=8, sentence="Yes.", rows=90, column="a_quiet")
PRICE = Card(
    "cheapest flat white", {}, sure=True, judged=9, sentence="Yes.", rows=10, item="flat white", figure="£2.60"
)
HOURS = Card("longest opening time", {}, sure=True, judged=5, sentence="Yes.", rows=6)
RATED = {"sources": ("our own records",), "first": date(2025, 3, 3), "last": date(2026, 11, 20)}
ADVICE = Card("Beratung", {}, sure=True, judged=4, sentence="Yes.", rows=90, column="a_advice", **RATED)
LIKELY = Card("Staff", {}, sure=False, judged=8, sentence="Probably.", rows=60, column="a_staff")
OVERALL = Card("overall", {}, sure=True, judged=4, sentence="Yes.", rows=200, column="a_overall", overall=True)
WHOLE = (
    "Yes: Deli is best on Staff, ahead of all 4 rivals. This holds among people who reviewed. It leads by 0.5 points."
)
REVIEWS = (
    "They knew our order before we sat down. Parking was bad.", "The staff were slow.", "Friendly staff, warm rolls.",
    "Lovely soup.", "Nice window seat.", "Ann was so kind to us.",
)  # fmt: skip


def rows(name, *held):
    return pa.Table.from_pylist(list(held), schema=table(name).schema())


def reviews(*texts):
    schema = table("reviews").schema(["a_staff"])
    return pa.Table.from_pylist(
        [
            {"review_id": n, "business_id": 0, "reviewer_id": n, "reviewed_at": date(2026, 5, 1 + n), "text": text,
             "source": "google_takeout", "a_staff": 500}
            for n, text in enumerate(texts)
        ],
        schema=schema,
    )  # fmt: skip


def held(**more):
    finding = {"question": "est", "subject": "Deli", "world": "{}", "aspect": "Staff", "verdict": "yes",
               "tier": "proven", "sentence": WHOLE, "rows": 300, "lead": 0.5, "judged": 4}  # fmt: skip
    column = {"table": "reviews", "name": "a_staff", "label": "Staff", "kind": "aspect", "scale_low": 1.0,
              "scale_high": 5.0, "addressable": "after"}  # fmt: skip
    names = enumerate(("Deli", "North", "South"))
    made = {
        "businesses": rows("businesses", *({"business_id": n, "name": name, "ours": not n, "rival": False}
                                           for n, name in names)),
        "findings": rows("findings", finding),
        "columns": rows("columns", column),
        "reviews": reviews(*REVIEWS),
    }  # fmt: skip
    return {**made, **more}


def asked(engine, draft="", people="told", **more):
    return answer(engine(**held(**more)), {"draft": draft, "people": people}, 1, None)


def messages(*texts):
    return rows("messages", *({"message_id": n, "text": text, "said_by": 0, "said_at": date(2026, 1, 1 + n)}
                              for n, text in enumerate(texts)))  # fmt: skip


def sends(*pairs):
    return rows("sends", *({"message_id": m, "person_id": p, "sent_at": date(2026, 2, 1 + m)} for m, p in pairs))


@pytest.mark.parametrize("card", [STAFF, LUNCH, PRICE, HOURS, LIKELY, OVERALL], ids=lambda card: card.name)
def test_no_draft_says_more_than_its_card(card):
    drafts = of_card(card, "Deli", [Quote("Warm rolls and friendly staff.", None)])

    assert {draft.form for draft in drafts} == set(FORMS)
    for draft in drafts:
        assert unbacked(draft.text, [card]) == []
        assert len(draft.text) <= SHORT
        assert any(number in draft.text for number in (str(card.of), str(card.judged)))
        assert all(value in draft.text for value in card.world.values())


def drafts_of(card, subject="Deli"):
    return {draft.form: draft.text for draft in of_card(card, subject, [])}


def test_each_form_is_said_by_whom_it_is_for():
    said = drafts_of(ADVICE, "Röstwerk Lindenhof")

    assert said["line"] == "In reviews of 5 places, we came first on Beratung."
    assert said["short"] == (
        "Thank you for letting us write to you. In reviews of 5 places, Röstwerk Lindenhof came first on Beratung. "
        "The reviews are from our own records, 3 March 2025 to 20 November 2026. If you know somebody who would enjoy "
        "that, please pass this on. They can say your code when they come."
    )
    assert said["spoken"] == (
        "Did you know? People scored 5 places on Beratung, and we came first. Thank you for being part of that. If a "
        "friend would enjoy that, here is a code they can say when they come."
    )
    # to pass on: a friend speaks, so nothing of it is ours, and it asks for no code; that stands beside it
    assert said["pass_on"] == (
        "You might like Röstwerk Lindenhof. In reviews of 5 places, it came first on Beratung. The reviews are from "
        "their own records, 3 March 2025 to 20 November 2026."
    )


@pytest.mark.parametrize("card", [STAFF, LUNCH, PRICE, HOURS, LIKELY, OVERALL, ADVICE], ids=lambda card: card.name)
def test_a_line_is_one_sentence_that_fits_a_card_and_what_is_passed_on_never_says_we(card):
    said = drafts_of(card)

    assert len(said["line"]) <= 90
    assert len(split(said["line"])) == 1
    assert not {"we", "us", "our", "ours", "i"} & set(folded(said["pass_on"]))
    assert not any(superlatives(text) for form, text in said.items()) or card is HOURS
    for form in ("short", "spoken"):
        assert "code" in said[form]
        assert "come by" not in said[form].lower()
    assert not any("!" in text for text in said.values())


def test_customers_words_have_the_same_forms():
    said = {draft.form: draft.text for draft in of_customers([Quote("So kind.", date(2026, 5, 1))], "Deli")}

    assert said["line"] == "“So kind.” A customer of ours wrote that."
    assert said["short"].startswith(
        "Thank you for letting us write to you. A customer of Deli wrote this on 1 May 2026:"
    )
    assert said["spoken"].startswith("May I read you what a customer wrote? “So kind.” If a friend would")
    assert said["pass_on"] == "“So kind.” A customer of Deli wrote that on 1 May 2026."


def test_where_the_days_take_too_many_signs_they_are_left_out_and_then_the_text():
    long = drafts_of(ADVICE, "Deli " * 9)["short"]

    assert len(long) <= SHORT
    assert "The reviews are from our own records. If" in long
    assert "short" not in drafts_of(ADVICE, "Deli " * 30)
    assert "line" in drafts_of(ADVICE, "Deli " * 30)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Staff", "staff"), ("Value for Money", "value for money"), ("Beratung", "Beratung"), ("BBQ", "BBQ"),
        ("Preis und Service", "Preis und Service"), ("McDonald", "McDonald"), ("wait", "wait"), ("", ""),
    ],
)  # fmt: skip
def test_only_labels_of_ordinary_english_words_lose_their_capital(label, said):
    assert inside(label) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“Friendly staff.”", "Friendly staff"), ("“Friendly staff", "Friendly staff"),
        ("Friendly staff.", "Friendly staff"),
        ("They said “so kind” to us.", "They said ‘so kind’ to us"), ("So “kind”", "So ‘kind’"), ("Why?", "Why?"),
        ("“So kind” and “so warm”", "‘So kind’ and ‘so warm’"), ('"So kind."', "So kind"), ("", ""),
    ],
)  # fmt: skip
def test_what_is_quoted_has_no_second_marks_of_quotation(text, said):
    assert within(text) == said


def test_the_first_sentence_of_a_finding_holds_the_whole_line_or_none_of_it(engine):
    findings, _ = asked(engine, draft="Warm rolls at seven. Dogs are welcome.")
    begin = [finding.sentence.partition(". ")[0] for finding in findings[:3]]

    assert begin == [
        "This is your draft",
        "You can say: “In reviews of 5 places, we came first on staff”",
        "A customer of Deli wrote: “Friendly staff, warm rolls”",
    ]
    assert not any("““" in finding.sentence or "””" in finding.sentence for finding in findings)


def test_all_forms_a_finding_gives_of_customers_words_quote_the_same_words(engine):
    findings, _ = asked(engine, findings=rows("findings"))
    facts = next(finding.facts for finding in findings if finding.facts.get("origin") == "customers")

    assert facts["drafts"] > 4  # more quotes than one were put into words
    assert all("Friendly staff, warm rolls." in facts[form] for form in ("one_line", "short", "spoken", "pass_on"))


def test_what_is_only_likely_is_never_said_as_shown():
    for draft in of_card(LIKELY, "Deli", []):
        assert "so far" in draft.text.lower()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("We have the friendliest staff of 9 places.", []),
        ("We have the friendliest staff.", ["unscoped"]),
        ("We have the friendliest staff of 9 places in town.", ["wider"]),
        ("We have the best soup of 9 places.", ["none"]),
        ("Warm rolls at seven.", []),
        ("Our staff is friendlier than any other of 9 places.", []),
        ("We are the only place with friendly staff, of 9.", []),
        ("Not the best staff.", []),
    ],
)
def test_a_claim_is_backed_by_a_card_on_the_same_thing_within_its_limits(text, why):
    assert [one.why for one in unbacked(text, [STAFF])] == why


def test_a_claim_on_a_group_must_name_the_group_and_a_likely_one_must_say_so():
    assert [one.why for one in unbacked("The best quiet of 9 places.", [LUNCH])] == ["world"]
    assert unbacked("At lunch, the best quiet of 9 places.", [LUNCH]) == []
    assert [one.why for one in unbacked("The best staff of 9 places.", [LIKELY])] == ["likely"]
    assert unbacked("So far, the best staff of 9 places.", [LIKELY]) == []


def test_every_quote_stands_word_for_word_in_a_review(engine):
    findings, drafts = asked(engine)
    quotes = [quote for finding in findings for quote in finding.quotes]

    assert quotes
    assert all(any(quote in text for text in REVIEWS) for quote in quotes)
    assert all(any(quote in text for text in drafts["text"].to_pylist()) for quote in quotes)


def test_blame_names_and_superlatives_are_not_quoted(engine):
    texts = [*REVIEWS, "The best staff in the whole town.", "Staff were friendly but slow."]
    _, drafts = asked(engine, reviews=reviews(*texts))
    said = " ".join(drafts["text"].to_pylist())

    assert not any(words in said for words in ("slow", "Ann", "whole town", "Parking"))


def test_a_draft_names_its_card_and_carries_whom_it_speaks_for(engine):
    findings, drafts = asked(engine)

    assert drafts["card"][0].as_py() == card_of("Staff", {}) == "Staff | {}"
    assert "This holds among people who reviewed." in findings[0].sentence
    assert "on Google Takeout" not in drafts["text"][0].as_py()
    assert drafts.schema == table("drafts").schema()


def test_without_rivals_words_or_messages_nobody_can_tell_different_or_new(engine):
    _, drafts = asked(engine)

    assert drafts["different"].null_count == drafts["fresh"].null_count == drafts.num_rows


def test_a_line_a_rival_says_is_shown_with_the_rivals_words(engine):
    claims = rows("claims", {"business_id": 1, "text": "Warm rolls from seven. Friendly staff."},
                  {"business_id": 0, "text": "A friendly team!"})  # fmt: skip
    findings, drafts = asked(engine, draft="Rolls that are warm from seven.", claims=claims)
    [row] = [row for row in drafts.to_pylist() if row["origin"] == "own"]
    [metoo] = [finding for finding in findings if finding.facts.get("me_too_ours")]

    assert row["nearest"] == "Warm rolls from seven."
    assert row["different"] < 0.5
    assert metoo.facts["same"] == 1
    assert "“Friendly staff”, by North" in metoo.sentence


def test_a_repeat_is_found_at_its_passage_with_day_and_people(engine):
    said = messages("We open on Sunday. Dogs are welcome.", "New beans from Peru.")
    sent = sends((0, 1), (0, 2), (1, 1), (1, 3), (1, 4))
    findings, drafts = asked(engine, draft="Otter cake today. Dogs are welcome.", messages=said, sends=sent)
    [before] = [finding for finding in findings if finding.sentence_key == "story.before"]
    own = drafts.to_pylist()[0]

    assert (before.facts["passage"], before.facts["said"]) == ("Dogs are welcome.", "Dogs are welcome.")
    assert (before.facts["told"], before.facts["told_people"]) == (2, 4)
    assert "Of the 4 people Deli wrote to, 2 were sent that, last on 1 February 2026." in before.sentence
    # otter, cake, today | dog, welcome: 2 of 5 words were told to 2 of 4 people, so 1 - 2/5 * 2/4 = 0.8
    assert own["fresh"] == pytest.approx(0.8)
    assert own["said_at"] == date(2026, 2, 1)


def test_what_the_one_person_written_to_was_sent_is_said_of_that_one(engine):
    findings, _ = asked(engine, draft="Dogs are welcome.", messages=messages("Dogs are welcome."), sends=sends((0, 1)))
    [before] = [finding for finding in findings if finding.sentence_key.startswith("story.before")]

    assert before.sentence.endswith("The one person Deli wrote to was sent that, last on 1 February 2026.")


def test_a_post_counts_only_where_everyone_is_asked_about(engine):
    said = messages("Dogs are welcome.", "New beans from Peru.")
    sent = sends((1, 1), (1, 3))
    make = engine(messages=said, sends=sent)

    assert not told(make, 0, ["Dogs are welcome."], posts=False).before
    assert told(make, 0, ["Dogs are welcome."], posts=True).share("Dogs are welcome.") == 1.0


def test_what_sells_more_than_it_tells_is_counted_with_its_words(engine):
    findings, _ = asked(engine, messages=messages("HURRY! 50% off! Order now!", "Thank you for coming."))
    [loud] = [finding for finding in findings if finding.sentence_key == "story.loud"]

    assert (loud.facts["messages"], loud.facts["loud"], loud.facts["giving"]) == (2, 1, 1)
    assert "50%" in loud.sentence


def said_of(engine, *messages_said, theirs=("Friendly staff.",)):
    claims = rows("claims", *({"business_id": 1, "text": text} for text in theirs))
    findings, _ = asked(engine, claims=claims, messages=messages(*messages_said))
    return {finding.sentence_key.partition(".")[2]: finding for finding in findings}


def test_lines_of_ours_that_rivals_say_too_are_named_three_at_most(engine):
    theirs = ("Friendly staff.", "Warm rolls from seven.", "Dogs are welcome.", "Open on Sunday.")
    said = said_of(engine, *theirs, "New beans from Peru.", theirs=theirs)["metoo"]

    assert said.facts["same"] == 4
    assert len(said.facts["me_too_ours"]) == 3
    assert set(said.facts["me_too_ours"]) < set(theirs)


@pytest.mark.parametrize(
    ("lines", "key", "begins"),
    [
        (("Friendly staff.", "New beans."), "metoo", "Of the 2 lines Deli has put out, 1 says what a rival says too."),
        (("Friendly staff.",), "metoo_only", "The one line Deli has put out says what a rival says too."),
        (("New beans.",), "metoo_only_none", "The one line Deli has put out says nothing that a rival says too."),
        (("The best soup.", "Beans."), "unbacked", "Of the 2 lines Deli has put out, 1 claims more than is shown."),
        (("The best soup.",), "unbacked_only", "The one line Deli has put out claims more than is shown."),
        (("Passionate about quality.", "Beans."), "worn", "Of the 2 lines Deli has put out, 1 says what is said in"),
        (("Passionate about quality.",), "worn_only", "The one line Deli has put out says what is said in every"),
        (
            ("New beans.", "Warm rolls."), "loud",
            "None of the last 2 messages of Deli sells more than it tells, and no sentence asks for anything.",
        ),
        (
            ("50% off all cakes! Order now!", "Thank you for coming."), "loud",
            "Of the last 2 messages of Deli, 1 sells more than it tells, and 1 sentence asks for something. 1 sentence",
        ),
        (("50% off all cakes! Order now!",), "loud", "The last message of Deli sells more than it tells, and 1 "),
        (("New beans.",), "loud", "The last message of Deli does not sell more than it tells, and no sentence asks"),
    ],
)  # fmt: skip
def test_none_and_one_are_said_as_people_say_them(engine, lines, key, begins):
    assert said_of(engine, *lines)[key].sentence.startswith(begins)


def test_with_no_card_and_no_draft_the_next_step_is_told(engine):
    findings, drafts = asked(engine, findings=rows("findings"), reviews=reviews("Lovely."))

    assert [finding.verdict for finding in findings] == ["not_enough"]
    assert findings[0].needed.step_key == "story.step"
    assert drafts.num_rows == 0


@pytest.mark.parametrize("draft", ["   ", "!!!", "we are", "🎉🎉", "a" * 5000, "“nested “quotes” here”"])
def test_any_draft_can_be_looked_at(engine, draft):
    findings, drafts = asked(engine, draft=draft)

    assert all(finding.sentence.endswith(".") for finding in findings)
    assert ("own" in drafts["origin"].to_pylist()) == any(sign.isalnum() for sign in draft)


def test_drafts_to_use_stand_before_drafts_to_mend(engine):
    _, drafts = asked(engine, messages=messages("In reviews of 5 places, we came first on staff."), sends=sends((0, 1)))
    fresh = [row["fresh"] for row in drafts.to_pylist() if row["origin"] == "card"]

    assert fresh[0] >= 0.5
    assert fresh[-1] < 0.5


def test_it_has_a_place_and_writes_drafts():
    assert (QUESTION.place, QUESTION.writes) == (50, ("drafts",))


DEUTSCH = ("Kaufen Sie jetzt, nur heute gibt es 20% auf alles!", "Wir haben den besten Kuchen in der ganzen Stadt.")


def test_lines_in_another_language_are_left_out_and_counted_once(engine):
    said = said_of(engine, "We have a friendly staff.", "The beans are new.", *DEUTSCH)

    assert (said["metoo"].facts["lines"], said["loud"].facts["messages"]) == (2, 2)
    assert said["unread"].facts == {"lines": 4, "unread": 2}
    assert said["unread"].sentence.startswith("Of the 4 lines Deli has put out, 2 are in another language.")


def test_of_lines_that_are_all_in_another_language_nobody_can_tell(engine):
    said = said_of(engine, *DEUTSCH)

    assert {"metoo", "metoo_none", "loud", "worn", "unbacked", "unread"}.isdisjoint(said)
    assert said["unread_all"].verdict == "not_enough"
    assert said["unread_all"].reason


def test_what_rivals_say_in_another_language_is_not_taken_for_unlike_ours(engine):
    said = said_of(engine, "New beans.", theirs=DEUTSCH)

    assert {"metoo", "metoo_none", "metoo_only_none"}.isdisjoint(said)


def test_a_draft_in_another_language_has_no_gauges_and_is_not_taken_for_shown(engine):
    claims = rows("claims", {"business_id": 1, "text": "Friendly staff."})
    findings, drafts = asked(engine, draft=DEUTSCH[1], claims=claims)
    own, found = drafts.to_pylist()[0], findings[0]

    assert not own["backed"]
    assert [own[gauge] for gauge in ("different", "easy", "memorable", "loud")] == [None] * 4
    assert found.facts["kincaid"] is found.facts["asking"] is found.facts["ideas"] is None
    assert found.sentence.count("only English is read so far") == 1
    assert "Easy:" not in found.sentence
    assert drafts.to_pylist()[1]["easy"] is not None
