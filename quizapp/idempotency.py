"""
Forms that a phone may send twice are carried out once.

The form holds a token that nobody else has; the view stores it in the same
transaction as its work. When the token comes again, the visitor is led to where
the first sending led, and nothing is done.

    @bp.post("/papers")
    @once
    def create() -> ResponseReturnValue:
        with writer() as session:
            paper = ...
            return commit_once(session, url_for("papers.show", paper_id=paper.id))

A form that stays on the screen for one deed after another (the browser's way back
shows it again, too) names in `CONTENT` the fields that make it another form.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Final, ParamSpec

from flask import Flask, Response, make_response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from question_bank.storage import submissions
from quizapp import clock, fragments
from quizapp.database import reader

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
FIELD: Final = "submission"
#: Names of the fields, one space between, whose values tell one sending from another.
CONTENT: Final = "submission_of"
SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


def init_app(app: Flask) -> None:
    """Give templates ``submission_token()`` for the hidden field."""
    app.jinja_env.globals["submission_token"] = submission_token


def submission_token() -> str:
    """Return a token for one filled-in form."""
    return secrets.token_urlsafe(18)


def once(view: View[P]) -> View[P]:
    """Carry out the form of *view*, which ends in `commit_once`, at most once."""

    @wraps(view)
    def carried_out_once(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        earlier = _earlier_location()
        if earlier is not None:
            return fragments.redirect(earlier)
        try:
            answer = make_response(view(*args, **kwargs))
        except IntegrityError:
            # The same form, sent a moment ago, may have been quicker.
            earlier = _earlier_location()
            if earlier is None:
                raise
            return fragments.redirect(earlier)
        # Or it may have used up what this one asks for.
        earlier = _earlier_location() if answer.status_code >= HTTPStatus.BAD_REQUEST else None
        return answer if earlier is None else fragments.redirect(earlier)

    return carried_out_once


def commit_once(session: Session, location: str) -> Response:
    """
    Commit *session* together with the form's token; send the visitor on to *location*.

    Raises:
        IntegrityError: If the form was carried out in between; nothing is committed.
    """
    submission = _submission()
    if submission is not None:
        submissions.remember(session, submission, location, clock.now())
    session.commit()
    return fragments.redirect(location)


def _earlier_location() -> str | None:
    submission = _submission()
    if submission is None:
        return None
    with reader() as session:
        return submissions.earlier_location(session, submission)


def _submission() -> submissions.Submission | None:
    """Return which form this is; one without a proper token is carried out each time."""
    token = request.form.get(FIELD, "")
    if not SHAPE.fullmatch(token):
        return None
    names = request.form.get(CONTENT, "").split()
    if names:
        sent = [token, *(request.form.getlist(name) for name in names)]
        token = hashlib.sha256(repr(sent).encode(errors="replace")).hexdigest()
    return submissions.Submission(token, request.endpoint or "", current_user.person_id)
