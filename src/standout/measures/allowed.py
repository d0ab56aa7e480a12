"""Allowed: by which channels each person may be contacted, as they said themselves.

Reads    consents, contacts, orders, merged_ids
Makes    allowed      one row: a person and a channel they may be contacted by
Rule     email, sms and phone: the newest state for that channel is ``given``, and the address is held.
         in_person: a name, or an order, is held, and nothing was taken back for it.
         Whose newest state for ``any`` is ``withdrawn`` has no row at all.
Shared   what somebody took back counts for whoever may be the same person on another list: one with the same address
         for that channel; for ``any`` and in_person one with the same name.  Two people of one name are both left alone
Newest   what was taken back without a day counts as newest, since nobody knows that the yes came after it; any
         other state without a day is oldest; of two on one day ``withdrawn`` counts first, and ``given`` last
Yes      stays with the address it was given for: that of the row it stands on.  Where that row has none, it is for the
         one address the list's own id has; of two, for neither
One      people who are one are one here, but a yes stays with the id as the list has it; a no counts for the whole
         person, and as long as the merge stands, though the file that showed the two as one was removed.  So to make
         people one never allows what wasn't allowed
No row   where nothing is known: silence is not consent
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from standout.question import Engine, Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir

MEASURE = Measure(name="allowed", reads=("consents", "contacts", "orders", "merged_ids"), make="allowed:allowed")

WRITTEN = {"email": "email", "sms": "phone", "phone": "phone"}
"""The channels that need a yes, and the address each of them needs."""

ANY, IN_PERSON = "any", "in_person"
KEYS = (("name", (ANY, IN_PERSON)), ("email", ("email",)), ("phone", ("sms", "phone")))
"""By what somebody may be the same person on another list, for which channels."""
GIVEN, OTHER, WITHDRAWN = 0, 1, 2
_STATES = 4  # more than the largest state, so that a day counts before any state
_FIRST_DAY = "0001-01-01"
_NEVER_OVER = 10_000_000  # days; after every day there is
_LINE = 8  # digits; before them a number has its country and its area, or a nought, or nothing


def allowed(engine: Engine) -> ir.Table:
    """Give the channels that each person may be contacted by.

    The last guard before anything leaves: whoever exports addresses keeps the rows that stand here.

    Parameters
    ----------
    engine : Engine
        Where ``consents``, ``contacts`` and ``orders`` are.

    Returns
    -------
    Table
        ``person_id`` int64; ``channel`` string: email, sms, phone, in_person.  Each pair once.

    """
    written = reachable(engine).select("person_id", "channel").distinct()
    met = _met(engine).mutate(channel=ibis.literal(IN_PERSON))
    return written.union(_not_gone(engine, met))


def reachable(engine: Engine) -> ir.Table:
    """Give the addresses that each person may be written to or called at.

    Returns
    -------
    Table
        ``person_id`` int64; ``channel`` string: email, sms, phone; ``address`` string as a list has it.  Each once.

    """
    yes, held = _standing(engine), _addresses(engine)
    row = ["listed_id", "row_id", "channel"]
    placed = held.semi_join(yes, row)
    loose = held.semi_join(_alone(held), ["listed_id", "channel"])
    loose = loose.semi_join(yes.anti_join(held, row), ["listed_id", "channel"])
    columns = ("person_id", "channel", "address")
    return _not_gone(engine, placed.select(*columns).union(loose.select(*columns), distinct=True))


def _standing(engine: Engine) -> ir.Table:
    """Give each yes that nothing came after, with the row it stands on: listed_id, row_id, channel."""
    said = _ranked(engine)
    other = said.filter(said.state != GIVEN).group_by("listed_id", "channel")
    last = other.aggregate(after=lambda rows: rows["rank"].max())
    yes = said.filter(said.state == GIVEN).left_join(last, ["listed_id", "channel"])
    return (
        yes.filter(yes.after.isnull() | (yes["rank"] > yes.after)).select("listed_id", "row_id", "channel").distinct()
    )


def _alone(held: ir.Table) -> ir.Table:
    """Give each id and channel that one address is known for, however often and however it is written."""
    plain = (held.channel == "email").ifelse(held.address.strip().lower(), _line(held.address))
    counted = held.mutate(plain=plain).group_by("listed_id", "channel").aggregate(n=lambda rows: rows.plain.nunique())
    return counted.filter(counted.n == 1)


def _not_gone(engine: Engine, pairs: ir.Table) -> ir.Table:
    """Give the rows of people whom nothing keeps from being asked by their channel."""
    gone = taken_back(engine)
    never = gone.filter(gone.channel == ANY).select("person_id")
    return pairs.anti_join(gone, ["person_id", "channel"]).anti_join(never, "person_id")


def taken_back(engine: Engine) -> ir.Table:
    """Give the channels that each person took back, or that somebody did who may be the same person.

    Returns
    -------
    Table
        ``person_id`` int64; ``channel`` string: email, sms, phone, in_person, any.  Each pair once.

    """
    said = newest(engine)
    own = _of_the_group(engine, said.filter(said.state == WITHDRAWN).select("person_id", "channel").distinct())
    never = own.filter(own.channel == ANY).select("person_id")
    wide = ibis.union(own, *(never.mutate(channel=ibis.literal(channel)) for channel in WRITTEN))
    keys = _keys(engine)
    shared = [_shared(keys.select("person_id", key=keys[by]), wide.filter(wide.channel.isin(to))) for by, to in KEYS]
    return own.union(*shared, distinct=True)


def _of_the_group(engine: Engine, gone: ir.Table) -> ir.Table:
    """Give what was taken back, for everybody of a group that standing merges make."""
    groups = engine.table("merged_ids").select("person_id", "group_id")
    lost = gone.join(groups, "person_id").select("group_id", "channel").distinct()
    return gone.union(groups.join(lost, "group_id").select("person_id", "channel"), distinct=True)


def newest(engine: Engine) -> ir.Table:
    """Give the newest state of each person, as each list has them, for each channel they said something of.

    Returns
    -------
    Table
        ``person_id``, ``listed_id`` int64; ``channel`` string; ``state`` int: `GIVEN`, `OTHER` or `WITHDRAWN`.

    """
    ranked = _ranked(engine)
    last = ranked.group_by("person_id", "listed_id", "channel").aggregate(last=ranked["rank"].max())
    return last.select("person_id", "listed_id", "channel", state=last["last"] % _STATES)


def _ranked(engine: Engine) -> ir.Table:
    """Give everything that was said, with its state and its rank: the largest counts."""
    consents = engine.table("consents")
    state = (consents.state == "given").ifelse(GIVEN, (consents.state == "withdrawn").ifelse(WITHDRAWN, OTHER))
    day = consents.at.delta(ibis.date(_FIRST_DAY), unit="day") + 1
    undated = (consents.state == "withdrawn").ifelse(_NEVER_OVER, 0)
    state = state.coalesce(OTHER)
    return consents.select("person_id", "channel", "row_id", listed_id=_listed(consents), state=state,
                           rank=day.coalesce(undated) * _STATES + state)  # fmt: skip


def _listed(rows: ir.Table) -> ir.Value:
    """Give the id as a list has it; that of the person where they are nobody else."""
    return rows.listed_id.coalesce(rows.person_id)


def _keys(engine: Engine) -> ir.Table:
    """Give what each person is known by: a folded name and address, and a number without its country."""
    contacts = engine.table("contacts")
    return contacts.select(
        "person_id",
        name=_folded_name(contacts.name),
        email=contacts.email.strip().lower(),
        phone=_line(contacts.phone),
    )


def _shared(known: ir.Table, gone: ir.Table) -> ir.Table:
    """Give everybody whose key is that of somebody who is gone from a channel, with the channel."""
    lost = known.join(gone, "person_id").select("key", "channel").distinct()
    return known.join(lost.filter(lost.key != ""), "key").select("person_id", "channel")


def _line(number: ir.Value) -> ir.Value:
    """Give a number without its country."""
    return number.re_replace(r"[^0-9]", "").right(_LINE)


def _folded_name(name: ir.StringValue) -> ir.StringValue:
    """Give a name without case, accents, punctuation and the order of its words: ``Kowalski, Ann`` is Ann Kowalski."""
    plain = strip_accents(name.lower()).re_replace("['’ʼ`]", "").re_replace(r"[^\p{L}\p{N}]+", " ").strip()
    return plain.split(" ").sort().join(" ")


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]  # ibis gives no type for it
def strip_accents(text: str) -> str:  # type: ignore[empty-body]  # the engine holds the body
    """Give a text without the accents of its letters; the engine has it."""


def _addresses(engine: Engine) -> ir.Table:
    """Give each address a person has, with the channel it is for, as each list has them."""
    contacts = engine.table("contacts")
    each = [
        contacts.filter(_filled(contacts[address])).select(
            "person_id", "row_id", listed_id=_listed(contacts), channel=ibis.literal(channel), address=contacts[address]
        )
        for channel, address in WRITTEN.items()
    ]
    return ibis.union(*each)


def _met(engine: Engine) -> ir.Table:
    """Give each person whom the owner can know when they stand before them: a name or an order is held."""
    contacts, orders = engine.table("contacts"), engine.table("orders")
    named = contacts.filter(_filled(contacts.name)).select("person_id")
    bought = orders.filter(orders.customer_id.notnull()).select(person_id=orders.customer_id)
    return named.union(bought, distinct=True)


def _filled(text: ir.Value) -> ir.Value:
    return text.strip() != ""
