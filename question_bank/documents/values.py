"""What the reading stage hands on."""

from __future__ import annotations

import enum
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import attrgetter


class Genre(enum.StrEnum):
    """What sort of text this is, as far as stems and sections care."""

    SPEECH = "speech"
    REPORT = "report"
    DOCUMENT = "document"
    STATUTE = "statute"
    ARTICLE = "article"


class Role(enum.StrEnum):
    """What a section is to its document."""

    OPENING = "opening"
    PART = "part"
    POINT = "point"
    SUBPOINT = "subpoint"
    CLOSING = "closing"
    CHAPTER = "chapter"
    STATUTE_ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Repair:
    """
    One change that cleaning made.

    Attributes:
        kind: What was mended: ``width``, ``noise``, ``break`` …
        origin: Where it stood in the decoded text, in code points.
        start: Where it stands now in the clean text, in code points.
        before: The text that was there; may be empty.
        after: The text that is there now; may be empty.
    """

    kind: str
    origin: int
    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A stretch of clean text that looks damaged; no item may rest on it."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """
    A part of a document, with everything below it.

    Attributes:
        index: Its place in `Document.sections`.
        role: What it is to its document.
        ordinal: Its number among its siblings, from 1; 0 when it has none.
        marker: The ordinal as written: ``一、``, ``二是``, ``第八条``.
        title: The heading without marker and full stop; empty when it has none.
        start: First code point of the section, its heading included.
        end: One past the last.
        parent: Index of the section around it, or `None`.
    """

    index: int
    role: Role
    ordinal: int
    marker: str
    title: str
    start: int
    end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    One sentence of a document.

    Attributes:
        text: The sentence with its closing mark, never empty.
        start: Offset of its first character in the clean text, in code points.
        section: Index of the innermost section it stands in.
        paragraph: Number of its paragraph, from 0.
        is_heading: Whether it is a heading rather than running text.
    """

    text: str
    start: int
    section: int
    paragraph: int
    is_heading: bool = False

    @property
    def end(self) -> int:
        """Offset one past the last character, in code points."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Document:
    """
    A text, read, cleaned and cut.

    Attributes:
        title: What readers call it.
        sha256: Of the bytes it was read from, in hexadecimal.
        genre: What sort of text it is.
        clean_text: All offsets count its code points.
        sections: In reading order, parents before children; never empty.
        sentences: In reading order.
        repairs: What cleaning changed, in reading order.
        flags: What looks damaged and could not be mended, in reading order;
            no two overlap.
    """

    title: str
    sha256: str
    genre: Genre
    clean_text: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    repairs: tuple[Repair, ...]
    flags: tuple[Flag, ...]
    _starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def sentence_number(self, start: int) -> int:
        """Return the number of the last sentence that begins at *start* or before; -1 if none does."""
        if not self._starts:
            self._starts.extend(sentence.start for sentence in self.sentences)
        return bisect_right(self._starts, start) - 1

    def ancestry(self, section: int) -> tuple[Section, ...]:
        """Return the sections around *section* and itself, outermost first."""
        chain: list[Section] = []
        index: int | None = section
        while index is not None:
            chain.append(self.sections[index])
            index = self.sections[index].parent
        return tuple(reversed(chain))

    def is_flagged(self, start: int, end: int) -> bool:
        """Tell whether any flag touches the stretch from *start* to *end*."""
        if not self.flags:
            return False
        before = bisect_left(self.flags, end, key=attrgetter("start"))
        return before > 0 and start < self.flags[before - 1].end
