"""What was found in a stretch of a text: key points, the questions on them, what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.keypoints.values import Kind
from question_bank.storage.models import (
    DocumentVersion,
    KeyPoint,
    Question,
    QuestionCount,
    RefusedCandidate,
)
from question_bank.storage.models.values import Status
from question_bank.storage.numbers import can_be_id
from question_bank.storage.versions_outdated import outdated_of

#: Questions that can still be used; rejected and retired ones cover nothing.
USABLE: Final = (Status.PUBLISHED, Status.REVIEW, Status.DRAFT)
#: More key points than this are not marked on one page.
MOST_POINTS: Final = 800
#: No source is longer, in code points.
LONGEST_SOURCE: Final = 2000
#: More questions than this are not counted on one page.
MOST_QUESTIONS: Final = 3000


@dataclass(frozen=True, slots=True)
class Tally:
    """Key points of one kind: how many there are, and how many have a question."""

    kind: Kind
    points: int
    covered: int


@dataclass(frozen=True, slots=True)
class OnPoint:
    """What there is on one key point; `more` counts what is not listed."""

    questions: Sequence[Question]
    refused: Sequence[RefusedCandidate]
    more_questions: int
    more_refused: int


@dataclass(frozen=True, slots=True)
class Counts:
    """
    How much rests on a version.

    Attributes:
        in_review: Questions that wait in review.
        published: Questions that deputies may be asked.
        outdated: Questions of its document that wait because their source was changed.
        refused: Candidates that were refused.
    """

    in_review: int
    published: int
    outdated: int
    refused: int


def tally_points(session: Session, version_id: int) -> list[Tally]:
    """Return the key points of a version by kind, in the order of `Kind`."""
    is_covered = func.count().filter(KeyPoint.reason == "")
    rows = session.execute(
        select(KeyPoint.kind, func.count(), is_covered)
        .where(KeyPoint.document_version_id == version_id)
        .group_by(KeyPoint.kind)
    ).all()
    found = {kind: Tally(kind, points, covered) for kind, points, covered in rows}
    return [found[kind] for kind in Kind if kind in found]


def points_between(session: Session, version_id: int, start: int, end: int) -> Sequence[KeyPoint]:
    """Return the key points that touch a stretch, in text order, at most `MOST_POINTS`."""
    return session.scalars(
        select(KeyPoint)
        .where(
            KeyPoint.document_version_id == version_id,
            KeyPoint.source_start < end,
            KeyPoint.source_end > start,
        )
        .order_by(KeyPoint.position)
        .limit(MOST_POINTS)
    ).all()


def get_point(session: Session, document_version_id: int, point_id: int) -> KeyPoint:
    """
    Return a key point of a version.

    Raises:
        NotFoundError: If there is none; generating again makes them anew.
    """
    found = session.get(KeyPoint, point_id) if can_be_id(point_id) else None
    if found is None or found.document_version_id != document_version_id:
        raise NotFoundError("document.no_point")
    return found


def sources_between(
    session: Session, version_id: int, start: int, end: int
) -> list[tuple[int, int]]:
    """Return the sources of usable questions in a stretch, start and end, one for each question."""
    # Counted in the database: many questions of a large text begin where others do.
    rows = session.execute(
        select(Question.source_start, Question.source_end, func.count())
        .where(
            Question.document_version_id == version_id,
            Question.status.in_(USABLE),
            Question.source_start > start - LONGEST_SOURCE,
            Question.source_start < end,
            Question.source_end > start,
        )
        .group_by(Question.source_start, Question.source_end)
        .order_by(Question.source_start, Question.source_end)
        .limit(MOST_QUESTIONS)
    )
    return [(first or 0, last or 0) for first, last, number in rows for _ in range(number)]


def counts_of(session: Session, version: DocumentVersion) -> Counts:
    """Return how much rests on a version."""
    in_review, published = (
        select(func.coalesce(func.sum(QuestionCount.number), 0)).where(
            QuestionCount.document_version_id == version.id, QuestionCount.status == status
        )
        for status in (Status.REVIEW, Status.PUBLISHED)
    )
    outdated = select(func.count()).where(*outdated_of(version.document_id))
    refused = select(func.count()).where(RefusedCandidate.document_version_id == version.id)
    every = (each.scalar_subquery() for each in (in_review, published, outdated, refused))
    numbers = session.execute(select(*every)).one()
    return Counts(*map(int, numbers))


def on_point(session: Session, point: KeyPoint, *, most: int = 12) -> OnPoint:
    """Return the questions, the usable ones first, and refused candidates on a key point."""
    of_point = (
        Question.document_version_id == point.document_version_id,
        Question.source_start < point.source_end,
        Question.source_end > point.source_start,
    )
    refused_here = (
        RefusedCandidate.document_version_id == point.document_version_id,
        RefusedCandidate.source_start < point.source_end,
        RefusedCandidate.source_end > point.source_start,
    )
    questions = session.execute(
        select(Question, func.count().over())
        .where(*of_point)
        .order_by(Question.status.in_(USABLE).desc(), Question.id)
        .limit(most)
    ).all()
    refused = session.execute(
        select(RefusedCandidate, func.count().over())
        .where(*refused_here)
        .order_by(RefusedCandidate.position)
        .limit(most)
    ).all()
    return OnPoint(
        questions=[row for row, _total in questions],
        refused=[row for row, _total in refused],
        more_questions=questions[0][1] - len(questions) if questions else 0,
        more_refused=refused[0][1] - len(refused) if refused else 0,
    )
