"""Sessions, links that let somebody in, and the accounts of trainers."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.orm import Session, selectinload

from question_bank.errors import ConflictError, NotFoundError
from question_bank.storage.models import Invitation, LoginSession, Person, PersonRole
from question_bank.storage.models.values import InvitationKind, Role, SessionKind

#: How long a link for a first account or a new password works.
LINK_LIFETIME: Final = timedelta(days=7)
#: Sessions end when they have not been used for this long …
IDLE: Final = {SessionKind.DEVICE: timedelta(days=400), SessionKind.PASSWORD: timedelta(hours=12)}
#: … and those behind a password in any case after this.
LONGEST_PASSWORD_SESSION: Final = timedelta(days=30)
#: A use is written down only when the last one lies this far back.
USE_NOTED_AFTER: Final = {
    SessionKind.DEVICE: timedelta(days=1),
    SessionKind.PASSWORD: timedelta(minutes=10),
}
TRAINER_ROLES: Final = (Role.AUTHOR, Role.REVIEWER, Role.ADMIN)


_opened, _person, _granted = (table.__table__ for table in (LoginSession, Person, PersonRole))
#: Every request asks for it: built once, on tables. One row a role, or one without.
_RECOGNISED: Final = (
    select(
        _opened.c.id,
        _opened.c.kind,
        _opened.c.last_seen_at,
        _person.c.id,
        _person.c.name,
        _granted.c.role,
    )
    .join_from(_opened, _person, _person.c.id == _opened.c.person_id)
    .outerjoin(_granted, _granted.c.person_id == _person.c.id)
    .where(
        _opened.c.token_hash == bindparam("hash"),
        _opened.c.revoked_at.is_(None),
        _opened.c.expires_at > bindparam("now", type_=_opened.c.expires_at.type),
        _person.c.active,
    )
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """
    Whose session a token proved.

    Attributes:
        id: Of the session.
        kind: How it was opened.
        last_seen_at: When a use of it was last written down.
        name: Empty for somebody without one.
        roles: What the person may do behind a password.
    """

    id: int
    kind: SessionKind
    last_seen_at: datetime
    person_id: int
    name: str
    roles: frozenset[Role]


def hash_of_token(token: str) -> str:
    """Return what is stored of a random token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def normal_username(text: str) -> str:
    """Return *text* as names are compared: one width, one case, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


# --- sessions ---------------------------------------------------------------


def open_session(
    session: Session, *, person_id: int, kind: SessionKind, token: str, now: datetime
) -> LoginSession:
    """Store a session that *token* proves, and return it."""
    opened = LoginSession(
        person_id=person_id,
        kind=kind,
        token_hash=hash_of_token(token),
        created_at=now,
        last_seen_at=now,
        expires_at=now + IDLE[kind],
    )
    session.add(opened)
    session.flush()
    return opened


def find_session(bank: Connection, token: str, now: datetime) -> Recognised | None:
    """Return whose session *token* proves, if it still counts; every request asks for it."""
    given = {"hash": hash_of_token(token), "now": now}
    rows = bank.execute(_RECOGNISED, given).all()
    if not rows:
        return None
    session_id, kind, last_seen_at, person_id, name, _role = rows[0]
    # Somebody without a role comes in one row without one, which the types do not know.
    granted: list[Role | None] = [row[-1] for row in rows]
    roles = frozenset(role for role in granted if role is not None)
    return Recognised(session_id, kind, last_seen_at, person_id, name or "", roles)


def is_use_worth_noting(opened: Recognised, now: datetime) -> bool:
    """Tell whether the last noted use lies far enough back to write another down."""
    return now - opened.last_seen_at > USE_NOTED_AFTER[opened.kind]


def note_use(session: Session, session_id: int, now: datetime) -> None:
    """Write down that a session is in use, which lets it live on."""
    opened = session.get_one(LoginSession, session_id)
    opened.last_seen_at = now
    opened.expires_at = now + IDLE[opened.kind]
    if opened.kind is SessionKind.PASSWORD:
        end = opened.created_at + LONGEST_PASSWORD_SESSION
        opened.expires_at = min(opened.expires_at, end)


def revoke_session(session: Session, token: str, now: datetime) -> None:
    """End the session that *token* proves, if there is one."""
    _revoke(session, now, LoginSession.token_hash == hash_of_token(token))


def revoke_password_sessions(
    session: Session, person_id: int, now: datetime, *, but_of: str = ""
) -> None:
    """End all sessions a person opened with a password, except the one the token *but_of* proves."""
    _revoke(
        session,
        now,
        LoginSession.person_id == person_id,
        LoginSession.kind == SessionKind.PASSWORD,
        LoginSession.token_hash != hash_of_token(but_of),
    )


def _revoke(session: Session, now: datetime, *conditions: object) -> None:
    session.execute(
        update(LoginSession)
        .where(*conditions, LoginSession.revoked_at.is_(None))  # type: ignore[arg-type]
        .values(revoked_at=now)
    )


# --- people -----------------------------------------------------------------


def add_unnamed_person(session: Session, *, language: str, now: datetime) -> Person:
    """Store somebody who has just answered a first question, and return the row."""
    person = Person(language=language, created_at=now)
    session.add(person)
    session.flush()
    return person


def find_trainer(session: Session, username: str) -> Person | None:
    """Return the active person with a password who signs in as *username*, or `None`."""
    return session.scalar(
        select(Person)
        .where(
            Person.username == normal_username(username),
            Person.password_hash.is_not(None),
            Person.active,
        )
        .options(selectinload(Person.role_rows))
    )


def has_trainer(session: Session) -> bool:
    """Tell whether anybody can sign in as an administrator."""
    admins = (
        select(func.count())
        .select_from(Person)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(PersonRole.role == Role.ADMIN, Person.active, Person.password_hash.is_not(None))
    )
    return session.scalar(admins) != 0


def add_trainer(  # noqa: PLR0913 -- an account has that many parts
    session: Session,
    *,
    username: str,
    password_hash: str,
    roles: Iterable[Role],
    language: str,
    now: datetime,
    granted_by_id: int | None,
) -> Person:
    """
    Store a trainer and return the row.

    Raises:
        ConflictError: If the name is taken.
    """
    name = normal_username(username)
    if session.scalar(select(Person.id).where(Person.username == name)) is not None:
        raise ConflictError("account.username_taken", username=name)
    person = Person(
        name=username.strip(),
        username=name,
        password_hash=password_hash,
        language=language,
        created_at=now,
        joined_at=now,
    )
    session.add(person)
    session.flush()
    for role in roles:
        session.add(
            PersonRole(person_id=person.id, role=role, granted_at=now, granted_by_id=granted_by_id)
        )
    session.flush()
    return person


def set_password(session: Session, person_id: int, password_hash: str) -> None:
    """Replace a person's password."""
    session.get_one(Person, person_id).password_hash = password_hash


# --- links ------------------------------------------------------------------


def invite_trainer(
    session: Session, *, token: str, role: Role, now: datetime, created_by_id: int | None = None
) -> Invitation:
    """Store a link that makes one account with *role* and those below it."""
    return _invite(
        session,
        Invitation(
            kind=InvitationKind.SETUP,
            token_hash=hash_of_token(token),
            role=role,
            max_uses=1,
            created_at=now,
            created_by_id=created_by_id,
            expires_at=now + LINK_LIFETIME,
        ),
    )


def invite_to_reset(
    session: Session, *, token: str, person_id: int, now: datetime, created_by_id: int | None = None
) -> Invitation:
    """Store a link that gives one person a new password."""
    return _invite(
        session,
        Invitation(
            kind=InvitationKind.RESET,
            token_hash=hash_of_token(token),
            person_id=person_id,
            max_uses=1,
            created_at=now,
            created_by_id=created_by_id,
            expires_at=now + LINK_LIFETIME,
        ),
    )


def _invite(session: Session, invitation: Invitation) -> Invitation:
    session.add(invitation)
    session.flush()
    return invitation


def revoke_open_setup_links(session: Session, now: datetime) -> None:
    """End all links for a first administrator that were not used; a newer one replaces them."""
    session.execute(
        update(Invitation)
        .where(
            Invitation.kind == InvitationKind.SETUP,
            Invitation.created_by_id.is_(None),
            Invitation.role == Role.ADMIN,
            Invitation.uses == 0,
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


def revoke_open_reset_links(session: Session, person_id: int, now: datetime) -> None:
    """End the unused links to a new password of one person; a newer one replaces them."""
    session.execute(
        update(Invitation)
        .where(
            Invitation.kind == InvitationKind.RESET,
            Invitation.person_id == person_id,
            Invitation.uses == 0,
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


def get_link(session: Session, token: str, now: datetime) -> Invitation:
    """
    Return the link for an account or a password that *token* proves.

    Raises:
        NotFoundError: If there is none, or it was used, revoked or is too old.
    """
    invitation = session.scalar(
        select(Invitation).where(
            Invitation.token_hash == hash_of_token(token),
            Invitation.kind.in_([InvitationKind.SETUP, InvitationKind.RESET]),
            Invitation.uses == 0,
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
        )
    )
    if invitation is None:
        raise NotFoundError("account.link_used_up")
    return invitation


def use_link(session: Session, invitation: Invitation, now: datetime) -> None:
    """
    Mark a link as used.

    Raises:
        NotFoundError: If somebody else used it in between.
    """
    used = session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.uses == 0)
        .values(uses=1, used_at=now)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFoundError("account.link_used_up")


def roles_granted_by(role: Role) -> tuple[Role, ...]:
    """Return *role* with the trainers' roles below it: an administrator reviews and writes too."""
    return TRAINER_ROLES[: TRAINER_ROLES.index(role) + 1]
