"""
Make one person of two: what was practised on a phone before its owner was known.

Nothing is lost: every sitting, answer, card, press of a card, bookmark and report
of the first person becomes the second's. Where both have a row for the same
question the rows are joined: counts are added, the later answer says how the
question stands, the card seen last stays, and it gets the other one's presses.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.orm import Session

from question_bank.storage.models import (
    Attempt,
    Bookmark,
    Card,
    FormDraft,
    LoginSession,
    Person,
    Progress,
    Review,
)
from question_bank.storage.models import Base as AnyTable

#: Columns that say who did or has something; `merge_people` moves them as they are.
MOVED: Final = (
    "attempt.person_id",
    "bulk_action.person_id",
    "form_submission.person_id",
    "job.person_id",
    "paper_sheet.person_id",
    "person_request.person_id",
    "problem_report.person_id",
    "review.person_id",
    "saved_filter.person_id",
    "study_plan.person_id",
)
#: Columns that `merge_people` joins row by row.
JOINED: Final = (
    "bookmark.person_id",
    "card.person_id",
    "form_draft.person_id",
    "progress.person_id",
)


def merge_people(session: Session, first_id: int, second_id: int, now: datetime) -> int:
    """
    Give all that an unnamed person did to another; return how many answers that were.

    The first person is left without anything and can no longer be opened.
    """
    answered = session.scalar(
        select(func.coalesce(func.sum(Progress.times_answered), 0)).where(
            Progress.person_id == first_id
        )
    )
    _renumber_attempts(session, first_id, second_id)
    _join_progress(session, first_id, second_id)
    _join_cards(session, first_id, second_id)
    _join_bookmarks(session, first_id, second_id)
    session.execute(delete(FormDraft).where(FormDraft.person_id == first_id))
    session.flush()
    for place in MOVED:
        _move(session, place, first_id, second_id)
    _close(session, first_id, now)
    session.expire_all()
    return int(answered or 0)


def _move(session: Session, place: str, first_id: int, second_id: int) -> None:
    table_name, column_name = place.split(".")
    table: Table = AnyTable.metadata.tables[table_name]
    column = table.c[column_name]
    session.execute(update(table).where(column == first_id).values({column_name: second_id}))


def _renumber_attempts(session: Session, first_id: int, second_id: int) -> None:
    """Number the first person's sittings of a paper after the second's."""
    found = session.execute(
        select(Attempt.paper_version_id, func.max(Attempt.number))
        .where(Attempt.person_id == second_id, Attempt.paper_version_id.is_not(None))
        .group_by(Attempt.paper_version_id)
    )
    last = {row[0]: row[1] for row in found}
    own = select(Attempt).where(
        Attempt.person_id == first_id, Attempt.paper_version_id.in_(list(last))
    )
    # From the highest on, so that no two have the same number on the way.
    for attempt in session.scalars(own.order_by(Attempt.number.desc())):
        attempt.number += last[attempt.paper_version_id]
        session.flush()


def _join_progress(session: Session, first_id: int, second_id: int) -> None:
    theirs = {
        row.question_id: row
        for row in session.scalars(select(Progress).where(Progress.person_id == second_id))
    }
    for row in session.scalars(select(Progress).where(Progress.person_id == first_id)).all():
        kept = theirs.get(row.question_id)
        if kept is None:
            row.person_id = second_id
            continue
        kept.times_answered += row.times_answered
        kept.times_right += row.times_right
        if row.last_answered_at > kept.last_answered_at:
            kept.streak, kept.last_correct = row.streak, row.last_correct
            kept.last_answered_at, kept.wrong_since = row.last_answered_at, row.wrong_since
        session.delete(row)
    session.flush()


def _join_cards(session: Session, first_id: int, second_id: int) -> None:
    theirs = {
        (card.question_id, card.ordinal): card
        for card in session.scalars(select(Card).where(Card.person_id == second_id))
    }
    for card in session.scalars(select(Card).where(Card.person_id == first_id)).all():
        kept = theirs.get((card.question_id, card.ordinal))
        if kept is None:
            card.person_id = second_id
            continue
        stays, goes = (card, kept) if _is_seen_later(card, kept) else (kept, card)
        session.execute(update(Review).where(Review.card_id == goes.id).values(card_id=stays.id))
        session.delete(goes)
        session.flush()
        stays.person_id = second_id
    session.flush()


def _is_seen_later(card: Card, other: Card) -> bool:
    if card.last_review is None or other.last_review is None:
        return card.last_review is not None
    return card.last_review > other.last_review


def _join_bookmarks(session: Session, first_id: int, second_id: int) -> None:
    theirs = {
        row.question_id: row
        for row in session.scalars(select(Bookmark).where(Bookmark.person_id == second_id))
    }
    for row in session.scalars(select(Bookmark).where(Bookmark.person_id == first_id)).all():
        kept = theirs.get(row.question_id)
        if kept is None:
            row.person_id = second_id
            continue
        kept.note = "\n".join(dict.fromkeys(filter(None, (kept.note, row.note))))
        session.delete(row)
    session.flush()


def _close(session: Session, person_id: int, now: datetime) -> None:
    session.execute(
        update(LoginSession)
        .where(LoginSession.person_id == person_id, LoginSession.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    session.execute(
        update(Person).where(Person.id == person_id).values(active=False, anonymised_at=now)
    )
