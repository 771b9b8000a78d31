"""Who may sit a paper: everybody, groups with all that stand below them, or holders of the link."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from question_bank.storage.models import (
    Attempt,
    Group,
    Membership,
    Paper,
    PaperGroup,
    PaperVersion,
    Person,
)
from question_bank.storage.models.values import AttemptState, Audience, PaperState

#: Papers that a deputy's first page names.
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Invited:
    """
    A paper that somebody may sit now.

    Attributes:
        attempts: How often they have begun it.
        running: The attempt they have not handed in, if any.
    """

    paper: Paper
    attempts: int
    running: int | None


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody of the audience who has not sat the paper."""

    person_id: int
    name: str
    group: str


def may_sit(session: Session, paper: Paper, person_id: int | None) -> bool:
    """Tell whether somebody who has the link may sit *paper*."""
    if paper.audience is not Audience.GROUPS:
        return True
    if person_id is None:
        return False
    allowed = select(PaperGroup.paper_id).where(
        PaperGroup.paper_id == paper.id, PaperGroup.group_id.in_(_groups_above(person_id))
    )
    return session.scalar(allowed.limit(1)) is not None


def open_papers(session: Session, person_id: int | None, now: datetime) -> list[Invited]:
    """Return the papers that somebody can begin or go on with now, the soonest to close first."""
    invited = select(PaperGroup.paper_id).where(
        PaperGroup.group_id.in_(_groups_above(person_id or 0))
    )
    own = (
        select(PaperVersion.paper_id)
        .join(Attempt, Attempt.paper_version_id == PaperVersion.id)
        .where(Attempt.person_id == (person_id or 0), Attempt.state == AttemptState.OPEN)
    )
    papers = session.scalars(
        select(Paper)
        .where(
            Paper.state == PaperState.FROZEN,
            or_(Paper.opens_at.is_(None), Paper.opens_at <= now),
            or_(Paper.closes_at.is_(None), Paper.closes_at > now),
            or_(Paper.audience == Audience.EVERYONE, Paper.id.in_(invited), Paper.id.in_(own)),
        )
        .order_by(Paper.closes_at.is_(None), Paper.closes_at, Paper.id.desc())
        .limit(_MOST_NAMED * 4)
    ).all()
    begun = _begun(session, [paper.id for paper in papers], person_id) if papers else {}
    found = [Invited(paper, *begun.get(paper.id, (0, None))) for paper in papers]
    return [each for each in found if _has_attempt_left(each)][:_MOST_NAMED]


def list_groups(session: Session) -> list[tuple[int, str]]:
    """Return number and full name (代表团 / 小组) of the groups that are not archived, by name."""
    rows = session.execute(
        select(Group.id, Group.name, Group.parent_id)
        .where(Group.archived_at.is_(None))
        .order_by(Group.id)
        .limit(1000)
    ).all()
    names = {row.id: (row.name, row.parent_id) for row in rows}
    return sorted(((number, _full_name(names, number)) for number in names), key=lambda g: g[1])


def audience_size(session: Session, paper: Paper) -> int | None:
    """Return how many belong to the groups of *paper*; `None` where anybody may come."""
    if paper.audience is not Audience.GROUPS:
        return None
    return session.scalar(select(func.count()).select_from(_members(paper.id).subquery())) or 0


def list_missing(
    session: Session, paper: Paper, *, number: int, size: int
) -> tuple[list[Missing], int, int]:
    """Return one page of those who have not sat *paper*, its number, and how many there are."""
    sat = (
        select(Attempt.person_id)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(PaperVersion.paper_id == paper.id, Attempt.state != AttemptState.CANCELLED)
    )
    absent = _members(paper.id).where(Membership.person_id.not_in(sat))
    total = session.scalar(select(func.count()).select_from(absent.subquery())) or 0
    number = min(max(number, 1), max(1, -(-total // size)))
    ids = absent.order_by(func.min(Membership.group_id), Membership.person_id)
    people = session.scalars(ids.limit(size).offset((number - 1) * size)).all()
    return _described(session, people), number, total


def _described(session: Session, person_ids: Sequence[int]) -> list[Missing]:
    rows = session.execute(
        select(Person.id, Person.name, Group.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Group, Group.id == Membership.group_id)
        .where(Person.id.in_(person_ids), Membership.left_at.is_(None))
        .order_by(Membership.id)
    )
    named = {id_: Missing(id_, name or "", group) for id_, name, group in rows}
    return [named[id_] for id_ in person_ids if id_ in named]


def _members(paper_id: int) -> Select[Any]:
    """Return the query of people who belong to the groups of a paper or to groups below them."""
    chosen = select(PaperGroup.group_id.label("id")).where(PaperGroup.paper_id == paper_id)
    below = chosen.cte("below", recursive=True)
    below = below.union(select(Group.id).join(below, Group.parent_id == below.c.id))
    return (
        select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.group_id.in_(select(below.c.id)),
            Membership.left_at.is_(None),
            Person.active,
        )
        .group_by(Membership.person_id)
    )


def _groups_above(person_id: int) -> Select[Any]:
    """Return the query of the groups somebody belongs to, with all that stand above them."""
    own = select(Membership.group_id.label("id")).where(
        Membership.person_id == person_id, Membership.left_at.is_(None)
    )
    above = own.cte("above", recursive=True)
    parents = (
        select(Group.parent_id)
        .join(above, Group.id == above.c.id)
        .where(Group.parent_id.is_not(None))
    )
    return select(above.union(parents).c.id)


def _begun(
    session: Session, paper_ids: Collection[int], person_id: int | None
) -> dict[int, tuple[int, int | None]]:
    """Return for each paper how often somebody began it, and the attempt that is open."""
    rows = session.execute(
        select(PaperVersion.paper_id, Attempt.id, Attempt.state)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(PaperVersion.paper_id.in_(paper_ids), Attempt.person_id == (person_id or 0))
    )
    begun: dict[int, tuple[int, int | None]] = {}
    for paper_id, attempt_id, state in rows:
        count, running = begun.get(paper_id, (0, None))
        begun[paper_id] = (count + 1, attempt_id if state is AttemptState.OPEN else running)
    return begun


def _has_attempt_left(each: Invited) -> bool:
    allowed = each.paper.attempts_allowed
    return each.running is not None or allowed is None or each.attempts < allowed


def _full_name(names: dict[int, tuple[str, int | None]], number: int) -> str:
    parts: list[str] = []
    at: int | None = number
    # A ring of parents would be a damaged bank; it must not hang a page.
    while at in names and len(parts) < len(names):
        name, at = names[at]
        parts.append(name)
    return " / ".join(reversed(parts))
