"""Work: long work in a process of its own, so that pages are given meanwhile, with how far it is.

Each lane is one process that does one job after another: what is asked doesn't wait for what is read, nor the other way
round.  A process that dies takes its own job with it and nothing else; the next job gets a new one.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext
from typing import Any

from standout import registry, words
from standout.errors import StandoutError
from standout.words import say

KEPT = 200
"""How many jobs that are done are remembered."""

_told: Any = None
"""In a worker's process: where it says how far it is."""


@dataclass(slots=True, kw_only=True)
class Job:
    """One piece of work.

    Attributes
    ----------
    id, key : str
        Its number, and what it is told apart by from another under way.
    label : str
        What is done, in words.
    state : str
        ``waiting``, ``running``, ``done`` or ``failed``.
    done, of, text
        How far it is, and with what.
    result : object
        What the function gave.
    error : str
        What went wrong, in words.
    then : str
        The page that shows what came of it.

    """

    id: str
    key: str
    label: str
    then: str = ""
    state: str = "waiting"
    done: int = 0
    of: int = 0
    text: str = ""
    result: Any = None
    error: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def under_way(self) -> bool:
        """Whether it has yet to end."""
        return self.state in ("waiting", "running")


class Worker:
    """Processes that do the long work of one server."""

    def __init__(self) -> None:
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._queue = self._context.SimpleQueue()
        self._lock = threading.Lock()
        self._pools: dict[str, ProcessPoolExecutor] = {}
        self._jobs: dict[str, Job] = {}
        self._numbers = itertools.count(1)
        threading.Thread(target=self._listen, daemon=True).start()

    def start(
        self, function: str, label: str, /, *, key: str = "", lane: str = "asking", then: str = "", **arguments: object
    ) -> Job:
        """Start a job; one of the same key that is under way is given instead.

        Parameters
        ----------
        function : str
            ``"module:function"``, called as ``function(tell, **arguments)`` in the worker's process.
        label : str
            The key of the sentence that says what is done.
        key : str
            Two jobs of one key are one.
        lane : str
            Jobs of a lane wait for each other.
        then : str
            The page that shows what came of it.
        arguments
            Plain values: they go to another process.

        """
        with self._lock:
            for job in self._jobs.values():
                if key and job.key == key and job.under_way:
                    return job
            job = Job(id=f"{next(self._numbers)}", key=key, label=say(label), then=then)
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-KEPT]:
                if not self._jobs[old].under_way:
                    del self._jobs[old]
            future = self._pool(lane).submit(_do, job.id, words.language(), function, arguments)
        future.add_done_callback(lambda done: self._ended(job, lane, done))
        return job

    def job(self, number: str) -> Job | None:
        """Give a job by its number, None where it isn't remembered."""
        return self._jobs.get(number)

    def jobs(self) -> list[Job]:
        """Give every job that is remembered, oldest first."""
        return list(self._jobs.values())

    def under_way(self, key: str) -> Job | None:
        """Give the job of a key that is under way, None where there is none."""
        return next((job for job in list(self._jobs.values()) if job.key == key and job.under_way), None)

    def wait(self, job: Job, seconds: float) -> Job:
        """Wait until a job has ended, or the time is over."""
        job.over.wait(seconds)
        return job

    def close(self) -> None:
        """End every process; what they were at is left, and nothing of it counts."""
        with self._lock:
            for pool in self._pools.values():
                running = list((pool._processes or {}).values())  # noqa: SLF001 - nothing public ends a running one
                pool.shutdown(wait=False, cancel_futures=True)
                for process in running:
                    with suppress(ProcessLookupError, ValueError):
                        process.terminate()
            self._pools.clear()

    def _pool(self, lane: str) -> ProcessPoolExecutor:
        if lane not in self._pools:
            self._pools[lane] = ProcessPoolExecutor(
                1, mp_context=self._context, initializer=_begin, initargs=(self._queue, os.getpid())
            )
        return self._pools[lane]

    def _listen(self) -> None:
        while True:
            try:
                number, done, of, text = self._queue.get()
            except (EOFError, OSError):
                return
            if job := self._jobs.get(number):
                job.state = "running" if job.under_way else job.state
                job.done, job.of, job.text = done, of, text

    def _ended(self, job: Job, lane: str, future: Future[Any]) -> None:
        error = None if future.cancelled() else future.exception()
        if future.cancelled():
            job.state, job.error = "failed", say("app.job.stopped")
        elif error is None:
            job.result, job.error = future.result()
            job.state = "failed" if job.error else "done"
        else:
            job.state, job.error = "failed", say("app.job.died")
            if isinstance(error, BrokenExecutor):
                with self._lock:
                    self._pools.pop(lane, None)
        job.over.set()


def _begin(queue: Any, server: int) -> None:
    """Make a worker's process ready: it ends with the server, and the server alone takes Ctrl+C."""
    global _told  # noqa: PLW0603 - one process, one place to tell
    _told = queue
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(server,), daemon=True).start()


def _end_with(server: int) -> None:
    """End this process once the server has gone, however it went."""
    waiting = threading.Event()
    while os.getppid() == server:
        waiting.wait(2)
    os._exit(1)


def _do(number: str, language: str, function: str, arguments: dict[str, Any]) -> tuple[Any, str]:
    """Do a job in the worker's process: give what came of it, or what went wrong in words."""

    def tell(done: int, of: int, text: str = "") -> None:
        _told.put((number, done, of, text))

    tell(0, 0)
    try:
        with words.speaking(language):
            return registry.load(function)(tell, **arguments), ""
    except StandoutError as error:
        return None, str(error)
    except Exception:  # noqa: BLE001 - whatever it is, the page says so and the log says what
        traceback.print_exc(file=sys.stderr)
        with words.speaking(language):
            return None, say("app.job.broke")
