"""Practice: what was drawn, what was answered, where to go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import case, func, null, select, update
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.questions.values import Item
from question_bank.storage.contents import item_from_json
from question_bank.storage.models import Answer, Attempt, Progress, Question, Revision
from question_bank.storage.models.values import AttemptKind, AttemptState, FinishReason
from question_bank.storage.upserts import insert_into

#: A question leaves the wrong-answer book after this many right answers in a row.
RIGHTS_TO_LEAVE: Final = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    One question of an attempt.

    Attributes:
        options: Numbers of the options in the order shown; empty for the item's own.
        points: Full mark.
    """

    question_id: int
    revision_id: int
    options: tuple[int, ...] = ()
    points: Decimal = Decimal(1)

    def as_data(self) -> dict[str, Any]:
        """Return what `Attempt.layout` holds."""
        return {
            "question": self.question_id,
            "revision": self.revision_id,
            "options": list(self.options),
            "points": str(self.points),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Drawn:
        """Return what `as_data` wrote."""
        points = Decimal(data["points"])
        return cls(data["question"], data["revision"], tuple(data["options"]), points)


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One question of an attempt with the wording that was drawn.

    Attributes:
        source: ``{"document_version_id", "start", "end", "quote"}`` or `None`.
        is_signed: Whether a reviewer has accepted this very wording.
    """

    drawn: Drawn
    item: Item
    source: Mapping[str, Any] | None
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """
    An answer with its judgement, as it is stored.

    Attributes:
        response: What was sent.
        mark: `None` until a person has marked it, as `correct` is.
        submission_id: Made by the page; the same answer sent twice counts once.
        duration_ms: From the question to the answer, where it is known.
    """

    response: dict[str, Any]
    mark: Decimal | None
    max_mark: Decimal
    correct: bool | None
    near_miss: bool
    submission_id: str | None = None
    duration_ms: int | None = None


def start_practice(
    session: Session,
    person_id: int,
    drawn: Sequence[Drawn],
    *,
    mode: str,
    settings: dict[str, Any],
    now: datetime,
) -> Attempt:
    """Store a practice of at least one question, and return the row."""
    attempt = Attempt(
        person_id=person_id,
        kind=AttemptKind.PRACTICE,
        mode=mode,
        settings=settings,
        layout=[each.as_data() for each in drawn],
        started_at=now,
        max_score=sum((each.points for each in drawn), Decimal(0)),
    )
    session.add(attempt)
    session.flush()
    return attempt


def get_practice(
    session: Session, attempt_id: int, person_id: int | None, *, lock: bool = False
) -> Attempt:
    """
    Return somebody's own practice; with *lock* nobody else answers in it meanwhile.

    Raises:
        NotFoundError: If there is none, or it is somebody else's.
    """
    wanted = select(Attempt).where(
        Attempt.id == attempt_id,
        Attempt.person_id == (person_id or 0),
        Attempt.kind == AttemptKind.PRACTICE,
    )
    attempt = session.scalar(wanted.with_for_update() if lock else wanted)
    if attempt is None:
        raise NotFoundError("attempt.unknown")
    return attempt


def questions_of(attempt: Attempt) -> tuple[Drawn, ...]:
    """Return what was drawn, in the order of the slots."""
    return tuple(Drawn.from_data(each) for each in attempt.layout)


def answers_of(session: Session, attempt_id: int) -> dict[int, Answer]:
    """Return the answers given so far, by slot."""
    rows = session.scalars(
        select(Answer)
        .where(Answer.attempt_id == attempt_id, Answer.answered_at.is_not(None))
        .order_by(Answer.slot)
    )
    return {row.slot: row for row in rows}


def load_asked(session: Session, drawn: Iterable[Drawn]) -> list[Asked]:
    """Return the questions *drawn* with their wording, in their order."""
    drawn = list(drawn)
    rows = session.execute(
        select(Revision, Question.signed_at, Question.current_revision)
        .join(Question, Question.id == Revision.question_id)
        .where(Revision.id.in_([each.revision_id for each in drawn]))
    )
    found = {
        revision.id: (revision, signed_at is not None and current == revision.number)
        for revision, signed_at, current in rows
    }
    return [
        Asked(each, item_from_json(revision.item), revision.source, is_signed)
        for each in drawn
        for revision, is_signed in [found[each.revision_id]]
    ]


def save_answer(
    session: Session,
    attempt: Attempt,
    slot: int,
    judged: Judged,
    now: datetime,
    *,
    leave_after: int = RIGHTS_TO_LEAVE,
) -> bool:
    """
    Store an answer and what it means for the question; the last one finishes the attempt.

    Two writes, and a third for the last answer. Where to go on is read off the answers.

    Args:
        leave_after: See `note_progress`.

    Returns:
        Whether it was stored; a question that has an answer keeps that one.
    """
    drawn = questions_of(attempt)[slot - 1]
    values = {
        "attempt_id": attempt.id,
        "slot": slot,
        "question_id": drawn.question_id,
        "revision_id": drawn.revision_id,
        "response": judged.response,
        "mark": judged.mark,
        "max_mark": judged.max_mark,
        "correct": judged.correct,
        "near_miss": judged.near_miss,
        "flagged": False,
        "answered_at": now,
        "duration_ms": judged.duration_ms,
        "submission_id": judged.submission_id,
    }
    inserted = insert_into(session, Answer).values(values).on_conflict_do_nothing()
    if session.scalar(inserted.returning(Answer.id)) is None:
        return False
    if judged.correct is not None:
        note_progress(
            session,
            attempt.person_id,
            drawn.question_id,
            now,
            correct=judged.correct,
            leave_after=leave_after,
        )
    _finish_if_complete(session, attempt, now)
    return True


def note_progress(
    session: Session,
    person_id: int,
    question_id: int,
    now: datetime,
    *,
    correct: bool,
    leave_after: int = RIGHTS_TO_LEAVE,
) -> None:
    """
    Count one more answer of somebody to a question.

    Args:
        session: Writes; the caller commits.
        person_id: Who answered.
        question_id: What was answered.
        now: This moment.
        correct: Whether it was right in whole.
        leave_after: Right answers in a row, 1 or more, with which it leaves the
            wrong-answer book.
    """
    streak = Progress.streak + 1 if correct else 0
    has_learnt = Progress.streak + 1 >= leave_after
    wrong_since = (
        case((has_learnt, null()), else_=Progress.wrong_since)
        if correct
        else func.coalesce(Progress.wrong_since, now, type_=Progress.wrong_since.type)
    )
    statement = insert_into(session, Progress).values(
        person_id=person_id,
        question_id=question_id,
        times_answered=1,
        times_right=int(correct),
        streak=int(correct),
        last_correct=correct,
        last_answered_at=now,
        wrong_since=None if correct else now,
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[Progress.person_id, Progress.question_id],
            set_={
                "times_answered": Progress.times_answered + 1,
                "times_right": Progress.times_right + int(correct),
                "streak": streak,
                "last_correct": correct,
                "last_answered_at": now,
                "wrong_since": wrong_since,
            },
        )
    )


def resume_at(session: Session, attempt_id: int, count: int) -> tuple[int | None, int]:
    """Return the slot after the last answer that is still open, and how many are answered."""
    slots = session.scalars(
        select(Answer.slot)
        .where(Answer.attempt_id == attempt_id, Answer.answered_at.is_not(None))
        .order_by(Answer.answered_at, Answer.id)
    ).all()
    return next_open_slot(count, slots, slots[-1] if slots else 0), len(slots)


def next_open_slot(count: int, answered: Iterable[int], after: int) -> int | None:
    """Return the next slot of *count* without an answer, starting anew at the end."""
    done = set(answered)
    order = (*range(after + 1, count + 1), *range(1, after + 1))
    return next((slot for slot in order if slot not in done), None)


def _finish_if_complete(session: Session, attempt: Attempt, now: datetime) -> None:
    """Close the attempt if this was its last answer."""
    marks = session.scalars(
        select(Answer.mark).where(Answer.attempt_id == attempt.id, Answer.answered_at.is_not(None))
    ).all()
    if len(marks) < len(attempt.layout):
        return
    session.execute(
        update(Attempt)
        .where(Attempt.id == attempt.id)
        .values(
            state=AttemptState.FINISHED,
            finished_at=now,
            finish_reason=FinishReason.SUBMITTED,
            score=sum((mark or Decimal(0) for mark in marks), Decimal(0)),
        )
    )
