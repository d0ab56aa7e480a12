"""Square transactions: one record for each payment or refund.  The columns grew over the years; names settle it."""

from standout.sources.source import Field, Source

SOURCE = Source(
    name="square_transactions",
    label="Square transactions",
    table="orders",
    headers=(
        "Date",
        "Time",
        "Time Zone",
        "Gross Sales",
        "Discounts",
        "Net Sales",
        "Tax",
        "Tip",
        "Total Collected",
        "Card",
        "Cash",
        "Fees",
        "Net Total",
        "Transaction ID",
        "Payment ID",
        "Device Name",
        "Description",
        "Event Type",
        "Location",
    ),
    required=("Date", "Net Sales", "Total Collected", "Transaction ID", "Event Type"),
    fields=(
        Field(column="Transaction ID", target="order_id"),
        Field(column="Customer ID", target="customer"),
        Field(column="Date", target="ordered_at", kind="date"),
        Field(column="Description", target="item"),
        Field(column="Net Sales", target="amount", kind="money"),
        Field(column="Location", target="place"),
        Field(column="Discount Name", target="code"),
        Field(column="Event Type", target="refunded", kind="flag"),
    ),
    sample="square_transactions.csv",
    path_hint="transactions",
)
