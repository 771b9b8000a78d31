"""Cut clean text into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from question_bank.documents.masking import mask
from question_bank.documents.values import Role, Section, Sentence

#: A run of anything but an end mark, then the marks and whatever closes after them.
SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？]+[”’）]*)?")
FINISHED = re.compile("[。！？；：，]”?$")


def split_sentences(text: str, sections: Sequence[Section]) -> Iterator[Sentence]:
    """
    Yield the sentences of *text* in order, without surrounding blanks.

    An end mark inside quotation marks or 《》 ends no sentence, except as the
    last character before the closing mark.
    """
    masked = mask(text)
    starts = [section.start for section in sections]
    titles = {section.start for section in sections}
    paragraph, last = 0, 0
    for match in SENTENCE.finditer(masked):
        paragraph += masked.count("\n", last, match.start())
        last = match.start()
        piece = text[match.start() : match.end()]
        body = piece.strip(" \u3000")
        if body:
            start = match.start() + piece.index(body[0])
            section = sections[bisect_right(starts, start) - 1]
            is_heading = _is_heading(body, text, match.end(), start in titles, section)
            yield Sentence(body, start, section.index, paragraph, is_heading)


def _is_heading(body: str, text: str, end: int, *_: object) -> bool:
    ends_line = end >= len(text) or text[end] == "\n"
    return ends_line and not FINISHED.search(body)


def is_structural(section: Section) -> bool:
    """Tell whether *section* stands for a numbered part of its document."""
    return section.role not in {Role.OPENING, Role.CLOSING}
