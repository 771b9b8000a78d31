"""What an update leaves of the stored wording: all that the file says nothing about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from question_bank.export.exchange.values import Part
from question_bank.questions.mending import mended
from question_bank.questions.values import GAP, Blank, Item, ItemType, Option

T = TypeVar("T", Option, Blank)
_CHOICES: Final = frozenset({ItemType.SINGLE, ItemType.MULTIPLE})
_EMPTY_BRACKETS: Final = re.compile(r"[(（][\s\u3000]*[)）]")


def tidied(item: Item) -> Item:
    """Return an item of somebody else's as our own forms would store it."""
    if item.type not in _CHOICES or GAP in item.stem:
        return mended(item)
    return mended(replace(item, stem=_EMPTY_BRACKETS.sub(GAP, item.stem)))


def renumbered(item: Item) -> Item:
    """Return an item whose parts are numbered from 1, in order."""
    return replace(
        item,
        options=tuple(replace(part, number=at) for at, part in enumerate(item.options, start=1)),
        blanks=tuple(replace(part, number=at) for at, part in enumerate(item.blanks, start=1)),
    )


def merged(new: Item, old: Item, unsaid: frozenset[Part]) -> Item:
    """
    Return *new* with what the file does not say taken from *old*.

    Parts without a number get that of the old part with the same words, or else
    of the old part in the same place that nothing else claims: a number is what
    cards and past answers know a part by.
    """
    if Part.NUMBERS in unsaid:
        new = replace(
            new,
            options=_numbered(new.options, old.options, lambda option: option.text),
            blanks=_numbered(new.blanks, old.blanks, lambda blank: blank.accepted[0]),
        )
    plain = {
        Part.KIND: "kind",
        Part.FORM: "form",
        Part.DIFFICULTY: "difficulty",
        Part.EXPLANATION: "explanation",
        Part.WORD_BANK: "word_bank",
        Part.UNORDERED: "unordered",
    }
    kept = {name: getattr(old, name) for part, name in plain.items() if part in unsaid}
    return replace(_with_old_hints(new, old, unsaid), **kept)


def _with_old_hints(new: Item, old: Item, unsaid: frozenset[Part]) -> Item:
    feedback = {option.number: option.feedback for option in old.options}
    misses = {blank.number: blank.near_misses for blank in old.blanks}
    if Part.FEEDBACK in unsaid:
        options = tuple(replace(o, feedback=feedback.get(o.number, "")) for o in new.options)
        new = replace(new, options=options)
    if Part.NEAR_MISSES in unsaid:
        blanks = tuple(replace(b, near_misses=misses.get(b.number, ())) for b in new.blanks)
        new = replace(new, blanks=blanks)
    return new


def _numbered(new: Sequence[T], old: Sequence[T], words: Callable[[T], str]) -> tuple[T, ...]:
    by_words = {words(part): part.number for part in reversed(old)}
    given = [by_words.pop(words(part), 0) for part in new]
    free = {part.number for part in old} - set(given)
    highest = max([part.number for part in old], default=0)
    for at, number in enumerate(given):
        if not number and at < len(old) and old[at].number in free:
            given[at] = old[at].number
            free.discard(old[at].number)
        elif not number:
            highest += 1
            given[at] = highest
    return tuple(replace(part, number=number) for part, number in zip(new, given, strict=True))
