"""Which columns are scores, and how to read them: scale, zeros, two scales in one, columns filled in.

Columns whose scales end alike are one family: they share where their scale begins and what a 0 in them means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from standout.sources.given import Told
from standout.sources.names import label_of
from standout.sources.profile import Profile
from standout.sources.roles import SURE, Names
from standout.sources.scales import (
    Scores,
    Split,
    filled_in,
    scale_in_name,
    top_of,
    two_scales,
    whole,
    zero_means_missing,
)
from standout.sources.source import Field
from standout.words import say

FEW = 12
"""Columns of at most this many values are looked at for parting two scales."""


def judged(
    profiles: Mapping[str, Profile], names: Names, taken: set[str], told: Mapping[str, Told], business: str
) -> list[Field]:
    """Give the fields of every column that holds scores, best guess of the overall score first.

    Parameters
    ----------
    profiles, names : mapping
        What each column holds, and what its header may mean.
    taken : set of str
        Columns that are something already; those found are added.
    told : mapping of str to Told
        What the owner said, by column.
    business : str
        The column that names businesses, "" where there is none.

    """
    ends = tops(profiles, names, taken, told)
    splits = {name: split for name in ends if name not in told and (split := _split(name, profiles, business))}
    overall = _overall(ends, names, told, profiles)
    families: dict[int, dict[str, Scores]] = {}
    for name, top in ends.items():
        if name not in splits:
            families.setdefault(top, {})[name] = profiles[name].numbers
    for name, split in splits.items():
        if split.by:
            families.setdefault(split.low_top, {})[name] = _half(profiles, name, split, higher=False)
    zeros = {top: zero_means_missing(family, top) for top, family in families.items()}
    lows = {top: _low(family, zero_is_score=not zeros[top]) for top, family in families.items()}
    count = profiles[business].distinct if business else 1
    found: list[Field] = []
    for name, top in ends.items():
        taken.add(name)
        target = "overall" if name == overall else "aspect"
        label = "overall" if name == overall else label_of(name)
        field = Field(column=name, target=target, kind="stars" if profiles[name].in_words else "score", label=label)
        if name in splits:
            found += _parted(field, splits[name])
            continue
        why, values = _why_score(name, top, names, ends)
        scale = scale_in_name(name) or (lows[top], float(top))
        field = replace(field, scale=scale, evidence=why, evidence_values=values)
        if name in zeros[top]:
            why, values = zeros[top][name]
            field = replace(field, zero_is_missing=True, evidence=why, evidence_values=values)
        if filled := filled_in([s for s in profiles[name].numbers if s], count):
            field = replace(field, barred="imputed", evidence=filled[0], evidence_values=filled[1])
        if name in told:
            field = told[name].over(replace(field, label=told[name].label))
            field = field if field.barred else replace(field, evidence="mapper.why.said")
        found.append(field)
    return sorted(found, key=lambda field: field.target != "overall")


def tops(profiles: Mapping[str, Profile], names: Names, taken: set[str], told: Mapping[str, Told]) -> dict[str, int]:
    """Give where the scale of every column of scores ends; the parameters are those of :func:`judged`."""
    found = {name: top for name in profiles if (top := _top(profiles[name], names[name], taken, told.get(name)))}
    return {name: top for name, top in found.items() if _believed(name, found, names, told)}


def _top(profile: Profile, name: Mapping[str, float], taken: set[str], said: Told | None) -> int | None:
    """Give where a column's scale ends, None where it holds no scores."""
    if said is not None:
        if said.target not in ("overall", "aspect"):
            return None
        if said.scale:
            return int(said.scale[1])
        held = [score for score in profile.numbers if score is not None]
        return next((top for top in (5, 10, 20, 100) if held and max(held) <= top), None)
    if profile.name in taken or not profile.numeric or profile.is_row_number:
        return None
    if profile.figures is not None and (profile.figures.sign or profile.figures.percent):
        return None
    against = max(
        name.get(other, 0.0) for other in ("never_used", "price", "after", "never", "review_id", "visited_at")
    )
    called = max(name.get("overall", 0.0), name.get("aspect", 0.0))
    stated = scale_in_name(profile.name)
    if stated and max((score for score in profile.numbers if score is not None), default=0.0) <= stated[1]:
        return int(stated[1])
    return None if against > called else _top_by(profile, name, called)


def _top_by(profile: Profile, name: Mapping[str, float], called: float) -> int | None:
    """Give where a column's scale ends by its numbers and its name."""
    overall = name.get("overall", 0.0) >= SURE
    return top_of(profile.numbers, named=called >= SURE or profile.in_words, overall=overall)


def _believed(name: str, tops: Mapping[str, int], names: Names, told: Mapping[str, Told]) -> bool:
    """Tell whether a column is scores: its name says so, or another column has the same scale."""
    called = max(names[name].get("overall", 0.0), names[name].get("aspect", 0.0)) >= SURE / 2
    alike = sum(top == tops[name] for top in tops.values()) > 1
    return name in told or called or alike or scale_in_name(name) is not None


def _overall(
    tops: Mapping[str, int], names: Names, told: Mapping[str, Told], profiles: Mapping[str, Profile]
) -> str | None:
    """Give the column of the overall score: as told, else as named; the only score there is, whatever its name."""
    said = [name for name in tops if name in told and told[name].target == "overall"]
    if said or not tops:
        return said[0] if said else None
    free = [name for name in tops if name not in told]
    best = max(((names[n].get("overall", 0.0), profiles[n].filled, -i, n) for i, n in enumerate(free)), default=None)
    if best and (best[0] >= SURE or len(tops) == 1):
        return best[3]
    return None


def _split(name: str, profiles: Mapping[str, Profile], business: str) -> Split | None:
    profile = profiles[name]
    others = {n: p for n, p in profiles.items() if n not in (name, business) and not p.numeric}
    filled = {n: [c is not None for c in p.cells] for n, p in others.items() if 0.01 <= p.filled_share <= 0.99}
    groups = {n: p.cells for n, p in others.items() if 1 < p.distinct <= FEW}
    dated = max((p for p in profiles.values() if p.dates), key=lambda p: p.filled, default=None)
    return two_scales(profile.numbers, filled, groups, dated.days if dated else None)


def _half(profiles: Mapping[str, Profile], name: str, split: Split, *, higher: bool) -> list[float | None]:
    filled = [cell is not None for cell in profiles[split.by].cells]
    wanted = (split.higher_when == "filled") == higher
    scores = profiles[name].numbers
    return [score if there == wanted else None for score, there in zip(scores, filled, strict=True)]


def _low(family: Mapping[str, Scores], *, zero_is_score: bool) -> float:
    """Give where a family's scale begins: 1 where its scores are whole or halves, and none lies below."""
    held = [score for scores in family.values() for score in scores if score or (score == 0 and zero_is_score)]
    return 1.0 if held and min(held) >= 1 and whole([score * 2 for score in held]) else 0.0


def _parted(field: Field, split: Split) -> list[Field]:
    """Give the two halves of a column of two scales, or the whole of it barred where nothing parts it cleanly."""
    field = replace(field, evidence=split.why, evidence_values=split.values)
    if not split.by:
        return [replace(field, scale=(1.0, float(split.high_top)), barred="mixed_scales")]
    lower = "blank" if split.higher_when == "filled" else "filled"
    low = replace(field, scale=(1.0, float(split.low_top)), only_when=(split.by, lower))
    label = say("mapper.out_of", label=field.label, top=split.high_top)
    high = replace(
        field, target="aspect", label=label, scale=(1.0, float(split.high_top)), only_when=(split.by, split.higher_when)
    )
    return [low, high]


def _why_score(name: str, top: int, names: Names, tops: Mapping[str, int]) -> tuple[str, dict[str, object]]:
    called = max(names[name].get("overall", 0.0), names[name].get("aspect", 0.0))
    alike = sum(other == top for other in tops.values())
    if called >= SURE or alike == 1:
        return "mapper.why.name_score", {"column": name, "top": top}
    return "mapper.why.same_scale", {"others": alike - 1, "top": top}
