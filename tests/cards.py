"""Cards from small markets: the finding of ``est``, the proof behind it and the card made of both."""

from datetime import date

from questions.est.conftest import AS_OF, SETTINGS, businesses, columns, facts, reviews, scored
from standout.questions.est.answer import answer
from standout.questions.est.proof import proof
from standout.questions.est.shown import pages
from standout.report.card import card

TODAY = date(2026, 11, 20)
HIGH = [5, 5, 5, 4] * 10  # 40 scores, mean 4.75
MIDDLE = [4, 4, 3, 5] * 10  # 40 scores, mean 4.00
LOW = [3, 4, 2, 3] * 10  # 40 scores, mean 3.00
NAMES = ("Deli", "North", "South", "East")
ASKED = {"question": "est", "settings": {}, "as_of": AS_OF.isoformat(), "inputs": ["a" * 64],
         "asked": {"subject": "", "aspect": "staff", "world": {}, "wording": ""}}  # fmt: skip


def market(*stars, names=NAMES, **more):
    """Give the tables of a market: one list of stars for staff to each business, ours first."""
    rows = [row for place, each in enumerate(stars) for row in scored(place, "a_staff", each, **more)]
    return {"reviews": reviews(*rows), "businesses": businesses(*names), "columns": columns("a_staff")}


def priced(*prices, names=NAMES, day=AS_OF):
    """Give the tables of a market in which one flat white has these prices, ours first."""
    rows = [(place, "price", "flat white", price, "GBP", {"day": day}) for place, price in enumerate(prices)]
    return {"businesses": businesses(*names), "facts": facts(*rows)}


def found(engine, tables, aspect="staff", world=None, settings=None, as_of=AS_OF):
    """Give the finding on an aspect, and the proof behind it."""
    findings, _ = answer(engine(**tables), SETTINGS | (settings or {}), 0, as_of)
    [one] = [f for f in findings if f.aspect == aspect and dict(f.world) == (world or {})]
    rows = tables["facts"].to_pylist() if "facts" in tables else []
    return one, proof(one.behind, pages(rows, one.behind.market))


def made(engine, tables, aspect="staff", world=None, settings=None, as_of=AS_OF, today=TODAY, **more):
    """Give the card of the finding on an aspect."""
    finding, numbers = found(engine, tables, aspect, world, settings, as_of)
    given = {"version": "0.1.0", "fingerprint": "f" * 16, "check": "standout verify card.html", "evidence": ASKED}
    return card(finding, numbers, today, **(given | more))
