"""Story in another language: what we put together there may be used, and says no more than in English."""

from datetime import date

import pyarrow as pa
import pytest

from standout.questions.story.answer import answer
from standout.questions.story.cards import Card, cards
from standout.questions.story.labels import inside
from standout.questions.story.told_of import within
from standout.questions.story.wordings import FORMS, SHORT, of_card
from standout.tables import table
from standout.words import FIRST, LANGUAGES, say, speaking

OTHERS = [one for one in LANGUAGES if one != FIRST]
STAFF = Card(
    "Staff", {}, sure=True, judged=8, sentence="Yes.", rows=300, column="a_staff", sources=("Google Takeout",),
    first=date(2025, 3, 3), last=date(2026, 11, 20),
)  # fmt: skip
LIKELY = Card("Staff", {}, sure=False, judged=8, sentence="Probably.", rows=60, column="a_staff")
PRICE = Card("x", {}, sure=True, judged=9, sentence="Yes.", rows=10, item="flat white", figure="2,60 €")
HOURS = Card("längste Öffnungszeit", {}, sure=False, judged=5, sentence="Yes.", rows=6, last=date(2026, 11, 20))
PROOF = (
    "Ja: Deli ist am besten bei „Staff“. Das gilt unter Personen, die bewertet haben, und zwar zwischen dem "
    "1. März 2026 und dem 21. Oktober 2026."
)
TEXTS = (
    "They knew our order before we sat down.", "The staff were slow.", "Friendly staff, warm rolls.", "Lovely soup.",
    "Nice window seat.", "So kind to us.",
)  # fmt: skip


def rows(name, *held):
    return pa.Table.from_pylist(list(held), schema=table(name).schema())


def asked(engine, draft=""):
    businesses = [
        {"business_id": n, "name": name, "ours": not n, "rival": False} for n, name in enumerate(("Deli", "North"))
    ]
    finding = {
        "question": "est", "subject": "Deli", "world": "{}", "aspect": "Staff", "verdict": "yes", "tier": "proven",
        "sentence": f"{PROOF} Der Vorsprung beträgt 0,50 Punkte.", "rows": 300, "lead": 0.5, "judged": 4,
    }  # fmt: skip
    column = {
        "table": "reviews", "name": "a_staff", "label": "Staff", "kind": "aspect", "scale_low": 1.0, "scale_high": 5.0,
        "addressable": "after",
    }  # fmt: skip
    reviews = [
        {"review_id": n, "business_id": 0, "reviewer_id": n, "reviewed_at": date(2026, 5, 1 + n), "text": text,
         "source": "mapped", "a_staff": 500}
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    held = {
        "businesses": rows("businesses", *businesses), "findings": rows("findings", finding),
        "columns": rows("columns", column),
        "reviews": pa.Table.from_pylist(reviews, schema=table("reviews").schema(["a_staff"])),
    }  # fmt: skip
    return answer(engine(**held), {"draft": draft, "people": "told"}, 1, None)


@pytest.mark.parametrize("language", OTHERS)
def test_lines_put_together_in_another_language_may_be_used(engine, language):
    with speaking(language):
        _, drafts = asked(engine)
    ours = [row for row in drafts.to_pylist() if row["origin"] == "card"]
    assert ours
    assert all(row["backed"] and row["easy"] is None and row["loud"] is None for row in ours)


def test_a_draft_of_the_owners_in_another_language_counts_as_not_shown(engine):
    with speaking("de"):
        found, drafts = asked(engine, draft="Wir haben das beste Personal der ganzen Stadt und sind sehr freundlich.")
        said = found[0].sentence
    assert not drafts.to_pylist()[0]["backed"]
    assert "Der Plan für die Woche lässt es aus." in said


def test_the_proof_keeps_its_days(engine):
    with speaking("de"):
        said = asked(engine)[0][0].sentence
    assert said.endswith(PROOF)


def test_of_customers_words_only_theirs_are_read(engine):
    with speaking("de"):
        found, drafts = asked(engine)
        quoted = next(one for one in found if one.sentence_key == "story.quoted").sentence
    theirs = [row for row in drafts.to_pylist() if row["origin"] == "customers"]
    assert theirs
    assert all(row["backed"] and row["easy"] is not None for row in theirs)
    assert "Das" not in quoted.partition("bildlich vorstellen")[2].partition(".")[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("card", [STAFF, LIKELY, PRICE, HOURS])
def test_every_form_is_there_in_every_language(card, language):
    with speaking(language):
        made = of_card(card, "Otter and Crumb", ())
    assert [one.form for one in made] == [form for form in FORMS if form != "quote"]
    assert all(len(one.text) <= SHORT for one in made if one.form in ("short", "pass_on"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_and_when_the_scores_are_from_fits_into_a_message(language):
    with speaking(language):
        texts = {one.form: one.text for one in of_card(STAFF, "Otter and Crumb", ())}
        population = say("story.population_dated", sources=["Google Takeout"], first=STAFF.first, last=STAFF.last)
    assert population.strip() in texts["short"]
    assert population.strip() in texts["pass_on"]


def test_labels_keep_their_capitals_inside_a_sentence_of_another_language():
    with speaking("de"):
        assert inside("Staff") == "Staff"
    assert inside("Staff") == "staff"


def test_marks_of_quotation_inside_others_are_single_in_german_too():
    with speaking("de"):
        assert within("Ein Kunde schrieb „so nett“ über uns.") == "Ein Kunde schrieb ‚so nett‘ über uns"


def test_the_scores_for_all_are_known_by_their_column_whatever_it_is_called(engine):
    held = {
        "findings": rows("findings", {
            "question": "est", "subject": "Deli", "world": "{}", "aspect": "overall", "verdict": "yes",
            "tier": "proven", "sentence": PROOF, "rows": 300, "lead": 0.5, "judged": 4,
        }),
        "columns": rows("columns", {"table": "reviews", "name": "a_overall", "label": "overall", "kind": "aspect",
                                    "addressable": "after"}),
        "reviews": pa.Table.from_pylist([], schema=table("reviews").schema(["a_overall"])),
    }  # fmt: skip
    with speaking("de"):
        [card] = cards(engine(**held), 0, "Deli")
        line = of_card(card, "Deli", ())[0].text
    assert card.overall
    assert line == "In Bewertungen von 5 Betrieben kamen wir insgesamt auf Platz 1."
