"""What ``ask`` takes to look at a part alone, days, rivals and a world, and to write pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from standout.errors import UsageError
from standout.words import say


def viewed(since: date | None, rivals: str, where: Sequence[str]) -> dict[str, Any]:
    """Give a view as ``Workspace.ask`` takes it; nothing where nothing was picked.

    Raises
    ------
    UsageError
        If a world has no value.

    """
    wrong = [one for one in where if "=" not in one]
    if wrong:
        raise UsageError(say("claim.wrong_where", given=wrong[0]))
    pairs = [(label.strip(), value.strip()) for label, _, value in (one.partition("=") for one in where)]
    names = [name.strip() for name in rivals.split(",") if name.strip()]
    return {
        **({"since": since} if since else {}), **({"rivals": names} if names else {}),
        **({"where": pairs} if pairs else {}),
    }  # fmt: skip


def written_as(kinds: Sequence[str]) -> None:
    """See that pictures may be written so, before the question is asked."""
    from standout.charts import out  # noqa: PLC0415 - only where pictures are written

    out.checked([kind.strip().casefold() for kind in kinds])
