"""Answers that help: what owners of small businesses get out of ``est``, and how often it is wrong.

Run      python benchmarks/answers_that_help.py [markets]
Makes    planted markets: 39 reviews of ours; 4 to 10 named rivals, of whom a third are known only by the
         average and count on their page, the others by 10 to 200 reviews; four aspects scored 1 to 5,
         bell or J shaped; on one aspect our true mean is 0, 0.3, 0.6 or 1.0 above the best rival's
         the second table: an owner who states the claim for that aspect before any score is read;
         the third: 150 to 500 reviews each, three descriptors, and one world of one or two conditions where ours
         is ahead by the edge while it is behind elsewhere
         the fourth: stars and text alone, 150 to 500 reviews each, and ours is ahead by the edge among reviews that
         mention one thing; asked with the words read and without
Bar      at least 70 % useful (a true yes, or a true lesser answer) where the edge is 0.6 or more;
         a wrong best in at most 5 %; with the words read, more is useful than without
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from standout.engine.duck import DuckEngine
from standout.finding import Finding
from standout.questions.est import QUESTION
from standout.questions.est.answer import RULES, answer
from standout.questions.est.claims import Rules
from standout.questions.est.family import Family
from standout.questions.est.market import described, markets
from standout.questions.est.spending import spending
from standout.questions.est.tried import league_reviews, tried
from standout.tables import table
from standout.text.descriptors import columns_rows, tags

ASPECTS = ("overall", "staff", "food", "price")
OWN, AS_OF = 39, date(2026, 11, 1)
EDGES = (0.0, 0.3, 0.6, 1.0)
WORDS = ("yes", "lesser", "waiting", "wrong best", "wrong lesser")
STARS = np.arange(1, 6)
J_REST = np.array([0.55, 0.15, 0.12, 0.18])
"""How the scores below five are shared in a J-shaped market: many ones."""

Means = dict[frozenset[tuple[str, str]], NDArray[np.float64]]


@dataclass(frozen=True)
class Planted:
    """A market and its truth: ``mean[b, a]`` of business ``b`` (0 is ours) on aspect ``a``."""

    edge: float
    best: int
    mean: NDArray[np.float64]
    tables: dict[str, pa.Table]


def shares(mean: float, shape: str) -> NDArray[np.float64]:
    """Give the shares of one to five stars with exactly this mean."""
    if shape == "J":
        below = (5 - mean) / (5 - J_REST @ STARS[:4])
        return np.append(below * J_REST, 1 - below)
    low, high = -5.0, 12.0
    for _ in range(60):
        middle = (low + high) / 2
        weight = np.exp(-((STARS - middle) ** 2) / (2 * 0.9**2))
        low, high = (middle, high) if weight @ STARS / weight.sum() < mean else (low, middle)
    return np.asarray(weight / weight.sum())


def planted(edge: float, seed: int) -> Planted:
    """Give a market with this edge on one aspect drawn at random."""
    rng = np.random.default_rng(seed)
    rivals = int(rng.integers(4, 11))
    shape = str(rng.choice(["J", "bell"]))
    mean = np.minimum(rng.normal(3.5, 0.3, (rivals + 1, len(ASPECTS))), 3.9)
    mean[0] = rng.normal(3.4, 0.3, len(ASPECTS)).clip(2.5, 3.9)
    best = int(rng.integers(len(ASPECTS)))
    mean[0, best] = mean[1:, best].max() + edge
    count = np.append(OWN, rng.integers(10, 201, rivals))
    page_only = np.append(False, rng.random(rivals) < 1 / 3)
    chances = np.array([[shares(m, shape) for m in row] for row in mean])
    scores = [rng.choice(5, (n, len(ASPECTS))) + 1 for n in count]
    for b, n in enumerate(count):
        for a in range(len(ASPECTS)):
            scores[b][:, a] = rng.choice(STARS, n, p=chances[b, a])
    held = [b for b in range(rivals + 1) if not page_only[b]]
    facts = [row for b in np.flatnonzero(page_only) for row in _page(int(b), scores[b][:, 0])]
    names = ["Ours", *(f"Rival {b}" for b in range(1, rivals + 1))]
    businesses = [{"business_id": b, "name": name, "ours": b == 0, "rival": b > 0} for b, name in enumerate(names)]
    return Planted(edge, best, mean, {
        "reviews": _reviews([(b, scores[b]) for b in held], rng),
        "facts": pa.Table.from_pylist(facts, schema=table("facts").schema()),
        "businesses": pa.Table.from_pylist(businesses, schema=table("businesses").schema()),
        "columns": pa.Table.from_pylist(_columns(), schema=table("columns").schema()),
    })  # fmt: skip


def _page(business: int, overall: NDArray[np.int64]) -> list[dict[str, object]]:
    shown = round(float(overall.mean()), 1)
    seen = {"business_id": business, "item": None, "seen_at": AS_OF, "source_url": None}
    return [
        {**seen, "fact": "shown_average", "value": shown, "unit": "stars",
         "valid_low": max(1.0, shown - 0.05), "valid_high": min(5.0, shown + 0.05)},
        {**seen, "fact": "shown_count", "value": float(len(overall)), "unit": "reviews",
         "valid_low": None, "valid_high": None},
    ]  # fmt: skip


def _reviews(scores: Sequence[tuple[int, NDArray[np.int64]]], rng: np.random.Generator) -> pa.Table:
    business = np.concatenate([np.full(len(s), b, np.int32) for b, s in scores])
    every = np.concatenate([s for _, s in scores]) * 100
    n = len(business)
    columns = {
        "review_id": np.arange(n),
        "business_id": business,
        "reviewer_id": np.arange(n),
        "reviewed_at": np.datetime64("2025-11-01") + rng.integers(0, 365, n).astype("timedelta64[D]"),
        "source": pa.repeat("google_takeout", n),
        "d_party": pa.array(rng.choice(["family", "couple"], n)),
        **{f"a_{aspect}": every[:, place] for place, aspect in enumerate(ASPECTS)},
    }
    schema = table("reviews").schema([name for name in columns if name[:2] in ("a_", "d_")])
    return pa.table({f.name: columns.get(f.name, pa.nulls(n)) for f in schema}).cast(schema)


def _columns() -> list[dict[str, object]]:
    aspects = [(f"a_{aspect}", aspect, "aspect", 1.0, 5.0) for aspect in ASPECTS]
    return [
        {"table": "reviews", "name": name, "label": label, "kind": kind, "scale_low": low, "scale_high": high,
         "addressable": "before", "barred": None}
        for name, label, kind, low, high in [*aspects, ("d_party", "party", "descriptor", None, None)]
    ]  # fmt: skip


def ask(market: Planted, folder: Path) -> tuple[list[Finding], pa.Table]:
    """Give what ``est`` says of a market."""
    for name, rows in market.tables.items():
        pq.write_table(rows, folder / f"{name}.parquet")
    engine = DuckEngine({name: [folder / f"{name}.parquet"] for name in market.tables})
    return answer(engine, {setting.name: setting.default for setting in QUESTION.settings}, 0, AS_OF)


def kind(market: Planted, findings: Sequence[Finding], rows: pa.Table) -> tuple[str, bool, bool]:
    """Give what the owner got ("yes", "lesser", "waiting"), and whether a best or anything else was wrong."""
    got, wrong_best, wrong_other = "waiting", False, False
    by_place: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in rows.to_pylist():
        by_place.setdefault((row["aspect"], row["world"]), []).append(row)
    for finding in findings:
        key = (finding.aspect, "{}")
        if finding.world or key not in by_place:
            continue
        parts = [place for place, aspect in enumerate(ASPECTS) if aspect in finding.aspect]  # one, or some together
        truth = market.mean[:, parts].mean(axis=1)
        standing = {row["business_id"]: row["standing"] for row in by_place[key]}
        false = any(truth[0] <= truth[b] for b, s in standing.items() if s == "ahead") or any(
            truth[0] >= truth[b] for b, s in standing.items() if s == "behind"
        )
        if finding.verdict == "yes":
            wrong_best |= false
            got = got if false else "yes"
        elif finding.verdict == "probably":
            first = all(truth[0] > truth[b] for b, s in standing.items() if s in ("ahead", "open"))
            wrong_other |= not first
            got = "lesser" if first and got == "waiting" else got
        elif finding.verdict != "no" and finding.facts["ahead_of"]:
            wrong_other |= false
            got = "lesser" if not false and got == "waiting" else got
    return got, wrong_best, wrong_other


def stated(market: Planted) -> tuple[str, bool]:
    """Give the verdict on a claim stated beforehand for the planted aspect, and whether a yes was wrong."""
    settings = {setting.name: setting.default for setting in QUESTION.settings}
    rules = Rules(*(settings[name] for name in RULES))
    engine = DuckEngine({}, market.tables)
    [league] = markets(engine)
    aspects, _ = described(engine)
    aspect = next(one for one in aspects if one.label == ASPECTS[market.best])
    reviews = league_reviews(engine, league, [aspect], [])
    worlds = Family(())
    [own] = tried(engine, reviews, league, aspect, worlds, worlds.levels(rules.alpha * spending([])), rules, AS_OF)
    judged = own.judged.standing.rivals
    truth = market.mean[:, market.best]
    return own.finding.verdict, own.finding.verdict == "yes" and bool((truth[judged] >= truth[0]).any())


def niche(edge: float, seed: int) -> tuple[dict[str, pa.Table], Means, dict[str, str]]:
    """Give a market with one world where ours is ahead: its tables, the means there and elsewhere, the world."""
    rng = np.random.default_rng(seed)
    rivals = int(rng.integers(4, 9))
    shape = str(rng.choice(["J", "bell"]))
    there = np.minimum(rng.normal(3.5, 0.25, rivals + 1), 3.9)
    elsewhere = there.copy()
    there[0], elsewhere[0] = there[1:].max() + edge, there[1:].max() - 0.3
    count = rng.integers(150, 501, rivals + 1)
    business = np.repeat(np.arange(rivals + 1, dtype=np.int32), count)
    values = {"party": ("family", "couple", "alone"), "day": ("weekday", "weekend"), "place": ("east", "west", "north")}
    worn = {name: rng.choice(kinds, len(business)) for name, kinds in values.items()}
    names = rng.choice(sorted(values), int(rng.integers(1, 3)), replace=False)
    world = {str(name): values[str(name)][0] for name in sorted(names)}
    inside = np.all([worn[name] == value for name, value in world.items()], axis=0)
    mean = np.where(inside, there[business], elsewhere[business])
    chances = np.array([shares(m, shape) for m in np.unique(mean)])
    place = np.searchsorted(np.unique(mean), mean)
    stars = 1 + (rng.random(len(business))[:, None] > chances.cumsum(axis=1)[place][:, :4]).sum(axis=1)
    n = len(business)
    columns = {
        "review_id": np.arange(n), "business_id": business, "reviewer_id": np.arange(n),
        "reviewed_at": np.datetime64("2025-11-01") + rng.integers(0, 365, n).astype("timedelta64[D]"),
        "source": pa.repeat("google_takeout", n), "a_staff": stars * 100,
        **{f"d_{name}": pa.array(kind) for name, kind in worn.items()},
    }  # fmt: skip
    schema = table("reviews").schema([name for name in columns if name[:2] in ("a_", "d_")])
    described_ = [("a_staff", "staff", "aspect", 1.0, 5.0)] + [(f"d_{k}", k, "descriptor", None, None) for k in values]
    rows = [
        {"table": "reviews", "name": name, "label": label, "kind": kind, "scale_low": low, "scale_high": high,
         "addressable": "before", "barred": None}
        for name, label, kind, low, high in described_
    ]  # fmt: skip
    named = ["Ours", *(f"Rival {b}" for b in range(1, rivals + 1))]
    businesses = [{"business_id": b, "name": name, "ours": b == 0, "rival": b > 0} for b, name in enumerate(named)]
    return {
        "reviews": pa.table({f.name: columns.get(f.name, pa.nulls(n)) for f in schema}).cast(schema),
        "businesses": pa.Table.from_pylist(businesses, schema=table("businesses").schema()),
        "columns": pa.Table.from_pylist(rows, schema=table("columns").schema()),
    }, _world_means(business, worn, mean, values, rivals + 1), world  # fmt: skip


def _world_means(
    business: NDArray[np.int32], worn: dict[str, NDArray[np.str_]], mean: NDArray[np.float64],
    values: dict[str, tuple[str, ...]], count: int,
) -> Means:  # fmt: skip
    """Give the true means of every business, given who reviewed, in each world of up to three conditions."""
    options = [[None, *kinds] for kinds in values.values()]
    found = {}
    for chosen in product(*options):
        world = [(name, value) for name, value in zip(values, chosen, strict=True) if value]
        inside = np.all([np.ones(len(mean), bool), *(worn[name] == value for name, value in world)], axis=0)
        total = np.bincount(business[inside], mean[inside], count)
        found[frozenset(world)] = np.round(total / np.maximum(np.bincount(business[inside], minlength=count), 1), 9)
    return found


def in_worlds(edge: float, seed: int) -> tuple[str, bool]:
    """Give what an owner got who is first in one world only, and whether any yes was wrong."""
    tables, means, world = niche(edge, seed)
    settings = {setting.name: setting.default for setting in QUESTION.settings}
    findings, rows = answer(DuckEngine({}, tables), settings, 0, AS_OF)
    judged = {(r["world"], r["business_id"]) for r in rows.to_pylist() if r["kind"] == "rating" and r["judged"]}
    got, wrong = "waiting", False
    for finding in findings:
        truth = means.get(frozenset(finding.world.items()))
        if finding.verdict not in ("yes", "probably") and not finding.facts.get("nearly"):
            continue
        key = json.dumps(dict(finding.world), ensure_ascii=False, sort_keys=True)
        first = all(truth[0] > truth[b] for b in range(1, len(truth)) if (key, b) in judged)
        wrong |= finding.verdict == "yes" and not first
        exact = dict(finding.world) == world
        if first and finding.verdict == "yes":
            got = "yes, there" if exact else got if got == "yes, there" else "yes"
        elif first and got == "waiting":
            got = "lesser"
    return got, wrong


SPOKEN = {
    "children": ("We came with our two kids.", "My son loved it."),
    "partner": ("My wife and I shared a plate.", "Went with my husband."),
    "friends": ("I met some friends here.",),
    "vegetarian": ("The vegan choice is wide.", "My wish was vegetarian food."),
    "wifi": ("The wifi was slow.", "Free wifi."),
    "weekend": ("We were there last Saturday.",),
    "breakfast": ("Stopped for breakfast.", "Had brunch."),
    "coffee": ("I had a flat white coffee.", "Espresso for me."),
    "celebration": ("It was my birthday.",),
    "step_free": ("We came with a wheelchair.",),
}
"""What made-up reviewers say, and which descriptor it speaks of."""
PLAIN = ("Nice.", "It was fine.", "Would go again.", "Not for me.", "No children about.", "The service is what it is.")


def spoken(edge: float, seed: int) -> tuple[dict[str, pa.Table], Means]:
    """Give a market of stars and text with one thing whose mention marks off customers who like ours best."""
    rng = np.random.default_rng(seed)
    rivals = int(rng.integers(4, 9))
    shape = str(rng.choice(["J", "bell"]))
    there = np.minimum(rng.normal(3.5, 0.25, rivals + 1), 3.9)
    elsewhere = there.copy()
    there[0], elsewhere[0] = there[1:].max() + edge, there[1:].max() - 0.3
    business = np.repeat(np.arange(rivals + 1, dtype=np.int32), rng.integers(150, 501, rivals + 1))
    n, names = len(business), list(SPOKEN)
    said = rng.random((n, len(names))) < rng.uniform(0.05, 0.25, len(names))
    planted_ = int(rng.integers(len(names)))
    said[:, planted_] = rng.random(n) < 0.3
    texts = [
        " ".join([*(str(rng.choice(SPOKEN[names[at]])) for at in np.flatnonzero(row)), str(rng.choice(PLAIN))])
        for row in said
    ]
    mean = np.where(said[:, planted_], there[business], elsewhere[business])
    chances = np.array([shares(m, shape) for m in np.unique(mean)])
    place = np.searchsorted(np.unique(mean), mean)
    stars = 1 + (rng.random(n)[:, None] > chances.cumsum(axis=1)[place][:, :4]).sum(axis=1)
    columns = {
        "review_id": np.arange(n), "business_id": business, "reviewer_id": np.arange(n),
        "reviewed_at": np.datetime64("2025-11-01") + rng.integers(0, 365, n).astype("timedelta64[D]"),
        "source": pa.repeat("google_takeout", n), "a_overall": stars * 100, "text": pa.array(texts),
    }  # fmt: skip
    schema = table("reviews").schema(["a_overall"])
    known = ["Ours", *(f"Rival {b}" for b in range(1, rivals + 1))]
    businesses = [{"business_id": b, "name": name, "ours": b == 0, "rival": b > 0} for b, name in enumerate(known)]
    rows = [
        {"table": "reviews", "name": "a_overall", "label": "overall", "kind": "aspect", "scale_low": 1.0,
         "scale_high": 5.0, "addressable": "before", "barred": None},
        *columns_rows(),
    ]  # fmt: skip
    held = tags(range(n), texts)
    means = {frozenset(): np.bincount(business, mean) / np.bincount(business)}
    for row in columns_rows():
        inside = held["review_id"].to_numpy()[held[row["name"]].is_valid().to_numpy()]
        count = np.maximum(np.bincount(business[inside], minlength=rivals + 1), 1)
        means[frozenset({(row["label"], "mentioned")})] = np.round(
            np.bincount(business[inside], mean[inside], rivals + 1) / count, 9
        )
    return {
        "reviews": pa.table({f.name: columns.get(f.name, pa.nulls(n)) for f in schema}).cast(schema),
        "businesses": pa.Table.from_pylist(businesses, schema=table("businesses").schema()),
        "columns": pa.Table.from_pylist(rows, schema=table("columns").schema()),
        "tags": held,
    }, means


def in_words(edge: float, seed: int, *, read: bool) -> tuple[str, bool, bool]:
    """Give what an owner got of stars and text, and whether a best or anything else was wrong."""
    tables, means = spoken(edge, seed)
    settings = {setting.name: setting.default for setting in QUESTION.settings}
    if not read:
        tables.pop("tags")
    findings, rows = answer(DuckEngine({}, tables, tagged=read), settings, 0, AS_OF)
    by_world: dict[str, dict[int, str]] = {}
    for row in rows.to_pylist():
        if row["kind"] == "rating" and row["judged"]:
            by_world.setdefault(row["world"], {})[row["business_id"]] = row["standing"]
    got, wrong_best, wrong_other = "waiting", False, False
    for finding in findings:
        truth = means.get(frozenset(finding.world.items()))
        standing = by_world.get(json.dumps(dict(finding.world), ensure_ascii=False, sort_keys=True), {})
        if truth is None or not standing:
            continue
        first = all(truth[0] > truth[b] for b in standing if b)
        false = any(truth[0] <= truth[b] for b, s in standing.items() if s == "ahead")
        if finding.verdict == "yes":
            wrong_best |= not first
            got = "yes" if first else got
        elif finding.verdict == "probably" or finding.facts.get("nearly"):
            wrong_other |= not first and finding.verdict == "probably"
            got = "lesser" if first and got == "waiting" else got
        elif finding.verdict == "close" and finding.facts["ahead_of"]:
            wrong_other |= false
            got = "lesser" if not false and got == "waiting" else got
    return got, wrong_best, wrong_other


def words_table(number: int) -> None:
    """Print what owners got of stars and text alone, with the words read and without."""
    print("\nstars and text alone, first among reviews that mention one thing, 150 to 500 reviews each")
    print("edge  markets  words  yes  lesser  waiting  useful  wrong best  wrong lesser")
    for place, edge in enumerate(EDGES):
        count = max(number // len(EDGES), 1)
        for read in (False, True):
            got = [in_words(edge, seed=190_000 + 10_000 * place + n, read=read) for n in range(count)]
            yes, lesser, waiting = (sum(what == word for what, *_ in got) / count for word in WORDS[:3])
            best, other = (sum(one[at] for one in got) / count for at in (1, 2))
            print(f"{edge:4.1f} {count:8} {'read' if read else 'not':>6} {yes:4.0%} {lesser:7.0%} {waiting:8.0%}"
                  f" {yes + lesser:7.0%} {best:11.1%} {other:13.1%}")  # fmt: skip


def main() -> None:
    """Print what owners got, by edge."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    league_table(number)
    claims_table(number)
    worlds_table(number // 2)
    words_table(number // 2)


def claims_table(number: int) -> None:
    """Print what owners got who stated their claim beforehand."""
    print("\na claim stated beforehand on that aspect\nedge  markets  yes  probably  wrong yes")
    for place, edge in enumerate(EDGES):
        count = number // len(EDGES)
        got = [stated(planted(edge, seed=10_000 * place + n)) for n in range(count)]
        yes = sum(verdict == "yes" and not wrong for verdict, wrong in got) / count
        probably = sum(verdict == "probably" for verdict, _ in got) / count
        print(f"{edge:4.1f} {count:8} {yes:5.0%} {probably:9.0%} {sum(wrong for _, wrong in got) / count:10.1%}")


def worlds_table(number: int) -> None:
    """Print what owners got who are first in one world."""
    print("\nfirst in one world, 150 to 500 reviews each")
    print("edge  markets  yes, of that world  yes, of a true other  nearly  waiting  wrong best")
    for place, edge in enumerate(EDGES):
        count = number // len(EDGES)
        got = [in_worlds(edge, seed=90_000 + 10_000 * place + n) for n in range(count)]
        part = {
            word: sum(what == word for what, _ in got) / count for word in ("yes, there", "yes", "lesser", "waiting")
        }
        wrong = sum(w for _, w in got) / count
        print(f"{edge:4.1f} {count:8} {part['yes, there']:19.0%} {part['yes']:21.0%} {part['lesser']:7.0%}"
              f" {part['waiting']:8.0%} {wrong:11.1%}")  # fmt: skip


def league_table(number: int) -> None:
    """Print what owners got from the whole question."""
    print("edge  markets  yes  lesser  waiting  useful  wrong best  wrong lesser")
    for place, edge in enumerate(EDGES):
        count = number // len(EDGES)
        got: Counter[str] = Counter()
        with tempfile.TemporaryDirectory() as folder:
            for n in range(count):
                market = planted(edge, seed=10_000 * place + n)
                what, wrong_best, wrong_other = kind(market, *ask(market, Path(folder)))
                got.update([what, *["wrong best"] * wrong_best, *["wrong lesser"] * wrong_other])
        part = {word: n / count for word, n in got.items()}
        yes, lesser, waiting, best, other = (part.get(word, 0.0) for word in WORDS)
        useful = yes + lesser
        print(f"{edge:4.1f} {count:8} {yes:5.0%} {lesser:6.0%} {waiting:8.0%} {useful:7.0%} {best:11.1%} {other:13.1%}")


if __name__ == "__main__":
    main()
