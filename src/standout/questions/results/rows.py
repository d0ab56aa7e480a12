"""Rows: the table ``chains``: everybody who took us up, and who told them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from standout.network.chains import Chains
from standout.tables import table


def chain_rows(chains: Chains, firsts: pa.Table) -> pa.Table:
    """Give the links, then all other customers, of whom nobody knows who told them."""
    schema = table("chains").schema()
    links = [
        {
            "person_id": link.person, "parent_id": link.parent, "generation": link.generation, "at": link.at,
            "how": link.how, "code": link.code,
        }
        for link in chains.links
    ]  # fmt: skip
    rest = others(chains, firsts)
    filled = {"person_id": rest["customer_id"], "at": rest["first_at"], "how": pa.array(["unknown"] * rest.num_rows)}
    columns = [filled.get(field.name, pa.nulls(rest.num_rows, field.type)) for field in schema]
    unlinked = pa.table(columns, names=schema.names).cast(schema)
    return pa.concat_tables([pa.Table.from_pylist(links, schema=schema), unlinked])


def others(chains: Chains, firsts: pa.Table) -> pa.Table:
    """Give the first orders of customers who stand in no chain."""
    here = pa.array([link.person for link in chains.links], pa.int64())
    return firsts.filter(pc.invert(pc.is_in(firsts["customer_id"], here)))
