"""What can be practised, and how somebody stands with each of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models import (
    Blank,
    Bookmark,
    Document,
    DocumentVersion,
    Option,
    Progress,
    Question,
    QuestionTag,
    Revision,
    Tag,
)
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
    tag_id: int | None = None


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
        is_bookmarked: Whether the person keeps it.
        stem: What it says.
        keys: Its right answers as texts; none for a statement.
        times_answered: How often the person has answered it …
        times_right: … and how often rightly.
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
    is_bookmarked: bool
    stem: str
    keys: tuple[str, ...]
    times_answered: int = 0
    times_right: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from."""

    total: int
    kinds: frozenset[Kind]
    types: frozenset[ItemType]
    #: Numbers and titles, in the order of the numbers.
    documents: tuple[tuple[int, str], ...]
    #: Numbers and names of the tags that published questions carry, by name.
    tags: tuple[tuple[int, str], ...] = ()


def find_candidates(session: Session, pool: Pool, person_id: int | None) -> list[Candidate]:
    """Return the questions of *pool*, in the order of their numbers."""
    current = and_(
        Revision.question_id == Question.id, Revision.number == Question.current_revision
    )
    own = and_(Progress.question_id == Question.id, Progress.person_id == (person_id or 0))
    kept = and_(Bookmark.question_id == Question.id, Bookmark.person_id == (person_id or 0))
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
            Bookmark.person_id.is_not(None),
            Question.stem,
            Progress.times_answered,
            Progress.times_right,
        )
        .join(Revision, current)
        .outerjoin(Progress, own)
        .outerjoin(Bookmark, kept)
        .outerjoin(DocumentVersion, Question.document_version_id == DocumentVersion.id)
        .where(*_conditions(pool))
        .order_by(Question.id)
    )
    keys = _keys_of(session, pool)
    return [_candidate(row, keys) for row in rows]


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
        tags=_tags_on_offer(session),
    )


def _tags_on_offer(session: Session) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Tag.id, Tag.name)
        .join(QuestionTag, QuestionTag.tag_id == Tag.id)
        .join(Question, Question.id == QuestionTag.question_id)
        .where(*_conditions(Pool()))
        .group_by(Tag.id, Tag.name)
        .order_by(Tag.name)
    )
    return tuple((number, name) for number, name in rows)


def _keys_of(session: Session, pool: Pool) -> dict[int, list[str]]:
    """Return the right options, or the first accepted answer of each blank, by question."""
    keys: dict[int, list[str]] = defaultdict(list)
    options = select(Question.id, Option.text).join(Option, Option.question_id == Question.id)
    blanks = select(Question.id, Blank.accepted).join(Blank, Blank.question_id == Question.id)
    right: Any = session.execute(_narrowed(options.where(Option.correct), pool))
    filled: Any = session.execute(_narrowed(blanks, pool))
    for number, text in right:
        keys[number].append(text)
    for number, accepted in filled:
        keys[number].append(accepted[0])
    return keys


def _narrowed(wanted: Any, pool: Pool) -> Any:
    """Return the statement *wanted*, which reads questions, for those of *pool* alone."""
    version = Question.document_version_id == DocumentVersion.id
    return wanted.outerjoin(DocumentVersion, version).where(*_conditions(pool))


def _candidate(row: Any, keys: Mapping[int, Sequence[str]]) -> Candidate:
    """Return what `find_candidates` read; its columns are too many for the types."""
    known: tuple[int, int, str, Kind, ItemType, int | None, int | None] = row[:7]
    is_seen, is_wrong, is_bookmarked, stem, answered, right = row[7:]
    return Candidate(
        *known,
        bool(is_seen),
        bool(is_wrong),
        bool(is_bookmarked),
        stem,
        tuple(keys.get(row[0], ())),
        answered or 0,
        right or 0,
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
    if pool.tag_id is not None:
        tagged = select(QuestionTag.question_id).where(QuestionTag.tag_id == pool.tag_id)
        conditions.append(Question.id.in_(tagged))
    return conditions
