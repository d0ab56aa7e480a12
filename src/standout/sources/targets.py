"""What a column of a file can be, table by table: the words ``--map`` and a :class:`Mapping` use.

How several columns make one cell::

    text                   more than one: joined by a line break, in the order of the fields
    first_name, last_name  make name, with a space between
    unit_price             times quantity makes amount, where no column holds the amount
    reviewer, customer     salted; an empty cell is a person of their own
    email                  with "a ::: b" the first is taken; "Ann <a@b.org>" is a@b.org
    email, customer, name  the first of these that is filled says who it was
    subject, message       one text, with a line break between
    told_by                a name or an address; a word such as "Google" is nobody
    family, friends        names parted by semicolons; each is a tie, and a number alone where no list has them
    from, to               a name or an address; "me" is the owner, and so is whoever no column names
    consent, consent_...   kind "consent": a word that says yes or no; blank is unknown and makes no row
    no_contact, no_...     kind "refusal": filled, with anything but a no, they asked to be left alone
    consent_at             since when, for the columns above, or the constants ``channel`` and ``state``
    opened, clicked, ...   kind "mark": filled, with anything but a no or nought, it happened
    refunded               kind "flag": true where the cell, folded, is one of TRUE_WORDS
    descriptor             kind "flag": "yes" where it is one of them, else "no", blank too
    price (reviews)        shown in the preview; no table holds it

Constants a mapping may carry: ``evidence``, ``tie`` (kind of a tie from the owner), ``channel``, ``state``,
``currency``; of ties ``kind``, ``site`` (names are user names there) and ``blank`` ("owner": who an empty cell is).
"""

from __future__ import annotations

from standout.errors import MappingError
from standout.words import nearest, say

CONSENTS = ("no_email", "no_sms", "no_phone", "no_contact", "consent_email", "consent_sms", "consent_phone", "consent")
"""What a column of people can say of whether they may be written to; a refusal is looked for first."""

FREE = ("aspect", "descriptor")
"""Targets that each carry a label of their own."""

MANY = (*FREE, "overall", "text", "price", "ignore")
"""Targets that several columns of a file may have."""

TARGETS: dict[str, dict[str, str]] = {
    "reviews": {
        "business": "text",
        "reviewed_at": "date",
        "overall": "score",
        "aspect": "score",
        "descriptor": "category",
        "text": "text",
        "reviewer": "text",
        "review_id": "text",
        "language": "text",
        "reply_at": "date",
        "price": "money",
        "ignore": "ignore",
    },
    "orders": {
        "order_id": "text",
        "email": "text",
        "customer": "text",
        "ordered_at": "date",
        "item": "text",
        "quantity": "number",
        "amount": "money",
        "unit_price": "money",
        "currency": "text",
        "place": "text",
        "code": "text",
        "refunded": "flag",
        "ignore": "ignore",
    },
    "people": {
        "email": "text",
        "name": "text",
        "first_name": "text",
        "last_name": "text",
        "phone": "text",
        "organisation": "text",
        "position": "text",
        "met_at": "date",
        "score": "number",
        "no_email": "refusal",
        "no_sms": "refusal",
        "no_phone": "refusal",
        "no_contact": "refusal",
        "consent_email": "consent",
        "consent_sms": "consent",
        "consent_phone": "consent",
        "consent": "consent",
        "consent_at": "date",
        "told_by": "text",
        "family": "text",
        "friends": "text",
        "ignore": "ignore",
    },
    "sends": {
        "email": "text",
        "name": "text",
        "subject": "text",
        "message": "text",
        "message_id": "text",
        "sent_at": "date",
        "channel": "text",
        "opened": "mark",
        "clicked": "mark",
        "replied": "mark",
        "ignore": "ignore",
    },
    "claims": {
        "business": "text",
        "text": "text",
        "said_at": "date",
        "source": "text",
        "ignore": "ignore",
    },
    "adoptions": {
        "told_by": "text",
        "email": "text",
        "customer": "text",
        "name": "text",
        "item": "text",
        "at": "date",
        "code": "text",
        "ignore": "ignore",
    },
    "ties": {
        "from": "text",
        "to": "text",
        "kind": "text",
        "tied_at": "date",
        "ignore": "ignore",
    },
    "marks": {
        "business": "text",
        "review": "text",
        "sentence": "text",
        "aspect": "text",
        "words": "text",
        "mark": "text",
        "ignore": "ignore",
    },
    "facts": {
        "business": "text",
        "place": "text",
        "shown_average": "score",
        "shown_count": "number",
        "price": "money",
        "currency": "text",
        "open_hours": "text",
        "range": "number",
        "reply_hours": "text",
        "delivery_minutes": "text",
        "source_url": "text",
        "seen_at": "date",
        "ignore": "ignore",
    },
}

OTHER_WORDS = {
    "date": {"reviews": "reviewed_at", "orders": "ordered_at", "people": "met_at", "facts": "seen_at",
             "sends": "sent_at", "claims": "said_at", "adoptions": "at", "ties": "tied_at"},
    "rating": {"reviews": "overall"}, "stars": {"reviews": "overall"}, "author": {"reviews": "reviewer"},
    "id": {"reviews": "review_id", "orders": "order_id", "sends": "message_id"}, "price": {"orders": "unit_price"},
    "company": {"people": "organisation"}, "rival": {"facts": "business", "claims": "business"},
    "text": {"sends": "message"}, "claim": {"claims": "text"}, "source_url": {"claims": "source"},
    "url": {"claims": "source"}, "referred_by": {"people": "told_by", "adoptions": "told_by"},
    "do_not_contact": {"people": "no_contact"}, "unsubscribed": {"people": "no_email"},
    "person": {"sends": "name", "adoptions": "name"}, "at": {"ties": "tied_at"}, "spouse": {"people": "family"},
}  # fmt: skip
"""Plainer words for a target, which people will try."""

TRUE_WORDS = frozenset("1 x y yes true ja j wahr oui si sí tak sim vero verdadero refund refunded ✓ ✔ *".split())


def target_of(word: str, table: str) -> str | None:
    """Give the target of ``table`` that ``word`` names, or None.

    Examples
    --------
    >>> target_of("date", "orders"), target_of("staff", "reviews")
    ('ordered_at', None)

    """
    plain = word.strip().casefold().replace(" ", "_").replace("-", "_")
    if plain in OTHER_WORDS and table in OTHER_WORDS[plain]:
        return OTHER_WORDS[plain][table]
    return plain if plain in TARGETS[table] else None


def checked_table(name: str) -> str:
    """Give ``name`` where it is a table that files go to.

    Raises
    ------
    MappingError
        If it isn't; the message names those there are.

    """
    if name not in TARGETS:
        raise MappingError(say("mapper.no_table", name=name, near=nearest(name, TARGETS, len(TARGETS))))
    return name
