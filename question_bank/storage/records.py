"""The learning record of one person (学习档案), and all that is kept about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from question_bank.keypoints.values import Kind
from question_bank.storage.models import (
    Answer,
    Attempt,
    Base,
    Card,
    Paper,
    PaperVersion,
    Person,
    Progress,
    Question,
    Review,
)
from question_bank.storage.models.values import AttemptKind, AttemptState, CardState

#: Days looked back for days of practice, and the most papers listed.
YEAR: Final = timedelta(days=366)
MOST_PAPERS: Final = 100
#: Tables whose rows are about a device or a form, not about the person's learning.
_LEFT_OUT: Final = frozenset({"login_session", "form_submission", "invitation", "job", "setting"})
#: Columns that are secrets, or of use to the program only.
_SECRET: Final = frozenset({"token", "token_hash", "submission_id", "marks", "layout", "content"})
_OWN: Final = ("id", "name", "phone", "email", "language", "created_at", "joined_at")


@dataclass(frozen=True, slots=True)
class KindRate:
    """Right answers of all answers to the questions of one kind; `answered` is at least 1."""

    kind: Kind
    right: int
    answered: int

    @property
    def percent(self) -> int:
        """The share, rounded."""
        return round(100 * self.right / self.answered)


@dataclass(frozen=True, slots=True)
class SatPaper:
    """One finished sitting of a paper."""

    title: str
    finished_at: datetime
    score: Decimal
    max_score: Decimal
    pass_mark: Decimal | None


@dataclass(frozen=True, slots=True)
class LearningRecord:
    """
    What somebody has done so far.

    Attributes:
        days: Days of the last year on which something was answered or reviewed.
        since: The first of them; `None` where there is none.
        known_cards: Flashcards that have left their learning steps.
    """

    days: int
    since: date | None
    answered: int
    right: int
    kinds: tuple[KindRate, ...]
    papers: tuple[SatPaper, ...]
    cards: int
    known_cards: int


def learning_record(
    session: Session, person_id: int, now: datetime, zone: tzinfo
) -> LearningRecord:
    """Return the record of somebody; days are those of *zone*."""
    days = _days(session, person_id, now - YEAR, zone)
    kinds = tuple(_rates(session, person_id))
    states: dict[CardState, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Card.state, func.count()).where(Card.person_id == person_id).group_by(Card.state)
        )
    }
    return LearningRecord(
        days=len(days),
        since=min(days, default=None),
        answered=sum(each.answered for each in kinds),
        right=sum(each.right for each in kinds),
        kinds=kinds,
        papers=tuple(_papers(session, person_id)),
        cards=sum(states.values()),
        known_cards=states.get(CardState.REVIEW, 0),
    )


def _days(session: Session, person_id: int, since: datetime, zone: tzinfo) -> set[date]:
    answered = session.scalars(
        select(Answer.answered_at)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.person_id == person_id, Answer.answered_at >= since)
    )
    reviewed = session.scalars(
        select(Review.reviewed_at).where(Review.person_id == person_id, Review.reviewed_at >= since)
    )
    moments: Iterator[datetime | None] = (each for found in (answered, reviewed) for each in found)
    return {moment.astimezone(zone).date() for moment in moments if moment is not None}


def _rates(session: Session, person_id: int) -> Iterator[KindRate]:
    rows = session.execute(
        select(Question.kind, func.sum(Progress.times_right), func.sum(Progress.times_answered))
        .join(Question, Question.id == Progress.question_id)
        .where(Progress.person_id == person_id)
        .group_by(Question.kind)
    )
    found = {row[0]: KindRate(row[0], int(row[1]), int(row[2])) for row in rows}
    return (found[kind] for kind in Kind if kind in found)


def _papers(session: Session, person_id: int) -> Iterator[SatPaper]:
    rows = session.execute(
        select(Paper.title, Attempt.finished_at, Attempt.score, Attempt.max_score, Paper.pass_mark)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .join(Paper, Paper.id == PaperVersion.paper_id)
        .where(
            Attempt.person_id == person_id,
            Attempt.kind == AttemptKind.EXAM,
            Attempt.state == AttemptState.FINISHED,
            Attempt.preview.is_(False),
        )
        .order_by(Attempt.finished_at.desc())
        .limit(MOST_PAPERS)
    )
    return (
        SatPaper(title, finished_at, score, largest, pass_mark)
        for title, finished_at, score, largest, pass_mark in rows
        if finished_at is not None and score is not None
    )


# --- all that is kept -------------------------------------------------------


def data_of(session: Session, person_id: int) -> dict[str, Any]:
    """
    Return all that the bank keeps about a person, as JSON takes it.

    Every table with a column `person_id` is asked, so that a new one is not
    forgotten; answers stand with the words of their question.
    """
    person = session.get_one(Person, person_id)
    kept: dict[str, Any] = {"person": {name: _plain(getattr(person, name)) for name in _OWN}}
    for table in Base.metadata.sorted_tables:
        if "person_id" in table.c and table.name not in _LEFT_OUT:
            rows = _rows_of(session, table, person_id)
            if rows:
                kept[table.name] = rows
    kept["answer"] = _answers(session, person_id)
    return kept


def _rows_of(session: Session, table: Table, person_id: int) -> list[dict[str, Any]]:
    columns = [column for column in table.c if column.name not in _SECRET]
    order: Sequence[Any] = list(table.primary_key.columns)
    rows = session.execute(select(*columns).where(table.c.person_id == person_id).order_by(*order))
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in rows]  # noqa: SLF001 -- the documented way


def _answers(session: Session, person_id: int) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Answer, Question.stem)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Question, Question.id == Answer.question_id)
        .where(Attempt.person_id == person_id)
        .order_by(Answer.attempt_id, Answer.slot)
    )
    return [
        {
            "attempt": answer.attempt_id,
            "slot": answer.slot,
            "question": stem,
            "response": answer.response,
            "correct": answer.correct,
            "mark": _plain(answer.mark),
            "max_mark": _plain(answer.max_mark),
            "answered_at": _plain(answer.answered_at),
        }
        for answer, stem in rows
    ]


def _plain(value: Any) -> Any:
    """Return *value* as JSON takes it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return None if isinstance(value, bytes) else value
