"""Look a frame up in all texts at hand: what else stands between these words?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from question_bank.documents import Document, place_of
from question_bank.keypoints.occurrences import SHORTEST as SHORTEST_INDEXED
from question_bank.keypoints.occurrences import Occurrences

#: How much of the words around a blank makes its frame, in characters a side.
REACH = 6
#: Fewest characters of a frame; a shorter one fits anything.
SHORTEST = 4
LONGEST_FILLER = 14
BREAK = re.compile("[。！？；，：、\n]")
#: What a frame never reaches across, and what a narrow one stops at, too.
STOPS = frozenset("。！？；\n")
PAUSES = STOPS | frozenset("，、：“”")


@dataclass(frozen=True, slots=True)
class Frame:
    """The words just before and just after a blank."""

    left: str
    right: str

    def __len__(self) -> int:
        """Count its characters."""
        return len(self.left) + len(self.right)


class Filler(NamedTuple):
    """Something that stands in a frame, and the part of the text where it does; a tuple, as many are made."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Fillers:
    """
    What stands in one frame.

    Attributes:
        all: Each wording once for each part it stands in, in reading order.
        last: Each wording once, with the last part it stands in.
    """

    all: tuple[Filler, ...] = ()
    last: tuple[Filler, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """The text of a document, searched for frames; what was looked up once is kept."""

    document: Document
    _occurrences: list[Occurrences] = field(default_factory=list, repr=False)
    _seen: dict[tuple[str, str], Fillers] = field(default_factory=dict, repr=False)
    _frames: dict[tuple[int, int, int], Frame] = field(default_factory=dict, repr=False)
    _places: dict[int, str] = field(default_factory=dict, repr=False)
    _inner: list[tuple[list[int], list[int]]] = field(default_factory=list, repr=False)

    @property
    def occurrences(self) -> Occurrences:
        """Where words stand in the text."""
        if not self._occurrences:
            self._occurrences.append(Occurrences(self.document.clean_text))
        return self._occurrences[0]

    def frame(self, start: int, end: int, reach: int = REACH) -> Frame:
        """Return the frame of the stretch from *start* to *end*, inside its line."""
        where = (start, end, reach)
        found = self._frames.get(where)
        if found is None:
            found = self._frames[where] = _frame(self.document.clean_text, start, end, reach)
        return found

    def fillers(self, start: int, end: int) -> Fillers:
        """Return all that stands in the frame of the stretch; nothing if that is too short."""
        frame = self.frame(start, end)
        sides = (frame.left, frame.right)
        fillers = self._seen.get(sides)
        if fillers is None:
            found = list(self._search(frame)) if len(frame) >= SHORTEST else []
            fillers = self._seen[sides] = _gathered(found)
        return fillers

    def has(self, text: str) -> bool:
        """Tell whether *text* stands in the corpus."""
        return self.occurrences.has(text)

    def _search(self, frame: Frame) -> Iterator[Filler]:
        """Yield the shortest fillers of *frame*; none begins inside the one before it."""
        text, position = self.document.clean_text, 0
        for start in sorted(self._openings(frame)):
            if start - len(frame.left) < position:
                continue
            end = _end_of_filler(text, start, frame.right)
            if end > start:
                yield Filler(text[start:end], self.place(start))
                position = end + len(frame.right)

    def _openings(self, frame: Frame) -> set[int]:
        """Return where a filler of *frame* may begin, found by the rarer of its sides."""
        sides = [side for side in (frame.left, frame.right) if len(side) >= SHORTEST_INDEXED]
        rarer = min(sides, key=self.occurrences.most)
        if rarer is frame.left:
            return {start + len(rarer) for start in self.occurrences.starts(rarer)}
        ends = self.occurrences.starts(rarer)
        return {start for end in ends for start in self._before(frame.left, end)}

    def _before(self, left: str, end: int) -> Iterator[int]:
        """Yield where a filler that closes before *end* may begin: after *left*, or after a mark."""
        text = self.document.clean_text
        lowest = max(0, end - LONGEST_FILLER - max(1, len(left)))
        if not left:
            marks = [match.end() for match in BREAK.finditer(text, lowest, end)]
            yield from (start for start in marks[-1:] if start < end)
            return
        found = text.find(left, lowest, end - 1)
        while found >= 0:
            yield found + len(left)
            found = text.find(left, found + 1, end - 1)

    def place(self, start: int) -> str:
        """Return the part of the document that the character at *start* belongs to."""
        if not self._inner:
            self._inner.append(_innermost(self.document))
        starts, sections = self._inner[0]
        number = bisect_right(starts, start) - 1
        section = sections[number] if number >= 0 else 0
        if section not in self._places:
            self._places[section] = place_of(self.document, section)
        return self._places[section]


def _gathered(found: Sequence[Filler]) -> Fillers:
    """Return *found* without repetitions; the two views are one where no wording moves about."""
    once = tuple(dict.fromkeys(found))
    last_place = {filler.text: filler.place for filler in found}
    if len(last_place) == len(once):
        return Fillers(once, once)
    return Fillers(once, tuple(Filler(text, place) for text, place in last_place.items()))


def _end_of_filler(text: str, start: int, right: str) -> int:
    """Return where the shortest filler from *start* to *right*, or to a mark, ends; -1 if none."""
    limit = start + LONGEST_FILLER
    if right:
        end = text.find(right, start + 1, limit + len(right))
        return end if end > 0 and not BREAK.search(text, start, end) else -1
    mark = BREAK.search(text, start, limit + 1)
    if mark:
        return mark.start() if mark.start() > start else -1
    return len(text) if start < len(text) <= limit else -1


def _innermost(document: Document) -> tuple[list[int], list[int]]:
    """Return where the innermost section changes, in order, and the section from there on."""
    edges = sorted({edge for s in document.sections for edge in (s.start, s.end)})
    sections, waiting, number = [], list[int](), 0
    for edge in edges:
        while number < len(document.sections) and document.sections[number].start <= edge:
            waiting.append(number)
            number += 1
        while waiting and document.sections[waiting[-1]].end <= edge:
            waiting.pop()
        sections.append(document.sections[waiting[-1]].index if waiting else 0)
    return edges, sections


def _frame(text: str, start: int, end: int, reach: int) -> Frame:
    """
    Return the words of the blank's own clause, so that its twin elsewhere is found.

    Where they are too few, those up to the full stop or semicolon; a comma stays then.
    """
    left, right = text[max(0, start - reach) : start], text[end : end + reach]
    narrow = Frame(_after(left, PAUSES), _before(right, PAUSES))
    if len(narrow) >= SHORTEST:
        return narrow
    return Frame(_after(left, STOPS), _before(right, STOPS))


def _after(left: str, marks: frozenset[str]) -> str:
    """Keep what follows the last of *marks*; a loop is quickest over a few characters."""
    for place in range(len(left) - 1, -1, -1):
        if left[place] in marks:
            return left[place + 1 :]
    return left


def _before(right: str, marks: frozenset[str]) -> str:
    for place, character in enumerate(right):
        if character in marks:
            return right[:place]
    return right
