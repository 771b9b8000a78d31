"""Jobs that survive a crash and carry a file; dates of texts; what trainers say of flags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from question_bank.storage.migrations.tables_0001.common import KEY, MOMENT

revision = "0002"
down_revision = "0001"

_IS_OPEN = sa.text("state IN ('queued', 'running')")


def upgrade() -> None:
    """Add the columns and tables."""
    _extend_jobs()
    op.add_column("document", sa.Column("dated_on", sa.Date()))
    op.add_column("document_version", sa.Column("changes", sa.JSON(none_as_null=True)))
    _lay_job_files()
    _lay_flag_decisions()


def _extend_jobs() -> None:
    for column in (
        sa.Column("key", sa.Text()),
        sa.Column("tries", KEY, nullable=False, server_default="0"),
        sa.Column("runner", sa.Text(), nullable=False, server_default=""),
        sa.Column("heard_at", MOMENT),
    ):
        op.add_column("job", column)
    op.create_index(
        "uq__job__open_key",
        "job",
        ["key"],
        unique=True,
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    )


def _lay_job_files() -> None:
    op.create_table(
        "job_file",
        sa.Column("job_id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck__job_file__name_not_empty")),
        sa.ForeignKeyConstraint(
            ["job_id"], ["job.id"], name=op.f("fk__job_file__job_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk__job_file")),
    )


def _lay_flag_decisions() -> None:
    op.create_table(
        "flag_decision",
        sa.Column("document_version_id", KEY, autoincrement=False, nullable=False),
        sa.Column("flag_start", KEY, autoincrement=False, nullable=False),
        sa.Column("flag_end", KEY, autoincrement=False, nullable=False),
        sa.Column("usable", sa.Boolean(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("decided_by_id", KEY),
        sa.CheckConstraint(
            "flag_start >= 0", name=op.f("ck__flag_decision__flag_start_at_least_0")
        ),
        sa.CheckConstraint(
            "flag_end > flag_start", name=op.f("ck__flag_decision__flag_is_a_stretch")
        ),
        sa.ForeignKeyConstraint(
            ["document_version_id"],
            ["document_version.id"],
            name=op.f("fk__flag_decision__document_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk__flag_decision__decided_by_id")
        ),
        sa.PrimaryKeyConstraint(
            "document_version_id", "flag_start", "flag_end", name=op.f("pk__flag_decision")
        ),
    )
    op.create_index(op.f("ix__flag_decision__decided_by_id"), "flag_decision", ["decided_by_id"])
