"""A picture is drawn once, and what a page doesn't show any more is taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from standout.charts.svg import svg
from standout.workspace import Workspace, drawings

SPEC = {"data": {"values": [{"x": 1}]}, "mark": "point"}
OTHER = {"data": {"values": [{"x": 2}]}, "mark": "point", "title": "Größe"}


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """Give a workspace with nothing in it."""
    return Workspace.new(tmp_path / "shop", ours="Deli")


def test_what_was_drawn_is_the_same_drawing_and_is_not_drawn_again(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = drawings.Drawings(shop).draw(OTHER)
    assert first == svg(OTHER)
    monkeypatch.setattr(drawings, "svg", lambda _: pytest.fail("drawn again"))
    assert drawings.Drawings(shop).draw(dict(reversed(OTHER.items()))) == first


def test_what_drew_it_is_part_of_what_it_is_known_by(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    drawings.Drawings(shop).draw(SPEC)
    monkeypatch.setattr(drawings, "version", lambda _: "0")
    monkeypatch.setattr(drawings, "svg", lambda _: "anew")
    assert drawings.Drawings(shop).draw(SPEC) == "anew"


def test_what_a_page_did_not_show_is_taken_away(shop: Workspace) -> None:
    first = drawings.Drawings(shop)
    first.draw(SPEC)
    first.draw(OTHER)
    first.swept()
    assert len(list((shop.store / drawings.NAME).iterdir())) == 2
    second = drawings.Drawings(shop)
    second.draw(OTHER)
    second.swept()
    assert len(list((shop.store / drawings.NAME).iterdir())) == 1
