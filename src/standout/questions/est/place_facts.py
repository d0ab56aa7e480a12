"""Place facts: what every finding of est says of our place, whether scores or a look around put us there."""

from __future__ import annotations

from typing import Any

from standout.questions.est import phrases
from standout.questions.est.market import Market
from standout.questions.est.placing import Placing


def place_facts(known: Placing, market: Market) -> dict[str, Any]:
    """Give our rank, our lead over the best rival, and how many rivals are judged, beaten, ahead and tied.

    ``rank_low`` and ``rank_high`` are None where we aren't judged; ``lead`` and ``best_rival`` where nobody is.
    """
    best, rivals, judged = known.best_rival, known.rivals, known.ours_judged
    ahead, behind = int(known.ahead.sum()), int(known.behind.sum())
    return {
        "rank_low": int(known.rank_low[0]) if judged else None,
        "rank_high": int(known.rank_high[0]) if judged else None,
        "lead": phrases.rounded(known.lead[best]) if best >= 0 else None,
        "best_rival": market.names[best] if best >= 0 else None,
        "rivals_judged": len(rivals),
        "rivals_not_judged": len(market.ids) - 1 - len(rivals),
        "ahead_of": ahead,
        "behind": behind,
        "tied_with": len(rivals) - ahead - behind if judged else 0,
        "named": market.named,
    }
