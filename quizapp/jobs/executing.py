"""Do one job: begin it, hand it to its kind, write down what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from question_bank.errors import QuestionBankError, StorageError
from question_bank.storage import jobs
from question_bank.storage.database import Database
from question_bank.storage.models import Job
from quizapp.jobs.kinds import kind_named
from quizapp.jobs.work import Work
from quizapp.resources import KeptResources

UNKNOWN: Final = "job.unknown_kind"
BROKEN: Final = "job.broken"


class Executor:
    """Does the jobs of one bank, one after another."""

    def __init__(
        self, database: Database, name: str, cache: Path, now: Callable[[], datetime]
    ) -> None:
        """
        Prepare to work.

        Args:
            database: The bank.
            name: What this runner is called; two at work have two names.
            cache: A private folder for the segmenter.
            now: Tells the time.
        """
        self._database, self._name, self._now = database, name, now
        self._resources = KeptResources(database, cache)
        self._busy = threading.Event()

    @property
    def is_busy(self) -> bool:
        """Whether a job is being done at this moment."""
        return self._busy.is_set()

    def run(self, job_id: int) -> None:
        """Do a job that waits; one that somebody else has, or that has ended, is left alone."""
        self._busy.set()
        try:
            self._run(job_id)
        finally:
            self._busy.clear()

    def broken(self, job_id: int) -> None:
        """Write down that a job met a mistake of the program."""
        self._fail(job_id, QuestionBankError(BROKEN))

    def take_back(self) -> list[int]:
        """Let what a dead runner left wait again; return all that waits."""
        with self._database.writer() as session:
            jobs.take_back(session, self._name, self._now())
            session.commit()
            return jobs.waiting_ids(session)

    def tidy(self) -> None:
        """Let go of what jobs made and nobody fetched in time."""
        with self._database.reader() as session:
            is_due = jobs.has_expired_files(session, self._now())
        if is_due:
            with self._database.writer() as session:
                jobs.forget_expired_files(session, self._now())
                session.commit()

    def look_round(self) -> list[int]:
        """Say that this runner is alive, or, with nothing to do, return what waits."""
        if self.is_busy:
            with self._database.writer() as session:
                jobs.hear(session, self._name, self._now())
                session.commit()
            return []
        with self._database.reader() as session:
            waiting = jobs.waiting_ids(session)
            is_anybody_silent = jobs.count_silent(session, self._now()) > 0
        return self._after_silence() if is_anybody_silent else waiting

    def _after_silence(self) -> list[int]:
        with self._database.writer() as session:
            jobs.take_back_silent(session, self._now())
            session.commit()
            return jobs.waiting_ids(session)

    def _run(self, job_id: int) -> None:
        with self._database.writer() as session:
            job = jobs.claim(session, job_id, self._name, self._now())
            session.commit()
        if job is None:
            return
        with self._database.reader() as session:
            file = jobs.file_of(session, job_id)
        self._do(job, file)

    def _do(self, job: Job, file: jobs.File | None) -> None:
        kind = kind_named(job.kind)
        if kind is None:
            self._fail(job.id, QuestionBankError(UNKNOWN, kind=job.kind))
            return
        work = Work(
            job_id=job.id,
            parameters=job.parameters,
            person_id=job.person_id,
            file=file,
            database=self._database,
            resources=self._resources.get,
            now=self._now,
        )
        try:
            outcome = kind(work)
        except StorageError:
            # Busy or full at this moment: tried again, a few times in all.
            self._put_back(job.id)
        except QuestionBankError as error:
            self._fail(job.id, error)
        else:
            with self._database.writer() as session:
                message, made = outcome.message, outcome.made
                jobs.finish(session, job.id, message, outcome.result, self._now(), made)
                session.commit()

    def _put_back(self, job_id: int) -> None:
        with self._database.writer() as session:
            jobs.put_back(session, job_id)
            session.commit()

    def _fail(self, job_id: int, error: QuestionBankError) -> None:
        with self._database.writer() as session:
            jobs.fail(session, job_id, error, self._now())
            session.commit()
