"""Carry the change of a source over into a question that rests on it, as far as that is plain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from question_bank.questions.values import Item

#: How much of what stands around a change is looked for with it, the most first.
CONTEXTS: Final = ((3, 3), (2, 2), (2, 0), (0, 2), (1, 1), (1, 0), (0, 1))


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


def reworded(item: Item, old_quote: str, new_quote: str) -> Item:
    """Return the item with the changes of its source made in it; itself if none occurs in it."""
    swaps = swaps_between(old_quote, new_quote)

    def change(text: str) -> str:
        for swap in swaps:
            text = swap.apply(text)
        return text

    return _changed(item, change)


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
        options=tuple(replace(each, text=change(each.text)) for each in item.options),
        blanks=tuple(
            replace(each, accepted=tuple(map(change, each.accepted))) for each in item.blanks
        ),
        model_answer=change(item.model_answer),
        word_bank=tuple(map(change, item.word_bank)),
        explanation=change(item.explanation),
    )
