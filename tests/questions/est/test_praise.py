"""Customers' own superlatives are counted for what they speak of, by review, and quoted as they stand."""

from datetime import date

import pyarrow as pa
import pytest

from standout.questions.est.lexicon import lexicon
from standout.questions.est.market import Aspect, Condition, Descriptor
from standout.questions.est.praise import praise_of, praised
from standout.tables import table

ESTS = {est.name: est for est in lexicon()}
STAFF, COFFEE = Aspect("a_staff", "Staff"), Aspect("a_coffee", "Coffee")
TEXTS = (
    (0, "Lovely. The friendliest staff in town! The friendliest staff, really.", "lunch"),
    (0, "Best coffee ever.", "lunch"),
    (0, "Simply the best café in Leith.", "tea"),
    (0, "Not the best coffee. At best it was warm.", "tea"),
    (0, "The staff are the most helpful on the street", "tea"),
    (0, "We like it.", "tea"),
    (0, None, "tea"),
    (1, "The friendliest staff of all, and the best coffee.", "lunch"),
)


@pytest.fixture
def found(engine):
    rows = [
        {"review_id": n, "business_id": b, "text": text, "reviewed_at": date(2025, 1, 1 + n), "d_visit": visit}
        for n, (b, text, visit) in enumerate(TEXTS)
    ]
    return engine(reviews=pa.Table.from_pylist(rows, schema=table("reviews").schema(["d_visit"])))


def test_a_review_counts_once_and_only_for_what_it_praises(found):
    said = praised(found, 0)

    friendliest = praise_of(said, ESTS["friendliest"], STAFF, [STAFF, COFFEE])
    coffee = praise_of(said, ESTS["best_coffee"], COFFEE, [STAFF, COFFEE])
    overall = praise_of(said, ESTS["best"], Aspect("a_overall", "overall"), [STAFF, COFFEE])

    # the first review says it twice, the fifth praises the same staff in other words
    assert friendliest.reviews == 2
    assert coffee == type(coffee)(1, ("Best coffee ever.",))
    assert overall.reviews == 1
    assert overall.quotes == ()  # nobody here knows that Leith is no person


def test_nobody_is_quoted_by_name_and_no_address_is_printed(engine):
    texts = (
        "Ann Quill is the friendliest waitress.",
        "The friendliest staff, write to a@b.example.",
        "The friendliest staff.",
    )
    rows = [
        {"review_id": n, "business_id": 0, "text": text, "reviewed_at": date(2025, 1, 1)}
        for n, text in enumerate(texts)
    ]
    contacts = [{"person_id": 1, "name": "Ann Quill"}]
    held = engine(
        reviews=pa.Table.from_pylist(rows, schema=table("reviews").schema()),
        contacts=pa.Table.from_pylist(contacts, schema=table("contacts").schema()),
    )

    praise = praise_of(praised(held, 0), ESTS["friendliest"], STAFF, [STAFF])

    assert praise.reviews == 3
    assert praise.quotes == ("The friendliest staff.",)


def test_quotes_are_the_newest_sentences_word_for_word(found):
    quotes = praise_of(praised(found, 0), ESTS["friendliest"], STAFF, [STAFF]).quotes

    assert quotes[0] == "The staff are the most helpful on the street"
    assert all(any(quote in (text or "") for _, text, _ in TEXTS) for quote in quotes)


def test_only_our_own_reviews_in_the_world_asked_for_are_read(found):
    tea = (Condition(Descriptor("d_visit", "Visit", before=True), "tea"),)

    assert praise_of(praised(found, 1), ESTS["friendliest"], STAFF, [STAFF]).reviews == 1
    assert praise_of(praised(found, 0, tea), ESTS["friendliest"], STAFF, [STAFF]).reviews == 1
    assert praised(found, 7) == []
