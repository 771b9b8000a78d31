"""Notes of every type, and the learner's real Anki to put them into."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

# The collection first: the other modules of Anki alone are a circular import.
from anki.collection import Collection, ImportAnkiPackageRequest, ImportLogWithChanges
from anki.scheduler.v3 import CardAnswer
from anki.scheduler.v3 import Scheduler as V3Scheduler

from question_bank.export.anki import DeckOptions, ExportNote, write_deck
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Blank, Item, ItemType, NearMiss, Option

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WRITTEN = datetime(2026, 11, 1, 8, tzinfo=UTC)


def note(guid: str, item: Item) -> ExportNote:
    """Return *item* as the bank would hand it on."""
    return ExportNote(
        guid,
        item,
        WRITTEN,
        "《讲话》第二部分第一点",
        "人大代表享有审议权、表决权。",
        "讲话",
        ("重点",),
    )


def cloze(guid: str = "cloze", **changes: Any) -> ExportNote:
    """Return a cloze with two blanks, near misses and words to choose from."""
    item = Item(
        ItemType.CLOZE,
        "list",
        Kind.RIGHT,
        "讲话第二部分指出，人大代表享有审议权、____、提案权、**选举权**、____等权利。",
        blanks=(
            Blank(1, ("表决权",), (NearMiss("审判权", "由人民法院依法独立行使。"),)),
            Blank(2, ("质询权", "质询的权利")),
        ),
        unordered=True,
        word_bank=("质询权", "审判权", "表决权", "检察权"),
        explanation="讲话列举了五项权利，所列并非全部。",
    )
    return note(guid, replace(item, **changes))


def single(guid: str = "single", **changes: Any) -> ExportNote:
    """Return a single choice with four options."""
    texts = (("代表", True), ("政府", False), ("选民", False), ("法院", False))
    item = Item(
        ItemType.SINGLE,
        "label",
        Kind.SLOGAN,
        "讲话开篇指出，人大的作用靠（　　）。",
        options=tuple(
            Option(number, text, right, f"关于{text}的说明。")
            for number, (text, right) in enumerate(texts, start=1)
        ),
        explanation="讲话开篇的提法是“人大的作用靠代表”。",
    )
    return note(guid, replace(item, **changes))


def multiple(guid: str = "multiple", **changes: Any) -> ExportNote:
    """Return a multiple choice with seven options, four of them right."""
    texts = ("审议权", "表决权", "提案权", "选举权", "审判权", "检察权", "监察权")
    item = Item(
        ItemType.MULTIPLE,
        "list",
        Kind.RIGHT,
        "讲话指出，人大代表享有的权利有（　　）。",
        options=tuple(Option(n, text, n < 5) for n, text in enumerate(texts, start=1)),
    )
    return note(guid, replace(item, **changes))


def true_false(guid: str = "true_false", **changes: Any) -> ExportNote:
    """Return a statement that is true."""
    stem = "人大代表应当保守国家秘密。"
    item = Item(ItemType.TRUE_FALSE, "part", Kind.OBLIGATION, stem, truth=True)
    return note(guid, replace(item, **changes))


def short_answer(guid: str = "short_answer", **changes: Any) -> ExportNote:
    """Return a question with a model answer."""
    answer = "一是联系群众；\n二是依法履职。"
    stem = "简述代表怎样履职。"
    item = Item(ItemType.SHORT_ANSWER, "authored", Kind.METHOD, stem, model_answer=answer)
    return note(guid, replace(item, **changes))


def one_of_each() -> list[ExportNote]:
    """Return a note of every item type."""
    return [cloze(), single(), multiple(), true_false(), short_answer()]


def deck_bytes(notes: Iterable[ExportNote], options: DeckOptions | None = None) -> bytes:
    """Return the package of *notes*."""
    out = BytesIO()
    write_deck(notes, out, options=options, now=NOW)
    return out.getvalue()


@contextmanager
def opened(package: bytes, folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the collection inside *package*."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        path = archive.extract("collection.anki2", folder)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def stored_json(connection: sqlite3.Connection, column: str) -> Any:
    """Return what the collection's one row holds in *column*."""
    return json.loads(connection.execute(f"SELECT {column} FROM col").fetchone()[0])  # noqa: S608


class Learner:
    """A learner's own collection in the real Anki."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def close(self) -> None:
        """Give the collection's file back."""
        self.collection.close()

    def load(
        self, notes: Iterable[ExportNote], options: DeckOptions | None = None
    ) -> dict[str, int]:
        """Import a deck of *notes*, and return how many notes met which fate."""
        path = self._folder / "deck.apkg"
        write_deck(notes, path, options=options, now=NOW)
        answer = self.collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path))
        )
        # The Python side keeps note types it has seen; an import changes them below it.
        self.collection.models._clear_cache()  # noqa: SLF001
        return _counts(answer.log)

    def fields(self) -> dict[str, dict[str, str]]:
        """Return the fields of every note, by the question's guid."""
        notes = [self.collection.get_note(number) for number in self.collection.find_notes("")]
        return {note["Id"]: dict(note.items()) for note in notes}

    def cards(self, guid: str) -> Sequence[Any]:
        """Return the cards of a question."""
        note_id = next(
            number
            for number in self.collection.find_notes("")
            if self.collection.get_note(number)["Id"] == guid
        )
        return self.collection.get_note(note_id).cards()

    def sides(self, guid: str) -> list[tuple[str, str]]:
        """Return front and back of each card of a question, as the learner sees them."""
        outputs = [card.render_output(reload=True) for card in self.cards(guid)]
        return [(output.question_text, output.answer_text) for output in outputs]

    def answer_easy(self, card: Any) -> None:
        """Answer a card through the scheduler."""
        scheduler = self.collection.sched
        assert isinstance(scheduler, V3Scheduler)
        card.start_timer()
        states = self.collection._backend.get_scheduling_states(card.id)  # noqa: SLF001
        answer = scheduler.build_answer(card=card, states=states, rating=CardAnswer.EASY)
        scheduler.answer_card(answer)


def _counts(log: ImportLogWithChanges.Log | Any) -> dict[str, int]:
    names = ("new", "updated", "duplicate", "conflicting")
    return {name: len(getattr(log, name)) for name in names if len(getattr(log, name))}
