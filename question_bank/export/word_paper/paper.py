"""Whole files: a paper, its key."""

from __future__ import annotations

from datetime import datetime

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH

from question_bank.export.word_paper.keys import (
    write_explanation,
    write_explanations,
    write_key_table,
)
from question_bank.export.word_paper.page import as_bytes, new_document, number_pages
from question_bank.export.word_paper.questions import (
    spaced,
    write_head,
    write_question,
    write_section_head,
)
from question_bank.export.word_paper.texts import one_line
from question_bank.export.word_paper.values import KeyPlace, PrintedPaper


def paper_file(paper: PrintedPaper, place: KeyPlace, now: datetime) -> bytes:
    """Return the .docx of a paper, with answers where *place* says (a file apart is `key_file`)."""
    document = new_document(paper.title, paper.office, now)
    number_pages(document, _running_title(paper))
    write_head(document, paper)
    says_origin = not paper.origin
    for at, section in enumerate(paper.sections, start=1):
        write_section_head(document, at, section, paper.scoring)
        for question in section.questions:
            says_points = section.points_each is None
            write_question(document, question, says_points=says_points, says_origin=says_origin)
            if place is KeyPlace.AFTER_EACH:
                write_explanation(document, question)
    if place is KeyPlace.AT_END:
        _write_key(document, paper, on_new_page=True)
    return as_bytes(document)


def key_file(paper: PrintedPaper, now: datetime) -> bytes:
    """Return the .docx with answers, explanations and sources of a paper."""
    document = new_document(f"{paper.title} 参考答案及解析", paper.office, now)
    number_pages(document, _running_title(paper))
    _write_key(document, paper)
    return as_bytes(document)


def _write_key(document: WordDocument, paper: PrintedPaper, *, on_new_page: bool = False) -> None:
    title = document.add_paragraph(style="Title")
    title.paragraph_format.page_break_before = on_new_page
    title.add_run("参考答案及解析")
    about = [one_line(paper.title)]
    about += [f"{paper.variant} 卷"] if paper.variant else []
    about += [f"卷号 {spaced(paper.code)}"] if paper.code else []
    line = document.add_paragraph("　".join(about))
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for at, section in enumerate(paper.sections, start=1):
        write_key_table(document, at, section)
    write_explanations(document, paper)


def _running_title(paper: PrintedPaper) -> str:
    title = one_line(paper.title)[:40]
    return f"{title}（{paper.variant} 卷）" if paper.variant else title
