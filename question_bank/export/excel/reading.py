"""From the sheets of a workbook to questions, with what could not be read and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from question_bank.errors import UnreadableDocumentError
from question_bank.export.excel.columns import Column, Header, cells_of, find_header, options_of
from question_bank.export.excel.grid import LONGEST_CELL, Sheet
from question_bank.export.exchange.answers import letter, truth_of
from question_bank.export.exchange.lettered import options_in_cell, without_letters
from question_bank.export.exchange.names import (
    STATUS_NAMES,
    is_choice_of_any_kind,
    plain,
    type_named,
)
from question_bank.export.exchange.numbers import permanent
from question_bank.export.exchange.packing import BETWEEN_TAGS, split, unescaped, unpacked
from question_bank.export.exchange.raw import Raw, Unreadable, understand
from question_bank.export.exchange.values import Found, Part, Place, Problem, shown
from question_bank.questions.values import ItemType, NearMiss

#: Sheets of our own template that hold no questions of anybody.
OWN_SHEETS: Final = frozenset({"填写说明", "示例"})
_UNORDERED: Final = frozenset({"不分先后", "无序", "乱序", "不分顺序", "可乱序"})
#: Which parts a sheet says nothing of when it lacks their column.
_ROOM: Final = {
    Part.EXPLANATION: Column.EXPLANATION,
    Part.FEEDBACK: Column.FEEDBACK,
    Part.NEAR_MISSES: Column.NEAR_MISSES,
    Part.WORD_BANK: Column.WORD_BANK,
    Part.UNORDERED: Column.ORDER,
    Part.TAGS: Column.TAGS,
}
_COLUMNS: Final = {
    "stem": Column.STEM,
    "options": Column.OPTIONS,
    "answer": Column.ANSWER,
    "difficulty": Column.DIFFICULTY,
    "points": Column.POINTS,
}


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one question: one, or one an option."""

    row: int
    rows: tuple[tuple[str, ...], ...]
    type: ItemType | None


@dataclass(slots=True)
class SheetReader:
    """Reads one sheet with its header; `problems` fills while the questions are taken."""

    sheet: Sheet
    header: Header
    problems: list[Problem] = field(default_factory=list)

    def questions(self) -> Iterator[Found]:
        """Yield what can be read, in order."""
        for block in self._blocks():
            place = self._place(block)
            try:
                yield self._question(block, place)
            except Unreadable as reason:
                at = place.at(self._heading(reason.column)) if reason.column else place
                self.problems.append(Problem(reason.message_id, at, reason.parameters))

    def _question(self, block: Block, place: Place) -> Found:
        understood = understand(self._raw(block))
        for message_id, column, words in understood.doubts:
            at = place.at(self._heading(column))
            self.problems.append(Problem(message_id, at, (("words", words[:40]),), is_fatal=False))
        return Found(understood.question, place)

    def _blocks(self) -> Iterator[Block]:
        """Yield the rows below the header, gathered by question."""
        kind_of_sheet = type_named(self.sheet.name)
        gathered: list[tuple[str, ...]] = []
        first = 0
        for number, cells in self.sheet.rows:
            if number <= self.header.row or self._repeats_header(cells):
                continue
            heading = self._type_heading(cells)
            if heading is None and gathered and self._continues(gathered, cells):
                gathered.append(cells)
                continue
            if gathered:
                yield Block(first, tuple(gathered), kind_of_sheet)
            gathered, first = ([], 0) if heading else ([cells], number)
            kind_of_sheet = heading or kind_of_sheet
        if gathered:
            yield Block(first, tuple(gathered), kind_of_sheet)

    def _repeats_header(self, cells: Sequence[str]) -> bool:
        return tuple(cells) == self.header.headings[: len(cells)] and len(cells) > 1

    def _type_heading(self, cells: Sequence[str]) -> ItemType | None:
        """Return the type that a row such as 一、单选题 announces for the rows below."""
        filled = [cell for cell in cells if cell]
        if len(filled) != 1:
            return None
        return type_named(filled[0].lstrip("一二三四五六七八九十第部分（）()、.． "))

    def _continues(self, gathered: Sequence[Sequence[str]], cells: Sequence[str]) -> bool:
        """Tell whether a row holds another option of the question above."""
        said, before = cells_of(self.header, cells), cells_of(self.header, gathered[0])
        if not said.get(Column.OPTIONS) or self.header.options:
            return False
        if not said.get(Column.STEM):
            return True
        starts_anew = plain(said.get(Column.OPTION_LETTER, "")) in {"a", "1"}
        return (
            self.header.is_row_per_option
            and not starts_anew
            and said[Column.STEM] == before.get(Column.STEM)
        )

    def _raw(self, block: Block) -> Raw:
        said = cells_of(self.header, block.rows[0])
        self._require_short(block)
        options, right = self._options(block, said)
        guid = permanent(said.get(Column.GUID, ""))
        return Raw(
            stem=said.get(Column.STEM, ""),
            options=tuple(options if guid else without_letters(options)),
            feedback=_feedback(said.get(Column.FEEDBACK, ""), len(options)),
            answer=said.get(Column.ANSWER, ""),
            type=self._type(said, block),
            right=right,
            unordered=said.get(Column.ORDER, "") in _UNORDERED,
            near_misses=tuple(_near_misses(said.get(Column.NEAR_MISSES, ""))),
            word_bank=tuple(unpacked(said.get(Column.WORD_BANK, ""))),
            explanation=said.get(Column.EXPLANATION, ""),
            difficulty=said.get(Column.DIFFICULTY, ""),
            kind=said.get(Column.KIND, ""),
            points=said.get(Column.POINTS, ""),
            tags=_tags(said.get(Column.TAGS, "")),
            guid=guid,
            status=_status(said.get(Column.STATUS, "")),
            document=said.get(Column.DOCUMENT, ""),
            quote=said.get(Column.QUOTE, ""),
            lacking=self._lacking(),
        )

    def _type(self, said: dict[Column, str], block: Block) -> ItemType | None:
        written = said.get(Column.TYPE, "")
        found = type_named(written)
        if written and found is None and not is_choice_of_any_kind(written):
            raise Unreadable("import.type_unknown", "type", type=written[:20])
        return found or block.type

    def _options(
        self, block: Block, said: dict[Column, str]
    ) -> tuple[list[str], tuple[int, ...] | None]:
        """Return the options, and which are right where the table marks them one by one."""
        if self.header.options:
            return _in_columns(self.header, block.rows[0]), None
        cells = [cells_of(self.header, row) for row in block.rows]
        if len(cells) == 1 and not self.header.is_row_per_option:
            return options_in_cell(said.get(Column.OPTIONS, "")), None
        options = [row.get(Column.OPTIONS, "") for row in cells if row.get(Column.OPTIONS)]
        marks = [row.get(Column.IS_RIGHT, "") for row in cells if row.get(Column.OPTIONS)]
        if not any(marks):
            return options, None
        return options, tuple(at for at, mark in enumerate(marks) if _is_right(mark))

    def _lacking(self) -> frozenset[Part]:
        return frozenset(part for part, column in _ROOM.items() if column not in self.header.places)

    def _require_short(self, block: Block) -> None:
        for row in block.rows:
            for at, cell in enumerate(row):
                if len(cell) > LONGEST_CELL:
                    heading = self.header.headings[at] if at < len(self.header.headings) else ""
                    raise Unreadable("import.cell_too_long", heading, limit=LONGEST_CELL)

    def _heading(self, column: str) -> str:
        if column == "type":
            return self.header.heading(Column.TYPE)
        meaning = _COLUMNS.get(column)
        return self.header.heading(meaning) if meaning else column

    def _place(self, block: Block) -> Place:
        words = " ｜ ".join(cell for row in block.rows for cell in row if cell)
        last = block.row + len(block.rows) - 1
        return Place(self.sheet.name, block.row, last, text=shown(words))


def read_sheets(sheets: Sequence[Sheet]) -> tuple[list[Found], list[Problem]]:
    """
    Return the questions on all sheets, and what could not be read.

    Raises:
        UnreadableDocumentError: If no sheet has headings that we know.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    strangers: list[str] = []
    headed = 0
    for sheet in sheets:
        if not sheet.rows or sheet.name in OWN_SHEETS:
            continue
        header = find_header(sheet)
        if header is None:
            strangers.append(sheet.name)
            continue
        headed += 1
        reader = SheetReader(sheet, header)
        found.extend(reader.questions())
        problems.extend([*_unknown_columns(sheet, header), *reader.problems])
    if strangers and not headed:
        raise UnreadableDocumentError("import.no_header")
    problems += [Problem("import.sheet_skipped", Place(name), is_fatal=False) for name in strangers]
    return found, problems


def _unknown_columns(sheet: Sheet, header: Header) -> Iterator[Problem]:
    for at in header.unknown:
        heading = header.headings[at]
        if any(
            len(cells) > at and cells[at] for number, cells in sheet.rows if number > header.row
        ):
            place = Place(sheet.name, header.row, header.row, heading)
            yield Problem("import.column_ignored", place, (("column", heading[:40]),), is_fatal=False)  # fmt: skip


def _in_columns(header: Header, cells: Sequence[str]) -> list[str]:
    filled = list(options_of(header, cells))
    for expected, (order, _text) in enumerate(filled):
        if order != expected:
            name = f"选项{letter(expected)}"
            raise Unreadable("import.option_gap", name, option=letter(expected))
    return [text for _order, text in filled]


def _is_right(mark: str) -> bool:
    if not mark:
        return False
    right = truth_of(mark)
    if right is None:
        raise Unreadable("import.mark_unknown", Column.IS_RIGHT.value, words=mark[:20])
    return right


def _feedback(text: str, count: int) -> tuple[str, ...]:
    """Return what is said of each option, from lines such as A：因为这样."""
    said = [""] * count
    for line in text.split("\n"):
        name, *rest = split(line, "：:", most=1)
        at = ord(name.upper()) - ord("A") if len(name) == 1 else -1
        if rest and 0 <= at < count:
            said[at] = unescaped(rest[0])
    return tuple(said)


def _near_misses(text: str) -> Iterator[tuple[int, NearMiss]]:
    """Yield near misses with the number of their blank: from lines such as 1：错的：为什么."""
    for line in filter(None, text.split("\n")):
        pieces = split(line, "：:", most=2)
        number = int(pieces[0]) if pieces[0].isascii() and pieces[0].isdecimal() else 0
        if number and len(pieces) > 1 and pieces[1]:
            yield number, NearMiss(unescaped(pieces[1]), unescaped("".join(pieces[2:])))


def _tags(text: str) -> tuple[str, ...]:
    pieces = [unescaped(each) for each in split(text, f"{BETWEEN_TAGS}\n")]
    return tuple(dict.fromkeys(filter(None, pieces)))


def _status(text: str) -> str:
    return next((status for status, name in STATUS_NAMES.items() if name == text), "")
