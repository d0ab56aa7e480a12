"""Which claims may be shown to everybody: as a page may be published, for plans and kits alike."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pyarrow as pa
import pytest

from standout.answer import Answer
from standout.finding import Evidence
from standout.question import Question
from standout.questions.story.cards import card_of
from standout.tables import table
from standout.workspace import Workspace
from standout.workspace.barring import barred_cards, made_card

NEWEST = date(2026, 9, 27)
LAST = date(2026, 12, 26)  # 90 days on: 3 of September, 31, 30 and 26


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give a workspace in which Deli's staff are far ahead, and who is first in all can't be told."""
    folder = tmp_path_factory.mktemp("barring")
    chance = random.Random(3)
    rows = ["Business,Date,Stars,Staff,Text,Reviewer"]
    for name in ("Deli", "North", "South", "West"):
        for number in range(60):
            staff = 5 if name == "Deli" and number % 4 else chance.randint(2, 4)
            day = NEWEST - timedelta(days=number * 3)
            rows.append(f"{name},{day},{chance.randint(3, 5)},{staff},{name} {number},{name}-{number}")
    (folder / "reviews.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    made = Workspace.new(folder / "shop", ours="Deli")
    made.add(folder / "reviews.csv", yes=True)
    return made


@pytest.fixture(scope="module")
def est(shop: Workspace) -> Answer:
    """Give what est answers."""
    return shop.ask("est")


def story(*cards: str) -> Answer:
    """Give drafts that rest on these cards."""
    rows = [
        {"draft_id": card, "text": "Said.", "origin": "card", "card": card, "backed": True, "different": None,
         "nearest": "", "easy": 5.0, "memorable": 0.5, "fresh": None, "said_at": None, "loud": 0.0}
        for card in cards
    ]  # fmt: skip
    asked = Question(name="story", asks="", reads=(), writes=("drafts",), settings=(), answer="story:answer")
    evidence = Evidence(question="story", inputs=(), settings={}, as_of=NEWEST, seed=0)
    drafts = pa.Table.from_pylist(rows, schema=table("drafts").schema())
    return Answer(question=asked, findings=(), table=drafts, evidence=evidence)


def test_a_claim_may_be_said_to_its_last_day_and_not_after_it(shop: Workspace, est: Answer) -> None:
    assert "Staff | {}" not in barred_cards(shop, {"est": est}, LAST)
    assert "Staff | {}" in barred_cards(shop, {"est": est}, LAST + timedelta(days=1))


def test_a_claim_that_can_not_be_told_is_barred_on_any_day(shop: Workspace, est: Answer) -> None:
    close = [card_of(one.aspect, one.world) for one in est.findings if one.verdict == "close"]

    assert close
    assert set(close) <= barred_cards(shop, {"est": est}, NEWEST + timedelta(days=3))


@pytest.mark.parametrize("day", [NEWEST - timedelta(days=9), NEWEST, LAST, LAST + timedelta(days=1)])
def test_what_is_barred_is_what_the_page_of_the_card_would_be_refused_for(
    shop: Workspace, est: Answer, day: date
) -> None:
    refused = set()
    for card in {card_of(one.aspect, one.world) for one in est.findings}:
        made = made_card(shop, {"est": est}, card, day)
        if made is None or made["bars"]:
            refused.add(card)

    assert barred_cards(shop, {"est": est}, day) == refused


def test_a_draft_whose_claim_is_not_found_any_more_is_barred_and_words_without_a_claim_are_not(
    shop: Workspace, est: Answer
) -> None:
    barred = barred_cards(shop, {"est": est, "story": story("Parking | {}", "Staff | {}", "")}, LAST)

    assert "Parking | {}" in barred
    assert not {"", "Staff | {}"} & barred


def test_with_no_answers_every_claim_of_a_draft_is_barred(shop: Workspace) -> None:
    assert barred_cards(shop, {}, LAST) == frozenset()
    assert barred_cards(shop, {"story": story("Staff | {}", "")}, LAST) == {"Staff | {}"}
