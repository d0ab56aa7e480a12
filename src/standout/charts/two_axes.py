"""Two axes: how much of what sets businesses apart two aspects hold, of all that they were rated on.

Source   the share of variance explained, less what chance would explain, as in Ezekiel's adjusted R² (1930)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

LEAST = 6
"""Of fewer businesses two axes explain most by chance."""


def held_share(means: Sequence[Mapping[int, float]], first: int, second: int) -> float | None:
    """Give which part of the spread of businesses over all aspects the two hold, 0 to 1.

    Parameters
    ----------
    means : sequence of mapping of int to float
        For each aspect the mean of each business, by its id; all on one scale.
    first, second : int
        Places of the two axes among them.

    Returns
    -------
    float or None
        None where fewer than `LEAST` businesses have a mean on every aspect, where there are no others, or where
        nothing sets them apart.

    Examples
    --------
    A third aspect that is the mean of the two is held in full; one that has nothing to do with them isn't:

    >>> x, y = dict(enumerate([1, 2, 3, 4, 5, 6.0])), dict(enumerate([2, 1, 2, 1, 2, 1.0]))
    >>> both = {i: (x[i] + y[i]) / 2 for i in x}
    >>> round(held_share([x, y, both], 0, 1), 2)
    1.0
    >>> other = dict(enumerate([1, 6, -6, -4, 8, -5.0]))
    >>> held_share([x, y, other], 0, 1) < 0.5
    True

    """
    common = sorted(set.intersection(*(set(one) for one in means))) if means else []
    if len(common) < LEAST or len(means) < 3:
        return None
    held = np.array([[one[number] for one in means] for number in common], dtype=np.float64)
    held -= held.mean(axis=0)
    whole = (held**2).sum(axis=0)
    if not whole.sum() > 0:
        return None
    axes = held[:, [first, second]]
    left = ((held - axes @ (np.linalg.pinv(axes) @ held)) ** 2).sum(axis=0)
    chance = (len(common) - 1) / (len(common) - 3)
    other = np.clip(whole - left * chance, 0.0, None)
    other[[first, second]] = whole[[first, second]]
    return float(other.sum() / whole.sum())
