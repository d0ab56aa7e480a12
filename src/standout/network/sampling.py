"""Sampling: reverse sets by number, shared out among threads.

Reads    `Incoming`, whose roots are drawn, where a set ends, who is marked
Makes    `Sample`: sets kept, packed; or counts of sets that are not kept
Threads  each takes a run of numbers, and what they bring is put together in the order of numbers: the answer is the
         same for any number of threads
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standout.network import plainly
from standout.network.incoming import Incoming
from standout.network.plainly import Plain
from standout.network.reverse import AHEAD, ASK, CREDIT, KEEP, STOP, Cut, Roots, swept

_SHARED_FROM = 30_000  # entries below which a second thread costs more than it saves
_NO_END = 1 << 60


class Bench(NamedTuple):
    """What one thread writes on: marks, the set it grows, live ties, and how many sets each person is in."""

    mark: NDArray[np.uint8]
    queue: NDArray[np.int32]
    found: NDArray[np.int64]
    tally: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sample:
    """Reverse sets that were kept.

    Attributes
    ----------
    flat : int32, shape (entries,)
    offsets : int64, shape (stored + 1,)
        Stored set i is ``flat[offsets[i]:offsets[i + 1]]``: two or more people who may be told.
    count : int32, shape (n,)
        Sets each person is in, those of one person too; written on as the sample grows.
    sets : int
        Drawn in all, those not stored too.
    met : int
        Those that met somebody marked STOP, and so are covered.
    entries : int
        People looked at.

    """

    flat: NDArray[np.int32]
    offsets: NDArray[np.int64]
    count: NDArray[np.int32]
    sets: int = 0
    met: int = 0
    entries: int = 0

    @property
    def stored(self) -> int:
        """How many sets are stored."""
        return len(self.offsets) - 1

    def alone(self) -> NDArray[np.int64]:
        """Give how many sets hold this person alone, int64 of shape (n,)."""
        return self.count - np.bincount(self.flat, minlength=len(self.count))


class Hits(NamedTuple):
    """Fresh sets whose root isn't one of those chosen, and how many of them meet the chosen."""

    tried: int = 0
    met: int = 0
    drawn: int = 0
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Sampler:
    """Who may tell whom, and what threads need to draw sets of it.

    Attributes
    ----------
    ties, drawn, cut
        What sets are grown by: see `standout.network.reverse`.
    standing : uint8, shape (n,), or None
        Marks that stand throughout: RIVAL, BARRED.
    benches : list of Bench
        One a thread, made when it is first needed.
    pool : ThreadPoolExecutor

    """

    ties: Incoming | Plain
    drawn: Roots
    cut: Cut
    standing: NDArray[np.uint8] | None
    threads: int
    pool: ThreadPoolExecutor
    benches: list[Bench] = field(default_factory=list)

    @property
    def n(self) -> int:
        """How many people there are."""
        return self.drawn.n

    @property
    def plain(self) -> bool:
        """Whether sets are drawn without compiled code, as the network is small."""
        return isinstance(self.ties, Plain)

    def in_turn(self) -> Sampler:
        """Give a sampler that makes everybody the root the same number of times."""
        return replace(self, drawn=self.drawn._replace(in_turn=True))

    def bench(self, thread: int) -> Bench:
        """Give what a thread writes on."""
        while len(self.benches) <= thread:
            mark = np.zeros(self.n, np.uint8) if self.standing is None else self.standing.copy()
            found = np.empty(self.ties.longest + AHEAD, np.int64)
            self.benches.append(Bench(mark, np.empty(self.n, np.int32), found, np.zeros(self.n, np.int32)))
        return self.benches[thread]

    def empty(self) -> Sample:
        """Give a sample of no sets."""
        return Sample(np.empty(0, np.int32), np.zeros(1, np.int64), np.zeros(self.n, np.int32))

    def more(
        self, sample: Sample, sets: int, seed: np.uint64, *, stop: NDArray[np.int64] | None = None,
        each: float = 4.0, most: int = _NO_END,
    ) -> Sample:  # fmt: skip
        """Give the sample with as many more sets, or fewer where ``most`` entries are reached, by one thread then.

        Parameters
        ----------
        sample : Sample
        sets : int
        seed : uint64
            Set number i of a seed is the same set whenever it is drawn, but for where STOP cuts it.
        stop : int64 array, optional
            People at whom a set ends.
        each : float
            Entries expected of a set.

        """
        first, last = sample.sets, sample.sets + sets

        def part(thread: int, begin: int, end: int) -> Any:
            room = int(min(1.15 * each * (end - begin) + 1024, 20_000_000))
            count = sample.count if thread == 0 else self.bench(thread).tally
            return self._swept(thread, KEEP, seed, begin, end, most, count, room=room)

        with self._stopping(stop):
            parts = self._shared(part, first, last, each if most == _NO_END else 0.0)
        for own in self.benches[1 : len(parts)]:
            _taken_over(sample.count, own.tally)
        return _joined(sample, parts)

    def hits(self, chosen: NDArray[np.int64], first: int, last: int, seed: np.uint64, each: float = 4.0) -> Hits:
        """Give how many of the sets numbered ``first`` to ``last`` - 1 meet those chosen."""

        def part(thread: int, begin: int, end: int) -> Any:
            return self._swept(thread, ASK, seed, begin, end, _NO_END, self.bench(thread).tally)

        with self._stopping(chosen):
            parts = self._shared(part, first, last, each)
        tried, met, entries = (sum(int(one[i]) for one in parts) for i in (2, 3, 4))
        return Hits(tried, met, last - first, entries)

    def credited(
        self, chosen: NDArray[np.int64], sets: int, seed: np.uint64, each: float = 4.0
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give to whom so many sets are owed, and to whom alone."""
        place = np.zeros(self.n, np.int32)
        place[chosen] = np.arange(1, len(chosen) + 1)

        def part(thread: int, begin: int, end: int) -> Any:
            return self._swept(thread, CREDIT, seed, begin, end, _NO_END, place, k=len(chosen))

        parts = self._shared(part, 0, sets, each)
        adds, only = np.array([one[5:7] for one in parts], np.int64).sum(axis=0)
        return adds, only

    def _swept(  # noqa: PLR0913 - what compiled code takes
        self, thread: int, job: int, seed: np.uint64, first: int, last: int, most: int, tally: NDArray[np.int32], *,
        k: int = 0, room: int = 0,
    ) -> Any:  # fmt: skip
        own = self.bench(thread)
        if isinstance(self.ties, Plain):
            return plainly.swept(self.ties, self.drawn, self.cut, job, seed, first, last, most, own.mark, tally, k)
        return swept(
            self.ties, self.drawn, self.cut, job, seed, first, last, most,
            own.mark, own.queue, own.found, tally, k, room,
        )  # fmt: skip

    @contextmanager
    def _stopping(self, people: NDArray[np.int64] | None) -> Iterator[None]:
        """Mark people STOP on every bench, and take the marks away again."""
        if people is None or not len(people):
            yield
            return
        for thread in range(self.threads):
            self.bench(thread).mark[people] |= STOP
        try:
            yield
        finally:
            for own in self.benches:
                own.mark[people] &= ~np.uint8(STOP)

    def _shared(self, part: Callable[[int, int, int], Any], first: int, last: int, each: float) -> list[Any]:
        """Give what each thread made of its run of numbers, in the order of numbers."""
        threads = self.threads if (last - first) * each >= _SHARED_FROM and not self.plain else 1
        ends = [first + (last - first) * i // threads for i in range(threads + 1)]
        others = [self.pool.submit(part, i, ends[i], ends[i + 1]) for i in range(1, threads)]
        return [part(0, ends[0], ends[1]), *(other.result() for other in others)]


def key(seed: int, *path: int) -> np.uint64:
    """Give the seed of a purpose: the same for the same path, and unlike for any other.

    Examples
    --------
    >>> bool(key(0, 1) == key(0, 1)), bool(key(0, 1) == key(0, 2))
    (True, False)

    """
    return np.uint64(np.random.SeedSequence(entropy=seed, spawn_key=path).generate_state(1, np.uint64)[0])


def _joined(sample: Sample, parts: list[Any]) -> Sample:
    """Give the sample with what threads brought, in the order of numbers."""
    flats, offsets, end = [sample.flat], [sample.offsets], len(sample.flat)
    for flat, starts, *_ in parts:
        flats.append(flat)
        offsets.append(starts[1:] + end)
        end += len(flat)
    sets, met, entries = (sum(int(one[i]) for one in parts) for i in (2, 3, 4))
    return Sample(
        np.concatenate(flats), np.concatenate(offsets), sample.count,
        sample.sets + sets, sample.met + met, sample.entries + entries,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def _taken_over(total: Any, part: Any) -> None:
    """Add a thread's counts to the total, and set them to 0."""
    for v in range(len(total)):
        total[v] += part[v]
        part[v] = 0
