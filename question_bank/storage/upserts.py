"""Ways to insert: ``ON CONFLICT``, which SQLAlchemy spells twice, and thousands of rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import FromClause, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from question_bank.storage.models import Base

Insert = sqlite.Insert | postgresql.Insert


def insert_into(session: Session, table: type[Base]) -> Insert:
    """Return an INSERT into *table* that knows ``on_conflict_do_…`` on this database."""
    return insert_for(session.get_bind().dialect.name, table)


def insert_for(dialect: str, table: type[Base] | FromClause) -> Insert:
    """Return the same for a kind of database by its name."""
    target: Any = table
    if dialect == "postgresql":
        return postgresql.insert(target)
    return sqlite.insert(target)


def insert_rows(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """
    Insert *rows*, which have the same columns; none is nothing to do.

    Past the mapping of objects, which takes as long again.
    """
    target = table.__table__
    if not isinstance(target, Table):
        raise TypeError(f"{table.__name__} is no table")
    if rows:
        session.execute(insert(target), rows)
