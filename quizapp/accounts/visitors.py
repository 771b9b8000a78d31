"""
Who sends a request, as Flask-Login hands it to views and templates.

A device that has answered something is a deputy's, with or without a name; a
password makes a trainer. Roles count only behind a password.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_login import AnonymousUserMixin

from question_bank.storage.models.values import Role, SessionKind

#: Roles that open the trainers' pages.
TRAINERS: Final = frozenset({Role.AUTHOR, Role.REVIEWER, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Visitor:
    """
    Somebody with a session.

    Attributes:
        person_id: The number of the person; deputies have one from their first answer on.
        name: Empty until joining gives one.
        roles: What the person may do.
        kind: How the session was opened.
        token: The session's secret, which only the cookie and this request know.
    """

    person_id: int
    name: str
    roles: frozenset[Role]
    kind: SessionKind
    token: str

    #: Asked by Flask-Login.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the cookie: the session, not the person."""
        return self.token

    @property
    def is_trainer(self) -> bool:
        """Whether the trainers' pages are open."""
        return self.kind is SessionKind.PASSWORD and not self.roles.isdisjoint(TRAINERS)

    def may(self, *roles: Role) -> bool:
        """Tell whether the visitor holds one of *roles*, with a password."""
        return self.kind is SessionKind.PASSWORD and not self.roles.isdisjoint(roles)


class Nobody(AnonymousUserMixin):  # type: ignore[misc]  # Flask-Login is untyped
    """Somebody who has only looked so far."""

    person_id = None
    name = ""
    is_trainer = False
    roles: frozenset[Role] = frozenset()

    def may(self, *_roles: Role) -> bool:
        """Tell that nobody may do anything."""
        return False
