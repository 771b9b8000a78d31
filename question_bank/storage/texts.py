"""Say where in a stored text something stands, as pages and decks name it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from question_bank.documents import Document, place_of
from question_bank.documents.titles import within_marks

#: Ordinals named in a place: 第二部分第一点, but no further.
DEPTH: Final = 2


@dataclass(slots=True)
class Places:
    """
    The places of one text, each worked out once: a deck names them by the thousand.

    Attributes:
        text: The text; only its title and sections are looked at.
    """

    text: Document
    _starts: list[int] = field(init=False)
    _named: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note where sections start."""
        self._starts = [section.start for section in self.text.sections]

    def at(self, position: int) -> str:
        """Return what `where_in` says."""
        innermost = max(bisect_right(self._starts, position) - 1, 0)
        named = self._named.get(innermost)
        if named is None:
            named = self._named[innermost] = _name(self.text, innermost)
        return named


def where_in(text: Document, position: int) -> str:
    """
    Return the document and the place of a code point in it.

    Such as 《在代表座谈会上的讲话》第二部分第一点; the title alone where the text has no parts.
    """
    return Places(text).at(position)


def _name(text: Document, section: int) -> str:
    title = f"《{within_marks(text.title)}》"
    return title + place_of(text, section, depth=DEPTH) if text.sections else title
