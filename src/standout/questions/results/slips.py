"""Slips: codes typed wrongly and links that can't be true: told, never counted."""

from __future__ import annotations

from standout.finding import Finding
from standout.network.chains import Chains
from standout.questions.results.gathered import Gathered
from standout.words import say

SHOWN = 3
"""How many codes the sentence names; all stand in the facts."""


def slips(subject: str, held: Gathered, chains: Chains) -> list[Finding]:
    """Give a finding of codes typed wrongly, and one of links set aside, where there are any."""
    found = []
    if held.near:
        pairs = [say("results.slips.pair", typed=typed, meant=meant) for typed, meant in sorted(held.near.items())]
        more = say("results.slips.more", n=len(pairs) - SHOWN) if len(pairs) > SHOWN else ""
        found.append(
            Finding(
                question="results", subject=subject, aspect=say("results.slips.aspect"), verdict="counted",
                tier="counted", sentence_key="results.slips.codes", rows=len(pairs),
                facts={"typed_wrongly": len(pairs), "pairs": "; ".join(pairs)},
                values={"shown": pairs[:SHOWN], "more_said": more},
            )
        )  # fmt: skip
    if aside := sum(chains.aside.values()):
        reasons = [say(f"results.aside.{name}", n=n) for name, n in chains.aside.items() if n]
        found.append(
            Finding(
                question="results", subject=subject, aspect=say("results.aside.aspect"), verdict="counted",
                tier="counted", sentence_key="results.aside.links", rows=aside,
                facts={f"aside_{name}": n for name, n in chains.aside.items()},
                values={"n": aside, "reasons": reasons},
            )
        )  # fmt: skip
    return found
