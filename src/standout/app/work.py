"""Work: long work in a process of its own, so that pages are given meanwhile, with how far it is.

Each lane is one process that does one job after another: what is asked doesn't wait for what is read, nor the other way
round.  A process that dies takes the job it was at with it and nothing else: what waited behind it, and what comes
after, is done by a new one.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
import sys
import threading
import traceback
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from typing import Any

from standout import registry, words
from standout.errors import StandoutError
from standout.words import say

KEPT = 200
"""How many jobs that are done are remembered."""
TRIES = 3
"""How often a job is given to a new process where the one before died; it may be what killed it."""

_told: Connection | None = None
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
    lane, language : str
        Where it is done, and what its owner reads.
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
    lane: str
    language: str
    function: str
    arguments: dict[str, Any]
    then: str = ""
    state: str = "waiting"
    done: int = 0
    of: int = 0
    text: str = ""
    result: Any = None
    error: str = ""
    tries: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def under_way(self) -> bool:
        """Whether it has yet to end."""
        return self.state in ("waiting", "running")


class Worker:
    """Processes that do the long work of one server."""

    def __init__(self) -> None:
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._lock = threading.RLock()
        self._pools: dict[str, ProcessPoolExecutor] = {}
        self._jobs: dict[str, Job] = {}
        self._closed = False

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
            if key and (there := self.under_way(key)):
                return there
            job = Job(
                id=secrets.token_hex(6), key=key, label=say(label), lane=lane, language=words.language(),
                function=function, arguments=arguments, then=then,
            )  # fmt: skip
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-KEPT]:
                if not self._jobs[old].under_way:
                    del self._jobs[old]
            self._submit(job)
        return job

    def job(self, number: str) -> Job | None:
        """Give a job by its number, None where it isn't remembered."""
        return self._jobs.get(number)

    def jobs(self) -> list[Job]:
        """Give every job that is remembered, oldest first."""
        return list(self._jobs.values())

    def under_way(self, key: str) -> Job | None:
        """Give the job of a key that is under way, None where there is none."""
        return next((job for job in self.jobs() if job.key == key and job.under_way), None)

    def wait(self, job: Job, seconds: float) -> Job:
        """Wait until a job has ended, or the time is over."""
        job.over.wait(seconds)
        return job

    def close(self) -> None:
        """End every process; what they were at is left, and nothing of it counts."""
        with self._lock:
            self._closed = True
            pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            running = list((pool._processes or {}).values())  # noqa: SLF001 - nothing public ends a running one
            pool.shutdown(wait=False, cancel_futures=True)
            for process in running:
                with suppress(ProcessLookupError, ValueError):
                    process.terminate()

    def _submit(self, job: Job) -> None:
        """Give a job to the process of its lane; to a new one where that died while it had nothing to do."""
        for _ in range(TRIES):
            pool = self._pools.get(job.lane) or self._begun(job.lane)
            job.tries += 1
            try:
                future = pool.submit(_do, job.id, job.language, job.function, job.arguments)
            except (BrokenExecutor, RuntimeError):
                self._forget(job.lane, pool)
                continue
            future.add_done_callback(partial(self._ended, job, pool))
            return
        self._fail(job, "app.job.died")

    def _begun(self, lane: str) -> ProcessPoolExecutor:
        """Begin a lane's process, with a line of its own by which it tells how far it is."""
        hears, tells = self._context.Pipe(duplex=False)
        pool = ProcessPoolExecutor(
            1, mp_context=self._context, initializer=_begin, initargs=(tells, os.getpid())
        )  # fmt: skip
        self._pools[lane] = pool
        pool.submit(_nothing).add_done_callback(lambda _: tells.close())  # its own end; the process holds another
        threading.Thread(target=self._listen, args=(hears,), daemon=True).start()
        return pool

    def _forget(self, lane: str, pool: ProcessPoolExecutor) -> None:
        """Let go of a lane's process, unless another has taken its place."""
        with self._lock:
            if self._pools.get(lane) is pool:
                del self._pools[lane]

    def _listen(self, hears: Connection) -> None:
        with hears:
            while True:
                try:
                    number, done, of, text = hears.recv()
                except (EOFError, OSError, ValueError, TypeError):  # it ended, in the middle of a word perhaps
                    return
                with self._lock:  # a job that has ended isn't running any more
                    if (job := self._jobs.get(number)) and job.under_way:
                        job.state, job.done, job.of, job.text = "running", done, of, text

    def _ended(self, job: Job, pool: ProcessPoolExecutor, future: Future[Any]) -> None:
        error = None if future.cancelled() else future.exception()
        if future.cancelled():
            self._fail(job, "app.job.stopped")
        elif error is None:
            with self._lock:
                job.result, job.error = future.result()
                job.state = "failed" if job.error else "done"
            job.over.set()
        elif isinstance(error, BrokenExecutor):
            self._forget(job.lane, pool)
            with self._lock:
                again = job.state == "waiting" and job.tries < TRIES and not self._closed
                if again:
                    self._submit(job)
            if not again:
                self._fail(job, "app.job.died")
        else:
            self._fail(job, "app.job.broke")

    def _fail(self, job: Job, key: str) -> None:
        with words.speaking(job.language):
            job.error = say(key)
        with self._lock:
            job.state = "failed"
        job.over.set()


def _begin(tells: Connection, server: int) -> None:
    """Make a worker's process ready: it ends with the server, and the server alone takes Ctrl+C."""
    global _told  # noqa: PLW0603 - one process, one place to tell
    _told = tells
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(server,), daemon=True).start()


def _end_with(server: int) -> None:
    """End this process once the server has gone, however it went."""
    waiting = threading.Event()
    while os.getppid() == server:
        waiting.wait(2)
    os._exit(1)


def _nothing() -> None:
    """Do nothing; a process that did it has begun."""


def _do(number: str, language: str, function: str, arguments: dict[str, Any]) -> tuple[Any, str]:
    """Do a job in the worker's process: give what came of it, or what went wrong in words."""

    def tell(done: int, of: int, text: str = "") -> None:
        if _told is not None:
            with suppress(OSError):  # the server has gone; this process goes next
                _told.send((number, done, of, text))

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
