"""The head of a paper, its sections, its questions."""

from __future__ import annotations

from typing import Final

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from question_bank.export.word_paper.page import (
    HEI,
    KAI,
    TEXT_WIDTH,
    add_table,
    characters_per_line,
)
from question_bank.export.word_paper.texts import (
    LETTERS,
    LINE,
    chinese_number,
    number,
    one_line,
    plain,
    put,
    set_font,
    stem_of,
    width_of,
)
from question_bank.export.word_paper.values import PrintedPaper, PrintedQuestion, PrintedSection
from question_bank.questions.values import BLANK, ItemType, Option

SECTION_NAMES: Final = {
    ItemType.SINGLE: "单项选择题",
    ItemType.MULTIPLE: "多项选择题",
    ItemType.TRUE_FALSE: "判断题",
    ItemType.CLOZE: "填空题",
    ItemType.SHORT_ANSWER: "简答题",
}
_ADVICE: Final = {
    ItemType.SINGLE: "每题只有一个正确选项，把它的字母填在括号里。",
    ItemType.MULTIPLE: "每题有两个或两个以上正确选项，把它们的字母填在括号里。",
    ItemType.TRUE_FALSE: "正确的在括号里打“√”，错误的打“×”。",
    ItemType.CLOZE: "把答案写在横线上。",
}
#: Room of a question's number, in centimetres.
INDENT: Final = 0.8
#: Width of an option's letter and stop, in characters.
_LETTER: Final = 2.2


def write_head(document: WordDocument, paper: PrintedPaper) -> None:
    """Write office, title, 姓名/代表团/得分, the table of marks and what to mind."""
    if paper.office:
        office = document.add_paragraph()
        office.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_font(office.add_run(one_line(paper.office)), HEI, 14)
    title = document.add_paragraph(style="Title")
    title.add_run(one_line(paper.title))
    facts = [f"（{paper.variant} 卷）"] if paper.variant else []
    facts += [f"满分 {number(paper.total)} 分"]
    facts += [f"时间 {paper.minutes} 分钟"] if paper.minutes else []
    facts += [f"卷号 {spaced(paper.code)}"] if paper.code else []
    line = document.add_paragraph("　".join(facts))
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.origin:
        about = document.add_paragraph(f"各题均出自{one_line(paper.origin)}")
        about.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write_name_line(document)
    _write_mark_table(document, paper)
    _write_instructions(document, paper)


def spaced(code: str) -> str:
    """Return the number of a sheet as it is read: 4821 7036."""
    return f"{code[:4]} {code[4:]}".strip()


def _write_name_line(document: WordDocument) -> None:
    line = document.add_paragraph()
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(8)
    parts = (("姓名：", 5.0), ("　代表团：", 11.2), ("　得分：", TEXT_WIDTH))
    for words, end in parts:
        line.add_run(words)
        line.add_run("\t")
        line.paragraph_format.tab_stops.add_tab_stop(Cm(end), leader=WD_TAB_LEADER.LINES)


def _write_mark_table(document: WordDocument, paper: PrintedPaper) -> None:
    heads = ["题号", *map(chinese_number, range(1, len(paper.sections) + 1)), "总分"]
    table = add_table(document, (heads, ["得分", *[""] * (len(heads) - 1)]), 2.2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row in table.rows:
        row.height = Cm(0.8)


def _write_instructions(document: WordDocument, paper: PrintedPaper) -> None:
    lines = [line for line in plain(paper.instructions).split("\n") if line.strip()]
    if not lines:
        return
    head = document.add_paragraph()
    head.paragraph_format.space_before = Pt(8)
    set_font(head.add_run("注意事项"), HEI)
    for line in lines:
        put(document.add_paragraph(), line)


def write_section_head(
    document: WordDocument, place: int, section: PrintedSection, scoring: str = ""
) -> None:
    """Write 一、单项选择题（每题2分，共20分） and how it is answered."""
    each, total = section.points_each, number(section.points)
    points = f"每题{number(each)}分，共{total}分" if each is not None else f"共{total}分"
    heading = document.add_paragraph(style="Heading 1")
    heading.add_run(f"{chinese_number(place)}、{SECTION_NAMES[section.type]}（{points}）")
    advice = _ADVICE.get(section.type, "")
    if section.type is ItemType.MULTIPLE and scoring:
        advice += f"{scoring}。"
    if advice:
        paragraph = document.add_paragraph(advice)
        paragraph.paragraph_format.keep_with_next = True


def write_question(
    document: WordDocument, question: PrintedQuestion, *, says_points: bool, says_origin: bool
) -> None:
    """Write one question; what belongs together is kept on one page."""
    if says_origin and question.origin:
        _write_origin(document, question.origin)
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Cm(INDENT), Cm(-INDENT)
    shape.tab_stops.add_tab_stop(Cm(INDENT))
    shape.space_before, shape.keep_together = Pt(4), True
    shape.keep_with_next = bool(question.item.options)
    paragraph.add_run(f"{question.number}.\t")
    put(paragraph, stem_of(question.item))
    if says_points:
        paragraph.add_run(f"（{number(question.points)}分）")
    _write_options(document, question.item.options)
    if question.item.word_bank and BLANK in question.item.stem:
        words = "　".join(map(one_line, question.item.word_bank))
        put(_indented(document), f"备选：{words}")


def _write_origin(document: WordDocument, origin: str) -> None:
    """Write the title of a question's document above it, smaller."""
    paragraph = _indented(document)
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(4), Pt(0), True
    set_font(paragraph.add_run(f"出自{one_line(origin)}"), KAI, 9)


def columns_for(options: tuple[Option, ...]) -> int:
    """Return in how many columns options stand: 4, 2 or 1, by the longest."""
    room = characters_per_line() - INDENT / 0.42
    longest = max((width_of(one_line(option.text)) for option in options), default=0) + _LETTER
    return next((columns for columns in (4, 2) if longest <= room / columns - 0.5), 1)


def _write_options(document: WordDocument, options: tuple[Option, ...]) -> None:
    columns = columns_for(options)
    lettered = [
        f"{letter}．{one_line(option.text)}"
        for letter, option in zip(LETTERS, options, strict=False)
    ]
    for start in range(0, len(lettered), columns):
        paragraph = _indented(document)
        shape = paragraph.paragraph_format
        shape.keep_with_next = start + columns < len(lettered)
        if columns == 1:
            shape.left_indent, shape.first_line_indent = Cm(INDENT + 0.9), Cm(-0.9)
        for place, text in enumerate(lettered[start : start + columns]):
            if place:
                at = INDENT + (TEXT_WIDTH - INDENT) * place / columns
                shape.tab_stops.add_tab_stop(Cm(at))
                paragraph.add_run("\t")
            put(paragraph, text)


def _indented(document: WordDocument) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(INDENT)
    return paragraph


def answer_lines(question: PrintedQuestion) -> str:
    """Return the lines of a cloze on an answer sheet."""
    blanks = len(question.item.blanks)
    if blanks == 1:
        return f"{question.number}. {LINE * 2}"
    lines = "　".join(f"（{place}）{LINE}＿＿" for place in range(1, blanks + 1))
    return f"{question.number}. {lines}"
