"""
Sittings of a paper: begin, look, finish once.

An attempt is open until it is handed in or its time is up; whoever looks first after
that finishes it. All marks are reckoned when an answer is kept (`exam_answering`), so
that finishing needs nothing but what is stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.questions.values import Item
from question_bank.storage.contents import item_from_text
from question_bank.storage.drawn import Drawn
from question_bank.storage.exam_times import Phase, deadline_of, is_up, phase_of, takes_answers
from question_bank.storage.frozen import SatVersion
from question_bank.storage.marks import pack_marks
from question_bank.storage.models import (
    Answer,
    Attempt,
    Paper,
    PaperCorrection,
    PaperVersion,
    Person,
    Revision,
)
from question_bank.storage.models.values import AttemptKind, AttemptState, FinishReason

#: Sittings that one sweep finishes in one transaction.
SWEPT_AT_ONCE: Final = 50


#: Every page of a sitting asks for it: built once.
_SITTING: Final = (
    select(Attempt, Paper)
    .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
    .join(Paper, Paper.id == PaperVersion.paper_id)
    .where(
        Attempt.id == bindparam("attempt"),
        Attempt.person_id == bindparam("person"),
        Attempt.kind == AttemptKind.EXAM,
    )
)

_SITTINGS: Final = (
    select(Attempt)
    .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
    .where(
        PaperVersion.paper_id == bindparam("paper"),
        Attempt.person_id == bindparam("person"),
        Attempt.preview.is_(False),
    )
    .order_by(Attempt.id)
)
#: Those of a version are few, so that the ones wanted need not be named.
_CORRECTIONS: Final = (
    select(PaperCorrection.question_id, PaperCorrection.revision_id)
    .where(PaperCorrection.paper_version_id == bindparam("version"))
    .order_by(PaperCorrection.id)
)
_TO_FINISH: Final = (
    select(Attempt, cast(PaperVersion.snapshot, Text))
    .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
    .where(Attempt.id == bindparam("attempt"), Attempt.state == AttemptState.OPEN)
    .with_for_update(of=Attempt)
    .execution_options(populate_existing=True)
)
_ANSWERS: Final = select(Answer).where(Answer.attempt_id == bindparam("attempt"))
_MARKS: Final = select(Answer.question_id, Answer.mark).where(
    Answer.attempt_id == bindparam("attempt"), Answer.answered_at.is_not(None)
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """
    Somebody's attempt with the paper as it stands now.

    Attributes:
        deadline: When it ends; `None` if nothing ends it.
    """

    attempt: Attempt
    paper: Paper
    deadline: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it was neither handed in nor finished by the clock."""
        return self.attempt.state is AttemptState.OPEN

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether it is open though no answer counts any more."""
        late = not takes_answers(self.deadline, self.paper.grace_seconds, now)
        return self.is_open and late

    def is_up(self, now: datetime) -> bool:
        """Tell whether questions are shown no more, though one on its way still counts."""
        return self.is_open and is_up(self.deadline, now)


# --- beginning --------------------------------------------------------------


def attempts_of(session: Session, paper_id: int, person_id: int) -> Sequence[Attempt]:
    """Return somebody's attempts at any version of a paper, the first one first."""
    return session.scalars(_SITTINGS, {"paper": paper_id, "person": person_id}).all()


def begin(
    session: Session,
    paper_id: int,
    person_id: int,
    drawn: tuple[SatVersion | PaperVersion, Sequence[Drawn]],
    *,
    settings: dict[str, Any],
    now: datetime,
) -> Attempt:
    """
    Return somebody's open attempt at a paper, or a new one.

    Args:
        session: Writes; the caller commits.
        paper_id: Which paper.
        person_id: Who sits it.
        drawn: Its version, and the questions in this person's order.
        settings: What marking needs, see `quizapp.exams`.
        now: This moment.

    Raises:
        InvalidInputError: If it cannot be sat now, or all attempts are used up.
    """
    # Two taps on two tabs take turns here.
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    paper = session.scalars(
        select(Paper).where(Paper.id == paper_id).with_for_update(read=True)
    ).one()
    earlier = attempts_of(session, paper_id, person_id)
    running = next((each for each in earlier if each.state is AttemptState.OPEN), None)
    if running is not None and not is_up(deadline_of(paper, running.started_at), now):
        return running
    require_open(paper, now)
    if paper.attempts_allowed is not None and len(earlier) >= paper.attempts_allowed:
        raise InvalidInputError("exam.no_attempt_left", count=paper.attempts_allowed)
    version, questions = drawn
    attempt = Attempt(
        person_id=person_id,
        kind=AttemptKind.EXAM,
        paper_version_id=version.id,
        number=1 + sum(each.paper_version_id == version.id for each in earlier),
        mode="exam",
        settings=settings,
        layout=[each.as_data() for each in questions],
        started_at=now,
        deadline_at=deadline_of(paper, now),
        max_score=version.max_score,
    )
    session.add(attempt)
    session.flush()
    return attempt


def require_open(paper: Paper, now: datetime) -> None:
    """
    Make sure that *paper* can be sat now.

    Raises:
        NotFoundError: If it is a draft.
        InvalidInputError: If it is not open yet, or no more.
    """
    phase = phase_of(paper, now)
    if phase is Phase.DRAFT:
        raise NotFoundError("exam.unknown")
    if phase is not Phase.OPEN:
        raise InvalidInputError(f"exam.{phase.value}")


# --- looking ----------------------------------------------------------------


def get_sitting(session: Session, attempt_id: int, person_id: int | None) -> Sitting:
    """
    Return somebody's own sitting.

    Raises:
        NotFoundError: If there is none, or it is somebody else's.
    """
    own = {"attempt": attempt_id, "person": person_id or 0}
    row = session.execute(_SITTING, own).one_or_none()
    if row is None:
        raise NotFoundError("attempt.unknown")
    attempt, paper = row
    return Sitting(attempt, paper, deadline_of(paper, attempt.started_at))


def past_results(session: Session, person_id: int, most: int = 20) -> list[tuple[Attempt, Paper]]:
    """Return somebody's finished sittings with their papers, the newest first."""
    rows = session.execute(
        select(Attempt, Paper)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .join(Paper, Paper.id == PaperVersion.paper_id)
        .where(
            Attempt.person_id == person_id,
            Attempt.state == AttemptState.FINISHED,
            Attempt.kind == AttemptKind.EXAM,
        )
        .order_by(Attempt.id.desc())
        .limit(most)
    )
    return [(attempt, paper) for attempt, paper in rows]


def answers_in(session: Session, attempt_id: int) -> dict[int, Answer]:
    """Return what is kept of each slot, flags without an answer too."""
    rows = session.scalars(_ANSWERS, {"attempt": attempt_id})
    return {row.slot: row for row in rows}


def keys_in_force(session: Session, version_id: int, drawn: Iterable[Drawn]) -> dict[int, Revision]:
    """Return the wording by whose key each question is marked now, by question."""
    rows = session.scalars(
        select(Revision).where(Revision.id.in_(_in_force(session, version_id, drawn)))
    )
    return {row.question_id: row for row in rows}


def items_in_force(session: Session, version_id: int, drawn: Iterable[Drawn]) -> dict[int, Item]:
    """Return the same as items: a whole paper is shown of them."""
    wanted = select(Revision.question_id, cast(Revision.item, Text)).where(
        Revision.id.in_(_in_force(session, version_id, drawn))
    )
    return {number: item_from_text(stored) for number, stored in session.execute(wanted)}


def _in_force(session: Session, version_id: int, drawn: Iterable[Drawn]) -> list[int]:
    drawn = list(drawn)
    corrected = corrections_of(session, version_id, [each.question_id for each in drawn])
    return [corrected.get(each.question_id, each.revision_id) for each in drawn]


def corrections_of(
    session: Session, version_id: int, question_ids: Sequence[int]
) -> dict[int, int]:
    """Return the wording that corrects each question's key, where there is one."""
    rows = session.execute(_CORRECTIONS, {"version": version_id})
    wanted = set(question_ids)
    return {row.question_id: row.revision_id for row in rows if row.question_id in wanted}


# --- finishing --------------------------------------------------------------


def finish(session: Session, attempt_id: int, reason: FinishReason, now: datetime) -> bool:
    """
    Finish an open attempt: one result, however often and from wherever it is asked for.

    Returns:
        Whether it was this call that finished it.
    """
    row = session.execute(_TO_FINISH, {"attempt": attempt_id}).one_or_none()
    if row is None:
        return False
    attempt, snapshot = row
    marks = _marks_by_question(session, attempt_id)
    attempt.marks = _packed(_numbers_in(snapshot), marks)
    attempt.score = sum((mark or Decimal(0) for mark in marks.values()), Decimal(0))
    attempt.state, attempt.finish_reason = AttemptState.FINISHED, reason
    attempt.finished_at = _end_of(attempt, reason, now)
    session.flush()
    return True


def pack_in_order(snapshot: Mapping[str, Any], marks: Mapping[int, Decimal | None]) -> bytes:
    """Return the marks by question packed in the order of the paper; unanswered is 0."""
    return _packed(_numbers_of(snapshot), marks)


def overdue(session: Session, now: datetime, paper_id: int | None = None) -> list[int]:
    """Return the open attempts, of one paper or of all, for which no answer counts any more."""
    wanted = (
        select(Attempt, Paper)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .join(Paper, Paper.id == PaperVersion.paper_id)
        .where(
            Attempt.kind == AttemptKind.EXAM,
            Attempt.state == AttemptState.OPEN,
            Attempt.deadline_at <= now,
        )
        .order_by(Attempt.deadline_at)
        .limit(SWEPT_AT_ONCE)
    )
    if paper_id is not None:
        wanted = wanted.where(Paper.id == paper_id)
    return [
        attempt.id
        for attempt, paper in session.execute(wanted)
        if not takes_answers(deadline_of(paper, attempt.started_at), paper.grace_seconds, now)
    ]


def count_running(session: Session, paper_id: int) -> int:
    """Return how many sit a paper at this moment."""
    running = (
        select(func.count())
        .select_from(Attempt)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(PaperVersion.paper_id == paper_id, Attempt.state == AttemptState.OPEN)
    )
    return session.scalar(running) or 0


def _packed(numbers: Iterable[int], marks: Mapping[int, Decimal | None]) -> bytes:
    return pack_marks(marks.get(number, Decimal(0)) for number in numbers)


def _numbers_of(snapshot: Mapping[str, Any]) -> tuple[int, ...]:
    sections = snapshot["sections"]
    return tuple(each["question"] for part in sections for each in part["questions"])


@lru_cache(maxsize=64)
def _numbers_in(snapshot: str) -> tuple[int, ...]:
    """Return the questions of a paper in its order, of its JSON: a hall hands in at once."""
    return _numbers_of(json.loads(snapshot))


def _marks_by_question(session: Session, attempt_id: int) -> dict[int, Decimal | None]:
    rows = session.execute(_MARKS, {"attempt": attempt_id})
    return {row.question_id: row.mark for row in rows}


def _end_of(attempt: Attempt, reason: FinishReason, now: datetime) -> datetime:
    """Return when the sitting ended: at its deadline, if nobody was there to see it."""
    if reason is FinishReason.TIME and attempt.deadline_at is not None:
        return max(min(attempt.deadline_at, now), attempt.started_at)
    return max(now, attempt.started_at)
