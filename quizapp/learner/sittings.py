"""Somebody's own practice, loaded from the bank for one page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from question_bank.practice.grades import Grade
from question_bank.practice.grading import grade
from question_bank.practice.responses import Response
from question_bank.practice.scoring import Scoring
from question_bank.questions.values import Item
from question_bank.storage import attempts
from question_bank.storage.answering import Turn, find_turn
from question_bank.storage.models import Answer, Attempt
from quizapp import clock
from quizapp.database import glance, reader
from quizapp.learner.origins import title_of
from quizapp.learner.places import find_place
from quizapp.learner.sheets import Sheet
from quizapp.learner.whose import known_person


def own_practice(attempt_id: int) -> tuple[Attempt, dict[int, Answer]]:
    """
    Return a practice of the visitor with its answers by slot.

    Raises:
        NotFoundError: If there is none, or it is somebody else's.
    """
    with reader() as session:
        attempt = attempts.get_practice(session, attempt_id, known_person())
        return attempt, attempts.answers_of(session, attempt_id)


def load_sheet(attempt_id: int, slot: int) -> Sheet:
    """
    Return one question of the visitor's practice as its page shows it.

    Raises:
        NotFoundError: If there is no such practice, or it is somebody else's.
    """
    with glance() as bank:
        turn = find_turn(bank, attempt_id, slot, known_person())
    return sheet_of_turn(turn)


def sheet_of_turn(turn: Turn, judged: Grade | None = None) -> Sheet:
    """
    Return the page of *turn*.

    Args:
        turn: The question, as it was found or answered.
        judged: The grade of its answer where that is known; else an answer is judged
            anew, by the wording that was asked.
    """
    is_answered = turn.response is not None
    response = Response.from_data(turn.response or {})
    points = turn.asked.drawn.points
    return Sheet(
        attempt_id=turn.attempt_id,
        slot=turn.slot,
        count=turn.count,
        answered=len(turn.answered),
        item=turn.asked.item,
        is_signed=turn.asked.is_signed,
        order=turn.asked.drawn.options,
        points=points,
        response=response,
        grade=(judged or judge(turn.asked.item, response, points)) if is_answered else None,
        shown_at=int(clock.now().timestamp() * 1000),
        next_slot=attempts.next_open_slot(turn.count, turn.answered | {turn.slot}, turn.slot),
        place=find_place(turn.asked.source) if is_answered else None,
        question_id=turn.asked.drawn.question_id,
        is_bookmarked=turn.is_bookmarked,
        document=title_of(turn.asked.source),
    )


def sheets_of(attempt: Attempt, answers: Mapping[int, Answer]) -> tuple[Sheet, ...]:
    """Return all questions of a finished practice, without their places."""
    with reader() as session:
        questions = attempts.load_asked(session, attempts.questions_of(attempt))
    return tuple(
        _sheet_of(asked, slot, answers[slot], attempt)
        for slot, asked in enumerate(questions, start=1)
    )


def _sheet_of(asked: attempts.Asked, slot: int, answer: Answer, attempt: Attempt) -> Sheet:
    response = Response.from_data(answer.response or {})
    return Sheet(
        attempt_id=attempt.id,
        slot=slot,
        count=len(attempt.layout),
        answered=len(attempt.layout),
        item=asked.item,
        is_signed=asked.is_signed,
        order=asked.drawn.options,
        points=asked.drawn.points,
        response=response,
        grade=judge(asked.item, response, asked.drawn.points),
        document=title_of(asked.source),
    )


def judge(item: Item, response: Response, points: Decimal) -> Grade:
    """Judge a practised answer; a multiple choice is right in whole or not at all."""
    return grade(item, response, Scoring(points=points))
