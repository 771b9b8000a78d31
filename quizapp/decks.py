"""What of the bank goes into a deck, for pages and for the command."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from question_bank.documents import Document
from question_bank.export.anki import ExportNote
from question_bank.storage.contents import item_of
from question_bank.storage.documents import get_version, text_of
from question_bank.storage.listing import QuestionFilter, published_for_export
from question_bank.storage.models import Question
from question_bank.storage.texts import where_in


def notes(session: Session, wanted: QuestionFilter) -> Iterator[ExportNote]:
    """Yield the published questions among those *wanted*, oldest first, a few at a time."""
    texts: dict[int, Document] = {}
    for row in published_for_export(session, wanted):
        version = row.document_version_id
        if version is not None and version not in texts:
            texts[version] = text_of(get_version(session, version))
        yield _note(row, texts.get(version) if version is not None else None)


def _note(row: Question, text: Document | None) -> ExportNote:
    if text is None or row.source_start is None:
        where, title = "", ""
    else:
        where, title = where_in(text, row.source_start), text.title
    return ExportNote(
        guid=row.guid,
        item=item_of(row),
        content_changed_at=row.content_changed_at,
        source=where,
        source_quote=row.source_quote or "",
        document=title,
        tags=tuple(sorted(tag.name for tag in row.tags)),
    )
