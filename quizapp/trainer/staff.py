"""The trainers: who they are, and links that make new accounts."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.storage import accounts, people
from question_bank.storage.audit import Deed, record
from question_bank.storage.models.values import Role
from quizapp import clock, fragments
from quizapp.accounts import guard
from quizapp.database import reader, writer
from quizapp.people_names import ROLE_NOTES, ROLES
from quizapp.trainer.people import shown_row
from quizapp.trainer.person import GIVEN

bp = Blueprint("staff", __name__, url_prefix="/trainer/staff")
guard(bp, Role.ADMIN)


@bp.get("/")
def index() -> Response:
    """Show who holds a role."""
    return _page()


@bp.post("/invite")
def invite() -> Response:
    """Make a link that makes one account; it is shown this once."""
    role = next((each for each in GIVEN if each.value == request.form.get("role")), None)
    if role is None:
        return _page(problem=str(_("请选择新账号的角色。")))
    token = secrets.token_urlsafe(24)
    with writer() as session:
        made = accounts.invite_trainer(
            session,
            token=token,
            role=role,
            now=clock.now(),
            created_by_id=current_user.person_id,
        )
        details = {"role": role.value}
        deed = Deed("account.invite", current_user.person_id, "invitation", made.id, details)
        record(session, deed, clock.now())
        session.commit()
    site = current_app.extensions["settings"].public_url
    return _page(link=f"{site}{url_for('accounts.link', token=token)}")


def _page(problem: str = "", link: str = "") -> Response:
    with reader() as session:
        found = people.list_trainers(session)
        seen = people.last_seen(session, [person.id for person in found])
    return fragments.page(
        "trainer/staff.html",
        block="main",
        status=422 if problem else 200,
        rows=[(shown_row(person, [], {}, seen), person.username) for person in found],
        roles=[(role.value, f"{_(ROLES[role])}：{_(ROLE_NOTES[role])}") for role in GIVEN],
        problem=problem,
        link=link,
    )
