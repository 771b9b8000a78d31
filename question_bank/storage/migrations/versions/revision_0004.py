"""What deputies ask of the office about their own data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from question_bank.storage.migrations.tables_0001.common import KEY, MOMENT

revision = "0004"
down_revision = "0003"

_IS_OPEN = sa.text("state = 'open'")
_REFERENCES = (("person_id", "person"), ("group_id", "person_group"), ("closed_by_id", "person"))
_RULES = (
    ("kind_known", "kind IN ('group', 'erase')"),
    ("state_known", "state IN ('open', 'done', 'dismissed')"),
    ("group_where_asked", "(kind = 'group') = (group_id IS NOT NULL)"),
    ("closed_is_dated", "(state = 'open') = (closed_at IS NULL)"),
)


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "person_request",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("group_id", KEY),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_by_id", KEY),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck__person_request__{name}"))
            for name, condition in _RULES
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk__person_request__{column}")
            )
            for column, table in _REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__person_request")),
    )
    for column, _table in _REFERENCES:
        op.create_index(op.f(f"ix__person_request__{column}"), "person_request", [column])
    op.create_index(op.f("ix__person_request__state_id"), "person_request", ["state", "id"])
    op.create_index(
        "uq__person_request__open_kind",
        "person_request",
        ["person_id", "kind"],
        unique=True,
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    )
