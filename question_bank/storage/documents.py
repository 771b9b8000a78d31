"""Texts in the bank: their bytes, their clean text, their versions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, undefer, undefer_group

from question_bank.documents.values import (
    Document as Text,
)
from question_bank.documents.values import (
    Flag,
    Repair,
    Role,
    Section,
    Sentence,
)
from question_bank.errors import NotFoundError
from question_bank.storage import counts
from question_bank.storage.audit import Deed, record
from question_bank.storage.models import Document, DocumentVersion, Question
from question_bank.storage.models.values import Status
from question_bank.storage.numbers import can_be_id

#: Nobody pages through more documents than this.
_MOST_LISTED = 1000


@dataclass(frozen=True, slots=True)
class Upload:
    """
    A text that was read, with the bytes it was read from.

    Attributes:
        text: What reading made of it.
        original: The bytes, exactly as they came.
        media_type: Such as ``text/plain``.
        file_name: As its owner calls it; may be empty.
        built_in: Whether it came with the program.
        source_note: Where it comes from, in a sentence or an address.
        dated_on: When the speech was given, the law passed.
        person_id: Who brought it; `None` for the program itself.
    """

    text: Text
    original: bytes
    media_type: str = "text/plain"
    file_name: str = ""
    built_in: bool = False
    source_note: str = ""
    dated_on: date | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A version, and whether it is new or the same bytes were there before."""

    version: DocumentVersion
    is_new: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list, with its newest version and its questions by status."""

    document: Document
    newest_version_id: int
    questions: dict[Status, int]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """
    One page of documents.

    Attributes:
        number: From 1; the last page where a later one was asked for.
        pages: At least 1.
    """

    rows: Sequence[Listed]
    number: int
    pages: int
    total: int


def add_document(session: Session, upload: Upload, now: datetime) -> Stored:
    """Store a text as a document of its own, unless its bytes are in the bank already."""
    known = find_version(session, _hash(upload.original))
    if known is not None:
        return Stored(known, is_new=False)
    document = Document(
        title=upload.text.title,
        sha256=_hash(upload.original),
        genre=upload.text.genre,
        built_in=upload.built_in,
        source_note=upload.source_note,
        dated_on=upload.dated_on,
        created_at=now,
        created_by_id=upload.person_id,
    )
    session.add(document)
    session.flush()
    record(session, Deed("document.add", upload.person_id, "document", document.id), now)
    return Stored(_add_version(session, document, upload, now), is_new=True)


def add_version(session: Session, document_id: int, upload: Upload, now: datetime) -> Stored:
    """
    Store a newer wording of a document, unless its bytes are in the bank already.

    Raises:
        NotFoundError: If there is no such document.
    """
    document = get_document(session, document_id)
    known = find_version(session, _hash(upload.original))
    if known is not None:
        return Stored(known, is_new=False)
    record(session, Deed("document.version", upload.person_id, "document", document.id), now)
    return Stored(_add_version(session, document, upload, now), is_new=True)


def get_document(session: Session, document_id: int) -> Document:
    """
    Return the document with this number.

    Raises:
        NotFoundError: If there is none.
    """
    found = session.get(Document, document_id) if can_be_id(document_id) else None
    if found is None:
        raise NotFoundError("document.not_found", id=document_id)
    return found


def get_version(session: Session, version_id: int) -> DocumentVersion:
    """
    Return one version with its document, its text loaded and its bytes not.

    Raises:
        NotFoundError: If there is none.
    """
    query = select(DocumentVersion).where(DocumentVersion.id == version_id).options(*_WITH_TEXT)
    found = session.scalar(query) if can_be_id(version_id) else None
    if found is None:
        raise NotFoundError("document.not_found", id=version_id)
    return found


def titles_of_versions(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the titles that the documents of some versions have now, by version."""
    rows = session.execute(
        select(DocumentVersion.id, Document.title)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(DocumentVersion.id.in_(ids))
    )
    return {row.id: row.title for row in rows}


def titles_of_questions(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the titles of the documents that some questions are from; those without are missing."""
    rows = session.execute(
        select(Question.id, Document.title)
        .join(DocumentVersion, DocumentVersion.id == Question.document_version_id)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Question.id.in_(ids))
    )
    return {row.id: row.title for row in rows}


def newest_version(session: Session, document_id: int) -> DocumentVersion:
    """
    Return the newest version of a document, its text loaded and its bytes not.

    Raises:
        NotFoundError: If there is no such document.
    """
    query = (
        select(DocumentVersion)
        .where(DocumentVersion.document_id == document_id)
        .order_by(DocumentVersion.number.desc())
        .limit(1)
        .options(*_WITH_TEXT)
    )
    found = session.scalar(query) if can_be_id(document_id) else None
    if found is None:
        raise NotFoundError("document.not_found", id=document_id)
    return found


def newest_row(
    session: Session, document_id: int, *, with_changes: bool = False
) -> DocumentVersion:
    """
    Return the newest version of a document with its document, neither text nor bytes loaded.

    Args:
        session: Where.
        document_id: Of which document.
        with_changes: Whether what it changed in the one before is loaded, too.

    Raises:
        NotFoundError: If there is no such document.
    """
    query = (
        select(DocumentVersion)
        .where(DocumentVersion.document_id == document_id)
        .order_by(DocumentVersion.number.desc())
        .limit(1)
        .options(joinedload(DocumentVersion.document))
    )
    if with_changes:
        query = query.options(undefer(DocumentVersion.changes))
    found = session.scalar(query) if can_be_id(document_id) else None
    if found is None:
        raise NotFoundError("document.not_found", id=document_id)
    return found


def find_version(session: Session, sha256: str) -> DocumentVersion | None:
    """Return the first version read from bytes with this hash, with its document, or `None`."""
    return session.scalar(
        select(DocumentVersion)
        .where(DocumentVersion.sha256 == sha256)
        .order_by(DocumentVersion.id)
        .limit(1)
        .options(joinedload(DocumentVersion.document))
    )


def find_versions(session: Session, hashes: Sequence[str]) -> dict[str, DocumentVersion]:
    """Return the first version read from bytes with each of some hashes, where there is one."""
    rows = session.scalars(
        select(DocumentVersion)
        .where(DocumentVersion.sha256.in_(hashes))
        .order_by(DocumentVersion.id.desc())
        .options(joinedload(DocumentVersion.document))
    )
    return {row.sha256: row for row in rows}


def list_documents(session: Session) -> list[Listed]:
    """Return all documents that are not archived, newest first, with counts of their questions."""
    documents = session.scalars(
        select(Document)
        .where(Document.archived_at.is_(None))
        .order_by(Document.id.desc())
        .limit(_MOST_LISTED)
    ).all()
    return _listed(session, documents)


def page_of_documents(
    session: Session, *, number: int = 1, size: int = 20, archived: bool = False
) -> DocumentPage:
    """Return one page of documents, newest first; absurd numbers give the nearest page."""
    is_wanted = Document.archived_at.is_not(None) if archived else Document.archived_at.is_(None)
    total = session.scalar(select(func.count()).select_from(Document).where(is_wanted)) or 0
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    documents = session.scalars(
        select(Document)
        .where(is_wanted)
        .order_by(Document.id.desc())
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    return DocumentPage(_listed(session, documents), number, pages, total)


def text_of(version: DocumentVersion) -> Text:
    """Return the stored text as the value that reading once made; nothing is computed anew."""
    return Text(
        title=version.document.title,
        sha256=version.sha256,
        genre=version.document.genre,
        clean_text=version.clean_text,
        sections=tuple(
            Section(**{**part, "role": Role(part["role"])}) for part in version.sections
        ),
        sentences=tuple(
            Sentence(version.clean_text[start:end], start, section, paragraph, is_heading)
            for start, end, section, paragraph, is_heading in version.sentences
        ),
        repairs=tuple(Repair(**repair) for repair in version.repairs),
        flags=tuple(Flag(**flag) for flag in version.flags),
    )


_WITH_TEXT = (undefer_group("text"), joinedload(DocumentVersion.document))


def _add_version(
    session: Session, document: Document, upload: Upload, now: datetime
) -> DocumentVersion:
    text = upload.text
    last = session.scalar(
        select(func.max(DocumentVersion.number)).where(DocumentVersion.document_id == document.id)
    )
    version = DocumentVersion(
        document=document,
        number=(last or 0) + 1,
        sha256=_hash(upload.original),
        file_name=upload.file_name,
        media_type=upload.media_type,
        original=upload.original,
        clean_text=text.clean_text,
        repairs=[asdict(repair) for repair in text.repairs],
        flags=[asdict(flag) for flag in text.flags],
        sections=[{**asdict(section), "role": section.role.value} for section in text.sections],
        sentences=[
            [part.start, part.end, part.section, part.paragraph, part.is_heading]
            for part in text.sentences
        ],
        created_at=now,
        created_by_id=upload.person_id,
    )
    session.add(version)
    session.flush()
    return version


def listed_by_number(session: Session, ids: Sequence[int]) -> dict[int, Listed]:
    """Return those of some documents that are there, by number, with counts of their questions."""
    found = session.scalars(select(Document).where(Document.id.in_(ids))).all() if ids else []
    return {each.document.id: each for each in _listed(session, found)}


def _listed(session: Session, documents: Sequence[Document]) -> list[Listed]:
    ids = [row.id for row in documents]
    newest = _newest_versions(session, ids)
    questions = counts.by_document(session, ids)
    return [Listed(row, newest[row.id], questions.get(row.id, {})) for row in documents]


def _newest_versions(session: Session, ids: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(DocumentVersion.document_id, func.max(DocumentVersion.id))
        .where(DocumentVersion.document_id.in_(ids))
        .group_by(DocumentVersion.document_id)
    )
    return dict(rows.all())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
