"""A deputy's own data: see it, take it along, ask for another group or to be forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from question_bank.storage import groups, wishes
from question_bank.storage.audit import Deed, record
from question_bank.storage.groups import GroupLine
from question_bank.storage.models import PersonRequest
from question_bank.storage.models.values import RequestKind
from question_bank.storage.people import places_of
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.learner.whose import known_person
from quizapp.owndata import data_file
from quizapp.routing import row_number

bp = Blueprint("mydata", __name__, url_prefix="/me/data")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows; `is_known` is False for somebody nothing is kept about."""

    is_known: bool
    places: tuple[str, ...] = ()
    groups: tuple[GroupLine, ...] = ()
    waiting: tuple[PersonRequest, ...] = ()

    @property
    def asked(self) -> frozenset[RequestKind]:
        """What was asked for and waits."""
        return frozenset(each.kind for each in self.waiting)


@bp.get("")
def show() -> Response:
    """Say what is kept, and what can be done with it."""
    return _page()


@bp.get("/data.zip")
def download() -> Response:
    """Send all that is kept about the visitor."""
    person_id = known_person()
    if person_id is None:
        return fragments.redirect(url_for("mydata.show"))
    return data_file(person_id)


@bp.post("/<any(group, erase):wish>")
@once
def ask(wish: str) -> Response:
    """Ask the office for another group, or to be forgotten."""
    person_id, kind = known_person(), RequestKind(wish)
    group_id = row_number(request.form.get("group", "")) if kind is RequestKind.GROUP else None
    if person_id is None:
        return fragments.redirect(url_for("mydata.show"))
    if kind is RequestKind.GROUP and group_id is None:
        return _page({"group": str(_("请选择您所在的代表团或小组。"))})
    if kind is RequestKind.ERASE and request.form.get("sure") != "yes":
        return _page({"sure": str(_("请先勾选“我知道不能恢复”。"))})
    now = clock.now()
    with writer() as session:
        row = wishes.ask(session, person_id, kind, group_id, now)
        record(session, Deed(f"request.{wish}", person_id, "person_request", row.id), now)
        answer = commit_once(session, url_for("mydata.show"))
    return fragments.notify(answer, str(_("已告诉培训人员，处理后这里会变。")))


@bp.post("/withdraw")
def withdraw() -> Response:
    """Take back what the visitor asked for."""
    person_id = known_person()
    if person_id is not None:
        with writer() as session:
            wishes.withdraw(session, person_id, clock.now())
            session.commit()
    return fragments.notify(fragments.redirect(url_for("mydata.show")), str(_("已撤回。")))


def _page(errors: dict[str, str] | None = None) -> Response:
    person_id = known_person()
    shown = Shown(is_known=False)
    if person_id is not None:
        with reader() as session:
            shown = Shown(
                is_known=True,
                places=places_of(session, person_id),
                groups=tuple(groups.group_tree(session)),
                waiting=tuple(wishes.open_requests_of(session, person_id)),
            )
    return fragments.page(
        "learner/mydata.html",
        block="main",
        status=422 if errors else 200,
        shown=shown,
        errors=errors or {},
    )
