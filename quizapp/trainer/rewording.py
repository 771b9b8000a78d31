"""Carry the change of a source over into a question that rests on it, as far as that is plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from question_bank.questions.values import Blank, Item, NearMiss

#: How much of what stands around a change is looked for with it, the most first.
CONTEXTS: Final = ((3, 3), (2, 2), (2, 0), (0, 2), (1, 1), (1, 0), (0, 1))
#: Splits a text into quotations, with their marks, and what stands between them.
QUOTATION: Final = re.compile("(“[^“”]*”)")


@dataclass(frozen=True, slots=True)
class Swap:
    """Words that went and those that came for them, with what stands before and after."""

    before: str
    old: str
    new: str
    after: str

    def apply(self, text: str) -> str:
        """Return *text* with the old words exchanged where they stand as in the source."""
        for left, right in CONTEXTS:
            lead, tail = self.before[len(self.before) - left :], self.after[:right]
            wanted = lead + self.old + tail
            is_clear = len(wanted) > len(self.old) and (self.old or (lead and tail))
            if is_clear and wanted in text:
                return text.replace(wanted, lead + self.new + tail)
        return text


def reworded(item: Item, wordings: Iterable[tuple[str, str]]) -> Item:
    """
    Return the item with the changes of what it rests on made in all that it says.

    Args:
        item: The question; it comes back as it is if no change occurs in it.
        wordings: The words of its source, and of what else it quotes, old and new.
    """
    swaps = [swap for old, new in wordings for swap in swaps_between(old, new)]

    def change(text: str) -> str:
        # A quotation has no words around it, so it is looked at by itself.
        return "".join(_swapped(piece, swaps) for piece in QUOTATION.split(text))

    return _changed(item, change)


def _swapped(text: str, swaps: Sequence[Swap]) -> str:
    for swap in swaps:
        text = swap.apply(text)
    return text


def swaps_between(old: str, new: str) -> Sequence[Swap]:
    """Return what was exchanged between two wordings, in reading order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        Swap(old[max(first - 3, 0) : first], old[first:last], new[start:end], old[last : last + 3])
        for tag, first, last, start, end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _changed(item: Item, change: Callable[[str], str]) -> Item:
    return replace(
        item,
        stem=change(item.stem),
        options=tuple(
            replace(each, text=change(each.text), feedback=change(each.feedback))
            for each in item.options
        ),
        blanks=tuple(_changed_blank(each, change) for each in item.blanks),
        model_answer=change(item.model_answer),
        # What was a wrong word may be the right one now.
        word_bank=tuple(dict.fromkeys(map(change, item.word_bank))),
        explanation=change(item.explanation),
    )


def _changed_blank(blank: Blank, change: Callable[[str], str]) -> Blank:
    accepted = tuple(dict.fromkeys(map(change, blank.accepted)))
    misses = (NearMiss(miss.text, change(miss.feedback)) for miss in blank.near_misses)
    return replace(
        blank,
        accepted=accepted,
        near_misses=tuple(miss for miss in misses if miss.text not in accepted),
    )
