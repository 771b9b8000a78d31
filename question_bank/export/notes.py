"""From stored questions to the notes of a deck."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy.orm import Session

from question_bank.documents import Document
from question_bank.export.anki import ExportNote
from question_bank.storage.deck_rows import DeckRow, deck_rows
from question_bank.storage.documents import get_version, text_of
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.texts import where_in


def notes_for_export(
    session: Session, wanted: QuestionFilter, among: Collection[int] | None = None
) -> Iterator[ExportNote]:
    """
    Yield the published questions among those *wanted*, one at a time, in a stable order.

    Args:
        session: Reads.
        wanted: What they must be.
        among: Numbers of the only questions that count; `None` for all.
    """
    texts: dict[int, Document] = {}
    for row in deck_rows(session, wanted, among):
        version_id = row.document_version_id
        if version_id is not None and version_id not in texts:
            texts[version_id] = text_of(get_version(session, version_id))
        yield _note(row, None if version_id is None else texts[version_id])


def _note(row: DeckRow, text: Document | None) -> ExportNote:
    return ExportNote(
        guid=row.guid,
        item=row.item,
        content_changed_at=row.content_changed_at,
        source=where_in(text, row.source_start or 0) if text else "",
        source_quote=row.source_quote or "",
        document=text.title if text else "",
        tags=row.tags,
    )
