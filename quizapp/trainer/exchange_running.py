"""Large imports, left to a job: handing over, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask_login import current_user

from question_bank.errors import QuestionBankError
from question_bank.storage import jobs
from question_bank.storage.import_drafts import hold_import, holder_of
from question_bank.storage.models import FormDraft, Job
from question_bank.storage.models.values import JobState
from quizapp import clock
from quizapp.database import Session
from quizapp.messages import wording_of_error

KIND: Final = "bank.import"
#: Files with up to so many questions are stored while the browser waits.
SMALL: Final = 200
_OPEN: Final = frozenset({JobState.QUEUED, JobState.RUNNING})


@dataclass(frozen=True, slots=True)
class Importing:
    """How far a job is with an import; `name` is that of the file."""

    name: str
    is_open: bool
    percent: int
    sentence: str
    waits_in_vain: bool
    address: str


def leave_to_job(session: Session, kept: FormDraft, token: str, wishes: dict[str, Any]) -> int:
    """Hand what was read and decided to a job, and return its number; the caller wakes it."""
    wanted = jobs.Wanted(
        KIND,
        {"token": token, "wishes": wishes, "name": wishes["name"]},
        key=f"{KIND}:{token}",
        person_id=current_user.person_id,
    )
    job_id = jobs.add_job(session, wanted, clock.now()).job.id
    hold_import(kept, job_id)
    return job_id


def is_under_way(session: Session, kept: FormDraft) -> bool:
    """Tell whether a job carries out what was kept, or has stored some of it."""
    job = _job_of(session, kept)
    return job is not None and (job.state in _OPEN or "outcome" in job.result)


def what_came(session: Session, kept: FormDraft) -> dict[str, Any]:
    """Return what was kept, with the outcome of a job that had to stop after it stored something."""
    job = _job_of(session, kept)
    return kept.content if job is None else {**kept.content, **job.result}


def importing_of(session: Session, kept: FormDraft, address: str) -> Importing | None:
    """Return how far the job is; `None` where there is none."""
    job = _job_of(session, kept)
    if job is None:
        return None
    error = QuestionBankError(job.message_id, **job.message_parameters)
    return Importing(
        name=str(kept.content["name"]),
        is_open=job.state in _OPEN,
        percent=100 * job.progress // job.total,
        sentence=wording_of_error(error) if job.message_id else "",
        waits_in_vain=job.state is JobState.QUEUED and jobs.wait_in_vain(session, clock.now()),
        address=address,
    )


def _job_of(session: Session, kept: FormDraft) -> Job | None:
    number = holder_of(kept)
    return None if number is None else jobs.get_job(session, number)
