"""Expected: how many will be seen to answer, from how many answered before.

Source   the gamma-Poisson (negative binomial) predictive distribution with Jeffreys' prior for a Poisson rate:
         Gelman et al. (2013), "Bayesian Data Analysis", 3rd edition, section 2.6
"""

from __future__ import annotations

LEVEL = 0.8
JEFFREYS = 0.5


def expected(seen: int, asked: int, now: int, level: float = LEVEL) -> tuple[float, float] | None:
    """Give the least and the most that will be seen of ``now`` asked, when ``seen`` came of ``asked`` before.

    Parameters
    ----------
    seen, asked : int
        Of earlier plays of the same kind; one asked may bring several.
    now : int
        How many are asked this time.
    level : float
        How often the count lies between the two.

    Returns
    -------
    (float, float) or None
        None without a record: there is nothing to expect from.

    Examples
    --------
    >>> expected(4, 20, 5), expected(0, 0, 5)
    ((0.0, 3.0), None)

    """
    if asked <= 0 or now <= 0:
        return None
    from scipy.stats import nbinom  # noqa: PLC0415 - heavy, and only where there is a record

    known = nbinom(seen + JEFFREYS, asked / (asked + now))
    return float(known.ppf((1 - level) / 2)), float(known.ppf((1 + level) / 2))
