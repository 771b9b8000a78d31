"""All results of a paper at once, for a file: attempts with their marks, who was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.storage.audiences import Missing, list_missing
from question_bank.storage.marks import unpack_marks
from question_bank.storage.models import Attempt, Group, Membership, Paper, PaperVersion, Person
from question_bank.storage.models.values import AttemptState, FinishReason

#: Attempts that a file holds: the newest. More than any congress has deputies.
MOST_ROWS: Final = 50_000
_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class ResultRow:
    """
    One attempt.

    Attributes:
        group: Where the person belongs; empty for nowhere.
        score: `None` while it is not finished.
        marks: In the order of the paper; empty while it is not finished.
        is_on_paper: Whether it was typed from a printed sheet.
    """

    person_id: int
    name: str
    group: str
    number: int
    state: AttemptState
    reason: FinishReason | None
    score: Decimal | None
    max_score: Decimal
    marks: tuple[Decimal, ...]
    started_at: datetime
    finished_at: datetime | None
    is_on_paper: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many of a group were asked, and how many came."""

    group: str
    asked: int
    came: int


def all_results(session: Session, paper_id: int) -> list[ResultRow]:
    """Return the attempts at a paper, highest score first; trial runs are left out."""
    groups = _groups_of(session, paper_id)
    rows = session.execute(
        select(Attempt, Person.name)
        .join(Person, Person.id == Attempt.person_id)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(PaperVersion.paper_id == paper_id, Attempt.preview.is_(False))
        .order_by(func.coalesce(Attempt.score, -1).desc(), Attempt.finished_at, Attempt.id)
        .limit(MOST_ROWS)
    )
    return [_row(attempt, name, groups) for attempt, name in rows]


def all_missing(session: Session, paper: Paper) -> list[Missing]:
    """Return everybody of the audience of *paper* who has not sat it."""
    found: list[Missing] = []
    total = 1
    while len(found) < min(total, MOST_ROWS):
        page = 1 + len(found) // _PAGE
        rows, _number, total = list_missing(session, paper, number=page, size=_PAGE)
        if not rows:
            break
        found += rows
    return found


def attendance(came: Sequence[ResultRow], missing: Sequence[Missing]) -> list[Attendance]:
    """Return by group how many were asked and came, in the order of the names."""
    sat = {row.person_id: row.group for row in came if row.state is not AttemptState.CANCELLED}
    here = Counter(sat.values())
    away = Counter(each.group for each in missing)
    return [Attendance(name, here[name] + away[name], here[name]) for name in sorted(here | away)]


def _groups_of(session: Session, paper_id: int) -> dict[int, str]:
    """Return where those belong who have sat a paper, the group joined last."""
    sat = (
        select(Attempt.person_id)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(PaperVersion.paper_id == paper_id)
    )
    rows = session.execute(
        select(Membership.person_id, Group.name)
        .join(Group, Group.id == Membership.group_id)
        .where(Membership.left_at.is_(None), Membership.person_id.in_(sat))
        .order_by(Membership.id)
    )
    return {row.person_id: row.name for row in rows}


def _row(attempt: Attempt, name: str | None, groups: Mapping[int, str]) -> ResultRow:
    marks = unpack_marks(attempt.marks) if attempt.marks else ()
    return ResultRow(
        person_id=attempt.person_id,
        name=name or "",
        group=groups.get(attempt.person_id, ""),
        number=attempt.number,
        state=attempt.state,
        reason=attempt.finish_reason,
        score=attempt.score,
        max_score=attempt.max_score,
        marks=tuple(mark or Decimal(0) for mark in marks),
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        is_on_paper=attempt.sheet_id is not None,
    )
