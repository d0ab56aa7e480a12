"""The pilot: a look at few people says how to go on, and nothing of it stays in what is claimed."""

import numpy as np
import pytest

from standout.network import pilot
from standout.network.choosing import Terms, chosen
from standout.network.graph import graph
from standout.network.pilot import View, piloted, within_reach
from standout.network.task import Limits, tasked

pytestmark = pytest.mark.usefixtures("way")

RANDOM = np.random.default_rng(8)
ONE, OTHER = RANDOM.integers(0, 3000, 9000), RANDOM.integers(0, 3000, 9000)
HEAVY = graph(3000, np.concatenate([ONE, OTHER]), np.concatenate([OTHER, ONE]), 0.35)
LIGHT = graph(3000, ONE, OTHER, None)


def plan(g, *, goal=0.5, k=20, model="ic", limits=None, **terms):
    limits = limits or Limits()
    with tasked(g, Terms(k=k, **terms), model, goal=goal, delta=0.01, limits=limits, seed=1, threads=1) as task:
        return piloted(task)


def test_where_word_goes_far_snapshots_choose():
    assert plan(HEAVY).people is not None
    assert chosen(HEAVY, Terms(k=20), eps=0.1, curve=False).engine == "snapshots"


def test_where_it_does_not_reverse_sets_do():
    assert plan(LIGHT).people is None
    assert plan(LIGHT, model="lt").people is None


def test_snapshots_are_not_asked_what_they_cannot_answer():
    assert plan(HEAVY, hops=3).people is None
    assert plan(HEAVY, rivals=np.array([5, 6])).people is None


def test_where_word_goes_far_one_way_snapshots_choose_whatever_the_goal(monkeypatch):
    drawn = []
    real = pilot.chosen_by_snapshots
    monkeypatch.setattr(
        pilot, "chosen_by_snapshots", lambda *a, **asked: drawn.append(asked["snapshots"]) or real(*a, **asked)
    )
    monkeypatch.setattr(pilot, "_LONG", 1e6)  # a thousandth of a second pays for the fewest
    found = plan(graph(3000, np.tile(ONE, 3), np.roll(np.tile(OTHER, 3), 7), 0.3), goal=0.9)
    assert found.people is not None
    assert drawn == [64]


def test_no_more_snapshots_are_drawn_than_there_is_time_or_room_for(monkeypatch):
    asked = []
    real = pilot.chosen_by_snapshots
    monkeypatch.setattr(pilot, "chosen_by_snapshots", lambda *a, **b: asked.append(b) or real(*a, **b))
    plan(HEAVY, goal=0.9, limits=Limits(memory=1e6))
    plan(HEAVY, goal=0.9, limits=Limits(seconds=0.02))
    none = plan(HEAVY, goal=0.9, limits=Limits(seconds=1e-5))
    free, hurried = asked
    assert free["memory"] == 1e6
    assert 8 <= hurried["snapshots"] < free["snapshots"]
    assert none.people is None


def test_large_sets_end_at_sentinels_where_that_makes_them_small(monkeypatch):
    monkeypatch.setattr(pilot, "able", lambda *_: False)
    found = plan(HEAVY)
    assert len(found.sentinels) >= 1
    assert found.each < found.entire / 2
    answer = chosen(HEAVY, Terms(k=20), eps=0.1)
    assert answer.people[: len(found.sentinels)].size
    assert answer.low <= answer.curve[-1, 2]
    assert answer.engine == "reverse"


def test_a_pilot_is_bounded_by_the_people_it_looks_at(monkeypatch):
    monkeypatch.setattr(pilot, "able", lambda *_: False)
    complete = graph(400, np.repeat(np.arange(400), 400), np.tile(np.arange(400), 400), 1.0)
    found = plan(complete)
    assert found.entire == pytest.approx(400.0)
    assert found.entries < 4 * pilot._ENTRIES


def test_what_needs_many_sets_is_asked_of_everybody_in_turn():
    assert plan(graph(50, np.array([0]), np.array([1]), 0.1)).sampler.drawn.in_turn
    assert not plan(LIGHT, values=np.ones(3000)).sampler.drawn.in_turn


def test_a_goal_is_nearer_with_more_sets():
    limits = Limits()
    with tasked(LIGHT, Terms(k=20), "ic", goal=0.8, delta=0.01, limits=limits, seed=1, threads=1) as task:
        view = View(0.1, 20.0, 20.0, 0.0)
        reached = [within_reach(task, view, sets, 0) for sets in (100, 1_000, 10_000, 100_000, 1_000_000)]
    assert reached == sorted(reached)
    assert reached[-1]
    assert not reached[0]
