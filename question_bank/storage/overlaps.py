"""Find which of many questions rest on a stretch of text, without looking at them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from question_bank.questions.values import Question

#: Code points of one drawer: about a sentence or two.
DRAWER: Final = 128


class Overlaps:
    """Questions by the stretch of text that proves them."""

    def __init__(self, questions: Sequence[Question]) -> None:
        """Sort *questions* into drawers; their order is kept."""
        self._questions = questions
        self._drawers: dict[int, list[int]] = {}
        for place, question in enumerate(questions):
            for drawer in _drawers(question.evidence.start, question.evidence.end):
                self._drawers.setdefault(drawer, []).append(place)

    def first_on(self, start: int, end: int) -> Question | None:
        """Return the first question whose proof shares a code point with a stretch."""
        found = (
            place
            for drawer in _drawers(start, end)
            for place in self._drawers.get(drawer, ())
            if self._meets(place, start, end)
        )
        first = min(found, default=None)
        return None if first is None else self._questions[first]

    def _meets(self, place: int, start: int, end: int) -> bool:
        evidence = self._questions[place].evidence
        return evidence.start < end and start < evidence.end


def _drawers(start: int, end: int) -> Iterator[int]:
    yield from range(start // DRAWER, max(end - 1, start) // DRAWER + 1)
