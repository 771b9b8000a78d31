"""Questions as a workbook that reads back without loss, and the empty one to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO, Final

from openpyxl import Workbook

from question_bank.export.excel.cells import head_cell, lay_out, number_cell, row_height, text_cell
from question_bank.export.excel.columns import Column
from question_bank.export.exchange.answers import letter
from question_bank.export.exchange.names import KIND_NAMES, STATUS_NAMES, TYPE_NAMES
from question_bank.export.exchange.packing import BETWEEN_TAGS, escaped, packed
from question_bank.export.exchange.values import PortableQuestion
from question_bank.questions.values import Item, ItemType

#: Option columns that a sheet has at least: 选项A to 选项F.
FEWEST_OPTIONS: Final = 6
SHEET: Final = "试题"
_BEFORE: Final = ((Column.TYPE, 9), (Column.STEM, 48))
_AFTER: Final = (
    (Column.ANSWER, 16),
    (Column.EXPLANATION, 40),
    (Column.DIFFICULTY, 7),
    (Column.KIND, 11),
    (Column.POINTS, 7),
    (Column.TAGS, 16),
    (Column.GUID, 26),
    (Column.STATUS, 9),
    (Column.ORDER, 11),
    (Column.FEEDBACK, 36),
    (Column.NEAR_MISSES, 28),
    (Column.WORD_BANK, 24),
    (Column.DOCUMENT, 22),
    (Column.QUOTE, 40),
)
_OPTION_WIDTH: Final = 20


def write_workbook(questions: Iterable[PortableQuestion], out: BinaryIO) -> int:
    """
    Write *questions* to *out* as an .xlsx file, a row each, and return how many there were.

    Cells are taken one row at a time; options beyond F get columns of their own.
    """
    listed = list(questions)
    most = max((len(question.item.options) for question in listed), default=0)
    count = max(FEWEST_OPTIONS, most)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    lay_out(sheet, widths(count), "C2")
    sheet.append([head_cell(sheet, heading) for heading in headings(count)])
    for number, question in enumerate(listed, start=2):
        cells = list(_cells(sheet, question, count))
        sheet.row_dimensions[number].height = row_height(cells, widths(count))
        sheet.append(cells)
    book.save(out)
    return len(listed)


def headings(options: int) -> list[str]:
    """Return the headings of a sheet with so many options."""
    letters = [f"选项{letter(at)}" for at in range(options)]
    return [*(column.value for column, _ in _BEFORE), *letters, *(c.value for c, _ in _AFTER)]


def widths(options: int) -> list[int]:
    """Return the widths of its columns, in characters."""
    return [*(w for _, w in _BEFORE), *[_OPTION_WIDTH] * options, *(w for _, w in _AFTER)]


def _cells(sheet: Any, question: PortableQuestion, count: int) -> Iterator[Any]:
    item = question.item
    yield text_cell(sheet, TYPE_NAMES[item.type])
    yield text_cell(sheet, item.stem)
    for at in range(count):
        yield text_cell(sheet, item.options[at].text if at < len(item.options) else "")
    said = said_of(question)
    for column, _width in _AFTER:
        value = said[column]
        yield text_cell(sheet, value) if isinstance(value, str) else number_cell(sheet, value)


def said_of(question: PortableQuestion) -> dict[Column, str | int | Decimal]:
    """Return what stands behind the options, by column."""
    item, source = question.item, question.source
    return {
        Column.ANSWER: answer_of(item),
        Column.EXPLANATION: item.explanation,
        Column.DIFFICULTY: item.difficulty,
        Column.KIND: KIND_NAMES[item.kind],
        Column.POINTS: question.points,
        Column.TAGS: packed(question.tags, "、", BETWEEN_TAGS),
        Column.GUID: question.guid,
        Column.STATUS: STATUS_NAMES.get(question.status, ""),
        Column.ORDER: "不分先后" if item.unordered else "",
        Column.FEEDBACK: "\n".join(_feedback(item)),
        Column.NEAR_MISSES: "\n".join(_near_misses(item)),
        Column.WORD_BANK: packed(item.word_bank),
        Column.DOCUMENT: source.document if source else "",
        Column.QUOTE: source.quote if source else "",
    }


def answer_of(item: Item) -> str:
    """Return the answer as a person writes it: AC, 正确, or the blanks parted by |."""
    if item.type is ItemType.CLOZE:
        return "|".join(packed(blank.accepted, " / ", "|｜/／") for blank in item.blanks)
    if item.type is ItemType.TRUE_FALSE:
        return "正确" if item.truth else "错误"
    if item.type is ItemType.SHORT_ANSWER:
        return item.model_answer
    return "".join(letter(at) for at, option in enumerate(item.options) if option.correct)


def _feedback(item: Item) -> Iterator[str]:
    for at, option in enumerate(item.options):
        if option.feedback:
            yield f"{letter(at)}：{escaped(option.feedback)}"


def _near_misses(item: Item) -> Iterator[str]:
    for number, blank in enumerate(item.blanks, start=1):
        for miss in blank.near_misses:
            yield f"{number}：{packed((miss.text, miss.feedback), '：', '：:')}"
