"""Asking: the engine over what is committed now, and a question run on it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from graphlib import TopologicalSorter
from importlib import metadata
from pathlib import Path
from typing import Any

import pyarrow as pa

from standout import registry, settings
from standout.answer import Answer
from standout.engine.duck import DuckEngine
from standout.engine.people import TELLING
from standout.errors import TableError, UsageError
from standout.finding import Evidence
from standout.question import Picked, Question
from standout.sources.identity import business_id
from standout.tables import table as table_of
from standout.words import language, nearest, say
from standout.workspace import merge_log, merging, planned, readings
from standout.workspace import parts as parts_of
from standout.workspace.config import Config
from standout.workspace.index import Import, Index
from standout.workspace.inside import inside
from standout.workspace.readings import Done
from standout.workspace.scope import Scope, checked_days, checked_world, hinted, known_rivals, world_of
from standout.workspace.subjects import every, is_every, known_names, one, with_rows

ALL = Scope()
ANSWERS = "answers"
LISTED = ("duckdb", "ibis-framework", "numpy", "pyarrow", "scipy", "standout")


def question(name: str) -> Question:
    """Give the question called ``name``.

    Raises
    ------
    UsageError
        If there is none; the message names those there are.

    """
    known: dict[str, Question] = registry.catalogue("standout.questions", "QUESTION")
    if name not in known:
        raise UsageError(say("workspace.no_question", name=name, near=nearest(name, known)))
    return known[name]


def in_order() -> list[Question]:
    """Give every question, each after those whose tables it reads.

    Raises
    ------
    CycleError
        If two questions wait for each other; that is a fault of ours, and a test looks for it.

    """
    known: dict[str, Question] = registry.catalogue("standout.questions", "QUESTION")
    makers = {table: one.name for one in known.values() for table in one.writes}
    waits = {one.name: {makers[table] for table in one.reads if table in makers} for one in known.values()}
    return [known[name] for name in TopologicalSorter(waits).static_order()]


def keep(store: Path, answer: Answer) -> Path:
    """Keep an answer as JSON beside what it was made from, whole or not at all; give its path."""
    folder = inside(store, ANSWERS)
    folder.mkdir(exist_ok=True)
    path = folder / f"{answer.question.name}.json"
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2, default=str), encoding="utf-8")
    aside.replace(path)
    return path


def engine(  # noqa: PLR0913 - as of `ask`
    store: Path,
    index: Index,
    config: Config,
    subject: str = "",
    *,
    until: date | None = None,
    since: date | None = None,
    rivals: Sequence[str] = (),
    where: Sequence[tuple[str, str]] = (),
    without: Collection[str] = (),
    written: Mapping[str, pa.Table] | None = None,
    replaced: Collection[str] = (),
    reads: Collection[str] = (),
    read: Done | None = None,
) -> DuckEngine:
    """Give an engine over the parts the index names at this moment.

    ``subject`` asks as if that business were ours, and ``"every"`` as if each one were that has a row; ``until``
    shows only what was known on that day, and ``since`` what came from that day on; ``rivals`` take the place of
    those in ``standout.toml``; ``where`` shows only reviews with these values, by column; rows of files whose SHA-256
    is in ``without`` are left out; ``written`` are tables that other questions made; plays of the weeks in
    ``replaced`` that were left open count for nothing.
    Of what the words of reviews say it holds what ``reads`` names, read now where it wasn't yet; ``read`` is what was.
    """
    read = read or readings.bring(store, index, config, reads)
    parts: dict[str, list[Path]] = {}
    held = "SELECT p.table_name, p.file, i.sha256 FROM parts p JOIN imports i USING (import_id) ORDER BY part_id"
    for row in index.rows(held):
        if row["sha256"] not in without:
            parts.setdefault(row["table_name"], []).append(parts_of.place(store, row["file"]))
    found, told = read.given(without)
    parts |= found
    tagged = "tags" in reads
    columns = _columns(index)
    if tagged:
        columns += _read_columns(read, columns)
    joined = _joined(columns, config)
    merged = {business_id(spelling): business_id(name) for spelling, name in config.same.items()}
    made = {
        **planned.tables(index, config, replaced),
        **told,
        **(written or {}),
        "columns": _with_joined(columns, joined),
        "aliases": pa.Table.from_pylist(
            [{"spelling": s, "business_id": business_id(n)} for s, n in config.same.items()],
            schema=table_of("aliases").schema(),
        ),
    }
    ones = {new: [c["name"] for c in old] for new, old in joined.items()}
    names = known_names(index, config)
    if is_every(subject, names.values()):
        held_of = with_rows(DuckEngine(parts, made, merged, ones, until=until, since=since))
        rows = every(names, replace(config, rivals=tuple(rivals)) if rivals else config, held_of)
    else:
        rows = one(names, config, subject, rivals)
    made["businesses"] = pa.Table.from_pylist(rows, schema=table_of("businesses").schema())
    people = merging.same(store, index, parts) if not reads or TELLING & set(reads) else {}
    made["merged_ids"] = merging.merged_ids(index, people)
    return DuckEngine(
        parts, made, merged, ones, until=until, since=since, where=where, tagged=tagged, same=people
    )  # fmt: skip


def ask(  # noqa: PLR0913 - where, what and how: each is the caller's choice
    store: Path,
    index: Index,
    config: Config,
    name: str,
    given: Mapping[str, object],
    *,
    subject: str = "",
    as_of: date | None = None,
    heard: dict[str, Answer] | None = None,
    replaced: Collection[str] = (),
    scope: Scope = ALL,
) -> Answer:
    """Answer a question from what is committed now, after those whose tables it reads.

    Parameters
    ----------
    given : mapping
        Settings given by the caller; they go before those in ``standout.toml``.
    subject : str
        The business it is about; ours where empty; ``"every"`` for each one of which something is held.
    as_of : date, optional
        The day the answer speaks of; the newest row's where not given.  Of an earlier one only what was there
        then is looked at.
    heard : dict, optional
        Answers given before, about the same subject and day and by the settings in ``standout.toml``; those
        given now are put in.
    replaced : collection of str
        Weeks whose open plays a new plan takes the place of.
    scope : Scope
        What part is looked at, as `scoped` gives it.

    """
    asked = question(name)
    scope = scope.of(asked)
    heard = {} if heard is None else heard
    written = {}
    for maker, table in _makers(asked):
        if maker not in heard:
            ask(
                store, index, config, maker, {}, subject=subject, as_of=as_of, heard=heard, replaced=replaced,
                scope=scope,
            )  # fmt: skip
        written[table] = _written(heard[maker], table)
    resolved = settings.resolve(asked.settings, config.questions.get(name, {}), given)
    imports = index.imports()
    newest = _newest(imports)
    day = scope.until or as_of or newest
    inputs = tuple(sorted({one.sha256 for one in imports}))
    seed = int(hashlib.sha256(json.dumps(inputs).encode()).hexdigest()[:8], 16)
    until = day if day and newest and day < newest else None
    checked_days(scope.since, day)
    read = readings.bring(store, index, config, asked.reads)
    by_price = bool(scope and asked.explored)

    def held(**picked: Any) -> DuckEngine:
        return engine(
            store, index, config, subject, written=written, replaced=replaced, reads=asked.reads, read=read, **picked
        )

    rows = held(until=until, since=scope.since, rivals=scope.rivals, where=() if by_price else scope.where)
    if by_price:
        dated = bool(scope.since or scope.until)
        picked = Picked(
            where=scope.where, rivals=bool(scope.rivals), since=bool(scope.since), until=bool(until and dated),
            whole=held(until=None if dated else until) if dated or scope.rivals else None,
        )  # fmt: skip
        findings, table = registry.load(asked.explored, f"standout.questions.{name}")(rows, resolved, seed, day, picked)
    else:
        findings, table = registry.load(asked.answer, f"standout.questions.{name}")(rows, resolved, seed, day)
        findings = hinted(findings, scope) if scope else findings
    evidence = Evidence(
        question=name, inputs=(*inputs, *_of_plans(asked, index, config)), settings=resolved, as_of=day, seed=seed,
        work=read.work, versions={package: metadata.version(package) for package in LISTED}, view=scope.to_dict(),
        language=language(),
    )  # fmt: skip
    found = Answer(question=asked, findings=findings, table=table, evidence=evidence)
    if not given:
        heard[name] = found
    return found


def scoped(  # noqa: PLR0913 - as of `ask`
    store: Path,
    index: Index,
    config: Config,
    name: str,
    *,
    subject: str = "",
    since: date | None = None,
    until: date | None = None,
    rivals: Sequence[str] = (),
    where: Sequence[tuple[str, str]] = (),
) -> Scope:
    """Give what part is looked at, as the files write it; a last day from which on nothing is held leaves nothing out.

    Raises
    ------
    TableError
        If nobody is called as a rival is.
    UsageError
        If there is no such descriptor or value, or the question can't be asked of one kind of customers.

    """
    asked = question(name)
    names = known_names(index, config)
    known = known_rivals(rivals, names, subject or config.ours)
    if not subject and {business_id(one) for one in known} == {business_id(one) for one in config.rivals}:
        known = ()
    world = world_of(engine(store, index, config, subject, reads=asked.reads), where) if where else ()
    able = [one.name for one in registry.catalogue("standout.questions", "QUESTION").values() if one.worlds]
    checked_world(asked, able, world)
    newest = _newest(index.imports())
    return Scope(since, known, world, until if until and newest and until < newest else None)


def _newest(imports: Sequence[Import]) -> date | None:
    """Give the day of the newest row, None where nothing has a day."""
    return max((date.fromisoformat(one.newest) for one in imports if one.newest), default=None)


def _makers(asked: Question) -> list[tuple[str, str]]:
    """Give each other question whose table this one reads, and the table."""
    known: dict[str, Question] = registry.catalogue("standout.questions", "QUESTION")
    return [
        (one.name, table) for one in known.values() if one.name != asked.name
        for table in one.writes if table in asked.reads
    ]  # fmt: skip


def _written(answer: Answer, table: str) -> pa.Table:
    """Give the table another question wrote: its findings, else the table of its answer."""
    if table != "findings":
        return answer.table
    rows = [
        {
            "question": one.question, "subject": one.subject, "world": json.dumps(dict(one.world), sort_keys=True),
            "aspect": one.aspect, "verdict": one.verdict, "tier": one.tier, "sentence": one.sentence,
            "rows": one.rows, "lead": one.facts.get("lead"), "judged": one.facts.get("rivals_judged"),
        }
        for one in answer.findings
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=table_of("findings").schema())


def _of_plans(asked: Question, index: Index, config: Config) -> tuple[str, ...]:
    """Give a SHA-256 over the plans, and one over the merges of people, that a question looks at."""
    merged = merge_log.inputs(index) if TELLING & set(asked.reads) else ()
    held = {name: rows for name, rows in planned.tables(index, config).items() if name in asked.reads}
    if not any(rows.num_rows for rows in held.values()):
        return merged
    said = json.dumps({name: rows.to_pylist() for name, rows in held.items()}, sort_keys=True, default=str)
    return (hashlib.sha256(said.encode()).hexdigest(), *merged)


def _columns(index: Index) -> list[dict[str, Any]]:
    """Give every described column once; what bars it in one file bars it in all."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in index.rows("SELECT described FROM columns ORDER BY rowid"):
        said = json.loads(row["described"])
        held = found.setdefault((said["table"], said["name"]), said)
        held["barred"] = held.get("barred") or said.get("barred")
    return [found[key] for key in sorted(found)]


def _read_columns(read: Done, columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the descriptors read from words that occur, but those whose names a file took."""
    there = read.tagged() - {one["name"] for one in columns}
    if not there:
        return []
    from standout.text.descriptors import columns_rows  # noqa: PLC0415 - only where there are words

    return [one for one in columns_rows() if one["name"] in there]


def _joined(columns: list[dict[str, Any]], config: Config) -> dict[str, list[dict[str, Any]]]:
    """Give the aspects the owner said are one, by the new column's name."""
    joined: dict[str, list[dict[str, Any]]] = {}
    for name, labels in config.aspects.items():
        wanted = {label.casefold() for label in labels}
        aspects = [c for c in columns if c["kind"] == "aspect"]
        old = [c for c in aspects if c["label"].casefold() in wanted]
        if aspects and not old:
            near = nearest(labels[0] if labels else name, {c["label"] for c in aspects})
            raise TableError(say("workspace.no_aspect", name=name, labels=list(labels), near=near))
        if len({(c["scale_low"], c["scale_high"]) for c in old}) > 1:
            raise TableError(say("workspace.scales_differ", name=name, labels=list(labels)))
        if old:
            joined[f"a_{name.casefold().replace(' ', '_')}"] = old
    return joined


def _with_joined(columns: list[dict[str, Any]], joined: Mapping[str, list[dict[str, Any]]]) -> pa.Table:
    gone = {c["name"] for old in joined.values() for c in old}
    kept = [c for c in columns if c["name"] not in gone]
    new = [
        {**old[0], "name": name, "label": name.removeprefix("a_").replace("_", " ").capitalize(),
         "barred": next((c["barred"] for c in old if c.get("barred")), None)}
        for name, old in joined.items()
    ]  # fmt: skip
    return pa.Table.from_pylist([*kept, *new], schema=table_of("columns").schema())
