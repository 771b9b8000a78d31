"""
Invitations to join, and one-time codes that bring a person to another phone.

Both are a row of digits that a phone scans or somebody types. A code to join is
shown on a wall and opens nothing that exists; a code for a phone opens one
person's record, so it is longer, works once and not for long.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final, TypeVar

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.storage.accounts import hash_of_token
from question_bank.storage.groups import LONGEST_TERM, get_group, group_tree, normal_text
from question_bank.storage.models import Invitation, Paper, Person
from question_bank.storage.models.values import InvitationKind, PaperState
from question_bank.storage.numbers import can_be_id

#: Digits of a code to join, and of one that opens a person's record.
JOIN_DIGITS: Final = 8
PHONE_DIGITS: Final = 10
#: How long a code for another phone works: made on the old phone, or by a trainer.
PHONE_LIFETIME: Final = timedelta(minutes=15)
TRAINERS_PHONE_LIFETIME: Final = timedelta(days=1)
#: The most that an invitation may be used and how long it may last.
MOST_USES: Final = 100_000
LONGEST_LIFE: Final = timedelta(days=5 * 366)
PAGE: Final = 20

#: Newest papers that an invitation may lead to.
_MOST_PAPERS: Final = 100
T = TypeVar("T", Paper, Person)
_CODES: Final = (InvitationKind.JOIN, InvitationKind.DEVICE)


class InvitationState(enum.StrEnum):
    """Whether an invitation still lets somebody in, and why not."""

    OPEN = "open"
    EXPIRED = "expired"
    USED_UP = "used_up"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What an invitation is for.

    Attributes:
        group_id: Where people come; `None` lets them choose.
        term: 届次; empty where the office keeps none.
        paper_id: The paper it leads to, if any.
        expires_at: When it ends; `None` for never.
        max_uses: How many may come; `None` for as many as like.
    """

    group_id: int | None = None
    term: str = ""
    paper_id: int | None = None
    expires_at: datetime | None = None
    max_uses: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """
    Where an invitation leads; texts are empty where it leads nowhere in particular.

    Attributes:
        group: The group's path.
        paper_code: What the paper's address ends in.
        person: The name of whose record it opens.
    """

    group: str = ""
    paper: str = ""
    paper_code: str = ""
    person: str = ""


def targets_of(session: Session, rows: Iterable[Invitation]) -> list[Target]:
    """Return where invitations lead, in words and in their order."""
    rows = list(rows)
    paths = {line.id: line.path for line in group_tree(session, archived=True)}
    papers = _by_id(session, Paper, (row.paper_id for row in rows))
    people = _by_id(session, Person, (row.person_id for row in rows))
    found = []
    for row in rows:
        paper, person = papers.get(row.paper_id or 0), people.get(row.person_id or 0)
        found.append(
            Target(
                group=paths.get(row.group_id or 0, ""),
                paper=paper.title if paper else "",
                paper_code=(paper.code or "") if paper else "",
                person=(person.name or "") if person else "",
            )
        )
    return found


def target_of(session: Session, invitation: Invitation) -> Target:
    """Return where an invitation leads, in words."""
    return targets_of(session, [invitation])[0]


def papers_to_offer(session: Session) -> list[tuple[int, str]]:
    """Return the papers that can be sat, newest first: number and title."""
    rows = session.execute(
        select(Paper.id, Paper.title)
        .where(Paper.state == PaperState.FROZEN, Paper.code.is_not(None))
        .order_by(Paper.id.desc())
        .limit(_MOST_PAPERS)
    )
    return [(number, title) for number, title in rows]


def _by_id(session: Session, table: type[T], numbers: Iterable[int | None]) -> dict[int, T]:
    wanted = {number for number in numbers if number is not None}
    if not wanted:
        return {}
    rows = session.scalars(select(table).where(table.id.in_(wanted)))
    return {row.id: row for row in rows}


def new_code(rng: Random, digits: int) -> str:
    """Return a row of *digits* drawn by *rng*, which should not be guessable."""
    return "".join(rng.choices("0123456789", k=digits))


def state_of(invitation: Invitation, now: datetime) -> InvitationState:
    """Tell whether an invitation still lets somebody in."""
    if invitation.revoked_at is not None:
        return InvitationState.REVOKED
    if invitation.max_uses is not None and invitation.uses >= invitation.max_uses:
        return InvitationState.USED_UP
    if invitation.expires_at is not None and invitation.expires_at <= now:
        return InvitationState.EXPIRED
    return InvitationState.OPEN


def invite_to_join(
    session: Session, wish: Wish, *, code: str, created_by_id: int, now: datetime
) -> Invitation:
    """
    Store an invitation and return it.

    Raises:
        InvalidInputError: If the term is too long, it has ended already, or lasts too long.
        NotFoundError: If there is no such group or paper.
    """
    _require_sense(session, wish, now)
    invitation = Invitation(
        kind=InvitationKind.JOIN,
        token_hash=hash_of_token(code),
        code=code,
        group_id=wish.group_id,
        term=normal_text(wish.term),
        paper_id=wish.paper_id,
        max_uses=wish.max_uses,
        expires_at=wish.expires_at,
        created_at=now,
        created_by_id=created_by_id,
    )
    session.add(invitation)
    session.flush()
    return invitation


def _require_sense(session: Session, wish: Wish, now: datetime) -> None:
    term = normal_text(wish.term)
    if len(term) > LONGEST_TERM or not term.isprintable():
        raise InvalidInputError("invitation.term", limit=LONGEST_TERM)
    if wish.expires_at is not None and not now < wish.expires_at <= now + LONGEST_LIFE:
        raise InvalidInputError("invitation.end")
    if wish.max_uses is not None and not 0 < wish.max_uses <= MOST_USES:
        raise InvalidInputError("invitation.max_uses", most=MOST_USES)
    if wish.group_id is not None:
        get_group(session, wish.group_id)
    if wish.paper_id is not None and session.get(Paper, wish.paper_id) is None:
        raise NotFoundError("invitation.no_paper")


def invite_to_phone(
    session: Session,
    person_id: int,
    *,
    code: str,
    created_by_id: int,
    lifetime: timedelta,
    now: datetime,
) -> Invitation:
    """Store a code that opens one person's record once; earlier ones of theirs end."""
    session.execute(
        update(Invitation)
        .where(
            Invitation.kind == InvitationKind.DEVICE,
            Invitation.person_id == person_id,
            Invitation.uses == 0,
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    invitation = Invitation(
        kind=InvitationKind.DEVICE,
        token_hash=hash_of_token(code),
        code=code,
        person_id=person_id,
        max_uses=1,
        expires_at=now + lifetime,
        created_at=now,
        created_by_id=created_by_id,
    )
    session.add(invitation)
    session.flush()
    return invitation


def find_phone_code(session: Session, person_id: int, now: datetime) -> Invitation | None:
    """Return the code that would open somebody's record now, or `None`."""
    return session.scalar(
        select(Invitation).where(
            Invitation.kind == InvitationKind.DEVICE,
            Invitation.person_id == person_id,
            Invitation.uses == 0,
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
        )
    )


def find_by_code(session: Session, code: str) -> Invitation | None:
    """Return what a code names, whether it still works or not, or `None`."""
    return session.scalar(
        select(Invitation).where(
            Invitation.token_hash == hash_of_token(code), Invitation.kind.in_(_CODES)
        )
    )


def get_by_code(session: Session, code: str) -> Invitation:
    """
    Return what a code names, whether it still works or not.

    Raises:
        NotFoundError: If no invitation has this code.
    """
    found = find_by_code(session, code)
    if found is None:
        raise NotFoundError("invitation.unknown")
    return found


def get_to_join(session: Session, invitation_id: int) -> Invitation:
    """
    Return an invitation to join.

    Raises:
        NotFoundError: If there is none of this number.
    """
    found = session.get(Invitation, invitation_id) if can_be_id(invitation_id) else None
    if found is None or found.kind is not InvitationKind.JOIN:
        raise NotFoundError("invitation.missing")
    return found


def use_invitation(session: Session, invitation_id: int, now: datetime) -> bool:
    """Count one use, if the invitation still allows it; tell whether it does."""
    used = session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.revoked_at.is_(None),
            or_(Invitation.max_uses.is_(None), Invitation.uses < Invitation.max_uses),
            or_(Invitation.expires_at.is_(None), Invitation.expires_at > now),
        )
        .values(uses=Invitation.uses + 1, used_at=now)
    )
    return bool(used.rowcount == 1)  # type: ignore[attr-defined]


def revoke_invitation(session: Session, invitation_id: int, now: datetime) -> None:
    """End an invitation to join; people who came by it stay."""
    invitation = get_to_join(session, invitation_id)
    invitation.revoked_at = invitation.revoked_at or now


def list_to_join(session: Session, number: int) -> tuple[Sequence[Invitation], int]:
    """Return a page of the invitations to join, newest first, and how many pages there are."""
    is_to_join = Invitation.kind == InvitationKind.JOIN
    total = session.scalar(select(func.count()).select_from(Invitation).where(is_to_join)) or 0
    pages = max(1, -(-total // PAGE))
    rows = session.scalars(
        select(Invitation)
        .where(is_to_join)
        .order_by(Invitation.id.desc())
        .limit(PAGE)
        .offset((min(number, pages) - 1) * PAGE)
    )
    return rows.all(), pages
