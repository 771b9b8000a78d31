"""Answers and explanations: behind each question, at the end, or in a file apart."""

from __future__ import annotations

from typing import Final

from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from question_bank.export.word_paper.page import HEI, KEY_STYLE, add_table
from question_bank.export.word_paper.questions import SECTION_NAMES
from question_bank.export.word_paper.texts import (
    answer_of,
    chinese_number,
    put,
    set_font,
)
from question_bank.export.word_paper.values import PrintedPaper, PrintedQuestion, PrintedSection
from question_bank.questions.values import ItemType

#: Answers in a row of the table of keys.
IN_A_ROW: Final = 10


def write_key_table(document: WordDocument, place: int, section: PrintedSection) -> None:
    """Write the answers of a section at a glance: a table of letters, or a line each."""
    head = document.add_paragraph(style="Heading 1")
    head.add_run(f"{chinese_number(place)}、{SECTION_NAMES[section.type]}")
    if section.type in {ItemType.CLOZE, ItemType.SHORT_ANSWER}:
        for question in section.questions:
            put(document.add_paragraph(), f"{question.number}. {answer_of(question.item)}")
        return
    for start in range(0, len(section.questions), IN_A_ROW):
        if start:
            document.add_paragraph().paragraph_format.line_spacing = 0.5
        _write_rows(document, section.questions[start : start + IN_A_ROW])


def _write_rows(document: WordDocument, questions: tuple[PrintedQuestion, ...]) -> None:
    numbers = ["题号", *(str(each.number) for each in questions)]
    answers = ["答案", *(answer_of(each.item) for each in questions)]
    add_table(document, (numbers, answers), 1.45)


def write_explanations(document: WordDocument, paper: PrintedPaper) -> None:
    """Write answer, explanation and source of every question."""
    head = document.add_paragraph(style="Heading 1")
    head.add_run("答案解析")
    for question in paper.questions:
        paragraph = document.add_paragraph(style=KEY_STYLE)
        paragraph.paragraph_format.keep_together = True
        paragraph.add_run(f"{question.number}. ")
        _write(paragraph, question)


def write_explanation(document: WordDocument, question: PrintedQuestion) -> None:
    """Write answer, explanation and source of one question, below it."""
    paragraph = document.add_paragraph(style=KEY_STYLE)
    _write(paragraph, question)


def _write(paragraph: Paragraph, question: PrintedQuestion) -> None:
    parts = (
        ("【答案】", answer_of(question.item)),
        ("【解析】", question.item.explanation),
        ("【出处】", _source(question)),
    )
    for label, text in parts:
        if text.strip():
            set_font(paragraph.add_run(label), HEI)
            put(paragraph, text)
            paragraph.add_run("　")


def _source(question: PrintedQuestion) -> str:
    source = question.source
    if not source.quote:
        return source.place
    quote = _quoted(source.quote.strip())
    return f"{source.place}：{quote}" if source.place else quote


def _quoted(words: str) -> str:
    """Return *words* in marks that differ from those within, which all get closed."""
    if "“" not in words:
        return f"“{words}”"
    return f"「{words}{'”' * (words.count('“') - words.count('”'))}」"
