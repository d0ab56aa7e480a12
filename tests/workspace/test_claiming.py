"""A claim is stamped before its scores are read, pays what it should, and its answer is one of five."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

import pytest

from standout.errors import DataError, UsageError
from standout.questions.est import tried as tried_module
from standout.workspace import Workspace, claiming, holding, remembered
from standout.workspace import index as indexed

RIVALS = ("North", "South", "West", "East")
HEADER = "Business,Date,Staff,Coffee,Stars,Visit,Text,Reviewer\n"


def scores(folder: Path, name: str, *, seed: int = 1, each: int = 80, better: str = "", year: int = 2025) -> Path:
    """Write reviews: all businesses alike, but that ours has better staff, at ``better`` visits or at all."""
    chance = random.Random(seed)
    rows = []
    for business in ("Deli", *RIVALS):
        for number in range(each):
            visit = chance.choice(["lunch", "breakfast"])
            ours = business == "Deli" and better in ("all", visit)
            staff = chance.choice([4, 5, 5, 5]) if ours else chance.choice([2, 3, 3, 4])
            text = "The friendliest staff in town!" if business == "Deli" and number < 3 else f"{business} {number}"
            rows.append(
                f"{business},{year}-0{1 + number % 9}-{1 + number % 28:02d},{staff},{chance.randint(3, 5)},"
                f"{chance.randint(3, 5)},{visit},{text},r{seed}-{business}-{number}"
            )
    (folder / name).write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return folder / name


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """Give a workspace in which our staff are truly the best."""
    made = Workspace.new(tmp_path / "shop", ours="Deli")
    made.add(scores(tmp_path, "a.csv", better="all"), yes=True)
    return made


@pytest.fixture
def lunch(tmp_path: Path) -> Workspace:
    """Give a workspace in which our staff are the best at lunch, and like all others at breakfast."""
    made = Workspace.new(tmp_path / "lunch", ours="Deli")
    made.add(scores(tmp_path, "b.csv", better="lunch", each=120), yes=True)
    return made


def test_a_true_claim_is_yes_at_the_price_of_one_question(shop: Workspace) -> None:
    done = shop.claim("friendliest café in town")

    assert done.answer == "yes"
    assert done.finding is not None
    assert done.finding.question == "est"
    assert (done.finding.aspect, done.finding.verdict, dict(done.finding.world)) == ("Staff", "yes", {})
    assert done.stamped is not None
    assert (done.stamped.price, done.stamped.before) == ("lone", 0)
    assert done.stamped.level == pytest.approx(0.05 * 0.9)
    assert done.finding.facts["claim_class"] == "opinion"
    assert done.finding.facts["stamped_at"] == done.stamped.at


def test_the_stamp_is_on_the_disk_before_any_score_is_read(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []

    def read(*_: object) -> None:
        with sqlite3.connect(shop.index.path) as db:  # a connection of its own sees only what is committed
            held.append(db.execute("SELECT count(*) FROM stamps").fetchone()[0])
        raise RuntimeError("the power went")

    monkeypatch.setattr(claiming, "tried", read)
    with pytest.raises(RuntimeError):
        shop.claim("friendliest")

    assert held == [1]
    [stamp] = remembered.stamps(shop.index)
    assert (stamp.text, stamp.shown) == ("friendliest", None)


def test_no_score_is_summed_before_the_stamp(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from standout.engine.duck import DuckEngine

    order: list[str] = []
    sums, stamp = DuckEngine.sums, remembered.stamp
    monkeypatch.setattr(DuckEngine, "sums", lambda *a, **k: (order.append("scores"), sums(*a, **k))[1])
    monkeypatch.setattr(remembered, "stamp", lambda *a, **k: (order.append("stamp"), stamp(*a, **k))[1])

    shop.claim("friendliest for lunch")

    assert order[0] == "stamp"
    assert "scores" in order


def test_a_claim_whose_scores_were_shown_pays_what_the_search_pays(shop: Workspace) -> None:
    shop.ask("est")

    done = shop.claim("friendliest")

    assert done.stamped is not None
    assert (done.stamped.price, done.stamped.level) == ("search", None)
    assert done.answer == "yes"  # it is so far ahead that it can pay
    assert any("pays what a search" in line for line in done.lines())


@pytest.mark.parametrize("how", ["ask", "brief"])
def test_what_is_asked_or_printed_is_remembered(shop: Workspace, how: str) -> None:
    shop.ask("est") if how == "ask" else shop.brief()

    assert remembered.seen(shop.index, ["Staff"], {}, [one.sha256 for one in shop.index.imports()])


def test_two_worlds_without_a_common_customer_do_not_tell_of_each_other(shop: Workspace) -> None:
    shop.claim("friendliest for lunch")
    inputs = [one.sha256 for one in shop.index.imports()]

    assert remembered.seen(shop.index, ["Staff"], {"Visit": "lunch"}, inputs)
    assert remembered.seen(shop.index, ["Staff"], {}, inputs)
    assert remembered.seen(shop.index, ["Staff"], {"Area": "Leith"}, inputs)
    assert not remembered.seen(shop.index, ["Coffee"], {}, inputs)
    assert not remembered.seen(shop.index, ["Staff"], {}, ["other files"])


def test_the_same_claim_again_is_the_same_stamp(shop: Workspace) -> None:
    first, again = shop.claim("friendliest"), shop.claim("The FRIENDLIEST of all")

    assert first.stamped is not None
    assert again.stamped is not None
    assert again.stamped.number == first.stamped.number
    assert again.stamped.again
    assert (again.answer, again.stamped.level) == (first.answer, first.stamped.level)
    assert len(remembered.stamps(shop.index)) == 1


def test_claims_on_the_same_scores_share_alpha(shop: Workspace) -> None:
    levels = [
        done.stamped.level
        for text in ("best coffee", "best", "friendliest")
        if (done := shop.claim(text)).stamped is not None
    ]

    # the first two fail, so the third has a sixth of the tenth that is left for later ones
    assert levels == pytest.approx([0.045, 0.05 * 0.05, 0.05 * 0.1 / 6])


def test_a_claim_that_held_hands_its_part_on(shop: Workspace) -> None:
    shop.claim("friendliest")
    second = shop.claim("best coffee")

    assert second.stamped is not None
    assert second.stamped.level == pytest.approx(0.05 * (0.05 + 0.9 * 8 / 9))
    assert second.answer in ("not_enough", "no")


def test_scores_that_came_since_restore_the_price(shop: Workspace, tmp_path: Path) -> None:
    shop.ask("est")
    shop.add(scores(tmp_path, "new.csv", seed=2, better="all", year=2026), yes=True)

    done = shop.claim("friendliest")

    assert done.stamped is not None
    assert (done.stamped.price, done.stamped.level) == ("fresh", pytest.approx(0.045))
    assert done.finding is not None
    assert done.finding.rows == 80  # the new ones alone
    [*_, new] = shop.index.imports()
    assert remembered.stamps(shop.index)[0].inputs == (new.sha256,)


def test_a_few_new_scores_do_not_restore_it(shop: Workspace, tmp_path: Path) -> None:
    shop.ask("est")
    shop.add(scores(tmp_path, "new.csv", seed=2, better="all", each=20, year=2026), yes=True)

    done = shop.claim("friendliest")

    assert done.stamped is not None
    assert done.stamped.price == "search"


def test_a_file_taken_back_and_read_in_again_is_not_new(shop: Workspace, tmp_path: Path) -> None:
    shop.ask("est")
    shop.remove("a.csv")
    file = tmp_path / "a.csv"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    shop.add(file, yes=True)

    done = shop.claim("friendliest")

    assert done.stamped is not None
    assert done.stamped.price == "search"


def test_rows_that_a_later_file_took_over_are_not_new(shop: Workspace, tmp_path: Path) -> None:
    shop.ask("est")
    old, new = tmp_path / "a.csv", scores(tmp_path, "new.csv", seed=2, better="all", year=2026)
    rows = new.read_text(encoding="utf-8") + old.read_text(encoding="utf-8").partition("\n")[2]
    new.write_text(rows, encoding="utf-8")
    shop.add(new, yes=True)
    shop.remove("a.csv")

    done = shop.claim("friendliest")

    assert done.stamped is not None
    assert done.stamped.price == "search"


def test_alpha_spent_on_a_file_taken_back_stays_spent(shop: Workspace, tmp_path: Path) -> None:
    shop.claim("best coffee")
    shop.remove("a.csv")
    shop.add(scores(tmp_path, "new.csv", seed=2, better="all"), yes=True)

    done = shop.claim("friendliest")

    assert done.stamped is not None
    assert (done.stamped.price, done.stamped.before) == ("lone", 1)


def test_a_new_name_for_an_aspect_does_not_make_it_new(shop: Workspace) -> None:
    shop.ask("est")
    settings, plain = shop.folder / "standout.toml", (shop.folder / "standout.toml").read_text(encoding="utf-8")
    settings.write_text(plain + '\n[aspects]\nfriendly_people = ["staff"]\n', encoding="utf-8")

    joined = shop.claim("friendliest", aspect="Friendly people")
    settings.write_text(plain, encoding="utf-8")
    inputs = [one.sha256 for one in shop.index.imports()]

    assert joined.stamped is not None
    assert joined.stamped.price == "search"
    assert remembered.seen(shop.index, ["Staff"], {}, inputs)


def test_the_parts_of_an_aspect_that_was_shown_were_shown(shop: Workspace) -> None:
    with (shop.folder / "standout.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[aspects]\nfriendly_people = ["staff"]\n')
    shop.ask("est")

    inputs = [one.sha256 for one in shop.index.imports()]

    assert remembered.seen(shop.index, ["Staff"], {}, inputs)


def test_one_rival_picked_after_a_look_pays_for_each_that_could_have_been(shop: Workspace) -> None:
    shop.ask("est")

    done, first = shop.claim("friendlier than North"), shop.claim("friendliest")

    assert done.finding is not None
    assert first.finding is not None
    assert done.stamped is not None
    assert done.stamped.price == "search"
    assert done.finding.facts["searched"] == len(RIVALS) * first.finding.facts["searched"]


def test_where_the_claim_does_not_hold_the_widest_sentence_that_does_is_given(lunch: Workspace) -> None:
    done = lunch.claim("friendliest at breakfast")

    assert done.answer == "otherwise"
    assert [dict(one.world) for one in done.instead if one.sentence_key == "est.rated.yes"] == [{}]
    assert any("YES, IF YOU SAY IT THIS WAY" in line for line in done.lines())


def test_a_narrower_sentence_is_found_too(tmp_path: Path) -> None:
    made = Workspace.new(tmp_path / "w", ours="Deli")
    chance = random.Random(4)
    rows = [
        f"{b},2025-01-{1 + n % 28:02d},{5 if b == 'Deli' and n % 2 else 1 if b == 'Deli' else chance.choice([3, 4])},"
        f"{chance.randint(2, 5)},{'lunch' if n % 2 else 'breakfast'},r{b}{n}"
        for b in ("Deli", *RIVALS)
        for n in range(120)
    ]
    file = tmp_path / "n.csv"
    file.write_text("Business,Date,Staff,Coffee,Visit,Reviewer\n" + "\n".join(rows) + "\n", encoding="utf-8")
    made.add(file, yes=True)

    done = made.claim("friendliest")

    assert done.answer == "otherwise"
    assert [dict(one.world) for one in done.instead] == [{"Visit": "lunch"}]


def test_a_place_among_the_top_and_a_comparison_are_answered(shop: Workspace) -> None:
    assert shop.claim("one of the top 3 for staff").answer == "yes"
    than = shop.claim("friendlier than North")
    assert than.answer == "yes"
    assert than.finding is not None
    assert "ahead of North on Staff" in than.finding.sentence
    assert than.rivals == 1


def test_customers_own_words_are_quoted_and_counted_by_review(shop: Workspace) -> None:
    done = shop.claim("friendliest")

    assert done.praise.reviews == 3
    assert done.praise.quotes == ("The friendliest staff in town!",)
    assert done.finding is not None
    assert done.finding.quotes == done.praise.quotes
    assert shop.claim("best coffee").praise.reviews == 0


def test_puffery_is_neither_shown_nor_refuted_and_never_stamped(shop: Workspace) -> None:
    done = shop.claim("greatest deli in the universe")

    assert (done.answer, done.finding, done.stamped) == ("neither", None, None)
    assert remembered.stamps(shop.index) == []


def test_a_dry_run_reads_the_words_and_nothing_else(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tried_module, "judged", lambda *_: pytest.fail("a score was read"))

    done = shop.claim("friendliest", dry_run=True)

    assert (done.answer, done.stamped) == ("", None)
    assert remembered.stamps(shop.index) == []
    assert done.lines()


def test_what_is_looked_up_needs_no_luck(shop: Workspace, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    shop.write_sheet(sheet, ["tea"])
    [head, *lines] = sheet.read_text(encoding="utf-8-sig").splitlines()
    at = {name: place for place, name in enumerate(head.split(","))}
    for place, line in enumerate(lines):
        cells = line.split(",")
        cells[at["Price of tea"]], cells[at["Currency"]], cells[at["Date seen"]] = str(2 + place), "GBP", "2025-09-20"
        lines[place] = ",".join(cells)
    sheet.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    shop.add(sheet, yes=True)

    cheapest, dearest = shop.claim("cheapest tea in town"), shop.claim("longest opening hours", aspect="cheapest")

    assert cheapest.answer == "yes"
    assert cheapest.stamped is not None
    assert cheapest.stamped.price == "fact"
    assert cheapest.finding is not None
    assert cheapest.finding.facts["claim_class"] == "objective"
    assert dearest.finding is not None
    assert dearest.finding.aspect == "cheapest tea"


def test_a_limit_that_no_file_knows_is_not_said_to_hold(shop: Workspace) -> None:
    assert any(
        "Say “in Leith” only if that is true of all of them" in line
        for line in shop.claim("friendliest in Leith").lines()
    )
    assert not any("only if" in line for line in shop.claim("friendliest in town").lines())


def test_what_buyers_learn_only_afterwards_carries_no_claim(tmp_path: Path) -> None:
    made = Workspace.new(tmp_path / "w", ours="Deli")
    file = scores(tmp_path, "a.csv", better="all")
    file.write_text(file.read_text(encoding="utf-8").replace(",Visit,", ",Waited,"), encoding="utf-8")
    made.add(file, yes=True)
    with sqlite3.connect(made.index.path) as db:
        for number, described in db.execute("SELECT rowid, described FROM columns").fetchall():
            said = json.loads(described)
            if said["kind"] == "descriptor":
                changed = json.dumps(said | {"addressable": "after"})
                db.execute("UPDATE columns SET described = ? WHERE rowid = ?", (changed, number))

    done = made.claim("friendliest for lunch")

    assert done.answer == "otherwise"
    assert done.finding is not None
    assert done.finding.sentence_key == "est.rated.hint"
    assert [dict(one.world) for one in done.instead] == [{}]


def test_an_average_on_a_page_speaks_of_everybody_only(
    shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = shop.write_sheet(tmp_path / "s.csv")
    [head, *lines] = sheet.read_text(encoding="utf-8-sig").splitlines()
    at = {name: place for place, name in enumerate(head.split(","))}
    for place, line in enumerate(lines):
        cells = line.split(",")
        cells[at["Shown average"]], cells[at["Shown count"]] = ("3.1" if place else "4.9"), "900"
        cells[at["Date seen"]] = "2025-09-20"
        lines[place] = ",".join(cells)
    sheet.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    shop.add(sheet, yes=True)
    known = holding.described  # as if no file held overall scores
    monkeypatch.setattr(
        holding,
        "described",
        lambda engine: ([a for a in known(engine)[0] if a.column != "a_overall"], known(engine)[1]),
    )

    assert shop.claim("best café").answer == "yes"
    with pytest.raises(DataError, match="speak of everybody. They don't tell of lunch"):
        shop.claim("best for lunch")


def test_the_claim_and_its_answer_as_json(shop: Workspace) -> None:
    said = json.loads(json.dumps(shop.claim("friendliest café in Leith").to_dict()))

    assert said["answer"] == "yes"
    assert said["means"]["aspect"] == "Staff"
    assert said["means"]["not_used"] == ["café", "in Leith"]
    assert said["stamped"]["price"] == "lone"
    assert said["finding"]["verdict"] == "yes"
    assert said["praise"]["reviews"] == 3


def test_an_empty_workspace_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing to test a claim on yet"):
        Workspace.new(tmp_path / "w", ours="Deli").claim("friendliest")


def test_our_name_misspelt_is_found(tmp_path: Path) -> None:
    made = Workspace.new(tmp_path / "w", ours="Delli")
    made.add(scores(tmp_path, "a.csv"), yes=True)

    with pytest.raises(DataError, match="nothing under “Delli”. Did you mean “Deli”"):
        made.claim("friendliest")


def test_our_name_that_is_nowhere_is_said_with_those_there_are(tmp_path: Path) -> None:
    made = Workspace.new(tmp_path / "w", ours="Quixotic Muffins")
    made.add(scores(tmp_path, "a.csv"), yes=True)

    with pytest.raises(DataError, match="nothing about “Quixotic Muffins”. They hold"):
        made.claim("friendliest")


def test_one_rival_is_too_few_for_a_best(tmp_path: Path) -> None:
    made = Workspace.new(tmp_path / "w", ours="Deli", rivals=["North"])
    made.add(scores(tmp_path, "a.csv", better="all"), yes=True)

    done = made.claim("friendliest")

    assert done.answer == "not_enough"
    assert done.finding is not None
    assert done.finding.needed is not None
    assert done.finding.needed.of == "rivals"


def test_no_claim_rests_on_scores_that_were_filled_in(shop: Workspace) -> None:
    with sqlite3.connect(shop.index.path) as db:
        for number, described in db.execute("SELECT rowid, described FROM columns").fetchall():
            said = json.loads(described)
            if said["name"] == "a_staff":
                db.execute(
                    "UPDATE columns SET described = ? WHERE rowid = ?",
                    (json.dumps(said | {"barred": "imputed"}), number),
                )

    with pytest.raises(DataError, match="No claim can rest on the scores for Staff: scores were filled in by someone"):
        shop.claim("friendliest")


def test_words_nobody_can_read_stamp_nothing(shop: Workspace) -> None:
    with pytest.raises(UsageError):
        shop.claim("blorp")

    assert remembered.stamps(shop.index) == []


def test_a_workspace_of_an_older_version_is_brought_up_to_date_when_written_to(shop: Workspace) -> None:
    with sqlite3.connect(shop.index.path) as db:
        later = [
            "use_notes",
            "heard_marks",
            "merges",
            "readings",
            "settled",
            "shown",
            "sights",
            "stamps",
            "uses",
            "deeds",
            "codes",
            "asks",
            "plays",
            "weeks",
            "objectives",
        ]
        db.executescript("".join(f"DROP TABLE {name};" for name in later) + "PRAGMA user_version = 1;")

    assert remembered.stamps(shop.index) == []
    assert not remembered.seen(shop.index, ["Staff"], {}, ["x"])
    assert shop.claim("friendliest").answer == "yes"
    with sqlite3.connect(shop.index.path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(indexed.MIGRATIONS),)
    assert len(shop.index.imports()) == 1


def test_what_is_shown_while_files_are_read_in_is_remembered_too(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexed, "BUSY_SECONDS", 0.01)
    with shop.index.writing():
        assert shop.ask("est").findings

    assert remembered.seen(shop.index, ["Staff"], {}, [one.sha256 for one in shop.index.imports()])
    done = shop.claim("friendliest")
    assert done.stamped is not None
    assert done.stamped.price == "search"


def test_a_folder_that_can_not_be_written_to_is_still_asked(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexed.os, "access", lambda *_: False)

    assert shop.ask("est").findings
    with pytest.raises(DataError, match="can't be written to"):
        shop.claim("friendliest")
