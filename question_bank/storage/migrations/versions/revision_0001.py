"""Lay every table, and the triggers that keep some rows as they are."""

from __future__ import annotations

from alembic import op

from question_bank.storage.migrations.tables_0001 import METADATA
from question_bank.storage.models.guards import table_guards

revision = "0001"
down_revision = None

_PERMANENT = (
    ("audit_entry", ()),
    ("revision", ("question_id", "number", "item", "content_hash")),
    ("paper_version", ("paper_id", "number", "snapshot")),
    ("document_version", ("document_id", "number", "sha256", "original", "clean_text")),
)


def upgrade() -> None:
    """Lay the tables."""
    connection = op.get_bind()
    METADATA.create_all(connection, checkfirst=False)
    for table, columns in _PERMANENT:
        for statement in table_guards(connection.dialect.name, table, columns):
            connection.exec_driver_sql(statement)
