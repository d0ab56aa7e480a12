"""``standout people``: who stands on the lists more than once; made one, shown with reasons, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standout.cli._shared import folder_argument, here, json_option, print_json, today
from standout.words import listed, say

if TYPE_CHECKING:
    from standout.engine.linking import Entry
    from standout.engine.merging import Judged
    from standout.workspace import Workspace
    from standout.workspace.merging import Proposed

SHOWN = 10


@click.command("people", help=say("people.help"))
@folder_argument
@click.option("--merge", "merges", is_flag=True, help=say("people.help_merge"))
@click.option("--join", "joins", multiple=True, metavar="PAIR", help=say("people.help_join"))
@click.option("--apart", "parts", multiple=True, metavar="PAIR", help=say("people.help_apart"))
@click.option("--undo", metavar="PAIR|all", help=say("people.help_undo"))
@click.option("--log", "logged", is_flag=True, help=say("people.help_log"))
@click.option("--every", is_flag=True, help=say("people.help_every"))
@json_option
def COMMAND(  # noqa: N802 - the name a folder's files offer theirs by
    folder: Path, merges: bool, joins: tuple[str, ...], parts: tuple[str, ...], undo: str | None, logged: bool,
    every: bool, as_json: bool,
) -> None:  # fmt: skip
    """Do what was asked; with nothing asked, show who may be one and why."""
    from standout.workspace import Workspace, merging  # noqa: PLC0415 - heavy

    workspace = Workspace(folder)
    if logged:
        _log(workspace, as_json=as_json)
        return
    done: dict[str, Any] = {}
    if undo:
        done["undone"] = merging.undo(workspace, undo, today())
    for name in joins:
        merging.join(workspace, name, today())
        done.setdefault("joined", []).append(name)
    for name in parts:
        done["undone"] = done.get("undone", 0) + merging.part(workspace, name, today())
        done.setdefault("apart", []).append(name)
    if merges:
        done["merged"] = [_told(one) for one in merging.merge(workspace, today())]
    if not done:
        _show(workspace, merging.proposed(workspace), every=every, as_json=as_json)
    elif as_json:
        print_json(done)
    else:
        for line in _done(done):
            click.echo(here(line, workspace.folder))


def _ids(one: Judged) -> tuple[int, int]:
    return one.one, one.other


def _done(done: dict[str, Any]) -> list[str]:
    """Give what was done, a line each."""
    lines = []
    if done.get("undone"):
        lines.append(say("people.undone", n=done["undone"]))
    elif "undone" in done and not done.get("apart"):
        lines.append(say("people.undone_none"))
    lines += [say("people.joined", pair=pair) for pair in done.get("joined", ())]
    lines += [say("people.parted", pair=pair) for pair in done.get("apart", ())]
    if "merged" in done:
        pairs = len(done["merged"])
        lines.append(say("people.merged", n=pairs) if pairs else say("people.merged_none"))
    return [*lines, say("people.consent")] if done.get("merged") or done.get("joined") else lines


def _show(workspace: Workspace, found: Proposed, *, every: bool, as_json: bool) -> None:
    if as_json:
        kinds = {kind: [_told(one) for one in getattr(found, kind)] for kind in ("certain", "look")}
        print_json(
            {"entries": found.entries, "people": found.people, **kinds, "apart": found.apart, "idle": found.idle}
        )
        return
    for line in _lines(found, SHOWN if not every else None):
        click.echo(here(line, workspace.folder))


def _lines(found: Proposed, most: int | None) -> list[str]:
    """Give who may be one, a line each."""
    if not found.entries:
        return [say("people.nobody")]
    lines = [say("people.counts", entries=found.entries, people=found.people)]
    for key, pairs in (("people.certain", found.certain), ("people.look", found.look)):
        if pairs:
            lines += ["", say(key, n=len(pairs)), *_pairs(pairs, most)]
    if not found.certain and not found.look:
        lines.append(say("people.alone"))
    last = [("people.apart", found.apart), ("people.idle", found.idle)]
    return [*lines, *(line for key, n in last if n for line in ("", say(key, n=n)))]


def _pairs(pairs: Sequence[Judged], most: int | None) -> list[str]:
    shown = [f"  {_line(one)}" for one in pairs[:most]]
    return [*shown, f"  {say('people.more', n=len(pairs) - len(shown))}"] if len(pairs) > len(shown) else shown


def _line(one: Judged) -> str:
    told = _told(one)
    key = "people.pair_doubt" if told["doubts"] else "people.pair"
    return say(key, pair=told["pair"], one=told["one"], other=told["other"], why=listed(told["reasons"]),
               doubt=listed(told["doubts"]))  # fmt: skip


def _told(one: Judged) -> dict[str, Any]:
    """Give a pair as ``--json`` prints it."""
    from standout.workspace.merge_log import pair_name  # noqa: PLC0415 - heavy

    first, second = (_called(entry) for entry in one.entries)
    return {
        "pair": pair_name(*_ids(one)), "one": first, "other": second, "weight": one.weight,
        "reasons": [say(f"people.why.{reason}") for reason in one.reasons],
        "doubts": [say(f"people.doubt.{doubt}") for doubt in one.doubts],
    }  # fmt: skip


def _called(entry: Entry) -> str:
    return ", ".join(filter(None, (entry.name or say("people.unnamed"), entry.email, entry.phone, entry.organisation)))


def _log(workspace: Workspace, *, as_json: bool) -> None:
    from standout.workspace import merge_log  # noqa: PLC0415 - heavy

    rows: list[dict[str, Any]] = [
        {"at": one.at, "pair": one.pair, "act": one.act, "why": [say(f"people.why.{reason}") for reason in one.why]}
        for one in merge_log.log(workspace.index)
    ]
    if as_json:
        print_json({"log": rows})
        return
    for row in rows:
        act = say(f"people.act.{row['act']}")
        click.echo(say("people.log_line", at=date.fromisoformat(row["at"]), pair=row["pair"], act=act,
                       why=listed(row["why"])).rstrip())  # fmt: skip
    if not rows:
        click.echo(say("people.log_none"))
