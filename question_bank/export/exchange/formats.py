"""Write questions in any format, and say what could not be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

from sqlalchemy.orm import Session

from question_bank.errors import QuestionBankError
from question_bank.export.anki_text import write_anki_text
from question_bank.export.bank_json.writing import bank_json_pieces
from question_bank.export.excel.writing import write_workbook
from question_bank.export.exchange.gathering import portable_questions
from question_bank.export.exchange.values import Format, PortableQuestion
from question_bank.export.gift.writing import can_be_gift, gift_pieces
from question_bank.export.moodle.writing import moodle_pieces
from question_bank.export.notes import notes_for_export
from question_bank.export.qti.package import write_qti
from question_bank.storage.listing import QuestionFilter

Questions = Iterator[PortableQuestion]


@dataclass(frozen=True, slots=True)
class FileType:
    """How a format's file is called and sent."""

    extension: str
    media_type: str


FILE_TYPES: Final = {
    Format.EXCEL: FileType(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    Format.JSON: FileType("json", "application/json"),
    Format.GIFT: FileType("gift", "text/plain; charset=utf-8"),
    Format.MOODLE: FileType("xml", "application/xml"),
    Format.QTI: FileType("zip", "application/zip"),
    Format.ANKI_TEXT: FileType("txt", "text/plain; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """How many questions a file holds, and how many its format has no room for."""

    written: int
    left_out: int


def write_bank(
    session: Session, file_format: Format, wanted: QuestionFilter, out: BinaryIO, now: datetime
) -> Written:
    """
    Write the questions *wanted* to *out*, which can seek, and say how many there were.

    Text for Anki holds published questions only, like a deck.

    Raises:
        QuestionBankError: ``export.nothing_to_export`` if none can be written.
    """
    if file_format is not Format.ANKI_TEXT:
        return write_questions(file_format, portable_questions(session, wanted), out, now)
    written = write_anki_text(notes_for_export(session, wanted), out)
    if not written:
        raise QuestionBankError("export.nothing_to_export", refused=0)
    return Written(written, 0)


def write_questions(
    file_format: Format, questions: Iterable[PortableQuestion], out: BinaryIO, now: datetime
) -> Written:
    """
    Write *questions* to *out*, which can seek, and say how many there were.

    Raises:
        QuestionBankError: ``export.nothing_to_export`` if none can be written.
    """
    counter = _Counter(_FITS.get(file_format, _always))
    _WRITERS[file_format](counter.passed(questions), out, now)
    if not counter.written:
        raise QuestionBankError("export.nothing_to_export", refused=counter.left_out)
    return Written(counter.written, counter.left_out)


@dataclass(slots=True)
class _Counter:
    """Lets through what a format can hold, and counts."""

    fits: Callable[[PortableQuestion], bool]
    written: int = 0
    left_out: int = 0

    def passed(self, questions: Iterable[PortableQuestion]) -> Questions:
        for question in questions:
            if self.fits(question):
                self.written += 1
                yield question
            else:
                self.left_out += 1


def _always(_question: PortableQuestion) -> bool:
    return True


def _excel(questions: Questions, out: BinaryIO, _now: datetime) -> None:
    write_workbook(questions, out)


def _json(questions: Questions, out: BinaryIO, now: datetime) -> None:
    out.writelines(bank_json_pieces(questions, now))


def _gift(questions: Questions, out: BinaryIO, _now: datetime) -> None:
    out.writelines(gift_pieces(questions))


def _moodle(questions: Questions, out: BinaryIO, _now: datetime) -> None:
    out.writelines(moodle_pieces(questions))


def _qti(questions: Questions, out: BinaryIO, _now: datetime) -> None:
    write_qti(questions, out)


_FITS: Final = {Format.GIFT: can_be_gift}
_WRITERS: Final[dict[Format, Callable[[Questions, BinaryIO, datetime], None]]] = {
    Format.EXCEL: _excel,
    Format.JSON: _json,
    Format.GIFT: _gift,
    Format.MOODLE: _moodle,
    Format.QTI: _qti,
}
