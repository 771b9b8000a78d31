"""
Answering one question of a practice: what is read for it, and the two or three writes.

Statements are built once and carry their values as parameters: building them costs more
than SQLite takes to carry them out, and this is what a room of deputies does at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from sqlalchemy import Text, bindparam, case, cast, func, null, select, update
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.storage.contents import item_from_text
from question_bank.storage.drawn import Asked, Drawn, Judged
from question_bank.storage.models import Answer, Attempt, Bookmark, Progress, Question, Revision
from question_bank.storage.models.values import AttemptKind, AttemptState, FinishReason
from question_bank.storage.upserts import insert_for

#: A question leaves the wrong-answer book after this many right answers in a row.
RIGHTS_TO_LEAVE: Final = 2
#: Attempts that are answered one by one and judged at once.
PRACTISED: Final = (AttemptKind.PRACTICE, AttemptKind.PLAN)


@dataclass(frozen=True, slots=True)
class Turn:
    """
    One question of somebody's practice, ready to be shown or answered.

    Attributes:
        slot: Its place, from 1.
        count: Questions in the practice.
        marks: The marks given so far, by slot.
        asked: The question in the wording that was drawn.
        is_bookmarked: Whether the person keeps the question.
        response: What was answered as it was sent; `None` before the answer.
    """

    attempt_id: int
    person_id: int
    slot: int
    count: int
    marks: Mapping[int, Decimal | None]
    asked: Asked
    is_bookmarked: bool
    response: Mapping[str, Any] | None


_attempt, _answer, _progress, _question, _revision, _bookmark = (
    table.__table__.c for table in (Attempt, Answer, Progress, Question, Revision, Bookmark)
)
_PRACTICE: Final = select(_attempt.layout).where(
    _attempt.id == bindparam("attempt_id"),
    _attempt.person_id == bindparam("person_id"),
    _attempt.kind.in_(PRACTISED),
)
_LOCKED_PRACTICE: Final = _PRACTICE.with_for_update()
_MARKS: Final = select(_answer.slot, _answer.mark).where(
    _answer.attempt_id == bindparam("attempt_id"), _answer.answered_at.is_not(None)
)
_RESPONSE: Final = select(_answer.response).where(
    _answer.attempt_id == bindparam("attempt_id"), _answer.slot == bindparam("slot")
)
_WORDING: Final = (
    select(
        cast(_revision.item, Text),
        _revision.source,
        _question.signed_at.is_not(None) & (_question.current_revision == _revision.number),
        _bookmark.person_id.is_not(None),
    )
    .join_from(Revision.__table__, Question.__table__, _question.id == _revision.question_id)
    .outerjoin(
        Bookmark.__table__,
        (_bookmark.question_id == _question.id) & (_bookmark.person_id == bindparam("person_id")),
    )
    .where(_revision.id == bindparam("revision_id"))
)


def find_turn(
    session: Session, attempt_id: int, slot: int, person_id: int | None, *, lock: bool = False
) -> Turn:
    """
    Return one question of somebody's own practice; with *lock* nobody else answers meanwhile.

    Raises:
        NotFoundError: If there is no such practice or slot, or it is somebody else's.
    """
    bank = session.connection()
    own = {"attempt_id": attempt_id, "person_id": person_id or 0}
    layout = bank.scalar(_LOCKED_PRACTICE if lock else _PRACTICE, own)
    if layout is None or not 1 <= slot <= len(layout):
        raise NotFoundError("attempt.unknown")
    rows = bank.execute(_MARKS, {"attempt_id": attempt_id})
    # Not dict(rows): a result has keys(), which makes dict() take it for a mapping.
    marks = {answered: mark for answered, mark in rows}  # noqa: C416
    response = None
    if slot in marks:
        response = bank.scalar(_RESPONSE, {"attempt_id": attempt_id, "slot": slot})
    drawn = Drawn.from_data(layout[slot - 1])
    wording = {"revision_id": drawn.revision_id, "person_id": own["person_id"]}
    item, source, is_signed, is_bookmarked = bank.execute(_WORDING, wording).one()
    return Turn(
        attempt_id=attempt_id,
        person_id=own["person_id"],
        slot=slot,
        count=len(layout),
        marks=marks,
        asked=Asked(drawn, item_from_text(item), source, bool(is_signed)),
        is_bookmarked=bool(is_bookmarked),
        response=response,
    )


def store_answer(
    session: Session,
    turn: Turn,
    judged: Judged,
    now: datetime,
    *,
    leave_after: int = RIGHTS_TO_LEAVE,
) -> bool:
    """
    Store an answer and what it means for the question; the last one finishes the attempt.

    Two writes, and a third for the last answer. *turn* must have been locked in this
    transaction; for *leave_after* see `note_progress`.

    Returns:
        Whether it was stored; a question that has an answer keeps that one.
    """
    bank = session.connection()
    inserted = bank.scalar(
        _insert_answer(bank.dialect.name),
        {
            "attempt_id": turn.attempt_id,
            "slot": turn.slot,
            "question_id": turn.asked.drawn.question_id,
            "revision_id": turn.asked.drawn.revision_id,
            "response": judged.response,
            "mark": judged.mark,
            "max_mark": judged.max_mark,
            "correct": judged.correct,
            "near_miss": judged.near_miss,
            "flagged": False,
            "answered_at": now,
            "duration_ms": judged.duration_ms,
            "submission_id": judged.submission_id,
        },
    )
    if inserted is None:
        return False
    if judged.correct is not None:
        question_id = turn.asked.drawn.question_id
        note_progress(
            session,
            turn.person_id,
            question_id,
            now,
            correct=judged.correct,
            leave_after=leave_after,
        )
    marks = {**turn.marks, turn.slot: judged.mark}
    if len(marks) == turn.count:
        _finish(session, turn.attempt_id, marks, now)
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

    *leave_after* right answers in a row, 1 or more, take it out of the wrong-answer book.
    """
    bank = session.connection()
    bank.execute(
        _count_answer(bank.dialect.name, correct, leave_after),
        {
            "person_id": person_id,
            "question_id": question_id,
            "times_answered": 1,
            "times_right": int(correct),
            "streak": int(correct),
            "last_correct": correct,
            "last_answered_at": now,
            "wrong_since": None if correct else now,
        },
    )


def _finish(
    session: Session, attempt_id: int, marks: Mapping[int, Decimal | None], now: datetime
) -> None:
    session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id)
        .values(
            state=AttemptState.FINISHED,
            finished_at=now,
            finish_reason=FinishReason.SUBMITTED,
            score=sum((mark or Decimal(0) for mark in marks.values()), Decimal(0)),
        )
    )


@cache
def _insert_answer(dialect: str) -> Any:
    inserted = insert_for(dialect, Answer.__table__)
    return inserted.on_conflict_do_nothing().returning(_answer.id)


@cache
def _count_answer(dialect: str, correct: bool, leave_after: int) -> Any:  # noqa: FBT001
    statement = insert_for(dialect, Progress.__table__)
    given = statement.excluded
    if correct:
        has_learnt = _progress.streak + 1 >= leave_after
        wrong_since: Any = case((has_learnt, null()), else_=_progress.wrong_since)
    else:
        wrong_since = func.coalesce(_progress.wrong_since, given.wrong_since)
    return statement.on_conflict_do_update(
        index_elements=[_progress.person_id, _progress.question_id],
        set_={
            "times_answered": _progress.times_answered + 1,
            "times_right": _progress.times_right + given.times_right,
            "streak": _progress.streak + 1 if correct else 0,
            "last_correct": given.last_correct,
            "last_answered_at": given.last_answered_at,
            "wrong_since": wrong_since,
        },
    )
