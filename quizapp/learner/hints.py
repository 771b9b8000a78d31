"""A kind sentence on each blank that is not quite right: what is missing, in a few words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from flask_babel import gettext as _
from rapidfuzz.distance import OSA

from question_bank.practice.grades import Outcome, Part
from question_bank.practice.normalising import normalise

#: A word of one character that differs is simply another word.
SHORTEST: Final = 2


def hints_for(parts: Sequence[Part], *, unordered: bool) -> tuple[str, ...]:
    """
    Return what to say of the blanks: the author's own words, or what the slip was.

    Args:
        parts: The judged blanks, in stem order.
        unordered: Whether the blanks may be filled in any order.
    """
    if not unordered and _only_the_order_is_wrong(parts):
        return (str(_("词都对，只是位置换了。")),)
    return tuple(_hints(parts))


def _hints(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if part.feedback:
            yield part.feedback
        elif part.outcome is Outcome.NEAR_MISS:
            yield str(
                _(
                    "只差一点：您写的是“%(given)s”，应当是“%(expected)s”。",
                    given=part.given,
                    expected=part.expected,
                )
            )
        elif part.outcome is Outcome.WRONG and _is_one_character_off(part):
            yield str(
                _(
                    "只差一个字，意思却不一样：应当是“%(expected)s”，不是“%(given)s”。",
                    given=part.given,
                    expected=part.expected,
                )
            )


def _is_one_character_off(part: Part) -> bool:
    given, expected = normalise(part.given), normalise(part.expected)
    is_long = min(len(given), len(expected)) >= SHORTEST
    return is_long and OSA.distance(given, expected, score_cutoff=1) == 1


def _only_the_order_is_wrong(parts: Sequence[Part]) -> bool:
    given = [normalise(part.given) for part in parts]
    expected = [normalise(part.expected) for part in parts]
    return given != expected and all(given) and sorted(given) == sorted(expected)
