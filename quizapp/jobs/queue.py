"""
The queue that wakes the runner: a SQLite file by default, Redis for several machines.

It holds numbers of jobs and nothing else; the bank holds the jobs.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable
from typing import Final

from huey import Huey, RedisHuey, SqliteHuey
from huey.consumer import Consumer
from huey.serializer import SignedSerializer
from huey.signals import SIGNAL_ERROR

from question_bank.errors import InvalidInputError
from quizapp.config import Settings, variable_of

LOG: Final = logging.getLogger("quizapp.jobs")
NAME: Final = "quizapp"
FILE: Final = "jobs.db"
#: Longest sleep before the file is looked at again, in seconds.
LONGEST_NAP: Final = 1.0
#: Longest wait for a job to end after Ctrl-C, in seconds; it is begun again next time.
LAST_JOB: Final = 10
Run = Callable[[int], None]


class Queue:
    """Where numbers of jobs wait to be taken."""

    def __init__(self, settings: Settings, *, secret: str, run: Run | None = None) -> None:
        """
        Open the queue of an installation.

        Args:
            settings: Say where it is.
            secret: Signs what is put in, so that nobody else's is taken out.
            run: What does a job; `None` for whoever only asks.

        Raises:
            InvalidInputError: If Redis is wanted and its client is not installed.
        """
        self._huey = _opened(settings, secret)
        self._task = _task(self._huey, run or _refuse)
        self._troubles = _troubles(settings)

    def wake(self, job_ids: Iterable[int]) -> None:
        """Name jobs that wait; where the queue cannot be reached the runner finds them itself."""
        try:
            for job_id in job_ids:
                self._task(job_id)
        except self._troubles as error:
            LOG.warning("the queue of jobs cannot be reached: %s", error)

    def is_empty(self) -> bool:
        """Tell whether nothing is named; what cannot be reached is taken for empty."""
        try:
            return int(self._huey.pending_count()) == 0
        except self._troubles as error:
            LOG.warning("the queue of jobs cannot be reached: %s", error)
            return True

    def consumer(self, broken: Run) -> Consumer:
        """
        Return what takes numbers out and runs their jobs, one at a time.

        Args:
            broken: Called with the number of a job that raised what nobody expected.
        """

        @self._huey.signal(SIGNAL_ERROR)  # type: ignore[untyped-decorator]
        def note(_signal: str, task: object, _error: Exception | None = None) -> None:
            broken(task.args[0])  # type: ignore[attr-defined]

        return Consumer(
            self._huey,
            workers=1,
            worker_type="thread",
            periodic=False,
            initial_delay=0.1,
            max_delay=LONGEST_NAP,
            shutdown_timeout=LAST_JOB,
        )

    def close(self) -> None:
        """Give the connection back."""
        self._huey.storage.close()


def _opened(settings: Settings, secret: str) -> Huey:
    serializer = SignedSerializer(secret=secret, salt=NAME)
    if not settings.redis_url:
        file = settings.instance / FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(
            NAME, filename=str(file), results=False, serializer=serializer, strict_fifo=True
        )
    try:
        return RedisHuey(NAME, url=settings.redis_url, results=False, serializer=serializer)
    except ImportError as error:
        raise InvalidInputError(
            "settings.redis_missing", variable=variable_of("redis_url")
        ) from error


def _troubles(settings: Settings) -> tuple[type[Exception], ...]:
    """Return what an unreachable queue raises."""
    if not settings.redis_url:
        return (sqlite3.Error, OSError)
    from redis.exceptions import RedisError  # noqa: PLC0415 -- an extra; here it is installed

    return (RedisError, OSError)


def _task(huey: Huey, run: Run) -> Callable[[int], object]:
    """Return what puts a number into the queue; it is called alike for asking and doing."""

    def job(job_id: int) -> None:
        run(job_id)

    task: Callable[[int], object] = huey.task(name="job")(job)
    return task


def _refuse(job_id: int) -> None:
    raise RuntimeError(f"this process only asks for jobs: {job_id}")
