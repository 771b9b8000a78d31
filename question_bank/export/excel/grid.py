"""
The cells of a workbook or a CSV file as text, within limits.

A workbook is a zip archive of XML: what it unpacks to, how many rows it has and
what its parts may be are looked at before and while they are read.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from question_bank.documents.reading import decode
from question_bank.errors import UnreadableDocumentError

#: Most rows of a sheet with anything in them, columns looked at, and characters of a cell.
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60
LONGEST_CELL: Final = 20_000
#: After so many empty rows a sheet has ended, however many more are formatted.
BLANK_ROWS: Final = 2_000
#: Largest part and largest sum of parts, unpacked, in bytes; most parts.
LARGEST_PART: Final = 80_000_000
LARGEST_SUM: Final = 160_000_000
MOST_PARTS: Final = 2_000
_MACROS: Final = re.compile(r"vbaProject|\.bin$|activeX", re.IGNORECASE)
_HARMLESS_BINARY: Final = re.compile(r"printerSettings", re.IGNORECASE)
#: How Excel writes what XML cannot hold, and what looks like it.
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
#: Up to here a float holds every whole number.
_EXACT: Final = 10**15
_DECLARATION: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    One sheet as text.

    Attributes:
        rows: Number of each row that has anything, from 1, with its cells.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_workbook(data: bytes) -> list[Sheet]:
    """
    Return the visible sheets of the .xlsx file *data*.

    Raises:
        UnreadableDocumentError: If it is damaged, has macros, or is too large.
    """
    _inspect(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [
            Sheet(sheet.title, tuple(_rows(sheet.iter_rows(max_col=MOST_COLUMNS), sheet.title)))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        ]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise UnreadableDocumentError("document.damaged") from error
    except (LxmlError, ParseError, DefusedXmlException, NotImplementedError) as error:
        raise UnreadableDocumentError("document.damaged") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # What openpyxl raises for parts that are missing or make no sense.
        raise UnreadableDocumentError("document.damaged") from error
    return sheets


def read_csv(data: bytes, name: str) -> list[Sheet]:
    """
    Return the one sheet of a CSV file; it may be parted by commas, semicolons or tabs.

    Raises:
        UnreadableDocumentError: If it is no text, or too large.
    """
    text = decode(data, name)
    head = text[:4_000].partition("\n")[0]
    separator = max(",;\t，", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = tuple(_text_rows(lines))
    except csv.Error as error:
        raise UnreadableDocumentError("import.bad_csv", row=lines.line_num) from error
    return [Sheet("", rows)]


def _inspect(data: bytes) -> None:
    """Look at the archive before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableDocumentError("document.encrypted")
            if any(_MACROS.search(p.filename) and not _HARMLESS_BINARY.search(p.filename) for p in parts):  # fmt: skip
                raise UnreadableDocumentError("import.macros")
            _require_small(parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _require_no_declaration(archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableDocumentError("document.damaged") from error


def _require_small(parts: list[zipfile.ZipInfo]) -> None:
    sizes = [part.file_size for part in parts]
    if len(parts) > MOST_PARTS or max(sizes, default=0) > LARGEST_PART or sum(sizes) > LARGEST_SUM:
        raise UnreadableDocumentError("document.too_complex")


def _require_no_declaration(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that declares entities: no spreadsheet program writes any."""
    with archive.open(part) as opened:
        if _DECLARATION.search(opened.read(4_096)):
            raise UnreadableDocumentError("import.entities")


def _rows(rows: Iterable[Iterable[Any]], name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows that have anything, with their numbers."""
    blank = kept = 0
    for number, row in enumerate(rows, start=1):
        cells = tuple(_text_of(cell) for cell in row)
        if not any(cells):
            blank += 1
            if blank > BLANK_ROWS:
                return
            continue
        blank, kept = 0, kept + 1
        if kept > MOST_ROWS:
            raise UnreadableDocumentError("import.too_many_rows", sheet=name, limit=MOST_ROWS)
        yield number, _trimmed(cells)


def _text_rows(lines: Iterable[list[str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, line in enumerate(lines, start=1):
        if number > MOST_ROWS:
            raise UnreadableDocumentError("import.too_many_rows", sheet="CSV", limit=MOST_ROWS)
        cells = tuple(_tidy(cell) for cell in line[:MOST_COLUMNS])
        if any(cells):
            yield number, _trimmed(cells)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max((at for at, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:last]


def _text_of(cell: Any) -> str:
    """Return what a person sees in a cell, nearly: numbers without a needless point."""
    value, shape = cell.value, str(cell.number_format or "")
    if isinstance(value, str):
        return _tidy(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(float(value), shape)
    return "" if value is None else _moment(value, shape)


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{round(value * 100, 6):g}%"
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else f"{value:.12g}"


def _moment(value: object, number_format: str) -> str:
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date) and "年" in number_format:
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def _tidy(text: str) -> str:
    """Return the text of a cell with plain line ends and without outer white space."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return plain if len(plain) <= LONGEST_CELL else plain[: LONGEST_CELL + 1]
