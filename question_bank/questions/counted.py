"""Items on lists that the text itself counts, and on rows of limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint, Span
from question_bank.keypoints.likeness import spare_edges
from question_bank.questions.clozes import blanked
from question_bank.questions.statements import ORAL, SUBJECT_MATTER, statement
from question_bank.questions.stems import sentence_at, standalone
from question_bank.questions.values import Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, fact_of

#: Longest member that is typed, in characters, and longest stem.
LONGEST_TYPED, LONGEST_STEM = 14, 118
#: Members up to this length may be typed without a trainer's eye, in characters.
LONGEST_SURE, SHORT = 5, 4
SHORTEST_REST = 2
#: What a speaker says before counting, and no reader needs.
CHAT = re.compile("^(?:我给大家|给大家|大家|老百姓|我)(?:概括|讲|说|送)?(?=[两二三四五六七八九])")
#: Heads that only say what the speaker will come to.
PLAN = re.compile("意思$|希望|意见$|体会|[句]话|问题$|事$")
SPOKEN = re.compile("我|大家|咱|老百姓|土话|贴在|有意思")


def from_counted(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """
    Yield a cloze on one member, that which is typed in the fewest characters.

    No other list lends wrong words: what belongs elsewhere is seen to at a glance.
    """
    texts = _bare(point.slots)
    slots = sorted(
        (slot for slot in texts if len(slot.text) <= LONGEST_TYPED),
        key=lambda slot: (max(len(slot.text), SHORT), slot.start),
    )
    yield _cloze(workshop, point, slots[:1])


def _bare(slots: Sequence[Span]) -> list[Span]:
    """Return *slots* without the character or more that all end with, or the two they begin with."""
    texts = [slot.text for slot in slots]
    head, tail = spare_edges(texts)
    head = head if head >= SHORTEST_REST else 0
    if min(map(len, texts)) < head + tail + SHORTEST_REST:
        return list(slots)
    return [Span(s.start + head, s.end - tail, s.text[head : len(s.text) - tail]) for s in slots]


def _without(slot: Span, chosen: Sequence[Span]) -> str:
    """Return the words of *slot*, with a blank for what of it is asked."""
    inside = [c for c in chosen if slot.start <= c.start and c.end <= slot.end]
    return blanked(slot, inside)


def _cloze(workshop: Workshop, point: KeyPoint, chosen: Sequence[Span]) -> Candidate | None:
    head = point.head
    told = standalone(workshop.document, head, CHAT.sub("", head.text)) if head else None
    told = told.replace("，我", "，") if told else None
    if head is None or told is None or not chosen:
        return None
    shown = "；".join(_without(slot, chosen) for slot in point.slots)
    if "，" not in shown:
        shown = shown.replace("；", "、")
    stem = f"{workshop.source.lead(point.section, told)}{told}：{shown}。"
    if len(stem) > LONGEST_STEM:
        return None
    item = Item(
        type=ItemType.CLOZE,
        form="list",
        kind=point.kind,
        stem=stem,
        blanks=tuple(Blank(n, (slot.text,)) for n, slot in enumerate(chosen, start=1)),
        explanation=workshop.quoted(point.span, point.section),
        difficulty=4,
    )
    return Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        "|".join(str(slot.start) for slot in chosen),
        fact_of(point),
        point.importance,
        point.section,
        is_sure=_is_sure(workshop, point, told, chosen),
        key_spans=tuple(chosen),
    )


def _is_sure(workshop: Workshop, point: KeyPoint, told: str, chosen: Sequence[Span]) -> bool:
    """Tell whether the head was written to be read and its members are short enough to know."""
    sentence = sentence_at(workshop.document, point.span.start)
    is_short = all(len(slot.text) <= LONGEST_SURE for slot in chosen)
    is_written = not (SPOKEN.search(told) or PLAN.search(told)) and sentence is not None
    return bool(
        is_short
        and is_written
        and sentence
        and not ORAL.search(sentence.text)
        and SUBJECT_MATTER.search(sentence.text)
    )


def from_limit(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield, for review, the limit with whom it binds as a true statement."""
    if point.head is None or ORAL.search(point.span.text):
        return
    place = workshop.source.place(point.section)
    yield statement(
        workshop,
        point,
        f"{place}提出，{point.head.text}{point.span.text}。",
        truth=True,
        form="statement",
        explanation=workshop.quoted(point.span, point.section),
        is_sure=False,
    )
