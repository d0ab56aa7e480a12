"""Orders: what was bought."""

from standout import words
from standout.tables.table import Column, Table

WHOLE_UNITS = words.WHOLE_UNITS
"""Currencies whose smallest coin is the unit itself; of all others a hundred make one."""

TABLES = (
    Table(
        "orders",
        "an order line",
        (
            Column("order_id", "string", "the source's own"),
            Column("customer_id", "int64", "salted; empty where the file names nobody", null=True),
            Column("ordered_at", "date32", "the day", null=True),
            Column("item", "string", "what was bought", null=True),
            Column("quantity", "float64", "how many", null=True),
            Column("amount", "int64", "money for the line, in minor units of the currency", null=True),
            Column("currency", "string", "three letters", null=True),
            Column("place", "string", "where: a city, a shop", null=True),
            Column("code", "string", "the source or discount code it came with", null=True),
            Column("refunded", "bool", "whether the money went back"),
        ),
    ),
)
