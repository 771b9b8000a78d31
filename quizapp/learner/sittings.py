"""Somebody's own practice, loaded from the bank for one page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from flask import abort

from question_bank.practice.grades import Grade
from question_bank.practice.grading import grade
from question_bank.practice.responses import Response
from question_bank.practice.scoring import Scoring
from question_bank.questions.values import Item
from question_bank.storage import attempts
from question_bank.storage.models import Answer, Attempt
from quizapp import clock
from quizapp.database import reader
from quizapp.learner.places import find_place
from quizapp.learner.sheets import Sheet
from quizapp.learner.sources import Place
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
    attempt, answers = own_practice(attempt_id)
    drawn = attempts.questions_of(attempt)
    if not 1 <= slot <= len(drawn):
        abort(404)
    with reader() as session:
        (asked,) = attempts.load_asked(session, [drawn[slot - 1]])
    answer = answers.get(slot)
    place = find_place(asked.source) if answer else None
    return sheet_of(asked, slot, answer, answers, attempt, place)


def sheets_of(attempt: Attempt, answers: Mapping[int, Answer]) -> tuple[Sheet, ...]:
    """Return all questions of a practice, without their places."""
    with reader() as session:
        questions = attempts.load_asked(session, attempts.questions_of(attempt))
    return tuple(
        sheet_of(asked, slot, answers.get(slot), answers, attempt)
        for slot, asked in enumerate(questions, start=1)
    )


def sheet_of(
    asked: attempts.Asked,
    slot: int,
    answer: Answer | None,
    answers: Mapping[int, Answer],
    attempt: Attempt,
    place: Place | None = None,
) -> Sheet:
    """Return one question with its answer, judged anew by the wording that was asked."""
    response = Response.from_data(answer.response or {}) if answer else Response()
    return Sheet(
        attempt_id=attempt.id,
        slot=slot,
        count=len(attempt.layout),
        answered=len(answers),
        item=asked.item,
        is_signed=asked.is_signed,
        order=asked.drawn.options,
        points=asked.drawn.points,
        response=response,
        grade=judge(asked.item, response, asked.drawn.points) if answer else None,
        shown_at=int(clock.now().timestamp() * 1000),
        next_slot=attempts.next_open_slot(len(attempt.layout), {*answers, slot}, slot),
        place=place,
    )


def judge(item: Item, response: Response, points: Decimal) -> Grade:
    """Judge a practised answer; a multiple choice is right in whole or not at all."""
    return grade(item, response, Scoring(points=points))
