"""A trainer's named ways of looking at a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.storage.models import SavedFilter

#: Filters that one person may keep for one list.
MOST: Final = 30
LONGEST_NAME: Final = 30


def list_filters(session: Session, person_id: int, page: str) -> Sequence[SavedFilter]:
    """Return a person's filters for a list, in the order of their names."""
    return session.scalars(
        select(SavedFilter)
        .where(SavedFilter.person_id == person_id, SavedFilter.page == page)
        .order_by(SavedFilter.name)
        .limit(MOST)
    ).all()


def save_filter(
    session: Session, person_id: int, page: str, name: str, query: Mapping[str, str], now: datetime
) -> SavedFilter:
    """
    Keep a filter under a name; one of the same name is replaced.

    Raises:
        InvalidInputError: If the name is empty or too long, or there are too many.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise InvalidInputError("filter.name", limit=LONGEST_NAME)
    own = (SavedFilter.person_id == person_id, SavedFilter.page == page)
    row = session.scalar(select(SavedFilter).where(*own, SavedFilter.name == name))
    if row is None:
        if (session.scalar(select(func.count()).where(*own)) or 0) >= MOST:
            raise InvalidInputError("filter.too_many", limit=MOST)
        row = SavedFilter(person_id=person_id, page=page, name=name, created_at=now)
        session.add(row)
    row.query = dict(query)
    session.flush()
    return row


def delete_filter(session: Session, person_id: int, filter_id: int) -> None:
    """
    Forget one of a person's filters.

    Raises:
        NotFoundError: If it is gone, or another's.
    """
    gone = session.scalar(
        delete(SavedFilter)
        .where(SavedFilter.id == filter_id, SavedFilter.person_id == person_id)
        .returning(SavedFilter.id)
    )
    if gone is None:
        raise NotFoundError("filter.not_found", id=filter_id)
