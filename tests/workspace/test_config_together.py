"""Several processes write ``standout.toml`` at once: each finds what the others wrote."""

import multiprocessing

from standout import Workspace
from standout.workspace import config


def name(folder, number):
    for step in range(10):
        config.change(folder, same={f"spelling {number}-{step}": "Corner Deli"})


def test_nothing_that_was_written_is_lost(tmp_path):
    Workspace.new(tmp_path / "biz", ours="Corner Deli")
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=name, args=(tmp_path / "biz", number)) for number in range(3)]
    for one in writers:
        one.start()
    for one in writers:
        one.join(60)

    assert [one.exitcode for one in writers] == [0, 0, 0]
    assert len(Workspace(tmp_path / "biz").config.same) == 30
    assert not list((tmp_path / "biz").glob("*.new"))
