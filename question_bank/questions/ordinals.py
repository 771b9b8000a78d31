"""Cloze items on rows counted inside one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint, Span
from question_bank.keypoints.likeness import spare_edges
from question_bank.questions.clozes import blanked
from question_bank.questions.speaking import ORAL
from question_bank.questions.statements import SUBJECT_MATTER
from question_bank.questions.stems import standalone
from question_bank.questions.values import BLANK, Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, safe_wrong

#: Longest member that is typed as a whole, and that may be typed without a trainer's eye.
LONGEST, LONGEST_SURE = 12, 6
LONGEST_STEM = 110
#: Fewest characters that a member keeps when what all share stays in the stem.
SHORTEST = 2
#: Fewest certainly wrong words that make a bank.
FEWEST_WRONG = 2


def from_ordinals(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a cloze on the shortest members of the row, and one on those after them."""
    head = point.head
    if head is None:
        return
    told = standalone(workshop.document, head, head.text)
    slots = sorted(
        (slot for slot in _bare(point.slots) if len(slot.text) <= LONGEST),
        key=lambda slot: (len(slot.text), slot.start),
    )
    if told is None or not SUBJECT_MATTER.search(head.text):
        return
    for turn in range(2):
        chosen = sorted(slots[turn * 2 : turn * 2 + 2], key=lambda slot: slot.start)
        if chosen and len(chosen) * 2 <= len(point.slots):
            yield _cloze(workshop, point, told, chosen)


def _bare(slots: Sequence[Span]) -> list[Span]:
    """Return *slots* without what all of them begin and end with."""
    texts = [slot.text for slot in slots]
    head, tail = spare_edges(texts)
    if min(map(len, texts)) < head + tail + SHORTEST:
        return list(slots)
    return [Span(s.start + head, s.end - tail, s.text[head : len(s.text) - tail]) for s in slots]


def _cloze(
    workshop: Workshop, point: KeyPoint, head: str, chosen: Sequence[Span]
) -> Candidate | None:
    """Return the row with *chosen* taken out, its ordinals left out and its head kept."""
    shown = "；".join(blanked(slot, [s for s in chosen if _holds(slot, s)]) for slot in point.slots)
    stem = f"{workshop.source.lead(point.section, head)}{head}：{shown}。"
    if len(stem) > LONGEST_STEM:
        return None
    if shown.count(BLANK) != len(chosen):
        return None
    wrong = safe_wrong(workshop, head, [slot.text for slot in point.slots])[:FEWEST_WRONG]
    bank = [slot.text for slot in chosen] + [member.text for member in wrong]
    workshop.random("ordinals", chosen[0].start).shuffle(bank)
    has_bank = len(wrong) == FEWEST_WRONG
    is_short = has_bank or all(len(slot.text) <= LONGEST_SURE for slot in chosen)
    item = Item(
        type=ItemType.CLOZE,
        form="ordinals",
        kind=point.kind,
        stem=stem,
        blanks=tuple(Blank(n, (slot.text,)) for n, slot in enumerate(chosen, start=1)),
        unordered=len(chosen) > 1,
        word_bank=tuple(bank) if has_bank else (),
        explanation=workshop.quoted(point.span, point.section),
        difficulty=4,
    )
    return workshop.filling(
        item, point, chosen, point.span, is_sure=is_short and not ORAL.search(point.span.text)
    )


def _holds(slot: Span, part: Span) -> bool:
    return slot.start <= part.start and part.end <= slot.end
