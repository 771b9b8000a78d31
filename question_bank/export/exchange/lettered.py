"""Options that stand one after the other in a line or a cell, each with its letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from question_bank.export.exchange.answers import letter
from question_bank.export.exchange.packing import unescaped

#: What may stand between the letter and its option.
_AFTER: Final = r"\s*[.．、:：)）,，\-－]\s*"
_FULL_WIDTH: Final = 0xFEE0
MOST_OPTIONS: Final = 26


def marker(order: int) -> str:
    """Return a pattern for the letter of the option at *order*, from 0, with its mark."""
    plain = letter(order)
    forms = f"{plain}{plain.lower()}{chr(ord(plain) + _FULL_WIDTH)}{chr(ord(plain.lower()) + _FULL_WIDTH)}"
    return (
        rf"(?<![A-Za-z0-9])(?:[(（\[【]\s*[{forms}]\s*[)）\]】]\s*[.．、:：]?\s*|[{forms}]{_AFTER})"
    )


#: At the start of a line a capital and a space will do: A 审议权.
_BEGINNINGS: Final = [
    re.compile(rf"{marker(order)}|{letter(order)}[\s\u3000]+(?=\S)")
    for order in range(MOST_OPTIONS)
]
_MARKERS: Final = [re.compile(marker(order)) for order in range(MOST_OPTIONS)]


def split_lettered(text: str, first: int = 0) -> list[str] | None:
    """
    Return the options in *text*, which begins with the letter at *first*; `None` if it does not.

    Letters must follow each other: a later B is part of the option before it if
    B has been.
    """
    begins = _BEGINNINGS[first].match(text.lstrip()) if first < MOST_OPTIONS else None
    if begins is None:
        return None
    text = text.lstrip()
    return list(_pieces(text, begins.end(), first))


def _pieces(text: str, start: int, order: int) -> Iterator[str]:
    following = order + 1
    while following < MOST_OPTIONS:
        found = _MARKERS[following].search(text, start)
        if found is None:
            break
        yield text[start : found.start()].strip()
        start, following = found.end(), following + 1
    yield text[start:].strip()


def without_letters(options: list[str]) -> list[str]:
    """Return options without their own letters, if each begins with its own."""
    found = [_MARKERS[at].match(text) for at, text in enumerate(options[:MOST_OPTIONS])]
    if len(found) < len(options) or not all(found):
        return options
    return [text[each.end() :].strip() for text, each in zip(options, found, strict=True) if each]


def options_in_cell(text: str) -> list[str]:
    """Return the options in one cell: a line each, lettered, or parted by | ； or ###."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        return without_letters(lines)
    lettered = split_lettered(text)
    if lettered is not None and len(lettered) > 1:
        return [piece.strip("|｜；; ") for piece in lettered]
    for pattern in (r"\$;\$|###|@@", r"[|｜]", r"[；;]"):
        pieces = [unescaped(each.strip()) for each in re.split(pattern, text) if each.strip()]
        if len(pieces) > 1:
            return without_letters(pieces)
    return [text.strip()] if text.strip() else []
