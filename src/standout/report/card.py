"""Card: one claim and all that it takes to stand up to a doubter, as JSON and as one page.

The page is made from the JSON alone, and every figure of the JSON from the proof in it.  So a page can be
made anew from what it carries, and compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from standout.finding import Finding
from standout.questions.est.proof import recomputed
from standout.report import card_bars, card_words
from standout.report.card_told import told
from standout.report.environment import environment
from standout.report.qr import inline
from standout.report.seal import sealed
from standout.report.steps import steps
from standout.words import FIRST, LANGUAGES, speaking

SCHEMA = 1
KIND = "card"
READER: Mapping[str, Any] = {"turned_away": None, "repeated": None, "incentive": "", "link": ""}
"""What a reader should know besides, where nothing is known of it."""
SEEN = ("sources", "first_at", "last_at")
MORE = ("lead_fair", "lead_alike", "unseen_mean", "claim_text", "stamped_at", "price")
"""What findings may know besides; shown where they know it, and only to the owner."""
ASKED = ("question", "settings", "as_of", "language", "asked", "files")
"""What of the evidence a public page carries: enough to ask again, and no file."""
TOP, THAN = "claim.in_top", "claim.than"
"""Sentences that claim something else than a first place among all."""
CLASSES = ("objective", "opinion", "puffery")


def card(  # noqa: PLR0913 - a card has as many parts
    finding: Finding,
    proof: Mapping[str, Any],
    today: date,
    *,
    version: str,
    banner: str = "",
    evidence: Mapping[str, Any] | None = None,
    fingerprint: str = "",
    check: str = "",
    wording: str = "",
    seen: Mapping[str, Any] | None = None,
    reader: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Give the card of one finding.

    Parameters
    ----------
    finding : Finding
    proof : mapping
        The numbers behind it, as `standout.questions.est.proof.proof` gives them.
    today : date
        The day the card is made.
    version, banner, fingerprint, check : str
        Of Standout; a line for the top; of the answer; the command that checks the page.
    evidence : mapping, optional
        What the answer rests on, to make it again.
    wording : str
        Words that the owner wants to print; they are compared with those allowed.
    seen : mapping, optional
        ``sources``, ``first_at`` and ``last_at`` of the very scores behind it; what the finding says of all
        scores on its aspect where not given.
    reader : mapping, optional
        What a reader should know besides: ``turned_away`` and ``repeated``, rows left out; ``incentive``, what the
        owner says reviewers were given; ``link``, where the public page will stand.

    Returns
    -------
    dict
        Plain values, as JSON takes them; ``bars`` say why it may not be published, none where it may.

    """
    facts = finding.facts
    made: dict[str, Any] = {
        "schema": SCHEMA,
        "card": KIND,
        "public": False,
        "version": version,
        "banner": banner,
        "made": today.isoformat(),
        "verdict": finding.verdict,
        "tier": finding.tier,
        "class": _class(facts.get("claim_class"), proof["kind"]),
        "place": facts["top"] if finding.sentence_key == TOP else 1,
        "than": [one["name"] for one in proof["businesses"][1:]] if finding.sentence_key == THAN else [],
        "sentence": finding.sentence,
        "matched": ".match" in finding.sentence_key,
        "seen": {name: (seen or facts).get(name) for name in SEEN},
        "more": {name: facts[name] for name in MORE if facts.get(name) is not None},
        "reader": {**READER, **(reader or {})},
        "proof": dict(proof),
        "fingerprint": fingerprint,
        "check": check,
        "evidence": dict(evidence or {}),
    }
    made |= derived(made)
    step = steps([finding], ())[0].strip() if finding.needed else ""
    made["bars"] = [bar.to_dict() for bar in card_bars.bars(made, today, step, wording)]
    return made


def derived(made: Mapping[str, Any]) -> dict[str, Any]:
    """Give all of a card that follows from its proof, its verdict and its days."""
    numbers, last = made["proof"], made["seen"]["last_at"]
    day = date.fromisoformat(last) if last else None
    newest, until = card_bars.newest(numbers, day), card_bars.expires(numbers, day)
    found = {
        "kind": numbers["kind"],
        "subject": numbers["businesses"][0]["name"],
        "aspect": numbers["aspect"]["label"],
        "world": dict(numbers["world"]),
        "figures": recomputed(numbers),
        "newest": newest and newest.isoformat(),
        "expires": until and until.isoformat(),
    }
    with speaking(language_of(made)):
        words = card_words.wordings({**made, **found}) if made["verdict"] == "yes" else []
    return {**found, "wording": words}


def public(made: Mapping[str, Any], check: str = "") -> dict[str, Any]:
    """Give what of a card anybody may see: sums, names and days; no file, no setting of the owner's.

    Raises
    ------
    ValueError
        If something bars it; the caller says what, with what to do.

    """
    if made["bars"]:
        raise ValueError([bar["key"] for bar in made["bars"]])
    kept = {key: value for key, value in made.items() if key not in ("more", "sentence")}
    asked = {key: made["evidence"][key] for key in ASKED if key in made["evidence"]}
    return {**kept, "public": True, "check": check, "evidence": asked}


def render(made: Mapping[str, Any]) -> str:
    """Give a card as one self-contained HTML page; ``embedded`` reads the card back."""
    names = [made["subject"], *(one["name"] for one in made["proof"]["businesses"]), *made["proof"]["not_judged"]]
    page = environment(frozenset(names)).get_template("card_public.html" if made["public"] else "card.html")
    with speaking(spoken := language_of(made)):
        return sealed(page.render(card=made, told=told(made), language=spoken, qr=inline), made)


def language_of(made: Mapping[str, Any]) -> str:
    """Give the language a card is written in, whoever reads it; English where it names none that is spoken."""
    evidence = made.get("evidence")
    named = evidence.get("language") if isinstance(evidence, Mapping) else None
    return named if named in LANGUAGES else FIRST


def _class(said: object, kind: str) -> str:
    """Give the class of a claim as the lexicon says it; by what it rests on where nothing is said."""
    if said in CLASSES:
        return str(said)
    return "objective" if kind == "fact" else "opinion"
