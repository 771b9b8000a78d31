"""The job that makes a large Anki deck, so that nobody looks at a browser that does nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from question_bank.export.anki import ExportNote, write_deck
from question_bank.export.notes import notes_for_export
from question_bank.storage.deck_rows import count_deck
from question_bank.storage.jobs import File
from quizapp.deck_choices import DeckWanted
from quizapp.jobs.work import Outcome, Work

#: Questions between two words about how far it is.
STEP: Final = 2_000
#: How far it is, of 100, when all is written and the packing begins.
WRITTEN: Final = 90


def make(work: Work) -> Outcome:
    """
    Make the deck that the job's parameters describe; begun again, make it anew.

    Raises:
        QuestionBankError: ``export.nothing_to_export`` if no question is left of it.
    """
    deck, out = DeckWanted.from_json(work.parameters["deck"]), io.BytesIO()
    with work.database.reader() as session:
        total = count_deck(session, deck.wanted, deck.among)
        notes = notes_for_export(session, deck.wanted, deck.among)
        told = _told(notes, lambda done: _tell(work, done, total))
        report = write_deck(told, out, options=deck.options, now=work.now())
    size = out.tell()
    return Outcome(
        "deck.done",
        {"notes": report.notes, "cards": report.cards},
        {"size": size, "left_out": len(report.refused)},
        File(str(work.parameters["name"]), out.getvalue()),
    )


def _told(notes: Iterable[ExportNote], tell: Callable[[int], None]) -> Iterator[ExportNote]:
    """Yield *notes* and tell now and then how many have passed."""
    for done, note in enumerate(notes):
        if done % STEP == 0:
            tell(done)
        yield note


def _tell(work: Work, done: int, total: int) -> None:
    work.tell(WRITTEN * done // max(done, total, 1), "deck.writing", done=done, total=total)
