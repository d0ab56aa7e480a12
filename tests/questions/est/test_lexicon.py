"""Every est: its words are its own, its direction is right, and something held can speak for it."""

import numpy as np
import pyarrow as pa
import pytest

from questions.est.conftest import AS_OF, businesses, columns, facts, reviews
from standout.questions.est.cells import overall_cells, overall_sums
from standout.questions.est.claims import Rules
from standout.questions.est.lexicon import comparative, lexicon, signals, speaks_for
from standout.questions.est.market import described, markets, reached
from standout.questions.est.standing import standing
from standout.questions.est.tried import looked_for
from standout.text.folded import folded

ESTS = {est.name: est for est in lexicon()}
SCORED = [name for name, est in ESTS.items() if est.evidence in ("aspect", "overall")]
every = pytest.mark.parametrize("name", ESTS)
NAMES = ("Deli", "North", "South", "East")


def label(est):
    return est.labels[0] if est.labels else "overall"


@every
def test_its_words_and_their_comparatives_mean_it_and_no_other(name):
    for word in ESTS[name].words:
        for phrase in filter(None, (word, comparative(word))):
            said = folded(f"we are the {phrase} here")
            assert [one.est.name for one in signals(said)] == [name], phrase


@every
def test_it_has_a_definition_a_unit_a_class_and_a_rule(name):
    est = ESTS[name]

    assert est.means.endswith(".")
    assert est.counted_in
    assert est.is_a
    assert est.rests_on
    assert est.better in ("less", "more")
    assert {"fact": bool(est.fact), "aspect": bool(est.labels), "overall": not est.labels, "none": not est.labels}[
        est.evidence
    ]


def test_no_word_belongs_to_two_ests():
    phrases = [phrase for est in ESTS.values() for phrase in est.phrases]

    assert len(phrases) == len(set(phrases))


def test_nearly_every_est_can_be_scored():
    assert sum(est.evidence != "none" for est in ESTS.values()) >= 25
    assert [name for name, est in ESTS.items() if est.evidence == "none"] == ["puffery"]


@pytest.fixture(scope="module")
def placed(tmp_path_factory):
    """For every scored est, whether the business with the higher scores is the one ahead: ours, then a rival."""
    import pyarrow.parquet as pq

    from standout.engine.duck import DuckEngine

    chance = np.random.default_rng(5)
    rows = [
        {
            "business": b,
            **{f"a_{name}": int(chance.integers(4, 6) if b == 0 else chance.integers(2, 4)) for name in SCORED},
        }
        for b in range(4)
        for _ in range(40)
    ]
    described_by = columns(*(f"a_{name}" for name in SCORED)).to_pylist()
    named = [{**row, "label": label(ESTS[row["name"][2:]])} for row in described_by]
    folder = tmp_path_factory.mktemp("placed")
    tables = {"reviews": reviews(*rows), "columns": pa.Table.from_pylist(named, columns("a_x").schema)}
    for name, held in tables.items():
        pq.write_table(held, folder / f"{name}.parquet")
    found = {}
    for ours in (0, 1):
        who = businesses(*NAMES).to_pylist()
        owned = pa.Table.from_pylist(
            [{**row, "ours": row["business_id"] == ours} for row in who], businesses("x").schema
        )
        engine = DuckEngine({name: [folder / f"{name}.parquet"] for name in tables}, {"businesses": owned})
        [market], [aspects, _] = markets(engine), described(engine)
        aspects = reached(engine, engine.table("reviews"), aspects)
        cells = overall_cells(overall_sums(engine, engine.table("reviews"), [market], aspects)[0], aspects, 15)
        found[ours] = {cell.aspect.column[2:]: standing(cell, 15) for cell in cells}
    return found


@pytest.mark.parametrize("name", SCORED)
def test_the_business_with_the_higher_scores_is_the_one_that_may_say_it(name, placed):
    assert placed[0][name].ahead[1:].all()
    assert placed[1][name].behind[1]
    assert ESTS[name].better == "more"


@pytest.mark.parametrize("name", [name for name, est in ESTS.items() if est.evidence == "fact"])
def test_of_what_is_looked_up_the_better_figure_wins(name, engine):
    est = ESTS[name]
    better, worse = (10.0, 20.0) if est.better == "less" else (20.0, 10.0)
    unit = {"money": "GBP", "hours_a_week": "hours_a_week", "things": "items"}.get(est.unit, est.unit)

    def verdict(*values):
        held = engine(
            businesses=businesses(*NAMES), facts=facts(*((b, est.fact, "", v, unit) for b, v in enumerate(values)))
        )
        [market] = markets(held)
        return looked_for(held, market, est.fact, est.word, "", AS_OF, Rules(0.05, 15, 30, 3)).verdict

    assert verdict(better, worse, worse, worse) == "yes"
    assert verdict(worse, better, worse, worse) == "no"
    assert verdict(better, better, worse, worse) == "close"


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        # the made-up town
        ("Coffee", "best_coffee"), ("Staff", "friendliest"), ("Waiting", "fastest"), ("Value", "best_value"),
        ("Quiet", "quietest"),
        # lounges
        ("Comfort", "comfiest"), ("Cleanliness", "cleanest"), ("Bar beverages", "best_drinks"),
        ("Catering", "tastiest"),
        ("Washrooms", "cleanest"), ("Wifi connectivity", "best_connected"), ("Staff service", "friendliest"),
        # coffee
        ("Aroma", "most_aromatic"), ("Flavor", "tastiest"), ("Aftertaste", "best_finish"), ("Acidity", "brightest"),
        ("Body", "richest"), ("Balance", "best_balanced"), ("Uniformity", "most_consistent"),
        ("Clean cup", "cleanest"), ("Sweetness", "sweetest"), ("Cupper points", "best_coffee"),
        # tacos
        ("Temp", "hottest"), ("Meat", "tastiest"), ("Fillings", "tastiest"), ("Synergy", "best_balanced"),
        ("overall", ""), ("Salsa", ""), ("Tortilla", ""), ("Wrap", ""),
    ],
)  # fmt: skip
def test_labels_of_real_files_speak_for_the_est_they_should(shown, name):
    speaking = [est.name for est in ESTS.values() if speaks_for(est, shown) >= 0]

    assert (name in speaking) if name else not speaking


@pytest.mark.parametrize(
    ("superlative", "other"),
    [("friendliest", "friendlier"), ("most helpful", "more helpful"), ("least noisy", "less noisy"), ("top", ""),
     ("best value", "better value"), ("number one", ""), ("of all time", "")],
)  # fmt: skip
def test_a_comparative_is_made_from_the_superlative(superlative, other):
    assert comparative(superlative) == other
