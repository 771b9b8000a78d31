"""Answer the questions of a paper: each answer is kept at once; hand in once."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Response as Page
from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.errors import InvalidInputError
from question_bank.practice.exam_rules import Rules
from question_bank.practice.responses import parse_response
from question_bank.storage import exam_learning, exams
from question_bank.storage.contents import item_from_json
from question_bank.storage.drawn import Drawn, Judged
from question_bank.storage.exam_answering import ExamTurn, Kept, hold_turn, keep
from question_bank.storage.models import Attempt, Revision
from question_bank.storage.models.values import FinishReason
from quizapp import clock, fragments, preferences
from quizapp.database import jot, reader, writer
from quizapp.idempotency import SHAPE
from quizapp.learner.exam_sittings import (
    digest,
    drawn_in,
    load_answer_sheet,
    load_exam_sheet,
    own_sitting,
    receipt_of,
    response_of,
)
from quizapp.learner.exams import bp
from quizapp.learner.whose import known_person
from quizapp.messages import wording_of_error

#: What the buttons of a question wish for; saving alone stays where it is.
FLAGS: Final = {"flag": True, "unflag": False}


@bp.get("/exam/<int:attempt_id>/<int:slot>")
def show(attempt_id: int, slot: int) -> ResponseReturnValue:
    """Show one question; the result once it is over."""
    sitting = own_sitting(attempt_id)
    drawn_in(sitting.attempt, slot)
    if not sitting.is_open:
        return fragments.redirect(url_for("exams.result", attempt_id=attempt_id))
    if sitting.is_up(clock.now()):
        return fragments.redirect(url_for("exams.sheet", attempt_id=attempt_id))
    return _question(sitting, slot)


@bp.post("/exam/<int:attempt_id>/<int:slot>")
def answer(attempt_id: int, slot: int) -> ResponseReturnValue:
    """Keep an answer or a flag, and go where the button leads."""
    try:
        turn = _keep(attempt_id, slot)
    except InvalidInputError as error:
        return _question(own_sitting(attempt_id), slot, wording_of_error(error), 422)
    if turn is None:
        return _too_late(own_sitting(attempt_id), slot)
    return _onward(turn)


@bp.get("/exam/<int:attempt_id>/sheet")
def sheet(attempt_id: int) -> ResponseReturnValue:
    """Show the 答题卡, with what is unanswered, and the button that hands in."""
    sitting = own_sitting(attempt_id)
    if not sitting.is_open:
        return fragments.redirect(url_for("exams.result", attempt_id=attempt_id))
    return fragments.page(
        "learner/exam_sheet.html",
        block="sheet",
        tabs=False,
        exam=load_answer_sheet(sitting),
        is_up=sitting.is_up(clock.now()),
    )


@bp.post("/exam/<int:attempt_id>/submit")
def submit(attempt_id: int) -> ResponseReturnValue:
    """Hand in; however often this is sent, there is one result."""
    sitting = own_sitting(attempt_id)
    if sitting.is_open:
        _finish(sitting)
    return fragments.redirect(url_for("exams.result", attempt_id=attempt_id))


def _keep(attempt_id: int, slot: int) -> ExamTurn | None:
    """
    Keep what the form holds; return the question with what is kept of it now.

    Returns:
        `None` if nothing counts any more, or never did because it is not theirs.

    Raises:
        InvalidInputError: If it cannot have come from the question's own page.
    """
    now = clock.now()
    with jot() as jotted:
        turn = hold_turn(jotted.bank, attempt_id, slot, known_person())
        if turn is None or not turn.takes_answers(now):
            return None
        kept = _sent(turn)
        if kept == Kept():
            return turn
        keep(jotted.bank, turn, kept, now)
        jotted.keep()
    return turn if kept.judged is None else replace(turn, response=kept.judged.response)


def _sent(turn: ExamTurn) -> Kept:
    """Return what of the form is to be kept."""
    response = parse_response(turn.item, request.form.to_dict(flat=False))
    flagged = FLAGS.get(request.form.get("do", ""))
    if digest(response) == request.form.get("was", ""):
        return Kept(flagged=flagged)
    grade = Rules.from_data(turn.settings).judge(turn.item, response, turn.drawn.points)
    judged = Judged(
        response={} if response.is_empty else response.as_data(),
        mark=grade.mark,
        max_mark=turn.drawn.points,
        correct=grade.correct,
        near_miss=grade.near_miss,
        submission_id=_submission_id(turn.attempt_id, turn.slot),
    )
    return Kept(judged, flagged)


def _onward(turn: ExamTurn) -> ResponseReturnValue:
    """Lead where the button wished; an answer saved in passing gets its acknowledgement."""
    attempt_id, wish = turn.attempt_id, request.form.get("do", "")
    if wish == "time" or turn.is_up(clock.now()):
        return _collect(own_sitting(attempt_id))
    if not wish and fragments.wants_fragment():
        return _acknowledgement(turn)
    target = _target(turn.slot, wish, turn.count)
    if target is None:
        return fragments.redirect(url_for("exams.sheet", attempt_id=attempt_id))
    return _go_to(attempt_id, target)


def _go_to(attempt_id: int, slot: int) -> ResponseReturnValue:
    address = url_for("exams.show", attempt_id=attempt_id, slot=slot)
    if not fragments.wants_fragment():
        return fragments.redirect(address)
    return fragments.push_url(_question(own_sitting(attempt_id), slot), address)


def _target(slot: int, wish: str, count: int) -> int | None:
    """Return the slot that *wish* leads to; `None` for the 答题卡, as after the last question."""
    if wish == "previous":
        return max(1, slot - 1)
    if wish == "sheet" or (wish == "next" and slot == count):
        return None
    return slot + 1 if wish == "next" else slot


def _collect(sitting: exams.Sitting) -> Page:
    """Hand in what has been kept because the time is up, not before."""
    now = clock.now()
    if sitting.is_up(now):
        _finish(sitting, FinishReason.TIME)
        return fragments.redirect(url_for("exams.result", attempt_id=sitting.attempt.id))
    slot = min(sitting.attempt.current_slot, len(sitting.attempt.layout))
    return fragments.redirect(url_for("exams.show", attempt_id=sitting.attempt.id, slot=slot))


def _finish(sitting: exams.Sitting, reason: FinishReason = FinishReason.SUBMITTED) -> None:
    now = clock.now()
    late = FinishReason.TIME if sitting.is_up(now) else reason
    with writer() as session:
        exams.finish(session, sitting.attempt.id, late, now)
        if exam_learning.shows_answers(sitting.paper, now):
            # Whoever sees the result would have to count it otherwise, in a turn of its own.
            rights = int(preferences.current().rights)
            exam_learning.count_answers(session, sitting.attempt.id, now, leave_after=rights)
        session.commit()


def _too_late(sitting: exams.Sitting, slot: int) -> Page:
    """Lead to the result; what a phone sends again, because it heard no answer, is no change."""
    drawn = drawn_in(sitting.attempt, slot)
    answer = fragments.redirect(url_for("exams.result", attempt_id=sitting.attempt.id))
    if _is_kept(sitting.attempt, slot, drawn):
        return answer
    return fragments.notify(
        answer, str(_("这份卷子已经交了，刚才的改动没有收进去。")), level="warning"
    )


def _is_kept(attempt: Attempt, slot: int, drawn: Drawn) -> bool:
    """Tell whether the answer that was sent is the one that counts."""
    with reader() as session:
        item = item_from_json(session.get_one(Revision, drawn.revision_id).item)
        kept = response_of(exams.answers_in(session, attempt.id).get(slot))
    try:
        sent = parse_response(item, request.form.to_dict(flat=False))
    except InvalidInputError:
        return False
    return digest(sent) == digest(kept)


def _acknowledgement(turn: ExamTurn) -> Page:
    """Return what changes around a question whose answer has been kept."""
    page = Page(render_template("learner/_exam_kept.html", exam=receipt_of(turn, clock.now())))
    page.vary.update(fragments.VARY_ON)
    return page


def _question(sitting: exams.Sitting, slot: int, problem: str = "", status: int = 200) -> Page:
    exam = load_exam_sheet(sitting, slot)
    return fragments.page(
        "learner/exam.html",
        block="question",
        status=status,
        tabs=False,
        exam=exam,
        sheet=exam.sheet,
        problem=problem,
    )


def _submission_id(attempt_id: int, slot: int) -> str | None:
    """Return the token of the form, made nobody else's by the place it belongs to."""
    token = request.form.get("submission", "")
    return f"{attempt_id}.{slot}.{token}" if SHAPE.fullmatch(token) else None
