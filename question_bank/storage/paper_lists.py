"""Lists of papers, and what changes a frozen one: extended, closed, cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from question_bank.errors import InvalidInputError
from question_bank.storage.audit import Deed, record
from question_bank.storage.exam_times import Phase, deadline_of, phase_of
from question_bank.storage.models import Attempt, Paper, PaperVersion
from question_bank.storage.models.values import AttemptState, FinishReason, PaperState
from question_bank.storage.papers import flush, require_state, require_version


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper in the list: who sat it, who sits it now, its full mark once frozen."""

    paper: Paper
    phase: Phase
    finished: int
    running: int
    appeals: int = 0


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page of papers; `number` counts from 1, `pages` is at least 1."""

    rows: tuple[Listed, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Extension:
    """
    More time for a frozen paper.

    Attributes:
        closes_at: New end; `None` for no end.
        time_limit_seconds: New limit of a sitting; `None` for no limit.
    """

    closes_at: datetime | None
    time_limit_seconds: int | None


def list_papers(
    session: Session, now: datetime, *, phase: Phase | None = None, number: int = 1, size: int = 20
) -> PaperPage:
    """Return one page of papers, the newest first; absurd numbers give the nearest page."""
    conditions = [] if phase is None else _conditions(phase, now)
    total = session.scalar(select(func.count()).select_from(Paper).where(*conditions)) or 0
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    rows = session.scalars(
        select(Paper)
        .where(*conditions)
        .order_by(Paper.id.desc())
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    counts = count_attempts(session, [paper.id for paper in rows])
    listed = (Listed(paper, phase_of(paper, now), *counts.get(paper.id, (0, 0))) for paper in rows)
    return PaperPage(tuple(listed), number, pages, total)


def count_attempts(session: Session, paper_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return for each paper how many people finished it, and how many sit it now."""
    finished = func.count(
        func.distinct(case((Attempt.state == AttemptState.FINISHED, Attempt.person_id)))
    )
    running = func.sum(case((Attempt.state == AttemptState.OPEN, 1), else_=0))
    rows = session.execute(
        select(PaperVersion.paper_id, finished.label("finished"), running.label("running"))
        .join(Attempt, Attempt.paper_version_id == PaperVersion.id)
        .where(PaperVersion.paper_id.in_(paper_ids))
        .group_by(PaperVersion.paper_id)
    )
    return {row.paper_id: (row.finished, int(row.running or 0)) for row in rows}


def newest_paper(session: Session) -> Paper | None:
    """Return the paper made last that was not called off, or `None`."""
    wanted = select(Paper).where(Paper.state != PaperState.CANCELLED)
    return session.scalar(wanted.order_by(Paper.id.desc()).limit(1))


def find_by_code(session: Session, code: str) -> Paper | None:
    """Return the paper whose link has *code*, or `None`."""
    return session.scalar(select(Paper).where(Paper.code == code))


def extend(
    session: Session,
    paper: Paper,
    extension: Extension,
    *,
    lock_version: int,
    by_id: int,
    now: datetime,
) -> None:
    """
    Change when a frozen paper ends, for those who sit it now too.

    Raises:
        ConflictError: If somebody changed the paper since it was shown.
        InvalidInputError: If it is not frozen, or would end before it opens or has ended.
    """
    require_version(paper, lock_version)
    require_state(paper, PaperState.FROZEN)
    closes = extension.closes_at
    if closes is not None and closes <= max(now, paper.opens_at or now):
        raise InvalidInputError("paper.ends_too_early")
    details = {
        "closes_at": [_moment(paper.closes_at), _moment(closes)],
        "time_limit_seconds": [paper.time_limit_seconds, extension.time_limit_seconds],
    }
    paper.closes_at, paper.time_limit_seconds = closes, extension.time_limit_seconds
    paper.edited_at = now
    record(session, Deed("paper.extend", by_id, "paper", paper.id, details), now)
    flush(session)
    _move_deadlines(session, paper)


def close(session: Session, paper: Paper, *, lock_version: int, by_id: int, now: datetime) -> None:
    """
    End a frozen paper now; whoever sits it is handed in as it stands.

    Raises:
        ConflictError: If somebody changed the paper since it was shown.
        InvalidInputError: If it is not open.
    """
    require_version(paper, lock_version)
    if phase_of(paper, now) is not Phase.OPEN:
        raise InvalidInputError("paper.is_not_open")
    paper.closes_at, paper.edited_at = now, now
    record(session, Deed("paper.close", by_id, "paper", paper.id), now)
    flush(session)
    _move_deadlines(session, paper)


def cancel(
    session: Session, paper: Paper, reason: str, *, lock_version: int, by_id: int, now: datetime
) -> None:
    """
    Call a paper off: nobody can sit it, sittings end without a result, results stay.

    Raises:
        ConflictError: If somebody changed the paper since it was shown.
        InvalidInputError: If it was called off already.
    """
    require_version(paper, lock_version)
    require_state(paper, PaperState.DRAFT, PaperState.FROZEN)
    paper.state, paper.edited_at = PaperState.CANCELLED, now
    record(session, Deed("paper.cancel", by_id, "paper", paper.id, {"reason": reason}), now)
    flush(session)
    session.execute(
        update(Attempt)
        .where(Attempt.id.in_([attempt.id for attempt in _running(session, paper.id)]))
        .values(state=AttemptState.CANCELLED, finished_at=now, finish_reason=FinishReason.ABANDONED)
    )


def _move_deadlines(session: Session, paper: Paper) -> None:
    """Write down when the sittings of *paper* end now; what finds the overdue reads it."""
    for attempt in _running(session, paper.id):
        attempt.deadline_at = deadline_of(paper, attempt.started_at)
    session.flush()


def _running(session: Session, paper_id: int) -> Sequence[Attempt]:
    return session.scalars(
        select(Attempt)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(PaperVersion.paper_id == paper_id, Attempt.state == AttemptState.OPEN)
        .with_for_update(of=Attempt)
    ).all()


def _conditions(phase: Phase, now: datetime) -> list[ColumnElement[bool]]:
    frozen = Paper.state == PaperState.FROZEN
    has_opened = or_(Paper.opens_at.is_(None), Paper.opens_at <= now)
    has_not_closed = or_(Paper.closes_at.is_(None), Paper.closes_at > now)
    return {
        Phase.DRAFT: [Paper.state == PaperState.DRAFT],
        Phase.CANCELLED: [Paper.state == PaperState.CANCELLED],
        Phase.UPCOMING: [frozen, Paper.opens_at > now],
        Phase.OPEN: [frozen, has_opened, has_not_closed],
        Phase.CLOSED: [frozen, has_opened, Paper.closes_at <= now],
    }[phase]


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
