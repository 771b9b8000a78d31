"""From a question to the row of its note."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final, NamedTuple

from question_bank.export.anki.choice import choice_fields
from question_bank.export.anki.cloze import card_places, cloze_fields
from question_bank.export.anki.identity import NoteKind, note_guid
from question_bank.export.anki.labels import Heading
from question_bank.export.anki.texts import Writer
from question_bank.export.anki.values import DeckOptions, ExportNote
from question_bank.questions.origins import origin_of

#: What Anki puts between the fields of a note.
FIELD_SEPARATOR: Final = "\x1f"
#: The learner's own notes, and five fields for what later versions want to say, with a sixth
#: between them, Spare1: a mark on the note whose stem has the title of its document, so that
#: the front does not say it again. Notes of older decks have none and show their title.
_OWN: Final = ("",)
_SPARE: Final = ("",) * 5


class Prepared(NamedTuple):
    """
    A note as it will stand in the file; made by the hundred thousand, so a tuple.

    Attributes:
        changed_at: Seconds since 1970, whole.
        fields: HTML, parted by `FIELD_SEPARATOR`, in Unicode's composed form.
        tags: Parted by single spaces, with one before and one behind.
        places: Places of the note's cards, from 0, rising, never empty.
    """

    model_id: int
    guid: str
    changed_at: int
    fields: str
    sort_field: str
    tags: str
    places: tuple[int, ...]
    deck_id: int


def texts_of(note: ExportNote) -> list[str]:
    """Return every text of *note* that goes into a field, but for its heading's."""
    item = note.item
    texts = [note.guid, note.source_quote, item.stem, item.explanation, item.model_answer]
    texts += item.word_bank
    for blank in item.blanks:
        texts += blank.accepted
        for miss in blank.near_misses:
            texts += (miss.text, miss.feedback)
    for option in item.options:
        texts += (option.text, option.feedback)
    return texts


def prepare(
    note: ExportNote, options: DeckOptions, write: Writer, headings: Callable[..., Heading]
) -> Prepared:
    """
    Return *note* as a deck holds it; `find_fault` must have found nothing.

    Args:
        note: One question.
        options: What the learner chose.
        write: From `writer_for` of all texts of *note*.
        headings: `heading_of`, which may remember what it said.
    """
    item = note.item
    heading = headings(note.document, note.source, item.kind, item.type, note.tags)
    if heading.note_kind is NoteKind.CLOZE:
        fields, places = cloze_fields(note, heading, options, write), card_places(item, options)
    else:
        fields, places = choice_fields(note, heading, write), (0,)
    is_named = note.document and not origin_of(item.stem, note.document)
    fields += (*_OWN, "1" if is_named else "", *_SPARE)
    return Prepared(
        heading.model_id,
        note_guid(note.guid, heading.note_kind),
        int(note.content_changed_at.timestamp()),
        # Anki composes characters at the import; done here, both sides agree.
        unicodedata.normalize("NFC", FIELD_SEPARATOR.join(fields)),
        write(item.stem),
        heading.tags,
        places,
        heading.deck_id,
    )
