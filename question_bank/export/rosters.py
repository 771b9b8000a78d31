"""Lists of people as spreadsheets: read from an office's Excel or CSV file, written for it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final

from openpyxl import Workbook

from question_bank.errors import InvalidInputError, UnreadableDocumentError
from question_bank.export.excel.cells import head_cell, lay_out, text_cell
from question_bank.export.excel.grid import MOST_ROWS, Sheet, read_workbook
from question_bank.storage.groups import DEEPEST, LONGEST_TERM, normal_text
from question_bank.storage.groups import LONGEST_NAME as LONGEST_GROUP
from question_bank.storage.joining import sound_name, sound_phone

#: Largest file, in bytes, and most people in one.
LARGEST_FILE: Final = 5 * 1024 * 1024
MOST_PEOPLE: Final = 10_000
#: The header stands within the first so many rows that have anything.
HEADER_WITHIN: Final = 15
#: What each column may be called, compared without spaces, case and marks.
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("姓名", "名字", "代表姓名", "人员姓名", "名称", "name"),
    "phone": ("手机", "手机号", "手机号码", "电话", "联系电话", "联系方式", "移动电话", "phone"),
    "group": (
        "代表团",
        "选区",
        "小组",
        "单位",
        "代表小组",
        "所在代表团",
        "团组",
        "代表团名称",
        "group",
    ),
    "term": ("届次", "届", "届别", "任期", "term"),
}
#: A longer heading that ends like this is read likewise, such as 所属代表团.
ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("姓名",),
    "phone": ("手机", "手机号", "手机号码", "电话"),
    "group": ("代表团", "小组", "选区"),
    "term": ("届次", "届别"),
}
#: But not what is somebody else's: a phone number opens the record of whoever it stands with.
ELSEWHERE: Final = (
    "联系人",
    "联络员",
    "经办人",
    "紧急",
    "办公",
    "秘书",
    "家属",
    "配偶",
    "介绍人",
    "推荐人",
)
#: A second column of groups stands below the first: 代表团, 小组.
SECOND_GROUP: Final = ("小组", "代表小组", "团组")
#: Headings that nobody misses, besides empty ones.
UNNEEDED: Final = frozenset({"", "序号", "编号", "no"})
COLUMNS: Final = ("姓名", "手机", "代表团", "届次")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """
    One person as a row has them, and what is wrong with it.

    Attributes:
        sheet: Name of the sheet; empty for a CSV file.
        number: Of the row, from 1.
        group: Path such as 第一代表团/第二小组; empty for none.
        fault: Column in our own words and message id; empty where the row is sound.
    """

    sheet: str
    number: int
    name: str
    phone: str
    group: str
    term: str
    fault: tuple[str, str] | tuple[()] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """
    What a file holds.

    Attributes:
        rows: Sound rows and faulty ones, in the order of the file; never empty.
        unread: Headings of columns that say nothing to us, each once.
    """

    rows: tuple[RosterRow, ...]
    unread: tuple[str, ...]


def read_roster(data: bytes, name: str) -> Roster:
    """
    Return the people in a file.

    Raises:
        UnreadableDocumentError: If it is no .xlsx or CSV file, damaged or too large.
        InvalidInputError: If no sheet has a column of names, or nobody is in it.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableDocumentError("roster.too_large", megabytes=LARGEST_FILE // 1024**2)
    if data.startswith(b"PK"):
        try:
            sheets = read_workbook(data)
        except UnreadableDocumentError as error:
            said = {"name": name, **error.parameters}
            raise UnreadableDocumentError(error.message_id, **said) from error
    elif name.lower().endswith((".xls", ".et")) or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocumentError("roster.old_excel")
    else:
        sheets = [_read_csv(data)]
    found = [read for sheet in sheets if (read := _read_sheet(sheet)) is not None]
    if not found:
        raise InvalidInputError("roster.no_header")
    people = [row for rows, _unread in found for row in rows]
    if not people:
        raise InvalidInputError("roster.nobody")
    if len(people) > MOST_PEOPLE:
        raise InvalidInputError("roster.too_many", most=MOST_PEOPLE)
    unread = dict.fromkeys(heading for _rows, headings in found for heading in headings)
    return Roster(tuple(_without_repeats(people)), tuple(unread))


def _read_csv(data: bytes) -> Sheet:
    """Return the rows of a CSV file; Excel writes GB18030 where it is told nothing else."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    head = text[:4_000].partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t，", key=head.count))
    try:
        rows = tuple((number, tuple(line)) for number, line in enumerate(lines, 1) if any(line))
    except csv.Error as error:
        raise UnreadableDocumentError("import.bad_csv", row=lines.line_num) from error
    if len(rows) > MOST_ROWS:
        raise InvalidInputError("roster.too_many", most=MOST_PEOPLE)
    return Sheet("", rows)


def _read_sheet(sheet: Sheet) -> tuple[list[RosterRow], list[str]] | None:
    """Return the people of a sheet and the headings not read; `None` where it has no header."""
    for at, (_number, cells) in enumerate(sheet.rows[:HEADER_WITHIN]):
        columns = _columns(cells)
        if "name" in columns:
            read = {place for places in columns.values() for place in places}
            unread = [_cell(cells, each) for each in range(len(cells)) if each not in read]
            rows = [
                _row(sheet.name, number, columns, row)
                for number, row in sheet.rows[at + 1 :]
                if _has_anything(columns, row)
            ]
            return rows, [heading[:40] for heading in unread if _plain(heading) not in UNNEEDED]
    return None


def _columns(cells: Sequence[str]) -> dict[str, list[int]]:
    """Return where each column stands; a heading that says nothing to us stands nowhere."""
    columns: dict[str, list[int]] = {}
    plain = [_plain(heading) for heading in cells]
    for at, words in enumerate(plain):
        for column, names in HEADINGS.items():
            if words in names and (column == "group" or column not in columns):
                columns.setdefault(column, []).append(at)
    for column, endings in ENDINGS.items():
        alike = [
            at
            for at, words in enumerate(plain)
            if words.endswith(endings) and not any(other in words for other in ELSEWHERE)
        ]
        if alike and column not in columns:
            columns[column] = alike if column == "group" else alike[:1]
    # 小组 may stand left of 代表团; the wider one comes first in the path.
    columns.get("group", []).sort(key=lambda at: (plain[at].endswith(SECOND_GROUP), at))
    return columns


def _plain(heading: str) -> str:
    text = unicodedata.normalize("NFKC", heading).split("(")[0]
    return "".join(letter for letter in text if letter.isalnum()).lower()


def _has_anything(columns: dict[str, list[int]], row: Sequence[str]) -> bool:
    return any(_cell(row, at) for places in columns.values() for at in places)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _row(sheet: str, number: int, columns: dict[str, list[int]], row: Sequence[str]) -> RosterRow:
    said = {column: [_cell(row, at) for at in places] for column, places in columns.items()}
    name, phone, term = (said.get(column, [""])[0] for column in ("name", "phone", "term"))
    group = "/".join(filter(None, said.get("group", [])))
    fault: tuple[str, str] | tuple[()] = ()
    try:
        name = sound_name(name)
    except InvalidInputError as error:
        fault = ("姓名", error.message_id)
    try:
        phone = sound_phone(phone)
    except InvalidInputError as error:
        fault = fault or ("手机", error.message_id)
    names = [normal_text(part) for part in unicodedata.normalize("NFKC", group).split("/")]
    names = [part for part in names if part]
    if len(names) > DEEPEST or any(
        len(part) > LONGEST_GROUP or not part.isprintable() for part in names
    ):
        fault = fault or ("代表团", "roster.group_shape")
    term = normal_text(term)
    if len(term) > LONGEST_TERM or not term.isprintable():
        fault = fault or ("届次", "roster.term_shape")
    return RosterRow(sheet, number, name[:60], phone[:40], "/".join(names)[:140], term[:40], fault)


def _without_repeats(rows: Iterable[RosterRow]) -> Iterator[RosterRow]:
    """Mark rows whose person stands above already: the same phone, or the same name and group."""
    phones: set[str] = set()
    people: set[tuple[str, str, str]] = set()
    for row in rows:
        person = (row.name, row.phone, row.group)
        if row.fault:
            yield row
        elif row.phone and row.phone in phones:
            yield _faulty(row, ("手机", "roster.phone_twice"))
        elif person in people:
            yield _faulty(row, ("姓名", "roster.twice"))
        else:
            phones.add(row.phone)
            people.add(person)
            yield row


def _faulty(row: RosterRow, fault: tuple[str, str]) -> RosterRow:
    return RosterRow(row.sheet, row.number, row.name, row.phone, row.group, row.term, fault)


def write_roster(rows: Iterable[Sequence[str]], headings: Sequence[str], file: IO[bytes]) -> None:
    """Write people as a workbook; what looks like a formula stays text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("人员")
    lay_out(sheet, [14, 16, 28, 14, *([18] * (len(headings) - 4))], "A2")
    sheet.append([head_cell(sheet, words) for words in headings])
    for row in rows:
        sheet.append([text_cell(sheet, text) for text in row])
    book.save(file)


def write_template(file: IO[bytes]) -> None:
    """Write an empty list to fill in, with two people as an example."""
    examples = [
        ("王建国", "13800138000", "第一代表团/第一小组", "第十四届"),
        ("李秀英", "", "第二代表团", "第十四届"),
    ]
    write_roster(examples, COLUMNS, file)
