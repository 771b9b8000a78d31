"""Text as GIFT writes it, and back."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r"[\\~=#{}:]")
_WRITTEN: Final = re.compile(r"\\([\\~=#{}:n])")
_TAG_SPECIAL: Final = re.compile(r"[\\\]]")
_MARKUP: Final = re.compile(r"\s*\[(?:html|moodle|plain|markdown)\]")


def escape(text: str) -> str:
    """Return *text* so that nothing in it means anything in GIFT, in one line."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text).replace("\n", "\\n")


def piece(text: str) -> str:
    """Return *text* as `escape` does, so that it is taken for no markup's name and no weight."""
    is_taken = text.startswith("%") or _MARKUP.match(text)
    return f"[markdown]{escape(text)}" if is_taken else escape(text)


def unescape(text: str) -> str:
    """Return the text that `escape` wrote; backslashes before anything else stay."""
    return _WRITTEN.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def escape_tag(text: str) -> str:
    """Return *text* for ``[id:…]`` and ``[tag:…]`` in a comment."""
    marked = _TAG_SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    return marked.replace("\n", " ")


def unescape_tag(text: str) -> str:
    """Return the text that `escape_tag` wrote."""
    return re.sub(r"\\([\\\]])", r"\1", text)
