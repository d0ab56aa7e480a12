"""Quotes: nobody's address, number or name gets from a review into what is printed."""

import json
from datetime import date

import pyarrow as pa
import pytest

from standout.questions.story.answer import answer
from standout.questions.story.quotes import quotes, texts
from standout.tables import table

HELD = ("Ann Kowalski", "Björn Åkesson", "Will Grace", "MARISOL", "dembele, Ousmane", "Xiu Wen")
GIVEN = ("Kevin", "Wojciech", "Siobhan", "Tyrone", "Quentin", "Aoife", "Ngozi")
REACHED = (
    "ann@x.example", "b.c+d@mail.x.example", "www.x.example", "http://x.example/ann", "x.example", "555-0102-33",
    "(020) 7946 0958", "+44.20.7946.0958", "555 010 233", "5550102", "@anncakes",
)  # fmt: skip
GOOD = ("The cake was lovely and the staff were kind.", "Warm rolls and friendly staff.", "Lovely soup, so fresh.",
        "Such a quiet and cosy place.", "They knew our order, such a friendly team.")  # fmt: skip


def planted():
    """Give praise with somebody in it, and the word that must not get out."""
    folded = {part.strip(","): name for name in HELD for part in name.split()}
    held = [spelt for part in folded for spelt in (part.title(), part.upper(), part.lower())
            if part not in ("Will", "Grace") or spelt != part.lower()]  # fmt: skip
    given = [spelt for name in GIVEN for spelt in (name, name.upper())]
    for who in (*held, *given, *REACHED):
        yield from ((f"{who} made a lovely cake", who), (f"lovely cake from {who} today", who),
                    (f"Wonderful cake, {who}!", who), (f"the {who}'s cake was lovely", who),
                    (f"friendly staff, call {who} for warm cake", who))  # fmt: skip


PLANTED = list(planted())


def held(*said, names=HELD):
    rows = {
        "businesses": [{"business_id": 0, "name": "Deli", "ours": True, "rival": False}],
        "reviews": [{"review_id": n, "business_id": 0, "text": text, "reviewed_at": date(2026, 5, 1)}
                    for n, text in enumerate(said)],
        "contacts": [{"person_id": n, "name": name} for n, name in enumerate(names)],
    }  # fmt: skip
    return {name: pa.Table.from_pylist(each, schema=table(name).schema()) for name, each in rows.items()}


def said_of(engine, *said):
    return [quote.text for quote in quotes(texts(engine(**held(*said)), 0, []), None)]


@pytest.mark.parametrize(
    "text",
    ["wonderful cake write to ann@x.example", "lovely cake from ann kowalski", "call 555-0102-33 for lovely cake",
     "Ann made a lovely cake", "KEVIN made my day, lovely"],
)  # fmt: skip
def test_a_quote_that_shows_somebody_gives_way_to_another(engine, text):
    assert set(said_of(engine, text, *GOOD)) == set(GOOD)


def test_every_good_quote_is_still_there_among_many_that_are_not(engine):
    assert set(said_of(engine, *(text for text, _ in PLANTED), *GOOD)) == set(GOOD)


def test_no_address_number_or_name_is_in_any_draft_finding_or_fact(engine):
    made = held(*(text for text, _ in PLANTED), *GOOD)
    findings, drafts = answer(engine(**made), {"draft": "", "people": "told"}, 1, None)
    out = json.dumps([drafts.to_pylist(), *(repr(one) for one in findings)], default=str, ensure_ascii=False).lower()

    assert any(good.lower() in out for good in GOOD)
    assert [who for _, who in PLANTED if who.lower() in out and who.lower() not in ("will", "grace")] == []
    assert "will made" not in out
    assert "grace made" not in out
