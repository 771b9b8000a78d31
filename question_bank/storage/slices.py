"""One page of a long list, with the number of pages there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

#: Rows on a page that is read on a phone.
SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class Slice:
    """
    One page of rows.

    Attributes:
        rows: As the statement selects them; empty only if there are none at all.
        number: Of the page, from 1; the last one where a later one was asked for.
        pages: How many there are, at least 1.
        total: Rows in all of them.
    """

    rows: tuple[Any, ...]
    number: int
    pages: int
    total: int


def slice_of(session: Session, wanted: Any, number: int, size: int = SIZE) -> Slice:
    """Return page *number* of what the SELECT *wanted* finds; absurd numbers give the nearest."""
    counted = select(func.count()).select_from(wanted.order_by(None).subquery())
    total = session.scalar(counted) or 0
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    rows = session.execute(wanted.limit(size).offset((number - 1) * size)).all()
    return Slice(tuple(rows), number, pages, total)
