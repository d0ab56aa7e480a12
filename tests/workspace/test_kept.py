"""Kept answers: the same again without asking, and known to be old once something has changed."""

import json
import os

import pytest

from standout import Workspace
from standout.workspace import config, kept
from standout.workspace.view import View

ROWS = "business,overall,text,date\n" + "".join(
    f"{who},{score},fine <b>coffee</b>,2026-0{month}-1{n}\n"
    for who, score in (("Corner Deli", 5), ("Bean There", 3), ("Milk Bar", 2), ("Night Owl", 3))
    for month in (3, 4, 5) for n in range(6)
)  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    (folder / "reviews.csv").write_text(ROWS)
    workspace = Workspace.new(folder / "biz", ours="Corner Deli")
    workspace.add([folder / "reviews.csv"], yes=True)
    answers = list(workspace.ask_each())
    for answer in answers:
        kept.keep(workspace, View(), answer, state=kept.state(workspace, answer.question.name), seconds=1.5)
    return workspace, answers


def test_an_answer_comes_back_as_it_was_given(asked):
    workspace, answers = asked
    assert len(answers) >= 7

    for answer in answers:
        again = kept.kept(workspace, View(), answer.question.name)

        assert [one.to_dict() for one in again.answer.findings] == [one.to_dict() for one in answer.findings]
        assert again.answer.fingerprint == answer.fingerprint
        assert again.answer.table.equals(answer.table)
        assert [one.title for one in again.pictures] == [one.title for one in answer.pictures()]
        assert again.fresh
        assert again.seconds == 1.5


def test_every_field_of_a_finding_is_kept_with_its_type(asked):
    workspace, answers = asked

    for answer in answers:
        again = kept.kept(workspace, View(), answer.question.name).answer
        for one, other in zip(answer.findings, again.findings, strict=True):
            assert set(one.values) == set(other.values)
            for name, value in one.values.items():
                assert json.dumps(value, default=str) == json.dumps(other.values[name], default=str)


def test_what_was_never_asked_is_not_there(asked):
    assert kept.kept(asked[0], View(subject="Milk Bar"), "est") is None
    assert kept.kept(asked[0], View(), "nosuch") is None


def test_the_aspect_is_looked_at_in_one_answer_with_all(asked):
    assert kept.kept(asked[0], View(aspect="Overall"), "est").fresh


def test_a_changed_setting_or_file_makes_an_answer_old(asked, tmp_path):
    workspace, _ = asked
    before = kept.state(workspace, "est")
    config.change(workspace.folder, rivals=["Milk Bar"])
    changed = kept.state(workspace, "est")
    config.change(workspace.folder, rivals=[])
    (tmp_path / "more.csv").write_text(ROWS.replace("fine", "good"))
    workspace.add([tmp_path / "more.csv"], yes=True)

    assert before != changed
    assert kept.state(workspace, "est") not in (before, changed)
    assert not kept.kept(workspace, View(), "est").fresh


def test_looking_at_an_answer_doesnt_make_it_old(asked):
    workspace, _ = asked
    before = {name: kept.state(workspace, name) for name in ("est", "circles", "wants")}
    workspace.ask("est")

    assert before == {name: kept.state(workspace, name) for name in before}


def test_only_the_newest_views_are_kept(asked, monkeypatch):
    workspace, answers = asked
    monkeypatch.setattr(kept, "VIEWS", 2)
    for name in "abcd":
        kept.keep(workspace, View(subject=name), answers[0], state="x")

    there = [name for name in "abcd" if kept.kept(workspace, View(subject=name), answers[0].question.name)]
    assert len(there) == 2
    assert kept.kept(workspace, View(), answers[0].question.name)  # the plain one stays


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"schema": 3}', "\x00"])
def test_a_damaged_answer_is_one_that_was_never_asked(asked, damage):
    workspace, answers = asked
    name = answers[0].question.name
    path = workspace.store / "kept" / "plain" / f"{name}.json"
    before = path.read_text()
    try:
        path.write_text(damage)
        assert kept.kept(workspace, View(), name) is None
        path.write_text(before.replace('"pictures"', '"paintings"', 1))
        assert kept.kept(workspace, View(), name) is None
    finally:
        path.write_text(before)
    assert kept.kept(workspace, View(), name)


def test_an_answer_whose_table_is_empty_is_one_that_was_never_asked(asked):
    workspace, answers = asked
    name = answers[0].question.name
    [table] = (workspace.store / "kept" / "plain").glob(f"{name}-*.arrow")
    before = table.read_bytes()
    table.write_bytes(b"")

    assert kept.kept(workspace, View(), name) is None
    table.write_bytes(before)


def test_the_table_of_an_answer_that_is_just_being_kept_stays(asked):
    workspace, answers = asked
    place = workspace.store / "kept" / "plain"
    other = place / f"{answers[0].question.name}-0000.arrow"
    other.write_bytes(b"x")
    kept.keep(workspace, View(), answers[0], state="s")

    assert other.exists()
    os.utime(other, (0, 0))
    kept.keep(workspace, View(), answers[0], state="s")
    assert not other.exists()
