"""Three real studies: does what is learnt of ties foretell who takes something up, better than counting friends?

    python benchmarks/adoption_studies.py              all three, about two minutes of CPU
    python benchmarks/adoption_studies.py farmers      one

The files are in ``adoption_studies/``.  Each place is left out in turn, and foretold from the others.

next step   everybody who has not taken it up, at each step: will they on this one?
by the end  everybody who has not by the median step of the others: will they ever, as long as anybody looked?

time        the rate of each step, the same for all
friends     and how many of those they named have taken it up (logistic)
share       and what share of those they named (logistic)
degree      and how many name them and how many they named (logistic)
all         all of these (logistic)
ties        one chance a kind of tie, and one of the outside for each step, learnt by EM, each step's a tenth of the way
            to their mean; a kind is in how many ways somebody was named, and in which direction; the window is that of
            greatest likelihood among the others.  By the end: 400 runs on from where things stand
ties + all  the last as one more column of the logistic

Shown: mean log loss, and the share of pairs within a place, and a step, that stand in the right order.  Intervals, of
the difference from friends, are of draws of places with replacement; of doctors, who live in four places, of people.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pyarrow import csv
from sklearn.linear_model import LogisticRegression

from standout.network.graph import Graph, graph
from standout.network.logs import log_of
from standout.network.pooling import pooled
from standout.network.sharing import shared
from standout.network.trials import trials

HERE = Path(__file__).parent / "adoption_studies"
WINDOWS = (1, 2, 4, 30)
NEVER = 10**6
COLUMNS = {"friends": [0], "share": [0, 1], "degree": [0, 2, 3], "all": [0, 1, 2, 3], "ties + all": [0, 1, 2, 3, 4]}
RUNS, DRAWS = 400, 4_000


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """People by place, when they took it up, and who may tell whom in how many ways."""

    place: np.ndarray
    at: np.ndarray
    last: int
    g: Graph
    kind: np.ndarray
    named: np.ndarray

    @property
    def told(self) -> np.ndarray:
        """Who is told, for each tie of the graph."""
        return np.repeat(np.arange(self.g.n), self.g.indegree())


def opened(name: str) -> Study:
    """Give one study: ties run from who was named to who named them, and back, as kinds of their own."""
    rows = [row for row in csv.read_csv(HERE / "people.csv").to_pylist() if row["study"] == name]
    number = {(row["place"], row["person"]): at for at, row in enumerate(rows)}
    at = np.array([row["took_it_up"] or NEVER for row in rows])
    ways: dict[tuple[int, int], set[str]] = {}
    for row in csv.read_csv(HERE / "named.csv").to_pylist():
        if row["study"] == name:
            pair = number[row["place"], row["named"]], number[row["place"], row["by"]]
            ways.setdefault(pair, set()).add(row["as"])
    kinds: dict[tuple[int, int], int] = {}
    for (named, by), how in ways.items():
        kinds[named, by] = min(len(how), 3) - 1
    for named, by in ways:
        kinds.setdefault((by, named), 3)
    pairs = np.array(list(kinds))
    g = graph(len(rows) + 1, pairs[:, 0], pairs[:, 1])  # one more, who begins everywhere and tells nobody
    told = np.repeat(np.arange(g.n), g.indegree())
    kind = np.array([kinds[int(u), int(v)] for u, v in zip(g.source, told, strict=True)])
    return Study(np.array([row["place"] for row in rows]), at, rows[0]["last_step"], g, kind, kind < 3)


def learnt(study: Study, places: np.ndarray) -> tuple[float, np.ndarray, np.ndarray, int, np.ndarray]:
    """Give likelihood, chance a step of each kind, the outside's, the window and the chances over it."""
    inside = np.isin(study.place, places)
    came = np.flatnonzero(inside & (study.at < NEVER))
    run = np.searchsorted(places, study.place[came])
    many = len(places)
    log = log_of(
        np.append(run, np.arange(many)), np.append(came, np.full(many, study.g.n - 1)),
        np.append(study.at[came], np.zeros(many, int)), until=np.full(many, study.last),
    )  # fmt: skip
    sizes = np.array([int((study.place == place).sum()) for place in places]) + 1
    best = None
    for window in WINDOWS:
        found = trials(log, study.g, window, sizes)
        told = pooled(found, study.kind, 4, (np.full(4, -3.0), np.full(4, 3.0)), by_step=True)
        step = 1 - (1 - np.nan_to_num(told.chance)) ** (1 / window)
        fit = shared(found, step[study.kind], told.outside).fit
        if best is None or fit > best[0]:
            mean = np.average(told.outside, weights=np.maximum(found.risk, 1))
            outside = 0.9 * told.outside + 0.1 * mean  # no step on which nobody can come
            best = fit, step, np.append(outside, outside[-1]), window, told.chance
    return best


def columns(study: Study, at: np.ndarray, now: int) -> np.ndarray:
    """Give, for each person, how many and what share of those they named had taken it up, and their degrees."""
    people = study.g.n - 1
    told, named = study.told, study.named
    had = np.append(at, NEVER)[study.g.source] < now
    count = np.bincount(told[named & had], minlength=people)[:people]
    names = np.bincount(told[named], minlength=people)[:people]
    times = np.bincount(study.g.source[named], minlength=people)[:people]
    return np.column_stack([count, count / np.maximum(names, 1), np.log1p(names), np.log1p(times)])


def hazard(study: Study, at: np.ndarray, now: int, step: np.ndarray, window: int, outside: float) -> np.ndarray:
    """Give each person's chance of taking it up now."""
    wait = now - np.append(at, NEVER)[study.g.source]
    able = (wait > 0) & (wait <= window)
    none = np.bincount(study.told[able], np.log1p(-step[study.kind[able]]), minlength=study.g.n)[:-1]
    return 1 - (1 - outside) * np.exp(none)


def ended(study: Study, cut: int, step: np.ndarray, window: int, outside: np.ndarray, seed: int) -> np.ndarray:
    """Give how often each has taken it up by the end, in runs on from the step before ``cut``."""
    random, often = np.random.default_rng(seed), np.zeros(len(study.at))
    for _ in range(RUNS):
        at = np.where(study.at < cut, study.at, NEVER)
        for now in range(cut, study.last + 1):
            chance = hazard(study, at, now, step, window, outside[now])
            at[(at == NEVER) & (random.random(len(at)) < chance)] = now
        often += at < NEVER
    return (often + 0.5) / (RUNS + 1)


def logit(chance: np.ndarray) -> np.ndarray:
    """Give the logit, away from 0 and 1."""
    held = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.log(held / (1 - held))


def foretold(fit_x: np.ndarray, fit_y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Give a logistic's chances, columns brought to one scale."""
    mean, scale = fit_x.mean(0), fit_x.std(0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=500).fit((fit_x - mean) / scale, fit_y)
    return model.predict_proba((x - mean) / scale)[:, 1]


def next_steps(study: Study) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray, np.ndarray]:
    """Foretell each next step: chances by rule, what came, the person, and the group that pairs are taken from."""
    rows = {now: np.flatnonzero(study.at >= now) for now in range(2, study.last + 1)}
    person = np.concatenate(list(rows.values()))
    now = np.repeat(list(rows), [len(each) for each in rows.values()])
    came = study.at[person] == now
    base = np.concatenate([columns(study, study.at, step)[each] for step, each in rows.items()])
    steps = (now[:, None] == np.arange(2, study.last + 1)).astype(float)
    said = {name: np.zeros(len(person)) for name in ("time", *COLUMNS, "ties")}
    for place in np.unique(study.place):
        out = study.place[person] == place
        _, step, outside, window, _ = learnt(study, np.unique(study.place[study.place != place]))
        ties = np.concatenate(
            [hazard(study, study.at, at, step, window, outside[at])[each] for at, each in rows.items()]
        )
        said["ties"][out] = ties[out]
        table = np.column_stack([base, logit(ties)])
        rate = np.bincount(now[~out], came[~out], minlength=study.last + 1) + 0.5
        said["time"][out] = (rate / (np.bincount(now[~out], minlength=study.last + 1) + 1))[now[out]]
        for name, taken in COLUMNS.items():
            x = np.column_stack([table[:, taken], steps])
            said[name][out] = foretold(x[~out], came[~out], x[out])
    return said, came, person, study.place[person] * 100 + now


def by_the_end(study: Study) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray, np.ndarray]:
    """Foretell who ever takes it up, of those who had not by the median step."""
    cut = int(np.median(study.at[study.at < NEVER])) + 1
    person = np.flatnonzero(study.at >= cut)
    came = study.at[person] < NEVER
    base = columns(study, study.at, cut)[person]
    said = {name: np.zeros(len(person)) for name in ("time", *COLUMNS, "ties")}
    for place in np.unique(study.place):
        out = study.place[person] == place
        _, step, outside, window, _ = learnt(study, np.unique(study.place[study.place != place]))
        ties = ended(study, cut, step, window, outside, seed=int(place))[person]
        said["ties"][out] = ties[out]
        said["time"][out] = (came[~out].sum() + 0.5) / ((~out).sum() + 1)
        table = np.column_stack([base, logit(ties)])
        for name, taken in COLUMNS.items():
            said[name][out] = foretold(table[~out][:, taken], came[~out], table[out][:, taken])
    return said, came, person, study.place[person]


def ordered(chance: np.ndarray, came: np.ndarray, group: np.ndarray, weight: np.ndarray) -> float:
    """Give the share of pairs, one who came and one who did not in a group, in the right order; ties count half."""
    right = pairs = 0.0
    for each in np.unique(group):
        held = group == each
        yes, no = held & came, held & ~came
        if yes.any() and no.any():
            both = np.outer(weight[yes], weight[no])
            gap = chance[yes][:, None] - chance[no][None, :]
            right += float((both * ((gap > 1e-12) + 0.5 * (np.abs(gap) <= 1e-12))).sum())
            pairs += float(both.sum())
    return right / pairs if pairs else np.nan


def shown(
    study: Study, name: str, made: tuple[dict[str, np.ndarray], np.ndarray, np.ndarray, np.ndarray]
) -> dict[str, tuple[float, np.ndarray, float, np.ndarray]]:
    """Print log loss and order of each rule, and the differences from friends; give those, and their draws."""
    said, came, person, group = made
    loss = {rule: -np.log(np.where(came, p, 1 - p).clip(1e-9)) for rule, p in said.items()}
    units = study.place[person] if len(np.unique(study.place)) > 8 else person
    names, unit = np.unique(units, return_inverse=True)
    random = np.random.default_rng(0)
    draws = [np.bincount(random.integers(0, len(names), len(names)), minlength=len(names))[unit] for _ in range(DRAWS)]
    few = draws[: DRAWS // 10]
    print(f"{name}: {len(came)} rows, {int(came.sum())} took it up")
    order = {rule: ordered(p, came, group, np.ones(len(came))) for rule, p in said.items()}
    drawn = {"friends": [ordered(said["friends"], came, group, w.astype(float)) for w in few]}
    kept = {}
    for rule, p in said.items():
        off = loss[rule] - loss["friends"]
        losses = np.array([np.average(off, weights=w) for w in draws])
        spread = np.quantile(losses, [0.025, 0.975])
        theirs = [ordered(p, came, group, w.astype(float)) for w in few]
        orders = np.array(theirs) - np.array(drawn["friends"])
        gap = np.quantile(orders, [0.025, 0.975])
        kept[rule] = float(off.mean()), losses[: len(orders)], order[rule] - order["friends"], orders
        print(f"  {rule:11} log loss {loss[rule].mean():.4f} ({off.mean():+.4f}, {spread[0]:+.4f} to {spread[1]:+.4f})"
              f"   in order {order[rule]:.3f} ({order[rule] - order['friends']:+.3f}, {gap[0]:+.3f} to {gap[1]:+.3f})",
              flush=True)  # fmt: skip
    return kept


def together(name: str, studies: list[dict[str, tuple[float, np.ndarray, float, np.ndarray]]]) -> None:
    """Print the mean over studies of the differences from friends."""
    print(f"\n{name}, mean of {len(studies)} studies, less friends")
    for rule in studies[0]:
        loss, losses, order, orders = (np.mean([study[rule][i] for study in studies], axis=0) for i in range(4))
        ends = [np.quantile(each, [0.025, 0.975]) for each in (losses, orders)]
        print(f"  {rule:11} log loss {loss:+.4f} ({ends[0][0]:+.4f} to {ends[0][1]:+.4f})"
              f"   in order {order:+.3f} ({ends[1][0]:+.3f} to {ends[1][1]:+.3f})")  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("studies", nargs="*", default=["doctors", "farmers", "families"])
    held: dict[str, list[dict[str, tuple[float, np.ndarray, float, np.ndarray]]]] = {}
    for name in asked.parse_args().studies:
        study = opened(name)
        _, step, outside, window, _ = learnt(study, np.unique(study.place))
        print(f"\n{name}: {len(study.at)} people, {study.g.ties} ties; window {window}; chance a step when named in"
              f" 1, 2, 3 ways {step[:3].round(3).tolist()}, of who named {step[3]:.3f}; outside by step"
              f" {outside[1:-1].round(3).tolist()}")  # fmt: skip
        for task, rows in (("next step", next_steps(study)), ("by the end", by_the_end(study))):
            held.setdefault(task, []).append(shown(study, task, rows))
    for task, studies in held.items():
        together(task, studies)


if __name__ == "__main__":
    main()
