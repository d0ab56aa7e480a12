"""Themes: what customers talk about, grouped from their sentences, the same groups on every run.

Reads    sentences in any language; the themes of an earlier fit, where there are any
Makes    themes   one row: a theme, an id that it keeps, and the words that mark it off; a theme for each sentence,
         or ``other``
Rule     k-means on the points of ``vectors``, about the root of a twentieth of the sentences of them, 8 to 40; each
         sentence is taken once, in the order of its words, so that neither copies nor the order of rows matter
Other    a sentence without a content word, one farther from every theme than nine in ten were when they were made
         (where these lie close, than a cosine of a half), and a group whose own words stand in fewer than half of its
         sentences
Label    its two or three words that are most its own by c-TF-IDF, in no other theme's label together
Source   Lloyd (1982), "Least squares quantization in PCM", IEEE Trans. Inf. Theory 28; Arthur & Vassilvitskii (2007),
         k-means++; class-based TF-IDF after Grootendorst (2022), "BERTopic", arXiv 2203.05794; Kuhn (1955), "The
         Hungarian method", for which theme of today is which of yesterday
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standout.text.vectors import Vectors, fit_vectors, packed, unpacked
from standout.text.wishes import singular

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OTHER = "other"
FEWEST = 40
"""From so many different sentences on there are themes."""
LEAST, MOST, EACH = 8, 40, 20
"""Themes: the root of one for every ``EACH`` sentences, within these."""
SMALLEST = 5
"""At least so many sentences a theme, on average."""
FITTED = 20_000
"""So many sentences make the themes; where there are more, they are drawn by a hash."""
FAR = 0.1
"""So many of the sentences that make the themes are farther than the threshold..."""
NEAR = 0.5
"""...but a sentence with this cosine to a theme always belongs to one."""
SAME = 0.7
"""From this cosine on a theme is one of those before."""
GROWN = 1.25
"""The number of themes stays until the sentences call for so many times as many."""
TOP, NAMED = 10, 3
"""Words kept of a theme, and those of its label."""
OWN = 2
"""A theme's words are said in it so many times as often as elsewhere."""
HELD = 0.5
"""A group whose words stand in fewer of its sentences is no theme; what lies there is ``other``."""
AT_ONCE = 5_000
STARTS = 4


@dataclass(frozen=True, slots=True)
class Theme:
    """Something customers talk about.

    Attributes
    ----------
    theme : str
        Its id, from its words when it was first found; it stays.
    label : str
        Two or three words that mark it off, such as ``wifi, slow, connection``.
    words : tuple of str
        The words that are most its own, ten at most.

    """

    theme: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Themes:
    """Themes, and what it takes to find the theme of a sentence nobody has seen.

    Attributes
    ----------
    themes : tuple of Theme
        In the order of how many sentences they had when they were fitted, most first.
    centroids : float64, shape (groups, d)
        Of length 1; after those of the themes, those of groups that are none.
    least : float
        The cosine to the nearest centroid below which a sentence is ``other``.
    vectors : Vectors

    """

    themes: tuple[Theme, ...]
    centroids: Floats
    least: float
    vectors: Vectors

    def assign(self, sentences: Sequence[str]) -> list[str]:
        """Give the theme of each sentence, or ``other``.

        Raises
        ------
        ValueError
            If the word vectors they were made with are gone (``vectors.stale``); then fit them again, with ``old``.

        """
        own = dict.fromkeys(sentences, OTHER)
        different = list(own)
        for start in range(0, len(different) if self.themes else 0, AT_ONCE):
            some = different[start : start + AT_ONCE]
            place, near = _nearest(self.vectors.encode(some), self.centroids)
            for sentence, at, cosine in zip(some, place, near, strict=True):
                if at < len(self.themes) and cosine >= max(self.least, 1e-6):
                    own[sentence] = self.themes[at].theme
        return [own[sentence] for sentence in sentences]

    def to_json(self) -> str:
        """Give them as text, all that `assign` needs."""
        held = [{"theme": one.theme, "label": one.label, "words": list(one.words)} for one in self.themes]
        return json.dumps(
            {
                "schema": 1, "themes": held, "groups": len(self.centroids), "centroids": packed(self.centroids),
                "least": self.least, "vectors": self.vectors.to_dict(),
            },
            ensure_ascii=False,
        )  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> Themes:
        """Take them back."""
        held = json.loads(text)
        themes = tuple(Theme(one["theme"], one["label"], tuple(one["words"])) for one in held["themes"])
        centroids = unpacked(held["centroids"])
        centroids = centroids.reshape(held["groups"], -1) if held["groups"] else np.zeros((0, 1))
        return cls(themes, centroids, held["least"], Vectors.from_dict(held["vectors"]))


def fit(
    sentences: Sequence[str], seed: int = 0, *, names: Sequence[str] = (), old: Themes | None = None,
    vectors: str = "lsa",
) -> Themes:  # fmt: skip
    """Give the themes of sentences.

    Parameters
    ----------
    sentences : sequence of str
        As `standout.text.sentences.sentences` gives them; copies count once.
    seed : int
        Of where the search begins.
    names : sequence of str
        Names of businesses, which make no theme and no label.
    old : Themes, optional
        Those of an earlier fit.  The search begins from them, and a theme that is still there keeps its id and label.
    vectors : str
        ``lsa`` or ``static``; see `standout.text.vectors.fit_vectors`.

    Returns
    -------
    Themes
        None where fewer than ``FEWEST`` different sentences hold a content word.

    """
    different = sorted(set(sentences), key=lambda one: (_drawn(one, seed), one))[:FITTED]
    found = fit_vectors(sorted(different), names, seed, vectors)
    held = sorted(one for one in different if found.content(one))
    points = found.encode(held)
    told = np.flatnonzero(np.abs(points).sum(1) > 0)
    held, points = [held[row] for row in told], points[told]
    if len(held) < FEWEST:
        return Themes((), np.zeros((0, 1)), 1.0, found)
    groups = _grouped(held, points, seed, old)
    return _themes(held, points, groups, found, old)


def how_many(sentences: int) -> int:
    """Give how many themes there are for so many different sentences.

    Examples
    --------
    >>> [how_many(n) for n in (20, 40, 1_000, 10_000, 1_000_000)]
    [0, 8, 8, 22, 40]

    """
    if sentences < FEWEST:
        return 0
    return min(MOST, max(LEAST, round(math.sqrt(sentences / EACH))), sentences // SMALLEST)


def _grouped(held: Sequence[str], points: Floats, seed: int, old: Themes | None) -> Ints:
    """Give the group of each sentence."""
    from sklearn.cluster import KMeans  # noqa: PLC0415 - heavy, and only where themes are fitted
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - comes with it

    k = min(how_many(len(held)), len(np.unique(points.round(6), axis=0)))
    begun = _begun(held, points, old)
    with threadpool_limits(1):  # sums in one thread and order: the same groups on any number of cores
        if begun is not None and len(begun) >= 2 and k < GROWN * len(begun):
            made = KMeans(len(begun), init=begun, n_init=1, random_state=seed).fit(points)
        else:
            made = KMeans(k, n_init=STARTS, random_state=seed).fit(points)
    groups: Ints = made.labels_.astype(np.int64)
    return groups


def _begun(held: Sequence[str], points: Floats, old: Themes | None) -> Floats | None:
    """Give where the old themes lie among the new points."""
    if old is None or not old.themes or old.vectors.stale:
        return None
    place, _ = _nearest(old.vectors.encode(held), old.centroids)
    middles = [points[place == group].mean(0) for group in range(len(old.centroids)) if (place == group).any()]
    return np.array(middles)


def _themes(held: Sequence[str], points: Floats, groups: Ints, found: Vectors, old: Themes | None) -> Themes:
    own = [found.content(one) for one in held]
    marked = _marked(own, groups)
    sizes = Counter(groups.tolist())
    one_thing = [group for group in sizes if _holds(own, groups == group, marked[group][:TOP])]
    order = sorted(one_thing, key=lambda one: (-sizes[one], marked[one]))
    kept = _kept(held, groups, order, old)
    themes: list[Theme] = []
    taken = {one.theme for one in old.themes} if old else set()
    labels = {one.label for one in kept.values()}
    for group in order:
        one = kept.get(group) or Theme(
            _id(marked[group], taken), _label(marked[group], labels), tuple(marked[group][:TOP])
        )  # fmt: skip
        taken.add(one.theme)
        labels.add(one.label)
        themes.append(one)
    left = sorted(group for group in sizes if group not in order)
    centroids = np.array([points[groups == group].mean(0) for group in [*order, *left]])
    size = np.sqrt((centroids**2).sum(1, keepdims=True))
    centroids = (centroids / np.where(size > 0, size, 1.0)).astype(np.float32).astype(np.float64)
    _, near = _nearest(points, centroids)
    return Themes(tuple(themes), centroids, round(min(float(np.quantile(near, FAR)), NEAR), 6), found)


def _holds(own: Sequence[Sequence[str]], mine: NDArray[np.bool_], words: Sequence[str]) -> bool:
    """Tell whether the words of a group stand in enough of its sentences; else it is what was left over."""
    held = set(words)
    return sum(not held.isdisjoint(own[row]) for row in np.flatnonzero(mine).tolist()) >= HELD * int(mine.sum())


def _nearest(points: Floats, centroids: Floats) -> tuple[Ints, Floats]:
    """Give the nearest centroid and the cosine to it, rounded so that no machine breaks a tie in its own way."""
    cosine = np.round(points @ centroids.T, 6)
    place: Ints = cosine.argmax(1)
    return place, cosine[np.arange(len(points)), place]


def _marked(own: Sequence[Sequence[str]], groups: Ints) -> dict[int, list[str]]:
    """Give the words of each group, the most its own first: by c-TF-IDF, of those said there ``OWN`` times as often."""
    said: dict[int, Counter[str]] = {int(group): Counter() for group in np.unique(groups)}
    for each, group in zip(own, groups, strict=True):
        said[int(group)].update(set(each))
    whole: Counter[str] = sum(said.values(), Counter())
    mean = whole.total() / len(said)
    return {group: _most_own(words, whole, mean) for group, words in said.items()}


def _most_own(words: Counter[str], whole: Counter[str], mean: float) -> list[str]:
    often = OWN * words.total() / whole.total()
    worth = {word: n * np.log1p(mean / whole[word]) for word, n in words.items() if n > 1 and n >= often * whole[word]}
    return _distinct(sorted(worth, key=lambda word: (-worth[word], word)))


def _distinct(words: Sequence[str]) -> list[str]:
    """Give the first few words, each once: "seats" after "seat" adds nothing."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(singular(word), word)
        if len(found) == 3 * TOP:
            break
    return list(found.values())


def _label(words: Sequence[str], taken: set[str]) -> str:
    """Give the first words that make no other theme's label."""
    for last in range(NAMED, len(words) + 1):
        label = ", ".join([*words[: NAMED - 1], words[last - 1]])
        if label not in taken:
            return label
    label = ", ".join(words[:NAMED])
    while label in taken:
        label += "+"
    return label


def _id(words: Sequence[str], taken: set[str]) -> str:
    """Give eight hex digits of its words; of more words where somebody has them."""
    for salt in range(1000):
        basis = " ".join([*words[:TOP], str(salt or "")])
        found = hashlib.blake2b(basis.encode(), digest_size=4).hexdigest()
        if found not in taken:
            return found
    raise AssertionError(words)


def _kept(held: Sequence[str], groups: Ints, order: Sequence[int], old: Themes | None) -> dict[int, Theme]:
    """Give which old theme each group still is: one to one, by cosine in the space of the old ones."""
    if old is None or not old.themes or old.vectors.stale or not order:
        return {}
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - only where there are old themes

    points = old.vectors.encode(held)
    middles = np.array([points[groups == group].mean(0) for group in order])
    size = np.sqrt((middles**2).sum(1, keepdims=True))
    cosine = (middles / np.where(size > 0, size, 1.0)) @ old.centroids[: len(old.themes)].T
    rows, columns = linear_sum_assignment(-cosine)
    return {
        order[row]: old.themes[column] for row, column in zip(rows, columns, strict=True) if cosine[row, column] >= SAME
    }


def _drawn(sentence: str, seed: int) -> bytes:
    return hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=8, key=str(seed).encode()).digest()
