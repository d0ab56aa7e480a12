"""Orders: what was bought, a line of an order a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standout.sources import judging, parse, part_files, told
from standout.sources.judging import APART, Cells
from standout.sources.parse import literal
from standout.sources.source import Field, Loaded, Mapping, Raw
from standout.tables import table
from standout.tables.orders import WHOLE_UNITS

if TYPE_CHECKING:
    from standout.sources.loading import Context

_FIGURES = ("quantity", "amount", "unit_price")


def load(raw: Raw, mapping: Mapping, context: Context) -> Loaded:
    """Load order lines.

    Without a column for the amount it is the price of one times the quantity.  A line is known by its order,
    item, quantity and amount, so that an order that changes its state later is not counted twice.  A customer with
    an e-mail address is the person of that address on every list.  A line of nothing but a day and a code is an
    order somebody came with a code for.
    """
    mapping = judging.shown_in_full(mapping)
    cells = Cells(raw, mapping)
    judged = f"{raw.relation}_judged"
    _judge(cells, context, judged)
    judging.numbered(context, judged)
    judging.mark_known(context, judged, context.known.get("provenance", ()), "row_id", "\"table\" = 'orders'")
    values = {name: f"j.{name}" for name in ("row_id", *(column.name for column in table("orders").columns))}
    parts = [part_files.write(context, "orders", values, f"{judged} AS j WHERE j.fault IS NULL AND NOT j.known"),
             part_files.write_provenance(context, raw, mapping, judged)]  # fmt: skip
    return judging.outcome(cells, context, judged, parts, "ordered_at")


def _judge(cells: Cells, context: Context, judged: str) -> None:
    read = judging.reads([f for t in ("ordered_at", *_FIGURES) for f in cells.fields(t)[:1]])
    names = {r.field.target: r.name for r in read}
    bad = judging.fault(cells, read, context.today.isoformat())
    quantity = names.get("quantity", "NULL")
    price = f"coalesce({names.get('amount', 'NULL')}, {names.get('unit_price', 'NULL')} * coalesce({quantity}, 1))"
    units = ", ".join(literal(code) for code in WHOLE_UNITS)
    address = f"CASE WHEN contains(email_cell, '@') THEN {told.folded('email_cell')} END"
    who = f"coalesce({address}, customer)" if cells.fields("email") else "customer"
    columns = {
        "order_id": cells.text("order_id", "key"),
        "email_cell": cells.text("email", "category"),
        "customer": parse.folded(cells.text("customer", "category")),
        "item": cells.text("item"),
        "currency": _currency(cells),
        "place": cells.text("place", "category"),
        "code": cells.text("code", "category"),
        "refunded": _refunded(cells),
    }
    whole = ", ".join(
        f"coalesce({name}::VARCHAR, '')"
        for name in ("coalesce(order_id, concat_ws('/', ordered_at, who))", "item", "quantity", "amount", "currency")
    )
    bare = "coalesce(order_id, item, amount::VARCHAR) IS NULL"
    context.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {judged} AS
        WITH cells AS NOT MATERIALIZED ({judging.quick(cells, read)}),
        read AS NOT MATERIALIZED (
            SELECT cells.*, {
            ", ".join([*(f"{sql} AS {name}" for name, sql in columns.items()), *judging.values(cells, read)])
        }
            FROM cells
        ),
        told AS NOT MATERIALIZED (
            SELECT line, order_id, {who} AS who, item, currency, place, code, refunded,
                   {names.get("ordered_at", "NULL")}::DATE AS ordered_at, {quantity}::DOUBLE AS quantity,
                   round({price} * CASE WHEN currency IN ({units}) THEN 1 ELSE 100 END)::BIGINT AS amount,
                   {bad} AS bad
            FROM read
        )
        SELECT *, CASE WHEN who = '' THEN NULL ELSE md5_number_lower({literal(context.salt)} || who) >> 1
                  END::BIGINT AS customer_id,
               (md5_number_lower(concat_ws({APART}, {literal(cells.mapping.source)}, {whole},
                                           CASE WHEN {bare} THEN code END)) >> 1)::BIGINT AS row_id,
               false AS own, false AS known,
               coalesce(bad, CASE WHEN {bare} AND code IS NULL THEN 'no_figure' END) AS fault
        FROM told ORDER BY line
        """
    )


def _currency(cells: Cells) -> str:
    """Give the SQL of the currency: its own column, else the sign beside the amount, else what the mapping says."""
    money: Field | None = cells.first("amount") or cells.first("unit_price")
    told = str(cells.mapping.constants.get("currency", "")) or (money.currency if money else "")
    otherwise = literal(told) if told else "NULL::VARCHAR"
    beside = parse.currency(cells.cell(money), otherwise) if money else otherwise
    return f"coalesce(upper({cells.text('currency', 'category')}), {beside})"


def _refunded(cells: Cells) -> str:
    """Give the SQL of whether the money went back: a word that says so, or an amount that did."""
    found = []
    for given in cells.fields("refunded"):
        cell = cells.cell(given)
        amount = given.kind in ("money", "number")
        found.append(f"coalesce({parse.value(given, cell)} > 0, false)" if amount else parse.flag(cell))
    return " OR ".join(found) or "false"
