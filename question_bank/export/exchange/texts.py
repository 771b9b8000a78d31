"""Text that XML can hold, text of a web page's markup, and back."""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

#: What XML 1.0 cannot hold in any spelling; the bank holds some of it.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BOLD: Final = re.compile(r"\*\*(?!\*)(.+?)\*\*", re.DOTALL)
_NEW_LINE: Final = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol"})
_ENDS_LINE: Final = _NEW_LINE - {"br"}
_SILENT: Final = frozenset({"script", "style", "head", "title"})


def writable(text: str) -> str:
    """Return *text* with what XML cannot hold replaced by U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)


def comparable(text: str) -> str:
    """Return *text* as it is compared: widths and case unified, no space, no closing stop."""
    unified = unicodedata.normalize("NFKC", text).casefold()
    return "".join(unified.split()).rstrip("。.;；,，")


def to_html(text: str) -> str:
    """Return *text* as HTML: bold set, line ends as ``<br>``, braces as entities."""
    marked = html.escape(writable(text), quote=True).replace("{", "&#123;").replace("}", "&#125;")
    return _BOLD.sub(r"<strong>\1</strong>", marked).replace("\n", "<br>")


def from_html(markup: str) -> str:
    """Return the text of *markup*: bold as ``**``, a line a block, without scripts and styles."""
    reader = _TextReader()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _TextReader(HTMLParser):
    """Gathers the text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag means for the text."""
        del attrs
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br" or (tag in _NEW_LINE and not self._is_at_start()):
            self._pieces.append("\n")
        elif tag in {"b", "strong"}:
            self._pieces.append("**")

    def handle_endtag(self, tag: str) -> None:
        """Note what the end of a tag means for the text."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _ENDS_LINE and not self._is_at_start():
            self._pieces.append("\n")
        elif tag in {"b", "strong"}:
            self._pieces.append("**")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if not self._silent:
            self._pieces.append(data)

    def text(self) -> str:
        """Return all text, without outer white space."""
        return "".join(self._pieces).strip()

    def _is_at_start(self) -> bool:
        return not self._pieces or self._pieces[-1].endswith("\n")
