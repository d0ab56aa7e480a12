from briefs import chapter, inventory
from standout.report import known


def test_rows_turned_away_are_grouped_by_reason_the_most_frequent_first():
    rejects = [
        {"path": "/home/someone/a.csv", "member": "", "line": 9, "reason": "Late."},
        *({"path": "/home/someone/a.csv", "member": "", "line": line, "reason": "Odd."} for line in (5, 3, 8)),
    ]
    assert known.reasons(rejects) == [
        known.Reason("Odd.", 3, "a.csv: lines 3, 5 and 8."), known.Reason("Late.", 1, "a.csv: line 9."),
    ]  # fmt: skip


def test_a_reason_ends_with_a_full_stop():
    assert known.reasons([{"path": "a.csv", "member": "", "line": 2, "reason": "Odd"}])[0].reason == "Odd."


def test_of_many_lines_the_first_five_are_named_and_the_rest_counted():
    [reason] = known.reasons(inventory(rejects=12).rejects)
    assert reason.count == 12
    assert reason.where == "reviews.json: lines 2, 3, 4, 5, 6 and 7 more."


def test_each_file_of_a_reason_is_named():
    rejects = [{"path": f"{file}.csv", "member": "", "line": 2, "reason": "Odd."} for file in "ab"]
    assert known.reasons(rejects)[0].where == "a.csv: line 2. b.csv: line 2."


def test_a_row_without_a_line_is_named_by_its_file():
    assert known.reasons([{"path": "a.xlsx", "member": "", "line": None, "reason": "Odd."}])[0].where == "a.xlsx."


def test_a_file_in_an_archive_keeps_the_name_of_both_and_no_folder():
    assert known.named("/home/someone/take.zip › in/reviews.json") == "take.zip › in/reviews.json"


def test_settings_stand_with_their_meaning():
    found = {name: (value, meaning) for name, value, meaning in known.settings(chapter())}
    assert found["alpha"][0] == "0.05"
    assert all(meaning for _, meaning in found.values())


def test_the_method_is_six_sentences_and_names_the_share_of_wrong_claims():
    lines = known.method(chapter())
    assert len(lines) == 6
    assert any("5 %" in line for line in lines)


def test_only_the_tiers_in_use_are_explained_strongest_first():
    found = known.tiers(chapter())
    assert [name for name, _, _ in found] == ["Proven", "Likely", "Tied", "Behind", "Not enough yet"]
    assert [count for _, _, count in found] == [1, 1, 1, 1, 1]
