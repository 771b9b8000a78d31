"""What deputies ask of the office: another group, or to be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from question_bank.errors import NotFoundError
from question_bank.storage.groups import get_group, join_group
from question_bank.storage.models import Membership, PersonRequest
from question_bank.storage.models.values import RequestKind, RequestState
from question_bank.storage.roles import anonymise

PAGE: Final = 30


def ask(
    session: Session, person_id: int, kind: RequestKind, group_id: int | None, now: datetime
) -> PersonRequest:
    """
    Store a request; one of this kind that is still open is replaced.

    Raises:
        NotFoundError: If there is no such group.
    """
    if group_id is not None:
        get_group(session, group_id)
    row = session.scalar(
        select(PersonRequest).where(
            PersonRequest.person_id == person_id,
            PersonRequest.kind == kind,
            PersonRequest.state == RequestState.OPEN,
        )
    )
    if row is None:
        row = PersonRequest(person_id=person_id, kind=kind, group_id=group_id, created_at=now)
        session.add(row)
    row.group_id = group_id
    session.flush()
    return row


def open_requests_of(session: Session, person_id: int) -> Sequence[PersonRequest]:
    """Return what somebody asked for and nobody has decided."""
    return session.scalars(
        select(PersonRequest)
        .where(PersonRequest.person_id == person_id, PersonRequest.state == RequestState.OPEN)
        .options(joinedload(PersonRequest.group))
        .order_by(PersonRequest.id)
    ).all()


def list_open(session: Session) -> Sequence[PersonRequest]:
    """Return the oldest open requests of all, with their people and groups."""
    return session.scalars(
        select(PersonRequest)
        .where(PersonRequest.state == RequestState.OPEN)
        .options(joinedload(PersonRequest.person), joinedload(PersonRequest.group))
        .order_by(PersonRequest.id)
        .limit(PAGE)
    ).all()


def count_open(session: Session) -> int:
    """Return how many requests wait."""
    waiting = select(func.count()).where(PersonRequest.state == RequestState.OPEN)
    return session.scalar(waiting) or 0


def get_request(session: Session, request_id: int) -> PersonRequest:
    """
    Return a request that waits.

    Raises:
        NotFoundError: If there is none of this number, or it was decided.
    """
    row = session.get(PersonRequest, request_id)
    if row is None or row.state is not RequestState.OPEN:
        raise NotFoundError("request.missing")
    return row


def withdraw(session: Session, person_id: int, now: datetime) -> None:
    """Take back what somebody asked for and nobody has decided."""
    session.execute(
        update(PersonRequest)
        .where(PersonRequest.person_id == person_id, PersonRequest.state == RequestState.OPEN)
        .values(state=RequestState.DISMISSED, closed_at=now, closed_by_id=person_id)
    )


def grant(session: Session, row: PersonRequest, *, by_id: int, now: datetime) -> None:
    """
    Do what was asked: change the group, for the term of the old one, or forget the person.

    Raises:
        InvalidInputError: If the last administrator asks to be forgotten.
    """
    _close(row, RequestState.DONE, by_id, now)
    if row.kind is RequestKind.ERASE:
        anonymise(session, row.person_id, now)
        return
    term = row.term
    for belonging in session.scalars(
        select(Membership).where(
            Membership.person_id == row.person_id, Membership.left_at.is_(None)
        )
    ):
        term = term or belonging.term
        belonging.left_at = now
    session.flush()
    if row.group_id is not None:
        join_group(session, row.person_id, row.group_id, term, now)


def dismiss(row: PersonRequest, *, by_id: int, now: datetime) -> None:
    """Decide against what was asked."""
    _close(row, RequestState.DISMISSED, by_id, now)


def _close(row: PersonRequest, state: RequestState, by_id: int, now: datetime) -> None:
    row.state, row.closed_at, row.closed_by_id = state, now, by_id
