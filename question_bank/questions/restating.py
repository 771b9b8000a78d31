"""Candidates that state what a talk says, truly or with one word changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Kind, Pattern
from question_bank.questions.changes import Change
from question_bank.questions.panels import Statement
from question_bank.questions.stems import closed
from question_bank.questions.values import Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop

#: What a saying is worth of which no rule is known, and how much less it is as a mere statement.
LEAST, LESS = 0.4, 0.1


def stated(workshop: Workshop, points: Sequence[KeyPoint], each: Statement) -> Candidate:
    """Return *each* as a true statement that waits."""
    item = Item(
        type=ItemType.TRUE_FALSE,
        form="statement",
        kind=_kind(points, each),
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
        _importance(points, each) - LESS,
        each.section,
        is_sure=False,
    )


def changed(
    workshop: Workshop, points: Sequence[KeyPoint], each: Statement, change: Change
) -> Candidate:
    """Return the statement that says *each* with one word changed."""
    told = f"改动的是要求：应为“{change.word}”，不是“{change.other}”。"
    made = stated(workshop, points, each)
    item = replace(
        made.item,
        form="turned",
        stem=workshop.source.lead(each.section, change.text) + closed(change.text),
        truth=False,
        explanation=told + made.item.explanation,
        difficulty=2,
    )
    return replace(made, item=item, slot=f"turned-{each.span.start}")


def _around(points: Sequence[KeyPoint], each: Statement) -> Iterator[KeyPoint]:
    for point in points:
        if point.span.start < each.span.end and each.span.start < point.span.end:
            yield point


def _kind(points: Sequence[KeyPoint], each: Statement) -> Kind:
    norms = [point.kind for point in _around(points, each) if point.pattern is Pattern.NORM]
    return next(iter(norms), Kind.METHOD)


def _importance(points: Sequence[KeyPoint], each: Statement) -> float:
    norms = [point for point in _around(points, each) if point.pattern is Pattern.NORM]
    return max((point.importance for point in norms), default=LEAST)
