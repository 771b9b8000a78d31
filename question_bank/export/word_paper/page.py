"""The empty document: A4, Song and Hei, 第 X 页 共 Y 页."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from question_bank.export.word_paper.texts import one_line, set_font

SONG: Final = "宋体"
HEI: Final = "黑体"
KAI: Final = "楷体"
LATIN: Final = "Times New Roman"
#: Width between the margins, in centimetres, and size of the text, in points (小四).
TEXT_WIDTH: Final = 21.0 - 2 * 2.5
TEXT_SIZE: Final = 12.0
#: Style of answers and explanations.
KEY_STYLE: Final = "答案与解析"
_POINTS_A_CM: Final = 72 / 2.54
_LONGEST_TITLE: Final = 200
_BLACK: Final = RGBColor(0, 0, 0)
_UNSAFE_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f]')


def characters_per_line() -> float:
    """Return how many full-width characters stand on a line."""
    return TEXT_WIDTH * _POINTS_A_CM / TEXT_SIZE


def new_document(title: str, author: str, now: datetime) -> WordDocument:
    """Return an empty document on A4 with the styles of a paper."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.2)
    section.footer_distance = Cm(1.2)
    _set_styles(document)
    about = document.core_properties
    about.title = one_line(title)[:_LONGEST_TITLE]
    about.author = about.last_modified_by = one_line(author)[:_LONGEST_TITLE]
    about.comments, about.language = "", "zh-CN"
    about.created = about.modified = now.replace(tzinfo=None)
    return document


def _set_styles(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    _set_style(normal, SONG, TEXT_SIZE)
    spacing = normal.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing = 1.4
    _set_style(document.styles["Title"], HEI, 20)
    title = document.styles["Title"].paragraph_format
    title.alignment, title.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(4)
    border = document.styles["Title"].element.find(f".//{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)
    _set_style(document.styles["Heading 1"], HEI, 13)
    heading = document.styles["Heading 1"].paragraph_format
    heading.space_before, heading.space_after, heading.keep_with_next = Pt(12), Pt(4), True
    key = document.styles.add_style(KEY_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    key.base_style = normal
    _set_style(key, KAI, 11)
    key.paragraph_format.left_indent = Cm(0.8)


def _set_style(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size = LATIN, Pt(size)
    style.font.color.rgb = _BLACK
    style.font.bold = style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)


def number_pages(document: WordDocument, words: str = "") -> None:
    """Set 第 X 页 共 Y 页 below each page, with *words* before it."""
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before = f"{one_line(words)}　" if words else ""
    for piece in (f"{before}第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页"):
        if piece.isupper() and piece.isascii():
            _field(footer, piece)
        else:
            set_font(footer.add_run(piece), SONG, 9)


def _field(paragraph: Paragraph, code: str) -> None:
    """Append a field that the word processor fills in."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = set_font(paragraph.add_run(), SONG, 9)
        if kind == "text":
            run.text = text
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = f" {text} "
        run._element.append(part)  # noqa: SLF001  python-docx knows no fields


def add_table(document: WordDocument, rows: Sequence[Sequence[str]], width: float) -> Table:
    """
    Append a ruled table of *rows* of equal length, each column *width* centimetres wide.

    The widths stand in the grid, too, because LibreOffice and WPS look only there.
    """
    table: Table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style, table.autofit = "Table Grid", False
    for column in table.columns:
        column.width = Cm(width)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.width, cell.text = Cm(width), text
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    return table


def as_bytes(document: WordDocument) -> bytes:
    """Return the file of *document*."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def file_name(title: str, addition: str = "", extension: str = "docx") -> str:
    """Return a name for a file that every system takes, however the title reads."""
    stem = _UNSAFE_NAME.sub(" ", one_line(title)).strip(" .")[:60].strip(" .") or "试卷"
    return f"{stem}{addition}.{extension}"
