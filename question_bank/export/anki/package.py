"""
The file itself; the only module that knows genanki.

genanki gives the schema, the note types and the shape of notes and decks. What
an update needs differs here: each note carries the time of its own change, note
types carry a fixed one, the collection's row is written once, and the archive is
deflated and leaves nothing behind.
"""

from __future__ import annotations

import itertools
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from question_bank.export.anki.identity import DECK_IDS, DECK_NAMES, ROOT_DECK_ID, NoteKind
from question_bank.export.anki.notetypes import NOTETYPES_CHANGED_AT, NoteType
from question_bank.export.anki.rendering import Prepared

_COPY_BYTES: Final = 1 << 20
#: Notes written at once; the longer the runs of notes, the better they deflate.
_BATCH: Final = 1000
#: From here on zipfile must be told that a member is large.
_LARGE_BYTES: Final = 1 << 31
#: A deck for a phone is packed as small as it gets, for a slow line costs more than the packing.
_SMALL_BYTES: Final = 1 << 23
_SMALLEST: Final = 9
#: Of a large one the packing would be most of the work: a third of the time of zlib's
#: default for a file larger by less than a tenth.
_QUICKEST: Final = 3

#: What Anki shows above the deck; a learner meets the rules of an update here.
_ABOUT: Final = (
    "题库更新后，重新下载牌组再导入一次即可，学习进度不受影响。<br>"
    "修改过的题目会换成新内容，您加在这些题目上的标签和“我的笔记”会被覆盖；"
    "已撤下的题目仍留在牌组里，可自行删除。"
)


class _Model(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """A note type that is as old as its last change, not as the export."""

    def __init__(self, notetype: NoteType) -> None:
        is_cloze = notetype.kind is NoteKind.CLOZE
        super().__init__(
            notetype.id,
            notetype.name,
            fields=[{"name": field.name, "id": field.id} for field in notetype.fields],
            templates=[
                {
                    "name": notetype.template_name,
                    "id": notetype.template_id,
                    "qfmt": notetype.front,
                    "afmt": notetype.back,
                }
            ],
            css=notetype.css,
            model_type=self.CLOZE if is_cloze else self.FRONT_BACK,
            sort_field_index=notetype.sort_field,
        )

    @property
    def _req(self) -> list[list[Any]]:
        """Only old clients read this: a card needs the field the front shows first."""
        return [[0, "any", [self.sort_field_index]]]

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:  # noqa: ARG002
        """Return the note type as Anki stores it, with its own time of change."""
        shape: dict[str, Any] = super().to_json(NOTETYPES_CHANGED_AT, deck_id)
        return shape


def write_collection(
    path: Path, notes: Iterable[Prepared], notetypes: Iterable[NoteType], root: str, now: datetime
) -> None:
    """
    Write a collection to the new file *path*, taking the notes one at a time.

    Args:
        path: The database to make.
        notes: In the order a learner meets them.
        notetypes: All of ours, also those without notes.
        root: Name of the deck above the six.
        now: Time of the export; numbers of notes and cards count from it.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # A crash leaves a file nobody wants, so no journal and no waiting for the disk;
        # and long rows on larger pages take a fifth less time and a tenth less room.
        connection.executescript(
            "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        )
        tables, indexes = _schema()
        connection.executescript(tables + APKG_COL)
        connection.execute("BEGIN")
        _write_col(connection, map(_Model, notetypes), root)
        _write_notes(connection, notes, now)
        connection.execute("COMMIT")
        connection.executescript(indexes)


def _write_notes(connection: sqlite3.Connection, notes: Iterable[Prepared], now: datetime) -> None:
    """
    Write some notes at once, and then their cards.

    genanki's own notes stamp themselves with the time of the export, which makes
    an update of every note; and they ask SQLite three times a note.
    """
    first = int(now.timestamp() * 1000)
    numbered = enumerate(notes, start=1)
    card_ids = itertools.count(first)
    while batch := list(itertools.islice(numbered, _BATCH)):
        connection.executemany(
            "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')",
            [
                (
                    first + due,
                    note.guid,
                    note.model_id,
                    note.changed_at,
                    note.tags,
                    note.fields,
                    note.sort_field,
                )
                for due, note in batch
            ],
        )
        connection.executemany(
            "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')",
            [
                (next(card_ids), first + due, note.deck_id, place, first // 1000, due)
                for due, note in batch
                for place in note.places
            ],
        )


def _schema() -> tuple[str, str]:
    """Return the tables and the indexes: an index is made faster when the rows stand."""
    cut = APKG_SCHEMA.index("CREATE INDEX")
    return APKG_SCHEMA[:cut], APKG_SCHEMA[cut:]


def _write_col(connection: sqlite3.Connection, models: Iterable[_Model], root: str) -> None:
    """Fill the collection's one row at once; genanki rewrites it with every deck."""
    decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    named = {ROOT_DECK_ID: root}
    named |= {DECK_IDS[kind]: f"{root}::{name}" for kind, name in DECK_NAMES.items()}
    for deck_id, name in named.items():
        about = _ABOUT if deck_id == ROOT_DECK_ID else ""
        decks[str(deck_id)] = genanki.Deck(deck_id, name, about).to_json()
    shapes = {str(model.model_id): model.to_json(0, ROOT_DECK_ID) for model in models}
    connection.execute(
        "UPDATE col SET decks = ?, models = ?",
        (json.dumps(decks, ensure_ascii=False), json.dumps(shapes, ensure_ascii=False)),
    )


def write_archive(collection: Path, out: BinaryIO) -> None:
    """Write the package of *collection* to *out*, which need not be able to seek."""
    size = collection.stat().st_size
    large, level = size >= _LARGE_BYTES, _SMALLEST if size <= _SMALL_BYTES else _QUICKEST
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        # Members opened by name are dated 1980, so that equal decks are equal files.
        with (
            collection.open("rb") as source,
            archive.open("collection.anki2", "w", force_zip64=large) as target,
        ):
            shutil.copyfileobj(source, target, _COPY_BYTES)
        with archive.open("media", "w") as media:
            media.write(b"{}")
