"""What a deputy keeps, and looks at again: the wrong-answer book and bookmarks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Item, ItemType
from question_bank.storage.contents import item_from_json
from question_bank.storage.models import (
    Bookmark,
    Card,
    DocumentVersion,
    Progress,
    Question,
    Revision,
)
from question_bank.storage.models.values import Status
from question_bank.storage.slices import Slice, slice_of
from question_bank.storage.upserts import insert_into


@dataclass(frozen=True, slots=True)
class Shelf:
    """Which of the kept questions are looked at; what is empty or `None` means all."""

    kinds: Collection[Kind] = ()
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """
    A question in the wrong-answer book.

    Attributes:
        times_wrong: How often it was answered wrongly, at least 1.
        streak: Right answers in a row since.
        missed_at: Since when it stands in the book.
    """

    question_id: int
    stem: str
    kind: Kind
    type: ItemType
    times_wrong: int
    streak: int
    missed_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A bookmarked question; *is_offered* says whether it can still be practised."""

    question_id: int
    stem: str
    kind: Kind
    type: ItemType
    note: str
    kept_at: datetime
    is_offered: bool


@dataclass(frozen=True, slots=True)
class CurrentWording:
    """
    The published wording of a question.

    Attributes:
        source: ``{"document_version_id", "start", "end", "quote"}`` or `None`.
        is_signed: Whether a reviewer has accepted it.
    """

    revision_id: int
    item: Item
    source: Mapping[str, Any] | None
    is_signed: bool


# --- the wrong-answer book -----------------------------------------------------


def list_missed(session: Session, person_id: int, shelf: Shelf, number: int) -> Slice:
    """Return one page of somebody's book as `Missed`, the latest first; withdrawn ones are left out."""
    wanted = (
        select(
            Question.id,
            Question.stem,
            Question.kind,
            Question.type,
            Progress.times_answered - Progress.times_right,
            Progress.streak,
            Progress.wrong_since,
        )
        .join(Progress, Progress.question_id == Question.id)
        .where(
            Progress.person_id == person_id,
            Progress.wrong_since.is_not(None),
            Question.status == Status.PUBLISHED,
        )
        .order_by(Progress.wrong_since.desc(), Question.id)
    )
    found = slice_of(session, _on(wanted, shelf), number)
    return Slice(tuple(Missed(*row) for row in found.rows), found.number, found.pages, found.total)


@dataclass(frozen=True, slots=True)
class MissedSpan:
    """Where a text proves a question of the wrong-answer book: first code point, one past the last."""

    question_id: int
    start: int
    end: int


def missed_spans(session: Session, person_id: int, version_id: int) -> list[MissedSpan]:
    """Return the places in a text on which somebody has missed published questions."""
    rows = session.execute(
        select(Question.id, Question.source_start, Question.source_end)
        .join(Progress, Progress.question_id == Question.id)
        .where(
            Progress.person_id == person_id,
            Progress.wrong_since.is_not(None),
            Question.document_version_id == version_id,
            Question.status == Status.PUBLISHED,
        )
        .order_by(Question.source_start, Question.id)
    )
    return [MissedSpan(row.id, row.source_start or 0, row.source_end or 0) for row in rows]


def remove_missed(session: Session, person_id: int, question_id: int) -> bool:
    """Take a question out of somebody's book; tell whether it stood there."""
    return _set_wrong_since(
        session, person_id, question_id, Progress.wrong_since.is_not(None), None
    )


def put_back_missed(session: Session, person_id: int, question_id: int) -> bool:
    """Undo `remove_missed`; a question never answered wrongly stays out."""
    was_missed = Progress.times_right < Progress.times_answered
    return _set_wrong_since(session, person_id, question_id, was_missed, Progress.last_answered_at)


def _set_wrong_since(
    session: Session, person_id: int, question_id: int, condition: Any, moment: Any
) -> bool:
    changed: Any = session.execute(
        update(Progress)
        .where(Progress.person_id == person_id, Progress.question_id == question_id, condition)
        .values(wrong_since=moment)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


# --- bookmarks -----------------------------------------------------------------


def list_bookmarks(session: Session, person_id: int, shelf: Shelf, number: int) -> Slice:
    """Return one page of somebody's bookmarks as `Kept`, the latest first."""
    wanted = (
        select(
            Question.id,
            Question.stem,
            Question.kind,
            Question.type,
            Bookmark.note,
            Bookmark.created_at,
            Question.status == Status.PUBLISHED,
        )
        .join(Bookmark, Bookmark.question_id == Question.id)
        .where(Bookmark.person_id == person_id)
        .order_by(Bookmark.created_at.desc(), Question.id)
    )
    found = slice_of(session, _on(wanted, shelf), number)
    rows = tuple(Kept(*row) for row in found.rows)
    return Slice(rows, found.number, found.pages, found.total)


def count_bookmarks(session: Session, person_id: int) -> int:
    """Return how many questions somebody has bookmarked."""
    counted = select(func.count()).select_from(Bookmark).where(Bookmark.person_id == person_id)
    return session.scalar(counted) or 0


def find_bookmark(session: Session, person_id: int | None, question_id: int) -> Bookmark | None:
    """Return somebody's bookmark on a question, if there is one."""
    return session.get(Bookmark, (person_id or 0, question_id))


def set_bookmark(
    session: Session, person_id: int, question_id: int, now: datetime, note: str | None = None
) -> None:
    """
    Bookmark a question; one that has a bookmark keeps it, with *note* where that is given.

    Raises:
        NotFoundError: If there is no such question.
    """
    if session.get(Question, question_id) is None:
        raise NotFoundError("question.not_found", id=question_id)
    values = {
        "person_id": person_id,
        "question_id": question_id,
        "note": note or "",
        "created_at": now,
    }
    inserted = insert_into(session, Bookmark).values(values)
    if note is None:
        session.execute(inserted.on_conflict_do_nothing())
        return
    keys = [Bookmark.person_id, Bookmark.question_id]
    session.execute(inserted.on_conflict_do_update(index_elements=keys, set_={"note": note}))


def remove_bookmark(session: Session, person_id: int, question_id: int) -> None:
    """
    Take a bookmark away; nothing happens where there is none.

    Raises:
        NotFoundError: If there is no such question.
    """
    if session.get(Question, question_id) is None:
        raise NotFoundError("question.not_found", id=question_id)
    session.execute(
        delete(Bookmark).where(Bookmark.person_id == person_id, Bookmark.question_id == question_id)
    )


# --- both ----------------------------------------------------------------------


def has_met(session: Session, person_id: int | None, question_id: int) -> bool:
    """Tell whether somebody has answered a question, bookmarked it, or has a card of it."""
    own = [
        select(table.question_id).where(
            table.person_id == (person_id or 0), table.question_id == question_id
        )
        for table in (Progress, Bookmark, Card)
    ]
    return session.scalar(own[0].union_all(*own[1:]).limit(1)) is not None


def find_wording(session: Session, question_id: int) -> CurrentWording:
    """
    Return what deputies see of a question.

    Raises:
        NotFoundError: If there is no such question, or it was never published.
    """
    row = session.execute(
        select(Revision, Question.signed_at)
        .join(
            Question,
            and_(Question.id == Revision.question_id, Question.current_revision == Revision.number),
        )
        .where(Question.id == question_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError("question.not_found", id=question_id)
    revision, signed_at = row
    item = item_from_json(revision.item)
    return CurrentWording(revision.id, item, revision.source, signed_at is not None)


def _on(wanted: Any, shelf: Shelf) -> Any:
    if shelf.kinds:
        wanted = wanted.where(Question.kind.in_(shelf.kinds))
    if shelf.document_id is not None:
        wanted = wanted.join(
            DocumentVersion, DocumentVersion.id == Question.document_version_id
        ).where(DocumentVersion.document_id == shelf.document_id)
    return wanted
