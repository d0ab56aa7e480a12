"""Circle lists: whom to tell first, by name, as lists, vCards and the map; consent looked at anew, files written.

Makes    ``map.html``               the map of the three circles, which names nobody
         ``for-you/circles.html``   the same with names
         ``for-you/``               a list for each channel, and vCards
No row   for anybody who may not be contacted by their channel at this moment, or who rests today, whatever day the
         answer is of
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from standout import __version__
from standout.charts.circle_people import known
from standout.errors import UsageError
from standout.measures.allowed import ANY, reachable, taken_back
from standout.questions.circles.asking import rests
from standout.report import circle_page
from standout.report.kit import FOR_YOU, LISTS, VCARDS, Kit, Print
from standout.report.lists import Person, contactable, sheets, vcards
from standout.report.pass_on import Terms
from standout.words import say
from standout.workspace import kit_folder, planning

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from standout.answer import Answer
    from standout.engine.duck import DuckEngine
    from standout.workspace.workspace import Workspace

QUESTION = "circles"
MAP, NAMED = "map.html", f"{FOR_YOU}/circles.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Lists that were written: their files, how many people stand on them, and how many were left out."""

    folder: Path
    files: tuple[Path, ...]
    people: int
    left_out: int

    def to_dict(self) -> dict[str, Any]:
        """Give it as ``--json`` prints it; no name of a person stands in it."""
        files = [str(file) for file in self.files]
        return {"folder": str(self.folder), "files": files, "people": self.people, "left_out": self.left_out}


def checked(question: str, folder: Path) -> Path:
    """Give the folder lists of a question may be written to.

    Raises
    ------
    UsageError
        If the question isn't ``circles``, or the folder holds files of the owner's.

    """
    if question != QUESTION:
        raise UsageError(say("lists.only_circles"))
    return kit_folder.checked(folder, kit_folder.LISTS)


def write(workspace: Workspace, answer: Answer, line: str, today: date, folder: Path) -> Listed:
    """Write those who are told first as lists, and the map.

    Parameters
    ----------
    workspace : Workspace
    answer : Answer
        What ``circles`` answers.
    line : str
        What to say to each.
    today : date
    folder : Path
        A new one, an empty one, or one that holds earlier lists.

    Raises
    ------
    UsageError
        If the answer isn't one of ``circles``, or the folder holds files of the owner's; nothing is written then.

    """
    checked(answer.question.name, folder)
    engine = workspace.engine()
    names = _names(engine)
    wanted = people(answer, names, _addresses(engine), line)
    resting = _resting(engine, answer, {one.person_id for one in wanted}, today)
    allowed = {pair for pair in planning.may_be_asked(engine) if pair[0] not in resting}
    free = contactable(wanted, allowed)
    terms = Terms(business=workspace.config.ours)
    texts = _maps(
        answer,
        {**_shown_addresses(engine), **names},
        Print(made=today, version=__version__, banner=workspace.config.banner),
    )
    if cards := vcards(free, allowed):
        texts[VCARDS] = cards
    lists = {LISTS[channel]: sheet for channel, sheet in sheets(free, allowed, terms).items()}
    files = kit_folder.write(folder, Kit(texts=texts, one_line="", lists=lists), kit_folder.LISTS)
    return Listed(folder=folder, files=files, people=len(free), left_out=len(wanted) - len(free))


def people(
    answer: Answer, names: Mapping[int, str], addresses: Mapping[tuple[int, str], str], line: str
) -> list[Person]:
    """Give those who are told first, in their order, with the name and address that only the owner sees."""
    told = known(answer.findings, answer.table)
    return [
        Person(
            person_id=row["person_id"], name=names.get(row["person_id"]) or say("plan.no_name"),
            channel=row["channel"] or "", address=addresses.get((row["person_id"], row["channel"]), ""),
            says=line, why=row["reason"] or "",
        )
        for row in told.rows.slice(0, told.first).to_pylist()
    ]  # fmt: skip


def _maps(answer: Answer, names: Mapping[int, str], printed: Print) -> dict[str, str]:
    """Give the map without names and with them, where anybody is known."""
    if not answer.table.num_rows:
        return {}
    return {
        MAP: circle_page.page(answer.findings, answer.table, printed),
        NAMED: circle_page.page(answer.findings, answer.table, printed, names),
    }


def shown_names(workspace: Workspace) -> dict[int, str]:
    """Give what shows the owner, and nobody else, who each person is: a name, else an address that wasn't refused."""
    engine = workspace.engine()
    return {**_shown_addresses(engine), **_names(engine)}


def _names(engine: DuckEngine) -> dict[int, str]:
    """Give the name of each person; an address is no name."""
    contacts = engine.table("contacts")
    return _first(engine, contacts.select("person_id", shown=contacts.name))


def _shown_addresses(engine: DuckEngine) -> dict[int, str]:
    """Give the address that shows the owner who somebody is, on the page for their eyes; none that was refused."""
    contacts, gone = engine.table("contacts"), taken_back(engine)
    held = contacts.anti_join(gone.filter(gone.channel.isin(("email", ANY))), "person_id")
    return _first(engine, held.select("person_id", shown=held.email))


def _first(engine: DuckEngine, shown: ir.Table) -> dict[int, str]:
    """Give the first text of each person that isn't empty."""
    held: dict[int, str] = {}
    for row in engine.arrow(shown.filter(shown.shown.strip() != "").order_by("person_id", "shown")).to_pylist():
        held.setdefault(row["person_id"], row["shown"])
    return held


def _resting(engine: DuckEngine, answer: Answer, people: set[int], today: date) -> set[int]:
    """Give who rests today by the settings of the answer, whatever day it speaks of."""
    told = answer.evidence.settings
    given = {one.name: told.get(one.name, one.default) for one in answer.question.settings}
    ids = np.array(sorted(people), np.int64)
    return set(ids[rests(engine, ids, int(given["rest_days"]), int(given["asks_a_year"]), today)].tolist())


def _addresses(engine: DuckEngine) -> dict[tuple[int, str], str]:
    """Give the address each person may be reached at by each channel."""
    rows = engine.arrow(reachable(engine).order_by("person_id", "channel", "address")).to_pylist()
    found: dict[tuple[int, str], str] = {}
    for row in rows:
        found.setdefault((row["person_id"], row["channel"]), row["address"])
    return found
