"""
Sessions: open, recognise, keep alive, end.

The signed cookie holds a random token; the bank holds its hash, so that ending
a session there ends it everywhere, whatever the browser keeps.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

import flask
from flask import Flask, request
from flask_login import LoginManager, current_user, login_user
from sqlalchemy.orm import Session

from question_bank.storage import accounts
from question_bank.storage.models import LoginSession, Person
from question_bank.storage.models.values import SessionKind
from quizapp import clock, preferences
from quizapp.accounts.visitors import Nobody, Visitor
from quizapp.database import bank, writer

#: The browser keeps the cookie this long; the bank may end the session before.
COOKIE_LIFETIME: Final = timedelta(days=400)
#: Where the cookie keeps a deputy's session while a trainer uses the device.
DEVICE: Final = "device"


def init_app(app: Flask) -> None:
    """Recognise visitors by their cookie."""
    app.permanent_session_lifetime = COOKIE_LIFETIME
    # Otherwise each answer would carry the cookie again.
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    manager = LoginManager(app)
    manager.session_protection = None  # A phone changes its address all day.
    manager.anonymous_user = Nobody
    manager.user_loader(find_visitor)
    app.before_request(_recognise)


def _recognise() -> None:
    """
    Find the visitor before the view opens a writer.

    Noting that a session is in use writes too, and writers wait for each other.
    """
    if request.blueprint != "assets":
        current_visitor()


def current_visitor() -> Visitor | None:
    """Return who sends this request, or `None` for somebody without a session."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001 -- the proxy's documented way


def current_learner(*, create: bool = False) -> Visitor | None:
    """
    Return whose answers this request is about.

    With *create*, somebody without a session becomes an unnamed person with one:
    ask for that only in requests that store something, before opening a writer.
    """
    visitor = current_visitor()
    return _begin_as_deputy() if visitor is None and create else visitor


def find_visitor(token: str) -> Visitor | None:
    """Return whose session *token* proves, and keep it alive; `None` if it has ended."""
    now = clock.now()
    with bank().glance() as connection:
        opened = accounts.find_session(connection, token, now)
    if opened is None:
        return None
    visitor = Visitor(opened.person_id, opened.name, opened.roles, opened.kind, token)
    if accounts.is_use_worth_noting(opened, now):
        with writer() as session:
            accounts.note_use(session, opened.id, now)
            session.commit()
        flask.session.modified = True  # Sends the cookie again, for another while.
    return visitor


def sign_in(session: Session, person: Person) -> None:
    """
    Open a session behind a password, in the transaction of *session*.

    The cookie gets new contents, so that what an attacker may have put there is
    worth nothing; a deputy's session on this device waits in it.
    """
    device = _token_of_device()
    token = secrets.token_urlsafe(32)
    opened = accounts.open_session(
        session, person_id=person.id, kind=SessionKind.PASSWORD, token=token, now=clock.now()
    )
    flask.session.clear()
    if device:
        flask.session[DEVICE] = device
    _begin(_visitor(opened, person, token))


def open_for(session: Session, person: Person) -> Visitor:
    """
    Open a deputy's session for *person*, in the transaction of *session*.

    Once that is committed, `take_over` makes this device theirs.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    before = _token_of_device()
    if before:
        accounts.revoke_session(session, before, now)
    opened = accounts.open_session(
        session, person_id=person.id, kind=SessionKind.DEVICE, token=token, now=now
    )
    return _visitor(opened, person, token)


def take_over(visitor: Visitor) -> None:
    """Let this device be *visitor*'s, whoever's it was."""
    flask.session.clear()
    _begin(visitor)


def sign_out() -> None:
    """End the trainer's session, here and in the bank; the device is a deputy's again."""
    visitor = current_visitor()
    if visitor is not None and visitor.kind is SessionKind.PASSWORD:
        with writer() as session:
            accounts.revoke_session(session, visitor.token, clock.now())
            session.commit()
    device = _token_of_device()
    flask.session.clear()
    deputy = find_visitor(device) if device else None
    if deputy is not None:
        _begin(deputy)


def _begin_as_deputy() -> Visitor:
    token = secrets.token_urlsafe(32)
    now = clock.now()
    with writer() as session:
        language = preferences.current().language
        person = accounts.add_unnamed_person(session, language=language, now=now)
        opened = accounts.open_session(
            session, person_id=person.id, kind=SessionKind.DEVICE, token=token, now=now
        )
        session.commit()
        visitor = _visitor(opened, person, token)
    _begin(visitor)
    return visitor


def _begin(visitor: Visitor) -> None:
    flask.session.permanent = True
    login_user(visitor)


def _token_of_device() -> str | None:
    visitor = current_visitor()
    if visitor is not None and visitor.kind is SessionKind.DEVICE:
        return visitor.token
    kept: str | None = flask.session.get(DEVICE)
    return kept


def _visitor(opened: LoginSession, person: Person, token: str) -> Visitor:
    return Visitor(
        person_id=person.id,
        name=person.name or "",
        roles=person.roles,
        kind=opened.kind,
        token=token,
    )
