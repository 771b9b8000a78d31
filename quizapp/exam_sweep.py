"""Finish the exams whose time is up though nobody came back."""

from __future__ import annotations

from datetime import datetime

from question_bank.storage import exams
from question_bank.storage.database import Database
from question_bank.storage.models.values import FinishReason


def finish_overdue(database: Database, now: datetime, paper_id: int | None = None) -> int:
    """
    Finish every overdue sitting, of one paper or of all, and return how many.

    Each in a transaction of its own, so that whoever answers waits for one only.
    """
    finished = 0
    while True:
        with database.reader() as session:
            overdue = exams.overdue(session, now, paper_id)
        done = sum(_finish(database, attempt_id, now) for attempt_id in overdue)
        finished += done
        if not done:
            return finished


def _finish(database: Database, attempt_id: int, now: datetime) -> bool:
    with database.writer() as session:
        is_done = exams.finish(session, attempt_id, FinishReason.TIME, now)
        session.commit()
    return is_done
