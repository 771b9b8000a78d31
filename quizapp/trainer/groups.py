"""The tree of delegations and groups: make, rename, move, archive."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import QuestionBankError
from question_bank.storage import groups
from question_bank.storage.audit import Deed, record
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.messages import wording_of_error
from quizapp.routing import row_number

bp = Blueprint("groups", __name__, url_prefix="/trainer/groups")
guard(bp, *TRAINERS)


@bp.get("/")
def index() -> Response:
    """Show the tree."""
    return _page()


@bp.post("/")
@once
def create() -> Response:
    """Make a group."""
    name = request.form.get("name", "")[:200]
    try:
        with writer() as session:
            parent = row_number(request.form.get("parent", ""))
            made = groups.add_group(session, name, parent, clock.now())
            record(session, _deed("group.make", made.id, made.name), clock.now())
            answer = commit_once(session, url_for("groups.index"))
    except QuestionBankError as error:
        return _page(("name", wording_of_error(error)), typed=name)
    return fragments.notify(answer, str(_("已建好。")))


@bp.get("/<int:group_id>")
def show(group_id: int) -> Response:
    """Show what can be done with one group."""
    return _group_page(group_id)


@bp.post("/<int:group_id>")
def change(group_id: int) -> Response:
    """Rename a group and put it where it belongs."""
    try:
        with writer() as session:
            groups.rename_group(session, group_id, request.form.get("name", "")[:200])
            session.flush()
            groups.move_group(session, group_id, row_number(request.form.get("parent", "")))
            name = groups.get_group(session, group_id).name
            record(session, _deed("group.change", group_id, name), clock.now())
            session.commit()
    except QuestionBankError as error:
        if error.message_id == "group.missing":
            raise
        return _group_page(group_id, wording_of_error(error))
    answer = fragments.redirect(url_for("groups.index"))
    return fragments.notify(answer, str(_("已保存。")))


@bp.post("/<int:group_id>/<any(archive, restore):deed>")
def keep(group_id: int, deed: str) -> Response:
    """Archive a group with those in it, or bring it back."""
    with writer() as session:
        name = groups.get_group(session, group_id).name
        if deed == "archive":
            groups.archive_group(session, group_id, clock.now())
        else:
            groups.restore_group(session, group_id)
        record(session, _deed(f"group.{deed}", group_id, name), clock.now())
        session.commit()
    said = _("已归档，人和成绩都还在。") if deed == "archive" else _("已恢复。")
    return fragments.notify(fragments.redirect(url_for("groups.index")), str(said))


def _deed(action: str, group_id: int, name: str) -> Deed:
    return Deed(action, current_user.person_id, "person_group", group_id, {"name": name})


def _page(problem: tuple[str, str] | None = None, typed: str = "") -> Response:
    with reader() as session:
        lines = groups.group_tree(session, archived=True)
    return fragments.page(
        "trainer/groups.html",
        block="main",
        status=422 if problem else 200,
        lines=lines,
        typed=typed[:60],
        errors=dict([problem] if problem else []),
    )


def _group_page(group_id: int, problem: str = "") -> Response:
    with reader() as session:
        groups.get_group(session, group_id)
        lines = groups.group_tree(session, archived=True)
        within = groups.subtree(session, group_id)
    group = next((line for line in lines if line.id == group_id), None)
    return fragments.page(
        "trainer/group.html",
        block="main",
        status=422 if problem else 200,
        group=group,
        lines=[line for line in lines if line.id not in within and not line.is_archived],
        problem=problem,
    )
