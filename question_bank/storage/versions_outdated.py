"""Questions whose source a newer version changed: what stands there now, and what becomes of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from question_bank.documents import Document as Text
from question_bank.documents.comparing import Comparison, changes_between, changes_from_json
from question_bank.documents.quoting import runs_gone, sentences_quoted
from question_bank.errors import ConflictError
from question_bank.questions.values import Evidence
from question_bank.storage import documents
from question_bank.storage.audit import Deed, record
from question_bank.storage.hints import unindexed
from question_bank.storage.models import DocumentVersion, Question
from question_bank.storage.models.values import Status
from question_bank.storage.questions import get_question

#: Rejected and retired questions wait for nobody.
LIVING: Final = (Status.DRAFT, Status.REVIEW, Status.PUBLISHED)
#: A new passage may be as much longer than the old words, in code points.
ROOM: Final = 400
#: Sentences of other places that one question is shown beside.
MOST_QUOTED: Final = 5
#: Marks that close a sentence; a source may leave its last one out.
CLOSING: Final = "。！？；"


@dataclass(frozen=True, slots=True)
class OutdatedPage:
    """
    One page of outdated questions in text order.

    Attributes:
        number: From 1; the last page where a later one was asked for.
        pages: At least 1.
    """

    rows: Sequence[Question]
    number: int
    pages: int
    total: int


def list_outdated(
    session: Session, document_id: int, *, number: int = 1, size: int = 10
) -> OutdatedPage:
    """Return one page of a document's outdated questions; absurd numbers give the nearest."""
    of_document = outdated_of(document_id)
    total = session.scalar(select(func.count()).select_from(Question).where(*of_document)) or 0
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    place = (Question.document_version_id, Question.source_start, Question.id)
    # Sorted in the index alone; rows are read of one page.
    ids = (
        select(Question.id)
        .where(*of_document)
        .order_by(*place)
        .limit(size)
        .offset((number - 1) * size)
    )
    rows = session.scalars(
        select(Question)
        .where(Question.id.in_(session.scalars(ids).all()))
        .order_by(*place)
        .options(selectinload(Question.options), selectinload(Question.blanks))
    ).all()
    return OutdatedPage(rows, number, pages, total)


def by_document(
    session: Session, document_ids: Collection[int] | None = None
) -> dict[int, dict[Status, int]]:
    """
    Return how many questions of each status wait because their source was changed.

    Args:
        session: Where.
        document_ids: Of which documents; of all by default. Those without any are left out.
    """
    query = (
        select(DocumentVersion.document_id, Question.status, func.count())
        .join(Question, Question.outdated_by_id == DocumentVersion.id)
        .where(Question.outdated_by_id > 0)
        .where(unindexed(Question.status.expression).in_(LIVING))
        .group_by(DocumentVersion.document_id, Question.status)
    )
    if document_ids is not None:
        query = query.where(DocumentVersion.document_id.in_(document_ids))
    found: dict[int, dict[Status, int]] = {}
    for document_id, status, number in session.execute(query):
        found.setdefault(document_id, {})[status] = number
    return found


def outdated_of(document_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return what the questions are that wait because their source in a document was changed."""
    versions = select(DocumentVersion.id).where(DocumentVersion.document_id == document_id)
    return (
        Question.outdated_by_id.in_(versions),
        unindexed(Question.status.expression).in_(LIVING),
    )


def comparison_with(session: Session, older_id: int, newest: DocumentVersion) -> Comparison:
    """
    Return an older version beside the newest one.

    Raises:
        NotFoundError: If there is no such version.
    """
    older = documents.get_version(session, older_id)
    return comparison_between(
        (older, documents.text_of(older)), (newest, documents.text_of(newest))
    )


def comparison_between(
    older: tuple[DocumentVersion, Text], newest: tuple[DocumentVersion, Text]
) -> Comparison:
    """Return an older version beside the newest one, each given with its text."""
    (before, old), (after, new) = older, newest
    is_next = before.number + 1 == after.number and after.changes is not None
    changes = changes_from_json(after.changes or []) if is_next else changes_between(old, new)
    return Comparison(old, new, changes)


def passage_now(comparison: Comparison, start: int, end: int) -> Evidence | None:
    """Return what stands in the new text where an old source stood; `None` if it went."""
    first, last = comparison.now_in_place_of(start, end)
    if first == last:
        return None
    quote = comparison.old.clean_text[start:end]
    count = comparison.count_sentences(start, end)
    first, last = _closest(comparison, quote, count, (first, last))
    return Evidence(first, last, comparison.new.clean_text[first:last])


def wordings(comparison: Comparison, start: int, end: int) -> tuple[str, str]:
    """Return the sentences around an old source and those that stand there now, maybe none."""
    first, last = comparison.whole_sentences(start, end)
    old = comparison.old.clean_text[first:last]
    now = comparison.now_in_place_of(start, end)
    if now[0] == now[1]:
        return old, ""
    count = comparison.count_sentences(start, end)
    begins, ends = _closest(comparison, old, count, now)
    return old, comparison.new.clean_text[begins:ends]


def wordings_elsewhere(
    comparison: Comparison, texts: Iterable[str], start: int, end: int
) -> list[tuple[int, str, str]]:
    """
    Return what *texts* quote of changed sentences outside of a source, at most `MOST_QUOTED`.

    Each comes as where it began, its old words and those that stand there now, maybe none.
    """
    first, last = comparison.whole_sentences(start, end)
    quoted = sentences_quoted(comparison, texts, runs_gone(comparison))
    places = [(each.start, each.end) for each in quoted if not first <= each.start < last]
    return [(place[0], *wordings(comparison, *place)) for place in places[:MOST_QUOTED]]


def clear(session: Session, question_id: int, lock_version: int, by_id: int, now: datetime) -> None:
    """
    Let a question keep the source it had: what it rests on went from the newest version.

    Raises:
        NotFoundError: If there is no such question.
        ConflictError: If somebody changed it since it was shown.
    """
    row = get_question(session, question_id)
    if row.lock_version != lock_version:
        raise ConflictError("question.changed_meanwhile", id=row.id)
    row.outdated_by_id = None
    record(session, Deed("question.source_kept", by_id, "question", row.id), now)
    session.flush()


def _closest(
    comparison: Comparison, quote: str, wanted: int, within: tuple[int, int]
) -> tuple[int, int]:
    """Return the same words in a new passage, else as many of its sentences as were *wanted*."""
    text = comparison.new.clean_text
    found = text.find(quote, *within)
    if found >= 0:
        return found, found + len(quote)
    inside = [each for each in comparison.new.sentences if within[0] <= each.start < within[1]]
    windows = [
        (inside[at].start, inside[min(at + wanted, len(inside)) - 1].end)
        for at in range(max(len(inside) - wanted, 0) + 1)
    ]
    first, last = max(windows, key=lambda span: fuzz.ratio(quote, text[span[0] : span[1]]))
    if quote[-1:] not in CLOSING:
        last -= len(text[first:last]) - len(text[first:last].rstrip(CLOSING))
    return first, min(last, first + len(quote) + ROOM)
