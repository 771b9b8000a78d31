"""Answer the questions of a paper: each answer is kept at once; hand in once."""

from __future__ import annotations

from typing import Final

from flask import Response as Page
from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.errors import InvalidInputError
from question_bank.practice.exam_rules import Rules
from question_bank.practice.responses import Response, parse_response
from question_bank.storage import exams
from question_bank.storage.attempts import Judged
from question_bank.storage.contents import item_from_json
from question_bank.storage.exam_times import takes_answers
from question_bank.storage.models.values import FinishReason
from quizapp import clock, fragments
from quizapp.database import writer
from quizapp.idempotency import SHAPE
from quizapp.learner.exam_sittings import (
    digest,
    drawn_in,
    load_answer_sheet,
    load_exam_sheet,
    load_question,
    own_sitting,
)
from quizapp.learner.exams import bp
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
    sitting = own_sitting(attempt_id)
    drawn_in(sitting.attempt, slot)
    if not sitting.is_open:
        return _too_late(attempt_id)
    try:
        kept, response = _read(sitting, slot)
    except InvalidInputError as error:
        return _question(sitting, slot, wording_of_error(error), 422)
    if kept != exams.Kept() and not _store(sitting, slot, kept):
        return _too_late(attempt_id)
    return _onward(sitting, slot, response)


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


def _read(sitting: exams.Sitting, slot: int) -> tuple[exams.Kept, Response]:
    """
    Return what of the form is to be kept, and what it answers.

    Raises:
        InvalidInputError: If it cannot have come from the question's own page.
    """
    drawn, revision = load_question(sitting, slot)
    item = item_from_json(revision.item)
    response = parse_response(item, request.form.to_dict(flat=False))
    flagged = FLAGS.get(request.form.get("do", ""))
    if digest(response) == request.form.get("was", ""):
        return exams.Kept(flagged=flagged), response
    grade = Rules.from_data(sitting.attempt.settings).judge(item, response, drawn.points)
    judged = Judged(
        response={} if response.is_empty else response.as_data(),
        mark=grade.mark,
        max_mark=drawn.points,
        correct=grade.correct,
        near_miss=grade.near_miss,
        submission_id=_submission_id(sitting.attempt.id, slot),
    )
    return exams.Kept(judged, flagged), response


def _store(sitting: exams.Sitting, slot: int, kept: exams.Kept) -> bool:
    now = clock.now()
    if not takes_answers(sitting.deadline, sitting.paper.grace_seconds, now):
        return False
    with writer() as session:
        is_kept = exams.keep(session, sitting.attempt, slot, kept, now)
        session.commit()
    return is_kept


def _onward(sitting: exams.Sitting, slot: int, response: Response) -> ResponseReturnValue:
    """Lead where the button wished; an answer saved in passing gets its acknowledgement."""
    attempt_id, wish = sitting.attempt.id, request.form.get("do", "")
    if wish == "time" or sitting.is_up(clock.now()):
        return _collect(sitting)
    if not wish and fragments.wants_fragment():
        return _acknowledgement(sitting, slot, response)
    target = _target(slot, wish, len(sitting.attempt.layout))
    if target is None:
        return fragments.redirect(url_for("exams.sheet", attempt_id=attempt_id))
    return _go_to(sitting, target)


def _go_to(sitting: exams.Sitting, slot: int) -> ResponseReturnValue:
    address = url_for("exams.show", attempt_id=sitting.attempt.id, slot=slot)
    if not fragments.wants_fragment():
        return fragments.redirect(address)
    return fragments.push_url(_question(sitting, slot), address)


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
        session.commit()


def _too_late(attempt_id: int) -> Page:
    answer = fragments.redirect(url_for("exams.result", attempt_id=attempt_id))
    return fragments.notify(
        answer, str(_("这份卷子已经交了，刚才的改动没有收进去。")), level="warning"
    )


def _acknowledgement(sitting: exams.Sitting, slot: int, response: Response) -> Page:
    """Return what changes around a question whose answer has been kept."""
    exam = load_exam_sheet(sitting, slot, response)
    html = render_template("learner/_exam_kept.html", exam=exam)
    page = Page(html)
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
