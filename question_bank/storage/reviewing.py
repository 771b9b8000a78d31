"""Go through what waits for a reviewer: who is next, how fast it goes, one step back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, InvalidInputError, QuestionBankError
from question_bank.storage import listing
from question_bank.storage.audit import Deed, record
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.models import AuditEntry, Question
from question_bank.storage.models.values import Status
from question_bank.storage.questions import Move, get_question, move_question, sign_question

#: What a reviewer's decisions are called in the audit log.
DECISIONS: Final = ("question.published", "question.sign", "question.rejected")
#: Decisions further apart than this had a break between them.
LONGEST_GAP: Final = timedelta(minutes=5)
#: How many of the last decisions say how fast it goes.
LATEST: Final = 30
#: How long a decision can be taken back in one step.
UNDO_WITHIN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """
    A question's place among those that wait.

    Attributes:
        question_id: The one to look at; `None` if nothing waits.
        previous: The one before it, or `None`.
        following: The one after it, or `None`.
        left: How many wait, counted up to `listing.MOST_COUNTED`.
        is_cut: Whether there are more than `left`.
    """

    question_id: int | None
    previous: int | None
    following: int | None
    left: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """How many decisions a person made since *since*, and the seconds that one takes."""

    today: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as somebody saw it: its number and lock version."""

    question_id: int
    lock_version: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of several questions at once: numbers accepted, and those left, with why."""

    accepted: tuple[int, ...]
    left: tuple[tuple[int, QuestionBankError], ...]


def waiting(wanted: QuestionFilter) -> QuestionFilter:
    """Narrow *wanted* to what waits in review; what is outdated is compared elsewhere."""
    outdated = False if wanted.outdated is None else wanted.outdated
    return replace(wanted, statuses=(Status.REVIEW,), outdated=outdated)


def unsigned(wanted: QuestionFilter) -> QuestionFilter:
    """Narrow *wanted* to what is published and signed by nobody."""
    return replace(wanted, statuses=(Status.PUBLISHED,), signed=False)


def line_up(session: Session, wanted: QuestionFilter, at: int | None = None) -> Line:
    """Return the question *at*, or the first that waits from there on, and its neighbours."""
    pair = listing.next_in_line(session, wanted, at=at or 0, most=2)
    if not pair and at:
        # The last ones were decided on: begin again with those that were passed over.
        pair = listing.next_in_line(session, wanted, most=2)
    left, is_cut = listing.count_matching(session, wanted)
    if not pair:
        return Line(None, None, None, left, is_cut)
    current, *following = pair
    previous = listing.last_before(session, wanted, current)
    return Line(current, previous, following[0] if following else None, left, is_cut)


def pace_of(session: Session, person_id: int, since: datetime) -> Pace:
    """Return how fast a person decides, by the decisions since a moment."""
    rows = session.execute(
        select(AuditEntry.created_at, func.count().over().label("number"))
        .where(
            AuditEntry.person_id == person_id,
            AuditEntry.created_at >= since,
            AuditEntry.action.in_(DECISIONS),
        )
        .order_by(AuditEntry.created_at.desc())
        .limit(LATEST)
    ).all()
    return Pace(rows[0].number if rows else 0, _seconds_each(row.created_at for row in rows))


def accept(session: Session, shown: Shown, by_id: int, *, by_another: bool, now: datetime) -> None:
    """
    Publish and sign what waits, or sign what is published.

    Args:
        session: Where.
        shown: The question as the reviewer saw it.
        by_id: Who accepts it.
        by_another: Whether nobody may sign what they wrote themselves.
        now: When.

    Raises:
        NotFoundError: If there is no such question.
        InvalidInputError: If a check blocks it or its author may not sign it.
        ConflictError: If it was changed since it was shown.
    """
    row = get_question(session, shown.question_id)
    if row.status is Status.PUBLISHED and row.lock_version == shown.lock_version:
        sign_question(session, row.id, by_id=by_id, by_another=by_another, now=now)
        return
    move = Move(
        row.id,
        Status.PUBLISHED,
        by_id,
        lock_version=shown.lock_version,
        by_another=by_another,
    )
    move_question(session, move, now)


def require_unchanged(row: Question, shown: Shown) -> None:
    """
    Make sure that a question stands as it was shown.

    Raises:
        ConflictError: If somebody changed it since.
    """
    if row.lock_version != shown.lock_version:
        raise ConflictError("question.changed_meanwhile", id=row.id)


def accept_all(
    session: Session, chosen: Iterable[Shown], by_id: int, *, by_another: bool, now: datetime
) -> Decided:
    """Accept several questions; one that cannot be is left as it is. See `accept`."""
    accepted: list[int] = []
    left: list[tuple[int, QuestionBankError]] = []
    for shown in chosen:
        try:
            with session.begin_nested():
                accept(session, shown, by_id, by_another=by_another, now=now)
        except QuestionBankError as error:
            left.append((shown.question_id, error))
        else:
            accepted.append(shown.question_id)
    return Decided(tuple(accepted), tuple(left))


def take_back(session: Session, question_id: int, by_id: int, now: datetime) -> Question:
    """
    Put a question back to where it stood before this person's decision on it.

    Raises:
        NotFoundError: If there is no such question.
        InvalidInputError: If the last thing done to it was not this person's decision.
    """
    row = get_question(session, question_id)
    last = session.scalar(
        select(AuditEntry)
        .where(AuditEntry.object_type == "question", AuditEntry.object_id == question_id)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    is_own = last is not None and last.person_id == by_id and last.action in DECISIONS
    if last is None or not is_own or now - last.created_at > UNDO_WITHIN:
        raise InvalidInputError("question.not_undone", id=question_id)
    row.status = Status(last.details.get("from", row.status))
    row.status_reason, row.signed_at = "", None
    record(session, Deed("question.undo", by_id, "question", question_id), now)
    session.flush()
    return row


def take_all_back(session: Session, question_ids: Iterable[int], by_id: int, now: datetime) -> int:
    """Take decisions on several questions back; one that cannot be stays. Return how many were."""
    taken = 0
    for question_id in question_ids:
        with suppress(QuestionBankError), session.begin_nested():
            take_back(session, question_id, by_id, now)
            taken += 1
    return taken


def _seconds_each(moments: Iterable[datetime]) -> float | None:
    """
    Return the mean time for a decision, without breaks; `None` where nothing tells it.

    Those made together, as a batch, share the time since the decision before.
    """
    together = sorted(Counter(moments).items())
    seconds, decided = 0.0, 0
    for (earlier, _count), (later, count) in pairwise(together):
        if later - earlier <= LONGEST_GAP:
            seconds += (later - earlier).total_seconds()
            decided += count
    return seconds / decided if decided else None
