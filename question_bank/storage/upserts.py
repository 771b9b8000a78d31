"""``INSERT … ON CONFLICT``, which SQLite and PostgreSQL spell alike but SQLAlchemy does not."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from question_bank.storage.models import Base

Insert = sqlite.Insert | postgresql.Insert


def insert_into(session: Session, table: type[Base]) -> Insert:
    """Return an INSERT into *table* that knows ``on_conflict_do_…`` on this database."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
