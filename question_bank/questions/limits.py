"""Items on rows of limits: 不得…，不得…，也不得…."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.keypoints import KeyPoint
from question_bank.questions.speaking import ORAL
from question_bank.questions.statements import statement
from question_bank.questions.workshop import Candidate, Workshop


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
