"""Make one person of two who are the same: somebody who joined twice, as a trainer found out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError
from question_bank.storage.merging import merge_people
from question_bank.storage.models import (
    Attempt,
    Bookmark,
    Card,
    Invitation,
    Membership,
    PaperSheet,
    Person,
    PersonRequest,
    Progress,
)
from question_bank.storage.models.values import AttemptKind, RequestState
from question_bank.storage.people import get_person


@dataclass(frozen=True, slots=True)
class Holdings:
    """
    How much there is of one person.

    Attributes:
        answers: Answers to questions, each time counted.
        wrong: Questions in the wrong-answer book.
        exams: Sittings of papers.
    """

    answers: int
    wrong: int
    exams: int
    cards: int
    bookmarks: int


def holdings_of(session: Session, ids: Sequence[int]) -> dict[int, Holdings]:
    """Return how much there is of some people, by number; one statement."""
    answers = select(func.coalesce(func.sum(Progress.times_answered), 0)).where(
        Progress.person_id == Person.id
    )
    counted = (
        select(func.count()).where(
            Progress.person_id == Person.id, Progress.wrong_since.is_not(None)
        ),
        select(func.count()).where(
            Attempt.person_id == Person.id, Attempt.kind == AttemptKind.EXAM
        ),
        select(func.count()).where(Card.person_id == Person.id),
        select(func.count()).where(Bookmark.person_id == Person.id),
    )
    columns = (each.correlate(Person).scalar_subquery() for each in (answers, *counted))
    rows = session.execute(select(Person.id, *columns).where(Person.id.in_(ids)))
    return {number: Holdings(*map(int, counts)) for number, *counts in rows}


def require_mergeable(first: Person, second: Person) -> None:
    """
    Make sure that all of *first* may become *second*'s.

    Raises:
        InvalidInputError: If they are one, if one of them is closed or forgotten, or if
            the first has an account to sign in with.
    """
    if first.id == second.id:
        raise InvalidInputError("person.merge_self")
    if first.username is not None or first.password_hash is not None or first.role_rows:
        raise InvalidInputError("person.merge_account", name=first.name or "")
    if not second.active or first.anonymised_at is not None:
        raise InvalidInputError("person.merge_closed")


def join_people(
    session: Session, first_id: int, second_id: int, *, by_id: int, now: datetime
) -> int:
    """
    Give all that the first person has to the second; return how many answers that were.

    Of the first nothing is left that says who it was; its phones are signed out. It
    cannot be undone.

    Raises:
        NotFoundError: If one of them is not there.
        InvalidInputError: See `require_mergeable`.
    """
    first, second = get_person(session, first_id), get_person(session, second_id)
    require_mergeable(first, second)
    _join_memberships(session, first_id, second_id)
    _dismiss_asked_twice(session, first_id, second_id, by_id, now)
    _loosen_sheets(session, first_id, second_id)
    session.execute(
        update(Invitation)
        .where(Invitation.person_id == first_id, Invitation.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    second.phone = second.phone or first.phone
    first.name = first.phone = first.email = first.pin_hash = None
    first.preferences = {}
    session.flush()
    return merge_people(session, first_id, second_id, now)


def _join_memberships(session: Session, first_id: int, second_id: int) -> None:
    theirs = {
        (row.group_id, row.term): row
        for row in session.scalars(select(Membership).where(Membership.person_id == second_id))
    }
    for row in session.scalars(select(Membership).where(Membership.person_id == first_id)).all():
        kept = theirs.get((row.group_id, row.term))
        if kept is None:
            row.person_id = second_id
            continue
        kept.joined_at = min(kept.joined_at, row.joined_at)
        if row.left_at is None:
            kept.left_at = None
        session.delete(row)
    session.flush()


def _dismiss_asked_twice(
    session: Session, first_id: int, second_id: int, by_id: int, now: datetime
) -> None:
    """Close what both have asked for and nobody decided; what the second asked stays open."""
    is_open = PersonRequest.state == RequestState.OPEN
    asked = select(PersonRequest.kind).where(PersonRequest.person_id == second_id, is_open)
    session.execute(
        update(PersonRequest)
        .where(PersonRequest.person_id == first_id, is_open, PersonRequest.kind.in_(asked))
        .values(state=RequestState.DISMISSED, closed_at=now, closed_by_id=by_id)
    )


def _loosen_sheets(session: Session, first_id: int, second_id: int) -> None:
    """Let printed sheets of which the second has the same stand for nobody in particular."""
    theirs = {
        (row.paper_version_id, row.variant)
        for row in session.scalars(select(PaperSheet).where(PaperSheet.person_id == second_id))
    }
    for row in session.scalars(select(PaperSheet).where(PaperSheet.person_id == first_id)).all():
        if (row.paper_version_id, row.variant) in theirs:
            row.person_id = None
    session.flush()
