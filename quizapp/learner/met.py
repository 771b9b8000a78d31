"""Which questions a deputy may look up: those they have met, never one whose key is still kept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from question_bank.storage import exams, kept
from question_bank.storage.attempts import questions_of
from question_bank.storage.exam_learning import shows_answers
from quizapp.database import Session

#: Sittings of one person that are looked through, the newest.
MOST_SITTINGS: Final = 100


def has_met(session: Session, person_id: int | None, question_id: int, now: datetime) -> bool:
    """Tell whether somebody has met a question in practice, or in an exam that shows its answers."""
    if kept.has_met(session, person_id, question_id):
        return True
    if person_id is None:
        return False
    sittings = exams.past_results(session, person_id, MOST_SITTINGS)
    return any(
        question_id in {drawn.question_id for drawn in questions_of(attempt)}
        for attempt, paper in sittings
        if shows_answers(paper, now)
    )
