"""What a wrong number stands for elsewhere in its statute, as feedback."""

from __future__ import annotations

import re
from itertools import pairwise

from question_bank.keypoints import KeyPoint
from question_bank.questions.workshop import Workshop

#: So many pairs of characters in common say that two clauses count the same; words that say nothing.
ALIKE = 2
CLAUSE_END = re.compile("[，；。]")
PLAIN_WORDS = re.compile(
    "应当|可以|必须|不得|不少于|不超过|以上|以下|人民代表大会|常务委员会|代表|之日起"
)


def told_of(workshop: Workshop, point: KeyPoint, text: str, other: KeyPoint) -> str:
    """
    Return what *text* stands for in *other*; what *point* lays down if that is another matter.

    A rule of another matter says nothing to whoever chose its number.
    """
    if not _are_alike(_clause_of(point, point.slots[0].text), _clause_of(other, text)):
        told = "”和“".join(slot.text for slot in point.slots)
        return f"{workshop.source.place(point.section)}规定的是“{told}”。"
    head = other.topic if other.topic.endswith("：") else ""
    is_cut = workshop.document.clean_text[other.span.end : other.span.end + 1] in {"，", "、"}
    mark = "……" if is_cut else "。"
    return f"{workshop.source.place(other.section)}：{head}{other.span.text}{mark}"


def _clause_of(point: KeyPoint, number: str) -> str:
    """Return the words around *number* in its clause, without it."""
    clauses = CLAUSE_END.split(point.span.text)
    return next((c.replace(number, "\n") for c in clauses if number in c), "")


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two clauses share words that say what is counted."""
    pairs = [{a + b for a, b in pairwise(PLAIN_WORDS.sub("\n", each))} for each in (one, other)]
    return sum("\n" not in pair for pair in pairs[0] & pairs[1]) >= ALIKE
