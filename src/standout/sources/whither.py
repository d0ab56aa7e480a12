"""Which table a file nobody has named goes to, by the names of its columns held against their cells."""

from __future__ import annotations

from collections.abc import Mapping

from standout.sources.names import EXACT, TELLING, meanings
from standout.sources.profile import Profile
from standout.sources.roles import SURE, named, other_roles, texts
from standout.sources.targets import CONSENTS

Held = Mapping[str, Profile]
OUTCOMES = {"opened", "clicked", "replied"}


def told_by_names(held: Held) -> str:
    """Give the table that the headers alone settle, "" where they don't.

    A header such as "Rating" or "Staff" over numbers settles nothing here: a file with scores is looked at as
    reviews first, and so is a list of people with what they wrote.
    """
    names = named(held, "reviews")
    if any(_scored(held[column], name) for column, name in names.items()):
        return ""
    orders = targets(held, "orders")
    if "ordered_at" in orders and orders & {"amount", "unit_price", "order_id"}:
        return ""
    if _are_sends(held):
        return "sends"
    if _are_adoptions(held):
        return "adoptions"
    if _are_ties(held):
        return "ties"
    if _are_people(held) and not texts(held, names, set()):
        return "people"
    return "claims" if _are_claims(held) else ""


def targets(held: Held, table: str) -> set[str]:
    """Give what the columns of a file would be in a table."""
    return {f.target for f in other_roles(held, named(held, table), table, set())}


def _scored(profile: Profile, name: Mapping[str, float]) -> bool:
    """Tell whether a column's name says that it holds scores: any overall, or numbers of one aspect."""
    return name.get("overall", 0.0) >= SURE or (name.get("aspect", 0.0) >= SURE and profile.numeric)


def _tells(held: Held, table: str) -> bool:
    return any(meanings(column, TELLING).get(table, 0.0) >= EXACT for column in held)


def _are_sends(held: Held) -> bool:
    """Tell whether a file says what was sent: words, with a day or a channel; or a person, a day and what came."""
    found = targets(held, "sends")
    said = bool(found & {"message", "subject"}) and bool(found & {"sent_at", "channel"})
    logged = bool(found & {"email", "name"}) and "sent_at" in found and bool(found & OUTCOMES)
    return _tells(held, "sends") and (said or logged)


def _are_adoptions(held: Held) -> bool:
    """Tell whether a file says who came: who told them, or a code, beside a person who is not just a contact."""
    found = targets(held, "adoptions")
    if not found & {"email", "customer", "name"}:
        return False
    by_code = "code" in found and bool(found & {"at", "item"})
    return ("told_by" in found and (by_code or not _are_people(held))) or (by_code and not _are_people(held))


def _are_ties(held: Held) -> bool:
    """Tell whether a file says who knows whom: two people and how they know each other, and no words or money."""
    if any(meanings(column, "sends").get("message", 0.0) >= EXACT for column in held):
        return False
    return {"from", "to", "kind"} <= targets(held, "ties") and not targets(held, "orders") & {"amount", "unit_price"}


def _are_people(held: Held) -> bool:
    """Tell whether a file is a list of people: an address or a name with a consent, or both with a teller."""
    found = targets(held, "people")
    name = found & {"name", "first_name", "last_name"}
    if not found & {"email", "phone"}:
        return bool(name) and bool(found & set(CONSENTS))
    return bool(found & set(CONSENTS)) or bool(name and "told_by" in found)


def _are_claims(held: Held) -> bool:
    return _tells(held, "claims") and "text" in targets(held, "claims")
