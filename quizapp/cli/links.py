"""One-time links, as commands print them."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.storage import accounts
from question_bank.storage.models.values import Role
from quizapp import system_clock
from quizapp.config import Settings


def link_for_first_trainer(session: Session, settings: Settings) -> str | None:
    """Return a link that makes the first account, replacing older ones; `None` if there is one."""
    if accounts.has_trainer(session):
        return None
    accounts.revoke_open_setup_links(session, system_clock())
    return link_for_trainer(session, settings, Role.ADMIN)


def link_for_trainer(session: Session, settings: Settings, role: Role) -> str:
    """Return a link that makes one account with *role*."""
    token = secrets.token_urlsafe(24)
    accounts.invite_trainer(session, token=token, role=role, now=system_clock())
    return _address(settings, token)


def link_to_reset(session: Session, settings: Settings, username: str) -> str:
    """
    Return a link that gives *username* a new password.

    Raises:
        NotFoundError: If nobody signs in by that name.
    """
    person = accounts.find_trainer(session, username)
    if person is None:
        raise NotFoundError("account.unknown", username=username)
    token = secrets.token_urlsafe(24)
    accounts.invite_to_reset(session, token=token, person_id=person.id, now=system_clock())
    return _address(settings, token)


def is_local(settings: Settings) -> bool:
    """Tell whether the site's links work on this machine only."""
    host = urlsplit(settings.public_url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")


def _address(settings: Settings, token: str) -> str:
    return f"{settings.public_url}/account/link/{token}"
