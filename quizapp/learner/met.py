"""Which questions a deputy may look up: those they have met, never one whose key is still kept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from question_bank.storage import exams, kept
from question_bank.storage.attempts import questions_of
from question_bank.storage.exam_times import Phase, phase_of
from question_bank.storage.models import Paper
from question_bank.storage.models.values import AnswersShown
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


def shows_answers(paper: Paper, now: datetime) -> bool:
    """Tell whether who has handed in may see the answers of *paper*."""
    if paper.answers_shown is AnswersShown.AFTER_CLOSE:
        return phase_of(paper, now) in {Phase.CLOSED, Phase.CANCELLED}
    return paper.answers_shown is not AnswersShown.NEVER
