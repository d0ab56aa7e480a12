"""Learning: are planted chances found, is later spreading foretold, do intervals hold, and what does it take.

    python benchmarks/learning.py planted --graphs DIR     error, intervals, later spread; 1,000 to 20,000 cascades
    python benchmarks/learning.py outside --graphs DIR     the same where many come of themselves
    python benchmarks/learning.py likeness                 what is learnt where nobody tells anybody
    python benchmarks/learning.py kinds                    one chance a kind, on what a small business has
    python benchmarks/learning.py peer                     CPU and error beside InfluenceDiffusion

DIR holds nethept.npz as ``benchmarks/graphs.py`` makes it.  A tie's chance is planted as beta(1, 3) x 1.2, times 2.5
over the in-degree of who is told where that is more than 2.5, at most 0.95; each cascade begins with twenty people
drawn alike.  Nobody says who told them.  Judged on what comes later: the spread of the fifty who can tell most and of
fifty drawn by chance, by 4,000 fresh runs on the truth and on what was learnt.

    python -m venv ../peer && ../peer/bin/pip install -r benchmarks/peers/influence_diffusion.txt
    PEER=../peer/bin/python python benchmarks/learning.py peer
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from standout.measures.tie_chances import Prior, guess_of, priors
from standout.network.graph import Graph, graph
from standout.network.learning import Learnt, learnt
from standout.network.logs import Log, cascades, log_of
from standout.network.pooling import pooled
from standout.network.spreading import spread
from standout.network.trials import trials

SIZES = (1_000, 5_000, 20_000)
BEGIN, RUNS = 20, 4_000


def truth_on(folder: Path) -> Graph:
    """Give NetHEPT with planted chances."""
    held = np.load(folder / "nethept.npz")
    bare = graph(int(held["n"]), held["u"], held["v"])
    told = np.repeat(np.arange(bare.n), bare.indegree())
    random = np.random.default_rng(0)
    own = random.beta(1.0, 3.0, bare.ties) * 1.2 * np.minimum(1, 2.5 / bare.indegree()[told])
    return with_chance(bare, np.clip(own, 0, 0.95))


def with_chance(g: Graph, chance: np.ndarray) -> Graph:
    """Give the same ties with other chances."""
    return Graph(g.n, g.start, g.source, chance.astype(np.float32))


def unsaid(log: Log) -> Log:
    """Give a log in which nobody says who told them."""
    return dataclasses.replace(log, told_by=np.full(log.rows, -1, np.int32))


def with_outside(g: Graph, alone: float, days: int, many: int, seed: int) -> Log:
    """Give the log of runs in which everybody may also come of themselves on each of so many days."""
    random, told = np.random.default_rng(seed), np.repeat(np.arange(g.n), g.indegree())
    clock = g.n + np.arange(days)  # somebody who comes each day, and tells everybody with one small chance
    wide = graph(
        g.n + days,
        np.concatenate([g.source, clock[:-1], np.repeat(clock, g.n)]),
        np.concatenate([told, clock[1:], np.tile(np.arange(g.n), days)]),
        np.concatenate([g.chances(), np.ones(days - 1), np.full(g.n * days, alone)]),
    )
    begin = [np.append(random.integers(0, g.n, BEGIN), clock[0]) for _ in range(many)]
    log = cascades(wide, begin, hops=days, seed=seed)
    kept = log.person < g.n
    nobody = np.full(int(kept.sum()), -1, np.int32)
    return Log(many, log.cascade[kept], log.person[kept], log.at[kept], nobody, np.full(many, days))


def judged(g: Graph, found: Learnt, tries: np.ndarray, actual: list[float], lists: list[np.ndarray]) -> str:
    """Give how far what was learnt is from the truth, and from what comes later."""
    truth, ok, tried = g.chances().astype(np.float64), tries >= 5, tries > 0
    held = (found.low <= truth) & (truth <= found.high)
    foretold = [spread(with_chance(g, found.chance), each, runs=RUNS, seed=9).mean for each in lists]
    ratio = " ".join(f"{one / other:.3f}" for one, other in zip(foretold, actual, strict=True))
    edges = np.quantile(found.chance[tried], np.linspace(0, 1, 6))
    bins = np.clip(np.searchsorted(edges, found.chance[tried], side="right") - 1, 0, 4)
    fifths = " ".join(
        f"{found.chance[tried][bins == i].mean():.3f}/{truth[tried][bins == i].mean():.3f}" for i in range(5)
    )
    return (
        f"error {np.abs(found.chance - truth)[ok].mean():.4f} bias {(found.chance - truth)[ok].mean():+.4f}"
        f" held {held[tried].mean():.3f}, of 5 tries or more {held[ok].mean():.3f} foretold/actual {ratio}"
        f" learnt/true by fifths {fifths}"
    )


def lists_of(g: Graph) -> list[np.ndarray]:
    """Give the fifty who can tell most, and fifty drawn by chance."""
    out = np.bincount(g.source, minlength=g.n)
    return [np.argsort(-out, kind="stable")[:50], np.random.default_rng(1).integers(0, g.n, 50)]


def planted(folder: Path, alone: float, sizes: tuple[int, ...]) -> None:
    """Print how well planted chances are found."""
    g = truth_on(folder)
    lists = lists_of(g)
    actual = [spread(g, each, runs=RUNS).mean for each in lists]
    learnt(trials(unsaid(cascades(g, [lists[1]])), g), "em")  # compiled before it is timed
    for many in sizes:
        random = np.random.default_rng(many)
        begin = [random.integers(0, g.n, BEGIN) for _ in range(many)]
        log = with_outside(g, alone, 12, many, many) if alone else unsaid(cascades(g, begin, seed=many))
        began = time.process_time()
        found = trials(log, g)
        counted = time.process_time() - began
        tries = found.tries
        print(f"{many} cascades, {log.rows} came, {np.mean(tries > 0):.2f} of ties tried, {np.mean(tries >= 5):.2f}"
              f" five times; counted in {counted:.2f} CPU-s")  # fmt: skip
        for method in ("credit", "em"):
            for outside in (True, False) if alone else (True,):
                began = time.process_time()
                made = learnt(found, method, outside=outside)
                cpu = time.process_time() - began
                falls = float(np.diff(made.fit).min(initial=0.0))
                extra = f" outside {made.outside[1]:.5f} (planted {alone})" if alone else ""
                print(f"  {method:6} outside {outside!s:5} {judged(g, made, tries, actual, lists)} CPU-s {cpu:.2f}"
                      f" rounds {len(made.fit)} largest fall {falls:.1e}{extra}", flush=True)  # fmt: skip


def likeness() -> None:
    """Print what is learnt where people who know each other are alike, and nobody tells anybody."""
    random = np.random.default_rng(0)
    people, groups, days = 2_000, 40, 30
    group = random.integers(0, groups, people)
    source, target = random.integers(0, people, 60_000), random.integers(0, people, 60_000)
    near = (group[source] == group[target]) | (random.random(60_000) < 0.02)
    g = graph(people, source[near], target[near])
    for spread_of in (0.0, 1.0, 2.0):
        logs = []
        for cascade in range(50):
            rate = 0.01 * np.exp(spread_of * random.normal(0, 1, groups) - spread_of**2 / 2)[group]
            day = random.geometric(np.clip(rate, 1e-6, 1))
            came = np.flatnonzero(day <= days)
            logs.append((np.full(len(came) + 1, cascade), np.append(came, 0), np.append(day[came], 0)))
            log = log_of(*(np.concatenate([each[i] for each in logs]) for i in range(3)), until=np.full(50, days))
        for by_step in (False, True):
            found = learnt(trials(log, g, 5), "em", by_step=by_step)
            print(f"groups differ by exp({spread_of} z), outside by step {by_step!s:5}: mean chance learnt"
                  f" {found.chance[found.tried].mean():.4f} where there is none", flush=True)  # fmt: skip


def kinds() -> None:
    """Print how often one chance a kind is held by its interval, with what a small business has, and a guess beside."""
    held = priors()
    guesses = tuple(held[name] for name in ("wrote", "friend"))
    print("guesses", [(prior.kind, prior.low, prior.likely, prior.high) for prior in guesses])
    print("people  truth; outside a day                   held         of those learnt  learnt       mean         came")
    for people in (300, 1_000):
        for truth in ((0.03, 0.05), (0.05, 0.2), (0.15, 0.02)):
            for alone in (0.0, 0.0005):
                told = np.array([_kind(people, np.array(truth), alone, seed, guesses) for seed in range(200)])
                said = told[:, 6:8] > 0
                surely = [told[said[:, i], i].mean() if said[:, i].any() else np.nan for i in range(2)]
                shown = (told[:, :2].mean(0), surely, said.mean(0), told[:, 2:4].mean(0), told[:, 4:6].mean(0))
                print(
                    f"{people:6}  {truth!s:14} {alone:7}      ", *(f"{x:10.3f} {y:6.3f}" for x, y in shown), flush=True
                )


def _kind(people: int, truth: np.ndarray, alone: float, seed: int, guesses: tuple[Prior, ...]) -> list[float]:
    random = np.random.default_rng(seed)
    source, target = random.integers(0, people, 4 * people), random.integers(0, people, 4 * people)
    g = graph(people, source, target)
    kind = random.integers(0, 2, g.ties)
    days, window = 180, 30
    hazard = 1 - (1 - truth) ** (1 / window)
    day = np.full(people, 10**6)
    day[random.permutation(people)[: people // 20]] = 0
    told = np.repeat(np.arange(people), g.indegree())
    for now in range(1, days + 1):
        able = (now - day[g.source] > 0) & (now - day[g.source] <= window) & (day[told] > now)
        hit = able & (random.random(g.ties) < hazard[kind])
        came = np.union1d(told[hit], np.flatnonzero((random.random(people) < alone) & (day > now)))
        day[came] = now
    came = np.flatnonzero(day <= days)
    log = log_of(np.zeros(len(came), int), came, day[came], until=np.array([days]))
    guess = guess_of(guesses)
    found = pooled(trials(log, g, window), kind, 2, guess)
    held = (found.low <= truth) & (truth <= found.high)
    learnt_it = 2 * found.error**2 < guess[1] ** 2
    return [*held.astype(float), *found.chance, *found.came, *learnt_it.astype(float)]


def peer() -> None:
    """Print what learning takes beside InfluenceDiffusion, at what error."""
    random = np.random.default_rng(0)
    people = 600
    bare = graph(people, random.integers(0, people, 5_200), random.integers(0, people, 5_200))
    g = with_chance(bare, np.clip(random.beta(1.0, 3.0, bare.ties) * 0.8, 0, 0.95))
    truth = g.chances().astype(np.float64)
    log = unsaid(cascades(g, [random.integers(0, people, 10) for _ in range(1_000)], seed=1))
    tries = trials(log, g).tries
    ok = tries >= 5
    learnt(trials(log, g), "em")
    print(f"{people} people, {g.ties} ties, 1,000 cascades, {log.rows} came")
    for method, words in (("credit", {}), ("em", {}), ("em", {"outside": False, "alike": ()})):
        took = []
        for _ in range(5):
            began = time.process_time()
            found = learnt(trials(log, g), method, **words)
            took.append(time.process_time() - began)
        print(
            f"  ours {method:6} {words} CPU-s {np.median(took):.3f} error {np.abs(found.chance - truth)[ok].mean():.4f}"
        )
    if "PEER" not in os.environ:
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "log.npz"
        told = np.repeat(np.arange(people), g.indegree())
        np.savez(file, source=g.source, target=told, cascade=log.cascade, person=log.person, step=log.at)
        script = Path(__file__).parent / "peers" / "influence_diffusion.py"
        held = json.loads(subprocess.check_output([os.environ["PEER"], str(script), str(file)], text=True))
    place = {(int(u), int(v)): at for at, (u, v) in enumerate(zip(g.source, told, strict=True))}
    theirs = np.zeros(g.ties)
    for pair, chance in zip(held["edges"], held["chance"], strict=True):
        theirs[place[tuple(pair)]] = chance
    print(f"  InfluenceDiffusion CPU-s {held['cpu']:.2f} error {np.abs(theirs - truth)[ok].mean():.4f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=("planted", "outside", "likeness", "kinds", "peer"))
    asked.add_argument("--graphs", type=Path, default=Path())
    words = asked.parse_args()
    if words.what == "planted":
        planted(words.graphs, 0.0, SIZES)
    elif words.what == "outside":
        planted(words.graphs, 0.002, SIZES[:2])
    else:
        {"likeness": likeness, "kinds": kinds, "peer": peer}[words.what]()


if __name__ == "__main__":
    main()
