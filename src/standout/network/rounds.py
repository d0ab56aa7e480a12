"""Rounds: sets are drawn, people picked, and fresh sets asked how far those reach, until the ratio is good enough.

Ladder   how many sets there may be when somebody looks is fixed beforehand, from a pilot whose sets aren't kept: look j
         may be wrong with delta / 2 (j + 1)(j + 2), so it doesn't matter at which steps one looks
High     no choice covers more of the sets drawn than the bound says; the best on average covers at least so few of
         them only with that small probability.  That sets end at sentinels doesn't matter: whoever chose them, the
         bound is on whole sets
Low      fresh sets that have nothing to do with the choice, each time anew
In turn  where many sets are drawn everybody is the root equally often; then k people are roots of k in n sets for
         certain, and only the rest is left to chance
Source   Tang, Tang, Xiao & Yuan (2018), "Online Processing Algorithms for Influence Maximization", SIGMOD, for the two
         samples; Hoeffding (1956), Ann. Math. Statist. 27, for roots in turn
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from standout.network.choosing import Chosen
from standout.network.coverage import Picked
from standout.network.curve import NO_CURVE, credited
from standout.network.picking import filled, optimism, pick, tightened
from standout.network.pilot import DUAL, HIGH_GOAL, NOBODY, Plan, View, piloted, within_reach
from standout.network.sampling import Sample, key
from standout.network.task import Task
from standout.network.validating import SIZES, Best, share, validated

SELECT = 1
_BLOCK = 2_000_000  # entries between two looks at the clock
_STEPS = 60
_LARGE = 200_000  # entries from where fresh sets are quicker than the dual, as long as the goal is low
_SLACK = 0.25  # of what the goal leaves: less than this left to chance, and more sets won't help
_LEAST_SLACK = 0.005
_GAIN, _STALLS = 1.01, 2


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """Where the rounds are."""

    plan: Plan
    sample: Sample
    best: Best
    rung: int = 0
    promised: float = 0.0
    stalls: int = 0
    stopped: str = ""


def searched(task: Task, curve_delta: float | None) -> Chosen:
    """Give the choice, with its curve where ``curve_delta`` is what that may be wrong with."""
    if task.terms.plain and task.k >= _free(task):
        return _everybody(task, curve_delta)
    plan = piloted(task)
    state = _State(plan, plan.sampler.empty(), Best(NOBODY, 0.0, task.whole, 0.0, 0, 0, 0))
    while not state.stopped:
        state = _looked(task, _drawn(task, state))
    plan, sample = state.plan, state.sample
    return _answer(
        task, plan, state.best, curve_delta, plan.sets + sample.sets, plan.entries + sample.entries, state.stopped
    )


def _free(task: Task) -> int:
    return task.n if task.allowed is None else int(np.count_nonzero(task.allowed))


def _drawn(task: Task, state: _State) -> _State:
    """Give the state with the sets of its rung drawn, or fewer and why."""
    plan, sample = state.plan, state.sample
    block = max(1024, int(_BLOCK / plan.each))
    if _in_turn(plan):
        block = -(-block // task.n) * task.n
    while sample.sets < plan.at(state.rung):
        if sample.sets and (why := _limit(task, plan, sample)):
            return replace(state, sample=sample, stopped=why)
        more = min(block, plan.at(state.rung) - sample.sets)
        sample = plan.sampler.more(sample, more, key(task.seed, SELECT), stop=plan.sentinels, each=plan.each)
    return replace(state, sample=sample)


def _limit(task: Task, plan: Plan, sample: Sample) -> str:
    """Give which limit is reached, if any; half of the time is for what follows."""
    if time.perf_counter() - task.began > task.limits.seconds / 2:
        return "seconds"
    if 16 * len(sample.flat) + 40 * sample.stored > task.limits.memory:
        return "memory"
    return "sets" if plan.sets + sample.sets >= task.limits.sets else ""


def _looked(task: Task, state: _State) -> _State:
    """Give the state after a look: stopped, or with the rung to go on to."""
    plan, sample = state.plan, state.sample
    found = pick(task, sample, plan.sentinels)
    people = filled(task, np.concatenate([plan.sentinels, found.people])) if plan.people is None else plan.people
    effective = found.effective + len(plan.sentinels)
    fair = max(0.0, found.covered - optimism(found.covered, effective)) / sample.sets
    view = View(fair, task.worth(people), effective, 0.0)
    promised = _promised(task, state, view, SIZES[-1])
    perfect = task.high(found.covered, sample.sets, task.delta / 2 * share(state.rung), in_turn=_in_turn(plan))
    if not state.stopped and promised > perfect * (1 - max(_SLACK * (1 - task.goal), _LEAST_SLACK)):
        state = replace(state, stopped="bound")
    best = state.best._replace(high=min(state.best.high, _high(task, state, found, view)))
    if state.stopped or promised >= task.goal * best.high:
        best = validated(task, plan.sampler, people, sample.sets, plan.each, best, thorough=bool(state.stopped))
    state = replace(state, best=best)
    if best.ratio >= task.goal:
        return replace(state, stopped="ratio")
    if state.stopped:
        return state
    return _onward(task, state, view, promised)


def _in_turn(plan: Plan) -> bool:
    return plan.sampler.drawn.in_turn


def _promised(task: Task, state: _State, view: View, size: float) -> float:
    """Give the low that fresh sets would show, ``size`` times as many as were drawn to choose from."""
    may = task.delta / 2 / len(SIZES) * share(state.best.validations)
    return task.promised(view.share, int(size * state.sample.sets), view.own, may)


def _high(task: Task, state: _State, found: Picked, view: View) -> float:
    """Give the most any choice reaches, by the dual where greedy's bound would cost many fresh sets."""
    may, in_turn = task.delta / 2 * share(state.rung), _in_turn(state.plan)

    def high(covered: float) -> float:
        return task.high(covered, state.sample.sets, may, in_turn=in_turn)

    perfect = high(found.covered)
    if not state.stopped and perfect > _promised(task, state, view, SIZES[-1]) / task.goal:
        return high(found.bound)
    if task.goal < HIGH_GOAL and state.plan.people is not None:  # a larger sample is quicker than the dual
        return high(found.bound)
    costly = task.goal < HIGH_GOAL and len(state.sample.flat) > _LARGE
    wanted = max(DUAL * perfect, _promised(task, state, view, SIZES[-2 if costly else 1]) / task.goal)
    if high(found.bound) <= wanted:
        return high(found.bound)
    enough, far = float(found.covered), found.bound
    while far - enough > 1:
        middle = (enough + far) // 2
        enough, far = (middle, far) if high(middle) <= wanted else (enough, middle)
    return high(tightened(task, state.sample, found, enough, _STEPS))


def _onward(task: Task, state: _State, view: View, promised: float) -> _State:
    """Give the state at the rung where to look next: 4 times as many sets at most."""
    plan = state.plan
    ahead = next((a for a in (1, 2, 3) if within_reach(task, view, plan.at(state.rung + a), state.rung + a)), 4)
    stalls = state.stalls + 1 if promised < _GAIN * state.promised else 0
    state = replace(state, rung=state.rung + ahead, promised=promised, stalls=stalls)
    if stalls < _STALLS or not len(plan.sentinels):
        return state
    return replace(state, plan=replace(plan, sentinels=NOBODY, each=plan.entire), sample=plan.sampler.empty(), stalls=0)


def _everybody(task: Task, curve_delta: float | None) -> Chosen:
    """Give everybody who may be told: there is nobody else to choose."""
    people = filled(task, NOBODY)
    sets = 50_000
    plan = Plan(task.sampler, NOBODY, None, sets, 4.0, 4.0, 0, 0)
    best = validated(task, task.sampler, people, sets, 4.0, Best(people, 0.0, task.whole, 0.0, 0, 0, 0), thorough=True)
    return replace(_answer(task, plan, best, curve_delta, 0, 0, "all"), ratio=1.0)


def _answer(
    task: Task, plan: Plan, best: Best, curve_delta: float | None, sets: int, entries: int, stopped: str
) -> Chosen:
    curve = NO_CURVE if curve_delta is None else credited(task, best.people, best.drawn, plan.entire, curve_delta)
    return Chosen(
        people=best.people, adds=curve.adds, only=curve.only, curve=curve.bands, low=best.low, high=best.high,
        spread=float(curve.bands[-1, 0]) if len(curve.bands) else best.spread, ratio=best.ratio,
        engine="reverse" if plan.people is None else "snapshots",
        sets=sets, entries=entries + best.entries, stopped=stopped,
    )  # fmt: skip
