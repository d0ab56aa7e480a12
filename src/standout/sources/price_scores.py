"""Which columns called a price hold a score for it: "Preis" from 1 to 5, beside other scores from 1 to 5.

Reads    what each column holds, and what its header may mean
Makes    the names of those columns
Rule     whole numbers on one scale with two or more other scores, which don't stand still within a business
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from standout.sources.given import Told
from standout.sources.judged import tops
from standout.sources.profile import Profile
from standout.sources.roles import SURE, Names, review_roles
from standout.sources.scales import top_of
from standout.sources.source import Field

LEAST_BESIDE = 2
"""So many other scores of one scale make a column of whole prices one of them."""

HIGHEST = 10
"""Beyond this a whole number called a price is money."""


def prices_that_score(
    profiles: Mapping[str, Profile], names: Names, told: Mapping[str, Told], fixed: Sequence[Field]
) -> Names:
    """Give what headers may mean, of which "price" is none where a column so called holds scores.

    Parameters
    ----------
    profiles, names : mapping
        What each column of a file of reviews holds, and what its header may mean.
    told : mapping of str to Told
        What the owner said, by column.
    fixed : sequence of Field
        The fields that come of it.

    """
    taken = {field.column for field in fixed} | set(told)
    roles = review_roles(profiles, names, set(taken), {field.target for field in fixed})
    business = next((field.column for field in (*fixed, *roles) if field.target == "business"), "")
    found = _price_scores(profiles, names, tops(profiles, names, taken, told), profiles.get(business)) - set(told)
    return {
        column: {what: sure for what, sure in meant.items() if what != "price" or column not in found}
        for column, meant in names.items()
    }


def _price_scores(
    profiles: Mapping[str, Profile], names: Names, scores: Mapping[str, int], business: Profile | None
) -> set[str]:
    """Give the columns called a price that hold scores, by where the scales of the other scores end."""
    called = {name: profiles[name] for name in profiles if names[name].get("price", 0.0) >= SURE}
    others = [top for name, top in scores.items() if name not in called]
    return {
        name
        for name, profile in called.items()
        if others.count(_top(profile)) >= LEAST_BESIDE and not _stands_still(profile, business)
    }


def _top(profile: Profile) -> int:
    """Give where the scale of whole numbers from 1 on ends, 0 where a column holds anything else."""
    if profile.is_row_number or not all(cell.isdecimal() and cell != "0" for cell in profile.counts):
        return 0
    top = top_of(profile.numbers, named=False)
    return top if top and top <= HIGHEST else 0


def _stands_still(profile: Profile, business: Profile | None) -> bool:
    """Tell whether every business has one number only, as the price on its own card, though some stand repeatedly."""
    if business is None:
        return False
    both = zip(business.cells, profile.cells, strict=True)
    held = [(who.casefold(), cell) for who, cell in both if who and cell]
    return len(set(held)) == len({who for who, _ in held}) < len(held)
