"""Say where in a stored text something stands, as pages and decks name it."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from question_bank.documents import Document, place_of

#: Ordinals named in a place: 第二部分第一点, but no further.
DEPTH: Final = 2


def where_in(text: Document, position: int) -> str:
    """
    Return the document and the place of a code point in it.

    Such as 《在代表座谈会上的讲话》第二部分第一点; the title alone where the text has no parts.
    """
    title = f"《{text.title.strip('《》')}》"
    if not text.sections:
        return title
    starts = [section.start for section in text.sections]
    innermost = max(bisect_right(starts, position) - 1, 0)
    return title + place_of(text, innermost, depth=DEPTH)
