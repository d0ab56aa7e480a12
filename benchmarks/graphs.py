"""Graphs to choose on: three real ones from files, five made by seed, as they are used to compare influence tools.

    python benchmarks/graphs.py --from DIR --to DIR                    all of them, each with its size and hubs
    python benchmarks/graphs.py --from DIR --to DIR nethept dblp       some

``--from`` holds nethept.txt.gz, netphy.txt.gz and soc-Epinions1.txt.gz, lists of pairs, which are not part of this
project; the made ones need nothing.  ``--to`` gets NAME.npz with ``n``, and ``u``, ``v``: int32, sorted, every tie
once, people without any tie left out.  The real ones are read as ties both ways.

The made ones stand for graphs of the same size and kind.  They are not those graphs: Chung-Lu has no clustering, and
its hubs are easy targets.
  slash, pokec, lj    directed Chung-Lu: weights out and in by power laws, alike in rank, cut at the largest degrees
  youtube             the same, undirected, with hubs of tens of thousands
  dblp                co-authors: papers of 2 to 8 around a lead, 3 in 4 from the lead's own group of about 25
"""

from __future__ import annotations

import argparse
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numba import njit

FILES = {"nethept": "nethept.txt.gz", "netphy": "netphy.txt.gz", "epinions": "soc-Epinions1.txt.gz"}


@dataclass(frozen=True, slots=True)
class Made:
    """How a Chung-Lu graph is made: ``alpha_*`` the power laws, ``most_*`` the largest degrees, ``alike`` in rank."""

    n: int
    ties: int
    alpha_out: float
    alpha_in: float
    most_out: int
    most_in: int
    alike: float
    seed: int
    both: bool = False


MADE = {
    "slash": Made(82_168, 948_464, 2.1, 2.1, 2_511, 2_553, 0.9, 12),
    "youtube": Made(1_134_890, 2_987_624, 2.15, 2.15, 28_754, 28_754, 1, 13, both=True),
    "pokec": Made(1_632_803, 30_622_564, 2.6, 2.6, 8_763, 13_733, 0.8, 14),
    "lj": Made(4_847_571, 68_993_773, 2.4, 2.4, 20_293, 13_906, 0.8, 15),
}
DBLP = (317_080, 1_049_866, 11)
"""People, pairs and seed of the co-author graph."""
NAMES = (*FILES, "slash", "dblp", "youtube", "pokec", "lj")
QUICK = ("slash", "dblp")


@njit
def _alias(weights):
    n = weights.size
    kept, other = weights * (n / weights.sum()), np.arange(n)
    small, large = np.empty(n, np.int64), np.empty(n, np.int64)
    smalls = larges = 0
    for i in range(n):
        if kept[i] < 1:
            small[smalls] = i
            smalls += 1
        else:
            large[larges] = i
            larges += 1
    while smalls > 0 and larges > 0:
        smalls -= 1
        i, j = small[smalls], large[larges - 1]
        other[i] = j
        kept[j] -= 1 - kept[i]
        if kept[j] < 1:
            larges -= 1
            small[smalls] = j
            smalls += 1
    return kept, other


@njit
def _drawn(kept, other, many, seed):
    np.random.seed(seed)  # noqa: NPY002 - numba's own generator, kept so that the graphs stay the same
    held = np.empty(many, np.int64)
    for i in range(many):
        j = np.random.randint(kept.size)  # noqa: NPY002
        held[i] = j if np.random.random() < kept[j] else other[j]  # noqa: NPY002
    return held


def _power_law(n, alpha, seed, most):
    return np.minimum((1 - np.random.default_rng(seed).random(n)) ** (-1 / (alpha - 1)), most)


def _rank(values):
    return np.argsort(np.argsort(values))


def chung_lu(made: Made):
    """Give people and ties by weights: who has twice the weight has twice the ties, up to the largest degree."""
    n, rng = made.n, np.random.default_rng(made.seed)
    out, into = _power_law(n, made.alpha_out, made.seed + 1, 1e18), _power_law(n, made.alpha_in, made.seed + 2, 1e18)
    key = rng.random(n)
    into = np.sort(into)[_rank(_rank(out) / n * made.alike + key * (1 - made.alike))]
    if made.both:
        into = out.copy()
    for _ in range(20):
        out = np.minimum(out, made.most_out * out.sum() / made.ties)
        into = np.minimum(into, made.most_in * into.sum() / made.ties)
    by_out, by_in = _alias(out), _alias(into)
    pairs, seed, needed = np.empty(0, np.int64), made.seed * 1000, made.ties
    while needed > 0:
        many = int(needed * 1.15) + 1000
        u, v = _drawn(*by_out, many, seed), _drawn(*by_in, many, seed + 7)
        seed += 13
        if made.both:
            u, v = np.minimum(u, v), np.maximum(u, v)
        pairs = np.unique(np.concatenate([pairs, (u * n + v)[u != v]]))
        needed = made.ties - pairs.size
    return _shuffled(n, rng.permutation(pairs)[: made.ties], made.both, rng)


def co_authors(n, ties, seed):
    """Give people and ties of those who wrote together."""
    rng = np.random.default_rng(seed)
    kept, other = _alias(_power_law(n, 2.2, seed + 1, 300.0))
    group = np.sort(rng.integers(0, n // 25, n))
    first = np.searchsorted(group, np.arange(n // 25))
    last = np.searchsorted(group, np.arange(n // 25), side="right")
    pairs = np.empty(0, np.int64)
    while pairs.size < ties:
        papers = max(20_000, (ties - pairs.size) // 4)
        size = np.minimum(1 + rng.geometric(0.52, papers), 8)
        lead = _drawn(kept, other, papers, seed)
        seed += 1
        team, theirs = [lead], group[lead]
        for _ in range(1, 8):
            near = first[theirs] + (rng.random(papers) * (last[theirs] - first[theirs])).astype(np.int64)
            far = _drawn(kept, other, papers, seed)
            seed += 1
            team.append(np.where(rng.random(papers) < 0.75, near, far))
        for i in range(8):
            for j in range(i + 1, 8):
                wrote = (size > j) & (team[i] != team[j])
                u, v = team[i][wrote], team[j][wrote]
                pairs = np.append(pairs, np.minimum(u, v) * n + np.maximum(u, v))
        pairs = np.unique(pairs)
    return _shuffled(n, rng.permutation(pairs)[:ties], True, rng)  # noqa: FBT003 - as the one above


def _shuffled(n, pairs, both, rng):
    u, v = pairs // n, pairs % n
    if both:
        u, v = np.concatenate([u, v]), np.concatenate([v, u])
    renamed = rng.permutation(n)
    return n, renamed[u], renamed[v]


def read(file: Path):
    """Give people and ties of a list of pairs, both ways, told by their own order."""
    with gzip.open(file, "rt") as lines:
        pairs = np.array([line.split()[:2] for line in lines if line.strip() and line[0] != "#"], np.int64)
    u, v = pairs[:, 0], pairs[:, 1]
    return int(pairs.max()) + 1, np.concatenate([u, v]), np.concatenate([v, u])


def single(n, u, v):
    """Give n, u, v with every tie once, none to oneself, and nobody without a tie."""
    pairs = np.unique((u.astype(np.int64) * n + v)[u != v])
    u, v = pairs // n, pairs % n
    tied = np.bincount(u, minlength=n) + np.bincount(v, minlength=n) > 0
    renamed = np.cumsum(tied) - 1
    return int(tied.sum()), renamed[u].astype(np.int32), renamed[v].astype(np.int32)


def made(name: str, files: Path | None):
    """Give n, u, v of a graph by its name."""
    if name in FILES:
        return single(*read(files / FILES[name]))
    return single(*(co_authors(*DBLP) if name == "dblp" else chung_lu(MADE[name])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="files", type=Path, help="the folder of the real lists")
    parser.add_argument("--to", type=Path, help="where NAME.npz goes; without it sizes are printed and nothing kept")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    asked = parser.parse_args()
    print(f"{'graph':>10} {'people':>10} {'ties':>11} {'most out':>9} {'most in':>9} nobody tells them")
    for name in asked.names or (NAMES if asked.to else QUICK):
        if name in FILES and not (asked.files and (asked.files / FILES[name]).exists()):
            print(f"{name:>10} left out: {FILES[name]} isn't there; give its folder with --from")
            continue
        n, u, v = made(name, asked.files)
        if asked.to:
            np.savez(asked.to / f"{name}.npz", n=n, u=u, v=v)
        out, into = np.bincount(u, minlength=n), np.bincount(v, minlength=n)
        alone = f"{(into == 0).mean():.3%}"
        print(f"{name:>10} {n:>10,} {len(u):>11,} {out.max():>9,} {into.max():>9,} {alone}", flush=True)
    print(*(f"{name} {how}" for name, how in MADE.items()), f"dblp {DBLP}", sep="\n")


if __name__ == "__main__":
    main()
