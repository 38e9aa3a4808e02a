"""Computations that take longer than a request: one at a time, and stopped at will."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from contention.workbench.messages.others import JobReply
from contention.workbench.opened.open_case import OpenCase
from contention.workbench.server.events import Events
from contention.workbench.server.refusals import RefusedError, refused

Progress = Callable[[int, int], None]
MOST_KEPT = 50
"""jobs whose results are kept"""
MOST_WAITING = 8
OFTEN = 0.2
"""seconds between two events about a job"""
_log = logging.getLogger("contention.workbench")


class _StoppedError(BaseException):
    """Ends a computation from within its own progress."""


@dataclass(eq=False)
class Job:
    """One computation."""

    id: str
    case: OpenCase
    state: Literal["running", "done", "failed", "stopped"] = "running"
    done: int = 0
    total: int = 0
    result: Any = None
    message: str | None = None
    stop: bool = False
    told: float = 0.0

    def reply(self) -> JobReply:
        """The job as a message."""
        return JobReply(id=self.id, state=self.state, done=self.done, total=self.total,
                        result=self.result, message=self.message)  # fmt: skip


@dataclass
class Jobs:
    """The jobs of a server."""

    events: Events
    _jobs: dict[str, Job] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="job")
    )

    def start(self, case: OpenCase, work: Callable[[Progress], Any]) -> Job:
        """Start a computation; raises RefusedError if too many wait."""
        with self._lock:
            running = sum(each.state == "running" for each in self._jobs.values())
            if running > MOST_WAITING:
                raise RefusedError(409, "busy", "too many jobs are waiting: stop one, or wait")
            job = Job(str(next(self._numbers)), case)
            self._jobs[job.id] = job
            for id_ in [each.id for each in self._jobs.values() if each.state != "running"]:
                if len(self._jobs) > MOST_KEPT:
                    del self._jobs[id_]
        self._pool.submit(self._run, job, work)
        return job

    def job(self, id_: str) -> Job:
        """The job of that id; raises RefusedError."""
        found = self._jobs.get(id_)
        if found is None:
            raise RefusedError(404, "unknown_job", "this job is not known any more: start it again")
        return found

    def stop(self, id_: str) -> Job:
        """Stop a job at its next step."""
        job = self.job(id_)
        job.stop = True
        return job

    def end(self) -> None:
        """Stop all."""
        for job in list(self._jobs.values()):
            job.stop = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Job, work: Callable[[Progress], Any]) -> None:
        def progress(done: int, total: int) -> None:
            if job.stop:
                raise _StoppedError
            job.done, job.total = done, total
            if time.monotonic() - job.told > OFTEN:
                self._tell(job)

        try:
            progress(0, 0)
            result = work(progress)
            job.result, job.state = result, "done"
        except _StoppedError:
            job.state = "stopped"
        except Exception as error:
            refusal = refused(error)
            if refusal is None:
                _log.exception("a job failed", exc_info=error)
            job.message = refusal.body.message if refusal else "the workbench has a fault here"
            job.state = "failed"
        self._tell(job)

    def _tell(self, job: Job) -> None:
        job.told = time.monotonic()
        told = {"id": job.id, "state": job.state, "done": job.done, "total": job.total}
        self.events.tell("job", told, job.case)
