"""Cut clean text into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from question_bank.documents.masking import mask
from question_bank.documents.values import Section, Sentence

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
    paragraph, last = 0, 0
    for match in SENTENCE.finditer(masked):
        paragraph += masked.count("\n", last, match.start())
        last = match.start()
        piece = text[match.start() : match.end()]
        body = piece.strip(" \u3000")
        if body:
            start = match.start() + piece.index(body[0])
            section = _innermost(sections, starts, start)
            is_heading = _is_heading(text, body, match.start(), match.end())
            yield Sentence(body, start, section, paragraph, is_heading)


def _innermost(sections: Sequence[Section], starts: Sequence[int], position: int) -> int:
    """Return the index of the innermost section around *position*."""
    section = sections[bisect_right(starts, position) - 1]
    while position >= section.end and section.parent is not None:
        section = sections[section.parent]
    return section.index


def _is_heading(text: str, body: str, start: int, end: int) -> bool:
    """Tell whether *body*, from *start* to *end*, is a whole line without an end mark."""
    begins_line = start == 0 or text[start - 1] == "\n"
    ends_line = end >= len(text) or text[end] == "\n"
    return begins_line and ends_line and not FINISHED.search(body)
