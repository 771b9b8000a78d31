"""What a deputy sees of their own learning: how far they are, what stands open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, extract, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.attempts import resume_at
from question_bank.storage.models import Answer, Attempt, Card, Person, Progress, Question, Review
from question_bank.storage.models.values import AttemptKind, AttemptState, Status


@dataclass(frozen=True, slots=True)
class KindProgress:
    """
    How far somebody is with the published questions of one kind.

    Attributes:
        known: Questions answered rightly the last time.
        wrong: Questions in the wrong-answer book.
        total: Questions there are, at least 1.
    """

    kind: Kind
    known: int
    wrong: int
    total: int


@dataclass(frozen=True, slots=True)
class OpenPractice:
    """A practice that was not finished; at least one question has no answer."""

    attempt_id: int
    slot: int
    answered: int
    count: int

    @property
    def left(self) -> int:
        """Questions without an answer."""
        return self.count - self.answered


@dataclass(frozen=True, slots=True)
class Record:
    """What somebody has done so far, in numbers."""

    answered: int
    right: int
    known: int
    cards: int


#: What somebody has done who has done nothing.
NOTHING_YET: Final = Record(answered=0, right=0, known=0, cards=0)


def progress_by_kind(session: Session, person_id: int | None) -> list[KindProgress]:
    """
    Return the progress of each kind with published questions, in the order of `Kind`.

    Short answers are left out: nobody practises them. For nobody in particular
    (`None`) nothing is known or wrong.
    """
    own = and_(Progress.question_id == Question.id, Progress.person_id == (person_id or 0))
    rows = session.execute(
        select(
            Question.kind,
            func.count(),
            func.sum(case((Progress.streak > 0, 1), else_=0)),
            func.sum(case((Progress.wrong_since.is_not(None), 1), else_=0)),
        )
        .outerjoin(Progress, own)
        .where(Question.status == Status.PUBLISHED, Question.type != ItemType.SHORT_ANSWER)
        .group_by(Question.kind)
    )
    found = {
        kind: KindProgress(kind, int(known), int(wrong), int(total))
        for kind, total, known, wrong in rows
    }
    return [found[kind] for kind in Kind if kind in found]


def find_open_practice(session: Session, person_id: int) -> OpenPractice | None:
    """Return the practice somebody left open last, or `None`."""
    row = session.execute(
        select(Attempt.id, Attempt.layout)
        .where(
            Attempt.person_id == person_id,
            Attempt.state == AttemptState.OPEN,
            Attempt.kind == AttemptKind.PRACTICE,
        )
        .order_by(Attempt.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    attempt_id, layout = row
    slot, answered = resume_at(session, attempt_id, len(layout))
    return OpenPractice(attempt_id, slot or 1, answered, len(layout))


def has_finished_since(session: Session, person_id: int, mode: str, since: datetime) -> bool:
    """Tell whether somebody finished a practice of this mode since then."""
    finished = select(Attempt.id).where(
        Attempt.person_id == person_id,
        Attempt.state == AttemptState.FINISHED,
        Attempt.kind == AttemptKind.PRACTICE,
        Attempt.mode == mode,
        Attempt.finished_at >= since,
    )
    return session.scalar(finished.limit(1)) is not None


def days_practised(session: Session, person_id: int, since: datetime) -> frozenset[int]:
    """Return on which days from *since* somebody answered or turned a card; 0 is its own day."""
    answered = (
        select(_days_after(since, Answer.answered_at))
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(
            Attempt.person_id == person_id,
            or_(Attempt.finished_at.is_(None), Attempt.finished_at >= since),
            Answer.answered_at >= since,
        )
    )
    turned = select(_days_after(since, Review.reviewed_at)).where(
        Review.person_id == person_id, Review.reviewed_at >= since
    )
    # UNION, not UNION ALL: each day once, however much was done on it.
    return frozenset(session.scalars(answered.union(turned)))


def _days_after(since: datetime, moment: InstrumentedAttribute[Any]) -> ColumnElement[int]:
    seconds = cast(extract("epoch", moment), BigInteger) - int(since.timestamp())
    return cast(func.floor(seconds / 86_400.0), BigInteger)


def record_of(session: Session, person_id: int) -> Record:
    """Return what somebody has done so far."""
    answered, right, known = session.execute(
        select(
            func.coalesce(func.sum(Progress.times_answered), 0),
            func.coalesce(func.sum(Progress.times_right), 0),
            func.coalesce(func.sum(case((Progress.streak > 0, 1), else_=0)), 0),
        ).where(Progress.person_id == person_id)
    ).one()
    cards = session.scalar(
        select(func.count()).select_from(Card).where(Card.person_id == person_id)
    )
    return Record(int(answered), int(right), int(known), cards or 0)


def name_person(session: Session, person_id: int, name: str, now: datetime) -> None:
    """Give somebody a name, or take it away where *name* is empty."""
    person = session.get_one(Person, person_id)
    person.name = name or None
    person.joined_at = person.joined_at or now if name else None
