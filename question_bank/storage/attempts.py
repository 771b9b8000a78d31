"""Practice: what was drawn, what was answered, where to go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.storage.answering import (
    PRACTISED,
    RIGHTS_TO_LEAVE,
    find_turn,
    note_progress,
    store_answer,
)
from question_bank.storage.contents import item_from_json
from question_bank.storage.drawn import Asked, Drawn, Judged
from question_bank.storage.models import Answer, Attempt, Question, Revision
from question_bank.storage.models.values import AttemptKind

__all__ = [
    "RIGHTS_TO_LEAVE",
    "Asked",
    "Drawn",
    "Judged",
    "answers_of",
    "get_practice",
    "load_asked",
    "next_open_slot",
    "note_progress",
    "question_at",
    "questions_of",
    "resume_at",
    "save_answer",
    "start_practice",
]


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
        Attempt.kind.in_(PRACTISED),
    )
    attempt = session.scalar(wanted.with_for_update() if lock else wanted)
    if attempt is None:
        raise NotFoundError("attempt.unknown")
    return attempt


def questions_of(attempt: Attempt) -> tuple[Drawn, ...]:
    """Return what was drawn, in the order of the slots."""
    return tuple(Drawn.from_data(each) for each in attempt.layout)


def question_at(attempt: Attempt, slot: int) -> Drawn:
    """Return what was drawn for one slot, from 1."""
    return Drawn.from_data(attempt.layout[slot - 1])


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
    session: Session, attempt: Attempt, slot: int, judged: Judged, now: datetime
) -> bool:
    """Store an answer as `answering.store_answer` does, for an *attempt* that is loaded."""
    bank = session.connection()
    turn = find_turn(bank, attempt.id, slot, attempt.person_id, lock=True)
    return store_answer(bank, turn, judged, now)


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
