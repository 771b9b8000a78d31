"""What an import asks of the bank, and many new questions stored at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from question_bank.questions.values import Evidence, Item, ItemType
from question_bank.storage.audit import Deed, record
from question_bank.storage.models import (
    AuditEntry,
    Document,
    DocumentVersion,
    Question,
    QuestionTag,
    Revision,
    Tag,
)
from question_bank.storage.models.values import Origin, Status
from question_bank.storage.questions import Content
from question_bank.storage.search import index_questions, search_text
from question_bank.storage.structure import require_structure
from question_bank.storage.upserts import insert_rows
from question_bank.storage.wordings import (
    Source,
    new_revision,
    write_findings,
    write_item,
    write_parts,
)

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Incoming:
    """
    A new question from outside.

    Attributes:
        content: What it says, with part numbers from 1.
        guid: Its permanent identity; not in the bank yet.
        status: Draft or review; another one where a bank moves as it is.
        status_reason: Why it was rejected or retired.
        fact: Two questions with one fact never meet on a paper.
    """

    content: Content
    guid: str
    status: Status = Status.DRAFT
    status_reason: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A new question, and the row that it will be."""

    incoming: Incoming
    row: Question

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of the row that have a value."""
        return {name: value for name, value in vars(self.row).items() if not name.startswith("_")}


@dataclass(frozen=True, slots=True)
class WantedSource:
    """Where a proof stands according to a file; see `find_source`."""

    document: str
    sha256: str
    start: int
    quote: str


def stored_by_guid(session: Session, guids: Collection[str]) -> dict[str, Question]:
    """Return the questions that have one of *guids*, with their parts and tags."""
    wanted = list(guids)
    rows: list[Question] = []
    for start in range(0, len(wanted), _BATCH):
        query = (
            select(Question)
            .where(Question.guid.in_(wanted[start : start + _BATCH]))
            .options(
                selectinload(Question.options),
                selectinload(Question.blanks),
                selectinload(Question.tags),
            )
        )
        rows += session.scalars(query).all()
    return {row.guid: row for row in rows}


def lock_versions(session: Session, ids: Collection[int | None]) -> dict[int | None, int]:
    """Return the lock version of each of some questions that is there."""
    wanted = [id_ for id_ in ids if id_ is not None]
    found: dict[int | None, int] = {}
    for start in range(0, len(wanted), _BATCH):
        some = Question.id.in_(wanted[start : start + _BATCH])
        found |= dict(session.execute(select(Question.id, Question.lock_version).where(some)).all())
    return found


def text_key(item_type: ItemType, text: str) -> str:
    """Return what two questions share that ask and offer the same, in whatever order."""
    parts = sorted(set(text.split("\n")))
    return hashlib.sha256("\n".join([item_type.value, *parts]).encode()).hexdigest()


def text_key_of(item: Item) -> str:
    """Return the `text_key` of an item."""
    return text_key(item.type, search_text(item))


def find_same_text(session: Session, wanted: Collection[str]) -> dict[str, int]:
    """Return the oldest question for each of the keys *wanted* that the bank has."""
    if not wanted:
        return {}
    rows = session.execute(
        select(Question.id, Question.type, Question.search_text)
        .order_by(Question.id)
        .execution_options(yield_per=1000)
    )
    found: dict[str, int] = {}
    for id_, item_type, text in rows:
        key = text_key(item_type, text)
        if key in wanted:
            found.setdefault(key, id_)
    return found


def find_source(session: Session, wanted: WantedSource) -> Source | None:
    """
    Return where the quote stands in this bank; `None` if no text here has it.

    The document is known by its file's SHA-256 or else by its title; the quote
    stands where the file says, or else where it first occurs.
    """
    if not wanted.quote:
        return None
    named = (
        DocumentVersion.sha256 == wanted.sha256
        if wanted.sha256
        else Document.title == wanted.document
    )
    versions = session.execute(
        select(DocumentVersion.id, DocumentVersion.clean_text)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(named)
        .order_by(DocumentVersion.id.desc())
        .limit(10)
    )
    for version_id, text in versions:
        end = wanted.start + len(wanted.quote)
        start = (
            wanted.start if text[wanted.start : end] == wanted.quote else text.find(wanted.quote)
        )
        if start >= 0:
            evidence = Evidence(start, start + len(wanted.quote), wanted.quote)
            return Source(version_id, evidence)
    return None


def create_questions(
    session: Session, incoming: Sequence[Incoming], *, by_id: int | None, now: datetime
) -> list[int]:
    """
    Store new questions and return their numbers, in order.

    Raises:
        InvalidInputError: If one could be neither shown nor marked.
    """
    ids = store_questions(session, prepare_questions(incoming, by_id, now), by_id=by_id, now=now)
    index_new(session, ids)
    return ids


def prepare_questions(
    incoming: Iterable[Incoming], by_id: int | None, now: datetime
) -> list[Prepared]:
    """
    Return what `store_questions` stores; nothing is asked of the bank.

    Raises:
        InvalidInputError: If one could be neither shown nor marked.
    """
    return [Prepared(each, _row(each, by_id, now)) for each in incoming]


def store_questions(
    session: Session, prepared: Sequence[Prepared], *, by_id: int | None, now: datetime
) -> list[int]:
    """
    Store new questions, all but their search index, and return their numbers, in order.

    Thousands take a moment only: all that can be worked out before has been.
    """
    ids: list[int] = []
    for start in range(0, len(prepared), _BATCH):
        batch = prepared[start : start + _BATCH]
        insert_rows(session, Question, [each.columns for each in batch])
        guids = [each.incoming.guid for each in batch]
        numbered = select(Question.guid, Question.id).where(Question.guid.in_(guids))
        numbers = dict(session.execute(numbered).all())
        new = [numbers[guid] for guid in guids]
        ids += new
        _write_rest(session, dict(zip(new, batch, strict=True)), by_id, now)
        session.flush()
        session.expunge_all()
    return ids


def index_new(session: Session, ids: Sequence[int]) -> None:
    """Let the search find new questions, or see to it that it does."""
    for start in range(0, len(ids), _BATCH):
        texts = select(Question.id, Question.search_text).where(
            Question.id.in_(ids[start : start + _BATCH])
        )
        index_questions(session, dict(session.execute(texts).all()))


def _row(incoming: Incoming, by_id: int | None, now: datetime) -> Question:
    """Return a question as a row that no session knows."""
    require_structure(incoming.content.item)
    row = Question(
        guid=incoming.guid,
        origin=Origin.IMPORTED,
        status=incoming.status,
        status_reason=incoming.status_reason,
        points=incoming.content.points,
        fact=incoming.fact,
        author_id=by_id,
        created_at=now,
        edited_at=now,
        # A published wording is kept, so that marks can be explained.
        current_revision=1 if incoming.status is Status.PUBLISHED else 0,
        lock_version=1,
    )
    write_item(row, incoming.content.item, incoming.content.source, now)
    return row


def _write_rest(
    session: Session, stored: Mapping[int, Prepared], by_id: int | None, now: datetime
) -> None:
    contents = {id_: each.incoming.content for id_, each in stored.items()}
    write_parts(session, {id_: content.item for id_, content in contents.items()}, {})
    write_findings(session, {id_: content.findings for id_, content in contents.items()})
    _write_tags(session, [(id_, content.tags) for id_, content in contents.items()], now)
    session.add_all(
        _first_revision(id_, each, by_id, now)
        for id_, each in stored.items()
        if each.incoming.status is Status.PUBLISHED
    )
    deed: dict[str, Any] = {
        "created_at": now,
        "person_id": by_id,
        "action": "question.import",
        "details": {},
    }
    rows = [{**deed, "object_type": "question", "object_id": id_} for id_ in stored]
    insert_rows(session, AuditEntry, rows)


def _first_revision(id_: int, each: Prepared, by_id: int | None, now: datetime) -> Revision:
    each.row.id = id_
    return new_revision(each.row, each.incoming.content.item, by_id, now)


def _write_tags(
    session: Session, tagged: Iterable[tuple[int, Sequence[str]]], now: datetime
) -> None:
    names = {id_: sorted({tag.strip() for tag in tags} - {""}) for id_, tags in tagged}
    wanted = sorted({name for own in names.values() for name in own})
    known: dict[str, int] = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        found = session.execute(select(Tag.name, Tag.id).where(Tag.name.in_(batch)))
        known |= dict(found.all())
    new = [Tag(name=name, created_at=now) for name in wanted if name not in known]
    session.add_all(new)
    session.flush()
    known |= {tag.name: tag.id for tag in new}
    rows = [{"question_id": id_, "tag_id": known[name]} for id_, own in names.items() for name in own]  # fmt: skip
    insert_rows(session, QuestionTag, rows)


def record_import(
    session: Session, *, by_id: int | None, details: dict[str, str | int], now: datetime
) -> None:
    """Write down that somebody imported: what sort of file, and how much became of it."""
    record(session, Deed("bank.import", by_id, details=details), now)


def record_export(
    session: Session, *, by_id: int | None, details: dict[str, str | int], now: datetime
) -> None:
    """Write down that somebody took questions out: in which format, and how many."""
    record(session, Deed("bank.export", by_id, details=details), now)


def stems_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the stems of the questions among *ids* that are still there, a few hundred at most."""
    rows = session.execute(select(Question.id, Question.stem).where(Question.id.in_(list(ids))))
    return dict(rows.all())
