"""Build key points: what all finders share."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.kinds import importance_of, kind_of
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span


def key_point(  # noqa: PLR0913
    material: Material,
    passage: Passage,
    pattern: Pattern,
    span: Span,
    *,
    topic: str = "",
    members: Sequence[Member] = (),
    slots: Sequence[Span] = (),
    head: Span | None = None,
    is_open: bool = False,
    is_closed: bool = False,
    confidence: float = 1.0,
    note: str = "",
) -> KeyPoint:
    """Return a key point with kind and importance worked out."""
    section = passage.sentence.section
    kind = kind_of(pattern, span.text, head.text if head else topic, section, material)
    return KeyPoint(
        pattern=pattern,
        kind=kind,
        topic=topic,
        span=span,
        section=section,
        members=tuple(members),
        slots=tuple(slots),
        head=head,
        is_open=is_open,
        is_closed=is_closed,
        confidence=confidence,
        importance=importance_of(pattern, kind, span.text, material),
        note=note,
    )
