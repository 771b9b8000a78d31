"""Counts of questions kept by triggers; what is outdated, and tags, found in their order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from question_bank.storage.models.counts import counting_statements, filling_statement

revision = "0010"
down_revision = "0009"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KINDS = "'duty', 'right', 'obligation', 'slogan', 'system', 'method'"
_TYPES = "'cloze', 'single', 'multiple', 'true_false', 'short_answer'"
_STATUSES = "'draft', 'review', 'published', 'rejected', 'retired'"


def upgrade() -> None:
    """Add the table with its triggers, and two indexes in the place of narrower ones."""
    op.create_table(
        "question_count",
        sa.Column("document_version_id", _BIG, nullable=False, autoincrement=False),
        *(sa.Column(name, sa.String(20), nullable=False) for name in ("kind", "type", "status")),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("part", _BIG, nullable=False, autoincrement=False),
        sa.Column("number", _BIG, nullable=False),
        _known("kind", _KINDS),
        _known("type", _TYPES),
        _known("status", _STATUSES),
        sa.PrimaryKeyConstraint(
            "document_version_id",
            "kind",
            "type",
            "status",
            "signed",
            "part",
            name=op.f("pk__question_count"),
        ),
    )
    connection = op.get_bind()
    connection.exec_driver_sql(filling_statement())
    for statement in counting_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
    outdated = ["outdated_by_id", "status", "document_version_id", "source_start"]
    _replace("question", "outdated_by_id", "outdated", outdated)
    _replace("question_tag", "tag_id", "tag_id_question_id", ["tag_id", "question_id"])


def _known(column: str, values: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        f"{column} IN ({values})", name=op.f(f"ck__question_count__{column}_known")
    )


def _replace(table: str, narrow: str, name: str, columns: list[str]) -> None:
    """Put a wider index in the place of a narrow one."""
    op.create_index(f"ix__{table}__{name}", table, columns)
    op.drop_index(f"ix__{table}__{narrow}", table)
