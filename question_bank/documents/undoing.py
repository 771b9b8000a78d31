"""Put back what one repair changed: the text as it stood before, cut anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from question_bank.documents.sections import find_sections
from question_bank.documents.sentences import split_sentences
from question_bank.documents.values import Document, Flag, Repair

#: The kind of a repair that puts back what another one changed; it can be put back, too.
UNDONE: Final = "undone"


def without_repair(document: Document, place: int, data: bytes) -> Document:
    """
    Return *document* with the words that stood there before a repair.

    All else stays as it was read; offsets behind the repair move.

    Args:
        document: As it was stored.
        place: Of the repair among the document's, from 0.
        data: What the text is kept as; its hash is the document's.
    """
    undone = document.repairs[place]
    text = text_without(document, place)
    sections = find_sections(text)
    return replace(
        document,
        sha256=hashlib.sha256(data).hexdigest(),
        clean_text=text,
        sections=sections,
        sentences=tuple(split_sentences(text, sections)),
        repairs=tuple(_moved_repairs(document, place, text)),
        flags=tuple(_moved_flags(document.flags, undone)),
    )


def text_without(document: Document, place: int) -> str:
    """Return the text of *document* with the words that stood there before a repair."""
    undone, whole = document.repairs[place], document.clean_text
    end = undone.start + len(undone.after)
    return whole[: undone.start] + undone.before + whole[end:]


def _moved_repairs(document: Document, place: int, text: str) -> Iterator[Repair]:
    undone = document.repairs[place]
    by = len(undone.before) - len(undone.after)
    for number, each in enumerate(document.repairs):
        if number == place:
            yield Repair(UNDONE, each.origin, each.start, each.after, each.before)
            continue
        moved = replace(each, start=each.start + by) if number > place else each
        # One that overlapped the other has nothing left to stand on.
        if text.startswith(moved.after, moved.start):
            yield moved


def _moved_flags(flags: tuple[Flag, ...], undone: Repair) -> Iterator[Flag]:
    end = undone.start + len(undone.after)
    by = len(undone.before) - len(undone.after)
    for each in flags:
        if each.end <= undone.start:
            yield each
        elif each.start >= end:
            yield replace(each, start=each.start + by, end=each.end + by)
        elif each.end + by > each.start:
            yield replace(each, end=each.end + by)
