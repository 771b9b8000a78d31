"""
Answers of a printed sheet typed in one line: ``ABDAC BCD,AC √×``.

One letter answers a single choice, one mark a statement. A multiple choice takes all
letters up to the next space, comma or change of sort. Blanks of clozes are words and are not typed
here. ``-`` stands for a question without an answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from question_bank.errors import InvalidInputError
from question_bank.practice.responses import Response
from question_bank.questions.values import Item, ItemType

#: Longest line that is looked at, in code points.
LONGEST_LINE: Final = 2_000
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NOTHING: Final = "-"
#: Types that are typed in the line.
TYPED: Final = (ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE)
_TRUTHS: Final = {
    **dict.fromkeys("√✓✔对TYA1", True),
    **dict.fromkeys("×✗✘X错FNB0", False),
}
_SPELT: Final = {ord(each): NOTHING for each in "—–_＿.空"} | {ord("☑"): "√", ord("☒"): "×"}
_PARTING: Final = re.compile(r"[\s,，、;；/|]+")


@dataclass(frozen=True, slots=True)
class Place:
    """
    One question of a sheet that the line answers.

    Attributes:
        slot: Its number on the sheet, from 1.
        options: Numbers of its options in the order printed; empty for a statement.
    """

    slot: int
    type: ItemType
    options: tuple[int, ...] = ()


def place_of(slot: int, item: Item, order: Sequence[int]) -> Place:
    """Return the place of *item*; an empty *order* is that of the item itself."""
    return Place(slot, item.type, tuple(order) or tuple(option.number for option in item.options))


def read_line(line: str, places: Sequence[Place]) -> dict[int, Response]:
    """
    Return the answer of each of *places*, by slot.

    Args:
        line: As typed, in any case and width.
        places: The questions of the sheet that are answered by letters or marks.

    Raises:
        InvalidInputError: ``sheet.too_long``, ``sheet.too_few``, ``sheet.too_many``,
            ``sheet.no_option``, ``sheet.letter_twice`` or ``sheet.no_truth``; each
            names the first question where the line cannot be right.
    """
    if len(line) > LONGEST_LINE:
        raise InvalidInputError("sheet.too_long", limit=LONGEST_LINE)
    text = unicodedata.normalize("NFKC", line).upper().translate(_SPELT).strip()
    rest, answers = text, dict[int, Response]()
    for count, place in enumerate(places):
        rest = _PARTING.sub("", rest, count=1) if _PARTING.match(rest) else rest
        if not rest:
            raise InvalidInputError("sheet.too_few", wanted=len(places), count=count)
        answers[place.slot], rest = _read_one(place, rest)
    left = len(_PARTING.sub("", rest))
    if left:
        raise InvalidInputError("sheet.too_many", wanted=len(places), count=left)
    return answers


def in_letters(place: Place, response: Response) -> str:
    """Return an answer as it is typed: AC, √, or ``-`` for none."""
    if place.type is ItemType.TRUE_FALSE:
        return {True: "√", False: "×", None: NOTHING}[response.truth]
    ticked = [LETTERS[at] for at, n in enumerate(place.options) if n in response.options]
    return "".join(ticked) or NOTHING


def _read_one(place: Place, rest: str) -> tuple[Response, str]:
    """Return the answer that *rest* begins with, and what stands behind it."""
    if rest[0] == NOTHING:
        return Response(), rest[1:]
    if place.type is ItemType.TRUE_FALSE:
        if rest[0] not in _TRUTHS:
            raise InvalidInputError("sheet.no_truth", slot=place.slot, typed=rest[0])
        return Response(truth=_TRUTHS[rest[0]]), rest[1:]
    typed = rest[0] if place.type is ItemType.SINGLE else _letters(rest)
    numbers = [_number(place, letter) for letter in typed]
    if len(set(numbers)) < len(numbers):
        raise InvalidInputError("sheet.letter_twice", slot=place.slot, typed=typed)
    return Response(options=tuple(sorted(numbers))), rest[len(typed) :]


def _letters(rest: str) -> str:
    """Return the letters that *rest* begins with; at least its first character."""
    end = 1
    while end < len(rest) and rest[end] in LETTERS:
        end += 1
    return rest[:end]


def _number(place: Place, letter: str) -> int:
    at = LETTERS.find(letter)
    if not 0 <= at < len(place.options):
        last = LETTERS[min(len(place.options), len(LETTERS)) - 1]
        raise InvalidInputError("sheet.no_option", slot=place.slot, typed=letter, last=last)
    return place.options[at]
