"""A document on its page: paragraphs, marks on what is worth asking, places of quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from flask import url_for

from question_bank.documents.values import Document, Flag, Repair
from question_bank.storage.texts import where_in

#: Longest text shown on either side of a quote, in code points.
LONGEST_SIDE: Final = 80
#: Where a sentence ends; one on either side shows what a quote is about.
SENTENCE_END: Final = re.compile("[。！？；]")
CUT: Final = "……"
#: Headings in the text begin below the page's own.
FIRST_LEVEL, LAST_LEVEL = 2, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """
    A stretch of the clean text to highlight.

    Attributes:
        kind: What it teaches.
        title: What it is about.
        point: Number of the key point; 0 where it leads nowhere.
    """

    start: int
    end: int
    kind: str
    title: str
    point: int = 0


@dataclass(frozen=True, slots=True)
class TextRun:
    """
    Characters that look alike.

    Attributes:
        kind: Of the mark they belong to; empty outside of marks.
        opens: Whether the mark begins with them.
        flagged: Whether reading found them damaged.
        repair: What cleaning changed here; its words may be gone, then *text* is empty.
    """

    text: str
    kind: str = ""
    title: str = ""
    flagged: bool = False
    point: int = 0
    opens: bool = False
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the clean text; *level* is that of a heading, 0 for running text."""

    start: int
    level: int
    runs: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A quote in its paragraph, where to read on, and the title of the document."""

    where: str
    before: str
    quote: str
    after: str
    href: str | None = None
    title: str = ""


def paragraphs_of(
    document: Document, marks: Sequence[Mark], start: int = 0, end: int | None = None
) -> Iterator[Paragraph]:
    """
    Yield the paragraphs of a stretch in reading order; all their runs are its clean text.

    Args:
        document: What is read.
        marks: What to highlight.
        start: Where the stretch begins, in code points.
        end: One past its last; the end of the text by default.
    """
    end = len(document.clean_text) if end is None else end
    levels = _levels(document, start, end)
    shown = _Shown.between(document, marks, start, end)
    for line in document.clean_text[start:end].splitlines(keepends=True):
        closes = start + len(line.rstrip("\n"))
        if closes > start:
            yield Paragraph(start, levels.get(start, 0), tuple(shown.runs(start, closes)))
        start += len(line)


def quote_place(document: Document, document_id: int, start: int, end: int) -> QuotePlace:
    """Return a stretch of a stored text in its paragraph, with the address of the whole text."""
    text = document.clean_text
    before, after = place_in(text, start, end)
    return QuotePlace(
        where=where_in(document, start),
        before=before,
        quote=text[start:end],
        after=after,
        href=url_for(
            "documents.show",
            document_id=document_id,
            at=start,
            _anchor=f"at-{paragraph_start(text, start)}",
        ),
        title=document.title,
    )


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


def _levels(document: Document, start: int, end: int) -> dict[int, int]:
    """Return the level of each paragraph of a stretch that is nothing but a heading."""
    levels: dict[int, int] = {}
    first = bisect_left(document.sentences, start, key=lambda each: each.start)
    for sentence in islice(document.sentences, first, None):
        if sentence.start >= end:
            break
        closes = document.clean_text.find("\n", sentence.start)
        if sentence.is_heading and sentence.end >= (closes if closes >= 0 else sentence.end):
            depth = len(document.ancestry(sentence.section))
            levels[sentence.start] = min(FIRST_LEVEL + depth - 1, LAST_LEVEL)
    return levels


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is marked, flagged and repaired in a stretch of a text."""

    text: str
    marks: tuple[Mark, ...]
    flags: tuple[Flag, ...]
    repairs: tuple[Repair, ...]

    @classmethod
    def between(cls, document: Document, marks: Sequence[Mark], start: int, end: int) -> _Shown:
        return cls(
            document.clean_text,
            tuple(each for each in marks if each.start < end and start < each.end),
            tuple(each for each in document.flags if each.start < end and start < each.end),
            tuple(each for each in document.repairs if start <= each.start <= end),
        )

    def runs(self, start: int, end: int) -> Iterator[TextRun]:
        """Yield a paragraph cut wherever a mark, a flag or a repair begins or ends."""
        marks = [each for each in self.marks if each.start < end and start < each.end]
        flags = [each for each in self.flags if each.start < end and start < each.end]
        repairs = [each for each in self.repairs if start <= each.start <= end]
        spans: list[Mark | Flag] = [*marks, *flags]
        edges = {start, end, *(edge for span in spans for edge in (span.start, span.end))}
        edges |= {edge for each in repairs for edge in _span_of(each)}
        for first, last in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
            yield from (_gone(each) for each in repairs if each.start == first and not each.after)
            yield self._run(first, last, marks, flags, repairs)
        yield from (_gone(each) for each in repairs if each.start == end and not each.after)

    def _run(
        self,
        first: int,
        last: int,
        marks: Sequence[Mark],
        flags: Sequence[Flag],
        repairs: Sequence[Repair],
    ) -> TextRun:
        covering = [mark for mark in marks if mark.start <= first and last <= mark.end]
        # The shortest says most; of two alike the first.
        best = min(covering, key=lambda mark: mark.end - mark.start, default=None)
        mended = (each for each in repairs if _covers(each, first, last))
        opens = best is not None and best.start == first
        return TextRun(
            self.text[first:last],
            best.kind if best else "",
            best.title if best else "",
            flagged=any(flag.start <= first and last <= flag.end for flag in flags),
            # One character left between two others is no target for a finger.
            point=best.point if best and (opens or last - first > 1) else 0,
            opens=opens,
            repair=next(mended, None),
        )


def _span_of(repair: Repair) -> tuple[int, int]:
    return repair.start, repair.start + len(repair.after)


def _covers(repair: Repair, first: int, last: int) -> bool:
    start, end = _span_of(repair)
    return bool(repair.after) and start <= first and last <= end


def _gone(repair: Repair) -> TextRun:
    return TextRun("", repair=repair)
