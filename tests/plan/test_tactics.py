"""Every tactic has its words, what it serves, and fits into an hour."""

import pytest

from standout.plan.offers import Offers, Person
from standout.plan.tactics import tactics
from standout.words import catalogue

OBJECTIVES = {"reach", "sell", "save", "learn", "launch"}
STRATEGIES = {"access", "engage", "customize", "connect", "collaborate"}
MEASURES = {"code_used", "replied", "bought", "reviewed", "agreed", "heard", "saved"}
every_tactic = pytest.mark.parametrize("tactic", tactics().values(), ids=str)


@every_tactic
def test_it_serves_objectives_and_strategies_that_there_are(tactic):
    assert tactic.objectives
    assert set(tactic.objectives) <= OBJECTIVES
    assert tactic.strategies
    assert set(tactic.strategies) <= STRATEGIES
    assert tactic.measure in MEASURES


@every_tactic
def test_its_words_are_there(tactic):
    for part in ("short", "say", "why", "stop"):
        assert f"plan.tactic.{tactic.name}.{part}" in catalogue()


@every_tactic
def test_it_can_be_begun_in_an_hour(tactic):
    assert 0 < tactic.takes(1) <= 60
    assert tactic.costs(1) <= 500


@every_tactic
def test_it_asks_by_channels_where_it_asks_anybody(tactic):
    assert bool(tactic.people) == bool(tactic.channels)
    assert set(tactic.channels) <= {"in_person", "phone", "email", "sms"}


@every_tactic
def test_what_it_needs_is_something_that_can_be_offered(tactic):
    known = {*Offers.__dataclass_fields__, *Person.__dataclass_fields__, "teller"}

    assert set(tactic.needs) <= known


def test_every_objective_and_every_strategy_has_several_that_cost_nothing():
    for kind, known in (("objectives", OBJECTIVES), ("strategies", STRATEGIES)):
        for name in known:
            assert sum(name in getattr(tactic, kind) for tactic in tactics().values() if not tactic.costs(1)) >= 3
