"""Look a frame up in all texts at hand: what else stands between these words?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from question_bank.documents import Document, place_of

#: How much of the words around a blank makes its frame, in characters a side.
REACH = 6
#: Fewest characters of a frame; a shorter one fits anything.
SHORTEST = 4
LONGEST_FILLER = 14
BREAKS = "。！？；，：、\n"


@dataclass(frozen=True, slots=True)
class Frame:
    """The words just before and just after a blank."""

    left: str
    right: str

    def __len__(self) -> int:
        """Count its characters."""
        return len(self.left) + len(self.right)


@dataclass(frozen=True, slots=True)
class Filler:
    """Something that stands in a frame, and where: ``start`` in code points, part of the text."""

    text: str
    start: int
    place: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The text of a document, searched for frames."""

    document: Document
    _seen: dict[Frame, tuple[Filler, ...]] = field(default_factory=dict, repr=False)

    def frame(self, start: int, end: int, reach: int = REACH) -> Frame:
        """Return the frame of the stretch from *start* to *end*, inside its line."""
        text = self.document.clean_text
        left = text[max(0, start - reach) : start].rpartition("\n")[2]
        right = text[end : end + reach].partition("\n")[0]
        wide = Frame(_after_break(left), _before_break(right))
        narrow = Frame(_after_pause(wide.left), _before_pause(wide.right))
        return narrow if len(narrow) >= SHORTEST else wide

    def fillers(self, frame: Frame) -> tuple[Filler, ...]:
        """Return all that stands in *frame*, in reading order; nothing if it is too short."""
        if len(frame) < SHORTEST:
            return ()
        if frame not in self._seen:
            self._seen[frame] = tuple(self._search(frame))
        return self._seen[frame]

    def has(self, text: str) -> bool:
        """Tell whether *text* stands in the corpus."""
        return text in self.document.clean_text

    def _search(self, frame: Frame) -> Iterator[Filler]:
        gap = f"([^{BREAKS}]{{1,{LONGEST_FILLER}}}?)"
        before = re.escape(frame.left) if frame.left else f"(?<=[{BREAKS}])"
        after = re.escape(frame.right) if frame.right else f"(?=[{BREAKS}]|$)"
        for match in re.finditer(before + gap + after, self.document.clean_text):
            start = match.start(1)
            yield Filler(match.group(1), start, self.place(start))

    def place(self, start: int) -> str:
        """Return the part of the document that the character at *start* belongs to."""
        inner = 0
        for section in self.document.sections:
            if section.start <= start < section.end:
                inner = section.index
        return place_of(self.document, inner)


def _after_break(left: str) -> str:
    """Keep what follows the last full stop or semicolon; a comma stays in the frame."""
    return re.split("[。！？；]", left)[-1]


def _before_break(right: str) -> str:
    return re.split("[。！？；]", right)[0]


def _after_pause(left: str) -> str:
    """Keep the words of the blank's own clause, so that its twin elsewhere is found."""
    return re.split("[，、：“”]", left)[-1]


def _before_pause(right: str) -> str:
    return re.split("[，、：“”]", right)[0]
