"""Large decks: asked for by a form, made by a job, shown while they grow, fetched once."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, abort
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from question_bank.errors import QuestionBankError
from question_bank.storage import jobs
from question_bank.storage.deck_rows import count_deck
from question_bank.storage.models import Job
from question_bank.storage.models.values import JobState
from quizapp import clock
from quizapp.database import reader, writer
from quizapp.deck_choices import DeckWanted
from quizapp.jobs import wake
from quizapp.messages import wording_of_error
from quizapp.moments import local_day
from quizapp.sending import send_pieces

KIND: Final = "deck.make"
APKG: Final = "application/apkg"
#: Decks up to so many questions are made while the browser waits; it takes a blink.
SMALL: Final = 1_000


@dataclass(frozen=True, slots=True)
class Making:
    """
    A deck that is being made or was.

    Attributes:
        percent: How far it is.
        sentence: What is being done, or what came of it.
        waits_in_vain: Whether nobody does jobs.
        megabytes: How large it is, as the page says it; empty until it is made.
        address: Of the page, to look again.
        file: Address of the deck; empty until it is made, and when it is no longer kept.
        back: Address of the form.
    """

    state: JobState
    percent: int
    sentence: str
    waits_in_vain: bool
    megabytes: str
    address: str
    file: str
    back: str

    @property
    def is_open(self) -> bool:
        """Whether it waits or grows, so that the page asks again."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def is_gone(self) -> bool:
        """Whether it was made, but is no longer kept."""
        return self.state is JobState.DONE and not self.file


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the pages around a deck stand: the form, the progress, the file."""

    back: str
    page: str
    file: str


def deck_name(now: datetime) -> str:
    """Return what a downloaded deck is called."""
    return f"{_('履职学堂')} {local_day(now)}.apkg"


def count_up_to_small(session: Session, deck: DeckWanted) -> int:
    """Return how many questions a deck would have, at most one more than a small one has."""
    return count_deck(session, deck.wanted, deck.among, most=SMALL + 1)


def ask_for(deck: DeckWanted, person_id: int) -> int:
    """Have *deck* made, unless that is being done, and return the number of the job."""
    now, described = clock.now(), deck.to_json()
    text = json.dumps([person_id, described], sort_keys=True)
    wanted = jobs.Wanted(
        KIND,
        {"deck": described, "name": deck_name(now)},
        key=f"{KIND}:{hashlib.sha256(text.encode()).hexdigest()}",
        person_id=person_id,
    )
    with writer() as session:
        job_id = jobs.add_job(session, wanted, now).job.id
        session.commit()
    wake(job_id)
    return job_id


def making_of(job_id: int, person_id: int | None, addresses: Addresses) -> Making:
    """Return how far a deck is; somebody else's is not found."""
    with reader() as session:
        job = _own_job(session, job_id, person_id)
        is_kept = job.state is JobState.DONE and jobs.has_file(session, job_id)
        in_vain = job.state is JobState.QUEUED and jobs.wait_in_vain(session, clock.now())
        return Making(
            job.state,
            100 * job.progress // job.total,
            _sentence(job),
            in_vain,
            f"{job.result.get('size', 0) / 1e6:.1f}",
            addresses.page,
            addresses.file if is_kept else "",
            addresses.back,
        )


def send_deck(job_id: int, person_id: int | None) -> Response | None:
    """Return the answer that sends a deck; `None` if it is not made yet or no longer kept."""
    with reader() as session:
        job = _own_job(session, job_id, person_id)
        file = jobs.file_of(session, job_id) if job.state is JobState.DONE else None
    return None if file is None else send_pieces(io.BytesIO(file.content), file.name, APKG)


def _own_job(session: Session, job_id: int, person_id: int | None) -> Job:
    job = jobs.get_job(session, job_id)
    if job.kind != KIND or person_id is None or job.person_id != person_id:
        abort(404)
    return job


def _sentence(job: Job) -> str:
    if not job.message_id:
        return ""
    return wording_of_error(QuestionBankError(job.message_id, **job.message_parameters))
