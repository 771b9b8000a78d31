"""What a sitting came to, by the rules of the paper; answers when the paper says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.practice.exam_rules import Part, Rules
from question_bank.questions.values import Item
from question_bank.storage import appeals, exams, kept
from question_bank.storage.attempts import Drawn, question_at, questions_of
from question_bank.storage.contents import item_from_json
from question_bank.storage.exam_learning import shows_answers
from question_bank.storage.models import Answer, Attempt, Paper
from question_bank.storage.models.values import AnswersShown, AttemptState
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.idempotency import once
from quizapp.learner.drawing import PracticeMode
from quizapp.learner.durations import time_in_words
from quizapp.learner.exam_sittings import drawn_in, own_sitting, response_of
from quizapp.learner.exams import bp
from quizapp.learner.missed import count_exams
from quizapp.learner.origins import titles_asked
from quizapp.learner.places import find_place
from quizapp.learner.quiz import begin as begin_practice
from quizapp.learner.quiz import drawn_anew
from quizapp.learner.results import Line, line_of
from quizapp.learner.sheets import Sheet

LONGEST_APPEAL: Final = 500


@dataclass(frozen=True, slots=True)
class PartResult:
    """What one section came to."""

    title: str
    score: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class ExamResult:
    """
    A finished sitting.

    Attributes:
        lines: One a question, empty while answers are not shown.
        has_passed: `None` where nobody passes or fails.
        shown_from: When answers will be shown; `None` if now or never.
    """

    attempt: Attempt
    paper: Paper
    time: str
    parts: tuple[PartResult, ...]
    answered: int
    lines: tuple[Line, ...]
    shows_answers: bool
    shown_from: datetime | None
    has_passed: bool | None
    was_corrected: bool

    @property
    def share(self) -> float:
        """The score as a share of the full mark, 0 to 1."""
        total = self.attempt.max_score
        return float((self.attempt.score or Decimal(0)) / total) if total else 0.0

    @property
    def attempt_id(self) -> int:
        """The number of the sitting."""
        return self.attempt.id

    @property
    def count(self) -> int:
        """Questions asked."""
        return len(self.attempt.layout)

    @property
    def missed(self) -> tuple[Line, ...]:
        """What was not answered rightly, or not at all; empty while answers are not shown."""
        return tuple(line for line in self.lines if line.verdict != "right")


@bp.get("/exam/<int:attempt_id>/result")
def result(attempt_id: int) -> ResponseReturnValue:
    """Show the score; of a sitting that goes on, the 答题卡."""
    sitting = own_sitting(attempt_id)
    if sitting.is_open:
        return fragments.redirect(url_for("exams.sheet", attempt_id=attempt_id))
    if sitting.attempt.state is AttemptState.CANCELLED:
        return fragments.page("learner/exam_cancelled.html", block="main", paper=sitting.paper)
    count_exams(sitting.attempt.person_id)
    return fragments.page(
        "learner/exam_result.html", block="main", result=_result(sitting.attempt, sitting.paper)
    )


@bp.post("/exam/<int:attempt_id>/again")
@once
def again(attempt_id: int) -> ResponseReturnValue:
    """Begin a practice of what was missed."""
    sitting = own_sitting(attempt_id)
    if not _may_look(sitting):
        abort(404)
    count_exams(sitting.attempt.person_id)
    with reader() as session:
        answers = exams.answers_in(session, attempt_id)
    right = {answer.question_id for answer in answers.values() if answer.correct}
    asked = [each.question_id for each in questions_of(sitting.attempt)]
    questions = drawn_anew(number for number in asked if number not in right)
    if not questions:
        return fragments.redirect(url_for("exams.result", attempt_id=attempt_id))
    return begin_practice(questions, PracticeMode.WRONG)


@bp.get("/exam/<int:attempt_id>/review/<int:slot>")
def review(attempt_id: int, slot: int) -> ResponseReturnValue:
    """Show one question with the answer, its mark and why."""
    return _review(attempt_id, slot)


@bp.post("/exam/<int:attempt_id>/review/<int:slot>")
def appeal(attempt_id: int, slot: int) -> ResponseReturnValue:
    """Ask a trainer to look at a blank that was marked wrong."""
    sitting = own_sitting(attempt_id)
    text = request.form.get("text", "").strip()
    if len(text) > LONGEST_APPEAL:
        return _review(attempt_id, slot, _("最多写 %(most)s 个字。", most=LONGEST_APPEAL), 422)
    with reader() as session:
        answer = exams.answers_in(session, attempt_id).get(slot)
    if answer is None or not _can_appeal(sitting, answer):
        abort(404)
    with writer() as session:
        appeals.make(session, answer, sitting.attempt.person_id, text, clock.now())
        session.commit()
    done = fragments.redirect(url_for("exams.review", attempt_id=attempt_id, slot=slot))
    return fragments.notify(done, str(_("已转给培训人员，有结果会显示在这里。")))


def _result(attempt: Attempt, paper: Paper) -> ExamResult:
    rules = Rules.from_data(attempt.settings)
    now = clock.now()
    is_shown = shows_answers(paper, now)
    version_id, asked = attempt.paper_version_id or 0, questions_of(attempt)
    with reader() as session:
        answers = exams.answers_in(session, attempt.id)
        items = exams.items_in_force(session, version_id, asked) if is_shown else {}
        corrected = exams.corrections_of(session, version_id, [d.question_id for d in asked])
        mark = paper.pass_mark
    sheets = [
        _sheet(attempt, slot, answers.get(slot), items[drawn.question_id], rules)
        for slot, drawn in enumerate(asked, start=1)
        if is_shown
    ]
    finished = attempt.finished_at or attempt.started_at
    will_show = paper.answers_shown is AnswersShown.AFTER_CLOSE and not is_shown
    return ExamResult(
        attempt=attempt,
        paper=paper,
        time=time_in_words(finished - attempt.started_at),
        parts=tuple(
            _part(part, asked[part.first - 1 : part.last], answers) for part in rules.parts
        ),
        answered=sum(answer.answered_at is not None for answer in answers.values()),
        lines=tuple(map(line_of, sheets)),
        shows_answers=is_shown,
        shown_from=paper.closes_at if will_show else None,
        has_passed=None if mark is None else (attempt.score or Decimal(0)) >= mark,
        was_corrected=bool(corrected),
    )


def _part(part: Part, asked: Sequence[Drawn], answers: dict[int, Answer]) -> PartResult:
    slots = range(part.first, part.last + 1)
    marks = [answers[slot].mark for slot in slots if slot in answers]
    score = sum((mark for mark in marks if mark is not None), Decimal(0))
    return PartResult(part.title, score, sum((each.points for each in asked), Decimal(0)))


def _review(attempt_id: int, slot: int, problem: str = "", status: int = 200) -> Response:
    sitting = own_sitting(attempt_id)
    attempt = sitting.attempt
    if not _may_look(sitting):
        abort(404)
    drawn = drawn_in(attempt, slot)
    with reader() as session:
        answer = exams.answers_in(session, attempt_id).get(slot)
        (wording,) = exams.keys_in_force(session, attempt.paper_version_id or 0, [drawn]).values()
        report = appeals.of_answer(session, answer.id) if answer else None
        is_kept = kept.find_bookmark(session, attempt.person_id, drawn.question_id) is not None
    item, rules = item_from_json(wording.item), Rules.from_data(attempt.settings)
    sheet = _sheet(attempt, slot, answer, item, rules)
    return fragments.page(
        "learner/exam_review.html",
        block="main",
        status=status,
        attempt=attempt,
        paper=sitting.paper,
        sheet=replace(sheet, place=find_place(wording.source)),
        mark=(answer.mark if answer else None) or Decimal(0),
        can_appeal=answer is not None and report is None and _can_appeal(sitting, answer),
        report=report,
        is_kept=is_kept,
        problem=problem,
    )


def _can_appeal(sitting: exams.Sitting, answer: Answer) -> bool:
    """Tell whether *answer* is one to a cloze that has not earned all it could."""
    if answer.correct is not False or not _may_look(sitting):
        return False
    return bool((answer.response or {}).get("texts"))


def _may_look(sitting: exams.Sitting) -> bool:
    """Tell whether the answers of a sitting are shown by now."""
    is_over = sitting.attempt.state is AttemptState.FINISHED
    return is_over and shows_answers(sitting.paper, clock.now())


def _sheet(attempt: Attempt, slot: int, answer: Answer | None, item: Item, rules: Rules) -> Sheet:
    """Return one question by the key it is marked by now, without its place."""
    drawn = question_at(attempt, slot)
    response = response_of(answer)
    return Sheet(
        attempt_id=attempt.id,
        slot=slot,
        count=len(attempt.layout),
        answered=len(attempt.layout),
        item=item,
        is_signed=True,
        order=drawn.options,
        points=drawn.points,
        response=response,
        grade=rules.judge(item, response, drawn.points),
        question_id=drawn.question_id,
        document=titles_asked(attempt.paper_version_id).get(drawn.question_id, ""),
    )
