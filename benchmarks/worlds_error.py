"""How often the search of worlds prints a first place that isn't one.

    python benchmarks/worlds_error.py                    all of it
    python benchmarks/worlds_error.py --runs 40          a tenth of the runs
    python benchmarks/worlds_error.py --only null        or: hard, design, large, labels, power
    python benchmarks/worlds_error.py --jobs 2           on two cores

Every run makes a market of 20 businesses in which ours is nowhere ahead (`planted.null`), searches all worlds of
up to three conditions and judges them as the product does: search, exact sums, claims, with the product's own
code.  A run is in error where any first place at all is printed.  Bars: at most 5 % of runs, the upper end of
its 95 % interval (Clopper and Pearson) at most 8 %; nothing false in the tier "guaranteed".
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context

import numpy as np
from planted import NULLS, Made, null, planted
from scipy.special import ndtr
from scipy.stats import beta

from standout.questions.est.cells import Cell, Spread, Sums, cell_of, spread_of
from standout.questions.est.claims import Claim, Rules, claims, depth_shares
from standout.questions.est.market import Aspect, Condition, Descriptor
from standout.questions.est.standing import Standing, standing
from standout.stats.evalues import pair_evalue
from standout.stats.worlds.exact import Figures, exact
from standout.stats.worlds.plan import n_min_of
from standout.stats.worlds.search import Found, search

RULES = Rules(alpha=0.05, judged_from=15, proven_from=30, rivals_from=3, depth=3)
DEPTH, FINALISTS, VOTED = 3, 12, 3
BOTH = ((False, False), (True, False), (False, True))
World = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run printed."""

    tested: int
    proven: tuple[tuple[World, int], ...]
    guaranteed: tuple[tuple[World, int], ...]


def ours_first(made: Made) -> Made:
    """The same market with our business at place 0."""
    places = np.arange(made.businesses)
    places[[0, made.ours]] = made.ours, 0
    return replace(made, business=places[made.business].astype(np.int32), ours=0)


def outcome(made: Made, *, clusters: bool = False, n_min: int | None = 30) -> Outcome:
    """Search one market and judge what was found; without ``n_min`` by what the design asks for."""
    made = ours_first(made)
    rows, aspects = made.rows(clusters=clusters), len(made.scores)
    if n_min is None:
        n_min = n_min_of(rows, 0, DEPTH, aspects, RULES.alpha)
    found = search(rows, 0, DEPTH, n_min, RULES.rivals_from, np.tile([100.0, 500.0], (aspects, 1)))
    tested = {d: int(found.testable[found.depth == d].sum()) for d in range(1, DEPTH + 1)}
    tested = {d: count for d, count in tested.items() if count}
    worlds = sorted({world for world, _ in finalists(found, tested)})
    figures = exact(rows, [(), *worlds], range(aspects))
    around = [spread_of(sums(figures, 0, a), RULES.judged_from) for a in range(aspects)]
    where, known = [], []
    for w, world in enumerate(figures.worlds):
        for a in range(aspects):
            one = standing(cell(world, sums(figures, w, a), around[a]), n_min if world else RULES.judged_from)
            if one.ours_judged:
                where.append((w, a))
                known.append(one)
    evalues = {i: votes(figures, *where[i], known[i]) for i in hopeful(known)}
    said = claims(known, evalues, RULES, tested)
    proven = tuple((tuple(figures.worlds[w]), a) for (w, a), claim in zip(where, said, strict=True) if claim.proven)
    sure = tuple(
        (tuple(figures.worlds[w]), a)
        for i, (w, a) in enumerate(where)
        if i in evalues and guaranteed(known[i], said[i], evalues[i])
    )
    return Outcome(sum(tested.values()), proven, sure)


def finalists(found: Found, tested: dict[int, int]) -> Iterator[tuple[World, int]]:
    """Claims to be worked out in full: all that may pass, and the nearest to it."""
    pairs = np.argwhere(found.testable & (found.z > 0))
    share = depth_shares(tested)
    z = found.z[pairs[:, 0], pairs[:, 1]]
    need = np.array([share[d] for d in found.depth[pairs[:, 0]].tolist()], dtype=np.float64)
    order = np.argsort(ndtr(-z) / need, kind="stable")
    passing = int((ndtr(-z - 0.5) <= RULES.alpha * need * len(need)).sum())
    for w, a in pairs[order[: max(passing, FINALISTS)]].tolist():
        deep = int(found.depth[w])
        yield tuple(zip(found.columns[w, :deep].tolist(), found.values[w, :deep].tolist(), strict=True)), a


def sums(figures: Figures, w: int, a: int) -> Sums:
    kinds = (figures.count, figures.n, figures.total, figures.squares, figures.clusters)
    return Sums(*(one[w, :, a] for one in (*kinds, figures.css, figures.csn, figures.cnn)))


def cell(world: World, of: Sums, around: Spread) -> Cell:
    conditions = tuple(Condition(Descriptor(f"d_{c}", str(c), before=True), str(v)) for c, v in world)
    return cell_of(Aspect("a_staff", "staff", 1.0, 5.0, "", 1.0, 5.0), conditions, of, around)


def hopeful(known: Sequence[Standing]) -> list[int]:
    """The claims with the highest z, for which votes are counted as well."""
    least = [float(one.z[one.rivals].min()) if one.rivals.size >= RULES.rivals_from else -np.inf for one in known]
    return sorted(range(len(known)), key=lambda i: -least[i])[:VOTED]


def votes(figures: Figures, w: int, a: int, known: Standing) -> dict[int, float]:
    """E-values against each judged rival, one vote a person; the hardest rival first."""
    rivals = known.rivals[np.argsort(known.z[known.rivals])].tolist()
    values, counts = figures.votes(w, a, [0, *rivals])
    scaled, found = (values / 100 - 1) / 4, {}
    for rival, theirs in zip(rivals, counts[1:], strict=True):
        found[rival] = pair_evalue(counts[0], theirs, scaled)
        if found[rival] * RULES.alpha < 1:
            break
    return found


def guaranteed(known: Standing, claim: Claim, evalues: dict[int, float]) -> bool:
    """Whether e-values alone show a first place, whatever the t says."""
    least = min(evalues.get(rival, 0.0) for rival in known.rivals.tolist())
    return claim.tested and least * RULES.alpha * claim.share >= 1


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the tables."""

    shape: str
    clusters: bool = False
    weights: bool = False
    n_min: int | None = 30
    large: bool = False

    def run(self, seed: int) -> Outcome:
        """Make one market and judge it."""
        if self.large:
            return outcome(null(self.shape, seed, 300_000, 50, (4, 5, 6, 3, 8, 10, 5, 4, 6, 3)), n_min=self.n_min)
        made = null(self.shape, seed, clusters=self.clusters, weights=self.weights)
        return outcome(made, clusters=self.clusters, n_min=self.n_min)


def upper(wrong: int, runs: int) -> float:
    """Upper end of the 95 % interval of Clopper and Pearson."""
    return 1.0 if wrong == runs else float(beta.ppf(0.975, wrong + 1, runs - wrong))


def table(title: str, settings: Sequence[Setting], runs: int, many: Callable[..., list[Outcome]]) -> None:
    print(f"\n{title}\n")
    print(
        "| scores | people | weights | n_min | runs | claims tested | wrong | upper end | guaranteed wrong | seconds |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for one in settings:
        start = time.perf_counter()
        got = many(one.run, range(runs))
        wrong, sure = sum(bool(x.proven) for x in got), sum(bool(x.guaranteed) for x in got)
        people = "five times each" if one.clusters else "once each"
        print(
            f"| {one.shape} | {people} | {'yes' if one.weights else 'no'} | {one.n_min or 'by design'} | {runs}"
            f" | {np.mean([x.tested for x in got]):.0f} | {wrong / runs:.1%} | {upper(wrong, runs):.1%}"
            f" | {sure / runs:.1%} | {time.perf_counter() - start:.0f} |",
            flush=True,
        )


def shuffled_wrongly(seed: int, shape: str = "bell", mixes: int = 60) -> bool:
    """Whether the usual way, labels shuffled and the largest z compared (Westfall and Young), says "first"."""
    made = ours_first(null(shape, seed))
    rng = np.random.default_rng(seed)
    reach = np.tile([100.0, 500.0], (len(made.scores), 1))

    def largest(business: np.ndarray) -> float:
        found = search(replace(made, business=business).rows(clusters=False), 0, DEPTH, 30, RULES.rivals_from, reach)
        return float(np.where(found.testable, found.z, -np.inf).max())

    mixed = [largest(rng.permutation(made.business)) for _ in range(mixes)]
    return largest(made.business) > np.quantile(mixed, 0.95, method="higher")


def power(seed: int) -> tuple[int, int, int, int, int]:
    """Claims shown, false ones, those that e-values alone show, those tested and those that are true."""
    made = planted(60_000, seed, businesses=20, descriptors=6)
    got = outcome(made, clusters=True, n_min=60)
    moved = ours_first(made)
    reach = np.tile([100.0, 500.0], (len(made.scores), 1))
    found = search(moved.rows(), 0, DEPTH, 60, RULES.rivals_from, reach)
    every = [
        (tuple(zip(found.columns[w, :deep].tolist(), found.values[w, :deep].tolist(), strict=True)), a)
        for w, a in np.argwhere(found.testable).tolist()
        for deep in [int(found.depth[w])]
    ]
    true = int((moved.true_leads(every, 60) > 0).sum())
    return len(got.proven), int((moved.true_leads(got.proven, 60) <= 0).sum()), len(got.guaranteed), got.tested, true


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", choices=("null", "hard", "design", "large", "labels", "power"))
    asked = parser.parse_args()
    Setting("bell").run(0)  # kernels are compiled before cores share the work
    pool = get_context("fork").Pool(asked.jobs) if asked.jobs > 1 else None

    def many(run: Callable[[int], object], seeds: Sequence[int]) -> list:
        return list(pool.imap(run, seeds, chunksize=4)) if pool else [run(seed) for seed in seeds]

    def wanted(part: str) -> bool:
        return asked.only in (None, part)

    if wanted("null"):
        table("Nowhere ahead", [Setting(shape) for shape in NULLS], asked.runs, many)
    if wanted("hard"):
        loyal = [Setting(shape, clusters=True) for shape in NULLS]
        weighed = [Setting(shape, weights=True) for shape in NULLS]
        table("People who judge five times, and weights", [*loyal, *weighed], asked.runs, many)
    if wanted("design"):
        chosen = [Setting(s, clusters=c, weights=w, n_min=None) for s in ("bell", "J", "unequal") for c, w in BOTH]
        table("n_min by design, as the product chooses it", chosen, asked.runs, many)
    if wanted("large"):
        runs = max(asked.runs // 10, 10)
        big = [Setting(shape, large=True) for shape in ("bell", "J", "unequal")]
        table("Nowhere ahead, 300,000 rows, 50 businesses, 10 descriptors", big, runs, many)
    if wanted("labels"):
        runs = max(asked.runs // 10, 10)
        print(
            f"\nLabels shuffled, bell, {runs} runs: {np.mean(many(shuffled_wrongly, range(runs))):.0%} wrong (bar 5 %)"
        )
    if wanted("power"):
        runs = max(asked.runs // 20, 5)
        shown = np.array(many(power, range(runs)))
        proven, false, sure, tested, true = shown.mean(axis=0)
        print(f"\nPlanted, 60,000 rows, n_min 60, {runs} runs: of {tested:.0f} claims tested {true:.0f} are true;")
        print(f"{proven:.1f} are shown a run, {false:.2f} of these false; by e-values alone {sure:.1f}")
    if pool:
        pool.close()


if __name__ == "__main__":
    main()
