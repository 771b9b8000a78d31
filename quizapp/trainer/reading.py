"""A document on its page: paragraphs, marks on what is worth asking, places of quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from question_bank.documents.values import Document, Flag

#: Longest text shown on either side of a quote, in code points.
LONGEST_SIDE: Final = 80
#: Where a sentence ends; one on either side shows what a quote is about.
SENTENCE_END: Final = re.compile("[。！？；]")
CUT: Final = "……"
#: Headings in the text begin below the page's own.
FIRST_LEVEL, LAST_LEVEL = 2, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the clean text to highlight: where, which kind, what it is about."""

    start: int
    end: int
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters that look alike; *kind* is empty outside of marks."""

    text: str
    kind: str = ""
    title: str = ""
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the clean text; *level* is that of a heading, 0 for running text."""

    start: int
    level: int
    runs: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A quote in its paragraph, and where to read on."""

    where: str
    before: str
    quote: str
    after: str
    href: str | None = None


def paragraphs_of(document: Document, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """Yield the paragraphs in reading order; all their runs together are the clean text."""
    headings = _headings(document)
    start = 0
    for line in document.clean_text.splitlines(keepends=True):
        end = start + len(line.rstrip("\n"))
        if end > start:
            runs = tuple(_runs(document, marks, start, end))
            yield Paragraph(start, headings.get(start, 0), runs)
        start += len(line)


def place_in(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the sentence before and the one after a quote in its paragraph of *text*, cut."""
    opens = text.rfind("\n", 0, start) + 1
    closes = text.find("\n", end)
    closes = closes if closes >= 0 else len(text)
    first = max(_sentence_start(text, opens, start), start - LONGEST_SIDE)
    ended = SENTENCE_END.search(text, end, closes)
    last = min(ended.end() if ended else closes, end + LONGEST_SIDE)
    return (
        (CUT if first > opens else "") + text[first:start],
        text[end:last] + (CUT if last < closes else ""),
    )


def _sentence_start(text: str, opens: int, start: int) -> int:
    """Return where the last sentence before *start* begins, not before *opens*."""
    ends = [found.end() for found in SENTENCE_END.finditer(text, opens, start)]
    return max((end for end in ends if end < start), default=opens)


def paragraph_start(text: str, start: int) -> int:
    """Return where the paragraph around *start* begins, in code points."""
    return text.rfind("\n", 0, start) + 1


def _headings(document: Document) -> dict[int, int]:
    """Return the level of each paragraph that is nothing but a heading."""
    levels: dict[int, int] = {}
    for sentence in document.sentences:
        closes = document.clean_text.find("\n", sentence.start)
        if sentence.is_heading and sentence.end >= (closes if closes >= 0 else sentence.end):
            depth = len(document.ancestry(sentence.section))
            levels[sentence.start] = min(FIRST_LEVEL + depth - 1, LAST_LEVEL)
    return levels


def _runs(document: Document, marks: Sequence[Mark], start: int, end: int) -> Iterator[TextRun]:
    """Yield the stretch cut wherever a mark or a flag begins or ends."""
    touching = [mark for mark in marks if mark.start < end and start < mark.end]
    flags = [flag for flag in document.flags if flag.start < end and start < flag.end]
    spans: list[Mark | Flag] = [*touching, *flags]
    edges = {start, end, *(edge for span in spans for edge in (span.start, span.end))}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    for first, last in pairwise(cuts):
        covering = [mark for mark in touching if mark.start <= first and last <= mark.end]
        # The shortest says most; of two alike the first.
        best = min(covering, key=lambda mark: mark.end - mark.start, default=None)
        yield TextRun(
            document.clean_text[first:last],
            best.kind if best else "",
            best.title if best else "",
            any(flag.start <= first and last <= flag.end for flag in flags),
        )
