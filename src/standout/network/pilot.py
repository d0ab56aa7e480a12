"""Pilot: a few sets, bounded by the people they hold, say which engine to take, where sets may end, how many to draw.

Reads    a task
Makes    `Plan`
Engine   snapshots where they are quicker, by what both would look at: their answer is greedy's on whole networks
Sentinel where sets are large, the first people chosen are taken as settled, and sets end at them
First    how many sets are likely to do; the ladder of looks begins there, fixed before any of those sets is drawn
Kept     nothing: a pilot's sets are no part of the samples that bounds are made from
Source   Guo et al. (2022), TODS, for sentinels
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standout.network.coverage import Picked
from standout.network.picking import optimism, pick
from standout.network.sampling import Sample, Sampler, key
from standout.network.snapshots import able, affordable, chosen_by_snapshots, cost
from standout.network.task import Task
from standout.network.validating import SIZES
from standout.network.validating import share as _share

PILOT = 0
NOBODY = np.empty(0, np.int64)

_ENTRIES = 50_000
_SETS = 512
_AHEAD, _FURTHEST = 32, 100  # the pilot is a thirty-second part of what it foresees, and no less than a hundredth
_STEP, _NEVER = 1.1, 1e10
_HEAVY, _LIGHT = 200.0, 8.0
_HELPED = 0.5  # sentinels are worth it where they leave less than this of a set
_HITS = 50.0  # sets a person chosen covers, on average: with fewer the choice itself is poor
_GREEDY = 1.25  # what greedy's own bound is above what it covers
DUAL = 1.01  # what the dual's bound is above what greedy covers, mostly
_ENTRY = 90.0  # nanoseconds that a person of a reverse set takes
_FEWEST, _FEW, _SOME, _MANY, HIGH_GOAL = 8, 16, 64, 256, 0.7
_BRIEF, _LONG = 5e7, 4e8  # nanoseconds that snapshots may take before there are fewer
_TIME_SHARE = 0.25
_FAR = 0.01  # of everybody


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What the pilot says.

    Attributes
    ----------
    sampler : Sampler
    sentinels : int64 array
        People settled already, at whom sets end.
    people : int64 array or None
        Whom snapshots chose; None where reverse sets are to choose.
    first : int
        Sets at the first look.
    each, entire : float
        Entries of a set, where it ends at sentinels, and where it doesn't.
    sets, entries : int
        The pilot's own.

    """

    sampler: Sampler
    sentinels: NDArray[np.int64]
    people: NDArray[np.int64] | None
    first: int
    each: float
    entire: float
    sets: int
    entries: int

    def at(self, rung: int) -> int:
        """Give how many sets there are at a rung of the ladder, each higher by the root of 2."""
        sets, n = math.ceil(self.first * 2 ** (rung / 2)), self.sampler.n
        return -(-sets // n) * n if self.sampler.drawn.in_turn else sets


class View(NamedTuple):
    """What is thought of the choice there will be.

    Attributes
    ----------
    share : float
        Of all sets, those it is in.
    own : float
        What those chosen are worth themselves.
    effective : float
        How many it would be if all added alike.
    hits : float
        Sets it is to be in, so that it is well chosen.

    """

    share: float
    own: float
    effective: float
    hits: float


def piloted(task: Task) -> Plan:
    """Give the plan."""
    kept = task.terms.kept
    plan, found = _probed(task, task.sampler, kept, None)
    if many := _snapshots(task, plan):
        order = chosen_by_snapshots(
            task.g, task.terms, seed=task.seed, threads=task.sampler.threads, snapshots=many,
            memory=task.limits.memory,
        )  # fmt: skip
        return _by_order(task, replace(plan, entries=plan.entries + order.entries), order.people)
    settled = np.concatenate([kept, found.people])
    return _guarded(task, plan, lambda b: settled[: len(kept) + b])


def measured(task: Task) -> Plan:
    """Give a plan that only says how large sets are."""
    sample = task.sampler.more(task.sampler.empty(), _SETS, key(task.seed, PILOT), most=_ENTRIES)
    return _plan(task.sampler, NOBODY, sample, None)


def _probed(task: Task, sampler: Sampler, sentinels: NDArray[np.int64], before: Plan | None) -> tuple[Plan, Picked]:
    """Give a plan from sets that end at sentinels."""
    sample, sets = sampler.empty(), _SETS
    seed = key(task.seed, PILOT, len(sentinels))
    while True:
        sample = sampler.more(sample, sets - sample.sets, seed, stop=sentinels, most=_ENTRIES)
        found = pick(task, sample, sentinels)
        plan = _plan(sampler, sentinels, sample, before)
        view = _view(task, plan, found, sample)
        first = _first(task, view)
        if first <= _AHEAD * sample.sets or sample.entries >= _ENTRIES:
            break
        sets *= 4
    plan = replace(plan, first=min(first, _FURTHEST * sample.sets) if found.covered else sample.sets)
    return (replace(plan, sampler=sampler.in_turn()) if task.even and plan.first >= 2 * task.n else plan), found


def _first(task: Task, view: View) -> int:
    """Give the fewest sets, in steps of a tenth, with which the goal can be met."""
    sets = float(_SETS)
    while sets < _NEVER and not within_reach(task, view, int(sets), 0):
        sets *= _STEP
    return int(sets)


def _plan(sampler: Sampler, sentinels: NDArray[np.int64], sample: Sample, before: Plan | None) -> Plan:
    each = sample.entries / sample.sets
    if before is None:
        return Plan(sampler, sentinels, None, sample.sets, each, each, sample.sets, sample.entries)
    return replace(
        before, sampler=sampler, sentinels=sentinels, first=sample.sets, each=each,
        sets=before.sets + sample.sets, entries=before.entries + sample.entries,
    )  # fmt: skip


def _view(task: Task, plan: Plan, found: Picked, sample: Sample) -> View:
    """Give what is thought of a choice: between what it looked like and what it is of fresh sets, unless it is made."""
    people = np.concatenate([plan.sentinels, found.people]) if plan.people is None else plan.people
    seen = plan.sampler.hits(people, 0, sample.sets, key(task.seed, PILOT, task.n + 1))
    own = task.worth(people) / task.whole
    fresh = own + (1 - own) * seen.met / max(1, seen.tried)
    effective = found.effective + len(plan.sentinels)
    if plan.people is not None:
        return View(fresh, task.worth(people), effective, 0.0)
    share = math.sqrt(fresh * found.covered / sample.sets)
    return View(share, task.worth(people), effective, _HITS * effective)


def _guarded(task: Task, plan: Plan, settled: Callable[[int], NDArray[np.int64]]) -> Plan:
    """Give a plan with sentinels where sets are large and they help: as few as do, and half of all at most."""
    b, guarded = 1, plan
    while task.terms.plain and guarded.each > _HEAVY and b <= (task.k - len(task.terms.kept)) // 2:
        guarded, _ = _probed(task, task.sampler, settled(b), guarded)
        b *= 4
    return guarded if guarded.each < _HELPED * plan.each else plan


def _by_order(task: Task, plan: Plan, people: NDArray[np.int64]) -> Plan:
    """Give a plan for people already chosen: only how far they go, and others could, is left to be found out."""
    plan = replace(plan, people=people)
    lightly = task.terms.plain and task.goal < HIGH_GOAL and plan.each > _LIGHT
    plan, _ = _probed(task, task.sampler, people[: task.k // 2] if lightly else NOBODY, plan)
    return plan if lightly else _guarded(task, plan, lambda b: people[:b])


def _snapshots(task: Task, plan: Plan) -> int:
    """Give how many snapshots to draw: 0 where they aren't quicker than the sets that are likely to do.

    Fewer where the goal is low, or where they are large; and no more than a part of the time pays for.  Where sets are
    a good part of everybody, more are needed than a pilot can foresee, and snapshots are always tried.
    """
    able_to = able(task.g, task.terms, task.model) and not len(task.terms.kept)
    if task.sampler.plain or task.g.chance is None or not able_to:
        return 0
    high = task.goal > HIGH_GOAL
    ours, least = (_LONG, _SOME) if high else (_BRIEF, _FEW)
    many = affordable(task.g, ours, least=least, most=_MANY if high else _SOME)
    given = _TIME_SHARE * task.limits.seconds * 1e9 * task.sampler.threads
    if cost(task.g, many) > given:
        many = affordable(task.g, given, least=_FEWEST, most=many)
    by_sets = math.inf if plan.entire > _FAR * task.n else plan.first * (1 + SIZES[1]) * plan.entire * _ENTRY
    return many if cost(task.g, many) < min(2 * given, by_sets) else 0


def within_reach(task: Task, view: View, sets: int, rung: int) -> bool:
    """Give whether the goal can be met with so many sets at a rung, and enough is covered to choose well."""
    hits = view.share * sets
    if hits < view.hits:
        return False
    promised = task.promised(view.share, sets, view.own, task.delta / 32)
    loose = _GREEDY if task.goal < HIGH_GOAL and not view.hits else DUAL
    covered = (hits + optimism(hits, view.effective)) * loose
    return promised >= task.goal * task.high(covered, sets, task.delta / 2 * _share(rung), in_turn=False)
