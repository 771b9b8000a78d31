"""Which key points of a text have questions, by section."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from question_bank.documents.values import Document, Section

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PointCovered:
    """
    A key point and what became of it.

    Attributes:
        start: First code point in the clean text.
        end: One past the last.
        must: Whether a training quiz must cover it.
        published: Whether a published question rests on it.
        waiting: Whether a waiting one does.
        reason: Why it has no question; empty if it has one.
    """

    start: int
    end: int
    must: bool
    published: bool
    waiting: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SectionCoverage:
    """
    The key points that begin in one outermost section, counted.

    Attributes:
        title: Its mark and title; empty for what stands before the first.
        points: Key points; of them *must*.
        published: Key points with a published question.
        waiting: Key points with waiting ones only.
        must_without: Must-have points without any question.
        reasons: Why points have none, most frequent first.
    """

    title: str
    points: int
    must: int
    published: int
    waiting: int
    must_without: int
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class DocumentCoverage:
    """A document and its sections in text order, those without key points left out."""

    title: str
    sections: tuple[SectionCoverage, ...]


def coverage_of(document: Document, points: Iterable[PointCovered]) -> DocumentCoverage:
    """Return how far *points*, the key points of *document*, have questions."""
    outermost = [section for section in document.sections if section.parent is None]
    starts = [section.start for section in outermost]
    by_section: dict[int, list[PointCovered]] = {}
    for point in points:
        by_section.setdefault(bisect_right(starts, point.start) - 1, []).append(point)
    return DocumentCoverage(
        document.title,
        tuple(
            _counted(outermost[place] if place >= 0 else None, found)
            for place, found in sorted(by_section.items())
        ),
    )


def _counted(section: Section | None, points: Sequence[PointCovered]) -> SectionCoverage:
    without = [point for point in points if not (point.published or point.waiting)]
    reasons = Counter(point.reason for point in without)
    return SectionCoverage(
        title=f"{section.marker}{section.title}" if section else "",
        points=len(points),
        must=sum(point.must for point in points),
        published=sum(point.published for point in points),
        waiting=sum(point.waiting and not point.published for point in points),
        must_without=sum(point.must for point in without),
        reasons=dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
