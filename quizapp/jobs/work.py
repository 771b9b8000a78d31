"""What a kind of job is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from question_bank.errors import QuestionBankError, StorageError
from question_bank.pipeline import Resources
from question_bank.storage import jobs
from question_bank.storage.database import Database


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What came of a job.

    Attributes:
        message_id: What to tell whoever asked for it.
        parameters: What that mentions.
        result: What pages need to lead on from there, as JSON.
        made: A file to be fetched by whoever asked.
    """

    message_id: str
    parameters: dict[str, str | int] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    made: jobs.File | None = None

    @property
    def message(self) -> QuestionBankError:
        """The message as the bank stores it."""
        return QuestionBankError(self.message_id, **self.parameters)


@dataclass(frozen=True, slots=True)
class Work:
    """
    One job while it runs.

    A job reads and computes outside of transactions, writes in short ones and
    commits each; begun again after a crash it does what is left.

    Attributes:
        job_id: Its number.
        parameters: As they were asked for.
        person_id: Who asked; `None` for the program itself.
        file: What it works on, if anything.
        database: The bank.
        resources: Loads what generating needs, once for all jobs of a runner.
        now: Tells the time.
    """

    job_id: int
    parameters: dict[str, Any]
    person_id: int | None
    file: jobs.File | None
    database: Database
    resources: Callable[[], Resources]
    now: Callable[[], datetime]

    def tell(self, progress: int, message_id: str, **parameters: str | int) -> None:
        """Say how far it is, 0 to the job's total; where the bank is busy nobody misses it."""
        with suppress(StorageError), self.database.writer() as session:
            jobs.tell(session, self.job_id, progress, message_id, parameters)
            session.commit()


#: Does one kind of job; what it raises of ours is the reason why the job failed.
Kind = Callable[[Work], Outcome]
