"""What a person may do on the site: roles given and taken, accounts closed, opened, forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError
from question_bank.storage.models import FormDraft, Invitation, LoginSession, Person, PersonRole
from question_bank.storage.models.values import Role
from question_bank.storage.people import get_person


def set_roles(
    session: Session, person_id: int, roles: Iterable[Role], *, by_id: int, now: datetime
) -> tuple[Role, ...]:
    """
    Give a person exactly these roles; return them in order.

    Raises:
        InvalidInputError: If nobody could administer the site any more, or the
            person has no password to use a role with.
    """
    person = get_person(session, person_id)
    wanted = tuple(role for role in Role if role in set(roles) and role is not Role.LEARNER)
    if wanted and person.password_hash is None:
        raise InvalidInputError("person.no_account")
    if Role.ADMIN not in wanted:
        _require_another_admin(session, person_id)
    held = {row.role for row in person.role_rows}
    session.execute(
        delete(PersonRole).where(
            PersonRole.person_id == person_id, PersonRole.role.in_(held - set(wanted))
        )
    )
    session.add_all(
        PersonRole(person_id=person_id, role=role, granted_at=now, granted_by_id=by_id)
        for role in wanted
        if role not in held
    )
    session.flush()
    session.expire(person)
    return wanted


def deactivate(session: Session, person_id: int, now: datetime) -> None:
    """
    Close a person's account: every session and open link ends at once.

    Raises:
        InvalidInputError: If nobody could administer the site any more.
    """
    person = get_person(session, person_id)
    _require_another_admin(session, person_id)
    person.active = False
    for table in (LoginSession, Invitation):
        session.execute(
            update(table)
            .where(table.person_id == person_id, table.revoked_at.is_(None))
            .values(revoked_at=now)
        )


def reactivate(session: Session, person_id: int) -> None:
    """
    Open a closed account again; its sessions stay ended.

    Raises:
        InvalidInputError: If the person was forgotten.
    """
    person = get_person(session, person_id)
    if person.anonymised_at is not None:
        raise InvalidInputError("person.forgotten")
    person.active = True


def anonymise(session: Session, person_id: int, now: datetime) -> None:
    """
    Take away all that says who somebody is; answers and results stay, for statistics.

    Raises:
        InvalidInputError: If nobody could administer the site any more.
    """
    deactivate(session, person_id, now)
    person = get_person(session, person_id)
    gone: dict[str, Any] = dict.fromkeys(
        ("name", "username", "email", "phone", "password_hash", "pin_hash")
    )
    for column, nothing in gone.items():
        setattr(person, column, nothing)
    person.preferences = {}
    person.anonymised_at = now
    session.execute(delete(PersonRole).where(PersonRole.person_id == person_id))
    session.execute(delete(FormDraft).where(FormDraft.person_id == person_id))
    session.flush()


def _require_another_admin(session: Session, person_id: int) -> None:
    """Refuse to lose the last person who can administer the site, should it be this one."""
    admins = set(
        session.scalars(
            select(Person.id)
            .join(PersonRole, PersonRole.person_id == Person.id)
            .where(PersonRole.role == Role.ADMIN, Person.active, Person.password_hash.is_not(None))
            .with_for_update()
        )
    )
    if admins == {person_id}:
        raise InvalidInputError("person.last_admin")
