"""What if: what so many more reviews could make of a verdict, as a slider that needs nothing but its page.

Reads    findings of scores, each with what it was made from
Makes    rows       JSON: the sums of each business in one world, how the verdict was reached, and a table for a few
                    numbers of reviews; no business's name, no review's words, and no group of fewer than five people
         words      the sentences of a row, with gaps that the script fills
Script   ``templates/what_if.js``, the same sums in the browser; without it the table stands there
No row   where sums can't tell: what was looked up or read from words, a page's average of ours, weights of one's own,
         fewer than five people of ours, or a verdict that rests on single votes; or where what lacks is rivals, and
         the sums of some aren't here
Rivals   get further reviews only where every one of them can: sums of fewer than five people, of those far behind, and
         a page's average, can't be added to
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import Markup
from scipy.special import ndtri

from standout.charts.rows import heading
from standout.questions.est import QUESTION
from standout.questions.est.behind import Scores
from standout.questions.est.cells import Sums
from standout.report.inline import digest, inert
from standout.stats import what_if as counted
from standout.stats.ranks import all_pairs_critical
from standout.stats.retested import AROUND, VERDICTS, held, verdict_now
from standout.stats.what_if import MOST, STEP, WHOSE
from standout.words import figure, say

if TYPE_CHECKING:
    from standout.finding import Finding
    from standout.stats.what_if import Case, Cases

SCRIPT = "what_if.js"
TABLE = (10, 20, 50, 100)
"""How many more the table speaks of."""
FIRST = 20
"""Where the slider stands at first."""
FEWEST = 5
"""Sums of fewer people aren't given out."""
NEAREST = 40
"""So many rivals are looked at, those hardest to be told from us first; the others are far behind."""
ROWS_MOST = 12
"""So many verdicts of one answer get a slider, the first ones."""
EXACT = 1e-9
"""Two scores no further apart than this are one."""
_SUMS = ("rows", "n", "total", "squares", "clusters", "css", "csn", "cnn")


def rows(findings: Sequence[Finding], settings: Mapping[str, Any]) -> list[dict[str, Any] | None]:
    """Give the row of each finding, None where there is none.

    Parameters
    ----------
    findings : sequence of Finding
        Of one answer, just given: what they were made from isn't kept.
    settings : mapping
        As the answer's evidence has them.

    Returns
    -------
    list of dict or None
        As JSON takes them; in the order of the findings.

    """
    made: list[dict[str, Any] | None] = []
    left = ROWS_MOST
    for finding in findings:
        row = _row(finding, settings) if left and isinstance(finding.behind, Scores) else None
        left -= row is not None
        made.append(row)
    return made


def key(finding: Finding) -> str:
    """Give a short name of a finding that an address or an id may hold."""
    said = json.dumps([finding.question, finding.subject, finding.aspect, dict(finding.world)], sort_keys=True)
    return f"w-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def numbers(finding: Finding, settings: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give the sums behind a finding and how its verdict was reached, as `stats.retested.held` takes them."""
    behind = finding.behind
    if finding.question != QUESTION.name or not isinstance(behind, Scores):
        return None
    cell, known, aspect = behind.known.cell, behind.known, behind.known.cell.aspect
    unit = aspect.parts**2
    if aspect.low is None or aspect.high is None or not aspect.high > aspect.low or cell.shown[0]:
        return None
    if int(cell.sums.clusters[0]) < FEWEST or not np.array_equal(cell.sums.n, cell.sums.rows * unit):
        return None
    kept = _nearest(behind)
    left = [place for place in known.rivals.tolist() if place not in set(kept)]
    if (cell.voices[left] < behind.rules.proven_from).any():
        return None
    least = max(behind.rules.judged_from, behind.rules.proven_from) if aspect.parts > 1 else behind.rules.judged_from
    spread_from = least if aspect.parts > 1 else int(settings["judged_from"])
    around = cell.around.sums or Sums.none(len(cell.rows))
    claim = behind.claim
    return {
        "low": aspect.low, "high": aspect.high, "least": aspect.least, "most": aspect.most, "unit": unit,
        "judged_from": least, "spread_from": spread_from,
        "proven_from": behind.rules.proven_from, "rivals_from": behind.rules.rivals_from,
        "testable": bool(cell.addressable and not aspect.barred),
        "proven_z": _z(claim.proven_at), "likely_z": _z(claim.likely_at),
        "critical": [all_pairs_critical(many) for many in range(2, len(left) + len(kept) + 1)],
        "inside": [[int(getattr(cell.sums, kind)[place]) for kind in _SUMS] for place in kept],
        "around": [[int(getattr(around, kind)[place]) for kind in AROUND] for place in kept],
        "page": [_page(behind, place) for place in kept],
        "rest": [len(left), *_steady(around, spread_from, kept)],
    }  # fmt: skip


def _z(p: float) -> float | None:
    return float(-ndtri(min(p, 0.5))) if p > 0 else None


def _nearest(behind: Scores) -> list[int]:
    """Give the places to look at: ours, the judged rivals nearest to us, and others of five people or more."""
    known, cell = behind.known, behind.known.cell
    z = np.where(np.isfinite(known.z), known.z, np.inf)
    judged = sorted(known.rivals.tolist(), key=lambda place: (float(z[place]), place))
    others = [
        place for place in range(1, len(cell.rows))
        if not known.judged[place] and not cell.shown[place] and int(cell.sums.clusters[place]) >= FEWEST
    ]  # fmt: skip
    others.sort(key=lambda place: (-int(cell.rows[place]), place))
    return [0, *sorted([*judged[:NEAREST], *others][:NEAREST])]


def _page(behind: Scores, place: int) -> list[float] | None:
    cell = behind.known.cell
    if not cell.shown[place]:
        return None
    return [float(one[place]) for one in (cell.rows, cell.mean, cell.spread, cell.df, cell.slack)]


def _steady(around: Sums, spread_from: int, kept: Sequence[int]) -> tuple[int, float]:
    """Give how many businesses that aren't looked at make up the usual spread, and the sum of their variances."""
    _, variance = around.moments()
    steady = (around.voices >= spread_from) & (around.rows > 0) & np.isfinite(variance)
    steady[list(kept)] = False
    return int(steady.sum()), float(variance[steady].sum())


def _row(finding: Finding, settings: Mapping[str, Any]) -> dict[str, Any] | None:
    said = numbers(finding, settings)
    if said is None:
        return None
    now = held(said)
    if verdict_now(now) != finding.verdict:
        return None  # it rests on more than sums: on single votes
    rivals = _rivals_take(finding)
    if finding.verdict == "not_enough" and _lacks_rivals(finding, taking=rivals):
        return None
    whose = [one for one in WHOSE if one == "ours" or rivals]
    return {
        "key": key(finding), "what": heading(finding), "now": finding.verdict, "numbers": said, "whose": whose,
        "votes": _votes(said, rivals=rivals),
        "table": [
            {"whose": one, "more": more, **_told(counted.cases(now, more, one))} for one in whose for more in TABLE
        ],
        "reach": {one: counted.reach(now, one) for one in whose},
    }  # fmt: skip


def _rivals_take(finding: Finding) -> bool:
    """Whether every rival there is can get further reviews here: all their sums are, and none is a page's average."""
    behind = finding.behind
    assert isinstance(behind, Scores)  # noqa: S101 - `numbers` has seen to it
    cell = behind.known.cell
    return len(cell.rows) > 1 and len(_nearest(behind)) == len(cell.rows) and not cell.shown.any()


def _lacks_rivals(finding: Finding, *, taking: bool) -> bool:
    """Whether rivals are what lacks, and no review that can be tried here would bring them."""
    behind = finding.behind
    assert isinstance(behind, Scores)  # noqa: S101 - as above
    many = len(behind.known.cell.rows) - 1
    return behind.known.ours_judged and not (taking and many >= behind.rules.rivals_from)


def _votes(said: Mapping[str, Any], *, rivals: bool) -> bool:
    """Whether somebody has, or may come to have, so few scores that single votes are looked at, unknown to sums."""
    ours, *theirs = [one[0] for one in said["inside"]]
    least = 0 if rivals else said["judged_from"]
    few = ours < said["proven_from"] or any(least <= one < said["proven_from"] for one in theirs)
    return bool(said["testable"] and few)


def _told(cases: Cases) -> dict[str, Any]:
    return {"best": _case(cases.best), "worst": _case(cases.worst), "likely": dict(cases.likely)}


def _case(one: Case) -> list[Any]:
    return [one.verdict, one.score, one.other]


def words(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a row says: its sentences, its table, and the same sentences with gaps for the script.

    Returns
    -------
    dict
        ``today``; ``whose``, pairs of a value and its label; ``reach``, a sentence for each of them; ``table``, by
        whose the reviews are, rows of cells; ``held``, JSON for the script, safe inside a page.

    """
    said = row["numbers"]
    names = {one: say(f"what_if.verdict.{one}") for one in VERDICTS}
    given = {
        "numbers": said, "now": row["now"], "verdicts": names, "mark": figure(0.5, 1)[1],
        "more": {one: say(f"what_if.more.{one}", more="{more}") for one in row["whose"]},
        "stays": {one: _said("stays", one) for one in row["whose"]},
        "turns": {one: _said("turns", one) for one in row["whose"]},
        "likely": say("what_if.likely_better" if row["votes"] else "what_if.likely", chances="{chances}"),
        "better": say("what_if.better", verdict="{verdict}") if row["votes"] else "",
        "chance": say("what_if.chance", verdict="{verdict}", n="{n}"),
        "chance_more": say("what_if.chance_more", verdict="{verdict}", n="{n}"),
        "sure": say("what_if.sure", verdict="{verdict}"),
        "today": say("what_if.today", verdict=names[row["now"]]),
        "reach": {one: reach_said(row, one) for one in row["whose"]},
    }  # fmt: skip
    return {
        "today": given["today"],
        "whose": [(one, say(f"what_if.whose.{one}")) for one in row["whose"]],
        "reach": given["reach"],
        "table": {one: [_cells(each, row) for each in row["table"] if each["whose"] == one] for one in row["whose"]},
        "held": inert(given), "most": MOST, "step": STEP, "first": FIRST,
    }  # fmt: skip


def _said(how: str, whose: str) -> str:
    gaps = {name: f"{{{name}}}" for name in ("more", "score", "other", "top", "verdict")}
    return say(f"what_if.{how}.{whose}", **gaps)


def _cells(told: Mapping[str, Any], row: Mapping[str, Any]) -> list[str]:
    ends = [_said_of("cell", told[end], told["more"], told["whose"], row, best=end == "best") for end in ENDS]
    return [f"{told['more']}", *ends, chances_said(told["likely"])]


ENDS = ("best", "worst")


def case_said(case: Sequence[Any], more: int, whose: str, row: Mapping[str, Any], *, best: bool = False) -> str:
    """Say what comes of scores that are all the same; ``case`` is a verdict, our score and the rivals'.

    The ``best`` case is "or better" where single votes may lift it, which sums don't know.
    """
    how = "stays" if case[0] == row["now"] and not _better(case, row, best=best) else "turns"
    return _said_of(how, case, more, whose, row, best=best)


def _better(case: Sequence[Any], row: Mapping[str, Any], *, best: bool) -> bool:
    return bool(best and row["votes"] and case[0] != "yes")


def _said_of(how: str, case: Sequence[Any], more: int, whose: str, row: Mapping[str, Any], *, best: bool) -> str:
    name, score, other = case
    verdict = say(f"what_if.verdict.{name}")
    return say(
        f"what_if.{how}.{whose}", more=more, score=_score(score), other=_score(other),
        top=_score(row["numbers"]["high"]),
        verdict=say("what_if.better", verdict=verdict) if _better(case, row, best=best) else verdict,
    )  # fmt: skip


def likely_said(likely: Mapping[str, float], *, votes: bool = False) -> str:
    """Say what comes if people are like those so far; ``votes`` may make it better, which sums don't know."""
    return say("what_if.likely_better" if votes else "what_if.likely", chances=chances_said(likely))


def chances_said(likely: Mapping[str, float]) -> str:
    """Say how often each verdict comes, the commonest first."""
    shares = sorted(likely.items(), key=lambda pair: (-pair[1], VERDICTS.index(pair[0])))
    cases = [(say(f"what_if.verdict.{name}"), round(100 * share)) for name, share in shares]
    if cases[0][1] == 100:
        return say("what_if.sure", verdict=cases[0][0])
    first, *others = [(verdict, n) for verdict, n in cases if n]
    said = [say("what_if.chance_more", verdict=verdict, n=n) for verdict, n in others]
    return ", ".join([say("what_if.chance", verdict=first[0], n=first[1]), *said])


def reach_said(row: Mapping[str, Any], whose: str) -> str:
    """Say with how many more the verdict can rise, and can fall; that votes may lift it is never ruled out."""
    found, said = row["reach"][whose], []
    for way, last in (("rise", "yes"), ("fall", "no")):
        if row["now"] == last:
            continue
        if found[way] is None:
            said += [] if way == "rise" and row["votes"] else [say(f"what_if.no_{way}", most=MOST)]
        else:
            more, verdict = found[way]
            said.append(say(f"what_if.{way}", more=more, verdict=say(f"what_if.verdict.{verdict}")))
    return " ".join(said)


def _score(score: float) -> str:
    """Give a score as briefly as it can be printed: 5, 4.5, 4.25."""
    decimals = next(places for places in (0, 1, 2) if places == 2 or abs(score - round(score, places)) < EXACT)
    return figure(score, decimals)


def script() -> Markup:
    """Give the script, to be put into a page."""
    return Markup((files("standout.report") / "templates" / SCRIPT).read_text(encoding="utf-8"))  # noqa: S704 - our own file


def script_hash() -> str:
    """Give the hash by which a page's policy lets the script run."""
    return digest(str(script()))
