"""Read the whole bank for a report on it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.questions.audit import (
    BankFigures,
    DocumentCoverage,
    Entry,
    PointCovered,
    coverage_of,
    figures_of,
    near_duplicates,
)
from question_bank.storage.contents import findings_of, item_of
from question_bank.storage.documents import list_documents, newest_version, text_of
from question_bank.storage.listing import QuestionFilter, stream_questions
from question_bank.storage.models import KeyPoint, Question
from question_bank.storage.models.values import Status

#: Questions that deputies meet or trainers decide on; rejected ones stay out of the way.
LIVE: Final = (Status.PUBLISHED, Status.REVIEW)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two questions that ask the same thing, by guid, and how alike their stems are, 0 to 1."""

    guids: tuple[str, str]
    stems: tuple[str, str]
    likeness: float


@dataclass(frozen=True, slots=True)
class BankAudit:
    """The report: counts, coverage by document and section, questions asked twice."""

    figures: BankFigures
    documents: tuple[DocumentCoverage, ...]
    duplicates: tuple[Duplicate, ...]


def audit_bank(session: Session, absolute: Collection[str]) -> BankAudit:
    """
    Return the report on the whole bank.

    Args:
        session: Only read from.
        absolute: Words that make a statement absolute, which test-wise readers distrust.
    """
    guids: list[str] = []
    entries: list[Entry] = []
    for row in stream_questions(session, QuestionFilter()):
        guids.append(row.guid)
        entries.append(_entry(row))
    return report_on(guids, entries, absolute, tuple(_coverage(session)))


def report_on(
    guids: Sequence[str],
    entries: Sequence[Entry],
    absolute: Collection[str],
    documents: tuple[DocumentCoverage, ...] = (),
) -> BankAudit:
    """Return the report on *entries*, whose guids stand in the same order."""
    return BankAudit(figures_of(entries, absolute), documents, tuple(_duplicates(guids, entries)))


def _entry(row: Question) -> Entry:
    version = row.document_version
    return Entry(
        item=item_of(row),
        status=row.status.value,
        findings=findings_of(row),
        fact=row.fact,
        document=version.document.title if version else "",
        signed=row.signed_at is not None,
    )


def _duplicates(guids: Sequence[str], entries: Sequence[Entry]) -> Iterator[Duplicate]:
    live = [place for place, entry in enumerate(entries) if entry.status in set(LIVE)]
    items = [entries[place].item for place in live]
    for pair in near_duplicates(items):
        yield Duplicate(
            (guids[live[pair.first]], guids[live[pair.second]]),
            (items[pair.first].stem, items[pair.second].stem),
            pair.likeness,
        )


def _coverage(session: Session) -> Iterator[DocumentCoverage]:
    for listed in reversed(list_documents(session)):
        version = newest_version(session, listed.document.id)
        yield coverage_of(text_of(version), _points(session, version.id))
        session.expunge(version)


def _points(session: Session, version_id: int) -> list[PointCovered]:
    published = _evidence(session, version_id, Status.PUBLISHED)
    waiting = _evidence(session, version_id, Status.REVIEW)
    rows = session.execute(
        select(KeyPoint.source_start, KeyPoint.source_end, KeyPoint.must, KeyPoint.reason)
        .where(KeyPoint.document_version_id == version_id)
        .order_by(KeyPoint.position)
    )
    return [
        PointCovered(
            start, end, must, _meets(start, end, published), _meets(start, end, waiting), why
        )
        for start, end, must, why in rows
    ]


def _evidence(session: Session, version_id: int, status: Status) -> list[tuple[int, int]]:
    """Return the stretches that questions rest on, none inside another, in text order."""
    rows = session.execute(
        select(Question.source_start, Question.source_end)
        .where(Question.document_version_id == version_id, Question.status == status)
        .order_by(Question.source_start, Question.source_end.desc())
    )
    stretches: list[tuple[int, int]] = []
    for start, end in rows:
        if start is not None and end is not None and (not stretches or end > stretches[-1][1]):
            stretches.append((start, end))
    return stretches


def _meets(start: int, end: int, stretches: list[tuple[int, int]]) -> bool:
    """Tell whether a stretch shares a character with one of *stretches*, whose ends rise."""
    place = bisect_left(stretches, start + 1, key=lambda stretch: stretch[1])
    return place < len(stretches) and stretches[place][0] < end
