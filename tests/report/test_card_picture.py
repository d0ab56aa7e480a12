"""The picture of a card: only of what may be shown, whole, and readable as SVG."""

from typing import Any
from xml.etree import ElementTree as ET

from standout.report.card_picture import EDGE, HIGH, WIDE, picture

NAMESPACE = "{http://www.w3.org/2000/svg}"
CARD: dict[str, Any] = {
    "bars": [], "wording": ["Rated highest on Staff of 4 businesses judged (the Guide, May to June 2026)."],
    "subject": "Bean & <Sons>", "expires": "2026-12-26", "banner": "Made-up town",
}  # fmt: skip


def texts(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{NAMESPACE}text"))


def test_the_picture_says_whose_what_and_until_when() -> None:
    said = [one.text or "" for one in texts(picture(CARD))]

    assert said[0] == "Bean & <Sons>"
    assert " ".join(said[1:-2]) == CARD["wording"][0]
    assert said[-2:] == ["This holds until 26 December 2026. Ask us how we know.", "Made-up town"]


def test_what_may_not_be_published_has_no_picture() -> None:
    assert not picture({**CARD, "bars": [{"key": "few"}]})
    assert not picture({**CARD, "wording": []})


def test_a_claim_is_shown_whole_or_not_at_all() -> None:
    for many in (1, 3, 6, 12, 40):
        claim = " ".join(["rated highest by reviewers"] * many)
        svg = picture({**CARD, "wording": [claim]})
        if not svg:
            assert many > 6
            continue
        lines = texts(svg)[1:-2]
        assert " ".join(one.text or "" for one in lines) == claim
        assert max(float(one.get("y", 0)) for one in lines) < HIGH - EDGE - 26  # above the line at the foot
        assert float(lines[0].get("x", 0)) == EDGE < WIDE


def test_those_who_can_not_see_it_are_told_the_same() -> None:
    label = ET.fromstring(picture(CARD)).get("aria-label", "")

    assert label == f"Bean & <Sons>: {CARD['wording'][0]} This holds until 26 December 2026. Ask us how we know."
