"""Sentences marked one by one: drawn as on the sheet, landing where its marks do, nothing lost, intervals as est's."""

from __future__ import annotations

import csv
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from standout.errors import UsageError
from standout.measures.scores import estimated
from standout.questions.est.rows import intervals
from standout.workspace import Workspace, audit_held, audit_log, auditing

GOOD, BAD = "The staff were friendly and kind.", "The staff were rude and slow."
OFF = "The staff room door was painted green."
TABLES = ("reviews", "columns", "businesses", "readings", "mentions", "marks")


def texts(business: str, n: int, good: int) -> list[str]:
    rows = []
    for place in range(n):
        said = GOOD if place % 10 < good else BAD if place % 7 else OFF
        rows.append(f'{business},2026-02-{1 + place % 27:02d},"{said} We came on day {place}.",{business}-{place // 2}')
    return rows


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a workspace of three cafés whose staff nobody scores, and many speak of."""
    folder = tmp_path_factory.mktemp("made")
    lines = [*texts("Deli", 60, 8), *texts("North", 50, 5), *texts("South", 40, 6)]
    (folder / "a.csv").write_text("Business,Date,Text,Reviewer\n" + "\n".join(lines) + "\n", encoding="utf-8")
    shop = Workspace.new(folder / "shop", ours="Deli")
    shop.add(folder / "a.csv", yes=True)
    shop.read(aspects=["staff", "bread"], reader="lexicon")
    return folder / "shop"


@pytest.fixture
def shop(tmp_path: Path, made: Path) -> Workspace:
    return Workspace(shutil.copytree(made, tmp_path / "shop"))


def truth(words: str) -> str:
    return "good" if words.startswith(GOOD[:20]) else "bad" if words.startswith(BAD[:18]) else "other"


def marked(shop: Workspace, many: int) -> auditing.Progress:
    found = auditing.start(shop, "staff")
    for _ in range(many):
        assert found.next is not None
        found = auditing.mark(shop, "staff", found.next.key, truth(found.next.words))
    return found


def held(shop: Workspace) -> set[tuple[object, ...]]:
    engine = shop.engine(reads=auditing.TABLES)
    rows = engine.arrow(engine.table("marks")).to_pylist()
    return {(row["review_id"], row["sentence"], row["aspect"], row["tone"]) for row in rows}


def test_what_can_be_marked_is_told_with_what_nobody_scores_first(shop: Workspace) -> None:
    [staff] = auditing.aspects(shop)
    assert (staff.aspect, staff.marked, staff.rated) == ("staff", 0, False)
    assert staff.sentences >= 100


def test_the_sentences_are_those_of_the_sheet_in_its_order(shop: Workspace, tmp_path: Path) -> None:
    shop.write_audit(tmp_path / "sheet.csv", ["staff"])
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig") as file:
        sheet = [(row["Business"], row["Words"]) for row in csv.DictReader(file)]

    found = auditing.start(shop, "Staff")
    seen = []
    while found.next is not None:
        seen.append((found.next.business, found.next.words))
        found = auditing.mark(shop, "staff", found.next.key, truth(found.next.words))

    assert seen == sheet
    assert (found.done, found.of) == (75, 75)


def test_marks_land_where_those_of_a_sheet_do(shop: Workspace, made: Path, tmp_path: Path) -> None:
    other = Workspace(shutil.copytree(made, tmp_path / "other"))
    other.write_audit(tmp_path / "sheet.csv", ["staff"])
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    with (tmp_path / "filled.csv").open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(
            [{**row, "Mark": {"other": "x"}.get(truth(row["Words"]), truth(row["Words"]))} for row in rows]
        )
    other.add(tmp_path / "filled.csv", yes=True)

    marked(shop, 75)

    assert held(shop) == held(other)
    assert len(held(shop)) == 75
    mine, theirs = ([(f.aspect, f.verdict, f.low, f.high) for f in one.ask("est").findings] for one in (shop, other))
    assert mine == theirs
    assert any(aspect == "staff" and low is not None for aspect, _, low, _ in mine)


@pytest.mark.parametrize("many", [6, 40])
def test_the_interval_is_the_one_est_makes(shop: Workspace, many: int) -> None:
    found = marked(shop, many)
    [staff] = [one for one in estimated(shop.engine(reads=TABLES)).aspects if one.name == "staff"]
    low, high = intervals(staff.mean, staff.variance, staff.df, np.zeros(len(staff.mean)), -1.0, 1.0)

    made = {round(one, 9) for one in staff.mean}
    assert {round(one.mean, 9) for one in found.widths if one.mean is not None} == made
    ends = {(round(a, 9), round(b, 9)) for a, b in zip(low, high, strict=True) if np.isfinite(a)}
    assert ends <= {(round(one.low, 9), round(one.high, 9)) for one in found.widths}
    assert all((one.low, one.high) == (-1.0, 1.0) for one in found.widths if not one.marked)


def test_the_interval_shrinks_from_all_there_is(shop: Workspace) -> None:
    first = auditing.start(shop, "staff").widths[0]
    assert (first.business, first.ours, first.marked) == ("Deli", True, 0)
    assert (first.low, first.high, first.half, first.half_vain) == (-1.0, 1.0, None, False)

    last = marked(shop, 25).widths[0]
    assert last.marked == 25
    assert (last.before_low, last.before_high) == (-1.0, 1.0)
    assert last.high - last.low < 1.2


def test_of_very_many_sentences_a_part_says_nearly_the_same(shop: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = marked(shop, 30)
    monkeypatch.setattr(audit_held, "MOST", 60)  # of 150
    auditing.start(shop, "staff")
    part = auditing.progress(shop, "staff")
    assert part is not None
    assert (part.done, part.of, part.next) == (whole.done, whole.of, whole.next)
    for one, other in zip(part.widths, whole.widths, strict=True):
        assert one.marked == other.marked
        assert one.high - one.low == pytest.approx(other.high - other.low, abs=0.12)


def test_an_audit_outlives_a_restart(shop: Workspace) -> None:
    found = marked(shop, 9)
    audit_held._read.cache_clear()

    again = auditing.progress(Workspace(shop.folder), "staff")

    assert again == found
    assert (again.done, again.of) == (9, 75)
    assert auditing.start(Workspace(shop.folder), "staff") == found  # begun anew it goes on where it was


def test_before_it_is_started_there_is_nothing_to_go_on_with(shop: Workspace) -> None:
    assert auditing.progress(shop, "staff") is None
    with pytest.raises(UsageError, match="Start again"):
        auditing.mark(shop, "staff", "1:0", "good")


def test_the_same_mark_twice_counts_once_and_another_goes_before_it(shop: Workspace) -> None:
    first = auditing.start(shop, "staff").next
    assert first is not None
    one = auditing.mark(shop, "staff", first.key, "good")
    assert auditing.mark(shop, "staff", first.key, "good") == one
    assert len(shop.index.rows("SELECT 1 FROM heard_marks")) == 1

    changed = auditing.mark(shop, "staff", first.key, "bad")
    assert changed.done == 1
    assert changed.last is not None
    assert changed.last.mark == "bad"
    assert {tone for *_, tone in held(shop)} == {-1}


def test_the_last_mark_can_be_taken_back_until_none_is_left(shop: Workspace) -> None:
    before = marked(shop, 2)
    assert before.last is not None
    found = auditing.undo(shop, "staff")
    assert found.done == 1
    assert found.next is not None
    assert found.next.key == before.last.key
    found = auditing.undo(shop, "staff")
    assert (found.done, found.last) == (0, None)
    assert held(shop) == set()
    with pytest.raises(UsageError, match="none to take back"):
        auditing.undo(shop, "staff")
    assert len(shop.index.rows("SELECT 1 FROM heard_marks")) == 4  # nothing is ever struck out


def test_two_windows_at_once_lose_nothing(shop: Workspace) -> None:
    auditing.start(shop, "staff")
    [gathered] = [audit_held._read(path, path.stat().st_mtime_ns)[1] for path in (shop.store / "audits").glob("*.json")]
    keys = [one.key for one in gathered.drawn][:24]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda key: auditing.mark(Workspace(shop.folder), "staff", key, "good"), [*keys, *keys[:8]]))

    found = auditing.progress(shop, "staff")
    assert found is not None
    assert found.done == 24
    assert len(held(shop)) == 24


def test_files_that_come_end_it_and_marks_stay(shop: Workspace, tmp_path: Path) -> None:
    marked(shop, 5)
    kept = held(shop)
    (tmp_path / "b.csv").write_text(
        "Business,Date,Text,Reviewer\n" + "\n".join(texts("West", 20, 9)) + "\n", encoding="utf-8"
    )
    shop.add(tmp_path / "b.csv", yes=True)

    assert auditing.progress(shop, "staff") is None
    found = auditing.start(shop, "staff")
    assert found.done == 5
    assert held(shop) == kept
    assert {one.business for one in found.widths} == {"Deli", "North", "South", "West"}


def test_a_sheet_added_later_counts_for_its_sentences_and_further_marks_stand_after_it(
    shop: Workspace, tmp_path: Path
) -> None:
    first = auditing.start(shop, "staff").next
    assert first is not None
    auditing.mark(shop, "staff", first.key, "good")
    review, sentence = first.key.split(":")
    (tmp_path / "sheet.csv").write_text(
        f"Business,Review,Sentence,Aspect,Words,Mark\nDeli,r{review},{int(sentence) + 1},staff,,bad\n", encoding="utf-8"
    )
    shop.add(tmp_path / "sheet.csv", yes=True)
    assert auditing.progress(shop, "staff") is None

    found = auditing.start(shop, "staff")
    assert found.done == 0  # it is held already, so it isn't asked again
    assert found.widths[0].marked == 1
    assert found.next is not None
    auditing.mark(shop, "staff", found.next.key, "neither")
    engine = shop.engine(reads=auditing.TABLES)
    rows = engine.arrow(engine.table("marks")).to_pylist()
    assert [row["tone"] for row in rows if row["review_id"] == int(review)][-1] == -1


def test_it_can_be_taken_back_like_a_file_and_leaves_no_words(shop: Workspace) -> None:
    marked(shop, 4)
    assert [one.path for one in shop.index.imports()][-1] == audit_log.PATH
    assert shop.remove(audit_log.PATH) == 4

    assert held(shop) == set()
    assert not (shop.store / "audits").exists()
    assert shop.index.rows("SELECT 1 FROM heard_marks") == []
    assert auditing.progress(shop, "staff") is None


@pytest.mark.parametrize(("key", "mark"), [("1:0", "good"), ("x", "good"), ("", "good"), (None, "great")])
def test_what_cant_be_is_refused_in_words(shop: Workspace, key: str | None, mark: str) -> None:
    first = auditing.start(shop, "staff").next
    assert first is not None
    with pytest.raises(UsageError):
        auditing.mark(shop, "staff", first.key if key is None else key, mark)
    assert held(shop) == set()
    with pytest.raises(UsageError, match="staff"):
        auditing.start(shop, "stuff")


def test_the_sheet_understands_the_keys() -> None:
    from standout.sources.audit_sheet import TONES, tone_of

    assert {key: tone_of(key) for key in auditing.KEYS} == {key: TONES[mark] for key, mark in auditing.KEYS.items()}
