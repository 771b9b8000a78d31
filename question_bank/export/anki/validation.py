"""What genanki would write without a word, and Anki would show as a broken card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from question_bank.export.anki.texts import Writer, is_blank
from question_bank.questions.values import BLANK, Item, ItemType

#: Anki makes no cards of higher cloze numbers.
_CLOZE_NUMBERS: Final = frozenset(range(1, 500))
_FEWEST_OPTIONS: Final = 2


def find_fault(item: Item, write: Writer) -> str | None:
    """
    Return the message id of the first reason why *item* makes no card, or `None`.

    Args:
        item: Any item.
        write: From `writer_for` of all its texts.
    """
    if is_blank(write(item.stem)):
        return "export.empty_stem"
    if item.type is ItemType.CLOZE:
        return _fault_of_cloze(item, write)
    return next(_faults_of_others(item, write), None)


def _fault_of_cloze(item: Item, write: Writer) -> str | None:
    """Return the same for a cloze; most items are, so it is spelt out for speed."""
    if not item.blanks or write(item.stem).count(BLANK) != len(item.blanks):
        return "export.blanks_do_not_match"
    numbers = set()
    for blank in item.blanks:
        if not blank.accepted or is_blank(write(blank.accepted[0])):
            return "export.no_answer"
        numbers.add(blank.number)
    if len(numbers) < len(item.blanks) or not numbers <= _CLOZE_NUMBERS:
        return "export.blank_numbers"
    return None


def _faults_of_others(item: Item, write: Writer) -> Iterator[str]:
    if item.type is ItemType.TRUE_FALSE:
        if item.truth is None:
            yield "export.no_answer"
    elif item.type is ItemType.SHORT_ANSWER:
        if is_blank(write(item.model_answer)):
            yield "export.no_answer"
    else:
        yield from _faults_of_options(item, write)


def _faults_of_options(item: Item, write: Writer) -> Iterator[str]:
    if len(item.options) < _FEWEST_OPTIONS:
        yield "export.too_few_options"
    if any(is_blank(write(option.text)) for option in item.options):
        yield "export.empty_option"
    right = sum(option.correct for option in item.options)
    if right == 0:
        yield "export.no_answer"
    if right > 1 and item.type is ItemType.SINGLE:
        yield "export.several_answers"
