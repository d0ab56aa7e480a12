"""What is said to be true of the made-up town follows from its figures."""

import pytest
from demos.street import (
    ASPECTS,
    DECOYS,
    FOLLOWS,
    IN_ONE_VISIT,
    ITEMS,
    OURS,
    PLACES,
    TRUTH,
    VISITS,
    mean,
    mean_of_all,
)

FEW = 15
[US] = [place for place in PLACES if place.name == OURS]
RIVALS = [place for place in PLACES if place is not US]
JUDGED = [place for place in RIVALS if place.guide >= FEW]


def firsts():
    """Give every aspect and visit in which we are truly first, alone, among those with enough scores."""
    for aspect in ASPECTS:
        if mean_of_all(US, aspect) > max(mean_of_all(place, aspect) for place in JUDGED):
            yield aspect, ""
        for visit in VISITS:
            if mean(US, aspect, visit) > max(mean(place, aspect, visit) for place in JUDGED):
                yield aspect, visit


def test_every_true_first_place_in_an_aspect_is_planted_and_no_other():
    rated = {(planted.aspect, planted.visit) for planted in (*TRUTH, *FOLLOWS) if planted.aspect in ASPECTS}

    assert set(firsts()) == rated


def test_we_are_cheapest_for_one_item_and_only_match_on_another():
    ours = dict(zip(ITEMS, US.prices, strict=True))
    least = {item: min(place.prices[i] for place in RIVALS) for i, item in enumerate(ITEMS)}

    assert ours["flat white"] < least["flat white"]  # 2.60 to 2.80
    assert ours["cinnamon bun"] == least["cinnamon bun"]  # 2.40 both
    assert ours["toasted sandwich"] > least["toasted sandwich"]  # 5.20 to 4.60
    assert sum(US.prices) > min(sum(place.prices) for place in RIVALS)  # 10.20 to 2.80 + 2.60 + 4.60


def test_nobody_is_beaten_on_what_ties():
    for aspect in ("Coffee", "Value"):
        assert mean_of_all(US, aspect) == pytest.approx(max(mean_of_all(place, aspect) for place in JUDGED))
    assert US.overall == max(place.overall for place in RIVALS if place.shown is None or place.shown[1] >= FEW)


def test_somebody_else_is_truly_best_at_waiting_and_at_quiet_over_all():
    for aspect, best in (("Waiting", "Dragon Toast"), ("Quiet", "The Paper Teapot")):
        assert max([*JUDGED, US], key=lambda place: mean_of_all(place, aspect)).name == best


def test_the_rival_with_the_shiny_average_has_few_reviews():
    [shiny] = [place for place in RIVALS if place.name == "Pickle Palace"]

    assert max(place.shown[0] for place in RIVALS if place.shown) == shiny.shown[0] == 4.9
    assert max(shiny.shown[1], shiny.guide) < FEW


def test_figures_that_decoys_speak_of_are_those_of_the_street():
    said = " ".join(decoy.why for decoy in DECOYS)
    quiet = {place.name: mean_of_all(place, "Quiet") for place in PLACES}

    assert f"{quiet['The Paper Teapot']:.2f} to our {quiet[OURS]:.2f}" in said
    assert set(IN_ONE_VISIT) == {
        (OURS, "Quiet", "working on a laptop"),
        ("The Paper Teapot", "Quiet", "working on a laptop"),
    }
