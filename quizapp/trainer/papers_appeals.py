"""Appeals against marks: look, accept the words or keep the mark, tell the deputy."""

from __future__ import annotations

from typing import Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.questions.origins import origin_of
from question_bank.storage import appeals
from question_bank.storage.contents import item_from_json
from question_bank.storage.documents import titles_of_questions
from question_bank.storage.models.values import ReportState
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.routing import number_of_query
from quizapp.trainer.papers_accepting import accept_variant, refused_parts
from quizapp.trainer.papers_blueprint import papers as bp
from quizapp.trainer.papers_blueprint import require_reviewer

LONGEST_REPLY: Final = 500
SIZE: Final = 20
#: What names a blank in a form.
_NUMBERS: Final = frozenset(map(str, range(1, 1000)))


@bp.get("/appeals", endpoint="appeals")
def index() -> Response:
    """Show the appeals that wait, or those that were decided."""
    state = next(
        (each for each in ReportState if each.value == request.args.get("state")), ReportState.OPEN
    )
    with reader() as session:
        rows, number, total = appeals.list_appeals(
            session, state, number=number_of_query("page"), size=SIZE
        )
    pages = max(1, -(-total // SIZE))

    def address(page: int) -> str:
        shown = None if state is ReportState.OPEN else state.value
        return url_for("papers.appeals", state=shown, page=page if page > 1 else None)

    return fragments.page(
        "trainer/paper_appeals.html",
        block="main",
        rows=rows,
        total=total,
        state=state,
        number=number,
        pages=pages,
        previous=address(number - 1) if number > 1 else None,
        following=address(number + 1) if number < pages else None,
    )


@bp.get("/appeals/<int:report_id>", endpoint="appeal")
def show(report_id: int) -> Response:
    """Show one appeal: the question, the key, what was typed."""
    return _page(report_id)


@bp.post("/appeals/<int:report_id>", endpoint="decide")
def decide(report_id: int) -> ResponseReturnValue:
    """Accept the words, so that all who typed them are marked anew; or keep the mark."""
    require_reviewer()
    reply, wish = request.form.get("reply", "").strip(), request.form.get("do", "")
    ticked = {int(each) for each in request.form.getlist("blank") if each in _NUMBERS}
    problem = _problem(reply, wish, ticked)
    if problem:
        return _page(report_id, problem, 422)
    told = _carry_out(report_id, ticked if wish == "accept" else set(), reply)
    return fragments.notify(fragments.redirect(url_for("papers.appeals")), told)


def _problem(reply: str, wish: str, ticked: set[int]) -> str:
    """Say what is missing in a decision; nothing if it is complete."""
    if len(reply) > LONGEST_REPLY:
        return str(_("答复最多 %(most)s 个字。", most=LONGEST_REPLY))
    if wish == "dismiss":
        return "" if reply else str(_("维持原来的判分时，请写一句为什么。"))
    if wish != "accept":
        return str(_("请选择采纳或维持。"))
    return "" if ticked else str(_("请勾选要采纳的空。"))


def _carry_out(report_id: int, blanks: set[int], reply: str) -> str:
    """Decide, and return what to tell the trainer; no *blanks* keep the mark."""
    now, by_id = clock.now(), current_user.person_id
    state = ReportState.FIXED if blanks else ReportState.DISMISSED
    changed = 0
    with writer() as session:
        appeal = appeals.get_appeal(session, report_id)
        appeals.decide(session, report_id, state, reply, by_id, now)
        if blanks:
            changed = accept_variant(session, appeal, blanks, by_id, now)
        session.commit()
    if blanks:
        return str(_("已采纳，%(count)s 份卷子重算了分数。", count=changed))
    return str(_("已答复，代表在成绩页能看到。"))


def _page(report_id: int, problem: str = "", status: int = 200) -> Response:
    with reader() as session:
        appeal = appeals.get_appeal(session, report_id)
        number = appeal.revision.question_id
        title = titles_of_questions(session, [number]).get(number, "")
    item = item_from_json(appeal.revision.item)
    return fragments.page(
        "trainer/paper_appeal.html",
        block="main",
        status=status,
        appeal=appeal,
        item=item,
        origin=origin_of(item.stem, title),
        parts=refused_parts(appeal),
        problem=problem,
    )
