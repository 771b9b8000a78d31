"""What deputies ask for about their own data: decide and do it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.storage import groups, wishes
from question_bank.storage.audit import Deed, record
from question_bank.storage.models.values import RequestKind, Role
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import reader, writer

bp = Blueprint("requests", __name__, url_prefix="/trainer/requests")
guard(bp, *TRAINERS)


@bp.get("/")
def index() -> Response:
    """Show what waits, the oldest first."""
    with reader() as session:
        waiting = list(wishes.list_open(session))
        count = wishes.count_open(session)
        paths = {line.id: line.path for line in groups.group_tree(session, archived=True)}
    return fragments.page(
        "trainer/requests.html", block="main", waiting=waiting, count=count, paths=paths
    )


@bp.post("/<int:request_id>/<any(grant, dismiss):deed>")
def decide(request_id: int, deed: str) -> Response:
    """Do what was asked, or not; only administrators forget people."""
    now, by_id = clock.now(), current_user.person_id
    with writer() as session:
        row = wishes.get_request(session, request_id)
        if row.kind is RequestKind.ERASE and not current_user.may(Role.ADMIN):
            abort(403)
        if deed == "grant":
            wishes.grant(session, row, by_id=by_id, now=now)
        else:
            wishes.dismiss(row, by_id=by_id, now=now)
        details = {"request": row.kind.value}
        record(session, Deed(f"request.{deed}", by_id, "person", row.person_id, details), now)
        session.commit()
    said = _("已照办。") if deed == "grant" else _("没有照办，已从这里拿掉。")
    return fragments.notify(fragments.redirect(url_for("requests.index")), str(said))
