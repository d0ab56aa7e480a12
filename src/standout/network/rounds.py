"""Rounds: sets are drawn, people picked, and fresh sets asked how far those reach, until the ratio is good enough.

Ladder   how many sets there may be when somebody looks is fixed beforehand, from a pilot whose sets aren't kept: look j
         may be wrong with delta / 2 (j + 1)(j + 2), so it doesn't matter at which steps one looks
High     no choice covers more of the sets drawn than the bound says; the best on average covers at least so few of
         them only with that small probability.  That sets end at sentinels doesn't matter: whoever chose them, the
         bound is on whole sets
Given    people that somebody else chose are judged by sets as fresh, after a choice of our own has shown the most
Low      fresh sets that have nothing to do with the choice, each time anew
Cut      out of time or room it ends after a block of sets; blocks are fixed beforehand and share what the look has, so
         it doesn't matter either that large sets take longer
In turn  where many sets are drawn everybody is the root equally often; then k people are roots of k in n sets for
         certain, and only the rest is left to chance
Source   Tang, Tang, Xiao & Yuan (2018), "Online Processing Algorithms for Influence Maximization", SIGMOD, for the two
         samples; Hoeffding (1956), Ann. Math. Statist. 27, for roots in turn
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from standout.network.bounds import upper
from standout.network.choosing import Chosen
from standout.network.coverage import Picked
from standout.network.curve import NO_CURVE, credited
from standout.network.picking import filled, optimism, pick, tightened
from standout.network.pilot import DUAL, HIGH_GOAL, NOBODY, Plan, View, measured, piloted, within_reach
from standout.network.sampling import Sample, key
from standout.network.task import Task
from standout.network.validating import SIZES, Best, share, validated

SELECT = 1
CUT = ("seconds", "memory", "sets")
"""Stopped before its time: then what follows is no more work than there was."""

_BLOCK = 500_000  # entries between two looks at the clock; later an eighth of what there is
_LEAST_BLOCK = 16  # sets
_TIME_SHARE = 4  # a fourth of the time to draw; to bound, to ask fresh sets and for the curve as much again
_STEPS, _FEWER_STEPS, _STEPPED = 60, 15, 2e8
_NEVER_MET, _MOST_SETS = 300_000, 1 << 31
_CURVE_ENTRIES, _FEW_ENTRIES = 4_000_000, 200_000  # the curve may always look at so many; else as many as there were
_EVERYBODY, _FEW_SETS = 50_000, 64
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
    blocks: int = 0
    stopped: str = ""


def searched(task: Task, curve_delta: float | None, given: NDArray[np.int64] | None = None) -> Chosen:
    """Give the choice, with its curve where ``curve_delta`` is what that may be wrong with; or judge those given."""
    if task.terms.plain and task.k in (_free(task), len(task.terms.kept)):
        return _everybody(task, curve_delta, given)
    plan = piloted(task)
    state = _State(plan, plan.sampler.empty(), Best(NOBODY, 0.0, task.whole, 0.0, 0, 0, 0))
    while not state.stopped:
        state = _looked(task, _drawn(task, state))
    plan, sample = state.plan, state.sample
    best = state.best if given is None else _judged(task, plan, given, sample.sets, state.best, state.stopped)
    return _answer(task, plan, best, curve_delta, state.stopped, sample, ours=given is None)


def _judged(task: Task, plan: Plan, given: NDArray[np.int64], sets: int, best: Best, stopped: str) -> Best:
    """Give what fresh sets say of people given, beside the most that any choice reaches."""
    none = best._replace(people=NOBODY, low=0.0)
    most = 1.0 if stopped in CUT else SIZES[-1]
    return validated(task, plan.sampler, given, sets, plan.entire, none, thorough=True, most=most)


def _free(task: Task) -> int:
    return task.n if task.allowed is None else int(np.count_nonzero(task.allowed))


def _drawn(task: Task, state: _State) -> _State:
    """Give the state with the sets of its rung drawn, or fewer and why."""
    plan, sample, blocks = state.plan, state.sample, 0
    whole = task.n if _in_turn(plan) else 1
    room = max(1, int(min(task.limits.sets, _MOST_SETS)) - plan.sets) // whole * whole
    while sample.sets < plan.at(state.rung):
        if sample.sets and (why := _limit(task, sample, room)):
            return replace(state, sample=sample, blocks=blocks, stopped=why)
        block = max(_LEAST_BLOCK, int(_BLOCK / plan.each), sample.sets // 8)
        more = min(-(-block // whole) * whole, plan.at(state.rung) - sample.sets, max(room - sample.sets, whole))
        sample = plan.sampler.more(sample, more, key(task.seed, SELECT), stop=plan.sentinels, each=plan.each)
        blocks += 1
    return replace(state, sample=sample, blocks=blocks)


def _limit(task: Task, sample: Sample, room: int) -> str:
    """Give which limit is reached, if any; most of the time is for what follows."""
    if time.perf_counter() - task.began > task.limits.seconds / _TIME_SHARE:
        return "seconds"
    if 16 * len(sample.flat) + 40 * sample.stored > task.limits.memory:
        return "memory"
    if sample.sets < room:
        return ""
    return "sets" if task.limits.sets < _MOST_SETS else "bound"


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
    if not found.covered and task.worth(people) <= 0 and sample.sets >= _NEVER_MET and not state.stopped:
        state = replace(state, stopped="nobody")
    best = state.best._replace(high=min(state.best.high, _high(task, state, found, view)))
    if state.stopped or promised >= task.goal * best.high:
        best = validated(
            task, plan.sampler, people, sample.sets, plan.each, best,
            thorough=bool(state.stopped), most=1.0 if state.stopped in CUT else SIZES[-1],
        )  # fmt: skip
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
    if state.stopped in CUT:
        may *= share(state.blocks)

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
    fewer = _STEPPED / max(1, len(state.sample.flat)) if state.stopped in CUT else _STEPS
    return high(tightened(task, state.sample, found, enough, int(min(_STEPS, max(_FEWER_STEPS, fewer)))))


def _onward(task: Task, state: _State, view: View, promised: float) -> _State:
    """Give the state at the rung where to look next: 4 times as many sets at most."""
    plan = state.plan
    ahead = next((a for a in (1, 2, 3) if within_reach(task, view, plan.at(state.rung + a), state.rung + a)), 4)
    stalls = state.stalls + 1 if promised < _GAIN * state.promised else 0
    state = replace(state, rung=state.rung + ahead, promised=promised, stalls=stalls)
    if stalls < _STALLS or len(plan.sentinels) == len(task.terms.kept):
        return state
    plan = replace(plan, sentinels=task.terms.kept, each=plan.entire)
    return replace(state, plan=plan, sample=plan.sampler.empty(), stalls=0)


def _everybody(task: Task, curve_delta: float | None, given: NDArray[np.int64] | None) -> Chosen:
    """Give everybody who may be told: there is nobody else to choose."""
    people = filled(task, task.terms.kept)
    plan = measured(task)
    sets = int(max(_FEW_SETS, min(_EVERYBODY, _CURVE_ENTRIES / plan.each)))
    if given is None and not len(task.terms.kept):
        people = _in_order(task, people, task.sampler.more(task.sampler.empty(), sets, key(task.seed, SELECT)))
    best = validated(
        task, task.sampler, people, sets, plan.each, Best(people, 0.0, task.whole, 0.0, 0, 0, 0), thorough=True
    )
    own = task.worth(people)
    others = max(task.whole - own, 1e-300)
    hits = (best.spread - own) / others * best.tried
    best = best._replace(high=own + others * upper(hits, best.tried, task.delta / 2 / len(SIZES)))
    if given is not None and set(given.tolist()) != set(people.tolist()):
        return _answer(task, plan, _judged(task, plan, given, sets, best, "all"), curve_delta, "all", ours=False)
    best = best._replace(people=people if given is None else given)
    return replace(_answer(task, plan, best, curve_delta, "all"), ratio=1.0)


def _in_order(task: Task, people: NDArray[np.int64], sample: Sample) -> NDArray[np.int64]:
    """Give people in the order of what each adds to those before."""
    first = pick(task, sample, NOBODY).people
    first = first[np.isin(first, people)]
    return np.concatenate([first, people[~np.isin(people, first)]])


def _answer(
    task: Task, plan: Plan, best: Best, curve_delta: float | None, stopped: str, sample: Sample | None = None, *,
    ours: bool = True,
) -> Chosen:  # fmt: skip
    """Give the answer; a choice of ours reaches no more than the best does, people given may."""
    most_spread = best.high if ours else task.whole
    sets, entries = (sample.sets, sample.entries) if sample else (0, 0)
    entries += plan.entries + best.entries
    most = max(entries, _FEW_ENTRIES if stopped in CUT else _CURVE_ENTRIES)
    within = best._replace(high=most_spread)
    curve = NO_CURVE if curve_delta is None else credited(task, within, plan.entire, curve_delta, most)
    return Chosen(
        people=best.people, adds=curve.adds, only=curve.only, curve=curve.bands, low=best.low, high=best.high,
        spread=float(curve.bands[-1, 0]) if len(curve.bands) else min(max(best.spread, best.low), most_spread),
        ratio=best.ratio,
        engine="reverse" if plan.people is None else "snapshots",
        sets=plan.sets + sets, entries=entries, stopped=stopped,
    )  # fmt: skip
