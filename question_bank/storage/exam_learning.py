"""
What an exam teaches: its answers count like those of a practice, once they may be seen.

Nothing is counted while the paper keeps its answers back, for the wrong-answer book would
tell them. Who looks first after that counts them; whatever was practised in between stays
the newer word.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from question_bank.storage.answering import RIGHTS_TO_LEAVE
from question_bank.storage.cards import missed_without_cards
from question_bank.storage.exam_times import Phase, phase_of
from question_bank.storage.models import Answer, Attempt, Paper, PaperVersion, Progress
from question_bank.storage.models.values import AnswersShown, AttemptKind, AttemptState, PaperState
from question_bank.storage.upserts import insert_for

_progress = Progress.__table__.c


def shows_answers(paper: Paper, now: datetime) -> bool:
    """Tell whether who has handed in may see the answers of *paper*."""
    if paper.answers_shown is AnswersShown.AFTER_CLOSE:
        return phase_of(paper, now) in {Phase.CLOSED, Phase.CANCELLED}
    return paper.answers_shown is not AnswersShown.NEVER


def uncounted(
    person_id: int | BindParameter[int], now: datetime | BindParameter[datetime]
) -> Select[int]:
    """Return what selects somebody's finished exams that may be counted now, oldest first."""
    return (
        select(Attempt.id)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .join(Paper, Paper.id == PaperVersion.paper_id)
        .where(
            Attempt.person_id == person_id,
            Attempt.state == AttemptState.FINISHED,
            Attempt.kind == AttemptKind.EXAM,
            Attempt.preview.is_(False),
            Attempt.counted_at.is_(None),
            _are_shown(now),
        )
        .order_by(Attempt.finished_at, Attempt.id)
    )


def find_waiting(session: Session, person_id: int, now: datetime) -> tuple[bool, bool]:
    """Tell, in one statement, whether exams wait to be counted, and missed questions for cards."""
    row = session.execute(_waiting(), {"person": person_id, "now": now}).one()
    return bool(row[0]), bool(row[1])


def count_exams(session: Session, person_id: int, now: datetime, *, leave_after: int) -> None:
    """Count all exams of somebody that may be counted now, see `count_answers`."""
    for attempt_id in session.scalars(uncounted(person_id, now)).all():
        count_answers(session, attempt_id, now, leave_after=leave_after)


def count_answers(
    session: Session, attempt_id: int, now: datetime, *, leave_after: int = RIGHTS_TO_LEAVE
) -> int:
    """
    Count the answers of a finished exam into `Progress`; return how many there were.

    However often this is asked for, they count once. Questions without an answer are
    left alone. For *leave_after* see `answering.note_progress`.
    """
    person_id = session.scalar(
        update(Attempt)
        .where(
            Attempt.id == attempt_id,
            Attempt.state == AttemptState.FINISHED,
            Attempt.counted_at.is_(None),
        )
        .values(counted_at=now)
        .returning(Attempt.person_id)
        .execution_options(synchronize_session=False)
    )
    if person_id is None:
        return 0
    rows = session.execute(
        select(Answer.question_id, Answer.correct, Answer.answered_at)
        .where(
            Answer.attempt_id == attempt_id,
            Answer.answered_at.is_not(None),
            Answer.correct.is_not(None),
        )
        .order_by(Answer.question_id)
    ).all()
    values = [_values(person_id, row.question_id, row.correct, row.answered_at) for row in rows]
    if values:
        bank = session.connection()
        bank.execute(_count_all(bank.dialect.name, leave_after), values)
    return len(values)


@cache
def _waiting() -> Select[bool, bool]:
    """Return the statement of `find_waiting`: home, cards and results ask it each time."""
    person = bindparam("person", type_=Attempt.person_id.type)
    now = bindparam("now", type_=Paper.closes_at.type)
    exams = uncounted(person, now).exists().label(None)
    return select(exams, missed_without_cards(person).exists().label(None))


def _are_shown(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Return the condition of `shows_answers` for the database."""
    is_over = or_(
        Paper.state == PaperState.CANCELLED,
        and_(Paper.state == PaperState.FROZEN, Paper.closes_at <= now),
    )
    return or_(
        Paper.answers_shown.not_in((AnswersShown.AFTER_CLOSE, AnswersShown.NEVER)),
        and_(Paper.answers_shown == AnswersShown.AFTER_CLOSE, is_over),
    )


def _values(person_id: int, question_id: int, correct: bool, at: datetime) -> dict[str, Any]:  # noqa: FBT001
    return {
        "person_id": person_id,
        "question_id": question_id,
        "times_answered": 1,
        "times_right": int(correct),
        "streak": int(correct),
        "last_correct": correct,
        "last_answered_at": at,
        "wrong_since": None if correct else at,
    }


@cache
def _count_all(dialect: str, leave_after: int) -> Any:
    """Return the statement that counts one answer, which may be older than the last one known."""
    statement = insert_for(dialect, Progress.__table__)
    given = statement.excluded
    is_newer = given.last_answered_at >= _progress.last_answered_at
    has_learnt: ColumnElement[bool] = _progress.streak + given.streak >= leave_after
    in_book = func.coalesce(_progress.wrong_since, given.wrong_since)
    return statement.on_conflict_do_update(
        index_elements=[_progress.person_id, _progress.question_id],
        set_={
            "times_answered": _progress.times_answered + 1,
            "times_right": _progress.times_right + given.times_right,
            "streak": case(
                (~is_newer, _progress.streak),
                (given.last_correct, _progress.streak + 1),
                else_=0,
            ),
            "last_correct": case((is_newer, given.last_correct), else_=_progress.last_correct),
            "last_answered_at": case(
                (is_newer, given.last_answered_at), else_=_progress.last_answered_at
            ),
            "wrong_since": case(
                (and_(is_newer, given.last_correct, has_learnt), null()),
                # Learnt since: an older slip does not bring it back.
                (and_(~is_newer, _progress.streak >= leave_after), _progress.wrong_since),
                else_=in_book,
            ),
        },
    )
