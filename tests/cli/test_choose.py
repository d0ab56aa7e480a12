"""``standout choose``: a file of ties in, the people and what they are worth out."""

import csv
import json

import pytest

TIES = "from,to\nAnn,Bo\nAnn,Cy\nAnn,Di\nEve,Flo\nEve,Gus\n"


@pytest.fixture
def ties(tmp_path):
    """Give a file in which Ann may tell three and Eve two."""
    (tmp_path / "ties.csv").write_text(TIES)
    return tmp_path / "ties.csv"


def beside(ties, name, text):
    (ties.parent / name).write_text(text)
    return ties.parent / name


def test_it_prints_the_people_in_order_and_how_sure_that_is(ties, say):
    code, said, wrong = say("choose", ties, "--k", 2)

    assert (code, wrong) == (0, "")
    rows = [line.split() for line in said.splitlines()]
    assert rows[0] == ["Place", "Person", "Adds", "No", "one", "else"]
    assert [row[:2] for row in rows[1:3]] == [["1", "Ann"], ["2", "Eve"]]
    assert "Tell these 2 people first, in this order: Ann and Eve." in said
    assert "if these chances are right" in said


def test_the_people_go_into_a_file_and_json(ties, say):
    out = ties.parent / "people.csv"
    code, said, _ = say("choose", ties, "--k", 2, "--out", out, "--json")

    told = json.loads(said)
    assert code == 0
    assert (told["schema"], told["people"], told["out"]) == (1, ["Ann", "Eve"], str(out))
    with out.open(encoding="utf-8") as file:
        assert [row["person"] for row in csv.DictReader(file)] == ["Ann", "Eve"]


def test_files_beside_it_say_what_holds_for_each_person(ties, say):
    costs = beside(ties, "costs.csv", "who,hours\nAnn,9\nEve,2\nBo,2\nCy,2\nDi,2\nFlo,2\nGus,2\n")
    groups = beside(ties, "groups.csv", "who,side\nBo,north\nCy,north\n")
    left = beside(ties, "left.csv", "who\nEve\n")

    _, dear, _ = say("choose", ties, "--costs", costs, "--budget", 4, "--json")
    _, north, _ = say("choose", ties, "--k", 2, "--groups", groups, "--floor", "north=1", "--json")
    _, without, _ = say("choose", ties, "--k", 2, "--exclude", left, "--rivals", left, "--p", 0.5, "--json")

    assert "Ann" not in json.loads(dear)["people"]
    assert set(json.loads(north)["people"]) & {"Bo", "Cy"}
    assert "Eve" not in json.loads(without)["people"]


def test_a_column_of_chances_counts_unless_one_for_all_is_given(ties, say):
    own = beside(ties, "own.csv", "source,target,probability,w\na,b,0,1\na,c,0,1\nd,e,1,0\n")

    assert json.loads(say("choose", own, "--k", 1, "--json")[1])["people"] == ["d"]
    assert json.loads(say("choose", own, "--k", 1, "--p", 0.5, "--json")[1])["people"] == ["a"]
    assert json.loads(say("choose", own, "--k", 1, "--probability", "w", "--json")[1])["people"] == ["a"]


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        (["--floor", "north"], 2, "such as --floor north=5"),
        (["--p", "0.5", "--probability", "w"], 2, "not both"),
        (["--probability", "w"], 2, "has no column w. It has: from, to"),
        (["--p", "2"], 2, "A chance lies from 0 to 1"),
        (["--exclude", "gone.csv"], 1, "There is no file"),
        (["--budget", "3"], 2, "but no costs"),
        (["--k", "0"], 2, "k must be a whole number"),
    ],
)
def test_a_slip_is_told_with_what_to_write(ties, say, asked, code, says):
    ended, said, wrong = say("choose", ties, *asked)

    assert (ended, said) == (code, "")
    assert says in wrong


def test_a_row_without_an_id_is_named(ties, say):
    hole = beside(ties, "hole.csv", "from,to\n1,2\n,3\n")

    code, _, wrong = say("choose", hole)

    assert code == 1
    assert "source is missing in 1 row: row 2" in wrong


@pytest.mark.parametrize(
    ("option", "text", "person"),
    [
        ("--exclude", "Ann", "Eve"),
        ("--exclude", "Ann\nBo\n", "Eve"),
        ("--rivals", "Ann\n", "Eve"),
        ("--exclude", " Ann \n", "Eve"),
        ("--values", "Gus,100\n", "Eve"),  # 1 + 1 + 100 against 1 + 3
    ],
)
def test_a_file_without_names_of_columns_loses_nobody(ties, say, option, text, person):
    code, said, _ = say("choose", ties, "--k", 1, option, beside(ties, "people.csv", text), "--json")

    told = json.loads(said)
    assert (code, told["people"]) == (0, [person])
    assert "was read as a row" in told["notes"][0]


def test_names_of_people_may_hold_spaces(ties, say):
    full = beside(ties, "full.csv", "from,to\nAnn Lee,Bo Xu\nAnn Lee,Cy Xu\nEve Po,Di Xu\n")
    left = beside(ties, "left.csv", "Ann Lee\n")

    assert json.loads(say("choose", full, "--k", 1, "--exclude", left, "--json")[1])["people"] == ["Eve Po"]


def test_a_first_line_that_may_be_a_row_is_told_however_it_was_read(ties, say):
    named = beside(ties, "named.csv", "teller,told\nAnn,Bo\nAnn,Cy\n")
    bare = beside(ties, "bare.csv", "Ann,Bo\nAnn,Cy\n")

    assert "(teller, told) was read as names of columns." in say("choose", named, "--k", 1)[1]
    assert "(Ann, Bo) was read as a row" in say("choose", bare, "--k", 1)[1]
    assert json.loads(say("choose", bare, "--k", 1, "--json")[1])["n"] == 3
    assert "first line" not in say("choose", ties, "--k", 1)[1]  # from and to are nobody


def test_groups_name_who_stands_in_no_tie(ties, say):
    groups = beside(ties, "groups.csv", "Bo,north\nCy,north\nZorro,north\n")

    _, said, _ = say("choose", ties, "--k", 2, "--groups", groups, "--floor", "north=2")
    _, _, wrong = say("choose", ties, "--k", 3, "--groups", groups, "--floor", "north=3")

    assert "1 id stands in no tie, so nothing comes of that: Zorro." in said
    assert "only 2 may be told" in wrong
    assert "Zorro" in wrong


@pytest.mark.parametrize("over", ["ties.csv", "costs.csv"])
def test_the_answer_is_never_written_over_a_file_it_is_made_from(ties, say, over):
    costs = beside(ties, "costs.csv", "who,hours\nAnn,1\n")
    out = ties.parent / "." / over
    held = out.read_text()

    code, _, wrong = say("choose", ties, "--costs", costs, "--budget", 1, "--out", out)

    assert code == 2
    assert "would be lost" in wrong
    assert out.read_text() == held


def test_a_folder_or_a_workspace_is_told_from_a_file(ties, say):
    assert "is a folder" in say("choose", ties.parent)[2]
    (ties.parent / "standout.toml").write_text("")
    assert "standout ask" in say("choose", ties.parent)[2]


def test_a_comma_may_be_the_point_where_semicolons_part_columns(ties, say):
    own = beside(ties, "own.csv", "source;target;probability\nAnn;Bo;0,5\nAnn;Cy;0.5\nEve;Di;0,9\n")

    told = json.loads(say("choose", own, "--k", 1, "--json")[1])
    assert told["people"] == ["Ann"]
    assert told["spread"] == pytest.approx(2, abs=0.1)  # 1 + 0.5 + 0.5


def test_no_cell_of_the_file_it_writes_is_run_by_a_spreadsheet(tmp_path, say):
    ties, out = tmp_path / "ties.csv", tmp_path / "people.csv"
    ties.write_text("from,to\n=1+1,b\n=1+1,c\n@d,e\n@d,f\n", encoding="utf-8")

    code, *_ = say("choose", ties, "--k", 2, "--out", out)

    with out.open(encoding="utf-8", newline="") as file:
        assert (code, {row["person"] for row in csv.DictReader(file)}) == (0, {"'=1+1", "'@d"})
