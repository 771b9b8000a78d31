"""From stored questions to the notes of a deck."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy.orm import Session

from question_bank.export.anki import ExportNote
from question_bank.storage.deck_rows import DeckRow, deck_rows
from question_bank.storage.documents import get_version, text_of
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.texts import Places


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
    texts: dict[int | None, Places | None] = {None: None}
    for row in deck_rows(session, wanted, among):
        version_id = row.document_version_id
        if version_id is not None and version_id not in texts:
            texts[version_id] = Places(text_of(get_version(session, version_id)))
        yield _note(row, texts[version_id])


def _note(row: DeckRow, places: Places | None) -> ExportNote:
    return ExportNote(
        row.guid,
        row.item,
        row.content_changed_at,
        places.at(row.source_start or 0) if places else "",
        row.source_quote or "",
        places.text.title if places else "",
        row.tags,
    )
