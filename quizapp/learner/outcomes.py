"""What a practice came to, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from question_bank.storage import attempts, cards
from question_bank.storage.models import Answer, Attempt
from question_bank.storage.models.values import AttemptState
from quizapp import clock, fragments
from quizapp.database import writer
from quizapp.idempotency import once
from quizapp.learner.drawing import PracticeMode
from quizapp.learner.durations import time_in_words
from quizapp.learner.quiz import begin, bp, drawn_anew
from quizapp.learner.results import Result, line_of
from quizapp.learner.sittings import own_practice, sheets_of


@bp.get("/<int:attempt_id>/result")
def result(attempt_id: int) -> ResponseReturnValue:
    """Show what a practice came to, or lead to the first question without an answer."""
    attempt, answers = own_practice(attempt_id)
    if attempt.state is not AttemptState.FINISHED:
        slot = attempts.next_open_slot(len(attempt.layout), answers, 0) or 1
        return fragments.redirect(url_for("quiz.show", attempt_id=attempt_id, slot=slot))
    return _result(attempt, answers)


@bp.post("/<int:attempt_id>/again")
@once
def again(attempt_id: int) -> ResponseReturnValue:
    """Begin another practice of what was missed."""
    _attempt, answers = own_practice(attempt_id)
    missed = [each.question_id for each in answers.values() if each.correct is False]
    questions = drawn_anew(missed)
    if not questions:
        return fragments.redirect(url_for("quiz.result", attempt_id=attempt_id))
    return begin(questions, PracticeMode.WRONG)


@bp.post("/<int:attempt_id>/cards")
def keep(attempt_id: int) -> ResponseReturnValue:
    """Make flashcards of all questions of a practice; those there are stay as they are."""
    attempt, answers = own_practice(attempt_id)
    numbers = [each.question_id for each in attempts.questions_of(attempt)]
    with writer() as session:
        cards.add_cards(session, attempt.person_id, numbers, "practice", clock.now())
        session.commit()
    if fragments.wants_fragment():
        return _result(attempt, answers, has_kept=True)
    return fragments.redirect(url_for("cards.show"))


def _result(attempt: Attempt, answers: Mapping[int, Answer], *, has_kept: bool = False) -> Response:
    lines = tuple(line_of(sheet) for sheet in sheets_of(attempt, answers))
    finished = attempt.finished_at or attempt.started_at
    return fragments.page(
        "learner/result.html",
        block="keep",
        result=Result(attempt.id, lines, time_in_words(finished - attempt.started_at)),
        has_kept=has_kept,
    )
