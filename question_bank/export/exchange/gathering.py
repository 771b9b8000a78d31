"""From stored questions to portable ones."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from question_bank.export.exchange.values import PortableQuestion, PortableSource
from question_bank.storage.contents import item_of
from question_bank.storage.listing import QuestionFilter, stream_questions
from question_bank.storage.models import Question


def portable_questions(session: Session, wanted: QuestionFilter) -> Iterator[PortableQuestion]:
    """Yield the questions *wanted* with everything that belongs to them, oldest first."""
    for row in stream_questions(session, wanted):
        yield _portable(row)


def _portable(row: Question) -> PortableQuestion:
    return PortableQuestion(
        item=item_of(row),
        guid=row.guid,
        points=row.points,
        tags=tuple(tag.name for tag in row.tags),
        status=row.status.value,
        status_reason=row.status_reason,
        fact=row.fact,
        source=_source(row),
    )


def _source(row: Question) -> PortableSource | None:
    version = row.document_version
    if version is None or row.source_quote is None:
        return None
    return PortableSource(
        document=version.document.title,
        quote=row.source_quote,
        sha256=version.sha256,
        start=row.source_start or 0,
    )
