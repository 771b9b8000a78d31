"""A long text in parts of a page each, cut where sections or paragraphs begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from question_bank.documents.values import Document, Role, Section
from quizapp.languages import mark

#: A page has about so many code points, and never more than twice as many.
PAGE: Final = 3_000
#: Parts that have no heading.
ENDS: Final = {Role.OPENING: mark("开头"), Role.CLOSING: mark("结尾")}
#: Longest name of a section in a list, in characters: two lines beside the text.
LONGEST_NAME: Final = 30


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a text: its number from 1, its stretch in code points, how it begins."""

    number: int
    start: int
    end: int
    name: str


def parts_of(text: Document) -> tuple[Part, ...]:
    """Return the pages of a text in reading order; together they are all of it."""
    cuts = list(_cuts(text))
    ends = [*cuts[1:], len(text.clean_text)]
    return tuple(
        Part(number, start, end, _begins(text, start))
        for number, (start, end) in enumerate(zip(cuts, ends, strict=True), start=1)
    )


def part_at(parts: Sequence[Part], position: int) -> Part:
    """Return the page on which a code point stands; the last for one beyond the end."""
    return parts[max(bisect_right(parts, position, key=lambda each: each.start) - 1, 0)]


def section_name(text: Document, section: Section) -> str:
    """Return the heading of a section, or how it begins where it has none."""
    if section.role in ENDS:
        return str(_(ENDS[section.role]))
    title = f"{section.marker}{section.title}"
    if not section.title:
        title = text.clean_text[section.start : section.end][: 2 * LONGEST_NAME].partition("\n")[0]
    return title if len(title) <= LONGEST_NAME else f"{title[:LONGEST_NAME]}……"


def _cuts(text: Document) -> Iterator[int]:
    """Yield where pages begin: at a section if one begins in time, else at a paragraph."""
    whole, length = text.clean_text, len(text.clean_text)
    heads = sorted({whole.rfind("\n", 0, each.start) + 1 for each in text.sections} - {0})
    yield 0
    start = 0
    while length - start > PAGE * 3 // 2:
        wished = start + PAGE
        nearest = heads[bisect_right(heads, start) : bisect_right(heads, wished)]
        late = [each for each in nearest if each > start + PAGE // 3]
        start = late[-1] if late else _paragraph_after(whole, wished)
        if start >= length:
            return
        yield start


def _paragraph_after(text: str, position: int) -> int:
    """Return where the next paragraph begins; inside a very long one, the next sentence."""
    for mark_ in ("\n", "。"):
        found = text.find(mark_, position, position + PAGE)
        if found >= 0:
            return found + 1
    return position + PAGE // 2


def _begins(text: Document, start: int) -> str:
    starts = [section.start for section in text.sections]
    found = max(bisect_right(starts, start) - 1, 0)
    return section_name(text, text.sections[found]) if text.sections else ""
