"""Four filters of the bank's list, answered from the index alone."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Let the index of status, kind and type hold the difficulty, too."""
    op.create_index(
        "ix__question__status_kind_type_id_difficulty",
        "question",
        ["status", "kind", "type", "id", "difficulty"],
    )
    op.drop_index("ix__question__status_kind_type_id", "question")
