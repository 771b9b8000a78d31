"""What a wrong number stands for elsewhere in its statute, as feedback."""

from __future__ import annotations

import re
from itertools import pairwise

from question_bank.keypoints import KeyPoint
from question_bank.questions.workshop import Workshop

#: A number with what it counts, as far as another one may stand in its place.
QUANTITY = re.compile("[一二三四五六七八九十百两]+(?:个工作日|个月|小时|日|天|年|人|名|次)")
#: So many pairs of characters in common say that two clauses count the same; words that say nothing.
ALIKE = 2
#: So much of a sentence before a number, and after it, makes another one say the same.
BEFORE, AFTER = 10, 8
SENTENCE_ENDS = "。；\n"
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


def has_twin(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether another sentence says the same with another number, so that neither tells of what."""
    slot, text = point.slots[0], workshop.document.clean_text
    start = max(text.rfind(mark, 0, slot.start) for mark in SENTENCE_ENDS) + 1
    before, after = text[start : slot.start], text[slot.end : slot.end + AFTER]
    if len(point.slots) > 1 or len(before) < BEFORE:
        return False
    at = text.find(before)
    while at >= 0:
        other = QUANTITY.match(text, at + len(before))
        is_whole = at != start and text[at - 1 : at] in SENTENCE_ENDS
        if is_whole and other and text.startswith(after, other.end()):
            return other.group() != slot.text
        at = text.find(before, at + 1)
    return False
