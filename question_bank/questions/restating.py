"""Candidates that state what a talk says, truly or with one word changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Kind, Pattern
from question_bank.questions.changes import COUNTED, EXCHANGED, MODALS, Change
from question_bank.questions.panels import Statement
from question_bank.questions.stems import closed
from question_bank.questions.values import Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop

#: What a saying is worth of which no rule is known, and how much less it is as a mere statement.
LEAST, LESS = 0.4, 0.1

#: What an explanation calls what was changed, by the word in the source.
SORTS = (
    ("频次", re.compile("^每")),
    ("限度", re.compile("至少|不少于|不低于")),
    ("先后", re.compile("[之以]前")),
    ("级别", re.compile("本级")),
    ("范围", re.compile("全体")),
    ("产生方式", re.compile("选举")),
    ("要求", re.compile("直接处理")),
)


class Norms:
    """The norms of a talk, to be found by the stretch they stand in."""

    def __init__(self, points: Iterable[KeyPoint]) -> None:
        """Keep those of *points* that are norms."""
        norms = [point for point in points if point.pattern is Pattern.NORM]
        self._all = sorted(norms, key=lambda point: point.span.start)
        self._starts = [point.span.start for point in self._all]
        self._longest = max((len(point.span.text) for point in norms), default=0)

    def kind_of(self, each: Statement) -> Kind:
        """Return what the first norm teaches that shares words with *each*."""
        return next((point.kind for point in self._around(each)), Kind.METHOD)

    def importance_of(self, each: Statement) -> float:
        """Return the most that a norm is worth that shares words with *each*, 0 to 1."""
        return max((point.importance for point in self._around(each)), default=LEAST)

    def _around(self, each: Statement) -> Iterator[KeyPoint]:
        first = bisect_left(self._starts, each.span.start - self._longest)
        for point in self._all[first : bisect_left(self._starts, each.span.end)]:
            if point.span.end > each.span.start:
                yield point


def stated(workshop: Workshop, norms: Norms, each: Statement) -> Candidate:
    """Return *each* as a true statement that waits."""
    item = Item(
        type=ItemType.TRUE_FALSE,
        form="statement",
        kind=norms.kind_of(each),
        stem=workshop.source.lead(each.section, each.text) + closed(each.text),
        truth=True,
        explanation=workshop.quoted(each.span, each.section),
        difficulty=1,
    )
    return Candidate(
        item,
        workshop.evidence(each.span),
        Pattern.NORM,
        f"statement-True-{each.span.start}",
        f"{each.span.start}-{each.span.end}",
        norms.importance_of(each) - LESS,
        each.section,
        is_sure=False,
    )


def changed(workshop: Workshop, norms: Norms, each: Statement, change: Change) -> Candidate:
    """Return the statement that says *each* with one word changed."""
    told = f"改动的是{sort_of(change)}：应为“{change.word}”，不是“{change.other.lstrip('，')}”。"
    made = stated(workshop, norms, each)
    item = replace(
        made.item,
        form="turned",
        stem=workshop.source.lead(each.section, change.text) + closed(change.text),
        truth=False,
        explanation=told + made.item.explanation,
        difficulty=2,
    )
    return replace(made, item=item, slot=f"turned-{each.span.start}")


def sort_of(change: Change) -> str:
    """Return what an explanation calls the thing that *change* puts otherwise."""
    if change.rank in {COUNTED, EXCHANGED}:
        return "数字"
    named = (sort for sort, word in SORTS if word.search(change.word))
    return next(named, "要求" if MODALS.search(change.word) else "说法")
