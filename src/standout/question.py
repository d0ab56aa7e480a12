"""What a question is, and the Engine it may use.

A question's ``answer`` is ``answer(engine, settings, seed, as_of) -> (findings, table)``; it speaks Ibis
expressions and Arrow, and never learns which engine runs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from standout.settings import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question an owner asks.

    Attributes
    ----------
    name : str
        The command's word: ``est``.
    asks : str
        The question in the owner's words.
    reads, writes : tuple of str
        Tables it needs and tables it makes; these give the order questions run in.  ``findings`` are the rows
        of its findings, any other table it writes is the one its answer gives.
    settings : tuple of Setting
        What a user may set, with its defaults.
    answer : str
        ``"module:function"`` inside the question's own package.
    charts : tuple of str
        Names in ``charts/``, in the order they are drawn.
    verdicts : tuple of str
        The verdicts it uses.
    place : int
        Where its chapter stands; customers' words come before rivals' figures.
    worlds : bool
        Whether it can be asked of one kind of customers alone.
    explored : str
        ``"module:function"``, called as ``answer`` with a `Picked` besides, where a view is picked by hand.  Where it
        has none the rows of the view are handed to ``answer``, and its claims are told as hints.

    """

    name: str
    asks: str
    reads: tuple[str, ...]
    writes: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    answer: str = "answer:answer"
    charts: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    place: int = 50
    worlds: bool = False
    explored: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A view that was picked by hand, for a question that makes its claims pay for the picking.

    Attributes
    ----------
    where : tuple of (str, str)
        A world: descriptors by column, and the value each must have.
    rivals, since, until : bool
        Whether the rivals, the first day and the last were picked.
    whole : Engine or None
        What they were picked from; None where only a world was.

    """

    where: tuple[tuple[str, str], ...] = ()
    rivals: bool = False
    since: bool = False
    until: bool = False
    whole: Engine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A table made from tables: ``make(engine)`` in its own module gives an Ibis or an Arrow table."""

    name: str
    reads: tuple[str, ...]
    make: str


class Engine(Protocol):
    """Where queries run.  Five verbs, the same answers to the bit on every engine."""

    def table(self, name: str) -> ir.Table:
        """Give a table as an Ibis expression; one that holds nothing has its columns all the same."""
        ...

    def arrow(self, expr: ir.Table) -> pa.Table:
        """Give the rows of an expression."""
        ...

    def batches(self, expr: ir.Table, order_by: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Give the rows of an expression a batch at a time, in order where one is named."""
        ...

    def sums(
        self,
        expr: ir.Table,
        sets: Sequence[Sequence[str]],
        by: Sequence[str],
        scores: Sequence[str],
        cluster: str | None = None,
    ) -> pa.Table:
        """Give integer sums of ``scores``, grouped by ``by`` and each set of columns in ``sets``.

        Returns
        -------
        Table
            Columns ``set`` (int32, place in ``sets``), those of ``by``, every column named in ``sets``
            (null where it isn't in the row's set), and for each score ``s`` the int64 columns ``n_s``,
            ``sum_s``, ``sumsq_s``; with ``cluster`` also ``clusters_s`` (how many clusters have a score;
            a null is one of its own), ``css_s`` (sum over clusters of (its sum)²), ``csn_s`` (sum over
            clusters of its sum times its count) and ``cnn_s`` (sum over clusters of (its count)²).
            Rows where a column of the set is null are left out.  Row order: ``set``, then ``by``, then
            the set's columns.

        """
        ...

    def map_partitions(
        self, function: str, expr: ir.Table, key: Sequence[str], given: Mapping[str, Any], makes: pa.Schema
    ) -> pa.Table:
        """Give ``function("module:name")(rows, **given)`` for the rows of each ``key``, put together in key order."""
        ...
