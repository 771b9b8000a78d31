"""Writing a deck: questions in, a package and a report out."""

from __future__ import annotations

import gc
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Final

from question_bank.errors import InvalidInputError, QuestionBankError
from question_bank.export.anki.identity import DECK_IDS, DECK_NAMES
from question_bank.export.anki.labels import heading_of
from question_bank.export.anki.notetypes import choice_notetype, cloze_notetype
from question_bank.export.anki.package import write_archive, write_collection
from question_bank.export.anki.rendering import Prepared, prepare, texts_of
from question_bank.export.anki.texts import Writer, is_blank, writer_for
from question_bank.export.anki.validation import find_fault
from question_bank.export.anki.values import DeckOptions, DeckReport, ExportNote, Refusal

#: Headings remembered while a deck is written; a bank rarely has more.
_HEADINGS_KEPT: Final = 4096


@dataclass(slots=True)
class _Tally:
    """What has gone into the deck so far."""

    seen: set[str] = field(default_factory=set)
    decks: Counter[int] = field(default_factory=Counter)
    cards: int = 0
    refused: list[Refusal] = field(default_factory=list)


def write_deck(
    notes: Iterable[ExportNote],
    out: BinaryIO | Path,
    *,
    options: DeckOptions | None = None,
    now: datetime,
) -> DeckReport:
    """
    Write the Anki package of *notes*.

    The notes are taken one at a time and need not fit into memory. The same
    notes, options and time give the same bytes. Nothing is written before the
    last note was taken; a file at the path *out* is replaced whole or not at all.

    Args:
        notes: In the order a learner meets them.
        out: A path, or a file open for writing bytes that need not seek.
        options: What the learner chose; the defaults when `None`.
        now: Time of the export, with a zone.

    Raises:
        QuestionBankError: ``export.nothing_to_export`` if no note can be written,
            ``export.cannot_write`` if the path *out* cannot be written.
        InvalidInputError: ``export.bad_deck_name`` if a part of the root is empty.
    """
    options = _checked(options or DeckOptions())
    tally = _Tally()
    with tempfile.TemporaryDirectory(prefix="deck-", ignore_cleanup_errors=True) as folder:
        collection = Path(folder) / "collection.anki2"
        prepared = _prepared(notes, options, tally)
        notetypes = (cloze_notetype(), choice_notetype())
        with _collector_paused():
            write_collection(collection, prepared, notetypes, options.root, now)
        if not tally.decks:
            raise QuestionBankError("export.nothing_to_export", refused=len(tally.refused))
        if isinstance(out, Path):
            _replace(out, collection)
        else:
            write_archive(collection, out)
    return _report(tally, options)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """
    Let no search for cyclic garbage run meanwhile.

    Notes come by the hundred thousand and none stands in a cycle: looking through
    them again and again costs time and finds nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _checked(options: DeckOptions) -> DeckOptions:
    for branch in options.root.split("::"):
        if not branch.strip() or not branch.isprintable() or '"' in branch:
            raise InvalidInputError("export.bad_deck_name", name=options.root)
    return options


def _prepared(
    notes: Iterable[ExportNote], options: DeckOptions, tally: _Tally
) -> Iterator[Prepared]:
    """Yield what can be written, and keep count of it and of the rest."""
    headings = lru_cache(_HEADINGS_KEPT)(heading_of)
    for note in notes:
        write = writer_for(texts_of(note))
        fault = _find_fault(note, write, tally)
        if fault is not None:
            tally.refused.append(Refusal(note.guid, fault))
            continue
        prepared = prepare(note, options, write, headings)
        tally.seen.add(note.guid)
        tally.decks[prepared.deck_id] += 1
        tally.cards += len(prepared.places)
        yield prepared


def _find_fault(note: ExportNote, write: Writer, tally: _Tally) -> str | None:
    if is_blank(write(note.guid)):
        return "export.no_guid"
    return "export.guid_twice" if note.guid in tally.seen else find_fault(note.item, write)


def _replace(out: Path, collection: Path) -> None:
    """Write beside *out* and move over it, so that nobody meets half a file."""
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".deck-") as folder:
            whole = Path(folder) / out.name
            with whole.open("wb") as file:
                write_archive(collection, file)
            whole.replace(out)
    except OSError as error:
        raise QuestionBankError("export.cannot_write", path=str(out)) from error


def _report(tally: _Tally, options: DeckOptions) -> DeckReport:
    named = ((DECK_IDS[kind], f"{options.root}::{name}") for kind, name in DECK_NAMES.items())
    return DeckReport(
        notes=tally.decks.total(),
        cards=tally.cards,
        decks=tuple((name, tally.decks[number]) for number, name in named if tally.decks[number]),
        refused=tuple(tally.refused),
    )
