"""答题卡: a page for each person, with a number and its QR code, for answers in letters."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import segno
from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row

from question_bank.export.word_paper.page import HEI, LATIN, add_table, as_bytes, new_document
from question_bank.export.word_paper.questions import SECTION_NAMES, answer_lines, spaced
from question_bank.export.word_paper.texts import chinese_number, one_line, put, set_font
from question_bank.export.word_paper.values import PrintedPaper, PrintedSection
from question_bank.questions.values import ItemType

#: Questions in a row of the grid.
IN_A_ROW: Final = 10
_GRID_CELL: Final = 1.5
_QR_SIZE: Final = 3.0
_HEAD_WIDTHS: Final = (12.4, 3.6)
_HOW_TO: Final = {
    ItemType.SINGLE: "把选项字母写在题号下面",
    ItemType.MULTIPLE: "把全部正确选项的字母写在题号下面，如 ACD",
    ItemType.TRUE_FALSE: "正确打“√”，错误打“×”",
    ItemType.CLOZE: "把答案写在横线上",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """
    Whose sheet it is.

    Attributes:
        name: Empty leaves a line to write on, as an empty group does.
        variant: Which paper belongs to it.
        code: Its number, with the check digit.
        link: What the QR code holds.
    """

    name: str
    group: str
    variant: str
    code: str
    link: str


def sheets_file(
    papers: Mapping[str, PrintedPaper], holders: Sequence[Holder], now: datetime
) -> bytes:
    """
    Return the .docx with a sheet for each of *holders*, in their order.

    Args:
        papers: Each variant by name; never empty.
        holders: At least one.
        now: Time of the file.
    """
    any_paper = next(iter(papers.values()))
    document = new_document(f"{any_paper.title} 答题卡", any_paper.office, now)
    grids = {name: _grid_elements(paper, now) for name, paper in papers.items()}
    for place, holder in enumerate(holders):
        _write_head(document, papers[holder.variant], holder, on_new_page=place > 0)
        for element in grids[holder.variant]:
            document.element.body.insert_element_before(deepcopy(element), "w:sectPr")
    return as_bytes(document)


def _write_head(
    document: WordDocument, paper: PrintedPaper, holder: Holder, *, on_new_page: bool
) -> None:
    top = document.add_paragraph()
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    top.paragraph_format.page_break_before = on_new_page
    set_font(top.add_run(one_line(paper.title)), HEI, 16)
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    about, picture = table.rows[0].cells
    for cell, column, width in zip((about, picture), table.columns, _HEAD_WIDTHS, strict=True):
        cell.width = column.width = Cm(width)
    _write_about(about, paper, holder)
    _write_qr(picture, holder)


def _write_about(cell: _Cell, paper: PrintedPaper, holder: Holder) -> None:
    first = cell.paragraphs[0]
    card = f"答题卡　（{paper.variant} 卷）" if paper.variant else "答题卡"
    set_font(first.add_run(card), HEI, 15)
    lines = (("姓　名：", holder.name), ("代表团：", holder.group))
    for label, text in lines:
        line = cell.add_paragraph()
        line.paragraph_format.space_before = Pt(6)
        line.add_run(label)
        put(line, one_line(text) or "＿" * 12)
    which = f"做 {paper.variant} 卷；" if paper.variant else ""
    advice = f"{which}请用黑色笔写清楚，不要折叠，交回这一张。"
    set_font(cell.add_paragraph().add_run(advice), "宋体", 10)


def _write_qr(cell: _Cell, holder: Holder) -> None:
    picture = io.BytesIO()
    segno.make(holder.link, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    picture.seek(0)
    frame = cell.paragraphs[0]
    frame.alignment = WD_ALIGN_PARAGRAPH.CENTER
    frame.paragraph_format.line_spacing = 1.0
    shape = frame.add_run().add_picture(picture, width=Cm(_QR_SIZE))
    # What a reader that cannot see the picture says instead.
    shape._inline.docPr.set("descr", f"编号 {holder.code} 的二维码")  # noqa: SLF001
    code = cell.add_paragraph()
    code.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(code.add_run(spaced(holder.code)), LATIN, 13).bold = True


def _grid_elements(paper: PrintedPaper, now: datetime) -> list[Any]:
    """Return the body of a variant's sheets; made once and copied, as it takes longest."""
    scratch = new_document("", "", now)
    for place, section in enumerate(paper.sections, start=1):
        _write_section(scratch, place, section)
    return [each for each in scratch.element.body if each.tag != qn("w:sectPr")]


def _write_section(document: WordDocument, place: int, section: PrintedSection) -> None:
    head = document.add_paragraph(style="Heading 1")
    head.add_run(f"{chinese_number(place)}、{SECTION_NAMES[section.type]}")
    how = _HOW_TO.get(section.type, "")
    if how:
        set_font(head.add_run(f"　{how}"), "宋体", 10)
    if section.type not in {ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE}:
        for question in section.questions:
            line = document.add_paragraph(answer_lines(question))
            line.paragraph_format.space_before = Pt(6)
        return
    numbers = [question.number for question in section.questions]
    for start in range(0, len(numbers), IN_A_ROW):
        if start:
            document.add_paragraph().paragraph_format.line_spacing = Pt(6)
        _write_grid(document, numbers[start : start + IN_A_ROW])


def _write_grid(document: WordDocument, numbers: Sequence[int]) -> None:
    table = add_table(document, ([*map(str, numbers)], [""] * len(numbers)), _GRID_CELL)
    heads, room = table.rows
    _set_height(heads, 0.65)
    _set_height(room, 0.95)


def _set_height(row: _Row, centimetres: float) -> None:
    row.height, row.height_rule = Cm(centimetres), WD_ROW_HEIGHT_RULE.EXACTLY
