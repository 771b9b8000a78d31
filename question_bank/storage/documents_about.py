"""What is said of a document: its title, kind, date and source; that it is no longer used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from question_bank.documents.values import Genre
from question_bank.errors import ConflictError
from question_bank.storage import audit
from question_bank.storage.audit import Deed, record
from question_bank.storage.documents import get_document
from question_bank.storage.models import AuditEntry, Document, DocumentVersion, Question
from question_bank.storage.models.values import Status

#: Questions that stop with their document.
_LIVING: Final = (Status.DRAFT, Status.REVIEW, Status.PUBLISHED)
_ARCHIVE, _RESTORE = "document.archive", "document.restore"


@dataclass(frozen=True, slots=True)
class Description:
    """What a person says of a text; *title* is never empty."""

    title: str
    genre: Genre
    dated_on: date | None
    source_note: str


def describe(
    session: Session, document_id: int, said: Description, by_id: int, now: datetime
) -> Document:
    """
    Change what is said of a document; its text and its questions stay.

    Raises:
        NotFoundError: If there is no such document.
    """
    row = get_document(session, document_id)
    before = [row.title, row.genre.value, str(row.dated_on or ""), row.source_note]
    row.title, row.genre = said.title, said.genre
    row.dated_on, row.source_note = said.dated_on, said.source_note
    record(session, Deed("document.edit", by_id, "document", row.id, {"before": before}), now)
    session.flush()
    return row


def archive(session: Session, document_id: int, reason: str, by_id: int, now: datetime) -> int:
    """
    Take a document out of use and retire its questions; return how many. Nothing is deleted.

    Raises:
        NotFoundError: If there is no such document.
        ConflictError: If it is out of use already.
    """
    row = get_document(session, document_id)
    if row.archived_at is not None:
        raise ConflictError("document.archived", id=document_id)
    row.archived_at = now
    living = _questions(session, document_id, _LIVING)
    _set(session, [id_ for id_, _status in living], Status.RETIRED, reason)
    for id_, _status in living:
        record(session, Deed("question.retired", by_id, "question", id_, {"reason": reason}), now)
    details = {"reason": reason, "questions": [[id_, status.value] for id_, status in living]}
    record(session, Deed(_ARCHIVE, by_id, "document", document_id, details), now)
    session.flush()
    return len(living)


def restore(session: Session, document_id: int, by_id: int, now: datetime) -> int:
    """
    Take a document into use again; questions retired with it stand where they stood.

    Raises:
        NotFoundError: If there is no such document.
        ConflictError: If it is in use.
    """
    row = get_document(session, document_id)
    if row.archived_at is None:
        raise ConflictError("document.not_archived", id=document_id)
    row.archived_at = None
    retired = {id_ for id_, _status in _questions(session, document_id, (Status.RETIRED,))}
    number = 0
    for status in _LIVING:
        back = [
            id_
            for id_, before in _retired_with(session, document_id)
            if before == status.value and id_ in retired
        ]
        _set(session, back, status, "")
        for id_ in back:
            record(session, Deed("question.restored", by_id, "question", id_), now)
        number += len(back)
    record(session, Deed(_RESTORE, by_id, "document", document_id), now)
    session.flush()
    return number


def _questions(
    session: Session, document_id: int, statuses: Sequence[Status]
) -> list[tuple[int, Status]]:
    rows = session.execute(
        select(Question.id, Question.status)
        .join(DocumentVersion, Question.document_version_id == DocumentVersion.id)
        .where(DocumentVersion.document_id == document_id, Question.status.in_(statuses))
        .order_by(Question.id)
    ).all()
    return [(id_, status) for id_, status in rows]


def _set(session: Session, ids: Sequence[int], status: Status, reason: str) -> None:
    for start in range(0, len(ids), 500):
        session.execute(
            update(Question)
            .where(Question.id.in_(ids[start : start + 500]))
            .values(status=status, status_reason=reason, lock_version=Question.lock_version + 1)
        )


def _retired_with(session: Session, document_id: int) -> list[tuple[int, str]]:
    """Return which questions the last archiving retired, and where they stood before."""
    done: Sequence[AuditEntry] = audit.history_of(session, "document", document_id)
    last = next((each for each in done if each.action == _ARCHIVE), None)
    return [] if last is None else [(id_, status) for id_, status in last.details["questions"]]
