"""Couplets as clozes: which words go with which thing is tapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Member, Span
from question_bank.keypoints.couplets import CONFUSED_JOINT, EVEN_JOINT, first_clause
from question_bank.keypoints.likeness import spare_edges
from question_bank.questions.clauses import label_of
from question_bank.questions.clozes import (
    LARGEST_SHARE,
    MOST_BLANKS,
    blanked,
    blanked_share,
    cloze,
)
from question_bank.questions.grounds import is_of_office
from question_bank.questions.speaking import ORAL
from question_bank.questions.stems import sentence_at, standalone
from question_bank.questions.values import BLANK, Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop

FEWEST = 3
SHORTEST_SHARED, LONGEST_STEM = 2, 118
#: Longest words that are taken out of a stem; so short they name an ideal, also of a sibling.
LONGEST_BLANK, LONGEST_IDEAL = 8, 4
#: A thing named so shortly needs the words that introduce it.
SHORT_NAME = 3
#: Joints after which another member's words might be true as well: no statement is certain.
DOUBTFUL = re.compile(
    "^，$|就是|纳入|作为|放在|摆在|装在|扛在|挺在|变成|转化|落到|融入|落实|体现|要$"
)
SPOKEN = re.compile("我|大家|咱")
#: What goes wrong somewhere: nothing to learn by heart.
FAULTS = re.compile("[两三四五]多[两三四五]少|有的(?!放矢)|有些|个别|存在|不足|不够|差距|短板")


def matched(workshop: Workshop, point: KeyPoint) -> Candidate | None:
    """Return a cloze on as many of the contents as leave enough of the sentence."""
    slots = _bare(point.slots)
    if any(len(slot.text) > LONGEST_BLANK for slot in slots):
        return None
    drawn = slots[:]
    workshop.random("couplet-cloze", point.span.start).shuffle(drawn)
    spare: Candidate | None = None
    is_sure = is_certain(workshop, point) and not _is_chain(point, slots)
    for count in range(min(MOST_BLANKS, len(slots)), 1, -1):
        chosen = sorted(drawn[:count], key=lambda slot: slot.start)
        whole = cloze(workshop, point, chosen, "couplet", is_sure=is_sure)
        is_all = whole is not None and whole.evidence.start == point.span.start
        alone = replace(whole, is_sure=is_sure) if whole and is_all else None
        for made in (whole, _assembled(workshop, point, chosen), alone):
            if made and blanked_share(made.item) <= LARGEST_SHARE:
                if made.is_sure:
                    return made
                spare = spare or made
    return spare


def _is_chain(point: KeyPoint, slots: Sequence[Span]) -> bool:
    """Tell whether halves begin with what the half before ended in: 开会要到，到了要讲."""
    joined = 0
    for slot in slots:
        before = point.span.text[: slot.start - point.span.start].rstrip("，、：")
        joined += bool(before) and before[-1] == slot.text[0]
    return joined * 2 > len(slots)


def _bare(slots: Sequence[Span]) -> list[Span]:
    """Return *slots* without the words that all begin or end with: 最大的____, 最大的____."""
    texts = [slot.text for slot in slots]
    if all(text[0] == "“" and text.find("”") == len(text) - 1 for text in texts):
        return [Span(slot.start + 1, slot.end - 1, slot.text[1:-1]) for slot in slots]
    head, tail = spare_edges(texts)
    head = head if head >= SHORTEST_SHARED or tail >= SHORTEST_SHARED else 0
    if not head + tail or min(map(len, texts)) < head + tail + 1:
        return list(slots)
    return [Span(s.start + head, s.end - tail, s.text[head : len(s.text) - tail]) for s in slots]


def _assembled(workshop: Workshop, point: KeyPoint, chosen: Sequence[Span]) -> Candidate | None:
    """Return the couplet under its head, each thing with what is said of it first."""
    head = point.head
    told = standalone(workshop.document, head, head.text) if head else None
    if told is None or head is None or point.note == EVEN_JOINT:
        return None
    rows = []
    for member in point.members:
        first = first_clause(member)
        start = member.label.start if member.label else first.start
        words = Span(start, first.end, workshop.document.clean_text[start : first.end])
        rows.append(blanked(words, [slot for slot in chosen if start <= slot.start < first.end]))
    stem = f"{workshop.source.lead(point.section, told)}{told.rstrip('：')}：{'；'.join(rows)}。"
    if len(stem) > LONGEST_STEM or stem.count(BLANK) != len(chosen):
        return None
    words_to_tap = [slot.text for slot in chosen]
    workshop.random("words", chosen[0].start).shuffle(words_to_tap)
    item = Item(
        type=ItemType.CLOZE,
        form="couplet",
        kind=point.kind,
        stem=stem,
        blanks=tuple(Blank(n, (slot.text,)) for n, slot in enumerate(chosen, start=1)),
        word_bank=tuple(words_to_tap),
        explanation=workshop.quoted(point.span, point.section),
        difficulty=3,
    )
    proof = Span(
        head.start, point.span.end, workshop.document.clean_text[head.start : point.span.end]
    )
    is_sure = (
        is_certain(workshop, point) and not _is_chain(point, chosen) and not SPOKEN.search(told)
    )
    return workshop.filling(item, point, chosen, proof, is_sure=is_sure)


def is_certain(workshop: Workshop, point: KeyPoint, stated: Member | None = None) -> bool:
    """Tell whether the sentence is about the office and names its things, and *stated* may be false."""
    if stated and (len(first_clause(stated).text) <= LONGEST_IDEAL or DOUBTFUL.search(point.note)):
        return False
    is_named = (
        bool(point.head)
        or point.note == CONFUSED_JOINT
        or len(point.members) >= FEWEST
        or all(len(label_of(m)) >= SHORT_NAME for m in point.members)
    )
    sentence = sentence_at(workshop.document, point.span.start)
    is_office = sentence is not None and is_of_office(workshop, point.section, sentence.text)
    is_fault = sentence is not None and FAULTS.search(sentence.text)
    return is_named and is_office and not is_fault and not ORAL.search(point.span.text)
