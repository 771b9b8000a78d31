"""``INSERT … ON CONFLICT``, which SQLite and PostgreSQL spell alike but SQLAlchemy does not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import FromClause
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
