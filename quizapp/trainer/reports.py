"""题目有误: the queue of what deputies report, and answering it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.questions.values import Item
from question_bank.storage import audit, reports
from question_bank.storage.contents import item_of
from question_bank.storage.documents import titles_of_questions
from question_bank.storage.models import ProblemReport
from question_bank.storage.models.values import ReportState, Status
from question_bank.storage.questions import get_question
from question_bank.storage.slices import Slice
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.routing import number_of_query, row_number
from quizapp.trainer.preview import Preview

bp = Blueprint("trainer_reports", __name__, url_prefix="/trainer/reports")
guard(bp, *TRAINERS)

LONGEST_REPLY: Final = 1000
CLOSED: Final = {each.value: each for each in (ReportState.FIXED, ReportState.DISMISSED)}


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, of open reports or of answered ones."""

    found: Slice
    is_open: bool
    waiting: int

    def address(self, by: int) -> str | None:
        """Return the address of the page *by* pages further on; `None` if there is none."""
        number = self.found.number + by
        if not 1 <= number <= self.found.pages:
            return None
        state = "open" if self.is_open else "closed"
        return url_for("trainer_reports.index", state=state, page=number)


@dataclass(frozen=True, slots=True)
class Case:
    """
    All reports on one question, with the question.

    Attributes:
        reports: With the names of their authors, open ones first.
        document: The title of the question's document; empty without one.
        reply: What has been typed so far.
        errors: What is wrong with it, as field and sentence.
    """

    id: int
    item: Item
    status: Status
    reports: Sequence[tuple[ProblemReport, str]]
    document: str = ""
    reply: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> list[tuple[ProblemReport, str]]:
        """The reports that wait for an answer."""
        return [each for each in self.reports if each[0].state is ReportState.OPEN]

    @property
    def closed(self) -> list[tuple[ProblemReport, str]]:
        """The reports that were answered."""
        return [each for each in self.reports if each[0].state is not ReportState.OPEN]

    @property
    def preview(self) -> Preview:
        """What the deputies' templates need."""
        return Preview(self.item, self.document)


@bp.get("")
def index() -> Response:
    """Show the questions with open reports, or with answered ones."""
    is_open = request.args.get("state") != "closed"
    with reader() as session:
        found = reports.list_reported(session, number_of_query("page"), is_open=is_open)
        waiting = reports.count_open(session)
    queue = Queue(found, is_open, waiting)
    return fragments.page("trainer/reports.html", block="main", queue=queue)


@bp.get("/<int:question_id>")
def show(question_id: int) -> Response:
    """Show a question with all reports on it."""
    return _page(_case(question_id))


@bp.post("/<int:question_id>")
@once
def answer(question_id: int) -> ResponseReturnValue:
    """Answer the reports that the page showed, all alike; their authors are told."""
    state = CLOSED.get(request.form.get("state", ""))
    reply = request.form.get("reply", "").strip()
    problem = _problem(state, reply)
    if state is None or problem:
        return _page(_case(question_id, reply, problem), status=422)
    with writer() as session:
        verdict = reports.Verdict(state, reply, current_user.person_id)
        numbers = _numbers_sent()
        closed = reports.close_reports(session, question_id, numbers, verdict, clock.now())
        if closed:
            details = {"state": state.value, "count": closed}
            deed = audit.Deed(
                "report.close", current_user.person_id, "question", question_id, details
            )
            audit.record(session, deed, clock.now())
        response = commit_once(session, url_for("trainer_reports.index"))
    if not closed:
        return fragments.notify(response, _("这些反馈已经有人答复了，没有改动。"), "info")
    return fragments.notify(response, _("已答复 %(count)s 条反馈，提出的人会看到。", count=closed))


def _problem(state: ReportState | None, reply: str) -> tuple[tuple[str, str], ...]:
    if state is None:
        return (("state", str(_("请选一项：怎么处理的。"))),)
    if len(reply) > LONGEST_REPLY:
        return (("reply", str(_("答复最多 %(limit)s 个字。", limit=LONGEST_REPLY))),)
    if not reply and state is ReportState.DISMISSED:
        return (("reply", str(_("题目没有改动时，请写一句为什么。"))),)
    return ()


def _numbers_sent() -> list[int]:
    """Return which reports the page showed; a form holds no more of them than a page does."""
    sent = (row_number(text) for text in request.form.getlist("report"))
    return [number for number in sent if number is not None][: reports.MOST_SHOWN]


def _case(question_id: int, reply: str = "", errors: tuple[tuple[str, str], ...] = ()) -> Case:
    with reader() as session:
        row = get_question(session, question_id)
        found = reports.reports_on(session, question_id)
        title = titles_of_questions(session, [question_id]).get(question_id, "")
        return Case(question_id, item_of(row), row.status, found, title, reply, errors)


def _page(case: Case, status: int = 200) -> Response:
    return fragments.page("trainer/report.html", block="main", status=status, case=case)
