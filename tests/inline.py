"""A worker that does each job at once and in this process, so that tests of pages needn't wait for another to begin."""

import pickle

from standout import registry
from standout.app.work import Job, Worker
from standout.errors import StandoutError
from standout.words import language, say


class Inline(Worker):
    """What the app asks of a `Worker`; arguments and results are copied as they are on their way to another process."""

    def __init__(self):
        self._jobs = {}

    def start(self, function, label, /, *, key="", lane="asking", then="", **arguments):
        job = Job(
            id=f"{len(self._jobs) + 1}", key=key, label=say(label), lane=lane, language=language(), function=function,
            arguments=arguments, then=then,
        )  # fmt: skip
        self._jobs[job.id] = job
        try:
            given = pickle.loads(pickle.dumps(arguments))
            job.result = pickle.loads(pickle.dumps(registry.load(function)(lambda *_: None, **given)))
            job.state = "done"
        except StandoutError as error:
            job.state, job.error = "failed", str(error)
        job.over.set()
        return job

    def close(self):
        pass
