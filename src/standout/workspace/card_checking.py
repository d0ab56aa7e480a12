"""Card checking: whether a card still follows from the sums it carries, and from its workspace."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standout import __version__
from standout.errors import VerifyError
from standout.report import card as carded
from standout.report.card_bars import bars, follows
from standout.report.seal import body_digest, intact
from standout.words import language, say, speaking
from standout.workspace.carding import Found, Pick, answered, as_json, card_of, claimed, files_of
from standout.workspace.claiming import was_stamped

if TYPE_CHECKING:
    from standout.workspace.workspace import Workspace

SAID = ("proof", "seen", "verdict", "tier", "class", "place", "than", "matched")
"""What a card says beside what follows from it: only its workspace can tell whether that is right."""


def page_of(text: str) -> str:
    """Give the page that a card kept as JSON makes.

    Raises
    ------
    VerifyError
        If it is none.

    """
    try:
        return carded.render(json.loads(text))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise VerifyError(say("brief.no_evidence"), say("card.no_evidence_hint")) from error


def verify(page: Path, html: str, said: Mapping[str, Any], home: Path | None, today: date | None) -> dict[str, Any]:
    """Make every figure of a card again, and compare.

    Parameters
    ----------
    page : Path
        Where it stands.
    html : str
        The page.
    said : mapping
        What it carries.
    home : Path or None
        Its workspace; a public page is checked by its own sums where none is given.
    today : date or None
        The day to judge its age by.

    Returns
    -------
    dict
        ``holds`` (true), ``kind`` ("card" or "public card"), ``stale`` (None without a day to judge by),
        ``until``, ``figures``, ``businesses``, ``inputs``, ``fingerprint``, ``words`` (whether compared too).

    Raises
    ------
    VerifyError
        If the page was changed, or a figure comes out differently.

    """
    _own_sums(page, html, said)
    if home is not None:
        with speaking(carded.language_of(said)):
            _workspace(page, html, said, home)
    until = said["expires"]
    return {
        "holds": True,
        "kind": "public card" if said["public"] else "card",
        "stale": None if today is None else not until or today.isoformat() > until,
        "until": until,
        "businesses": len(said["proof"]["businesses"]),
        "figures": sum(isinstance(value, int | float) for _, value in _flat(said["figures"])),
        "inputs": len(said["evidence"].get("inputs", ())),
        "fingerprint": said["fingerprint"],
        "words": said["version"] == __version__,
    }


def _own_sums(page: Path, html: str, said: Mapping[str, Any]) -> None:
    """Raise where a card doesn't follow from the sums it carries."""
    try:
        found, made = carded.derived(said), date.fromisoformat(said["made"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise VerifyError(say("card.broken_proof", file=str(page))) from error
    again = dict(_flat(json.loads(json.dumps(found))))
    claimed_ = dict(_flat({name: said.get(name) for name in found}))
    for name in sorted({*again, *claimed_}):
        if claimed_.get(name) != again.get(name):
            raise VerifyError(
                say("card.changed_figure", file=str(page), name=name, said=claimed_.get(name), found=again.get(name))
            )
    if said["public"] and (bars(said, made) or not follows(said)):
        raise VerifyError(say("card.not_shown", file=str(page)))
    changed = VerifyError(say("card.changed_public", file=str(page)))
    if not intact(html):
        raise changed
    rendered = carded.render({name: value for name, value in said.items() if name != "digests"})
    same = body_digest if said["version"] == __version__ else _numbers
    if same(rendered) != same(html):
        raise changed


def _numbers(html: str) -> list[str]:
    """Give every number a reader sees on a page; another version's words may differ, its numbers may not."""
    seen = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    return sorted(re.findall(r"\d[\d.,]*", seen))


def _workspace(page: Path, html: str, said: Mapping[str, Any], home: Path) -> None:
    """Raise where a card isn't what its workspace gives."""
    from standout.workspace.workspace import Workspace  # noqa: PLC0415 - the two need each other

    workspace, evidence, quoted = Workspace(home, language=language()), said["evidence"], shlex.quote(str(home))
    if evidence["files"] != files_of(workspace):
        raise VerifyError(say("workspace.inputs_changed", folder=quoted))
    found = _again(workspace, evidence, quoted)
    wording = evidence["asked"]["wording"]
    made = card_of(workspace, found, date.fromisoformat(said["made"]), said["check"], wording, said.get("reader"))
    again = json.loads(as_json(made))
    if any(again[name] != said[name] for name in SAID):
        raise VerifyError(say("card.not_those", file=str(page), folder=quoted))
    if said["public"]:
        return
    if said["sentence"] != found.finding.sentence:
        raise VerifyError(
            say("workspace.figures_differ", said=said["sentence"], found=found.finding.sentence, folder=quoted)
        )
    if said["fingerprint"] != found.fingerprint:
        raise VerifyError(say("workspace.settings_changed", folder=quoted))
    if said["version"] == __version__ and body_digest(carded.render(made)) != body_digest(html):
        raise VerifyError(say("card.changed_public", file=str(page)))


def _again(workspace: Workspace, evidence: Mapping[str, Any], quoted: str) -> Found:
    """Answer again; a claim that would be stamped anew is not the one the card is of."""
    asked = evidence["asked"]
    pick = Pick(asked["aspect"], asked["world"], asked.get("business", ""))
    if "claim" in asked:
        if not was_stamped(workspace, asked["claim"], pick.aspect, pick.where):
            raise VerifyError(say("workspace.settings_changed", folder=quoted))
        return claimed(workspace, asked["claim"], pick)
    day = date.fromisoformat(evidence["as_of"]) if evidence["as_of"] else None
    return answered(workspace, pick, subject=asked["subject"], as_of=day, settings=evidence["settings"])


def _flat(value: object, above: str = "") -> list[tuple[str, object]]:
    """Give every plain value of a tree by its path."""
    if isinstance(value, Mapping):
        parts = [(str(name), one) for name, one in value.items()]
    elif isinstance(value, list | tuple):
        parts = [(str(place + 1), one) for place, one in enumerate(value)]
    else:
        return [(above, value)]
    return [pair for name, one in parts for pair in _flat(one, f"{above}.{name}" if above else name)]
