"""Carding: the card of one claim and its public page, from what a workspace holds."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout import __version__
from standout.errors import DataError, PublishError, SettingError, UsageError
from standout.finding import Evidence, Finding
from standout.questions.est import QUESTION
from standout.questions.est.proof import proof
from standout.questions.est.scope import scope, unlisted
from standout.questions.est.shown import pages
from standout.report import card as carded
from standout.report.seal import said_digest
from standout.settings import resolve
from standout.words import language, nearest, say
from standout.workspace import branding

if TYPE_CHECKING:
    from standout.workspace.workspace import Workspace

ALL = "all"
"""The world of everybody, where one is asked for by name."""
FRESH = "fresh"
"""The price of a claim that is tested on newer files alone; it says itself when these are from."""
SAID = ("incentive", "link")
"""What ``[card]`` in ``standout.toml`` may say."""
LONGEST = 300
"""Letters of what the owner says of rewards."""
NAMES = {"page": "card.html", "json": "card.json", "public": "card-public.html", "public_json": "card-public.json"}


@dataclass(frozen=True, slots=True)
class Pick:
    """Which finding a card is about; None and empty where it doesn't matter."""

    aspect: str = ""
    world: Mapping[str, str] | None = None
    business: str = ""

    @property
    def where(self) -> tuple[tuple[str, str], ...] | None:
        """The world as a claim takes it."""
        return None if self.world is None else tuple(self.world.items())

    def of(self, findings: Sequence[Finding]) -> Finding:
        """Give the first finding that fits.

        Raises
        ------
        DataError
            If there is none; the message names those there are.

        """
        if not findings:
            raise DataError(say("card.no_finding"))
        about = [one for one in findings if not self.business or one.subject == self.business]
        fits = [one for one in about if not self.aspect or one.aspect.casefold() == self.aspect.casefold()]
        if not fits:
            known = nearest(self.aspect, {one.aspect for one in findings})
            raise DataError(say("card.no_such", wanted=self.aspect, near=known))
        inside = [one for one in fits if self.world is None or _folded(one.world) == _folded(self.world)]
        if not inside:
            near = nearest(_named(self.world or {}), {_named(one.world) for one in fits})
            raise DataError(say("card.no_such", wanted=_named(self.world or {}), near=near))
        return inside[0]


def _folded(world: Mapping[str, str]) -> dict[str, str]:
    return {label.casefold(): value.casefold() for label, value in world.items()}


def _named(world: Mapping[str, str]) -> str:
    return " ".join(f"{label}={value}" for label, value in world.items()) or ALL


def world_of(given: Sequence[str]) -> dict[str, str] | None:
    """Give the world of ``label=value`` pairs; None without any, and {} for the word ``all``.

    Raises
    ------
    UsageError
        If one is neither.

    Examples
    --------
    >>> world_of(["guest=family"]), world_of(["all"]), world_of([])
    ({'guest': 'family'}, {}, None)

    """
    if not given:
        return None
    wrong = [pair for pair in given if "=" not in pair and pair != ALL]
    if wrong:
        raise UsageError(say("card.wrong_where", given=wrong[0]))
    return {label.strip(): value.strip() for label, _, value in (pair.partition("=") for pair in given if pair != ALL)}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding to make a card of, what it rests on, and what was asked to get it."""

    finding: Finding
    evidence: Evidence
    fingerprint: str
    asked: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A card that was written: what it holds, and the files, the public page last where there is one."""

    card: Mapping[str, Any]
    files: tuple[Path, ...]


def answered(
    workspace: Workspace,
    pick: Pick,
    *,
    subject: str = "",
    as_of: date | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Found:
    """Give the finding that fits, of all that ``est`` answers.

    Raises
    ------
    DataError
        If there is none.

    """
    answer = workspace.ask(QUESTION.name, subject=subject, as_of=as_of, **dict(settings or {}))
    finding = pick.of(answer.findings)
    asked = {"subject": subject, "business": finding.subject, "aspect": finding.aspect, "world": dict(finding.world)}
    return Found(finding, answer.evidence, answer.fingerprint, asked)


def claimed(workspace: Workspace, text: str, pick: Pick) -> Found:
    """Stamp and test a claim; give its finding, or the widest one that may be said in its place.

    Raises
    ------
    DataError
        If the claim is praise that nobody could test.
    UsageError
        If its words can't be read.

    """
    done = workspace.claim(text, aspect=pick.aspect, where=pick.where)
    finding = done.instead[0] if done.answer == "otherwise" else done.finding
    if finding is None:
        raise DataError(say("card.praise", text=text))
    asked = {
        "claim": done.reading.text,
        "aspect": pick.aspect,
        "world": None if pick.world is None else dict(pick.world),
    }
    imports = workspace.index.imports()
    newest = max((date.fromisoformat(one.newest) for one in imports if one.newest), default=None)
    resolved = resolve(QUESTION.settings, workspace.config.questions.get(QUESTION.name, {}))
    evidence = Evidence(
        question=QUESTION.name, inputs=_inputs(workspace), settings=resolved, as_of=newest, seed=0, language=language()
    )  # fmt: skip
    return Found(finding, evidence, evidence.fingerprint([finding]), asked)


def _inputs(workspace: Workspace) -> tuple[str, ...]:
    return tuple(sorted({one.sha256 for one in workspace.index.imports()}))


def files_of(workspace: Workspace) -> str:
    """Give one SHA-256 over those of all files held: it tells whether they changed, and nothing of them."""
    return hashlib.sha256(json.dumps(_inputs(workspace)).encode()).hexdigest()


def write(
    workspace: Workspace,
    found: Found,
    today: date,
    *,
    out: str | Path | None = None,
    public: bool = False,
    wording: str = "",
    link: str = "",
) -> Written:
    """Make the card of a finding and write it; with ``public`` a page for everybody too.

    Raises
    ------
    PublishError
        If the claim may not be published; the owner's card is written all the same.

    """
    from standout.workspace.briefing import check_command  # noqa: PLC0415 - the two need each other

    folder = Path(out) if out else workspace.folder
    check = check_command(folder / NAMES["page"], workspace.folder)
    reader = reader_of(workspace, found.finding, link)
    made = card_of(workspace, found, today, check, wording, reader)
    folder.mkdir(parents=True, exist_ok=True)
    files = [_put(folder / NAMES["page"], carded.render(made)), _put(folder / NAMES["json"], as_json(made))]
    if public and made["bars"]:
        lines = [say("card.refused"), *(say("card.refused_line", why=bar["why"], do=bar["do"]) for bar in made["bars"])]
        raise PublishError("\n".join(lines), say("card.private_there", file=str(files[0])))
    if public:
        shown = carded.public(made, shlex.join(["standout", "verify", NAMES["public"]]))
        files += [
            _put(folder / NAMES["public_json"], as_json(shown)),
            _put(folder / NAMES["public"], carded.render(shown)),
        ]
    return Written(made, tuple(files))


def reader_of(workspace: Workspace, finding: Finding, link: str = "") -> dict[str, Any]:
    """Give what a reader should know besides: rows left out, what the owner says of rewards, and the page's address.

    Raises
    ------
    SettingError
        If ``[card]`` in ``standout.toml`` has something else, or the address is none.

    """
    said = workspace.config.card
    for key in said:
        if key not in SAID:
            raise SettingError(say("card.unknown", key=key, near=nearest(key, SAID)))
    table = "facts" if finding.facts.get("kind") == "fact" else "reviews"
    imports = [one for one in workspace.index.imports() if one.table_name == table]
    address = link or said.get("link", "")
    return {
        "turned_away": sum(one.rejected for one in imports), "repeated": sum(one.known for one in imports),
        "incentive": said.get("incentive", "")[:LONGEST], "link": branding.link(address) if address else "",
    }  # fmt: skip


def card_of(
    workspace: Workspace, found: Found, today: date, check: str, wording: str = "",
    reader: Mapping[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Give the card of a finding; ``reader`` as `reader_of` gives it.

    Raises
    ------
    DataError
        If the finding has no figures to make again, as one that says what is missing.

    """
    behind: Any = found.finding.behind
    if behind is None:
        raise DataError(say("card.no_proof", sentence=found.finding.sentence))
    engine = workspace.engine(found.asked.get("subject", ""), reads=QUESTION.reads)
    shown = pages(engine.arrow(engine.table("facts")).to_pylist(), behind.market)
    numbers = {**proof(behind, shown), "unlisted": unlisted(engine, behind)}
    wording = wording.encode("utf-8", "replace").decode("utf-8")
    asked = {**found.asked, "wording": wording}
    return carded.card(
        found.finding, numbers, today, version=__version__, banner=workspace.config.banner,
        evidence={**found.evidence.to_dict(), "files": files_of(workspace), "asked": asked},
        fingerprint=found.fingerprint, check=check, wording=wording, reader=reader,
        seen=None if found.finding.facts.get("price") == FRESH else scope(engine, behind),
    )  # fmt: skip


def as_json(made: Mapping[str, Any]) -> str:
    """Give a card as it is kept beside its page."""
    made = {**made, "digests": {"said": said_digest(made)}}
    return json.dumps(made, ensure_ascii=False, indent=2, default=str) + "\n"


def _put(path: Path, text: str) -> Path:
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
    return path
