"""Words of a question as runs of a paragraph: bold, blanks, nothing that XML cannot hold."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from question_bank.export.exchange.texts import writable
from question_bank.questions.values import BLANK, GAP, Item, ItemType

#: A line to write on; the same for each answer, so that it does not tell its length.
LINE: Final = "＿" * 6
BRACKETS: Final = "（　　）"
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BOLD: Final = re.compile(r"\*\*(?!\*)(.+?)\*\*", re.DOTALL)
#: Control characters but tab and line ends, and marks that turn the direction of text round.
_STRAY: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_LINE_END: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE: Final = re.compile(r"[ \t\xa0]+")


def plain(text: str) -> str:
    """Return *text* as a document may hold it; only line feeds end lines."""
    return writable(_SPACE.sub(" ", _STRAY.sub("", _LINE_END.sub("\n", text)))).strip()


def one_line(text: str) -> str:
    """Return *text* on one line."""
    return " ".join(plain(text).split("\n"))


def put(paragraph: Paragraph, text: str) -> None:
    """Append *text* to *paragraph*: ``**…**`` bold, line feeds as breaks."""
    cleaned = plain(text)
    end = 0
    for found in _BOLD.finditer(cleaned):
        _run(paragraph, cleaned[end : found.start()])
        _run(paragraph, found[1], bold=True)
        end = found.end()
    _run(paragraph, cleaned[end:])


def _run(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    for at, line in enumerate(text.split("\n")):
        if at:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        if line:
            run = paragraph.add_run(line)
            run.bold = True if bold else None


def set_font(run: Run, name: str, size: float | None = None) -> Run:
    """Set Chinese and Latin characters of *run* in the font *name*, *size* in points."""
    run.font.name = name
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)  # noqa: SLF001
    if size is not None:
        run.font.size = Pt(size)
    return run


def stem_of(item: Item) -> str:
    """Return the stem with lines for blanks and brackets for the key of a choice."""
    stem = item.stem.replace(BLANK, LINE) if item.type is ItemType.CLOZE else item.stem
    if item.type is ItemType.CLOZE or GAP in stem:
        return stem
    return f"{stem}{BRACKETS}"


def answer_of(item: Item) -> str:
    """Return the right answer: letters in the order printed, a mark, or the blanks' words."""
    if item.type is ItemType.TRUE_FALSE:
        return "√" if item.truth else "×"
    if item.type is ItemType.CLOZE:
        marks = [" / ".join(map(one_line, blank.accepted)) for blank in item.blanks]
        joined = "；".join(marks)
        return f"{joined}（不分先后）" if item.unordered and len(marks) > 1 else joined
    if item.type is ItemType.SHORT_ANSWER:
        return item.model_answer
    return "".join(LETTERS[at] for at, option in enumerate(item.options) if option.correct)


def number(value: Decimal) -> str:
    """Return a number without trailing zeros: 2, 1.5."""
    return f"{value.normalize():f}" if value else "0"


def chinese_number(value: int) -> str:
    """Return a whole number from 1 to 99 as headings have it: 一, 十二."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def width_of(text: str) -> float:
    """Return the width of *text* in full-width characters."""
    return sum(1.0 if character > "\u2000" else 0.55 for character in text)
