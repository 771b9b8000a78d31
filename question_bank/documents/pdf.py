"""The text of a PDF: without page heads and numbers, its paragraphs whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from question_bank.errors import UnreadableDocumentError

#: Most pages that are read.
MOST_PAGES = 2_000
#: Share of a page's height, at top and bottom, where its head and number stand.
MARGIN = 0.12
PAGE_NUMBER = re.compile(r"[\s\-—－–·~第共页/of,，Pp age.]*\d{1,4}[\s\-—－–·~第共页/of\d,，.]*")
BROWSER_HEAD = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}.*|(?:file|https?)://\S+( \d+/\d+)?"
)
CHINESE = re.compile(r"[\u3400-\u9fff]")
#: A text layer thinner than this many Chinese characters is no text.
FEWEST_CHINESE = 10
#: How far from the margin, in characters, a line still counts as full or as not indented.
FULL, INDENTED = 1.6, 1.2
#: Lines this much further apart than usual stand in different paragraphs.
WIDE_GAP = 1.5
#: Shortest line, in characters, by which the width of a column is known.
TELLING = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its text and its box, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int
    height: float

    @property
    def size(self) -> float:
        """About the height of its type, in points."""
        return max(1.0, self.top - self.bottom)

    @property
    def is_at_edge(self) -> bool:
        """Whether it stands where page heads and numbers stand."""
        return self.bottom > (1 - MARGIN) * self.height or self.top < MARGIN * self.height


def text_of_pdf(data: bytes) -> str:
    """
    Return the text of the PDF *data*, one paragraph a line.

    Raises:
        UnreadableDocumentError: If it is damaged, encrypted, too long, or has
            only pictures of pages.
    """
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if len(pdf) > MOST_PAGES:
                raise UnreadableDocumentError("document.too_complex")
            lines = [line for number in range(len(pdf)) for line in _lines(pdf, number)]
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        raise UnreadableDocumentError(
            "document.encrypted" if is_locked else "document.damaged"
        ) from error
    if sum(len(CHINESE.findall(line.text)) for line in lines) < FEWEST_CHINESE:
        raise UnreadableDocumentError("document.scanned")
    return "\n".join(_paragraphs(_without_furniture(lines))) + "\n"


def _lines(pdf: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    page = pdf[number]
    height = page.get_height()
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    total = textpage.count_chars()
    position = 0
    for raw in text.split("\r\n"):
        stripped = raw.strip(" \t")
        start = position + raw.find(stripped)
        position += len(raw) + len("\r\n")
        if stripped and start + len(stripped) <= total:
            left, bottom, _, top = textpage.get_charbox(start, loose=True)
            _, _, right, _ = textpage.get_charbox(start + len(stripped) - 1, loose=True)
            yield Line(stripped, left, right, bottom, top, number, height)
    textpage.close()
    page.close()


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Drop page numbers, and what stands at the edge of several pages alike."""
    at_edge = Counter(_pattern(line) for line in lines if line.is_at_edge)
    pages = len({line.page for line in lines})
    often = max(2, pages // 3)
    return [
        line
        for line in lines
        if not (
            line.is_at_edge
            and (
                PAGE_NUMBER.fullmatch(line.text)
                or BROWSER_HEAD.fullmatch(line.text)
                or at_edge[_pattern(line)] >= often
            )
        )
    ]


def _pattern(line: Line) -> str:
    """Return what a page head keeps from page to page: its words, not its numbers."""
    return re.sub(r"[\d\s]+", "#", line.text)


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Join the lines that belong together: a full line and one that is not indented."""
    columns = {
        page: _column([line for line in lines if line.page == page] or lines)
        for page in {x.page for x in lines}
    }
    pitch = _pitch(lines)
    current: Line | None = None
    text = ""
    for line in lines:
        if current is not None and _continues(current, line, columns, pitch):
            text += _gap(text, line.text) + line.text
        else:
            if text:
                yield text
            text = line.text
        current = line
    if text:
        yield text


def _column(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the left and the right margin of the text in *lines*, in points."""
    telling = [line for line in lines if len(line.text) >= TELLING] or list(lines)
    lefts = sorted(line.left for line in telling)
    rights = sorted(line.right for line in telling)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10]


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance from line to line, in points."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.page == b.page]
    downward = [step for step in steps if step > 0]
    return median(downward) if downward else 0.0


def _continues(
    before: Line, line: Line, columns: dict[int, tuple[float, float]], pitch: float
) -> bool:
    left, _ = columns[line.page]
    _, right = columns[before.page]
    size = max(before.size, line.size)
    is_full = before.right >= right - FULL * size
    is_indented = line.left > left + INDENTED * size or line.text.startswith("\u3000")
    is_far = line.page == before.page and before.bottom - line.bottom > WIDE_GAP * max(pitch, size)
    return is_full and not is_indented and not is_far


def _gap(before: str, after: str) -> str:
    is_western = (
        before[-1:].isascii()
        and after[:1].isascii()
        and before[-1:].isalpha()
        and after[:1].isalpha()
    )
    return " " if is_western else ""
