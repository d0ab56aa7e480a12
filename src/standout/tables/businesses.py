"""Businesses, their spellings, and what can be looked up about them."""

from standout.tables.table import Column, Table

TABLES = (
    Table(
        "businesses",
        "a business",
        (
            Column("business_id", "int32", "hash of its name, the same in every workspace"),
            Column("name", "string", "as the owner wrote it, else as first read"),
            Column("ours", "bool", "whether it is the owner's"),
            Column("rival", "bool", "whether the owner named it as a rival"),
        ),
    ),
    Table(
        "aliases",
        "a spelling of a business",
        (
            Column("spelling", "string", "as a file writes it"),
            Column("business_id", "int32", "the business it stands for"),
        ),
    ),
    Table(
        "facts",
        "something one can look up about a business",
        (
            Column("business_id", "int32", "whom it is about"),
            Column("fact", "string", "price, open_hours, range, reply_hours, delivery_minutes, shown_average..."),
            Column("item", "string", "of which item, where there are several", null=True),
            Column("value", "float64", "the figure"),
            Column("unit", "string", "GBP, hours_a_week, items, hours, minutes, stars, reviews", null=True),
            Column("valid_low", "float64", "the least it can be: 4.55 for a shown 4.6", null=True),
            Column("valid_high", "float64", "the most it can be", null=True),
            Column("seen_at", "date32", "the day it was looked up", null=True),
            Column("source_url", "string", "where it was seen", null=True),
        ),
    ),
)
