"""Features: what a reader of sentences says of a whole review, in five figures an aspect.

Reads    mentions   one row: an aspect in a sentence of a review, with the chances that it is said badly, neither, well
Makes    features   one row: a review; tone, and how much is said well, badly, neither and at all, aspect by aspect
Unit     tone from -1 to 1; the rest log(1 + sentences)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CALM = 0.5
"""Half a sentence of nothing: a tone that rests on little keeps near 0."""


def features(
    review: NDArray[np.integer], aspect: NDArray[np.integer], tone: NDArray[np.floating], reviews: int, aspects: int
) -> NDArray[np.float64]:
    """Give five figures for each review and aspect.

    Parameters
    ----------
    review, aspect : int, shape (mentions,)
        Which review and which aspect, counted from 0.
    tone : float, shape (mentions, 3)
        The chances of negative, neutral and positive, 0 to 1.
    reviews, aspects : int
        How many there are.

    Returns
    -------
    float64, shape (reviews, 5 * aspects)

    Examples
    --------
    >>> features(np.array([0]), np.array([0]), np.array([[0.0, 0.0, 1.0]]), reviews=2, aspects=1).round(2).tolist()
    [[0.67, 0.69, 0.0, 0.0, 0.69], [0.0, 0.0, 0.0, 0.0, 0.0]]

    """
    at = review.astype(np.int64) * aspects + aspect
    bad, flat, good = (np.bincount(at, tone[:, k], reviews * aspects) for k in range(3))
    said = bad + flat + good
    each = np.stack([(good - bad) / (said + CALM), *map(np.log1p, (good, bad, flat, said))], axis=1)
    return each.reshape(reviews, 5 * aspects)
