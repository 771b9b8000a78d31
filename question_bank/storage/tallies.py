"""
Count how questions are answered and what is known, and read what was counted last.

Counting reads every answer, so the job runner does it now and then (`count_if_due`), and
pages read a few rows of what it found, however many answers there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Select, case, cast, delete, func, insert, select
from sqlalchemy.orm import Session

from question_bank.keypoints.values import Kind
from question_bank.storage.counts import gather
from question_bank.storage.database import Database
from question_bank.storage.disclosure import NO_DOCUMENT, Cell, cells_told, rest_of
from question_bank.storage.models import (
    Answer,
    Attempt,
    Card,
    Document,
    DocumentVersion,
    Group,
    LearningTally,
    Membership,
    Question,
    QuestionTally,
    Setting,
)
from question_bank.storage.models.values import CardState

#: How often everything is counted.
EVERY: Final = timedelta(minutes=30)
#: A card whose recall falls to 90 % no sooner than after so many days is known.
KNOWN_DAYS: Final = 21
#: Documents or groups on one page.
MOST_LINES: Final = 200
_COUNTED: Final = "tallies"
_BATCH: Final = 5000


@dataclass(frozen=True, slots=True)
class Scope:
    """Of whom and what: 0 and `None` stand for all."""

    group_id: int = 0
    document_id: int = 0
    kind: Kind | None = None


def tallies_of(session: Session, question_ids: Collection[int]) -> dict[int, QuestionTally]:
    """Return what was counted of questions, by number; those never answered are missing."""
    rows = session.scalars(select(QuestionTally).where(QuestionTally.question_id.in_(question_ids)))
    return {row.question_id: row for row in rows}


def counted_at(session: Session) -> datetime | None:
    """Return when everything was counted last; `None` before the first time."""
    row = session.get(Setting, _COUNTED)
    return row.changed_at if row else None


def count_if_due(database: Database, now: datetime, every: timedelta = EVERY) -> bool:
    """Count everything if it was last counted longer than *every* ago; return whether it was."""
    with database.reader() as session:
        last = counted_at(session)
    if last is not None and now - last < every:
        return False
    count_anew(database, now)
    return True


def count_anew(database: Database, now: datetime) -> None:
    """
    Count everything and replace what was counted before; commits.

    While answers are read, others may write; only the few rows found are written at one go.
    """
    with database.reader() as session:
        questions = _question_rows(session)
        learning = _learning_rows(session)
    with database.writer() as session:
        _replace(session, QuestionTally, questions)
        _replace(session, LearningTally, learning)
        gather(session)
        row = session.get(Setting, _COUNTED)
        if row is None:
            session.add(Setting(name=_COUNTED, content={}, changed_at=now))
        else:
            row.changed_at = now
        session.commit()


def learning_of(session: Session, scope: Scope) -> LearningTally | None:
    """Return how *scope* as a whole stands; `None` if nobody in it has answered."""
    return session.get(LearningTally, (scope.group_id, scope.document_id, _text(scope.kind)))


def by_document(session: Session, scope: Scope) -> list[tuple[str, LearningTally]]:
    """Return the newest documents by title, each as far as *scope* looks at it."""
    rows = session.execute(
        select(Document.title, LearningTally)
        .join(Document, Document.id == LearningTally.document_id)
        .where(
            LearningTally.group_id == scope.group_id,
            LearningTally.kind == _text(scope.kind),
            *([LearningTally.document_id == scope.document_id] if scope.document_id else []),
        )
        .order_by(Document.id.desc())
        .limit(MOST_LINES)
    )
    return [(title, tally) for title, tally in rows]


def by_kind(session: Session, scope: Scope) -> list[tuple[Kind, LearningTally]]:
    """Return the kinds of content in their own order."""
    rows = session.scalars(
        select(LearningTally).where(
            LearningTally.group_id == scope.group_id,
            LearningTally.document_id == scope.document_id,
            LearningTally.kind.in_([scope.kind] if scope.kind else list(Kind)),
        )
    )
    found = {row.kind: row for row in rows}
    return [(kind, found[kind]) for kind in Kind if kind in found]


def by_group(
    session: Session, scope: Scope, group_ids: Sequence[int]
) -> list[tuple[int, LearningTally]]:
    """Return groups in the order of *group_ids*; those that nobody answered in are missing."""
    rows = session.scalars(
        select(LearningTally).where(
            LearningTally.group_id.in_(group_ids[:MOST_LINES]),
            LearningTally.document_id == scope.document_id,
            LearningTally.kind == _text(scope.kind),
        )
    )
    found = {row.group_id: row for row in rows}
    return [(id_, found[id_]) for id_ in group_ids if id_ in found]


def _text(kind: Kind | None) -> str:
    return kind.value if kind else ""


def _replace(
    session: Session,
    table: type[QuestionTally] | type[LearningTally],
    rows: Sequence[dict[str, Any]],
) -> None:
    session.execute(delete(table))
    for start in range(0, len(rows), _BATCH):
        session.execute(insert(table), rows[start : start + _BATCH])


def _counted() -> ColumnElement[bool]:
    """Return that an answer was marked and is no trainer's trial."""
    return Answer.correct.is_not(None) & Attempt.preview.is_(False)


def _question_rows(session: Session) -> list[dict[str, Any]]:
    rows = session.execute(
        select(
            Answer.question_id,
            func.count().label("answers"),
            func.sum(cast(Answer.correct, Integer)).label("correct"),
            func.count(Attempt.person_id.distinct()).label("people"),
            func.avg(Answer.duration_ms).label("duration"),
        )
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(_counted())
        .group_by(Answer.question_id)
    )
    return [
        {
            "question_id": row.question_id,
            "answers": row.answers,
            "correct": row.correct,
            "people": row.people,
            "share": row.correct / row.answers,
            "duration_ms": None if row.duration is None else round(row.duration),
        }
        for row in rows
    ]


# --- what is known, by group, document and kind ------------------------------


@dataclass(slots=True)
class _Sum:
    """What is added up for one group, document and kind."""

    people: set[int] = field(default_factory=set)
    answers: int = 0
    correct: int = 0
    cards: int = 0
    known: int = 0


def _learning_rows(session: Session) -> list[dict[str, Any]]:
    parents = _parents(session)
    groups = _groups_of_people(session, parents)
    sums: dict[Cell, _Sum] = {}
    for person_id, document_id, kind, answers, correct in session.execute(_answers()):
        for each in _sums(sums, groups.get(person_id), document_id, kind):
            each.people.add(person_id)
            each.answers += answers
            each.correct += correct
    for person_id, document_id, kind, cards, known in session.execute(_cards()):
        for each in _sums(sums, groups.get(person_id), document_id, kind):
            each.people.add(person_id)
            each.cards += cards
            each.known += known
    told = cells_told({cell: len(each.people) for cell, each in sums.items()}, parents)
    return [
        {
            "group_id": cell[0],
            "document_id": cell[1],
            "kind": cell[2],
            "people": len(each.people),
            "answers": each.answers,
            "correct": each.correct,
            "cards": each.cards,
            "known": each.known,
            "told": cell in told,
        }
        for cell, each in sums.items()
        if min(cell[:2]) >= 0
    ]


def _sums(
    sums: dict[Cell, _Sum],
    groups: Iterable[int] | None,
    document_id: int | None,
    kind: Kind,
) -> list[_Sum]:
    """Return all that a row belongs to: its own group, document and kind, and all of each."""
    documents = (0, NO_DOCUMENT if document_id is None else document_id)
    keys = product((0, *(groups or (rest_of(0),))), documents, ("", kind.value))
    return [sums.setdefault(key, _Sum()) for key in keys]


def _parents(session: Session) -> dict[int, int | None]:
    rows = session.execute(select(Group.id, Group.parent_id))
    return {row.id: row.parent_id for row in rows}


def _groups_of_people(
    session: Session, parents: dict[int, int | None]
) -> dict[int, frozenset[int]]:
    """Return the groups that each person belongs to now, with those above and the rests."""
    found: dict[int, set[int]] = {}
    members = select(Membership.person_id, Membership.group_id).where(Membership.left_at.is_(None))
    for person_id, group_id in session.execute(members):
        at: int | None = group_id
        found.setdefault(person_id, set()).add(rest_of(group_id))
        while at is not None and at not in found[person_id]:
            found[person_id].add(at)
            at = parents.get(at)
    return {person_id: frozenset(ids) for person_id, ids in found.items()}


def _answers() -> Select[Any, Any, Any, Any, Any]:
    return (
        select(
            Attempt.person_id,
            DocumentVersion.document_id,
            Question.kind,
            func.count(),
            func.sum(cast(Answer.correct, Integer)),
        )
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Question, Question.id == Answer.question_id)
        .outerjoin(DocumentVersion, DocumentVersion.id == Question.document_version_id)
        .where(_counted())
        .group_by(Attempt.person_id, DocumentVersion.document_id, Question.kind)
    )


def _cards() -> Select[Any, Any, Any, Any, Any]:
    is_known = (Card.state == CardState.REVIEW) & (Card.stability >= KNOWN_DAYS)
    return (
        select(
            Card.person_id,
            DocumentVersion.document_id,
            Question.kind,
            func.count(),
            func.sum(case((is_known, 1), else_=0)),
        )
        .join(Question, Question.id == Card.question_id)
        .outerjoin(DocumentVersion, DocumentVersion.id == Question.document_version_id)
        .where(Card.suspended.is_(False))
        .group_by(Card.person_id, DocumentVersion.document_id, Question.kind)
    )
