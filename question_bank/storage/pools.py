"""What can be practised, and how somebody stands with each of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models import Document, DocumentVersion, Progress, Question, Revision
from question_bank.storage.models.values import Status


@dataclass(frozen=True, slots=True)
class Pool:
    """
    Which published questions are wanted; what is empty or `None` means all.

    Short answers are never in a pool: nothing marks them at once.
    """

    kinds: Collection[Kind] = ()
    types: Collection[ItemType] = ()
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A question that can be drawn, with how somebody stands with it.

    Attributes:
        revision_id: Its current wording.
        fact: Two questions with one fact never meet in one practice; empty: unlike all others.
        document_version_id: Where it comes from; `None` if a trainer gave no source.
        source_start: Where its source begins there, in code points.
        is_seen: Whether the person has answered it before.
        is_wrong: Whether it stands in the person's wrong-answer book.
    """

    question_id: int
    revision_id: int
    fact: str
    kind: Kind
    type: ItemType
    document_version_id: int | None
    source_start: int | None
    is_seen: bool
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from."""

    total: int
    kinds: frozenset[Kind]
    types: frozenset[ItemType]
    #: Numbers and titles, in the order of the numbers.
    documents: tuple[tuple[int, str], ...]


def find_candidates(session: Session, pool: Pool, person_id: int | None) -> list[Candidate]:
    """Return the questions of *pool*, in the order of their numbers."""
    current = and_(
        Revision.question_id == Question.id, Revision.number == Question.current_revision
    )
    own = and_(Progress.question_id == Question.id, Progress.person_id == (person_id or 0))
    rows = session.execute(
        select(
            Question.id,
            Revision.id,
            Question.fact,
            Question.kind,
            Question.type,
            Question.document_version_id,
            Question.source_start,
            Progress.person_id.is_not(None),
            Progress.wrong_since.is_not(None),
        )
        .join(Revision, current)
        .outerjoin(Progress, own)
        .outerjoin(DocumentVersion, Question.document_version_id == DocumentVersion.id)
        .where(*_conditions(pool))
        .order_by(Question.id)
    )
    return [Candidate(*row[:-2], bool(row[-2]), bool(row[-1])) for row in rows]


def find_offer(session: Session) -> Offer:
    """Return what there is to choose from."""
    rows = session.execute(
        select(Question.kind, Question.type, Document.id, Document.title, func.count())
        .outerjoin(DocumentVersion, Question.document_version_id == DocumentVersion.id)
        .outerjoin(Document, DocumentVersion.document_id == Document.id)
        .where(*_conditions(Pool()))
        .group_by(Question.kind, Question.type, Document.id, Document.title)
    ).all()
    # Questions without a source come without a document, which the types do not know.
    found: list[tuple[int | None, str | None]] = [(row[2], row[3]) for row in rows]
    documents = {number: title for number, title in found if number and title}
    return Offer(
        total=sum(count for *_, count in rows),
        kinds=frozenset(kind for kind, *_ in rows),
        types=frozenset(item_type for _, item_type, *_ in rows),
        documents=tuple(sorted(documents.items())),
    )


def _conditions(pool: Pool) -> list[Any]:
    conditions: list[Any] = [
        Question.status == Status.PUBLISHED,
        Question.type != ItemType.SHORT_ANSWER,
    ]
    if pool.kinds:
        conditions.append(Question.kind.in_(pool.kinds))
    if pool.types:
        conditions.append(Question.type.in_(pool.types))
    if pool.document_id is not None:
        conditions.append(DocumentVersion.document_id == pool.document_id)
    return conditions
