"""When a paper can be sat, and when a sitting ends. Always by the server's clock."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta

from question_bank.storage.models import Paper
from question_bank.storage.models.values import PaperState


class Phase(enum.StrEnum):
    """Where a paper stands at a moment."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


def phase_of(paper: Paper, now: datetime) -> Phase:
    """Return where *paper* stands at *now*."""
    if paper.state is not PaperState.FROZEN:
        return Phase.DRAFT if paper.state is PaperState.DRAFT else Phase.CANCELLED
    if paper.opens_at is not None and now < paper.opens_at:
        return Phase.UPCOMING
    if paper.closes_at is not None and now >= paper.closes_at:
        return Phase.CLOSED
    return Phase.OPEN


def deadline_of(paper: Paper, started_at: datetime) -> datetime | None:
    """Return when a sitting of *paper* that began at *started_at* ends, see `end_of`."""
    return end_of(started_at, paper.closes_at, paper.time_limit_seconds)


def end_of(started_at: datetime, closes_at: datetime | None, limit: int | None) -> datetime | None:
    """
    Return when a sitting ends; `None` if nothing ends it.

    Args:
        started_at: When it began.
        closes_at: When the paper closes for everybody, if ever.
        limit: Seconds that everybody has, if they are limited.
    """
    ends = [] if closes_at is None else [closes_at]
    if limit is not None:
        ends.append(started_at + timedelta(seconds=limit))
    return max(min(ends), started_at) if ends else None


def is_up(deadline: datetime | None, now: datetime) -> bool:
    """Tell whether the time is up: no question is shown any more."""
    return deadline is not None and now >= deadline


def takes_answers(deadline: datetime | None, grace_seconds: int, now: datetime) -> bool:
    """Tell whether an answer that arrives now still counts: it may have been on its way."""
    return deadline is None or now < deadline + timedelta(seconds=grace_seconds)


def seconds_left(deadline: datetime | None, now: datetime) -> int | None:
    """Return the whole seconds that are left, 0 or more; `None` if nothing ends it."""
    return None if deadline is None else max(0, int((deadline - now).total_seconds()))
