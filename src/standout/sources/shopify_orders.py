"""Shopify orders export: one record for each line of an order.

Only the first line of an order carries its customer, date, currency and discount code; the others are blank
there and repeat it.  An order is refunded where its status says so.
"""

from standout.sources.source import Field, Source

_REPEATED = ("Email", "Financial Status", "Currency", "Created at", "Discount Code", "Shipping City")

SOURCE = Source(
    name="shopify_orders",
    label="Shopify orders",
    table="orders",
    headers=(
        "Name",
        "Email",
        "Financial Status",
        "Paid at",
        "Currency",
        "Subtotal",
        "Taxes",
        "Total",
        "Discount Code",
        "Created at",
        "Lineitem quantity",
        "Lineitem name",
        "Lineitem price",
        "Lineitem sku",
        "Shipping City",
        "Refunded Amount",
    ),
    required=("Name", "Created at", "Lineitem name", "Lineitem price"),
    fields=(
        Field(column="Name", target="order_id"),
        Field(column="Email", target="customer"),
        Field(column="Created at", target="ordered_at", kind="date"),
        Field(column="Lineitem name", target="item"),
        Field(column="Lineitem quantity", target="quantity", kind="number"),
        Field(column="Lineitem price", target="unit_price", kind="money"),
        Field(column="Currency", target="currency"),
        Field(column="Shipping City", target="place"),
        Field(column="Discount Code", target="code"),
        Field(column="Financial Status", target="refunded", kind="flag"),
    ),
    sample="shopify_orders.csv",
    path_hint="orders_export",
    fill_down=_REPEATED,
    fill_key="Name",
)
