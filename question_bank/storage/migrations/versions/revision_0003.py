"""Corrected keys of papers, and a quick way to the exams whose time is up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from question_bank.storage.migrations.tables_0001.common import KEY, MOMENT

revision = "0003"
down_revision = "0002"

_IS_RUNNING = sa.text("kind = 'exam' AND state = 'open'")
_COLUMNS = ("paper_version_id", "question_id", "revision_id", "person_id")
_TABLES = ("paper_version", "question", "revision", "person")


def upgrade() -> None:
    """Add the table and the index."""
    op.create_table(
        "paper_correction",
        sa.Column("id", KEY, nullable=False),
        sa.Column("paper_version_id", KEY, nullable=False),
        sa.Column("question_id", KEY, nullable=False),
        sa.Column("revision_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", KEY),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck__paper_correction__reason_not_empty")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk__paper_correction__{column}")
            )
            for column, table in zip(_COLUMNS, _TABLES, strict=True)
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__paper_correction")),
    )
    for columns in (["paper_version_id", "question_id"], *([each] for each in _COLUMNS[1:])):
        name = f"ix__paper_correction__{'_'.join(columns)}"
        op.create_index(op.f(name), "paper_correction", columns)
    op.create_index(
        "ix__attempt__running_exams",
        "attempt",
        ["deadline_at"],
        sqlite_where=_IS_RUNNING,
        postgresql_where=_IS_RUNNING,
    )
