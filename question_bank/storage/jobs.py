"""
Work that takes longer than a click: what waits, what runs, what came of it.

The row is the truth; a queue beside it only wakes whoever works. So a job that the
queue forgot is still done, and one that the queue names twice is done once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import CursorResult, Select, Update, delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError, QuestionBankError
from question_bank.storage.models import Job, JobFile
from question_bank.storage.models.values import JobState
from question_bank.storage.numbers import can_be_id

#: What kills its runner as often as this is given up.
MOST_TRIES: Final = 3
#: A runner not heard of for so long has died.
SILENCE: Final = timedelta(seconds=60)
#: A job that waited so long while nothing runs waits in vain.
LONGEST_WAIT: Final = timedelta(seconds=30)
_OPEN: Final = (JobState.QUEUED, JobState.RUNNING)
#: How long what a job made can be fetched.
KEPT: Final = timedelta(days=1)
#: Rows that are looked at, put back or listed in one go.
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class File:
    """The file that a job works on: its name without folders, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    A job to be done.

    Attributes:
        kind: Which one; the site knows what to do.
        parameters: What it needs to know, as JSON.
        key: Names the work: while one such job is open, no second is added.
        file: What it works on; kept until the job has ended.
        person_id: Who asked for it.
        total: Steps that make it whole, at least 1.
    """

    kind: str
    parameters: dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    file: File | None = None
    person_id: int | None = None
    total: int = 100


@dataclass(frozen=True, slots=True)
class Added:
    """A job, and whether it is new or was open already."""

    job: Job
    is_new: bool


@dataclass(frozen=True, slots=True)
class JobPage:
    """
    One page of jobs, newest first.

    Attributes:
        number: From 1; the last page where a later one was asked for.
        pages: At least 1.
    """

    rows: Sequence[Job]
    number: int
    pages: int
    total: int


# --- asking for work --------------------------------------------------------


def add_job(session: Session, wanted: Wanted, now: datetime) -> Added:
    """Add a job that waits, unless one with its key is open: then that one is returned."""
    known = _open_job(session, wanted.key)
    if known is not None:
        return Added(known, is_new=False)
    job = Job(
        kind=wanted.kind,
        parameters=wanted.parameters,
        key=wanted.key,
        total=wanted.total,
        person_id=wanted.person_id,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError:
        # Somebody else asked for the same a moment ago.
        known = _open_job(session, wanted.key)
        if known is None:
            raise
        return Added(known, is_new=False)
    if wanted.file is not None:
        session.add(JobFile(job_id=job.id, name=wanted.file.name, content=wanted.file.content))
    session.flush()
    return Added(job, is_new=True)


def get_job(session: Session, job_id: int) -> Job:
    """
    Return the job with this number.

    Raises:
        NotFoundError: If there is none.
    """
    found = session.get(Job, job_id) if can_be_id(job_id) else None
    if found is None:
        raise NotFoundError("job.not_found", id=job_id)
    return found


def open_jobs(session: Session, kinds: Sequence[str]) -> Sequence[Job]:
    """Return the jobs of some kinds that wait or run, the oldest first, at most 200."""
    return session.scalars(
        select(Job).where(Job.state.in_(_OPEN), Job.kind.in_(kinds)).order_by(Job.id).limit(_MOST)
    ).all()


def list_jobs(
    session: Session, kinds: Sequence[str], *, number: int = 1, size: int = 20
) -> JobPage:
    """Return one page of the jobs of some kinds; absurd numbers give the nearest page."""
    of_kinds = Job.kind.in_(kinds)
    total = session.scalar(select(func.count()).select_from(Job).where(of_kinds)) or 0
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    rows = session.scalars(
        select(Job).where(of_kinds).order_by(Job.id.desc()).limit(size).offset((number - 1) * size)
    ).all()
    return JobPage(rows, number, pages, total)


def wait_in_vain(session: Session, now: datetime) -> bool:
    """Tell whether a job has waited long though no runner is at work."""
    waits = exists().where(Job.state == JobState.QUEUED, Job.created_at < now - LONGEST_WAIT)
    runs = exists().where(Job.state == JobState.RUNNING, Job.heard_at >= now - SILENCE)
    return bool(session.scalar(select(waits & ~runs)))


# --- doing it ---------------------------------------------------------------


def claim(session: Session, job_id: int, runner: str, now: datetime) -> Job | None:
    """
    Begin a job that waits and return it; `None` if another runner has it or it has ended.

    One that was begun too often has failed instead.
    """
    begun = update(Job).where(Job.id == job_id, Job.state == JobState.QUEUED)
    begun = begun.values(
        state=JobState.RUNNING,
        runner=runner,
        heard_at=now,
        started_at=now,
        tries=Job.tries + 1,
        progress=0,
        message_id="",
    )
    if not _changes(session, begun):
        return None
    job = session.get_one(Job, job_id, populate_existing=True)
    if job.tries > MOST_TRIES:
        fail(session, job_id, QuestionBankError("job.gave_up", tries=MOST_TRIES), now)
        return None
    return job


def file_of(session: Session, job_id: int) -> File | None:
    """Return the file that a job works on, or has made; `None` if it has none."""
    row = session.get(JobFile, job_id)
    return None if row is None else File(row.name, row.content)


def tell(
    session: Session, job_id: int, progress: int, message_id: str, parameters: dict[str, Any]
) -> None:
    """Say how far a running job is, 0 to its total, and what it is about."""
    session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.RUNNING, Job.total >= progress)
        .values(progress=progress, message_id=message_id, message_parameters=parameters)
    )


def note(session: Session, job_id: int, result: dict[str, Any]) -> None:
    """Keep what has come of a job so far, for when it is begun again."""
    session.execute(update(Job).where(Job.id == job_id).values(result=result))


def has_file(session: Session, job_id: int) -> bool:
    """Tell whether `file_of` would return one, without reading it."""
    return bool(session.scalar(select(exists().where(JobFile.job_id == job_id))))


def finish(
    session: Session,
    job_id: int,
    message: QuestionBankError,
    result: dict[str, Any],
    now: datetime,
    made: File | None = None,
) -> None:
    """
    End a job well, with what to tell whoever asked for it.

    What it *made* is kept for `KEPT`, or until the person has the next one made.
    """
    session.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(
            state=JobState.DONE,
            progress=Job.total,
            message_id=message.message_id,
            message_parameters=message.parameters,
            result=result,
            finished_at=now,
        )
    )
    session.execute(delete(JobFile).where(JobFile.job_id == job_id))
    if made is not None:
        session.add(JobFile(job_id=job_id, name=made.name, content=made.content))
        session.flush()
        _forget_older(session, job_id)


def _forget_older(session: Session, job_id: int) -> None:
    """Let go of what earlier jobs of this kind made for the same person."""
    job = session.get_one(Job, job_id)
    older = select(Job.id).where(
        Job.person_id == job.person_id,
        Job.kind == job.kind,
        Job.id < job_id,
        Job.state == JobState.DONE,
    )
    session.execute(delete(JobFile).where(JobFile.job_id.in_(older)))


def has_expired_files(session: Session, now: datetime) -> bool:
    """Tell whether something that a job made has been kept long enough."""
    return bool(session.scalar(select(exists().where(JobFile.job_id.in_(_expired(now))))))


def forget_expired_files(session: Session, now: datetime) -> None:
    """Let go of what jobs made longer than `KEPT` ago."""
    session.execute(delete(JobFile).where(JobFile.job_id.in_(_expired(now))))


def _expired(now: datetime) -> Select[int]:
    ended = (JobState.DONE, JobState.FAILED)
    return select(Job.id).where(Job.state.in_(ended), Job.finished_at < now - KEPT)


def fail(session: Session, job_id: int, error: QuestionBankError, now: datetime) -> None:
    """End a job that came to nothing, with the reason."""
    session.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(
            state=JobState.FAILED,
            message_id=error.message_id,
            message_parameters=error.parameters,
            finished_at=now,
        )
    )
    session.execute(delete(JobFile).where(JobFile.job_id == job_id))


def put_back(session: Session, job_id: int) -> None:
    """Let a running job wait again: what it met may pass."""
    session.execute(_back().where(Job.id == job_id))


def hear(session: Session, runner: str, now: datetime) -> None:
    """Note that a runner is alive and at work."""
    session.execute(
        update(Job).where(Job.state == JobState.RUNNING, Job.runner == runner).values(heard_at=now)
    )


def take_back(session: Session, runner: str, now: datetime) -> int:
    """
    Let jobs wait again whose runner has died; return how many.

    Args:
        session: Where.
        runner: Who asks: it has just started, so nothing of its own runs.
        now: Runners unheard of for longer than `SILENCE` count as dead.
    """
    is_dead = (Job.runner == runner) | (Job.heard_at < now - SILENCE)
    return _changes(session, _back().where(is_dead))


def take_back_silent(session: Session, now: datetime) -> int:
    """Let jobs wait again whose runner has long been silent; return how many."""
    return _changes(session, _back().where(Job.heard_at < now - SILENCE))


def count_silent(session: Session, now: datetime) -> int:
    """Return how many running jobs have a runner that has long been silent."""
    silent = select(func.count()).where(Job.state == JobState.RUNNING, Job.heard_at < now - SILENCE)
    return session.scalar(silent) or 0


def waiting_ids(session: Session) -> list[int]:
    """Return the numbers of the jobs that wait, the oldest first, at most 200."""
    return list(
        session.scalars(
            select(Job.id).where(Job.state == JobState.QUEUED).order_by(Job.id).limit(_MOST)
        )
    )


def _open_job(session: Session, key: str | None) -> Job | None:
    if key is None:
        return None
    return session.scalar(select(Job).where(Job.key == key, Job.state.in_(_OPEN)))


def _back() -> Update:
    return (
        update(Job)
        .where(Job.state == JobState.RUNNING)
        .values(state=JobState.QUEUED, progress=0, message_id="", runner="")
    )


def _changes(session: Session, statement: Update) -> int:
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else 0
