"""From stored questions to the notes of a deck."""

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


def notes_for_export(session: Session, wanted: QuestionFilter) -> Iterator[ExportNote]:
    """Yield the published questions among those *wanted*, one at a time, in a stable order."""
    texts: dict[int, Document] = {}
    for row in published_for_export(session, wanted):
        version_id = row.document_version_id
        if version_id is not None and version_id not in texts:
            texts[version_id] = text_of(get_version(session, version_id))
        yield _note(row, None if version_id is None else texts[version_id])


def _note(row: Question, text: Document | None) -> ExportNote:
    return ExportNote(
        guid=row.guid,
        item=item_of(row),
        content_changed_at=row.content_changed_at,
        source=where_in(text, row.source_start or 0) if text else "",
        source_quote=row.source_quote or "",
        document=text.title if text else "",
        tags=tuple(tag.name for tag in row.tags),
    )
