from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError, QuestionBankError
from question_bank.storage import jobs
from question_bank.storage.database import Database
from question_bank.storage.jobs import File, Wanted
from question_bank.storage.models import Job
from question_bank.storage.models.values import JobState
from tests.question_bank.storage.library import NOW

FILE = File("讲话.txt", b"bytes")
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        jobs.add_job(session, Wanted("other", key="another"), NOW)
        yield session


def added(session: Session, key: str | None = "a text") -> Job:
    wanted = Wanted("document.add", {"title": "讲话"}, key=key, file=FILE)
    return jobs.add_job(session, wanted, NOW).job


def state_of(session: Session, job: Job) -> JobState:
    session.expire_all()
    return jobs.get_job(session, job.id).state


def test_the_same_work_is_wanted_once_while_it_is_open(session: Session) -> None:
    first = added(session)
    again = jobs.add_job(session, Wanted("document.add", key="a text", file=FILE), LATER)
    assert (again.job.id, again.is_new) == (first.id, False)

    jobs.claim(session, first.id, "runner", NOW)
    assert not jobs.add_job(session, Wanted("document.add", key="a text"), LATER).is_new
    jobs.finish(session, first.id, QuestionBankError("document.done"), {}, NOW)
    assert jobs.add_job(session, Wanted("document.add", key="a text"), LATER).is_new


def test_work_without_a_name_may_be_wanted_twice(session: Session) -> None:
    assert added(session, key=None).id != added(session, key=None).id


def test_a_job_is_begun_by_one_runner_only(session: Session) -> None:
    job = added(session)
    begun = jobs.claim(session, job.id, "one", NOW)
    assert begun is not None
    assert (begun.state, begun.runner, begun.tries) == (JobState.RUNNING, "one", 1)
    assert jobs.claim(session, job.id, "two", NOW) is None
    assert jobs.claim(session, 999, "two", NOW) is None
    assert jobs.file_of(session, job.id) == FILE


def test_what_kills_its_runner_again_and_again_is_given_up(session: Session) -> None:
    job = added(session)
    for _ in range(jobs.MOST_TRIES):
        assert jobs.claim(session, job.id, "one", NOW) is not None
        jobs.put_back(session, job.id)
    assert jobs.claim(session, job.id, "one", NOW) is None
    assert state_of(session, job) is JobState.FAILED
    assert job.message_id == "job.gave_up"


def test_progress_is_told_while_it_runs_and_never_beyond_the_whole(session: Session) -> None:
    job = added(session)
    jobs.tell(session, job.id, 10, "job.reading", {})
    session.expire_all()
    assert job.progress == 0
    jobs.claim(session, job.id, "one", NOW)
    jobs.tell(session, job.id, 30, "job.saving", {"done": 3, "total": 9})
    jobs.tell(session, job.id, 101, "job.saving", {})
    session.expire_all()
    assert (job.progress, job.message_parameters) == (30, {"done": 3, "total": 9})


@pytest.mark.parametrize("well", [True, False])
def test_an_ended_job_keeps_its_message_and_not_its_file(session: Session, *, well: bool) -> None:
    job, other = added(session), added(session, key="b")
    jobs.claim(session, job.id, "one", NOW)
    message = QuestionBankError("document.empty", name="讲话.txt")
    if well:
        jobs.finish(session, job.id, message, {"document_id": 7}, LATER)
    else:
        jobs.fail(session, job.id, message, LATER)
    assert state_of(session, job) is (JobState.DONE if well else JobState.FAILED)
    assert (job.message_id, job.message_parameters) == ("document.empty", {"name": "讲话.txt"})
    assert job.result == ({"document_id": 7} if well else {})
    assert job.finished_at == LATER
    assert jobs.file_of(session, job.id) is None
    assert jobs.file_of(session, other.id) == FILE


def test_a_runner_that_starts_again_takes_back_what_it_left(session: Session) -> None:
    mine, other = added(session), added(session, key="b")
    jobs.claim(session, mine.id, "one", NOW)
    jobs.claim(session, other.id, "two", NOW)
    assert jobs.take_back(session, "one", NOW) == 1
    assert state_of(session, mine) is JobState.QUEUED
    assert state_of(session, other) is JobState.RUNNING
    assert mine.id in jobs.waiting_ids(session)


def test_what_a_silent_runner_left_waits_again(session: Session) -> None:
    job, other = added(session), added(session, key="b")
    jobs.claim(session, job.id, "one", NOW)
    jobs.claim(session, other.id, "two", NOW)
    jobs.hear(session, "two", LATER)
    assert jobs.count_silent(session, LATER) == 1
    assert jobs.take_back_silent(session, LATER) == 1
    assert state_of(session, job) is JobState.QUEUED
    assert state_of(session, other) is JobState.RUNNING
    assert jobs.count_silent(session, LATER) == 0


def test_a_job_waits_in_vain_only_if_nobody_is_at_work(session: Session) -> None:
    busy = added(session)
    assert not jobs.wait_in_vain(session, NOW)
    assert jobs.wait_in_vain(session, LATER)
    jobs.claim(session, busy.id, "one", LATER)
    assert not jobs.wait_in_vain(session, LATER)


def test_jobs_of_some_kinds_are_listed_newest_first(session: Session) -> None:
    numbers = [added(session, key=str(each)).id for each in range(5)]
    first = jobs.list_jobs(session, ["document.add"], number=1, size=3)
    last = jobs.list_jobs(session, ["document.add"], number=99, size=3)
    assert [row.id for row in (*first.rows, *last.rows)] == numbers[::-1]
    assert (last.number, last.pages, last.total) == (2, 2, 5)
    assert [row.id for row in jobs.open_jobs(session, ["document.add"])] == numbers


@pytest.mark.parametrize("number", [0, 999, 10**30])
def test_an_unknown_job_is_not_found(session: Session, number: int) -> None:
    with pytest.raises(NotFoundError):
        jobs.get_job(session, number)
