"""Long work: in its own process, told how far it is, and nothing else ends with it."""

import os
import time
from pathlib import Path

import pytest

from standout import words
from standout.app.work import Worker
from standout.errors import UsageError


def double(tell, n):
    tell(1, 2, "half way")
    return 2 * n


def wrong(tell):
    raise UsageError("Write it otherwise.")


def broken(tell):
    raise RuntimeError("a fault of ours")


def dies(tell):
    os._exit(9)


def chatter(tell):
    while True:
        tell(1, 2, "x" * 1000)


def slow(tell, path):
    with Path(path).open("a") as file:
        file.write("started\n")
    time.sleep(0.3)


HERE = f"{__name__}:"
SECONDS = 60


@pytest.fixture(autouse=True)
def found_by_the_workers_process(monkeypatch):
    """Let the other process, which starts anew, find this module."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.fixture(scope="module")
def here():
    made = Worker()
    yield made
    made.close()


def test_a_job_gives_what_its_function_gives(here):
    job = here.wait(here.start(HERE + "double", "app.job.asking", n=21), SECONDS)

    assert (job.state, job.result, job.error) == ("done", 42, "")
    assert here.job(job.id) is job


def test_what_the_user_did_wrong_is_said_in_words(here):
    job = here.wait(here.start(HERE + "wrong", "app.job.asking"), SECONDS)

    assert (job.state, job.error) == ("failed", "Write it otherwise.")


def test_a_fault_of_ours_is_said_without_its_details(here, capfd):
    job = here.wait(here.start(HERE + "broken", "app.job.asking"), SECONDS)

    assert job.state == "failed"
    assert "our side" in job.error
    assert "fault of ours" not in job.error


def test_a_process_that_dies_takes_only_its_own_job(here):
    dead = here.wait(here.start(HERE + "dies", "app.job.asking"), SECONDS)
    time.sleep(0.1)
    next_one = here.wait(here.start(HERE + "double", "app.job.asking", n=1), SECONDS)

    assert (dead.state, next_one.state) == ("failed", "done")
    assert "memory" in dead.error


def killed(worker, lane="asking"):
    """Kill the process of a lane as a system does that has no memory left."""
    [process] = worker._pools[lane]._processes.values()
    process.kill()
    process.join(SECONDS)


def test_a_process_that_dies_with_nothing_to_do_is_replaced(here):
    here.wait(here.start(HERE + "double", "app.job.asking", n=1), SECONDS)
    killed(here)
    after = [here.wait(here.start(HERE + "double", "app.job.asking", n=n), SECONDS) for n in (2, 3)]

    assert [(job.state, job.result) for job in after] == [("done", 4), ("done", 6)]


def test_what_waits_behind_a_process_that_dies_is_done_by_another(here):
    dead = here.start(HERE + "dies", "app.job.asking")
    behind = [here.start(HERE + "double", "app.job.asking", n=n) for n in (1, 2, 3)]

    assert here.wait(dead, SECONDS).state == "failed"
    assert [here.wait(job, SECONDS).result for job in behind] == [2, 4, 6]


def test_one_that_is_killed_while_it_tells_hangs_no_other(here):
    told = here.start(HERE + "chatter", "app.job.asking")
    until = time.monotonic() + SECONDS
    while told.state != "running" and time.monotonic() < until:
        time.sleep(0.05)
    killed(here)

    assert here.wait(told, SECONDS).state == "failed"
    assert here.wait(here.start(HERE + "double", "app.job.asking", n=4), SECONDS).result == 8
    assert here.wait(here.start(HERE + "double", "app.job.asking", lane="drawing", n=5), SECONDS).result == 10


def test_what_went_wrong_is_said_in_the_language_of_the_owner(here):
    with words.speaking("de"):
        dead = here.start(HERE + "dies", "app.job.asking")

    assert "Speicher" in here.wait(dead, SECONDS).error


def test_two_jobs_of_one_key_are_one(here, tmp_path):
    path = tmp_path / "ran"
    jobs = [here.start(HERE + "slow", "app.job.asking", key="same", path=str(path)) for _ in range(3)]
    here.wait(jobs[0], SECONDS)

    assert len({job.id for job in jobs}) == 1
    assert path.read_text() == "started\n"
    assert here.under_way("same") is None


def test_closing_ends_what_runs(tmp_path):
    worker = Worker()
    job = worker.start(HERE + "slow", "app.job.asking", path=str(tmp_path / "ran"))
    worker.close()

    assert worker.wait(job, SECONDS).state in ("failed", "done")
