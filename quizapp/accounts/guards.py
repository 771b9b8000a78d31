"""Close pages to those who may not see them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from question_bank.storage.models.values import Role
from quizapp import fragments

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def requires_role(*roles: Role) -> Callable[[View[P]], View[P]]:
    """
    Open a view to trainers who hold one of *roles*.

    Others who signed in get a 403; everybody else is sent to sign in, and back
    to the page afterwards.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            refusal = _refusal(roles)
            return view(*args, **kwargs) if refusal is None else refusal

        return guarded

    return decorate


def guard(blueprint: Blueprint, *roles: Role) -> None:
    """Open every page of *blueprint* to trainers who hold one of *roles* only."""

    @blueprint.before_request
    def refuse() -> ResponseReturnValue | None:
        return _refusal(roles)


def _refusal(roles: tuple[Role, ...]) -> ResponseReturnValue | None:
    if current_user.may(*roles):
        return None
    if current_user.is_trainer:
        abort(403)
    return fragments.redirect(url_for("accounts.sign_in", next=_page_to_come_back_to()))


def _page_to_come_back_to() -> str | None:
    """Return the address of the page the visitor sees or wants, never that of a form's target."""
    if fragments.wants_fragment():
        seen = urlsplit(fragments.htmx.current_url or "")
        return f"{seen.path}?{seen.query}".rstrip("?") or None
    return request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else None
