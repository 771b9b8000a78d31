"""Cells and looks of the workbooks that we write: text stays text, whatever it begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from question_bank.export.exchange.texts import writable

#: A spreadsheet program takes what begins so for a formula when it is typed or pasted on.
_RISKY: Final = ("=", "+", "-", "@", "\t", "\n", "'")
#: Longest text that Excel keeps in a cell, in UTF-16 units.
LONGEST_TEXT: Final = 32_767
_LIKE_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
#: Height of a line, in points, and most lines that a row shows at once.
_LINE_HEIGHT: Final = 15.0
_MOST_LINES: Final = 12
HEAD_FONT: Final = Font(bold=True, color="FFFFFF")
HEAD_FILL: Final = PatternFill("solid", fgColor="8E2A1D")
HEAD_ALIGNMENT: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LINE: Final = Side(style="thin", color="D9D4C8")
BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
TEXT_ALIGNMENT: Final = Alignment(vertical="top", wrap_text=True)
NUMBER_ALIGNMENT: Final = Alignment(horizontal="center", vertical="top")


def head_cell(sheet: Any, words: str) -> Any:
    """Return a cell of the head of *sheet*."""
    cell = WriteOnlyCell(sheet, value=words)
    cell.font, cell.fill, cell.alignment, cell.border = HEAD_FONT, HEAD_FILL, HEAD_ALIGNMENT, BORDER
    return cell


def text_cell(sheet: Any, text: str) -> Any:
    """
    Return a cell that holds *text* as text and shows it as it is.

    What Excel would take for a formula, an error or one of its own escapes stays
    text; too long text is cut at what a cell can hold.
    """
    cell = WriteOnlyCell(sheet)
    cell.value = text_value(text) or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = text.startswith(_RISKY)
    cell.alignment, cell.border = TEXT_ALIGNMENT, BORDER
    return cell


def number_cell(sheet: Any, number: int | Decimal | None) -> Any:
    """Return a cell with a number, or an empty one."""
    cell = WriteOnlyCell(sheet, value=number)
    cell.alignment, cell.border = NUMBER_ALIGNMENT, BORDER
    return cell


def text_value(text: str) -> str:
    """Return *text* as a cell's XML may hold it: Excel reads ``_x0041_`` as A."""
    cut = text
    while len(cut.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        cut = cut[: LONGEST_TEXT // 2] if len(cut) > LONGEST_TEXT else cut[:-1]
    return _LIKE_ESCAPE.sub("_x005F_", writable(cut))


def row_height(cells: Sequence[Any], widths: Sequence[int]) -> float:
    """Return the height, in points, at which the wrapped text of a row is seen, within reason."""
    lines = 1
    for cell, width in zip(cells, widths, strict=True):
        if isinstance(cell.value, str):
            wrapped = (-(-_columns(line) // width) for line in cell.value.split("\n"))
            lines = max(lines, sum(max(1, each) for each in wrapped))
    return _LINE_HEIGHT * min(lines, _MOST_LINES)


def _columns(text: str) -> int:
    """Return the width of a line in half-width characters."""
    return len(text) + sum(1 for character in text if character > "\u2000")


def lay_out(sheet: Any, widths: list[int], frozen: str) -> None:
    """Set the widths of the columns, in characters, and freeze what stands before *frozen*."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = frozen
