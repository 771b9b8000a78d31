"""
Answering one question of a practice: what is read for it, and the two or three writes.

Statements are built once and carry their values as parameters: building them costs more
than SQLite takes to carry them out, and this is what a room of deputies does at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Text,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)
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
        answered: The slots that have an answer.
        asked: The question in the wording that was drawn.
        is_bookmarked: Whether the person keeps the question.
        response: What was answered as it was sent; `None` before the answer.
    """

    attempt_id: int
    person_id: int
    slot: int
    count: int
    answered: frozenset[int]
    asked: Asked
    is_bookmarked: bool
    response: Mapping[str, Any] | None


_attempt, _answer, _progress, _question, _revision, _bookmark = (
    table.__table__.c for table in (Attempt, Answer, Progress, Question, Revision, Bookmark)
)
_PRACTICE: Final = select(_attempt.layout).where(
    _attempt.id == bindparam("attempt_id"),
    _attempt.person_id == bindparam("person_id"),
    # Written out: how many IN has is found out anew for each answer.
    or_(*(_attempt.kind == kind for kind in PRACTISED)),
)
_LOCKED_PRACTICE: Final = _PRACTICE.with_for_update()
_given = (_answer.attempt_id == bindparam("attempt_id")) & _answer.answered_at.is_not(None)
_FINISHED: Final = (
    update(Attempt)
    .where(_attempt.id == bindparam("of_attempt"))
    .values(
        state=AttemptState.FINISHED,
        finish_reason=FinishReason.SUBMITTED,
        finished_at=bindparam("ended_at", type_=_attempt.finished_at.type),
        score=select(func.coalesce(func.sum(_answer.mark), 0))
        .where(_answer.attempt_id == bindparam("of_attempt"))
        .scalar_subquery(),
    )
)


def find_turn(
    bank: Connection, attempt_id: int, slot: int, person_id: int | None, *, lock: bool = False
) -> Turn:
    """
    Return one question of somebody's own practice; with *lock* nobody else answers meanwhile.

    Raises:
        NotFoundError: If there is no such practice or slot, or it is somebody else's.
    """
    own = {"attempt_id": attempt_id, "person_id": person_id or 0}
    layout = bank.scalar(_LOCKED_PRACTICE if lock else _PRACTICE, own)
    if layout is None or not 1 <= slot <= len(layout):
        raise NotFoundError("attempt.unknown")
    drawn = Drawn.from_data(layout[slot - 1])
    wanted = own | {"slot": slot, "revision_id": drawn.revision_id}
    found = bank.execute(_details(bank.dialect.name), wanted).one()
    item, source, is_signed, is_bookmarked, answered, response = found
    return Turn(
        attempt_id=attempt_id,
        person_id=own["person_id"],
        slot=slot,
        count=len(layout),
        answered=frozenset(map(int, answered.split(",") if answered else ())),
        asked=Asked(drawn, item_from_text(item), source, bool(is_signed)),
        is_bookmarked=bool(is_bookmarked),
        response=response,
    )


def store_answer(
    bank: Connection,
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
        key = turn.person_id, turn.asked.drawn.question_id
        _count(bank, key, now, correct=judged.correct, leave_after=leave_after)
    if len(turn.answered | {turn.slot}) == turn.count:
        bank.execute(_FINISHED, {"of_attempt": turn.attempt_id, "ended_at": now})
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
    key = person_id, question_id
    _count(session.connection(), key, now, correct=correct, leave_after=leave_after)


def _count(
    bank: Connection, key: tuple[int, int], now: datetime, *, correct: bool, leave_after: int
) -> None:
    person_id, question_id = key
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


@cache
def _details(dialect: str) -> Any:
    """
    Return what selects all else that a question needs.

    A statement of its own, because what somebody answered while this one waited for the
    lock is seen only by the next.
    """
    joined = func.string_agg if dialect == "postgresql" else func.group_concat
    # SQLAlchemy's own name for both would write its comma into the text at each use.
    slots = select(joined(cast(_answer.slot, Text), literal_column("','"))).where(_given)
    response = select(_answer.response).where(_given, _answer.slot == bindparam("slot"))
    is_signed = _question.signed_at.is_not(None)
    is_own = _bookmark.person_id == bindparam("person_id")
    return (
        select(
            cast(_revision.item, Text),
            _revision.source,
            is_signed & (_question.current_revision == _revision.number),
            _bookmark.person_id.is_not(None),
            slots.scalar_subquery(),
            response.scalar_subquery(),
        )
        .join_from(Revision.__table__, Question.__table__, _question.id == _revision.question_id)
        .outerjoin(Bookmark.__table__, (_bookmark.question_id == _question.id) & is_own)
        .where(_revision.id == bindparam("revision_id"))
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
