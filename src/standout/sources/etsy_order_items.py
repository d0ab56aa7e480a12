"""Etsy sold order items, ``EtsySoldOrderItemsYYYY-M.csv``: one record for each item; month first in its dates."""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="etsy_order_items",
    label="Etsy sold order items",
    table="orders",
    headers=(
        "Sale Date",
        "Item Name",
        "Buyer",
        "Quantity",
        "Price",
        "Coupon Code",
        "Discount Amount",
        "Item Total",
        "Currency",
        "Transaction ID",
        "Listing ID",
        "Ship City",
        "Ship Country",
        "Order ID",
    ),
    required=("Sale Date", "Item Name", "Item Total", "Order ID"),
    fields=(
        Field(column="Order ID", target="order_id"),
        Field(column="Buyer", target="customer"),
        Field(column="Sale Date", target="ordered_at", kind="date", dayfirst=False),
        Field(column="Item Name", target="item"),
        Field(column="Quantity", target="quantity", kind="number"),
        Field(column="Item Total", target="amount", kind="money"),
        Field(column="Currency", target="currency"),
        Field(column="Ship City", target="place"),
        Field(column="Coupon Code", target="code"),
    ),
    sample="etsy_order_items.csv",
    path_hint="etsysoldorderitems",
)
