"""
Several texts in one cell or tag, and back: whatever they hold.

Marks that part the texts are written with a backslash before them where they
belong to a text. What people type has no backslashes, and reads as they mean it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

#: What people put between tags.
BETWEEN_TAGS: Final = "、，,；;|｜"
#: Marks that can part texts in a cell; a backslash before anything else is one.
SEPARATORS: Final = "|｜/／;；、，,:："
_WRITTEN: Final = re.compile(rf"\\([\\{re.escape(SEPARATORS)}n])")


def escaped(text: str, marks: str = "") -> str:
    """Return *text* in one line, so that none of *marks* in it parts it."""
    special = rf"[\\{re.escape(marks)}\n]"
    return re.sub(special, lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", text)


def unescaped(text: str) -> str:
    """Return the text that `escaped` wrote; other backslashes stay."""
    return _WRITTEN.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def packed(texts: Iterable[str], separator: str = "|", marks: str = "|｜") -> str:
    """Return *texts* in one line, parted by *separator*; readers part it at any of *marks*."""
    return separator.join(escaped(text, marks) for text in texts)


def split(text: str, separators: str, *, most: int = 0) -> list[str]:
    """
    Return the pieces of *text* between any of *separators*, still escaped, without outer spaces.

    Args:
        text: As somebody typed it or `packed` wrote it.
        separators: Single characters.
        most: How often it is parted at most; 0 for as often as possible.
    """
    pieces: list[str] = []
    begin = at = 0
    while at < len(text) and not (most and len(pieces) == most):
        if text[at] == "\\":
            at += 1
        elif text[at] in separators:
            pieces.append(text[begin:at])
            begin = at + 1
        at += 1
    return [piece.strip() for piece in (*pieces, text[begin:])]


def unpacked(text: str, separators: str = "|｜") -> list[str]:
    """Return the texts that `packed` wrote, without empty ones."""
    return [unescaped(piece) for piece in split(text, separators) if piece]
