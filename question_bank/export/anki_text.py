"""
Text for Anki: tab-separated lines with directives, for those who cannot import a package.

The lines carry the fields, guids, decks and tags of a package's notes, so that
either way updates the other. Anki must know our two note types, which come with
the first package; for unknown ones it would quietly use a type of its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO, Final

from question_bank.export.anki import DeckOptions, ExportNote
from question_bank.export.anki.identity import DECK_NAMES
from question_bank.export.anki.labels import heading_of
from question_bank.export.anki.notetypes import choice_notetype, cloze_notetype
from question_bank.export.anki.rendering import FIELD_SEPARATOR, prepare, texts_of
from question_bank.export.anki.texts import writer_for
from question_bank.export.anki.validation import find_fault

_HEAD: Final = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:4\n"
)


def write_anki_text(
    notes: Iterable[ExportNote], out: BinaryIO, options: DeckOptions | None = None
) -> int:
    """Write *notes* as UTF-8 and return how many; those that make no card are left out."""
    options = options or DeckOptions()
    names = {each.id: each.name for each in (cloze_notetype(), choice_notetype())}
    out.write(_HEAD.encode())
    written = 0
    for note in notes:
        write = writer_for(texts_of(note))
        if find_fault(note.item, write) is not None:
            continue
        prepared = prepare(note, options, write, heading_of)
        deck = f"{options.root}::{DECK_NAMES[note.item.kind]}"
        fields = prepared.fields.split(FIELD_SEPARATOR)
        cells = [prepared.guid, names[prepared.model_id], deck, prepared.tags.strip(), *fields]
        out.write(_line(cells).encode())
        written += 1
    return written


def _line(cells: Iterable[str]) -> str:
    """Return one line; each cell in quotes, because HTML has quotes of its own."""
    line = io.StringIO()
    csv.writer(line, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return line.getvalue()
