"""题目有误: a deputy says what is wrong with a question, and reads the answer."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.questions.origins import origin_of
from question_bank.storage import kept, reports
from question_bank.storage.models.values import ReportTopic
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.learner.choices import Pair
from quizapp.learner.met import has_met
from quizapp.learner.origins import title_of, titles_listed
from quizapp.learner.whose import known_person
from quizapp.learner.wrong import NOTHING
from quizapp.names import REPORT_TOPICS, topic_name
from quizapp.preferences import safe_path
from quizapp.routing import number_of_query, row_number

bp = Blueprint("reports", __name__, url_prefix="/reports")

LONGEST_TEXT: Final = 1000


@bp.get("")
def show() -> Response:
    """Show one's own reports with their answers."""
    person_id, found = known_person(), NOTHING
    if person_id is not None:
        with reader() as session:
            found = reports.list_own(session, person_id, number_of_query("page"))
    return fragments.page(
        "learner/reports.html", block="main", found=found, titles=titles_listed(found.rows)
    )


@bp.post("/seen")
def seen() -> ResponseReturnValue:
    """Write down that all answers have been read."""
    person_id = known_person() or abort(404)
    with writer() as session:
        reports.mark_seen(session, person_id, clock.now())
        session.commit()
    return fragments.redirect(url_for("reports.show"))


@bp.get("/new")
def new() -> Response:
    """Ask what is wrong with ``?question=``."""
    return _form(_question(request.args.get("question", "")), request.args.get("next", ""))


@bp.post("")
@once
def send() -> ResponseReturnValue:
    """Store a report, and lead back to where it was made."""
    question_id = _question(request.form.get("question", ""))
    following = request.form.get("next", "")
    topic = {each.value: each for each in ReportTopic}.get(request.form.get("topic", ""))
    text = request.form.get("text", "").strip()
    if topic is None:
        return _form(question_id, following, ("topic", _("请选一项：哪里不对。")), 422)
    if len(text) > LONGEST_TEXT:
        sentence = _("补充说明最多 %(limit)s 个字。", limit=LONGEST_TEXT)
        return _form(question_id, following, ("text", sentence), 422)
    with writer() as session:
        filing = reports.Filing(
            person_id=known_person() or 0,
            question_id=question_id,
            topic=topic,
            text=text or topic_name(topic),
            revision_id=kept.find_wording(session, question_id).revision_id,
        )
        reports.file_report(session, filing, clock.now())
        target = safe_path(following, url_for("reports.show"))
        response = commit_once(session, target)
    return fragments.notify(response, _("已交给审题老师，有了答复会在首页告诉您。谢谢！"))


def _question(text: str) -> int:
    """Return the number of a question that the deputy has met; anything else is not found."""
    question_id = row_number(text)
    if question_id is None:
        abort(404)
    with reader() as session:
        if not has_met(session, known_person(), question_id, clock.now()):
            abort(404)
    return question_id


def _form(
    question_id: int, following: str, error: Pair | None = None, status: int = 200
) -> Response:
    with reader() as session:
        wording = kept.find_wording(session, question_id)
    return fragments.page(
        "learner/report.html",
        block="main",
        status=status,
        question_id=question_id,
        item=wording.item,
        origin=origin_of(wording.item.stem, title_of(wording.source)),
        topics=[(each.value, topic_name(each)) for each in REPORT_TOPICS],
        following=following,
        errors=(error,) if error else (),
        longest=LONGEST_TEXT,
    )
