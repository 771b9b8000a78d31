"""
What an item must be before it can be stored at all.

This is not the advice of the checks: these are the shapes that no page could
show and no grader mark.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from question_bank.errors import InvalidInputError
from question_bank.questions.values import BLANK, Item, ItemType

_CHOICES = frozenset({ItemType.SINGLE, ItemType.MULTIPLE})
_HARDEST = 5


def require_structure(item: Item) -> None:
    """
    Make sure that the item can be shown and marked.

    Raises:
        InvalidInputError: With the first thing that is missing.
    """
    for message_id, is_wrong in _faults(item):
        if is_wrong:
            raise InvalidInputError(message_id)


def part_numbers(item: Item) -> list[int]:
    """Return the numbers of all options and blanks, in order."""
    return [
        *(option.number for option in item.options),
        *(blank.number for blank in item.blanks),
    ]


def _faults(item: Item) -> Iterator[tuple[str, bool]]:
    """Yield each possible fault and whether the item has it, plainest first."""
    right = [option for option in item.options if option.correct]
    numbers = part_numbers(item)
    texts = [option.text for option in item.options]
    is_choice = item.type in _CHOICES
    is_cloze = item.type is ItemType.CLOZE
    yield "item.no_stem", not item.stem.strip()
    yield "item.unstorable_text", any(map(is_unstorable, _texts(item)))
    yield "item.difficulty", not 1 <= item.difficulty <= _HARDEST
    yield "item.numbers", len(set(numbers)) < len(numbers) or any(n < 1 for n in numbers)
    yield "item.too_few_options", is_choice and len(texts) < len(("right", "wrong"))
    yield "item.empty_option", not all(text.strip() for text in texts)
    yield "item.same_options", len(set(texts)) < len(texts)
    yield "item.no_right_option", is_choice and not right
    yield "item.several_right_options", item.type is ItemType.SINGLE and len(right) > 1
    yield "item.options_not_expected", bool(item.options) and not is_choice
    yield "item.blanks_do_not_fit", len(item.blanks) != item.stem.count(BLANK) * is_cloze
    yield "item.no_blank", is_cloze and not item.blanks
    yield (
        "item.empty_answer",
        not all(
            blank.accepted and all(text.strip() for text in blank.accepted) for blank in item.blanks
        ),
    )
    yield "item.no_truth", (item.type is ItemType.TRUE_FALSE) != (item.truth is not None)
    yield (
        "item.no_model_answer",
        (item.type is ItemType.SHORT_ANSWER) != bool(item.model_answer.strip()),
    )
    yield "item.unordered_not_cloze", item.unordered and not is_cloze


def _texts(item: Item) -> Iterator[str]:
    yield from (item.stem, item.form, item.explanation, item.model_answer, *item.word_bank)
    for option in item.options:
        yield from (option.text, option.feedback)
    for blank in item.blanks:
        yield from blank.accepted
        for miss in blank.near_misses:
            yield from (miss.text, miss.feedback)


def is_unstorable(text: str) -> bool:
    """Tell whether a text has control characters or half characters (lone surrogates)."""
    return any(
        unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t"
        for character in text
    )
