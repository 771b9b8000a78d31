"""
Who is here: deputies without a password, trainers with one.

What pages need: `current_learner`, `current_visitor`, `requires_role`, `guard`.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from question_bank.storage.accounts import normal_username
from quizapp.accounts import sessions, views
from quizapp.accounts.guards import guard, requires_role
from quizapp.accounts.passwords import PasswordKeeper
from quizapp.accounts.sessions import current_learner, current_visitor
from quizapp.accounts.visitors import TRAINERS, Visitor

__all__ = [
    "TRAINERS",
    "Visitor",
    "current_learner",
    "current_visitor",
    "guard",
    "init_app",
    "requires_role",
]

#: Wrong passwords for one name from one address, and for all names from it.
WRONG_FOR_A_NAME = "8 per 10 minutes"
WRONG_FROM_AN_ADDRESS = "60 per 10 minutes"
#: Forms of one-time links from one address.
LINKS_FROM_AN_ADDRESS = "30 per 10 minutes"


def init_app(app: Flask) -> None:
    """Recognise visitors and let trainers sign in."""
    app.extensions["passwords"] = PasswordKeeper()
    sessions.init_app(app)
    app.register_blueprint(views.bp)
    _throttle(app)


def _throttle(app: Flask) -> None:
    # The counts belong to this app, so the views are wrapped here and not where they stand.
    throttle: Limiter = app.extensions["throttle"]
    views_by_name: dict[str, Any] = app.view_functions
    for_a_name = throttle.limit(
        WRONG_FOR_A_NAME, key_func=_address_and_name, deduct_when=_was_refused
    )
    from_an_address = throttle.limit(WRONG_FROM_AN_ADDRESS, deduct_when=_was_refused)
    links = throttle.limit(LINKS_FROM_AN_ADDRESS, deduct_when=_was_refused)
    sign_in, use_link = "accounts.try_to_sign_in", "accounts.use_link"
    views_by_name[sign_in] = for_a_name(from_an_address(views_by_name[sign_in]))
    views_by_name[use_link] = links(views_by_name[use_link])


def _address_and_name() -> str:
    return f"{get_remote_address()} {normal_username(request.form.get('username', ''))[:60]}"


def _was_refused(response: Response) -> bool:
    return response.status_code in {404, 422}
