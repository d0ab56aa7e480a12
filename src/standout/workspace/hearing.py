"""Hearing: every word held is read, and what came of it is counted.

Reads    reviews, businesses, readings, mentions
Makes    Heard     of how many reviews something was read, and how often each aspect is spoken of, and how
Unit     reviews; one that speaks of an aspect in several sentences counts once, in the tone these have together
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from standout.errors import SettingError
from standout.words import nearest, say
from standout.workspace import config as configured
from standout.workspace import read_index, read_ways, readings

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

    from standout.engine.duck import DuckEngine
    from standout.workspace.config import Config
    from standout.workspace.readings import Tell
    from standout.workspace.workspace import Workspace

SCHEMA = 1
TABLES = ("readings", "mentions", "tags", "themes", "theme_sentences")
TONES = ("positive", "neutral", "negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How many reviews of ours, and of everybody else, speak of an aspect well, in between, or badly."""

    aspect: str
    ours: int
    ours_positive: int
    ours_neutral: int
    ours_negative: int
    others: int
    others_positive: int
    others_neutral: int
    others_negative: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of reading.

    Attributes
    ----------
    reviews : int
        How many have words.
    read : int
        How many were read for aspects.
    trade : str
        Whose aspects were looked for; empty where the owner named them.
    reader, version : str
        What read them.
    aspects : tuple of Spoken
        Those most of our reviews speak of first.
    unread : dict
        How many reviews are in a language the reader doesn't know, by its ISO 639-1 code, most first.
    tags : dict
        How many reviews mention what a buyer can recognise beforehand, by the column's label, most first.
    themes : int
        How many themes there are.

    """

    reviews: int
    read: int
    trade: str = ""
    reader: str = ""
    version: str = ""
    aspects: tuple[Spoken, ...] = ()
    unread: Mapping[str, int]
    tags: Mapping[str, int]
    themes: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Give what ``--json`` prints."""
        return {"schema": SCHEMA, **asdict(self)}


def read(
    workspace: Workspace, aspects: Sequence[str], trade: str, reader: str, *, new_themes: bool, tell: Tell | None
) -> Heard:
    """Keep how to read, read all that is held, and count."""
    _keep(workspace, aspects, trade, reader)
    store, index = workspace.store, workspace.index
    parts = read_index.worded(store, index)
    if not parts:
        return Heard(reviews=0, read=0, unread={}, tags={})
    config = workspace.config
    if new_themes:
        read_ways.new_themes(store, index, config, parts)
    done = readings.bring(store, index, config, TABLES, tell, whole=True)
    return _heard(workspace, config, done)


def audit(workspace: Workspace, path: Path, about: Sequence[str]) -> Path:
    """Write sentences to mark, of the businesses and aspects read; give the sheet's path."""
    from standout.sources.audit_writer import audit_rows, write  # noqa: PLC0415 - heavy

    rows = audit_rows(workspace.engine(reads=TABLES), about)
    return write(path, rows)


def _keep(workspace: Workspace, aspects: Sequence[str], trade: str, reader: str) -> None:
    """Put what was said of how to read into ``standout.toml``."""
    from standout.text.aspects import TRADES  # noqa: PLC0415 - heavy

    for name, given, known in (("trade", trade, TRADES), ("reader", reader, configured.READERS)):
        if given and given not in known:
            raise SettingError(say("read.no_such", what=name, given=given, near=nearest(given, known)))
    wanted = list(dict.fromkeys(" ".join(one.split()) for one in aspects))
    if not all(wanted):
        raise SettingError(say("read.no_aspect"))
    said = {"aspects": wanted, "trade": trade, "reader": reader}
    if trade and not wanted and workspace.config.read.get("aspects"):
        configured.drop(workspace.folder, "read", "aspects")  # who names the trade wants what is usual there
    if any(said.values()):
        configured.change(workspace.folder, read={name: value for name, value in said.items() if value})


def _heard(workspace: Workspace, config: Config, done: readings.Done) -> Heard:
    from standout.workspace import asking  # noqa: PLC0415 - heavy

    engine = asking.engine(workspace.store, workspace.index, config, reads=TABLES, read=done)
    parts = read_index.worded(workspace.store, workspace.index)
    [[held]] = [one.values() for one in engine.arrow(engine.table("readings").count().as_table()).to_pylist()]
    name, _, version = str(done.work["reader"]).partition(" ")
    looked_for = read_ways.aspects(workspace.store, workspace.index, config, parts)
    return Heard(
        reviews=held + int(done.work["texts_left"]), read=int(done.work["texts_read"]), reader=name, version=version,
        trade="" if config.read.get("aspects") else read_ways.trade(workspace.store, workspace.index, config, parts),
        aspects=_spoken(engine, [one.name for one in looked_for]), unread=_unread(engine), tags=_tags(engine),
        themes=max(done.tables["themes"].num_rows - 1, 0),
    )  # fmt: skip


def _spoken(engine: DuckEngine, names: Sequence[str]) -> tuple[Spoken, ...]:
    """Count the reviews that speak of each aspect; a tone is that of most thousandths, in between where two tie."""
    said = _each(engine)
    reviews, businesses = engine.table("reviews"), engine.table("businesses")
    ours = businesses.filter(businesses.ours).select("business_id", ours=businesses.ours)
    whose = reviews.select("review_id", "business_id").left_join(ours, "business_id")
    rows = said.join(whose.select("review_id", ours=whose.ours.fill_null(False)), "review_id")  # noqa: FBT003 - ibis takes the value alone
    counted = engine.arrow(rows.group_by("aspect", "tone", "ours").aggregate(n=rows.count())).to_pylist()
    n = {(row["aspect"], row["tone"], row["ours"]): row["n"] for row in counted}
    found = []
    for name in names:
        by = {(whose, tone): n.get((name, tone, whose == "ours"), 0) for whose in ("ours", "others") for tone in TONES}
        sums = {whose: sum(by[whose, tone] for tone in TONES) for whose in ("ours", "others")}
        found.append(Spoken(aspect=name, **sums, **{f"{whose}_{tone}": many for (whose, tone), many in by.items()}))
    return tuple(sorted(found, key=lambda one: (-one.ours, -one.others, one.aspect)))


def _each(engine: DuckEngine) -> ir.Table:
    """Give the tone of each review on each aspect it speaks of."""
    mentions = engine.table("mentions")
    said = mentions.group_by("review_id", "aspect").aggregate(**{tone: mentions[tone].sum() for tone in TONES})
    good, bad = said.positive > said.negative, said.negative > said.positive
    tone = (good & (said.positive > said.neutral)).ifelse(
        "positive", (bad & (said.negative > said.neutral)).ifelse("negative", "neutral")
    )
    return said.select("review_id", "aspect", tone=tone)


def _unread(engine: DuckEngine) -> dict[str, int]:
    rows = engine.table("readings")
    left = rows.filter(~rows.read)
    found = engine.arrow(left.group_by(language=left.language.fill_null("")).aggregate(n=left.count())).to_pylist()
    return {row["language"]: row["n"] for row in sorted(found, key=lambda row: (-row["n"], row["language"]))}


def _tags(engine: DuckEngine) -> dict[str, int]:
    tags, columns = engine.table("tags"), engine.arrow(engine.table("columns")).to_pylist()
    labels = {one["name"]: one["label"] for one in columns if one["name"] in tags.columns}
    if not labels:
        return {}
    [counts] = engine.arrow(tags.aggregate(**{name: tags[name].count() for name in labels})).to_pylist()
    return {labels[name]: n for name, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))}
