"""Signing in and out, first accounts and new passwords by one-time links."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError
from question_bank.storage import accounts
from question_bank.storage.models import Invitation, Person
from question_bank.storage.models.values import InvitationKind, Role
from quizapp import clock, fragments, preferences
from quizapp.accounts import passwords, sessions
from quizapp.accounts.guards import requires_role
from quizapp.accounts.visitors import TRAINERS
from quizapp.database import reader, writer
from quizapp.messages import say, wording_of_error

bp = Blueprint("accounts", __name__, url_prefix="/account")

#: Letters of any script, digits and a few marks; compared after normalising.
USERNAME: Final = re.compile(r"[\w.-]{2,40}")
#: Field name, or none for the form as a whole, and a sentence.
Problem = tuple[str | None, str]


def keeper() -> passwords.PasswordKeeper:
    """Return what hashes and compares passwords for this app."""
    kept: passwords.PasswordKeeper = current_app.extensions["passwords"]
    return kept


@bp.get("/sign-in")
def sign_in() -> Response:
    """Ask for name and password."""
    if current_user.is_trainer:
        return fragments.redirect(_next_page())
    return _sign_in_page([])


@bp.post("/sign-in")
def try_to_sign_in() -> Response:
    """Open a session, or say that name or password is wrong, not which."""
    username, password = request.form.get("username", ""), request.form.get("password", "")
    with reader() as session:
        person = accounts.find_trainer(session, username)
    if not keeper().matches(person.password_hash if person else None, password) or person is None:
        return _sign_in_page([("password", say("account.wrong"))])
    with writer() as session:
        sessions.sign_in(session, person)
        session.commit()
    return fragments.redirect(_next_page())


@bp.post("/sign-out")
def sign_out() -> Response:
    """End the session."""
    sessions.sign_out()
    return fragments.redirect(f"{request.script_root}/")


@bp.get("/link/<token>")
def link(token: str) -> Response:
    """Show the form that a one-time link opens."""
    with reader() as session:
        username = _username_of(session, accounts.get_link(session, token, clock.now()))
    return _link_page(token, username, [])


@bp.post("/link/<token>")
def use_link(token: str) -> ResponseReturnValue:
    """Make the account or set the password, and sign in."""
    with reader() as session:
        fixed_name = _username_of(session, accounts.get_link(session, token, clock.now()))
    problems = _problems(fixed_name)
    if problems:
        return _link_page(token, fixed_name, problems)
    password_hash = keeper().hash(request.form["password"])
    try:
        with writer() as session:
            invitation = accounts.get_link(session, token, clock.now())
            sessions.sign_in(session, _carry_out(session, invitation, password_hash))
            session.commit()
    except ConflictError as error:
        return _link_page(token, fixed_name, [("username", wording_of_error(error))])
    return fragments.notify(fragments.redirect(_next_page()), _("密码已设好，您已登录。"))


@bp.get("/password")
@requires_role(*TRAINERS)
def password() -> Response:
    """Ask for the old and a new password."""
    return _password_page([])


@bp.post("/password")
@requires_role(*TRAINERS)
def change_password() -> Response:
    """Change the password and end the person's other sessions."""
    with reader() as session:
        person = session.get_one(Person, current_user.person_id)
    if not keeper().matches(person.password_hash, request.form.get("current", "")):
        return _password_page([("current", say("account.password_wrong"))])
    problems = _problems(person.username)
    if problems:
        return _password_page(problems)
    with writer() as session:
        accounts.set_password(session, person.id, keeper().hash(request.form["password"]))
        accounts.revoke_password_sessions(
            session, person.id, clock.now(), but_of=current_user.token
        )
        session.commit()
    response = fragments.redirect(url_for("accounts.password"))
    return fragments.notify(response, _("密码已更改，其他设备上的登录已退出。"))


def _carry_out(session: Session, invitation: Invitation, password_hash: str) -> Person:
    now = clock.now()
    accounts.use_link(session, invitation, now)
    if invitation.kind is InvitationKind.RESET and invitation.person_id is not None:
        accounts.set_password(session, invitation.person_id, password_hash)
        accounts.revoke_password_sessions(session, invitation.person_id, now)
        return session.get_one(Person, invitation.person_id)
    return accounts.add_trainer(
        session,
        username=request.form["username"],
        password_hash=password_hash,
        roles=accounts.roles_granted_by(invitation.role or Role.AUTHOR),
        language=preferences.current().language,
        now=now,
        granted_by_id=invitation.created_by_id,
    )


def _username_of(session: Session, invitation: Invitation) -> str | None:
    """Return the name of the person whose password a link resets."""
    if invitation.person_id is None:
        return None
    return session.get_one(Person, invitation.person_id).username


def _problems(fixed_name: str | None) -> list[Problem]:
    """Say what is wrong with the name, unless it is fixed, and the password of this form."""
    problems: list[Problem] = []
    username = fixed_name or accounts.normal_username(request.form.get("username", ""))
    if not USERNAME.fullmatch(username):
        problems.append(("username", say("account.username_shape")))
    found = passwords.problems(
        username, request.form.get("password", ""), request.form.get("repeated", "")
    )
    for message_id, parameters in found:
        field = "repeated" if message_id == "account.password_repeat" else "password"
        problems.append((field, say(message_id, **parameters)))
    return problems


def _sign_in_page(problems: list[Problem]) -> Response:
    return _form("sign_in", problems, username=request.form.get("username", ""), next=_next_page())


def _link_page(token: str, fixed_name: str | None, problems: list[Problem]) -> Response:
    username = fixed_name or request.form.get("username", "")
    return _form("link", problems, token=token, username=username, is_new=fixed_name is None)


def _password_page(problems: list[Problem]) -> Response:
    return _form("password", problems)


def _form(name: str, problems: list[Problem], **context: object) -> Response:
    status = 422 if problems else 200
    return fragments.page(
        f"accounts/{name}.html",
        block="main",
        status=status,
        problems=problems,
        errors=dict(problems),
        **context,
    )


def _next_page() -> str:
    """Return where to go after signing in: a page of this site only."""
    home = "overview.show"
    default = url_for(home) if fragments.has_page(home) else f"{request.script_root}/"
    return preferences.safe_path(request.values.get("next", ""), default)
