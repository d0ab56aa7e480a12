"""Where each row came from."""

from standout.tables.table import Column, Table

TABLES = (
    Table(
        "provenance",
        "a row's place in a file; several may point at one review",
        (
            Column("row_id", "int64", "the row: a review_id, or a hash of the row"),
            Column("table", "string", "the table it went to"),
            Column("source", "string", "the format it came in"),
            Column("file_hash", "string", "SHA-256 of the file"),
            Column("line", "int64", "the line in the file, 1 the first"),
        ),
    ),
)
