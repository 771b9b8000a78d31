"""Practise: choose what, answer one question at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from random import SystemRandom
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.errors import InvalidInputError
from question_bank.practice.grades import Grade
from question_bank.practice.responses import Response as Answered
from question_bank.practice.responses import parse_response
from question_bank.storage import attempts, pools
from question_bank.storage.answering import Turn, find_turn, store_answer
from question_bank.storage.drawn import Judged
from quizapp import clock, fragments, preferences
from quizapp.database import jot, reader, writer
from quizapp.idempotency import SHAPE, commit_once, once
from quizapp.learner.choices import Choice, Choosing, Offered, Pair, read_choice
from quizapp.learner.drawing import PracticeMode, draw_again, draw_practice, laid_out
from quizapp.learner.missed import count_exams
from quizapp.learner.sheets import Sheet
from quizapp.learner.sittings import judge, load_sheet, sheet_of_turn
from quizapp.learner.whose import known_person, person_to_write_for
from quizapp.messages import wording_of_error

bp = Blueprint("quiz", __name__, url_prefix="/practice")

#: Longest time on one question that is believed, in milliseconds: an hour.
LONGEST_TIME: Final = 3_600_000
#: Of a moment in milliseconds; fits until the year 2286.
MOST_DIGITS: Final = 13


@bp.get("")
def choose() -> Response:
    """Offer kinds, types, document and length."""
    return _choosing(read_choice(request.args), _mode(request.args.get("mode", "")))


@bp.post("")
@once
def start() -> ResponseReturnValue:
    """Draw questions and lead to the first."""
    choice, mode = read_choice(request.form), _mode(request.form.get("mode", ""))
    if choice.problems:
        return _choosing(choice, mode, status=422)
    rng = SystemRandom()
    count_exams(known_person())
    with reader() as session:
        pool = pools.Pool(choice.kinds, choice.types, choice.document_id, choice.tag_id)
        candidates = pools.find_candidates(session, pool, known_person())
        drawn = draw_practice(candidates, mode, choice.length, rng)
        questions = laid_out(attempts.load_asked(session, drawn), rng)
    if not questions:
        nothing = (("", str(_("没有符合条件的题，请换一换条件。"))),)
        return _choosing(choice, mode, nothing, status=422)
    return begin(questions, mode)


def begin(questions: list[attempts.Drawn], mode: PracticeMode) -> Response:
    """Store a practice of *questions* for the visitor, and lead to the first."""
    person_id = person_to_write_for()
    with writer() as session:
        attempt = attempts.start_practice(
            session,
            person_id,
            questions,
            mode=mode.value,
            settings={},
            now=clock.now(),
        )
        return commit_once(session, url_for("quiz.show", attempt_id=attempt.id, slot=1))


def drawn_anew(question_ids: Iterable[int]) -> list[attempts.Drawn]:
    """Return the published ones of *question_ids*, newly mixed, in their current wording."""
    with reader() as session:
        candidates = pools.find_candidates(session, pools.Pool(), None)
        drawn = draw_again(candidates, question_ids)
        return laid_out(attempts.load_asked(session, drawn), SystemRandom())


@bp.get("/<int:attempt_id>/<int:slot>")
def show(attempt_id: int, slot: int) -> Response:
    """Show one question, with what became of it once it is answered."""
    return _question(load_sheet(attempt_id, slot))


@bp.post("/<int:attempt_id>/<int:slot>")
def answer(attempt_id: int, slot: int) -> ResponseReturnValue:
    """Mark and store one answer; a second one to the same question changes nothing."""
    turn, problem, grade = _answered(attempt_id, slot)
    if problem:
        return _question(sheet_of_turn(turn), problem, status=422)
    if fragments.wants_fragment():
        return _question(sheet_of_turn(turn, grade))
    return fragments.redirect(url_for("quiz.show", attempt_id=attempt_id, slot=slot))


def _answered(attempt_id: int, slot: int) -> tuple[Turn, str, Grade | None]:
    """
    Return the question with the answer that counts, or with what is wrong with the one sent.

    The grade comes with an answer that was new.
    """
    with jot() as jotted:
        turn = find_turn(jotted.bank, attempt_id, slot, known_person(), lock=True)
        if turn.response is not None:
            return turn, "", None
        try:
            response = parse_response(turn.asked.item, request.form.to_dict(flat=False))
        except InvalidInputError as error:
            return turn, wording_of_error(error), None
        if response.is_empty:
            return turn, _("还没有作答。请先作答，再点“提交答案”。"), None
        grade = judge(turn.asked.item, response, turn.asked.drawn.points)
        judged = _judged(response, grade)
        leave_after = int(preferences.current().rights)
        store_answer(jotted.bank, turn, judged, clock.now(), leave_after=leave_after)
        jotted.keep()
    answered = turn.answered | {slot}
    return replace(turn, answered=answered, response=judged.response), "", grade


def _judged(response: Answered, grade: Grade) -> Judged:
    return Judged(
        response=response.as_data(),
        mark=grade.mark,
        max_mark=grade.points,
        correct=grade.correct,
        near_miss=grade.near_miss,
        submission_id=_submission_id(),
        duration_ms=_time_taken(clock.now()),
    )


def _submission_id() -> str | None:
    text = request.form.get("submission", "")
    return text if SHAPE.fullmatch(text) else None


def _time_taken(now: datetime) -> int | None:
    """Return the milliseconds since the question was shown, if that can be believed."""
    shown = request.form.get("shown_at", "")
    if not (shown.isascii() and shown.isdecimal() and len(shown) <= MOST_DIGITS):
        return None
    taken = int(now.timestamp() * 1000) - int(shown)
    return taken if 0 <= taken <= LONGEST_TIME else None


def _question(sheet: Sheet, problem: str = "", status: int = 200) -> Response:
    return fragments.page(
        "learner/question.html",
        block="question",
        status=status,
        tabs=False,
        sheet=sheet,
        problem=problem,
    )


def _mode(text: str) -> PracticeMode:
    known = {mode.value: mode for mode in PracticeMode}
    return known.get(text, PracticeMode.RANDOM)


def _choosing(
    choice: Choice, mode: PracticeMode, problems: tuple[Pair, ...] = (), status: int = 200
) -> Response:
    with reader() as session:
        offer = pools.find_offer(session)
    return fragments.page(
        "learner/choose.html",
        block="form",
        status=status,
        choice=Choosing(Offered(offer), choice, mode, (*choice.problems, *problems)),
    )
