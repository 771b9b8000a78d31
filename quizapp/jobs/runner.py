"""The process that does the jobs, until it is told to end or whoever started it is gone."""

from __future__ import annotations

import logging
import os
import platform
import sys
import threading
from contextlib import closing
from typing import Final

from question_bank.errors import StorageError
from question_bank.storage.database import Database
from question_bank.storage.tallies import count_if_due
from quizapp import system_clock
from quizapp.config import Settings
from quizapp.exam_sweep import finish_overdue
from quizapp.jobs.executing import Executor
from quizapp.jobs.locks import only_one
from quizapp.jobs.processes import end_group
from quizapp.jobs.queue import Queue
from quizapp.security import kept_secret_key

LOG: Final = logging.getLogger("quizapp.jobs")
LOCK: Final = "jobs.lock"
#: How often the runner says that it is alive, or looks for what the queue forgot, in seconds.
PULSE: Final = 5.0


def work(settings: Settings, *, until_closed: bool = False) -> None:
    """
    Do jobs until interrupted or terminated.

    Args:
        settings: Say where bank and queue are.
        until_closed: End at once, with all that was started, when the standard input closes.

    Raises:
        ConflictError: If this instance folder has a runner already.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    with only_one(settings.instance / LOCK), closing(Database(settings.database_url)) as database:
        if until_closed:
            threading.Thread(target=_end_when_closed, name="parent", daemon=True).start()
        _work(settings, database)


def _work(settings: Settings, database: Database) -> None:
    name = f"{platform.node()}:{settings.instance}"
    executor = Executor(database, name, settings.instance / "cache", system_clock)
    secret = settings.secret_key or kept_secret_key(settings.instance)
    queue = Queue(settings, secret=secret, run=executor.run)
    consumer = queue.consumer(executor.broken)
    queue.wake(executor.take_back())
    ended = threading.Event()
    pulse = threading.Thread(target=_pulse, args=(executor, queue, database, ended), daemon=True)
    pulse.start()
    try:
        consumer.run()
    finally:
        ended.set()
        queue.close()


def _pulse(executor: Executor, queue: Queue, database: Database, ended: threading.Event) -> None:
    """
    Look round again and again.

    The queue may have forgotten what the bank remembers, exams may be over that nobody
    came back to, and what was learnt is counted now and then.
    """
    while not ended.wait(PULSE):
        try:
            finish_overdue(database, system_clock())
            count_if_due(database, system_clock())
            executor.tidy()
            waiting = executor.look_round()
        except StorageError as error:
            LOG.warning("%s", error)
            continue
        if waiting and queue.is_empty():
            queue.wake(waiting)


def _end_when_closed() -> None:
    """End this process and those it started once the standard input is closed."""
    while sys.stdin.buffer.read(1):
        pass
    end_group(os.getpid())
