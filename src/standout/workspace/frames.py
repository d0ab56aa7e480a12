"""Frames: a question asked of a user's own frame, with no workspace.

Any frame narwhals knows: pandas, Polars, Arrow, DuckDB, Spark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import metadata
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.compute as pc

from standout import registry, settings
from standout.answer import Answer
from standout.engine.duck import DuckEngine
from standout.errors import TableError
from standout.finding import Evidence
from standout.sources.identity import business_id, hashed
from standout.stats.worlds.encode import encoded
from standout.tables import table as table_of
from standout.words import language, nearest, say
from standout.workspace.asking import LISTED, question

MOST_POINTS = 320
"""Scores are kept in hundredths, in 16 bits."""


def est(  # noqa: PLR0913 - a caller without a workspace has only this call to say it all
    frame: Any,
    *,
    ours: str,
    business: str = "business",
    aspects: Sequence[str],
    descriptors: Sequence[str] = (),
    reviewer: str | None = None,
    weight: str | None = None,
    rivals: Sequence[str] | None = None,
    scale: tuple[float, float] | None = None,
    depth: int = 3,
    n_min: int | None = None,
    alpha: float = 0.05,
) -> Answer:
    """Answer what ``ours`` is best at, from a frame with one row for each judgement.

    Parameters
    ----------
    frame
        pandas, Polars, Arrow, DuckDB or Spark frame.
    ours : str
        Our business, as the column ``business`` writes it.
    business, reviewer : str
        Columns with whom a row is about, and who judged; without ``reviewer`` each row is its own.
    aspects : sequence of str
        Columns with scores; up to two decimals are kept.
    descriptors : sequence of str
        Columns whose values are worlds; each must be something a buyer knows beforehand.
    weight : str, optional
        Column with how much a row counts, above 0; means are then weighted.  A thousandth of the average
        weight is the finest step.
    rivals : sequence of str, optional
        Those to be compared with; everybody else where not given.
    scale : (float, float), optional
        Lowest and highest score the scale gives; the lowest and highest there are where not given.
    depth : int
        How many descriptors a world may combine, 4 at most; 0 looks into none.
    n_min : int, optional
        From how many scores a business is judged; in worlds, the search asks for at least that many.
    alpha : float
        How often at most a printed first place may be wrong.

    Returns
    -------
    Answer
        ``.findings``, ``.table``, ``.text``, ``.chart()``, ``.evidence``, ``.to_dict()``.

    Raises
    ------
    TableError
        If it is no frame, a column isn't there or has two roles, nobody in it has our name, a score isn't a number,
        or a weight isn't one above 0.

    Examples
    --------
    >>> import pyarrow as pa
    >>> frame = pa.table({"business": ["a", "b"], "staff": [5, 3]})
    >>> est(frame, ours="a", aspects=["staff"]).findings[0].verdict
    'not_enough'

    """
    aspects, descriptors = _listed(aspects), _listed(descriptors)
    if both := [name for name in descriptors if name in aspects]:
        raise TableError(say("workspace.frame_both", name=both[0]))
    wanted = [business, *aspects, *descriptors, *([reviewer] if reviewer else []), *([weight] if weight else [])]
    rows, ours = _arrow(frame, wanted), str(ours)
    names = rows[business].cast(pa.string())
    _known(ours, names, business)
    reviews = {
        "review_id": pa.array(range(rows.num_rows), pa.int64()),
        "business_id": _each(names, business_id, pa.int32()),
        "reviewer_id": _each(rows[reviewer].cast(pa.string()), hashed, pa.int64()) if reviewer else None,
    }
    weighed = {"weight": _weight(rows[weight], weight)} if weight else {}
    described, columns = table_of("reviews"), []
    scores = {f"a_{name}": _score(rows[name], name) for name in aspects}
    worlds = {f"d_{name}": rows[name].cast(pa.string()) for name in descriptors}
    for column, values in scores.items():
        low, high = scale or _range(values)
        columns.append(_column(column, "aspect", low, high))
    columns += [_column(name, "descriptor", None, None) for name in worlds]
    fixed = {
        c.name: reviews.get(c.name)
        if reviews.get(c.name) is not None
        else pa.nulls(rows.num_rows, pa.type_for_alias(c.type))
        for c in described.columns
    }
    named = {business_id(name): name for name in [*(rivals or ()), *names.unique().to_pylist(), ours] if name}
    chosen = {business_id(name) for name in rivals or ()}
    businesses = [
        {"business_id": number, "name": name, "ours": number == business_id(ours), "rival": number in chosen}
        for number, name in sorted(named.items())
    ]
    made = {
        "reviews": pa.table({**fixed, **weighed, **scores, **worlds}).filter(pc.is_valid(fixed["business_id"])),
        "columns": pa.Table.from_pylist(columns, schema=table_of("columns").schema()),
        "businesses": pa.Table.from_pylist(businesses, schema=table_of("businesses").schema()),
    }
    asked = question("est")
    given: dict[str, object] = {"alpha": alpha, "depth": depth, **({"judged_from": n_min} if n_min is not None else {})}
    resolved = settings.resolve(asked.settings, {}, given)
    digest = _digest(made["reviews"])
    seed = int(digest[:8], 16)
    answer = registry.load(asked.answer, "standout.questions.est")
    findings, table = answer(DuckEngine({}, made), resolved, seed, None)
    evidence = Evidence(
        question="est", inputs=(digest,), settings=resolved, as_of=None, seed=seed,
        versions={package: metadata.version(package) for package in LISTED},
        language=language(),
    )  # fmt: skip
    return Answer(question=asked, findings=findings, table=table, evidence=evidence)


def _listed(names: Sequence[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _known(ours: str, names: pa.ChunkedArray, column: str) -> None:
    """Raise where nobody in the frame has our name; a frame without rows has nobody to be near to."""
    there = [name for name in names.unique().to_pylist() if name]
    if there and business_id(ours) not in {business_id(name) for name in there}:
        raise TableError(say("workspace.frame_ours", ours=ours, column=column, near=nearest(ours, there)))


def _arrow(frame: Any, wanted: Sequence[str]) -> pa.Table:
    try:
        given = nw.from_native(frame)
    except TypeError:
        raise TableError(say("workspace.frame_kind", kind=type(frame).__name__)) from None
    there = given.collect_schema().names()
    for name in wanted:
        if name not in there:
            raise TableError(say("workspace.frame_column", name=name, near=nearest(name, there)))
    held = given.select(list(dict.fromkeys(wanted)))
    eager = held.collect() if isinstance(held, nw.LazyFrame) else held
    return eager.to_arrow()


def _each(values: pa.ChunkedArray, work: Any, kind: pa.DataType) -> pa.Array:
    """Give ``work`` of every value, worked out once for each that differs."""
    coded = values.combine_chunks().dictionary_encode()
    done = pa.array([work(value) for value in coded.dictionary.to_pylist()], kind)
    return done.take(coded.indices)


def _score(values: pa.ChunkedArray, name: str) -> pa.Array:
    points = _numbers(values, name)
    ends = pc.min_max(points).as_py()
    if max(abs(ends["min"] or 0), abs(ends["max"] or 0)) > MOST_POINTS:
        raise TableError(say("workspace.frame_large", name=name, most=MOST_POINTS))
    return pc.round(pc.multiply(points, 100.0)).cast(pa.int16())


def _numbers(values: pa.ChunkedArray, name: str) -> pa.Array:
    """Give a column as numbers, with nothing where it holds NaN."""
    given = values.combine_chunks()
    try:
        found = given.cast(pa.float64())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise TableError(say("workspace.frame_score", name=name, given=_first_odd(given))) from None
    return pc.if_else(pc.is_nan(found), pa.scalar(None, pa.float64()), found)


def _first_odd(given: pa.Array) -> str:
    """Give the first value that is not a number."""
    for value in given.drop_null().to_pylist():
        try:
            float(value)
        except (TypeError, ValueError):
            return str(value)
    return str(given.type)


def _weight(values: pa.ChunkedArray, name: str) -> pa.Array:
    """Give weights in thousandths of their average."""
    held = _numbers(values, name)
    if held.null_count or not pc.all(pc.and_(pc.greater(held, 0.0), pc.is_finite(held))).as_py():
        raise TableError(say("workspace.frame_weight", name=name))
    parts = pc.round(pc.divide(pc.multiply(held, 1000.0), pc.mean(held)))
    return pc.max_element_wise(parts, 1.0).cast(pa.int64())


def _range(values: pa.Array) -> tuple[float, float]:
    found = pc.min_max(values)
    return (found["min"].as_py() or 0) / 100, (found["max"].as_py() or 0) / 100


def _column(name: str, kind: str, low: float | None, high: float | None) -> dict[str, Any]:
    return {
        "table": "reviews", "name": name, "label": name[2:], "kind": kind, "scale_low": low, "scale_high": high,
        "addressable": "before", "barred": None,
    }  # fmt: skip


def _digest(rows: pa.Table) -> str:
    """Give the SHA-256 of what a table holds, however its chunks are cut."""
    sink = hashlib.sha256()
    for name in rows.column_names:
        column = rows[name].combine_chunks()
        sink.update(name.encode() + b"\0" + column.is_valid().cast(pa.uint8()).to_numpy(zero_copy_only=False).tobytes())
        if pa.types.is_string(column.type):
            [codes], [values] = encoded([rows[name]])
            sink.update("\x1f".join(map(str, values)).encode() + codes.astype("<u4").tobytes())
        elif pa.types.is_integer(column.type):
            sink.update(column.fill_null(0).to_numpy(zero_copy_only=False).astype("<i8").tobytes())
    return sink.hexdigest()
