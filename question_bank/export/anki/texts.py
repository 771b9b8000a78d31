"""Plain text as HTML that Anki stores, matches and shows as it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

#: Turns a person's text into HTML.
Writer = Callable[[str], str]

# U+0338 would melt with a `>` before it when Anki composes characters (NFC),
# and break the tag.
_ESCAPED: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "{": "&#123;",
    "}": "&#125;",
    ":": "&#58;",
    "[": "&#91;",
    "\u0338": "&#824;",
    "\n": "<br>",
    "\r": "<br>",
    "\x85": "<br>",
    "\u2028": "<br>",
    "\u2029": "<br>",
    "\t": " ",
}
# The ranges are what no text may hold: control characters (\x1f parts Anki's
# fields), half characters that UTF-8 cannot write, and non-characters.
_SPECIAL: Final = re.compile(
    '[&<>"{}:\\[\u0338\u2028\u2029\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]'
)
_BOLD: Final = re.compile(r"\*\*(?!\*)(.+?)\*\*", re.DOTALL)
_TAG_SPACE: Final = re.compile(r"\s+")
_TAG_REFUSED: Final = re.compile("[\"'\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def escape(text: str) -> str:
    """
    Return *text* as the HTML of a field.

    Line ends become ``<br>``, a tab a space; braces, colons and
    brackets are entities, so that nothing typed by a person is ever a cloze, its
    hint, a field or a sound; control characters are dropped.
    """
    lines = text.replace("\r\n", "\n")
    return _SPECIAL.sub(lambda found: _ESCAPED.get(found[0], ""), lines)


def writer_for(texts: Iterable[str]) -> Writer:
    """
    Return what turns each of *texts* into HTML: `escape`, unless none needs it.

    Hardly any question does, and one search through all its texts costs a fifth
    of escaping them one by one.
    """
    return _as_it_is if _SPECIAL.search("".join(texts)) is None else escape


def _as_it_is(text: str) -> str:
    return text


def set_bold(markup: str) -> str:
    """Turn ``**…**`` of an escaped stem into ``<b>``; a lone ``**`` stays as it is."""
    return _BOLD.sub(r"<b>\1</b>", markup) if "**" in markup else markup


def is_blank(markup: str) -> bool:
    """Tell whether nothing of an escaped text could be seen on a card."""
    # The first test is cheap, and true of nearly all answers.
    return not markup[:1].isalnum() and not markup.replace("<br>", "").strip()


def tag(*path: str) -> str:
    """
    Return one Anki tag; each argument is a branch, from the trunk outwards.

    Space of any width becomes ``_`` (Anki would cut the tag there), quotes and
    control characters are dropped, and a colon inside a branch is written wide.
    Empty branches are left out; the tag is empty when all are.
    """
    return "::".join(filter(None, map(_branch, path)))


def _branch(name: str) -> str:
    cleaned = _TAG_REFUSED.sub("", _TAG_SPACE.sub(" ", name)).strip()
    return cleaned.replace(" ", "_").replace(":", "：")
